import { expect, test } from 'vitest';
import { addressAt, isInRange, rangeSize, readAddressRange } from './index.ts';

test.each([
  ['10.1.2.3', '10.1.2.3', '10.1.2.3', 1n],
  ['10.1.2.3/24', '10.1.2.0', '10.1.2.255', 256n],
  ['10.1.2.3 / 255.255.255.252', '10.1.2.0', '10.1.2.3', 4n],
  ['0.0.0.0/0', '0.0.0.0', '255.255.255.255', 4_294_967_296n],
  ['10.1.0.10 - 10.1.1.9', '10.1.0.10', '10.1.1.9', 256n],
  ['2001:db8::/127', '2001:db8::', '2001:db8::1', 2n],
  ['::ffff:10.1.2.3', '10.1.2.3', '10.1.2.3', 1n],
])('%s goes from %s to %s', (text, first, last, size) => {
  const range = readAddressRange(text);
  if (range === undefined) throw new TypeError('no range');
  expect(addressAt(range.kind, range.first)).toBe(first);
  expect(addressAt(range.kind, range.last)).toBe(last);
  expect(rangeSize(range)).toBe(size);
});

test.each([
  '',
  '10.1',
  '10.1.2.256',
  '0x0a.1.2.3',
  '10.1.2.3/33',
  '10.1.2.3/255.0.255.0',
  '10.1.2.9-10.1.2.3',
  '10.1.2.3-',
  '10.1.2.3-10.1.2.4-10.1.2.5',
  '10.1.2.3-2001:db8::1',
  '2001:db8::/129',
  'phones.example.org',
  '10.1.2.0/24/8',
])('"%s" is no range', (text) => {
  expect(readAddressRange(text)).toBeUndefined();
});

test('an address is in a range of its kind only', () => {
  const range = readAddressRange('10.1.0.0/16');
  if (range === undefined) throw new TypeError('no range');
  expect(isInRange(range, '10.1.255.255')).toBe(true);
  expect(isInRange(range, '::ffff:10.1.0.1')).toBe(true);
  expect(isInRange(range, '10.2.0.0')).toBe(false);
  expect(isInRange(range, '::a01:1')).toBe(false);
  expect(isInRange(range, 'somewhere')).toBe(false);
});
