import type { GroupSort, MemberListQuery } from '../../api/types.ts';
import { type ListAddress, listWindow, readListAddress } from '../../shared/list/list-address.ts';
import { DEFAULT_PAGE_SIZE, type PageSize } from '../../shared/list/paging.ts';
import { present, type RawSearch } from '../../shared/list/search-params.ts';

const SORTS: readonly GroupSort[] = ['name', 'ranking', 'memberCount', 'updatedAt'];
const MEMBER_SORTS = ['e164', 'deviceId', 'model', 'address', 'joinedAt'] as const;

/** The list's address. */
export type GroupListSearch = ListAddress<GroupSort>;

export const readGroupListSearch = (raw: RawSearch): GroupListSearch => readListAddress(raw, SORTS);

export function groupQueryOf(search: GroupListSearch, preferredSize: PageSize) {
  return {
    ...present({ search: search.search }),
    ...listWindow(search, { sort: 'name', order: 'asc' }, preferredSize),
  };
}

/** The address of a group's page: which of its members are listed. */
export type MemberSearch = ListAddress<NonNullable<MemberListQuery['sort']>>;

export const readMemberSearch = (raw: RawSearch): MemberSearch => readListAddress(raw, MEMBER_SORTS);

export function memberQueryOf(search: MemberSearch) {
  return {
    ...present({ search: search.search }),
    ...listWindow(search, { sort: 'e164', order: 'asc' }, DEFAULT_PAGE_SIZE),
  };
}
