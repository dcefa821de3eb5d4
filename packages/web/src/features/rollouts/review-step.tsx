import { Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClientScope } from '../../api/types.ts';
import { ScheduleField } from '../../shared/components/schedule-field.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { groupQuery } from '../groups/index.ts';
import { PreviewedWaves } from './previewed-waves.tsx';
import { changedPlanOf } from './rollout-draft.ts';
import { useRuleWords } from './rule-words.ts';
import { useOrderWords } from './use-order-words.ts';
import classes from './wizard.module.css';
import type { WizardStepProps } from './wizard-step.ts';

interface ReviewStepProps extends WizardStepProps {
  scope: ClientScope | null;
  rolloutId: string | undefined;
  count: number;
}

/** Everything once more before it begins. */
export function ReviewStep({ draft, change, fault, scope, rolloutId, count }: ReviewStepProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rules = useRuleWords();
  const order = useOrderWords(draft);
  const plan = changedPlanOf(draft, scope);
  const { data: group } = useQuery({
    ...groupQuery(draft.groupId ?? ''),
    enabled: draft.canary === 'group' && draft.groupId !== null,
  });
  const { start } = draft;
  return (
    <div className={classes['fields']}>
      <TextInput
        className={classes['narrow'] ?? ''}
        label={t('rollouts.review.name')}
        maxLength={100}
        value={draft.name}
        placeholder={order}
        error={fault === 'name' ? t('rollouts.fault.name') : undefined}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {plan === null ? null : (
        <dl className={classes['facts']}>
          <dt>{t('rollouts.fact.order')}</dt>
          <dd>{order}</dd>
          <dt>{t('rollouts.review.clients')}</dt>
          <dd>{t('rollouts.who.chosen', { count, number: format.number(count) })}</dd>
          <dt>{t('rollouts.fact.waves')}</dt>
          <dd>
            {rules.waves({
              ...plan.waves,
              canary:
                plan.waves.canary !== null && 'groupId' in plan.waves.canary
                  ? { ...plan.waves.canary, groupName: group?.name ?? '…' }
                  : plan.waves.canary,
            })}
          </dd>
          <dt>{t('rollouts.fact.gate')}</dt>
          <dd>{rules.gate(plan.rules.gate)}</dd>
          <dt>{t('rollouts.fact.stop')}</dt>
          <dd>{rules.stop(plan.rules.stop)}</dd>
          <dt>{t('rollouts.fact.window')}</dt>
          <dd>{rules.window(draft.window)}</dd>
        </dl>
      )}
      <PreviewedWaves draft={draft} scope={scope} rolloutId={rolloutId} />
      <Radio.Group
        label={t('rollouts.review.start')}
        value={start.kind === 'later' ? 'later' : 'start'}
        onChange={(value) => change({ start: value === 'later' ? { kind: 'later' } : { kind: 'now' } })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="start" label={t('rollouts.review.startNow')} />
          <Radio value="later" label={t('rollouts.review.startLater')} />
        </Stack>
      </Radio.Group>
      {start.kind === 'later' ? null : (
        <ScheduleField
          value={start}
          error={fault === 'start' ? t('rollouts.fault.start') : undefined}
          onChange={(value) => change({ start: value })}
        />
      )}
    </div>
  );
}
