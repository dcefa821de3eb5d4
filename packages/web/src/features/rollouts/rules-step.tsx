import { Checkbox, Group, NumberInput, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TimeZoneSelect } from '../../shared/components/time-zone-select.tsx';
import { useLanguage } from '../../shared/i18n/index.ts';
import { useDefaultTimeZone } from '../../shared/server-settings/server-settings.queries.ts';
import type { RolloutDraft } from './rollout-draft.ts';
import { weekdayName } from './rule-words.ts';
import classes from './wizard.module.css';
import type { WizardStepProps } from './wizard-step.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export function RulesStep(props: WizardStepProps) {
  const { t } = useTranslation();
  const { draft, change, fault } = props;
  const number = (
    key: 'successPercent' | 'pauseMinutes' | 'failures' | 'failurePercent' | 'notBackMinutes',
    limits: { min: number; max: number },
    invalid = false,
  ) => (
    <NumberInput
      className={classes['number'] ?? ''}
      label={t(`rollouts.rulesStep.${key}`)}
      {...limits}
      allowDecimal={false}
      value={draft[key] ?? ''}
      error={invalid ? t(`rollouts.fault.${fault ?? 'notBack'}`) : undefined}
      onChange={(value) => change({ [key]: typeof value === 'number' ? value : null })}
    />
  );
  return (
    <div className={classes['fields']}>
      <fieldset className={classes['set']}>
        <legend>{t('rollouts.rulesStep.gate')}</legend>
        <p className={classes['text']}>{t('rollouts.rulesStep.gateText')}</p>
        <div className={classes['numbers']}>
          {number('successPercent', { min: 0, max: 100 }, fault === 'successPercent')}
          {number('pauseMinutes', { min: 0, max: 43_200 }, fault === 'pauseMinutes')}
        </div>
      </fieldset>
      <fieldset className={classes['set']}>
        <legend>{t('rollouts.rulesStep.stop')}</legend>
        <p className={classes['text']}>{t('rollouts.rulesStep.stopText')}</p>
        <div className={classes['numbers']}>
          {number('failures', { min: 1, max: 1_000_000 })}
          {number('failurePercent', { min: 1, max: 100 })}
          {number('notBackMinutes', { min: 1, max: 10_080 }, fault === 'notBack')}
        </div>
      </fieldset>
      <WindowFields {...props} />
    </div>
  );
}

function WindowFields({ draft, change, fault }: WizardStepProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const timeZone = useDefaultTimeZone();
  const { window } = draft;
  const set = (changes: Partial<NonNullable<RolloutDraft['window']>>): void => {
    if (window !== null) change({ window: { ...window, ...changes } });
  };
  return (
    <fieldset className={classes['set']}>
      <legend>{t('rollouts.rulesStep.window')}</legend>
      <Switch
        label={t('rollouts.rulesStep.withWindow')}
        checked={window !== null}
        onChange={(event) =>
          change({
            window: event.currentTarget.checked
              ? { weekdays: [1, 2, 3, 4, 5], from: '22:00', to: '05:00', timeZone }
              : null,
          })
        }
      />
      {window === null ? null : (
        <>
          <Checkbox.Group
            label={t('rollouts.rulesStep.days')}
            value={window.weekdays.map(String)}
            error={fault === 'weekdays' ? t('rollouts.fault.weekdays') : undefined}
            onChange={(days) => set({ weekdays: days.map(Number) })}
          >
            <Group gap="md" mt="xs">
              {DAYS.map((day) => (
                <Checkbox
                  key={day}
                  value={String(day)}
                  aria-label={weekdayName(day, language, 'long')}
                  label={weekdayName(day, language, 'short')}
                />
              ))}
            </Group>
          </Checkbox.Group>
          <div className={classes['numbers']}>
            <TextInput
              type="time"
              className={classes['number'] ?? ''}
              label={t('rollouts.rulesStep.from')}
              value={window.from}
              error={fault === 'times' ? t('rollouts.fault.times') : undefined}
              onChange={(event) => set({ from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              className={classes['number'] ?? ''}
              label={t('rollouts.rulesStep.to')}
              value={window.to}
              onChange={(event) => set({ to: event.currentTarget.value })}
            />
            <TimeZoneSelect
              className={classes['narrow'] ?? ''}
              label={t('rollouts.rulesStep.timeZone')}
              value={window.timeZone}
              allowDeselect={false}
              onChange={(chosen) => {
                if (chosen !== null) set({ timeZone: chosen });
              }}
            />
          </div>
          <p className={classes['text']}>{t('rollouts.rulesStep.windowText')}</p>
        </>
      )}
    </fieldset>
  );
}
