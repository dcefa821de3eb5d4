import type { SortOrder, UserListQuery } from '../../api/types.ts';
import { type PageSize, readPageSize } from '../../shared/list/paging.ts';
import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../shared/list/search-params.ts';

export type UserSort = NonNullable<UserListQuery['sort']>;
export type UserStatus = NonNullable<UserListQuery['status']>;

const SORTS: readonly UserSort[] = [
  'e164',
  'baseDevice',
  'lastLogonAt',
  'lastLogoffAt',
  'status',
  'profileBytes',
];
const ORDERS: readonly SortOrder[] = ['asc', 'desc'];
export const STATUSES: readonly UserStatus[] = ['logged-on', 'logged-off'];

/** The drawer is open for a new one. */
export const NEW = 'new';

/** The page's address: what is listed, and what is open. */
export interface UsersSearch {
  search?: string;
  status?: UserStatus;
  sort?: UserSort;
  order?: SortOrder;
  page?: number;
  pageSize?: PageSize;
  open?: typeof NEW;
}

export function readUsersSearch(raw: RawSearch): UsersSearch {
  return present({
    search: readText(raw['search']),
    status: readChoice(raw['status'], STATUSES),
    sort: readChoice(raw['sort'], SORTS),
    order: readChoice(raw['order'], ORDERS),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
    open: readChoice(raw['open'], [NEW] as const),
  });
}

export function userQueryOf({ open: _open, ...search }: UsersSearch) {
  return {
    ...search,
    sort: search.sort ?? ('e164' as const),
    order: search.order ?? ('asc' as const),
    page: search.page ?? 1,
    pageSize: search.pageSize ?? (25 as const),
  };
}
