import { Checkbox, Radio, SegmentedControl, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FilePicker } from '../files/index.ts';
import { TemplateSelect } from '../templates/index.ts';
import { KINDS } from './rollout-draft.ts';
import { ValuesField } from './values-field.tsx';
import classes from './wizard.module.css';
import type { WizardStepProps } from './wizard-step.ts';

export function OrderStep({ draft, change, fault }: WizardStepProps) {
  const { t } = useTranslation();
  const mayNotFit = draft.kind !== 'restart' && draft.kind !== 'refresh-data';
  return (
    <div className={classes['fields']}>
      <Radio.Group
        label={t('rollouts.what.question')}
        value={draft.kind}
        onChange={(value) => {
          const kind = KINDS.find((one) => one === value);
          if (kind !== undefined) change({ kind });
        }}
      >
        <Stack gap="xs" mt="xs">
          {KINDS.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={t(`rollouts.type.${kind}`)}
              description={t(`rollouts.what.${kind}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {draft.kind === 'deploy-files' ? (
        <>
          {fault === 'files' ? (
            <p role="alert" className={classes['fault']}>
              {t('rollouts.fault.files')}
            </p>
          ) : null}
          <FilePicker chosen={draft.fileIds} onChoose={(fileIds) => change({ fileIds })} />
          <div>
            <div className={classes['label']} id="rollout-priority">
              {t('rollouts.what.priority')}
            </div>
            <SegmentedControl
              aria-labelledby="rollout-priority"
              value={draft.priority}
              data={[
                { value: 'normal', label: t('rollouts.what.normal') },
                { value: 'immediate', label: t('rollouts.what.immediate') },
              ]}
              onChange={(value) => change({ priority: value === 'immediate' ? 'immediate' : 'normal' })}
            />
          </div>
          <Checkbox
            label={t('rollouts.what.allowDowngrade')}
            checked={draft.allowDowngrade}
            onChange={(event) => change({ allowDowngrade: event.currentTarget.checked })}
          />
        </>
      ) : null}
      {draft.kind === 'apply-template' ? (
        <div className={classes['narrow']}>
          <TemplateSelect
            label={t('rollouts.what.template')}
            type="default"
            value={draft.templateId}
            error={fault === 'template' ? t('rollouts.fault.template') : undefined}
            onChange={(templateId) => change({ templateId })}
          />
        </div>
      ) : null}
      {draft.kind === 'configure' ? (
        <ValuesField
          values={draft.values}
          error={fault === 'values' ? t('rollouts.fault.values') : undefined}
          onChange={(values) => change({ values })}
        />
      ) : null}
      {mayNotFit ? (
        <Checkbox
          label={t('rollouts.what.skipUnfit')}
          description={t('rollouts.what.skipUnfitHint')}
          checked={draft.skipUnfit}
          onChange={(event) => change({ skipUnfit: event.currentTarget.checked })}
        />
      ) : null}
    </div>
  );
}
