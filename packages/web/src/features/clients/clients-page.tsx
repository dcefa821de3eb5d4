import { IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../api/types.ts';
import { ColumnChooser } from '../../shared/components/column-chooser.tsx';
import type { ColumnSettings } from '../../shared/components/column-list.tsx';
import { FilterChips } from '../../shared/components/filter-chips.tsx';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { lazyComponent } from '../../shared/components/lazy-component.ts';
import { EmptyMessage, InlineProblem, LoadError } from '../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { Pager } from '../../shared/components/pager.tsx';
import { RefreshButton } from '../../shared/components/refresh-button.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { useListKeys } from '../../shared/keyboard/use-list-keys.ts';
import { readDensity, shownColumns } from '../../shared/list/columns.ts';
import { pageAfterResize } from '../../shared/list/paging.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { useFlashes } from '../../shared/live/use-flashes.ts';
import { usePreference } from '../session/index.ts';
import type { ClientAction } from './client-action.ts';
import { useClientActions } from './client-actions.tsx';
import { clientName } from './client-name.ts';
import { ClientPlaces } from './client-places.tsx';
import {
  CLIENT_STATES,
  type ClientListSearch,
  clientListQueryOf,
  filterOf,
  filterParts,
  NO_FILTER,
  PAGE_SIZE_PREFERENCE,
  readPreferredSize,
  SOFTWARE_TYPES,
} from './client-search.ts';
import { ClientTools } from './client-tools.tsx';
import { clientFacetsQuery, clientListQuery, savedViewsQuery } from './clients.queries.ts';
import classes from './clients-page.module.css';
import { ClientsSelectionBar } from './clients-selection-bar.tsx';
import { ClientsTable } from './clients-table.tsx';
import { searchOfScope, useOpenConfiguration } from './configure/configure-address.ts';
import { CLIENT_COLUMN_SET, type ClientColumn, readClientColumns } from './list-columns.ts';
import { MoreFilters } from './more-filters.tsx';
import { activeView, columnsOfView, searchOfView, type ViewColumns, viewContent } from './saved-view.ts';
import { SavedViews } from './saved-views.tsx';
import { NOTHING, type Selection, scopeOf, selectedCount, toggleOne, togglePage } from './selection.ts';
import { useFilterWords } from './use-filter-words.ts';

const Onboarding = lazyComponent(async () => (await import('./onboarding.tsx')).Onboarding);

const NO_CLIENTS: readonly Client[] = [];

export function ClientsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/signed-in/clients' });
  const navigate = useNavigate({ from: '/clients' });
  const visit = useNavigate();
  const [ownColumns, setOwnColumns] = usePreference('clients.columns', readClientColumns);
  const { data: views } = useQuery(savedViewsQuery);
  const view = activeView(views, search);
  // Columns of a view, until they are kept with it.
  const [viewColumns, setViewColumns] = useState<ViewColumns | null>(null);
  const columns = useMemo(
    () => (view === null ? ownColumns : columnsOfView(view, viewColumns)),
    [view, viewColumns, ownColumns],
  );
  const setColumns: ColumnSettings<ClientColumn>['onChange'] = (change) => {
    if (view === null) setOwnColumns(change);
    else {
      setViewColumns((kept) => ({ view: view.id, columns: change(columnsOfView(view, kept)) }));
    }
  };
  const [density, setDensity] = usePreference('clients.density', readDensity);
  const [preferredSize, setPreferredSize] = usePreference(PAGE_SIZE_PREFERENCE, readPreferredSize);
  const query = clientListQueryOf(search, preferredSize);
  const list = useQuery(clientListQuery(query));
  const { data, error, isPlaceholderData } = list;
  const clients = data?.items ?? NO_CLIENTS;
  const total = data?.total ?? 0;
  const filter = useMemo(() => filterOf(search), [search]);
  const filterKey = JSON.stringify(filter);

  const [selection, setSelection] = useState<Selection>(NOTHING);
  // What is selected belongs to what was filtered for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is what empties the selection
  useEffect(() => setSelection(NOTHING), [filterKey]);
  const count = selectedCount(selection, total);

  const flashes = useFlashes(clients, isPlaceholderData ? '' : JSON.stringify(query));
  const { ask, copy, dialog } = useClientActions();
  const openConfiguration = useOpenConfiguration();

  const change = (changes: Changes<ClientListSearch>): void => {
    void navigate({ search: (previous) => present({ ...previous, page: undefined, ...changes }) });
  };

  const ids = clients.map((client) => client.id);
  const idsRef = useRef(ids);
  useEffect(() => {
    idsRef.current = ids;
  });
  const toggle = useCallback(
    (id: string) => setSelection((current) => toggleOne(current, id, idsRef.current)),
    [],
  );

  const searchRef = useRef<HTMLInputElement>(null);
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const listKeys = useListKeys(bodyRef, (row) => {
    const id = ids[row];
    if (id !== undefined) toggle(id);
  });
  useShortcuts(t('clients.list.title'), [
    { keys: '/', label: t('keys.search'), run: () => searchRef.current?.focus() },
    ...listKeys,
  ]);

  const askSelected = (action: ClientAction): void => {
    const only =
      selection.kind === 'some' && count === 1
        ? clients.find((client) => selection.ids.has(client.id))
        : undefined;
    ask(
      action,
      { scope: scopeOf(selection, filter), count, name: only === undefined ? null : clientName(only) },
      () => setSelection(NOTHING),
    );
  };

  const shown = useMemo(() => shownColumns(columns), [columns]);
  const noneAtAll = data !== undefined && total === 0 && filterKey === '{}';
  const noneMatch = data !== undefined && total === 0 && !noneAtAll;
  // A page that emptied itself by deletion or a shared link to a page that is no more.
  const behindEnd = data !== undefined && total > 0 && clients.length === 0;
  useEffect(() => {
    if (behindEnd) void navigate({ search: ({ page: _page, ...previous }) => previous, replace: true });
  }, [behindEnd, navigate]);

  return (
    <div className={noneAtAll ? undefined : table['page']}>
      <PageHeader
        title={t('clients.list.title')}
        detail={data === undefined ? undefined : format.number(total)}
        actions={
          <>
            <ClientTools filter={filter} total={total} />
            <RefreshButton onRefresh={() => list.refetch()} />
            <ColumnChooser
              columns={CLIENT_COLUMN_SET}
              label={(column) => t(`clients.column.${column}`)}
              choice={columns}
              onChange={setColumns}
              density={density}
              onDensity={setDensity}
            />
          </>
        }
      />
      <ClientPlaces />
      {noneAtAll ? null : (
        <SavedViews
          views={views ?? []}
          active={view}
          content={viewContent(filter, query, columns)}
          worthKeeping={filterKey !== '{}' || search.sort !== undefined}
          onOpen={(next) => {
            setViewColumns(null);
            change(searchOfView(next));
          }}
        />
      )}
      {noneAtAll ? null : <Filters search={search} onChange={change} searchRef={searchRef} />}
      <Panel className={table['list'] ?? ''}>
        {error !== null && data !== undefined ? <InlineProblem error={error} /> : null}
        {error !== null && data === undefined ? (
          <LoadError error={error} onRetry={() => void list.refetch()} />
        ) : noneAtAll ? (
          <Suspense fallback={null}>
            <Onboarding />
          </Suspense>
        ) : noneMatch ? (
          <EmptyMessage
            icon={<IconFilterOff size={28} stroke={1.5} />}
            title={t('list.nothingMatches')}
            action={
              <button type="button" className={classes['textButton']} onClick={() => change(NO_FILTER)}>
                {t('list.clearFilters')}
              </button>
            }
          >
            {t('clients.list.nothingMatches')}
          </EmptyMessage>
        ) : (
          <>
            {count === 0 ? null : (
              <ClientsSelectionBar
                count={count}
                total={total}
                all={selection.kind === 'all'}
                onSelectAll={() => setSelection({ kind: 'all' })}
                onClear={() => setSelection(NOTHING)}
                onConfigure={() => openConfiguration(scopeOf(selection, filter))}
                onApplyTemplate={() =>
                  void visit({ to: '/templates/apply', search: searchOfScope(scopeOf(selection, filter)) })
                }
                onDeploy={() =>
                  void visit({ to: '/clients/deploy', search: searchOfScope(scopeOf(selection, filter)) })
                }
                onRollOut={() =>
                  void visit({ to: '/rollouts/new', search: searchOfScope(scopeOf(selection, filter)) })
                }
                onAsk={askSelected}
              />
            )}
            <ClientsTable
              clients={data?.items}
              skeletonRows={Math.min(query.pageSize, 25)}
              columns={shown}
              query={query}
              compact={density === 'compact'}
              stale={isPlaceholderData}
              selection={selection}
              flashes={flashes}
              bodyRef={bodyRef}
              onSort={(sort, order) => change({ sort, order })}
              onToggle={toggle}
              onTogglePage={() => setSelection((current) => togglePage(current, ids))}
              onAsk={ask}
              onCopy={copy}
            />
            {data === undefined ? null : (
              <Pager
                page={query.page}
                pageSize={query.pageSize as ClientListSearch['pageSize'] & number}
                total={total}
                onPage={(page) => change({ page: page === 1 ? undefined : page, pageSize: search.pageSize })}
                onPageSize={(pageSize) => {
                  setPreferredSize(pageSize);
                  const page = pageAfterResize(query.page, query.pageSize, pageSize);
                  change({ pageSize, page: page === 1 ? undefined : page });
                }}
              />
            )}
          </>
        )}
      </Panel>
      {dialog}
    </div>
  );
}

interface FiltersProps {
  search: ClientListSearch;
  onChange: (changes: Changes<ClientListSearch>) => void;
  searchRef: React.RefObject<HTMLInputElement | null>;
}

function Filters({ search, onChange, searchRef }: FiltersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useFilterWords(search.group !== undefined);
  const { data: facets } = useQuery(clientFacetsQuery);
  const chips = filterParts(search).map((part) => ({
    key: part.key,
    text: words(part),
    onRemove: () => onChange({ [part.key]: undefined }),
  }));
  const counted = (count: number | undefined) =>
    count === undefined ? undefined : <span className={classes['facet']}>{format.number(count)}</span>;
  const stateCounts = { 'open-work': facets?.openWork, drift: facets?.drift, refused: facets?.refused };
  const softwareCount = (type: string) =>
    facets?.softwareTypes.find((entry) => entry.type === type)?.count ??
    (facets === undefined ? undefined : 0);

  return (
    <div className={classes['filters']}>
      <SearchField
        inputRef={searchRef}
        className={classes['search'] ?? ''}
        value={search.search ?? ''}
        label={t('clients.list.search')}
        placeholder={t('clients.list.searchPlaceholder')}
        onSearch={(text) => onChange({ search: text === '' ? undefined : text })}
      />
      <FilterSelect
        label={t('clients.filter.deviceType')}
        options={(facets?.deviceTypes ?? []).map(({ type, count }) => ({
          value: type,
          label: type,
          detail: counted(count),
        }))}
        value={search.deviceType}
        disabled={facets === undefined || facets.deviceTypes.length === 0}
        onChange={(deviceType) => onChange({ deviceType })}
      />
      <FilterSelect
        label={t('clients.filter.softwareType')}
        options={SOFTWARE_TYPES.map((type) => ({
          value: type,
          label: type,
          detail: counted(softwareCount(type)),
        }))}
        value={search.softwareType}
        onChange={(softwareType) => onChange({ softwareType })}
      />
      <FilterSelect
        label={t('clients.filter.state')}
        options={CLIENT_STATES.map((state) => ({
          value: state,
          label: t(`clients.filter.states.${state}`),
          detail: counted(stateCounts[state]),
        }))}
        value={search.state}
        onChange={(state) => onChange({ state })}
      />
      <MoreFilters
        filter={filterOf(search)}
        onApply={(next) => onChange(next as Changes<ClientListSearch>)}
      />
      <FilterChips chips={chips} onClear={() => onChange(NO_FILTER)} />
    </div>
  );
}
