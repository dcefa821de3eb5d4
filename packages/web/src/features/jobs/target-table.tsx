import { Button } from '@mantine/core';
import { IconChevronRight, IconDownload, IconListSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, Language, SortOrder, Target, TargetSort } from '../../api/types.ts';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { Pager } from '../../shared/components/pager.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { SkeletonRows } from '../../shared/components/skeleton-rows.tsx';
import { ariaSort, SortHeader } from '../../shared/components/sort-header.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useLanguage } from '../../shared/i18n/index.ts';
import { pageAfterResize } from '../../shared/list/paging.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { type JobSearch, targetQueryOf } from './job-search.ts';
import { isOpenTarget, TARGET_TONE } from './job-states.ts';
import { useTargetWords } from './job-words.ts';
import { targetsQuery } from './jobs.queries.ts';
import { TargetDetails } from './target-details.tsx';
import { TargetFiles } from './target-files.tsx';
import classes from './target-table.module.css';

type Column = 'client' | 'user' | 'hardware' | 'mac' | 'state' | 'reason' | 'attempts' | 'updated';

/** What the guide names of a client or user, its state, and why. */
const COLUMNS: readonly { id: Column; sort?: TargetSort; first?: SortOrder }[] = [
  { id: 'client', sort: 'e164' },
  { id: 'user' },
  { id: 'hardware', sort: 'model' },
  { id: 'mac', sort: 'deviceId' },
  { id: 'state', sort: 'state' },
  { id: 'reason' },
  { id: 'attempts', sort: 'attempts', first: 'desc' },
  { id: 'updated', sort: 'updatedAt', first: 'desc' },
];

const COLUMN_CLASS: Partial<Record<Column, string | undefined>> = {
  reason: classes['reason'],
  attempts: table['numeric'],
};

/** Where the browser fetches the targets that are shown, of all pages. */
function exportAddress(jobId: string, { search, state }: JobSearch, language: Language): string {
  const query = new URLSearchParams({
    language,
    // What spreadsheets of the reader's country take.
    separator: language === 'de' ? 'semicolon' : 'comma',
    ...present({ search, state }),
  });
  return `/api/v1/jobs/${jobId}/targets/export?${query}`;
}

interface TargetTableProps {
  job: Pick<Job, 'id' | 'type'>;
  search: JobSearch;
  onChange: (changes: Changes<JobSearch>) => void;
}

export function TargetTable({ job, search, onChange }: TargetTableProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const query = targetQueryOf(search);
  const { id: jobId } = job;
  const isOfUsers = job.type === 'logon' || job.type === 'logoff';
  const columns = COLUMNS.filter(({ id }) => id !== 'user' || isOfUsers);
  const searchLabel = t(isOfUsers ? 'jobs.target.searchUsers' : 'jobs.target.search');
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(targetsQuery(jobId, query));
  const items = data?.items ?? [];
  return (
    <Panel>
      <PanelTitle
        detail={
          <div className={classes['tools']}>
            <Button
              component="a"
              variant="default"
              download
              href={exportAddress(jobId, search, language)}
              leftSection={<IconDownload size={15} aria-hidden />}
            >
              {t('jobs.target.export')}
            </Button>
            <SearchField
              className={classes['search'] ?? ''}
              value={search.search ?? ''}
              label={searchLabel}
              placeholder={searchLabel}
              onSearch={(text) => onChange({ search: text === '' ? undefined : text, page: undefined })}
            />
          </div>
        }
      >
        {t('jobs.targets')}
      </PanelTitle>
      {error !== null && data === undefined ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : data !== undefined && items.length === 0 ? (
        <EmptyMessage icon={<IconListSearch size={28} stroke={1.5} />} title={t('list.nothingMatches')}>
          {t('jobs.target.nothingMatches')}
        </EmptyMessage>
      ) : (
        <>
          <div className={table['scroll']}>
            <table
              className={`${table['table']} ${classes['targets']} ${isPlaceholderData ? table['busy'] : ''}`}
            >
              <thead>
                <tr>
                  {columns.map(({ id, sort, first }) => {
                    const order = query.sort === sort ? query.order : null;
                    return (
                      <th
                        key={id}
                        scope="col"
                        className={COLUMN_CLASS[id]}
                        {...(sort === undefined ? {} : { 'aria-sort': ariaSort(order) })}
                      >
                        {sort === undefined ? (
                          t(`jobs.column.${id}`)
                        ) : (
                          <SortHeader
                            order={order}
                            first={first ?? 'asc'}
                            onSort={(next) => onChange({ sort, order: next, page: undefined })}
                          >
                            {t(`jobs.column.${id}`)}
                          </SortHeader>
                        )}
                      </th>
                    );
                  })}
                </tr>
              </thead>
              <tbody>
                {isPending ? (
                  <SkeletonRows rows={8} columns={columns.length} />
                ) : (
                  items.map((target) => (
                    <TargetRow
                      key={target.id}
                      jobId={jobId}
                      target={target}
                      withUser={isOfUsers}
                      columns={columns.length}
                      opened={search.target === target.id}
                      onToggle={() =>
                        onChange({ target: search.target === target.id ? undefined : target.id })
                      }
                    />
                  ))
                )}
              </tbody>
            </table>
          </div>
          {data === undefined ? null : (
            <Pager
              page={data.page}
              pageSize={query.pageSize}
              total={data.total}
              onPage={(page) => onChange({ page: page === 1 ? undefined : page, target: undefined })}
              onPageSize={(pageSize) =>
                onChange({ pageSize, page: pageAfterResize(data.page, data.pageSize, pageSize) })
              }
            />
          )}
        </>
      )}
    </Panel>
  );
}

interface TargetRowProps {
  jobId: string;
  target: Target;
  withUser: boolean;
  /** How many there are. */
  columns: number;
  opened: boolean;
  onToggle: () => void;
}

function TargetRow({ jobId, target, withUser, columns, opened, onToggle }: TargetRowProps) {
  const { t } = useTranslation();
  const words = useTargetWords();
  const timelineId = `timeline-${target.id}`;
  const name = target.e164 === '' ? target.deviceId : target.e164;
  return (
    <Fragment>
      <tr
        data-link="true"
        data-opened={opened}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('a, button') !== null) return;
          onToggle();
        }}
      >
        <td className={table['nowrap']}>
          <div className={classes['client']}>
            <button
              type="button"
              className={classes['toggle']}
              aria-expanded={opened}
              aria-controls={timelineId}
              aria-label={t('jobs.target.showEvents', { name })}
              onClick={onToggle}
            >
              <IconChevronRight size={16} aria-hidden />
            </button>
            {target.clientId === null ? (
              <Mono>{name}</Mono>
            ) : (
              <Link to="/clients/$clientId" params={{ clientId: target.clientId }} className={table['link']}>
                <Mono>{name}</Mono>
              </Link>
            )}
          </div>
        </td>
        {withUser ? (
          <td className={table['nowrap']} data-label={t('jobs.column.user')}>
            <TargetUser user={target.user} />
          </td>
        ) : null}
        <td className={table['nowrap']} data-card="hide" title={target.deviceType}>
          {target.model === '' ? target.deviceType : target.model}
        </td>
        <td className={table['nowrap']} data-label={t('jobs.column.mac')}>
          <Mono>{target.deviceId}</Mono>
        </td>
        <td className={table['nowrap']}>
          <StateMark tone={TARGET_TONE[target.state]}>{t(`jobs.target.${target.state}`)}</StateMark>
        </td>
        <td className={classes['reason']}>
          {target.reason === null ? null : words(target.reason)}
          <TargetFiles target={target} />
          {target.nextAttemptAt === null || !isOpenTarget(target.state) ? null : (
            <span className={table['second']}>
              {t('jobs.target.nextAttempt')} <RelativeTime iso={target.nextAttemptAt} />
            </span>
          )}
        </td>
        <td className={table['numeric']} data-card="hide">
          {target.attempts}
        </td>
        <td className={table['nowrap']} data-label={t('jobs.column.updated')}>
          <RelativeTime iso={target.updatedAt} />
        </td>
      </tr>
      {opened ? (
        <tr className={classes['details']}>
          <td colSpan={columns} id={timelineId}>
            <TargetDetails jobId={jobId} target={target} />
          </td>
        </tr>
      ) : null}
    </Fragment>
  );
}

/** Whom the job logs on or off; one that was deleted since has no page any more. */
function TargetUser({ user }: Pick<Target, 'user'>) {
  if (user === null) return null;
  const number = <Mono>{user.e164}</Mono>;
  if (user.id === null) return number;
  return (
    <Link to="/users/$userId" params={{ userId: user.id }} className={table['link']}>
      {number}
    </Link>
  );
}
