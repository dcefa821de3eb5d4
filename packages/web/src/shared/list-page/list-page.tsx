import { IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnChooser } from '../components/column-chooser.tsx';
import bar from '../components/filter-bar.module.css';
import { type FilterChip, FilterChips } from '../components/filter-chips.tsx';
import { type ListColumn, ListTable } from '../components/list-table.tsx';
import { EmptyMessage } from '../components/messages.tsx';
import { PageHeader, Panel } from '../components/page.tsx';
import { RefreshButton } from '../components/refresh-button.tsx';
import { SearchField } from '../components/search-field.tsx';
import { SelectionBar } from '../components/selection-bar.tsx';
import table from '../components/table.module.css';
import { useFormat } from '../i18n/index.ts';
import { type Shortcut, useShortcuts } from '../keyboard/shortcuts.ts';
import { useListKeys } from '../keyboard/use-list-keys.ts';
import { toggleId } from '../list/id-selection.ts';
import type { ListAddress } from '../list/list-address.ts';
import type { ListLook } from '../list/list-look.ts';
import type { Changes } from '../list/search-params.ts';
import type { List } from './use-list.ts';

interface ListPageProps<
  Row extends { id: string },
  Sort extends string,
  Column extends string,
  Address extends ListAddress<Sort>,
> {
  list: List<Row, Sort, Address>;
  look: ListLook<Column>;
  title: string;
  /** Beside the title, before *refresh* and the choice of columns. */
  actions?: ReactNode;
  /** Between the title and the filters: places that belong together, a sentence. */
  intro?: ReactNode;
  searchLabel: string;
  searchHint: string;
  /** Beside the search field: `FilterSelect`s and `FilterPopover`s. */
  filters?: ReactNode;
  /**
   * The filters that are set as parts of a sentence. Left out where the filters' buttons say it themselves; `search` needs
   * none.
   */
  chips?: Partial<Record<keyof Address, string | undefined>>;
  /** The filters stay in sight though nothing is there: even without one, the list shows a part only. */
  keepsFilters?: boolean;
  columns: readonly ListColumn<Row, Sort>[];
  columnLabel: (column: Column) => string;
  /** What a row is called by its checkbox and its menu. */
  nameOf: (row: Row) => string;
  /** Items of the menu that every row has. */
  menu?: (row: Row) => ReactNode;
  /** Opens what a row stands for, by a click anywhere on it. */
  onVisit?: (row: Row) => void;
  /** What can be done with the selected rows. Without it nothing can be selected. */
  bulk?: {
    label: string;
    /**
     * Offers all that match: `true` reads their ids, for lists that cannot grow beyond some thousands; `filter` leaves it to
     * orders that take the filter of the list.
     */
    all?: boolean | 'filter';
    actions: ReactNode;
  };
  /** Keys of the page besides those of every list. */
  shortcuts?: readonly Shortcut[];
  /** Why there is nothing, and the one thing to do about it. */
  empty: { icon: ReactNode; title: string; text?: string | undefined; action?: ReactNode };
  /** What to do when nothing matches; the button that clears the filters stands below. */
  nothingMatches?: string;
  /** Drawers and dialogs. */
  children?: ReactNode;
}

/**
 * A page of the app that is a list.
 *
 * A new one is made of five things:
 *
 * 1. its address, `things-search.ts`: `readThingsSearch` from `readListAddress` and its filters by `present`, and
 *    `thingsQueryOf` from `listWindow`;
 * 2. its columns, `thing-columns.ts`: `columnSet(...)` with what is hidden at first, and a hook that gives a `ListColumn`
 *    for each shown one (the first one `card: 'plain'` with a link that has `data-row-link`);
 * 3. `useListLook('things', THING_COLUMNS)` of the feature `session`: what the account likes;
 * 4. `useList({ address, filters, query, ask, go })`: rows, selection, what narrows;
 * 5. this component with the page's words.
 *
 * Loading, failure with retry, emptiness with a next step, sorting, paging, selection, `/ j k x Enter`, flashes of changed
 * rows and cards on a telephone come with it. Live changes come by `followThings` in `app/shell/use-live.ts`.
 */
export function ListPage<
  Row extends { id: string },
  Sort extends string,
  Column extends string,
  Address extends ListAddress<Sort>,
>(props: ListPageProps<Row, Sort, Column, Address>) {
  const { list, look, title, bulk, empty } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const keys = useListKeys(
    list.bodyRef,
    bulk === undefined
      ? undefined
      : (at) => {
          const row = list.rows[at];
          if (row !== undefined) list.setSelection(toggleId(list.selection, row.id));
        },
  );
  useShortcuts(title, [
    { keys: '/', label: t('keys.search'), run: () => list.searchRef.current?.focus() },
    ...(props.shortcuts ?? []),
    ...keys,
  ]);
  const noneAtAll = list.data !== undefined && list.total === 0 && !list.narrowed;
  const change = list.change as (changes: Changes<ListAddress<Sort>>) => void;
  return (
    <div className={table['page']}>
      <PageHeader
        title={title}
        detail={list.data === undefined ? undefined : format.number(list.total)}
        actions={
          <>
            {props.actions}
            <RefreshButton onRefresh={list.refresh} />
            <ColumnChooser
              columns={look.columns}
              label={props.columnLabel}
              choice={look.choice}
              onChange={look.onChoice}
              density={look.density}
              onDensity={look.onDensity}
            />
          </>
        }
      />
      {props.intro}
      {noneAtAll && props.keepsFilters !== true ? null : (
        <div className={bar['filters']}>
          <SearchField
            inputRef={list.searchRef}
            className={bar['search'] ?? ''}
            value={list.address.search ?? ''}
            label={props.searchLabel}
            placeholder={props.searchHint}
            onSearch={(text) => change({ search: text === '' ? undefined : text })}
          />
          {props.filters}
          <Chips list={list} chips={props.chips} />
        </div>
      )}
      <Panel className={table['list'] ?? ''}>
        {bulk === undefined || list.selectedCount === 0 ? null : (
          <SelectionBar
            label={bulk.label}
            count={list.selectedCount}
            total={list.total}
            {...(bulk.all === undefined || bulk.all === false
              ? {}
              : { onSelectAll: bulk.all === 'filter' ? list.selectWhole : () => void list.selectAll() })}
            onClear={list.clearSelection}
          >
            {bulk.actions}
          </SelectionBar>
        )}
        <ListTable
          columns={props.columns}
          data={list.data}
          error={list.error}
          stale={list.stale}
          sort={{
            by: list.window.sort,
            order: list.window.order,
            onSort: (sort, order) => change({ sort, order }),
          }}
          pageSize={list.window.pageSize}
          {...(bulk === undefined
            ? {}
            : { selection: { ids: list.selection, nameOf: props.nameOf, onChange: list.setSelection } })}
          {...(props.menu === undefined ? {} : { menu: { nameOf: props.nameOf, items: props.menu } })}
          {...(props.onVisit === undefined ? {} : { onVisit: props.onVisit })}
          compact={look.density === 'compact'}
          flashes={list.flashes}
          bodyRef={list.bodyRef}
          empty={
            list.narrowed ? (
              <NothingMatches text={props.nothingMatches} onClear={list.clearFilters} />
            ) : (
              <EmptyMessage
                icon={empty.icon}
                title={empty.title}
                {...(empty.action === undefined ? {} : { action: empty.action })}
              >
                {empty.text}
              </EmptyMessage>
            )
          }
          onPage={(page, pageSize) => {
            const resized = pageSize !== list.window.pageSize;
            if (resized) look.onPageSize(pageSize);
            change({ page, ...(resized ? { pageSize } : {}) });
          }}
          onRetry={() => void list.refresh()}
        />
      </Panel>
      {props.children}
    </div>
  );
}

function Chips<Row, Sort extends string, Address extends ListAddress<Sort>>({
  list,
  chips,
}: {
  list: List<Row, Sort, Address>;
  chips: Partial<Record<keyof Address, string | undefined>> | undefined;
}) {
  const { t } = useTranslation();
  if (chips === undefined) return null;
  const { search } = list.address;
  const sentences = {
    ...chips,
    ...(search === undefined ? {} : { search: t('list.chipSearch', { text: search }) }),
  };
  const shown: FilterChip[] = Object.entries(sentences).flatMap(([key, text]) =>
    typeof text === 'string'
      ? [{ key, text, onRemove: () => list.change({ [key]: undefined } as Changes<Address>) }]
      : [],
  );
  return <FilterChips chips={shown} onClear={list.clearFilters} />;
}

function NothingMatches({ text, onClear }: { text: string | undefined; onClear: () => void }) {
  const { t } = useTranslation();
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
      {text}
    </EmptyMessage>
  );
}
