import { IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterChips } from '../../shared/components/filter-chips.tsx';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { RefreshButton } from '../../shared/components/refresh-button.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { useListKeys } from '../../shared/keyboard/use-list-keys.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { type JobListSearch, jobListQueryOf } from './job-search.ts';
import { JOB_STATES, JOB_TYPES } from './job-states.ts';
import { JobTable } from './job-table.tsx';
import { jobListQuery } from './jobs.queries.ts';
import classes from './jobs-page.module.css';

export function JobsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/signed-in/jobs' });
  const navigate = useNavigate({ from: '/jobs' });
  const query = jobListQueryOf(search);
  const { data, refetch } = useQuery(jobListQuery(query));
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
  const empty = <EmptyJobs filtered={chips.length > 0} onClear={clear} />;

  return (
    <div className={table['page']}>
      <PageHeader
        title={t('jobs.list.title')}
        detail={data === undefined ? undefined : format.number(data.total)}
        actions={<RefreshButton onRefresh={() => refetch()} />}
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
        <JobTable search={search} query={query} bodyRef={bodyRef} onChange={change} empty={empty} />
      </Panel>
    </div>
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
