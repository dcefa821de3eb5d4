import type { StorageProvider, StorageProviderSort } from '../../api/types.ts';
import { type ListAddress, listWindow, readListAddress } from '../../shared/list/list-address.ts';
import type { PageSize } from '../../shared/list/paging.ts';
import { present, type RawSearch, readChoice } from '../../shared/list/search-params.ts';

const SORTS: readonly StorageProviderSort[] = ['name', 'type', 'address', 'files', 'scannedAt', 'updatedAt'];

export const PROVIDER_TYPES: readonly StorageProvider['type'][] = ['s3', 'https'];

/** The list's address. */
export interface ProviderListSearch extends ListAddress<StorageProviderSort> {
  type?: StorageProvider['type'];
}

export const readProviderListSearch = (raw: RawSearch): ProviderListSearch =>
  present({ ...readListAddress(raw, SORTS), type: readChoice(raw['type'], PROVIDER_TYPES) });

export function providerQueryOf(search: ProviderListSearch, preferredSize: PageSize) {
  return {
    ...present({ search: search.search, type: search.type }),
    ...listWindow(search, { sort: 'name', order: 'asc' }, preferredSize),
  };
}
