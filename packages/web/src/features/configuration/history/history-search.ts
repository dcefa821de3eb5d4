import { type PageSize, readPageSize } from '../../../shared/list/paging.ts';
import { present, type RawSearch, readPositive } from '../../../shared/list/search-params.ts';

/** What the history tab shows, as its address tells it. */
export interface HistorySearch {
  page?: number;
  pageSize?: PageSize;
}

export function readHistorySearch(raw: RawSearch): HistorySearch {
  return present({ page: readPositive(raw['page']), pageSize: readPageSize(raw['pageSize']) });
}
