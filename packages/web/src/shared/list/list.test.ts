import { describe, expect, it } from 'vitest';
import { isTypedNumber, needsTypedNumber } from './confirmation.ts';
import { pageAfterResize, pageWindow, readPageSize } from './paging.ts';
import { nextLocal, scheduledAt, scheduleFault } from './schedule.ts';
import { parseSearch, present, readPositive, readText, stringifySearch } from './search-params.ts';

describe('an address', () => {
  it('is readable and comes back as it was', () => {
    const search = { search: '00:1A:E8', deviceType: 'CP710', page: 3 };
    const text = stringifySearch(search);
    expect(text).toBe('?search=00:1A:E8&deviceType=CP710&page=3');
    expect(parseSearch(text)).toEqual({ search: '00:1A:E8', deviceType: 'CP710', page: '3' });
  });

  it('keeps a number that is text as text', () => {
    expect(parseSearch('?search=4989700')).toEqual({ search: '4989700' });
    expect(readText('4989700')).toBe('4989700');
  });

  it('escapes what would end a value', () => {
    const text = stringifySearch({ search: 'a&b=c d#e' });
    expect(parseSearch(text)).toEqual({ search: 'a&b=c d#e' });
  });

  it('leaves out what is not set', () => {
    expect(stringifySearch({ search: undefined, state: null, page: '' })).toBe('');
    expect(present({ a: 1, b: undefined })).toEqual({ a: 1 });
  });

  it.each(['0', '-1', '1.5', 'x', '', '9007199254740993'])('takes %j for no page', (raw) => {
    expect(readPositive(raw)).toBeUndefined();
  });
});

describe('paging', () => {
  it('names what is shown', () => {
    expect(pageWindow(3, 25, 61)).toEqual({ page: 3, pageCount: 3, from: 51, to: 61 });
  });

  it('shows nothing of an empty list as 0 of 0', () => {
    expect(pageWindow(1, 10, 0)).toEqual({ page: 1, pageCount: 1, from: 0, to: 0 });
  });

  it('takes a page behind the end for the last one', () => {
    expect(pageWindow(9, 10, 12).page).toBe(2);
  });

  it('keeps the first element in sight when the page size changes', () => {
    expect(pageAfterResize(5, 10, 25)).toBe(2);
    expect(pageAfterResize(2, 50, 10)).toBe(6);
    expect(pageAfterResize(1, 10, 100)).toBe(1);
  });

  it('knows the sizes that the list offers', () => {
    expect(readPageSize('25')).toBe(25);
    expect(readPageSize('30')).toBeUndefined();
  });
});

describe('a typed confirmation', () => {
  it('is wanted from 50 on', () => {
    expect(needsTypedNumber(49)).toBe(false);
    expect(needsTypedNumber(50)).toBe(true);
  });

  it.each(['84231', '84,231', '84.231', ' 84 231 '])('takes %j for 84231', (text) => {
    expect(isTypedNumber(text, 84_231)).toBe(true);
  });

  it.each(['', '8423', '84231x', '-84231'])('does not take %j', (text) => {
    expect(isTypedNumber(text, 84_231)).toBe(false);
  });
});

describe('a schedule', () => {
  const now = Date.parse('2026-04-01T10:00:00Z');

  it('of now needs nothing more', () => {
    expect(scheduleFault({ kind: 'now' }, now)).toBeNull();
    expect(scheduledAt({ kind: 'now' })).toEqual({});
  });

  it('without a time or in the past cannot be sent', () => {
    expect(scheduleFault({ kind: 'at', at: null }, now)).toBe('missing');
    expect(scheduleFault({ kind: 'at', at: '2026-04-01T09:59:00Z' }, now)).toBe('past');
  });

  it('in the future is sent as it is', () => {
    const schedule = { kind: 'at', at: '2026-04-01T22:00:00Z' } as const;
    expect(scheduleFault(schedule, now)).toBeNull();
    expect(scheduledAt(schedule)).toEqual({ scheduledAt: '2026-04-01T22:00:00Z' });
  });

  it('proposes the next full hour of that time of day, today or tomorrow', () => {
    expect(nextLocal(new Date(2026, 3, 1, 21, 59), 22)).toBe('2026-04-01 22:00:00');
    expect(nextLocal(new Date(2026, 3, 30, 22, 0), 22)).toBe('2026-05-01 22:00:00');
  });
});
