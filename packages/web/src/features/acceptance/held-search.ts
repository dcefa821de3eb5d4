import type { HeldPhoneQuery } from '../../api/types.ts';
import { type ListAddress, listWindow, readListAddress } from '../../shared/list/list-address.ts';
import type { PageSize } from '../../shared/list/paging.ts';
import { present, type RawSearch, readChoice } from '../../shared/list/search-params.ts';

export type HeldSort = NonNullable<HeldPhoneQuery['sort']>;

const SORTS: readonly HeldSort[] = ['lastCalledAt', 'firstCalledAt', 'deviceId', 'e164', 'model', 'address'];

/** The page's address. */
export interface HeldSearch extends ListAddress<HeldSort> {
  state?: 'approved' | 'refused';
  /** The rules are open. */
  rules?: 'open';
}

export function readHeldSearch(raw: RawSearch): HeldSearch {
  return present({
    ...readListAddress(raw, SORTS),
    state: readChoice(raw['state'], ['approved', 'refused'] as const),
    rules: readChoice(raw['rules'], ['open'] as const),
  });
}

export function heldQueryOf(search: HeldSearch, preferredSize: PageSize) {
  return {
    ...present({ search: search.search }),
    state: search.state ?? ('waiting' as const),
    ...listWindow(search, { sort: 'lastCalledAt', order: 'desc' }, preferredSize),
  };
}
