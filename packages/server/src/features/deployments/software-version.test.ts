import { expect, test } from 'vitest';
import { dottedVersion, orderOfVersions } from './software-version.ts';

test.each([
  ['V3 R5.12.0', 'V3 R5.12.0', 'same'],
  ['V3  R5.12.0', '3.5.12.0', 'same'],
  ['V3 R5.12.0', 'V3 R5.9.0', 'newer'],
  ['V1.2 R3.4.5', 'V1 R9.9.9', 'newer'],
  ['V1 R10.2.2', 'V2 R0.1.0', 'older'],
  ['latest', 'V2 R0.1.0', 'unknown'],
  ['latest', ' Latest', 'same'],
  ['', '', 'unknown'],
])('%s is to %s: %s', (one, other, expected) => {
  expect(orderOfVersions(one, other)).toBe(expected);
});

test.each([
  ['V3 R5.12.0', '3.5.12.0'],
  ['V1.2 R3.4.5', '1.2.3.4.5'],
  ['latest', 'latest'],
])('%s is written %s in an order', (version, dotted) => {
  expect(dottedVersion(version)).toBe(dotted);
});
