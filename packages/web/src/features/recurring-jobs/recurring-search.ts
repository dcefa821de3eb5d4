import type { RecurringSort } from '../../api/types.ts';
import { type ListAddress, listWindow, readListAddress } from '../../shared/list/list-address.ts';
import type { PageSize } from '../../shared/list/paging.ts';
import { present, type RawSearch, readText } from '../../shared/list/search-params.ts';

const SORTS: readonly RecurringSort[] = ['name', 'type', 'nextRunAt', 'updatedAt'];

/** The list's address; `open` is `new` or the id of what is edited. */
export type RecurringSearch = ListAddress<RecurringSort> & { open?: string };

export const readRecurringSearch = (raw: RawSearch): RecurringSearch =>
  present({ ...readListAddress(raw, SORTS), open: readText(raw['open']) });

export function recurringQueryOf(search: RecurringSearch, preferredSize: PageSize) {
  return {
    ...present({ search: search.search }),
    ...listWindow(search, { sort: 'name', order: 'asc' }, preferredSize),
  };
}
