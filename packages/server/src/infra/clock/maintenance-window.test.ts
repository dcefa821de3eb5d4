import { describe, expect, test } from 'vitest';
import { isOpenAt, type MaintenanceWindow, nextClosing, nextOpening } from './maintenance-window.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const aWindow = (window: Partial<MaintenanceWindow>): MaintenanceWindow => ({
  weekdays: EVERY_DAY,
  from: '22:00',
  to: '05:00',
  timeZone: 'Europe/Berlin',
  ...window,
});
const at = (text: string) => new Date(text);

describe('a window', () => {
  // 2026-03-02 is a Monday; Berlin is one hour ahead of UTC.
  test.each([
    ['from its first minute', { from: '08:00', to: '10:00' }, '2026-03-02T07:00:00Z', true],
    ['not the second before', { from: '08:00', to: '10:00' }, '2026-03-02T06:59:59Z', false],
    ['until the last second', { from: '08:00', to: '10:00' }, '2026-03-02T08:59:59Z', true],
    ['not at its end', { from: '08:00', to: '10:00' }, '2026-03-02T09:00:00Z', false],
    ['only on its days', { from: '08:00', to: '10:00', weekdays: [2] }, '2026-03-02T08:00:00Z', false],
    ['before midnight', { weekdays: [1] }, '2026-03-02T22:30:00Z', true],
    ['after midnight of the day on which it opened', { weekdays: [1] }, '2026-03-03T03:59:00Z', true],
    [
      'not after midnight of a day before which it was closed',
      { weekdays: [2] },
      '2026-03-03T03:59:00Z',
      false,
    ],
    ['on the Monday after its Sunday', { weekdays: [7] }, '2026-03-01T23:30:00Z', true],
    [
      'the whole day when it ends where it begins',
      { from: '00:00', to: '00:00', weekdays: [1] },
      '2026-03-02T15:00:00Z',
      true,
    ],
    ['not the day after that', { from: '00:00', to: '00:00', weekdays: [1] }, '2026-03-02T23:00:00Z', false],
    ['in summer an hour earlier', { from: '08:00', to: '10:00' }, '2026-07-06T06:00:00Z', true],
    [
      'in a zone of half an hour',
      { from: '08:00', to: '10:00', timeZone: 'Asia/Kolkata' },
      '2026-03-02T02:30:00Z',
      true,
    ],
  ] as const)('is open %s', (_name, window, instant, open) => {
    expect(isOpenAt(aWindow(window), at(instant))).toBe(open);
  });

  test('that begins in the hour that summer time leaves out is open when the clocks have moved', () => {
    const window = aWindow({ from: '02:30', to: '04:00' });
    expect(isOpenAt(window, at('2026-03-29T00:59:00Z'))).toBe(false);
    expect(isOpenAt(window, at('2026-03-29T01:00:00Z'))).toBe(true);
    expect(nextOpening(window, at('2026-03-28T12:00:00Z'))).toEqual(at('2026-03-29T01:00:00Z'));
  });

  test('that lies in the hour that winter time brings twice is open twice', () => {
    const window = aWindow({ from: '02:00', to: '03:00' });
    const open = ['00:30', '01:30'].map((time) => isOpenAt(window, at(`2026-10-25T${time}:00Z`)));
    expect(open).toEqual([true, true]);
    expect(isOpenAt(window, at('2026-10-25T02:00:00Z'))).toBe(false);
    expect(nextOpening(window, at('2026-10-24T12:00:00Z'))).toEqual(at('2026-10-25T00:00:00Z'));
  });
});

describe('the next opening', () => {
  test.each([
    ['is now while it is open', {}, '2026-03-02T22:00:00Z', '2026-03-02T22:00:00Z'],
    ['is today when it is still to come', {}, '2026-03-02T12:00:00Z', '2026-03-02T21:00:00Z'],
    [
      'is tomorrow when today is over',
      { from: '08:00', to: '10:00' },
      '2026-03-02T12:00:00Z',
      '2026-03-03T07:00:00Z',
    ],
    [
      'is a week later when it opens on this day only',
      { from: '08:00', to: '10:00', weekdays: [1] },
      '2026-03-02T12:00:00Z',
      '2026-03-09T07:00:00Z',
    ],
    [
      'counts days as they are at the site',
      { from: '01:00', to: '02:00', weekdays: [6], timeZone: 'Pacific/Auckland' },
      '2026-03-06T11:30:00Z',
      '2026-03-06T12:00:00Z',
    ],
    [
      'keeps to the clock over the change to summer time',
      { from: '08:00', to: '10:00' },
      '2026-03-28T12:00:00Z',
      '2026-03-29T06:00:00Z',
    ],
    [
      'keeps to the clock over the change to winter time',
      { from: '08:00', to: '10:00' },
      '2026-10-24T12:00:00Z',
      '2026-10-25T07:00:00Z',
    ],
  ] as const)('%s', (_name, window, now, opening) => {
    expect(nextOpening(aWindow(window), at(now))).toEqual(at(opening));
  });

  test('of a window without days never comes', () => {
    expect(nextOpening(aWindow({ weekdays: [] }), at('2026-03-02T12:00:00Z'))).toBeUndefined();
  });
});

describe('the closing of a window', () => {
  const berlin = { weekdays: [1], from: '22:00', to: '05:00', timeZone: 'Europe/Berlin' };

  test.each([
    ['2026-03-02T21:30:00Z', '2026-03-03T04:00:00.000Z'],
    ['2026-03-03T03:59:30Z', '2026-03-03T04:00:00.000Z'],
    ['2026-03-03T04:00:00Z', undefined],
  ])('at %s is at %s', (at, expected) => {
    expect(nextClosing(berlin, new Date(at))?.toISOString()).toBe(expected);
  });

  test('does not come within a day where it is always open', () => {
    const always = { ...berlin, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' };
    expect(nextClosing(always, new Date('2026-03-02T21:30:00Z'))).toBeUndefined();
  });
});
