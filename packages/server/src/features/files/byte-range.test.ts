import { expect, test } from 'vitest';
import { readRange } from './byte-range.ts';

test.each([
  ['bytes=0-', 1_000, { start: 0, length: 1_000 }],
  ['bytes=10-19', 1_000, { start: 10, length: 10 }],
  ['bytes=990-2000', 1_000, { start: 990, length: 10 }],
  ['bytes=-10', 1_000, { start: 990, length: 10 }],
  ['bytes=-5000', 1_000, { start: 0, length: 1_000 }],
  ['Bytes= 5-5', 1_000, { start: 5, length: 1 }],
  ['bytes=1000-', 1_000, 'unsatisfiable'],
  ['bytes=-0', 1_000, 'unsatisfiable'],
  [undefined, 1_000, undefined],
  ['bytes=9-5', 1_000, undefined],
  ['bytes=0-1,5-6', 1_000, undefined],
  ['items=0-1', 1_000, undefined],
  ['bytes=a-b', 1_000, undefined],
  ['bytes=-', 1_000, undefined],
])('%s of %d bytes is %j', (header, size, expected) => {
  expect(readRange(header, size)).toEqual(expected);
});
