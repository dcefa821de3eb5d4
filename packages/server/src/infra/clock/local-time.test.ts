import { expect, test } from 'vitest';
import { isTimeZone, nextTimeOfDay } from './local-time.ts';

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

test('names that are no time zone are known as such', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true);
  expect(isTimeZone('UTC')).toBe(true);
  expect(isTimeZone('Europe/Atlantis')).toBe(false);
  expect(isTimeZone('')).toBe(false);
});
