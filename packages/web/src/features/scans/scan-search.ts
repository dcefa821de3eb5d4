import type { ScanAddressQuery } from '../../api/types.ts';
import { type PageSize, readPageSize } from '../../shared/list/paging.ts';
import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../shared/list/search-params.ts';

/** The page of all scans: whether the dialog for a new one is open. */
export interface ScansSearch {
  new?: 'scan';
  /** The settings are open. */
  settings?: 'open';
}

export function readScansSearch(raw: RawSearch): ScansSearch {
  return present({
    new: readChoice(raw['new'], ['scan'] as const),
    settings: readChoice(raw['settings'], ['open'] as const),
  });
}

export const ADDRESS_STATES = [
  'registered',
  'answered',
  'waiting',
  'asking',
  'refused',
  'timed-out',
  'no-route',
  'failed',
] as const satisfies readonly NonNullable<ScanAddressQuery['state']>[];
export type AddressFilter = (typeof ADDRESS_STATES)[number];

/** The page of a scan: which addresses are listed. */
export interface ScanSearch {
  state?: AddressFilter;
  search?: string;
  page?: number;
  pageSize?: PageSize;
}

export function readScanSearch(raw: RawSearch): ScanSearch {
  return present({
    state: readChoice(raw['state'], ADDRESS_STATES),
    search: readText(raw['search']),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
  });
}
