import { Button, Menu } from '@mantine/core';
import { IconFilterOff, IconPencil, IconPlus, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group } from '../../api/types.ts';
import { ColumnChooser } from '../../shared/components/column-chooser.tsx';
import bar from '../../shared/components/filter-bar.module.css';
import { ListTable } from '../../shared/components/list-table.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { RefreshButton } from '../../shared/components/refresh-button.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { SelectionBar } from '../../shared/components/selection-bar.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { useListKeys } from '../../shared/keyboard/use-list-keys.ts';
import { readDensity, shownColumns } from '../../shared/list/columns.ts';
import { type IdSelection, idsOfAllPages, NO_IDS, toggleId } from '../../shared/list/id-selection.ts';
import { readPageSize } from '../../shared/list/paging.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { useFlashes } from '../../shared/live/use-flashes.ts';
import { usePreference } from '../session/index.ts';
import { DeleteGroupsDialog } from './delete-dialog.tsx';
import { GROUP_COLUMNS, readGroupColumns } from './group-columns.ts';
import { type GroupListSearch, groupQueryOf } from './group-search.ts';
import { groupListQuery } from './groups.queries.ts';
import { useGroupColumns } from './use-group-columns.tsx';

const NO_GROUPS: readonly Group[] = [];
const readSize = (stored: unknown) => readPageSize(stored) ?? 25;

export function GroupsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const queryClient = useQueryClient();
  const search = useSearch({ from: '/signed-in/groups' });
  const navigate = useNavigate({ from: '/groups' });
  const visit = useNavigate();
  const [columns, setColumns] = usePreference('groups.columns', readGroupColumns);
  const [density, setDensity] = usePreference('groups.density', readDensity);
  const [preferredSize, setPreferredSize] = usePreference('groups.pageSize', readSize);
  const query = groupQueryOf(search, preferredSize);
  const { data, error, isPlaceholderData, refetch } = useQuery(groupListQuery(query));
  const groups = data?.items ?? NO_GROUPS;
  const total = data?.total ?? 0;
  const filtered = search.search !== undefined;

  const [selection, setSelection] = useState<IdSelection>(NO_IDS);
  // What is selected belongs to what was searched for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the search is what empties the selection
  useEffect(() => setSelection(NO_IDS), [search.search]);
  const [deleting, setDeleting] = useState<{ ids: string[]; groups: Group[] } | null>(null);
  const flashes = useFlashes(groups, isPlaceholderData ? '' : JSON.stringify(query));
  const shown = useMemo(() => shownColumns(columns), [columns]);
  const listColumns = useGroupColumns(shown);

  const go = (changes: Changes<GroupListSearch>): void =>
    void navigate({ search: (previous) => present({ ...previous, ...changes }) });
  const ids = groups.map(({ id }) => id);
  const searchRef = useRef<HTMLInputElement>(null);
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const listKeys = useListKeys(bodyRef, (row) => {
    const id = ids[row];
    if (id !== undefined) setSelection((current) => toggleId(current, id));
  });
  useShortcuts(t('groups.title'), [
    { keys: '/', label: t('keys.search'), run: () => searchRef.current?.focus() },
    ...listKeys,
  ]);
  const selectAll = async (): Promise<void> =>
    setSelection(
      await idsOfAllPages((window) =>
        queryClient.fetchQuery(groupListQuery({ ...present({ search: search.search }), ...window })),
      ),
    );
  const behindEnd = data !== undefined && total > 0 && groups.length === 0;
  useEffect(() => {
    if (behindEnd) void navigate({ search: ({ page: _page, ...previous }) => previous, replace: true });
  }, [behindEnd, navigate]);

  return (
    <div className={table['page']}>
      <PageHeader
        title={t('groups.title')}
        detail={data === undefined ? undefined : format.number(total)}
        actions={
          <>
            <Button component={Link} to="/groups/new" leftSection={<IconPlus size={16} aria-hidden />}>
              {t('groups.new')}
            </Button>
            <RefreshButton onRefresh={() => refetch()} />
            <ColumnChooser
              columns={GROUP_COLUMNS}
              label={(column) => t(`groups.column.${column}`)}
              choice={columns}
              onChange={setColumns}
              density={density}
              onDensity={setDensity}
            />
          </>
        }
      />
      {total === 0 && !filtered ? null : (
        <div className={bar['filters']}>
          <SearchField
            inputRef={searchRef}
            className={bar['search'] ?? ''}
            value={search.search ?? ''}
            label={t('groups.search')}
            placeholder={t('groups.searchHint')}
            onSearch={(text) => go({ page: undefined, search: text === '' ? undefined : text })}
          />
        </div>
      )}
      <Panel className={table['list'] ?? ''}>
        {selection.size === 0 ? null : (
          <SelectionBar
            label={t('groups.selection')}
            count={selection.size}
            total={total}
            onSelectAll={() => void selectAll()}
            onClear={() => setSelection(NO_IDS)}
          >
            <Button
              size="xs"
              color="red"
              variant="default"
              leftSection={<IconTrash size={15} />}
              onClick={() =>
                setDeleting({
                  ids: [...selection],
                  groups: groups.filter(({ id }) => selection.has(id)),
                })
              }
            >
              {t('groups.actions.delete')}
            </Button>
          </SelectionBar>
        )}
        <ListTable
          columns={listColumns}
          data={data}
          error={error}
          stale={isPlaceholderData}
          sort={{
            by: query.sort,
            order: query.order,
            onSort: (sort, order) => go({ page: undefined, sort, order }),
          }}
          pageSize={query.pageSize}
          selection={{ ids: selection, nameOf: ({ name }) => name, onChange: setSelection }}
          menu={{
            nameOf: ({ name }) => name,
            items: (group) => (
              <>
                <Menu.Item
                  leftSection={<IconPencil size={16} />}
                  renderRoot={(props) => (
                    <Link to="/groups/$groupId/edit" params={{ groupId: group.id }} {...props} />
                  )}
                >
                  {t('groups.actions.edit')}
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item
                  color="red"
                  leftSection={<IconTrash size={16} />}
                  onClick={() => setDeleting({ ids: [group.id], groups: [group] })}
                >
                  {t('groups.actions.delete')}
                </Menu.Item>
              </>
            ),
          }}
          compact={density === 'compact'}
          flashes={flashes}
          bodyRef={bodyRef}
          empty={<Empty filtered={filtered} onClear={() => go({ page: undefined, search: undefined })} />}
          onVisit={({ id }) => void visit({ to: '/groups/$groupId', params: { groupId: id } })}
          onPage={(page, pageSize) => {
            if (pageSize !== query.pageSize) setPreferredSize(pageSize);
            go({ page, ...(pageSize === query.pageSize ? {} : { pageSize }) });
          }}
          onRetry={() => void refetch()}
        />
      </Panel>
      {deleting === null ? null : (
        <DeleteGroupsDialog
          {...deleting}
          onDone={() => setSelection(NO_IDS)}
          onClose={() => setDeleting(null)}
        />
      )}
    </div>
  );
}

function Empty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  if (filtered) {
    return (
      <EmptyMessage
        icon={<IconFilterOff size={28} stroke={1.5} />}
        title={t('list.nothingMatches')}
        action={
          <button type="button" className={bar['textButton']} onClick={onClear}>
            {t('list.clearFilters')}
          </button>
        }
      >
        {t('groups.nothingMatches')}
      </EmptyMessage>
    );
  }
  return (
    <EmptyMessage
      icon={<IconUsersGroup size={28} stroke={1.5} />}
      title={t('groups.emptyTitle')}
      action={
        <Button component={Link} to="/groups/new">
          {t('groups.new')}
        </Button>
      }
    >
      {t('groups.emptyText')}
    </EmptyMessage>
  );
}
