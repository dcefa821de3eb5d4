import { Button, Checkbox, Radio, SegmentedControl, Stack } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChosenFiles, FilePicker, fileQuery } from '../files/index.ts';
import { TemplateSelect } from '../templates/index.ts';
import { RemovalsField } from './removals-field.tsx';
import { KINDS, type OrderKind, type RolloutDraft } from './rollout-draft.ts';
import { useOrderWords } from './use-order-words.ts';
import { ValuesField } from './values-field.tsx';
import classes from './wizard.module.css';
import type { WizardStepProps } from './wizard-step.ts';

/** Orders that not every phone can take. */
const MAY_NOT_FIT: ReadonlySet<OrderKind> = new Set(['deploy-files', 'apply-template', 'configure']);

interface OrderStepProps extends WizardStepProps {
  /** What a rollout that is changed does so far. */
  kept: ReactNode;
}

export function OrderStep({ draft, change, fault, kept }: OrderStepProps) {
  const { t } = useTranslation();
  const { keepsOrder } = draft;
  return keepsOrder ? (
    <KeptOrder draft={draft} onChange={() => change({ keepsOrder: false })}>
      {kept}
    </KeptOrder>
  ) : (
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
          <Chosen ids={draft.fileIds} onChange={(fileIds) => change({ fileIds })} />
          <FilePicker chosen={draft.fileIds} onChoose={(fileIds) => change({ fileIds })} />
          <div>
            <div className={classes['label']} id="rollout-priority">
              {t('rollouts.what.priority')}
            </div>
            <SegmentedControl
              aria-labelledby="rollout-priority"
              maw="100%"
              styles={{ label: { whiteSpace: 'normal' } }}
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
          <Checkbox
            label={t('deployments.repeat')}
            checked={draft.repeat}
            onChange={(event) => change({ repeat: event.currentTarget.checked })}
          />
        </>
      ) : null}
      {draft.kind === 'delete-files' ? (
        <RemovalsField
          removals={draft.removals}
          error={fault === 'removals' ? t('rollouts.fault.removals') : undefined}
          onChange={(removals) => change({ removals })}
        />
      ) : null}
      {draft.kind === 'factory-reset' ? (
        <Checkbox
          label={t('clients.action.keepCertificates')}
          description={t('clients.action.keepCertificatesText')}
          checked={draft.keepCertificates}
          onChange={(event) => change({ keepCertificates: event.currentTarget.checked })}
        />
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
      {MAY_NOT_FIT.has(draft.kind) ? (
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

interface KeptOrderProps {
  draft: RolloutDraft;
  children: ReactNode;
  onChange: () => void;
}

/** The order of a rollout that is changed: as it is, until somebody wants another one. */
function KeptOrder({ draft, children, onChange }: KeptOrderProps) {
  const { t } = useTranslation();
  const words = useOrderWords(draft);
  return (
    <div className={classes['fields']}>
      <p className={classes['chosen']}>
        <strong>{words}</strong>
        <Button size="xs" variant="default" onClick={onChange}>
          {t('rollouts.edit.changeOrder')}
        </Button>
      </p>
      {children}
      <p className={classes['text']}>{t('rollouts.edit.kept')}</p>
    </div>
  );
}

/** The chosen files, on whichever page of the list they are. */
function Chosen({ ids, onChange }: { ids: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const files = useQueries({ queries: ids.map((id) => fileQuery(id)) }).flatMap(({ data }) => data ?? []);
  return <ChosenFiles files={files} onLeaveOut={(file) => onChange(ids.filter((id) => id !== file.id))} />;
}
