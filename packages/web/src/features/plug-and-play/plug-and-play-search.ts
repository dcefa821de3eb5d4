import type { PlugAndPlayQuery, SortOrder } from '../../api/types.ts';
import { type PageSize, readPageSize } from '../../shared/list/paging.ts';
import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../shared/list/search-params.ts';

export type PlugAndPlaySort = NonNullable<PlugAndPlayQuery['sort']>;

const SORTS: readonly PlugAndPlaySort[] = ['createdAt', 'deviceId', 'e164', 'hardwareType', 'recognizedAt'];
const ORDERS: readonly SortOrder[] = ['asc', 'desc'];

/** Instead of an id: the drawer is open for a new one. */
export const NEW = 'new';

/** The page's address: what is listed, and what is open. */
export interface PlugAndPlaySearch {
  search?: string;
  state?: 'recognized' | 'all';
  sort?: PlugAndPlaySort;
  order?: SortOrder;
  page?: number;
  pageSize?: PageSize;
  /** Id of the one in the drawer, or {@link NEW}. */
  open?: string;
}

export function readPlugAndPlaySearch(raw: RawSearch): PlugAndPlaySearch {
  return present({
    search: readText(raw['search']),
    state: readChoice(raw['state'], ['recognized', 'all'] as const),
    sort: readChoice(raw['sort'], SORTS),
    order: readChoice(raw['order'], ORDERS),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
    open: readText(raw['open']),
  });
}

export function plugAndPlayQueryOf({ open: _open, ...search }: PlugAndPlaySearch) {
  return {
    ...search,
    state: search.state ?? ('waiting' as const),
    sort: search.sort ?? ('createdAt' as const),
    order: search.order ?? ('desc' as const),
    page: search.page ?? 1,
    pageSize: search.pageSize ?? (25 as const),
  };
}
