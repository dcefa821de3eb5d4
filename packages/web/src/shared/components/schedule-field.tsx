import { Loader, SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/index.ts';
import type { Schedule } from '../list/schedule.ts';
import classes from './schedule-field.module.css';

// Calendar and clock are a large piece of script that most orders never need.
const SchedulePicker = lazy(async () => ({
  default: (await import('./schedule-picker.tsx')).SchedulePicker,
}));

interface ScheduleFieldProps {
  value: Schedule;
  onChange: (value: Schedule) => void;
  error?: string | undefined;
}

/** The switch between now and a date and time. */
export function ScheduleField({ value, onChange, error }: ScheduleFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const labelId = useId();
  return (
    <fieldset className={classes['field']} aria-labelledby={labelId}>
      <div id={labelId} className={classes['label']}>
        {t('schedule.label')}
      </div>
      <SegmentedControl
        size="sm"
        value={value.kind}
        data={[
          { value: 'now', label: t('schedule.now') },
          { value: 'at', label: t('schedule.at') },
        ]}
        onChange={(kind) => onChange(kind === 'at' ? { kind: 'at', at: null } : { kind: 'now' })}
      />
      {value.kind === 'now' ? null : (
        <div className={classes['picker']}>
          <Suspense fallback={<Loader size="xs" />}>
            <SchedulePicker value={value.at} onChange={(at) => onChange({ kind: 'at', at })} error={error} />
          </Suspense>
          <div className={classes['zone']}>{t('schedule.zone', { zone: format.zone() })}</div>
        </div>
      )}
    </fieldset>
  );
}
