import { NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ClientScope } from '../../api/types.ts';
import { GroupSelect } from '../groups/index.ts';
import { PreviewedWaves } from './previewed-waves.tsx';
import classes from './wizard.module.css';
import type { WizardStepProps } from './wizard-step.ts';

const CANARIES = ['count', 'group', 'none'] as const;

interface WavesStepProps extends WizardStepProps {
  scope: ClientScope | null;
  rolloutId: string | undefined;
}

export function WavesStep({ draft, change, fault, scope, rolloutId }: WavesStepProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['fields']}>
      <Radio.Group
        label={t('rollouts.wavesStep.first')}
        description={t('rollouts.wavesStep.firstHint')}
        value={draft.canary}
        onChange={(value) => {
          const canary = CANARIES.find((one) => one === value);
          if (canary !== undefined) change({ canary });
        }}
      >
        <Stack gap="xs" mt="xs">
          {CANARIES.map((canary) => (
            <Radio key={canary} value={canary} label={t(`rollouts.wavesStep.canary.${canary}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.canary === 'count' ? (
        <NumberInput
          className={classes['number'] ?? ''}
          label={t('rollouts.wavesStep.count')}
          min={1}
          max={100_000}
          allowDecimal={false}
          value={draft.canaryCount ?? ''}
          error={fault === 'canaryCount' ? t('rollouts.fault.canaryCount') : undefined}
          onChange={(value) => change({ canaryCount: typeof value === 'number' ? value : null })}
        />
      ) : null}
      {draft.canary === 'group' ? (
        <div className={classes['narrow']}>
          <GroupSelect
            label={t('rollouts.wavesStep.group')}
            value={draft.groupId}
            error={fault === 'group' ? t('rollouts.fault.group') : undefined}
            onChange={(groupId) => change({ groupId })}
          />
        </div>
      ) : null}
      <TextInput
        className={classes['narrow'] ?? ''}
        label={t('rollouts.wavesStep.steps')}
        description={t('rollouts.wavesStep.stepsHint')}
        value={draft.steps}
        error={fault === 'steps' ? t('rollouts.fault.steps') : undefined}
        onChange={(event) => change({ steps: event.currentTarget.value })}
      />
      <PreviewedWaves draft={draft} scope={scope} rolloutId={rolloutId} />
    </div>
  );
}
