import { useTranslation } from 'react-i18next';
import type { NewRecurringJob } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/index.ts';

/** When something happens again and again, in words. */
export function useScheduleWords(): (schedule: NewRecurringJob['schedule'], timeZone: string) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (schedule, zone) => {
    switch (schedule.kind) {
      case 'daily':
        return t('recurringJobs.words.daily', { time: schedule.time, zone });
      case 'weekly': {
        const days = format.list(schedule.days.map((day) => t(`recurringJobs.day.${day}`)));
        return t('recurringJobs.words.weekly', { days, time: schedule.time, zone });
      }
      case 'cron':
        return `${schedule.expression} (${zone})`;
    }
  };
}
