import { type ListWindow, listOffset } from './schemas.ts';

/** A page as rows in one of the two orders of a list: so many, after so many others. */
export interface Slice {
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

type OrderedWindow = ListWindow & Pick<Slice, 'order'>;

export function opposite(order: Slice['order']): Slice['order'] {
  return order === 'asc' ? 'desc' : 'asc';
}

/** The page counted from the beginning. */
export function sliceOf(list: OrderedWindow): Slice {
  return { order: list.order, limit: list.pageSize, offset: listOffset(list) };
}

/**
 * The page counted from the nearer end, so that the last page of a long list is found as fast as the first. Its rows come in the
 * order of the slice and have to be brought into that of the list.
 *
 * @param total entries of all pages; what is behind them has no rows
 */
export function nearestSlice(list: OrderedWindow, total: number): Slice {
  const offset = listOffset(list);
  const limit = Math.max(0, Math.min(list.pageSize, total - offset));
  const behind = total - offset - limit;
  if (limit === 0 || behind >= offset) return { order: list.order, limit, offset };
  return { order: opposite(list.order), limit, offset: behind };
}

/** Pages that end within these rows are looked for while all are counted, the others afterwards, from the nearer end. */
const NEAR_ROWS = 1_000;

/**
 * One page of a long list with the number of all that match.
 *
 * @param rowsOf reads a slice, and answers it in the order of the list
 */
export async function pageAndTotal<Row>(
  list: OrderedWindow,
  rowsOf: (slice: Slice) => Promise<Row[]>,
  count: () => Promise<number>,
): Promise<{ readonly rows: Row[]; readonly total: number }> {
  const slice = sliceOf(list);
  if (slice.offset + slice.limit <= NEAR_ROWS) {
    const [rows, total] = await Promise.all([rowsOf(slice), count()]);
    return { rows, total };
  }
  const total = await count();
  return { rows: await rowsOf(nearestSlice(list, total)), total };
}
