import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../../api/types.ts';
import { chooseEntry, compared } from './chosen-entries.ts';
import { readHistorySearch } from './history-search.ts';

const entry = (id: string): HistoryEntry => ({
  id,
  at: '2026-04-01T10:00:00Z',
  by: 'admin',
  cause: 'configure',
  source: null,
  jobId: null,
  changeCount: 0,
  changes: [],
});

describe('the entries that are compared', () => {
  it('are two, in the order of time', () => {
    const two = chooseEntry(chooseEntry([], entry('10')), entry('9'));
    expect(compared(two)).toEqual({ from: entry('9'), to: entry('10') });
    expect(chooseEntry(two, entry('3'))).toBe(two);
    expect(chooseEntry(two, entry('10'))).toEqual([entry('9')]);
    expect(compared([entry('9')])).toBeNull();
  });
});

describe('the address of the history', () => {
  it('holds page and size, and nothing that is neither', () => {
    expect(readHistorySearch({ page: '2', pageSize: '25' })).toEqual({ page: 2, pageSize: 25 });
    expect(readHistorySearch({ page: '0', pageSize: '7' })).toEqual({});
  });
});
