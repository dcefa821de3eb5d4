import type { ContactKind } from '../../../api/types.ts';
import { type PageSize, readPageSize } from '../../../shared/list/paging.ts';
import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../../shared/list/search-params.ts';

export const CONTACT_KINDS: readonly ContactKind[] = ['dialogue', 'failed', 'quiet'];

/** The contacts of a client as their address tells them. */
export interface ContactSearch {
  search?: string;
  kind?: ContactKind;
  page?: number;
  pageSize?: PageSize;
}

export function readContactSearch(raw: RawSearch): ContactSearch {
  return present({
    search: readText(raw['search']),
    kind: readChoice(raw['kind'], CONTACT_KINDS),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
  });
}
