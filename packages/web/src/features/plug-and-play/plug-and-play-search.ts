import type { PlugAndPlayQuery } from '../../api/types.ts';
import { type ListAddress, listWindow, readListAddress } from '../../shared/list/list-address.ts';
import type { PageSize } from '../../shared/list/paging.ts';
import { present, type RawSearch, readChoice, readText } from '../../shared/list/search-params.ts';

export type PlugAndPlaySort = NonNullable<PlugAndPlayQuery['sort']>;

const SORTS: readonly PlugAndPlaySort[] = ['createdAt', 'deviceId', 'e164', 'hardwareType', 'recognizedAt'];

/** Instead of an id: the drawer is open for a new one. */
export const NEW = 'new';

/** The page's address: what is listed, and what is open. */
export interface PlugAndPlaySearch extends ListAddress<PlugAndPlaySort> {
  state?: 'recognized' | 'all';
  /** Id of the one in the drawer, or {@link NEW}. */
  open?: string;
}

export function readPlugAndPlaySearch(raw: RawSearch): PlugAndPlaySearch {
  return present({
    ...readListAddress(raw, SORTS),
    state: readChoice(raw['state'], ['recognized', 'all'] as const),
    open: readText(raw['open']),
  });
}

export function plugAndPlayQueryOf(search: PlugAndPlaySearch, preferredSize: PageSize) {
  return {
    ...present({ search: search.search }),
    state: search.state ?? ('waiting' as const),
    ...listWindow(search, { sort: 'createdAt', order: 'desc' }, preferredSize),
  };
}
