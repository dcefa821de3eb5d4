import type { ClientFilter, ClientListQuery, ClientSort, ClientState, SortOrder } from '../../api/types.ts';
import { DEFAULT_PAGE_SIZE, type PageSize, readPageSize } from '../../shared/list/paging.ts';
import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../shared/list/search-params.ts';

export const CLIENT_SORTS: readonly ClientSort[] = [
  'e164',
  'deviceType',
  'deviceId',
  'softwareVersion',
  'lastContactAt',
  'address',
  'firstSeenAt',
];
export const CLIENT_STATES: readonly ClientState[] = ['open-work', 'drift', 'refused'];
export const SOFTWARE_TYPES = ['SIP', 'HFA'] as const;
const ORDERS: readonly SortOrder[] = ['asc', 'desc'];

/** The clients list as its address tells it; absent is the default. */
export type ClientListSearch = Omit<ClientListQuery, 'pageSize'> & { pageSize?: PageSize };

export function readClientFilter(raw: RawSearch): ClientFilter {
  return present({
    search: readText(raw['search']),
    softwareType: readChoice(raw['softwareType'], SOFTWARE_TYPES),
    deviceType: readText(raw['deviceType']),
    state: readChoice(raw['state'], CLIENT_STATES),
  });
}

export function readClientListSearch(raw: RawSearch): ClientListSearch {
  return {
    ...readClientFilter(raw),
    ...present({
      sort: readChoice(raw['sort'], CLIENT_SORTS),
      order: readChoice(raw['order'], ORDERS),
      page: readPositive(raw['page']),
      pageSize: readPageSize(raw['pageSize']),
    }),
  };
}

/** Name of the account's preferred number of elements per page. */
export const PAGE_SIZE_PREFERENCE = 'clients.pageSize';
export const readPreferredSize = (stored: unknown): PageSize => readPageSize(stored) ?? DEFAULT_PAGE_SIZE;

/** By number: a list that reorders itself with every contact moves rows away under the pointer. */
const DEFAULT_SORT = { sort: 'e164', order: 'asc' } as const;

/**
 * The request for an address.
 *
 * @param preferredSize - elements per page that the account likes when the address does not say
 */
export function clientListQueryOf(
  search: ClientListSearch,
  preferredSize: PageSize = DEFAULT_PAGE_SIZE,
): Required<Pick<ClientListQuery, 'page' | 'pageSize' | 'sort' | 'order'>> & ClientFilter {
  return {
    ...filterOf(search),
    page: search.page ?? 1,
    pageSize: search.pageSize ?? preferredSize,
    sort: search.sort ?? DEFAULT_SORT.sort,
    order: search.order ?? DEFAULT_SORT.order,
  };
}

export function filterOf(search: ClientFilter): ClientFilter {
  const { search: text, softwareType, deviceType, state } = search;
  return present({ search: text, softwareType, deviceType, state });
}

export function isFiltered(filter: ClientFilter): boolean {
  return Object.keys(filterOf(filter)).length > 0;
}

export type FilterPart =
  | { key: 'deviceType'; value: string }
  | { key: 'softwareType'; value: string }
  | { key: 'state'; value: ClientState }
  | { key: 'search'; value: string };

/** The parts of the sentence that the filter chips read as, in the order of speech. */
export function filterParts(filter: ClientFilter): FilterPart[] {
  const parts: FilterPart[] = [];
  if (filter.deviceType !== undefined) parts.push({ key: 'deviceType', value: filter.deviceType });
  if (filter.softwareType !== undefined) parts.push({ key: 'softwareType', value: filter.softwareType });
  if (filter.state !== undefined) parts.push({ key: 'state', value: filter.state });
  if (filter.search !== undefined) parts.push({ key: 'search', value: filter.search });
  return parts;
}
