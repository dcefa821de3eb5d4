import { NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StorageProviderSchedule } from '../../api/types.ts';
import { TimeZoneSelect } from '../../shared/components/time-zone-select.tsx';
import { useDefaultTimeZone } from '../../shared/server-settings/server-settings.queries.ts';
import classes from './storage-providers.module.css';

const KINDS: readonly StorageProviderSchedule['kind'][] = ['never', 'interval', 'daily'];

interface ScheduleFieldsProps {
  schedule: StorageProviderSchedule;
  onChange: (schedule: StorageProviderSchedule) => void;
  errorOf: (field: string) => string | undefined;
}

/** When a provider is scanned by itself. */
export function ScheduleFields({ schedule, onChange, errorOf }: ScheduleFieldsProps) {
  const { t } = useTranslation();
  const timeZone = useDefaultTimeZone();
  const choose = (kind: StorageProviderSchedule['kind']): void => {
    if (kind === 'never') onChange({ kind });
    else if (kind === 'interval') onChange({ kind, minutes: 60 });
    else onChange({ kind, time: '03:00', timeZone });
  };
  return (
    <div className={classes['pair']}>
      <Select
        label={t('storageProviders.field.schedule')}
        data={KINDS.map((kind) => ({ value: kind, label: t(`storageProviders.schedule.kind.${kind}`) }))}
        value={schedule.kind}
        allowDeselect={false}
        error={errorOf('schedule')}
        onChange={(value) => choose((value ?? 'never') as StorageProviderSchedule['kind'])}
      />
      {schedule.kind === 'interval' ? (
        <NumberInput
          label={t('storageProviders.field.minutes')}
          min={5}
          max={10_080}
          value={schedule.minutes}
          error={errorOf('schedule.minutes')}
          onChange={(value) => onChange({ kind: 'interval', minutes: Number(value) })}
        />
      ) : null}
      {schedule.kind === 'daily' ? (
        <>
          <TextInput
            type="time"
            label={t('storageProviders.field.time')}
            value={schedule.time}
            error={errorOf('schedule.time')}
            onChange={(event) => onChange({ ...schedule, time: event.currentTarget.value })}
          />
          <TimeZoneSelect
            label={t('storageProviders.field.timeZone')}
            value={schedule.timeZone}
            allowDeselect={false}
            error={errorOf('schedule.timeZone')}
            onChange={(value) => onChange({ ...schedule, timeZone: value ?? timeZone })}
          />
        </>
      ) : null}
    </div>
  );
}
