import { type QueryKey, type UseQueryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Page } from '../../api/types.ts';
import { type IdSelection, idsOfAllPages, NO_IDS } from '../list/id-selection.ts';
import type { ListAddress, ListWindow } from '../list/list-address.ts';
import type { PageSize } from '../list/paging.ts';
import type { Changes } from '../list/search-params.ts';
import { useFlashes } from '../live/use-flashes.ts';

interface ListOptions<
  Row,
  Sort extends string,
  Address extends ListAddress<Sort>,
  Query extends ListWindow<Sort>,
  Key extends QueryKey,
> {
  /** The page's address. */
  address: Address;
  /** The parts of the address that narrow the list, `search` among them. */
  filters: readonly (keyof Address)[];
  /** The parts that choose what is listed without narrowing it, such as a state of which one is always shown. */
  views?: readonly (keyof Address)[];
  /** What the address asks for. */
  query: Query;
  /** How it is asked; used for the shown page and for all pages when everything is selected. */
  ask: (query: Query) => UseQueryOptions<Page<Row>, Error, Page<Row>, Key>;
  /** Changes the address. */
  go: (changes: Changes<Address>, options?: { replace: boolean }) => void;
}

/** A list that is shown: its rows, what narrows it and what is selected in it. Made by {@link useList}. */
export interface List<Row, Sort extends string, Address> {
  data: Page<Row> | undefined;
  /** Those of the shown page. */
  rows: readonly Row[];
  total: number;
  error: unknown;
  /** Old rows are shown while new ones are on their way. */
  stale: boolean;
  window: ListWindow<Sort>;
  address: Address;
  /** Whether a filter is set. */
  narrowed: boolean;
  /** Changes the address and stays on the page of the list. */
  go: (changes: Changes<Address>) => void;
  /** Changes the address and begins with the first page. */
  change: (changes: Changes<Address>) => void;
  /** Takes all filters away. */
  clearFilters: () => void;
  refresh: () => Promise<unknown>;
  /** Selected rows by id; when all that match are selected, those of the shown page. */
  selection: IdSelection;
  /** All that match are selected, also those that were never read. */
  wholeSelected: boolean;
  selectedCount: number;
  setSelection: (selection: IdSelection) => void;
  clearSelection: () => void;
  /** Selects all that match, not only what is shown, by reading their ids. */
  selectAll: () => Promise<void>;
  /** Selects all that match without reading them: orders take the filter instead of ids. */
  selectWhole: () => void;
  flashes: ReadonlyMap<string, number>;
  searchRef: RefObject<HTMLInputElement | null>;
  bodyRef: RefObject<HTMLTableSectionElement | null>;
}

const NO_ROWS: readonly never[] = [];

/**
 * Reads a list by its address and keeps what is selected in it.
 *
 * A filter that changes empties the selection, for what is selected belongs to what was filtered for. An address that points
 * behind the end, because of deletions or of an old link, becomes the first page.
 */
export function useList<
  Row extends { id: string },
  Sort extends string,
  Address extends ListAddress<Sort>,
  Query extends ListWindow<Sort>,
  Key extends QueryKey,
>(options: ListOptions<Row, Sort, Address, Query, Key>): List<Row, Sort, Address> {
  const { address, filters, views = [], query, ask, go } = options;
  const queryClient = useQueryClient();
  const { data, error, isPlaceholderData, refetch } = useQuery(ask(query));
  const rows = data?.items ?? (NO_ROWS as readonly Row[]);
  const total = data?.total ?? 0;
  const filterKey = JSON.stringify([...filters, ...views].map((key) => address[key] ?? null));

  const [chosen, setChosen] = useState<IdSelection | 'whole'>(NO_IDS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is what empties the selection
  useEffect(() => setChosen(NO_IDS), [filterKey]);
  const wholeSelected = chosen === 'whole';
  const selection = wholeSelected ? new Set(rows.map(({ id }) => id)) : chosen;
  const flashes = useFlashes(rows, isPlaceholderData ? '' : JSON.stringify(query));
  const searchRef = useRef<HTMLInputElement>(null);
  const bodyRef = useRef<HTMLTableSectionElement>(null);

  const latestGo = useRef(go);
  useEffect(() => {
    latestGo.current = go;
  });
  const behindEnd = data !== undefined && total > 0 && rows.length === 0;
  useEffect(() => {
    if (behindEnd) latestGo.current(NO_PAGE as Changes<Address>, { replace: true });
  }, [behindEnd]);

  return {
    data,
    rows,
    total,
    error,
    stale: isPlaceholderData,
    window: query,
    address,
    narrowed: filters.some((key) => address[key] !== undefined),
    go: (changes) => go(changes),
    change: (changes) => go({ ...NO_PAGE, ...changes }),
    clearFilters: () =>
      go({ ...NO_PAGE, ...Object.fromEntries(filters.map((key) => [key, undefined])) } as Changes<Address>),
    refresh: () => refetch(),
    selection,
    wholeSelected,
    selectedCount: wholeSelected ? total : selection.size,
    setSelection: setChosen,
    clearSelection: () => setChosen(NO_IDS),
    selectWhole: () => setChosen('whole'),
    selectAll: async () =>
      setChosen(
        await idsOfAllPages((window) =>
          queryClient.fetchQuery(ask({ ...query, page: window.page, pageSize: window.pageSize as PageSize })),
        ),
      ),
    flashes,
    searchRef,
    bodyRef,
  };
}

const NO_PAGE = { page: undefined };
