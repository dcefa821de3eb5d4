import type { GroupListQuery, GroupSort, MemberListQuery, SortOrder } from '../../api/types.ts';
import { DEFAULT_PAGE_SIZE, type PageSize, readPageSize } from '../../shared/list/paging.ts';
import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../shared/list/search-params.ts';

const SORTS: readonly GroupSort[] = ['name', 'ranking', 'memberCount', 'updatedAt'];
const MEMBER_SORTS = ['e164', 'deviceId', 'model', 'address', 'joinedAt'] as const;
const ORDERS: readonly SortOrder[] = ['asc', 'desc'];

/** The list's address. */
export type GroupListSearch = Omit<GroupListQuery, 'pageSize' | 'templateId'> & { pageSize?: PageSize };

export function readGroupListSearch(raw: RawSearch): GroupListSearch {
  return present({
    search: readText(raw['search']),
    sort: readChoice(raw['sort'], SORTS),
    order: readChoice(raw['order'], ORDERS),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
  });
}

export function groupQueryOf(search: GroupListSearch, preferredSize: PageSize) {
  return {
    ...present({ search: search.search }),
    page: search.page ?? 1,
    pageSize: search.pageSize ?? preferredSize,
    sort: search.sort ?? ('name' as const),
    order: search.order ?? ('asc' as const),
  };
}

/** The address of a group's page: which of its members are listed. */
export type MemberSearch = Omit<MemberListQuery, 'pageSize'> & { pageSize?: PageSize };

export function readMemberSearch(raw: RawSearch): MemberSearch {
  return present({
    search: readText(raw['search']),
    sort: readChoice(raw['sort'], MEMBER_SORTS),
    order: readChoice(raw['order'], ORDERS),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
  });
}

export function memberQueryOf(search: MemberSearch) {
  return {
    ...present({ search: search.search }),
    page: search.page ?? 1,
    pageSize: search.pageSize ?? DEFAULT_PAGE_SIZE,
    sort: search.sort ?? ('e164' as const),
    order: search.order ?? ('asc' as const),
  };
}
