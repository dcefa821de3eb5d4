import { expect, test } from 'vitest';
import { normalizeMac } from './mac-address.ts';

test.each([
  '00:1A:E8:12:34:5F',
  '00:1a:e8:12:34:5f',
  '00-1A-E8-12-34-5F',
  '001ae812345f',
  '001a.e812.345f',
  ' 00:1A:E8:12:34:5F\n',
])('writes %j in the form of mac-addr', (text) => {
  expect(normalizeMac(text)).toBe('00:1A:E8:12:34:5F');
});

test.each([
  '',
  'softphone-17',
  '00:1A:E8:12:34',
  '00:1A:E8:12:34:5G',
  '00:1A-E8:12:34:5F',
  '0:1A:E8:12:34:5F',
  '00:1A:E8:12:34:5F:00',
  '00:1A:E8:12:34:5F x',
])('takes %j for another kind of identifier', (text) => {
  expect(normalizeMac(text)).toBeUndefined();
});
