import type {
  ClientAccess,
  ClientFilter,
  ClientListQuery,
  ClientMobility,
  ClientSort,
  ClientState,
  SortOrder,
} from '../../api/types.ts';
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
export const MOBILITY_STATES: readonly ClientMobility[] = ['logged-on', 'on', 'off'];
export const ACCESS_MODES: readonly ClientAccess[] = ['direct', 'dcmp', 'none'];
export const SOFTWARE_TYPES = ['SIP', 'HFA'] as const;
const ORDERS: readonly SortOrder[] = ['asc', 'desc'];

/** The clients list as its address tells it; absent is the default. */
export type ClientListSearch = Omit<ClientListQuery, 'pageSize'> & {
  pageSize?: PageSize;
  /** Id of the saved view that it began with. */
  view?: string;
};

export function readClientFilter(raw: RawSearch): ClientFilter {
  return present({
    search: readText(raw['search']),
    e164: readText(raw['e164']),
    deviceId: readText(raw['deviceId']),
    softwareType: readChoice(raw['softwareType'], SOFTWARE_TYPES),
    softwareVersion: readText(raw['softwareVersion']),
    softwareOlderThan: readText(raw['softwareOlderThan']),
    deviceType: readText(raw['deviceType']),
    address: readText(raw['address']),
    mobility: readChoice(raw['mobility'], MOBILITY_STATES),
    access: readChoice(raw['access'], ACCESS_MODES),
    group: readText(raw['group']),
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
      view: readText(raw['view']),
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

/** Only what narrows the list. */
export function filterOf(search: ClientFilter): ClientFilter {
  return readClientFilter(search as RawSearch);
}

/** Changes that take every filter away. */
export const NO_FILTER = {
  search: undefined,
  e164: undefined,
  deviceId: undefined,
  softwareType: undefined,
  softwareVersion: undefined,
  softwareOlderThan: undefined,
  deviceType: undefined,
  address: undefined,
  mobility: undefined,
  access: undefined,
  group: undefined,
  state: undefined,
} as const satisfies { [Key in keyof Required<ClientFilter>]: undefined };

export function isFiltered(filter: ClientFilter): boolean {
  return Object.keys(filterOf(filter)).length > 0;
}

export type FilterPart = {
  [Key in keyof Required<ClientFilter>]: { key: Key; value: string };
}[keyof ClientFilter];

/** Filters in the order of speech. */
const PARTS: readonly (keyof ClientFilter)[] = [
  'deviceType',
  'softwareType',
  'softwareVersion',
  'softwareOlderThan',
  'e164',
  'deviceId',
  'address',
  'mobility',
  'access',
  'group',
  'state',
  'search',
];

/** The parts of the sentence that the filter chips read as. */
export function filterParts(filter: ClientFilter): FilterPart[] {
  return PARTS.flatMap((key): FilterPart[] => {
    const value = filter[key];
    return value === undefined ? [] : [{ key, value } as FilterPart];
  });
}
