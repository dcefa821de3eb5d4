import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, JobSort } from '../../api/types.ts';
import type { ListColumn } from '../../shared/components/list-table.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { COLUMN_SORT, type JobColumn } from './job-columns.ts';
import classes from './job-list.module.css';
import { finishedCount, JOB_TONE } from './job-states.ts';
import { jobSeconds, useJobTitle } from './job-words.ts';
import { TargetBar } from './target-bar.tsx';

const IN_CARD: readonly JobColumn[] = ['state', 'progress', 'planned'];

/** The columns of a list of jobs. */
export function useJobColumns(shown: readonly JobColumn[]): readonly ListColumn<Job, JobSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useJobTitle();
  const cell = (column: JobColumn, job: Job): ReactNode => {
    switch (column) {
      case 'type':
        return (
          <>
            <Link to="/jobs/$jobId" params={{ jobId: job.id }} className={table['link']} data-row-link>
              {title(job)}
            </Link>
            {job.origin === null ? null : (
              <span className={table['soft']}> · {t(`jobs.origin.mark.${job.origin.kind}`)}</span>
            )}
            {job.values.length === 0 ? null : (
              <span className={table['soft']}> · {t('jobs.valueCount', { count: job.values.length })}</span>
            )}
          </>
        );
      case 'state':
        return (
          <StateMark tone={job.canceledAt === null ? JOB_TONE[job.state] : 'off'}>
            {job.canceledAt === null ? t(`jobs.state.${job.state}`) : t('jobs.canceled')}
          </StateMark>
        );
      case 'progress':
        return (
          <div className={classes['progress']}>
            <TargetBar counts={job.counts} size="sm" />
            <span>
              {t('jobs.progress', {
                done: format.number(finishedCount(job.counts)),
                total: format.number(job.targetCount),
              })}
            </span>
          </div>
        );
      case 'initiator':
        return job.initiator.username;
      case 'created':
        return <RelativeTime iso={job.createdAt} />;
      case 'planned':
        return <RelativeTime iso={job.plannedAt} />;
      case 'duration': {
        const seconds = jobSeconds(job, Date.now());
        return seconds === null ? t('jobs.notStarted') : format.elapsed(seconds);
      }
      case 'finished':
        return job.finishedAt === null ? t('jobs.notFinished') : <RelativeTime iso={job.finishedAt} />;
    }
  };
  return shown.map((column) => ({
    id: column,
    label: t(`jobs.column.${column}`),
    ...COLUMN_SORT[column],
    card: column === 'type' ? 'plain' : IN_CARD.includes(column) ? 'labeled' : 'hide',
    wraps: column === 'type',
    render: (job) => cell(column, job),
  }));
}
