import { IconListCheck, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, JobSort, SortOrder } from '../../api/types.ts';
import { FilterChips } from '../../shared/components/filter-chips.tsx';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { Pager } from '../../shared/components/pager.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { SkeletonRows } from '../../shared/components/skeleton-rows.tsx';
import { ariaSort, SortHeader } from '../../shared/components/sort-header.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { useListKeys } from '../../shared/keyboard/use-list-keys.ts';
import { pageAfterResize } from '../../shared/list/paging.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { type JobListSearch, jobListQueryOf } from './job-search.ts';
import { finishedCount, JOB_STATES, JOB_TONE, JOB_TYPES } from './job-states.ts';
import { useJobTitle } from './job-words.ts';
import { jobListQuery } from './jobs.queries.ts';
import classes from './jobs-page.module.css';
import { TargetBar } from './target-bar.tsx';

const COLUMNS: readonly { id: string; sort?: JobSort; first?: SortOrder }[] = [
  { id: 'type', sort: 'type' },
  { id: 'state', sort: 'state' },
  { id: 'progress' },
  { id: 'initiator' },
  { id: 'planned', sort: 'plannedAt', first: 'desc' },
  { id: 'finished', sort: 'finishedAt', first: 'desc' },
];

export function JobsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/signed-in/jobs' });
  const navigate = useNavigate({ from: '/jobs' });
  const query = jobListQueryOf(search);
  const { data, error, isPending, isPlaceholderData, isFetching, refetch } = useQuery(jobListQuery(query));
  const searchRef = useRef<HTMLInputElement>(null);
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const listKeys = useListKeys(bodyRef);
  useShortcuts(t('jobs.list.title'), [
    { keys: '/', label: t('keys.search'), run: () => searchRef.current?.focus() },
    ...listKeys,
  ]);

  const change = (changes: Changes<JobListSearch>): void => {
    void navigate({ search: (previous) => present({ ...previous, page: undefined, ...changes }) });
  };
  const chips = [
    ...(search.state === undefined
      ? []
      : [
          {
            key: 'state',
            text: t('jobs.chip.state', { state: t(`jobs.state.${search.state}`) }),
            onRemove: () => change({ state: undefined }),
          },
        ]),
    ...(search.type === undefined
      ? []
      : [
          {
            key: 'type',
            text: t('jobs.chip.type', { type: t(`jobs.type.${search.type}`) }),
            onRemove: () => change({ type: undefined }),
          },
        ]),
    ...(search.search === undefined
      ? []
      : [
          {
            key: 'search',
            text: t('list.chipSearch', { text: search.search }),
            onRemove: () => change({ search: undefined }),
          },
        ]),
  ];
  const clear = (): void => change({ state: undefined, type: undefined, search: undefined });
  const items = data?.items ?? [];

  return (
    <div className={table['page']}>
      <PageHeader
        title={t('jobs.list.title')}
        detail={data === undefined ? undefined : format.number(data.total)}
        actions={
          <IconButton
            label={t('common.refresh')}
            loading={isFetching && !isPending}
            onClick={() => void refetch()}
          >
            <IconRefresh size={18} />
          </IconButton>
        }
      />
      <div className={classes['filters']}>
        <SearchField
          inputRef={searchRef}
          className={classes['search'] ?? ''}
          value={search.search ?? ''}
          label={t('jobs.list.search')}
          placeholder={t('jobs.list.search')}
          onSearch={(text) => change({ search: text === '' ? undefined : text })}
        />
        <FilterSelect
          label={t('jobs.column.state')}
          options={JOB_STATES.map((state) => ({ value: state, label: t(`jobs.state.${state}`) }))}
          value={search.state}
          onChange={(state) => change({ state })}
        />
        <FilterSelect
          label={t('jobs.column.type')}
          options={JOB_TYPES.map((type) => ({ value: type, label: t(`jobs.type.${type}`) }))}
          value={search.type}
          onChange={(type) => change({ type })}
        />
        <FilterChips chips={chips} onClear={clear} />
      </div>
      <Panel className={table['list'] ?? ''}>
        {error !== null && data === undefined ? (
          <LoadError error={error} onRetry={() => void refetch()} />
        ) : data !== undefined && items.length === 0 ? (
          <EmptyJobs filtered={chips.length > 0} onClear={clear} />
        ) : (
          <>
            <div className={`${table['scroll']} ${table['tall']}`}>
              <table className={`${table['table']} ${isPlaceholderData ? table['busy'] : ''}`}>
                <thead>
                  <tr>
                    {COLUMNS.map(({ id, sort, first = 'asc' }) => {
                      const order =
                        sort !== undefined && query.sort === sort ? (query.order ?? 'desc') : null;
                      const label = t(`jobs.column.${id}` as 'jobs.column.type');
                      return (
                        <th
                          key={id}
                          scope="col"
                          {...(sort === undefined ? {} : { 'aria-sort': ariaSort(order) })}
                        >
                          {sort === undefined ? (
                            label
                          ) : (
                            <SortHeader
                              order={order}
                              first={first}
                              onSort={(next) => change({ sort, order: next })}
                            >
                              {label}
                            </SortHeader>
                          )}
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
                onPage={(page) => change({ page: page === 1 ? undefined : page })}
                onPageSize={(pageSize) =>
                  change({ pageSize, page: pageAfterResize(data.page, data.pageSize, pageSize) })
                }
              />
            )}
          </>
        )}
      </Panel>
    </div>
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

function EmptyJobs({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  const icon = <IconListCheck size={28} stroke={1.5} />;
  if (filtered) {
    return (
      <EmptyMessage
        icon={icon}
        title={t('list.nothingMatches')}
        action={
          <button type="button" className={classes['textButton']} onClick={onClear}>
            {t('list.clearFilters')}
          </button>
        }
      >
        {t('jobs.list.nothingMatches')}
      </EmptyMessage>
    );
  }
  return (
    <EmptyMessage
      icon={icon}
      title={t('jobs.list.emptyTitle')}
      action={
        <Link to="/clients" className={classes['textButton']}>
          {t('jobs.list.emptyAction')}
        </Link>
      }
    >
      {t('jobs.list.emptyText')}
    </EmptyMessage>
  );
}
