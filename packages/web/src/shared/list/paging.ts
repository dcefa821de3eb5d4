import { readPositive } from './search-params.ts';

export const PAGE_SIZES = [10, 25, 50, 100] as const;
export type PageSize = (typeof PAGE_SIZES)[number];

export const DEFAULT_PAGE_SIZE: PageSize = 10;

export function readPageSize(raw: unknown): PageSize | undefined {
  const number = readPositive(raw);
  return PAGE_SIZES.find((size) => size === number);
}

export interface PageWindow {
  page: number;
  pageCount: number;
  /** Number of the first and last shown element, counted from 1; 0 and 0 for an empty list. */
  from: number;
  to: number;
}

/** What part of `total` elements a page shows. A page behind the end counts as the last one. */
export function pageWindow(page: number, pageSize: number, total: number): PageWindow {
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  const current = Math.min(Math.max(1, page), pageCount);
  const from = total === 0 ? 0 : (current - 1) * pageSize + 1;
  return { page: current, pageCount, from, to: Math.min(total, current * pageSize) };
}

/** The page on which the first shown element stays visible when the page size changes. */
export function pageAfterResize(page: number, pageSize: number, newPageSize: number): number {
  return Math.floor(((page - 1) * pageSize) / newPageSize) + 1;
}
