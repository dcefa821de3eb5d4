import { expect, test } from 'vitest';
import { isoIn, nextTimeOfDay } from './local-time.ts';

test.each([
  ['later today', '03:30', 'Europe/Berlin', '2026-01-10T01:00:00.000Z', '2026-01-10T02:30:00.000Z'],
  [
    'tomorrow when it has passed',
    '03:30',
    'Europe/Berlin',
    '2026-01-10T02:30:00.000Z',
    '2026-01-11T02:30:00.000Z',
  ],
  [
    'an hour earlier in summer',
    '03:30',
    'Europe/Berlin',
    '2026-07-10T00:00:00.000Z',
    '2026-07-10T01:30:00.000Z',
  ],
  [
    'in a zone whose day is another',
    '03:30',
    'Pacific/Auckland',
    '2026-01-10T13:00:00.000Z',
    '2026-01-10T14:30:00.000Z',
  ],
  ['behind UTC', '23:00', 'America/New_York', '2026-01-11T02:00:00.000Z', '2026-01-11T04:00:00.000Z'],
  ['skipped in spring', '02:30', 'Europe/Berlin', '2026-03-29T00:00:00.000Z', '2026-03-29T01:30:00.000Z'],
  [
    'twice in autumn: the first one',
    '02:30',
    'Europe/Berlin',
    '2026-10-24T23:00:00.000Z',
    '2026-10-25T00:30:00.000Z',
  ],
  [
    'after the second one: the next day',
    '02:30',
    'Europe/Berlin',
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ],
])('the next time of day is found: %s', (_name, time, zone, after, expected) => {
  expect(nextTimeOfDay(time, zone, new Date(after)).toISOString()).toBe(expected);
});

test.each([
  ['UTC without a zone', null, '2026-01-10T02:30:00.123Z', '2026-01-10T02:30:00.123Z'],
  ['in winter', 'Europe/Berlin', '2026-01-10T02:30:00.123Z', '2026-01-10T03:30:00.123+01:00'],
  ['in summer', 'Europe/Berlin', '2026-07-10T02:30:00.000Z', '2026-07-10T04:30:00.000+02:00'],
  [
    'behind UTC, the day before',
    'America/St_Johns',
    '2026-01-10T02:30:00.000Z',
    '2026-01-09T23:00:00.000-03:30',
  ],
  ['at UTC', 'UTC', '2026-01-10T02:30:00.000Z', '2026-01-10T02:30:00.000+00:00'],
])('a moment is written as the clocks of a zone show it: %s', (_name, zone, at, expected) => {
  expect(isoIn(new Date(at), zone)).toBe(expected);
  expect(new Date(isoIn(new Date(at), zone))).toEqual(new Date(at));
});
