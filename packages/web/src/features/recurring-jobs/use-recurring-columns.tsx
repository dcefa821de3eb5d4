import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecurringJob, RecurringSort } from '../../api/types.ts';
import type { ListColumn } from '../../shared/components/list-table.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { present } from '../../shared/list/search-params.ts';
import { useScheduleWords } from './use-schedule-words.ts';

export const RECURRING_COLUMNS = ['name', 'type', 'clients', 'schedule', 'next', 'last', 'by'] as const;
export type RecurringColumn = (typeof RECURRING_COLUMNS)[number];

const SORT: Partial<Record<RecurringColumn, RecurringSort>> = {
  name: 'name',
  type: 'type',
  next: 'nextRunAt',
};

/** The columns of the list of recurring jobs. */
export function useRecurringColumns(
  shown: readonly RecurringColumn[],
): readonly ListColumn<RecurringJob, RecurringSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const scheduleWords = useScheduleWords();
  const clientWords = ({ clients }: RecurringJob): string => {
    if ('ids' in clients) return t('recurringJobs.words.chosen', { count: clients.ids.length });
    const { group, search } = clients.filter;
    if (group !== undefined) return t('recurringJobs.words.group');
    if (search !== undefined && search !== '') return t('recurringJobs.words.matching', { text: search });
    return t(
      Object.keys(clients.filter).length === 0 ? 'recurringJobs.words.all' : 'recurringJobs.words.filter',
    );
  };
  const cell = (column: RecurringColumn, job: RecurringJob): ReactNode => {
    switch (column) {
      case 'name':
        return (
          <Link to="/jobs/recurring" search={{ open: job.id }} className={table['link']} data-row-link>
            {job.name}
          </Link>
        );
      case 'type':
        return t(`jobs.type.${job.type}`);
      case 'clients':
        return clientWords(job);
      case 'schedule':
        return scheduleWords(job.schedule, job.timeZone);
      case 'next':
        return (
          <>
            {job.nextRunAt === null ? (
              <StateMark tone="off">{t('recurringJobs.paused')}</StateMark>
            ) : (
              <RelativeTime iso={job.nextRunAt} />
            )}
            {job.skipped === null ? null : (
              <span className={table['second']}>
                {t(`recurringJobs.skipped.${job.skipped.reason}`, { time: format.dateTime(job.skipped.at) })}
              </span>
            )}
          </>
        );
      case 'last':
        return job.lastRun === null ? (
          t('recurringJobs.neverRun')
        ) : (
          <Link to="/jobs" search={{ recurringId: job.id }} className={table['link']}>
            <RelativeTime iso={job.lastRun.at} />
          </Link>
        );
      case 'by':
        return job.createdBy;
    }
  };
  return shown.map((column) => ({
    id: column,
    label: t(`recurringJobs.column.${column}`),
    ...present({ sort: SORT[column] }),
    card: column === 'name' ? 'plain' : column === 'by' || column === 'type' ? 'hide' : 'labeled',
    wraps: column === 'name' || column === 'schedule' || column === 'next',
    render: (job) => cell(column, job),
  }));
}
