import { describe, expect, test } from 'vitest';
import { nearestSlice } from './list-slice.ts';

const ascending = { order: 'asc', pageSize: 10 } as const;

describe('a page counted from the nearer end', () => {
  test.each([
    ['the first page', { page: 1, total: 95 }, { order: 'asc', limit: 10, offset: 0 }],
    ['a page of the first half', { page: 5, total: 95 }, { order: 'asc', limit: 10, offset: 40 }],
    ['a page of the second half', { page: 6, total: 95 }, { order: 'desc', limit: 10, offset: 35 }],
    ['the last page, which is not full', { page: 10, total: 95 }, { order: 'desc', limit: 5, offset: 0 }],
    ['the only page', { page: 1, total: 3 }, { order: 'asc', limit: 3, offset: 0 }],
  ])('is for %s', (_which, { page, total }, slice) => {
    expect(nearestSlice({ ...ascending, page }, total)).toEqual(slice);
  });

  test.each([
    ['behind the last one', 11, 95],
    ['of an empty list', 1, 0],
  ])('has no rows when it is %s', (_which, page, total) => {
    expect(nearestSlice({ ...ascending, page }, total).limit).toBe(0);
  });

  test('of a descending list is counted upwards from its end', () => {
    expect(nearestSlice({ ...ascending, order: 'desc', page: 10 }, 95)).toEqual({
      order: 'asc',
      limit: 5,
      offset: 0,
    });
  });

  test('brings every entry once, whatever the size of the list', () => {
    for (const total of [0, 1, 9, 10, 11, 29, 30, 31]) {
      const entries = Array.from({ length: total }, (_, place) => place);
      const pages = Array.from({ length: 5 }, (_, place) => {
        const { order, limit, offset } = nearestSlice({ ...ascending, page: place + 1 }, total);
        const ordered = order === 'asc' ? entries : entries.toReversed();
        return ordered.slice(offset, offset + limit).sort((a, b) => a - b);
      });
      expect(pages.flat()).toEqual(entries);
    }
  });
});
