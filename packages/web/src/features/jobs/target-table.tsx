import { IconChevronRight, IconListSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Target } from '../../api/types.ts';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { Pager } from '../../shared/components/pager.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { SkeletonRows } from '../../shared/components/skeleton-rows.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { pageAfterResize } from '../../shared/list/paging.ts';
import type { Changes } from '../../shared/list/search-params.ts';
import { type JobSearch, targetQueryOf } from './job-search.ts';
import { isOpenTarget, TARGET_TONE } from './job-states.ts';
import { useTargetWords } from './job-words.ts';
import { targetsQuery } from './jobs.queries.ts';
import { TargetFiles } from './target-files.tsx';
import classes from './target-table.module.css';
import { TargetTimeline } from './target-timeline.tsx';

interface TargetTableProps {
  jobId: string;
  search: JobSearch;
  onChange: (changes: Changes<JobSearch>) => void;
}

export function TargetTable({ jobId, search, onChange }: TargetTableProps) {
  const { t } = useTranslation();
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(
    targetsQuery(jobId, targetQueryOf(search)),
  );
  const items = data?.items ?? [];
  return (
    <Panel>
      <PanelTitle
        detail={
          <SearchField
            className={classes['search'] ?? ''}
            value={search.search ?? ''}
            label={t('jobs.target.search')}
            placeholder={t('jobs.target.search')}
            onSearch={(text) => onChange({ search: text === '' ? undefined : text, page: undefined })}
          />
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
                  <th scope="col">{t('jobs.column.client')}</th>
                  <th scope="col">{t('jobs.column.state')}</th>
                  <th scope="col" className={classes['reason']}>
                    {t('jobs.column.reason')}
                  </th>
                  <th scope="col" className={table['numeric']}>
                    {t('jobs.column.attempts')}
                  </th>
                  <th scope="col">{t('jobs.column.updated')}</th>
                </tr>
              </thead>
              <tbody>
                {isPending ? (
                  <SkeletonRows rows={8} columns={5} />
                ) : (
                  items.map((target) => (
                    <TargetRow
                      key={target.id}
                      target={target}
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
              pageSize={search.pageSize ?? 25}
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
  target: Target;
  opened: boolean;
  onToggle: () => void;
}

function TargetRow({ target, opened, onToggle }: TargetRowProps) {
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
            <div>
              {target.clientId === null ? (
                <Mono>{name}</Mono>
              ) : (
                <Link
                  to="/clients/$clientId"
                  params={{ clientId: target.clientId }}
                  className={table['link']}
                >
                  <Mono>{name}</Mono>
                </Link>
              )}
              <span className={table['second']}>
                {target.model}
                {target.e164 === '' ? null : (
                  <>
                    {' · '}
                    <Mono>{target.deviceId}</Mono>
                  </>
                )}
              </span>
            </div>
          </div>
        </td>
        <td className={table['nowrap']}>
          <StateMark tone={TARGET_TONE[target.state]}>{t(`jobs.target.${target.state}`)}</StateMark>
        </td>
        <td className={classes['reason']}>
          {target.reason === null ? null : words(target.reason)}
          {target.files.length === 0 ? null : <TargetFiles files={target.files} />}
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
          <td colSpan={5} id={timelineId}>
            <TargetTimeline events={target.events} open={isOpenTarget(target.state)} />
          </td>
        </tr>
      ) : null}
    </Fragment>
  );
}
