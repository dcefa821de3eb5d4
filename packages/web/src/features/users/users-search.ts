import type { UserListQuery } from '../../api/types.ts';
import { type ListAddress, listWindow, readListAddress } from '../../shared/list/list-address.ts';
import type { PageSize } from '../../shared/list/paging.ts';
import { present, type RawSearch, readChoice } from '../../shared/list/search-params.ts';

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
export const STATUSES: readonly UserStatus[] = ['logged-on', 'logged-off'];

/** The drawer is open for a new one. */
export const NEW = 'new';

/** The page's address: what is listed, and what is open. */
export interface UsersSearch extends ListAddress<UserSort> {
  status?: UserStatus;
  open?: typeof NEW;
}

export function readUsersSearch(raw: RawSearch): UsersSearch {
  return present({
    ...readListAddress(raw, SORTS),
    status: readChoice(raw['status'], STATUSES),
    open: readChoice(raw['open'], [NEW] as const),
  });
}

export function userQueryOf(search: UsersSearch, preferredSize: PageSize) {
  return {
    ...present({ search: search.search, status: search.status }),
    ...listWindow(search, { sort: 'e164', order: 'asc' }, preferredSize),
  };
}
