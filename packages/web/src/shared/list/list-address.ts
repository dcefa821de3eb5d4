import type { SortOrder } from '../../api/types.ts';
import { type PageSize, readPageSize } from './paging.ts';
import { present, type RawSearch, readChoice, readPositive, readText } from './search-params.ts';

const ORDERS: readonly SortOrder[] = ['asc', 'desc'];

/** The parts that the address of every list has; a list adds its filters and what is open on it. */
export interface ListAddress<Sort extends string> {
  search?: string;
  sort?: Sort;
  order?: SortOrder;
  page?: number;
  pageSize?: PageSize;
}

/** Reads the common parts of a list's address; what makes no sense is as good as absent. */
export function readListAddress<Sort extends string>(
  raw: RawSearch,
  sorts: readonly Sort[],
): ListAddress<Sort> {
  return present({
    search: readText(raw['search']),
    sort: readChoice(raw['sort'], sorts),
    order: readChoice(raw['order'], ORDERS),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
  });
}

/** Which part of a list is asked for, and in which order. */
export interface ListWindow<Sort extends string> {
  page: number;
  pageSize: PageSize;
  sort: Sort;
  order: SortOrder;
}

/**
 * Completes an address by what holds when it does not say.
 *
 * @param initial - how the list is sorted until somebody sorts it
 * @param preferredSize - elements per page that the account likes
 */
export function listWindow<Sort extends string>(
  address: ListAddress<Sort>,
  initial: { sort: Sort; order: SortOrder },
  preferredSize: PageSize,
): ListWindow<Sort> {
  return {
    page: address.page ?? 1,
    pageSize: address.pageSize ?? preferredSize,
    sort: address.sort ?? initial.sort,
    order: address.order ?? initial.order,
  };
}
