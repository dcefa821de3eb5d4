import type { ItemNameListQuery, ItemNameSort, ItemNameState, SortOrder } from '../../api/types.ts';
import { type PageSize, readPageSize } from '../../shared/list/paging.ts';
import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../shared/list/search-params.ts';

export const ITEM_NAME_STATES: readonly ItemNameState[] = ['inferred', 'corrected', 'refused'];
const SORTS: readonly ItemNameSort[] = ['catalog', 'item', 'refusals'];
const ORDERS: readonly SortOrder[] = ['asc', 'desc'];

/** Instead of the id of a client: it is still to be chosen. */
export const CHOOSE_CLIENT = 'choose';

/** The page's address: what is listed, which parameter is open, and from which client to learn. */
export type ItemNameSearch = Omit<ItemNameListQuery, 'pageSize'> & {
  pageSize?: PageSize;
  /** Id of the parameter in the drawer. */
  parameter?: string;
  /** Id of a client, or {@link CHOOSE_CLIENT}. */
  learn?: string;
};

export function readItemNameSearch(raw: RawSearch): ItemNameSearch {
  return present({
    search: readText(raw['search']),
    state: readChoice(raw['state'], ITEM_NAME_STATES),
    sort: readChoice(raw['sort'], SORTS),
    order: readChoice(raw['order'], ORDERS),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
    parameter: readText(raw['parameter']),
    learn: readText(raw['learn']),
  });
}

export function itemNameQueryOf({
  parameter: _parameter,
  learn: _learn,
  ...search
}: ItemNameSearch): ItemNameListQuery {
  return {
    ...search,
    page: search.page ?? 1,
    pageSize: search.pageSize ?? 25,
    sort: search.sort ?? 'catalog',
    order: search.order ?? 'asc',
  };
}
