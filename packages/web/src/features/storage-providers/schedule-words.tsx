import { useTranslation } from 'react-i18next';
import type { StorageProviderSchedule } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/index.ts';

/** When a storage provider is scanned by itself. */
export function ScheduleWords({ schedule }: { schedule: StorageProviderSchedule }) {
  const { t } = useTranslation();
  const format = useFormat();
  switch (schedule.kind) {
    case 'never':
      return t('storageProviders.schedule.never');
    case 'interval':
      return t('storageProviders.schedule.everyMinutes', {
        count: schedule.minutes,
        number: format.number(schedule.minutes),
      });
    case 'daily':
      return t('storageProviders.schedule.dailyAt', { time: schedule.time, zone: schedule.timeZone });
  }
}
