import { DatesProvider, DateTimePicker } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/de';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { localToIso, nextLocal, toLocalText } from '../list/schedule.ts';

interface SchedulePickerProps {
  /** ISO 8601, or null while nothing is chosen. */
  value: string | null;
  onChange: (value: string | null) => void;
  error?: string | undefined;
}

export function SchedulePicker({ value, onChange, error }: SchedulePickerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = new Date();
  return (
    <DatesProvider
      settings={{ locale: language, firstDayOfWeek: language === 'de' ? 1 : 0, weekendDays: [] }}
    >
      <DateTimePicker
        placeholder={t('schedule.choose')}
        valueFormat={language === 'de' ? 'DD.MM.YYYY, HH:mm' : 'MM/DD/YYYY, HH:mm'}
        minDate={toLocalText(now).slice(0, 10)}
        value={value === null ? null : toLocalText(new Date(value))}
        onChange={(text) => onChange(text === null ? null : localToIso(text))}
        presets={[
          { value: nextLocal(now, 22), label: t('schedule.tonight') },
          { value: nextLocal(now, 6), label: t('schedule.morning') },
        ]}
        defaultTimeValue="22:00"
        ariaLabels={{
          previousMonth: t('schedule.previousMonth'),
          nextMonth: t('schedule.nextMonth'),
          previousYear: t('schedule.previousYear'),
          nextYear: t('schedule.nextYear'),
          previousDecade: t('schedule.previousDecade'),
          nextDecade: t('schedule.nextDecade'),
        }}
        popoverProps={{ attributes: { dropdown: { 'aria-label': t('schedule.choose') } } }}
        submitButtonProps={{ 'aria-label': t('schedule.confirm') }}
        error={error}
      />
    </DatesProvider>
  );
}
