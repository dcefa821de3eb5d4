import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import bar from '../../shared/components/filter-bar.module.css';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { Pager } from '../../shared/components/pager.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { SkeletonRows } from '../../shared/components/skeleton-rows.tsx';
import { ariaSort, SortHeader } from '../../shared/components/sort-header.tsx';
import table from '../../shared/components/table.module.css';
import { useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { useListKeys } from '../../shared/keyboard/use-list-keys.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { clientName } from '../clients/index.ts';
import { type MemberSearch, memberQueryOf } from './group-search.ts';
import classes from './groups.module.css';
import { membersQuery } from './groups.queries.ts';

/** The clients that belong to a group. */
export function GroupMembers({ groupId }: { groupId: string }) {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/groups/$groupId' });
  const navigate = useNavigate({ from: '/groups/$groupId' });
  const query = memberQueryOf(search);
  const { data, error, refetch, isPlaceholderData } = useQuery(membersQuery(groupId, query));
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  useShortcuts(t('groups.members.title'), useListKeys(bodyRef));
  const change = (changes: Changes<MemberSearch>): void =>
    void navigate({
      search: (previous) => present({ ...previous, page: undefined, ...changes }),
      resetScroll: false,
    });
  const columns = [
    ['e164', t('clients.column.e164')],
    ['model', t('clients.column.type')],
    ['deviceId', t('clients.column.deviceId')],
    ['address', t('clients.column.address')],
    [null, t('groups.members.serverAddress')],
    ['joinedAt', t('groups.members.joined')],
  ] as const;
  return (
    <Panel>
      <PanelTitle>{t('groups.members.title')}</PanelTitle>
      {data?.total === 0 && search.search === undefined ? (
        <p className={`${classes['note']} ${classes['form']}`}>{t('groups.members.none')}</p>
      ) : (
        <>
          <div className={classes['tools']}>
            <SearchField
              className={bar['search'] ?? ''}
              value={search.search ?? ''}
              label={t('groups.members.search')}
              placeholder={t('groups.members.hint')}
              onSearch={(text) => change({ search: text === '' ? undefined : text })}
            />
          </div>
          {data === undefined && error !== null ? (
            <LoadError error={error} onRetry={() => void refetch()} />
          ) : data?.total === 0 ? (
            <EmptyMessage icon={null} title={t('list.nothingMatches')} />
          ) : (
            <div className={table['scroll']}>
              <table
                className={`${table['table']} ${isPlaceholderData ? table['busy'] : ''}`}
                aria-busy={data === undefined}
              >
                <thead>
                  <tr>
                    {columns.map(([sort, label]) => (
                      <th
                        key={label}
                        scope="col"
                        aria-sort={
                          sort === null ? undefined : ariaSort(query.sort === sort ? query.order : null)
                        }
                      >
                        {sort === null ? (
                          label
                        ) : (
                          <SortHeader
                            order={query.sort === sort ? query.order : null}
                            onSort={(order) => change({ sort, order })}
                          >
                            {label}
                          </SortHeader>
                        )}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody ref={bodyRef}>
                  {data === undefined ? (
                    <SkeletonRows rows={5} columns={columns.length} />
                  ) : (
                    data.items.map((member) => (
                      <tr key={member.id}>
                        <td>
                          <Link
                            to="/clients/$clientId"
                            params={{ clientId: member.id }}
                            className={table['link']}
                            data-row-link
                          >
                            <Mono>{visibleText(clientName(member))}</Mono>
                          </Link>
                        </td>
                        <td>{visibleText(member.model)}</td>
                        <td data-card="hide">
                          <Mono>{visibleText(member.deviceId)}</Mono>
                        </td>
                        <td data-label={t('clients.column.address')}>
                          <Mono>{visibleText(member.address)}</Mono>
                        </td>
                        <td data-card="hide">{visibleText(member.serverAddress)}</td>
                        <td data-card="hide">
                          <RelativeTime iso={member.joinedAt} />
                        </td>
                      </tr>
                    ))
                  )}
                </tbody>
              </table>
            </div>
          )}
          {data === undefined || data.total === 0 ? null : (
            <Pager
              page={query.page}
              pageSize={query.pageSize}
              total={data.total}
              onPage={(page) => change({ page: page === 1 ? undefined : page })}
              onPageSize={(pageSize) => change({ pageSize })}
            />
          )}
        </>
      )}
    </Panel>
  );
}
