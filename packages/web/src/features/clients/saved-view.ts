import type { ClientFilter, ClientListQuery, SavedView } from '../../api/types.ts';
import type { ColumnChoice } from '../../shared/list/columns.ts';
import { type ClientListSearch, filterOf, NO_FILTER } from './client-search.ts';
import { type ClientColumn, readClientColumns } from './list-columns.ts';

/** What a view keeps of the list. */
export type ViewContent = Pick<SavedView, 'filter' | 'sort' | 'order' | 'columns'>;

export function viewContent(
  filter: ClientFilter,
  { sort = 'e164', order = 'asc' }: Pick<ClientListQuery, 'sort' | 'order'>,
  columns: ColumnChoice<ClientColumn>,
): ViewContent {
  return { filter, sort, order, columns };
}

/** The address changes that open a view; null opens the list as it comes. */
export function searchOfView(view: SavedView | null) {
  const nothing = { ...NO_FILTER, sort: undefined, order: undefined, page: undefined, view: undefined };
  if (view === null) return nothing;
  return { ...nothing, ...filterOf(view.filter), sort: view.sort, order: view.order, view: view.id };
}

/** Whether the list shows something else than the view that it began with. */
export function isChanged(view: SavedView, content: ViewContent): boolean {
  const plain = (of: ViewContent) =>
    JSON.stringify([
      Object.entries(filterOf(of.filter)).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      of.sort,
      of.order,
      readClientColumns(of.columns),
    ]);
  return plain(view) !== plain(content);
}

/** The view that an address names, if it is still there. */
export function activeView(
  views: readonly SavedView[] | undefined,
  search: ClientListSearch,
): SavedView | null {
  return views?.find(({ id }) => id === search.view) ?? null;
}

/** Columns of a view that were changed, until they are kept with it. */
export interface ViewColumns {
  /** Its id. */
  readonly view: string;
  readonly columns: ColumnChoice<ClientColumn>;
}

export function columnsOfView(view: SavedView, changed: ViewColumns | null): ColumnChoice<ClientColumn> {
  return changed?.view === view.id ? changed.columns : readClientColumns(view.columns);
}
