import { present, type RawSearch, readText } from '../../shared/list/search-params.ts';

/** The content's address. */
export interface ContentSearch {
  find?: string;
}

export function readContentSearch(raw: RawSearch): ContentSearch {
  return present({ find: readText(raw['find']) });
}
