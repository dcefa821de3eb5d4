import { describe, expect, it } from 'vitest';
import { idsOfAllPages, NO_IDS, toggleId, toggleIds } from './id-selection.ts';

describe('a selection by ids', () => {
  it('gains and loses one, and leaves the selection before as it was', () => {
    const one = toggleId(NO_IDS, '7');
    expect([...one]).toEqual(['7']);
    expect([...toggleId(one, '7')]).toEqual([]);
    expect(NO_IDS.size).toBe(0);
  });

  it('gains the whole page, keeps other pages, and loses only the page when all of it is selected', () => {
    const some = new Set(['1', '9']);
    const page = ['1', '2', '3'];
    const more = toggleIds(some, page);
    expect([...more].sort()).toEqual(['1', '2', '3', '9']);
    expect([...toggleIds(more, page)]).toEqual(['9']);
    expect([...toggleIds(some, [])].sort()).toEqual(['1', '9']);
  });

  it('reads the ids of all pages, and ends when rows vanish meanwhile', async () => {
    const all = Array.from({ length: 230 }, (_, place) => ({ id: String(place) }));
    const pages: number[] = [];
    const ids = await idsOfAllPages(async ({ page, pageSize }) => {
      pages.push(page);
      return { items: all.slice((page - 1) * pageSize, page * pageSize), total: all.length };
    });
    expect(ids.size).toBe(230);
    expect(pages).toEqual([1, 2, 3]);
    expect((await idsOfAllPages(async () => ({ items: [], total: 500 }))).size).toBe(0);
  });
});
