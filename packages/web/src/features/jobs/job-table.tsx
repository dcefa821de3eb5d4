import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, JobListQuery, JobSort, SortOrder } from '../../api/types.ts';
import { LoadError } from '../../shared/components/messages.tsx';
import { Pager } from '../../shared/components/pager.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { SkeletonRows } from '../../shared/components/skeleton-rows.tsx';
import { ariaSort, SortHeader } from '../../shared/components/sort-header.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { pageAfterResize } from '../../shared/list/paging.ts';
import type { Changes } from '../../shared/list/search-params.ts';
import type { JobListSearch } from './job-search.ts';
import { finishedCount, JOB_TONE } from './job-states.ts';
import classes from './job-table.module.css';
import { useJobTitle } from './job-words.ts';
import { jobListQuery } from './jobs.queries.ts';
import { TargetBar } from './target-bar.tsx';

type Column = 'type' | 'state' | 'progress' | 'initiator' | 'planned' | 'finished';

const COLUMNS: readonly { id: Column; sort?: JobSort; first?: SortOrder }[] = [
  { id: 'type', sort: 'type' },
  { id: 'state', sort: 'state' },
  { id: 'progress' },
  { id: 'initiator' },
  { id: 'planned', sort: 'plannedAt', first: 'desc' },
  { id: 'finished', sort: 'finishedAt', first: 'desc' },
];

interface JobTableProps {
  search: JobListSearch;
  query: JobListQuery;
  /** Shown instead of an empty list. */
  empty: ReactNode;
  bodyRef?: RefObject<HTMLTableSectionElement | null>;
  onChange: (changes: Changes<JobListSearch>) => void;
}

/** A list of jobs with its pages. */
export function JobTable({ search, query, empty, bodyRef, onChange }: JobTableProps) {
  const { t } = useTranslation();
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(jobListQuery(query));
  const items = data?.items ?? [];
  if (error !== null && data === undefined) {
    return <LoadError error={error} onRetry={() => void refetch()} />;
  }
  if (data !== undefined && items.length === 0) return empty;
  return (
    <>
      <div className={`${table['scroll']} ${table['tall']}`}>
        <table className={`${table['table']} ${isPlaceholderData ? table['busy'] : ''}`}>
          <thead>
            <tr>
              {COLUMNS.map(({ id, sort, first = 'asc' }) => {
                const order = sort !== undefined && query.sort === sort ? (query.order ?? 'desc') : null;
                const label = t(`jobs.column.${id}`);
                if (sort === undefined) {
                  return (
                    <th key={id} scope="col">
                      {label}
                    </th>
                  );
                }
                return (
                  <th key={id} scope="col" aria-sort={ariaSort(order)}>
                    <SortHeader
                      order={order}
                      first={first}
                      onSort={(next) => onChange({ sort, order: next })}
                    >
                      {label}
                    </SortHeader>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody ref={bodyRef}>
            {isPending ? (
              <SkeletonRows rows={6} columns={COLUMNS.length} />
            ) : (
              items.map((job) => <JobRow key={job.id} job={job} />)
            )}
          </tbody>
        </table>
      </div>
      {data === undefined ? null : (
        <Pager
          page={data.page}
          pageSize={search.pageSize ?? 10}
          total={data.total}
          onPage={(page) => onChange({ page: page === 1 ? undefined : page })}
          onPageSize={(pageSize) =>
            onChange({ pageSize, page: pageAfterResize(data.page, data.pageSize, pageSize) })
          }
        />
      )}
    </>
  );
}

function JobRow({ job }: { job: Job }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const title = useJobTitle();
  const valueCount = job.values?.length ?? 0;
  return (
    <tr
      data-link="true"
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button') !== null) return;
        void navigate({ to: '/jobs/$jobId', params: { jobId: job.id } });
      }}
    >
      <td>
        <Link to="/jobs/$jobId" params={{ jobId: job.id }} className={table['link']} data-row-link>
          {title(job)}
        </Link>
        {valueCount === 0 ? null : (
          <span className={table['soft']}> · {t('jobs.valueCount', { count: valueCount })}</span>
        )}
      </td>
      <td className={table['nowrap']}>
        <StateMark tone={job.canceledAt === null ? JOB_TONE[job.state] : 'off'}>
          {job.canceledAt === null ? t(`jobs.state.${job.state}`) : t('jobs.canceled')}
        </StateMark>
      </td>
      <td>
        <div className={classes['progress']}>
          <TargetBar counts={job.counts} size="sm" />
          <span>
            {t('jobs.progress', {
              done: format.number(finishedCount(job.counts)),
              total: format.number(job.targetCount),
            })}
          </span>
        </div>
      </td>
      <td data-card="hide">{job.initiator.username}</td>
      <td className={table['nowrap']} data-label={t('jobs.column.planned')}>
        <RelativeTime iso={job.plannedAt} />
      </td>
      <td className={table['nowrap']} data-card="hide">
        {job.finishedAt === null ? t('jobs.notFinished') : <RelativeTime iso={job.finishedAt} />}
      </td>
    </tr>
  );
}
