import type { HeldPhoneQuery, SortOrder } from '../../api/types.ts';
import { type PageSize, readPageSize } from '../../shared/list/paging.ts';
import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../shared/list/search-params.ts';

export type HeldSort = NonNullable<HeldPhoneQuery['sort']>;

const SORTS: readonly HeldSort[] = ['lastCalledAt', 'firstCalledAt', 'deviceId', 'e164', 'model', 'address'];
const ORDERS: readonly SortOrder[] = ['asc', 'desc'];

/** The page's address. */
export interface HeldSearch {
  search?: string;
  state?: 'approved' | 'refused';
  sort?: HeldSort;
  order?: SortOrder;
  page?: number;
  pageSize?: PageSize;
  /** The rules are open. */
  rules?: 'open';
}

export function readHeldSearch(raw: RawSearch): HeldSearch {
  return present({
    search: readText(raw['search']),
    state: readChoice(raw['state'], ['approved', 'refused'] as const),
    sort: readChoice(raw['sort'], SORTS),
    order: readChoice(raw['order'], ORDERS),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
    rules: readChoice(raw['rules'], ['open'] as const),
  });
}

export function heldQueryOf({ rules: _rules, ...search }: HeldSearch) {
  return {
    ...search,
    state: search.state ?? ('waiting' as const),
    sort: search.sort ?? ('lastCalledAt' as const),
    order: search.order ?? ('desc' as const),
    page: search.page ?? 1,
    pageSize: search.pageSize ?? (25 as const),
  };
}
