import { describe, expect, test } from 'vitest';
import { compareSoftwareVersions, parseSoftwareVersion, type SoftwareVersion } from './versions.ts';

function version(text: string): SoftwareVersion {
  const parsed = parseSoftwareVersion(text);
  if (!parsed) throw new TypeError(`${text} is no version`);
  return parsed;
}

describe('parseSoftwareVersion', () => {
  test.each([
    ['V3 R5.12.0', [3, 0, 5, 12, 0]],
    ['V1  R10.2.2', [1, 0, 10, 2, 2]],
    [' V2 R0.11.0\n', [2, 0, 0, 11, 0]],
    ['V1.2 R3.4.5', [1, 2, 3, 4, 5]],
    ['v2r2', [2, 0, 2, 0, 0]],
    ['V3 R3', [3, 0, 3, 0, 0]],
    ['1.4.9.0', [1, 0, 4, 9, 0]],
    ['1.2.3.4.5', [1, 2, 3, 4, 5]],
  ])('reads "%s"', (text, [major, sub, minor, fix, hotfix]) => {
    expect(parseSoftwareVersion(text)).toEqual({ major, sub, minor, fix, hotfix });
  });

  test.each([
    '',
    'Unknown',
    'V3',
    'R5.12.0',
    '3.5',
    '1.2.3',
    '1.2.3.4.5.6',
    'V3 R5.12.0.1',
    'V3 R5.x.0',
    'V R1.2.3',
    `V${'9'.repeat(7)} R1`,
  ])('does not guess at "%s"', (text) => {
    expect(parseSoftwareVersion(text)).toBeUndefined();
  });
});

test('versions compare part by part, as numbers', () => {
  const ascending = [
    'V1 R4.9.0',
    'V1 R10.2.2',
    'V1.1 R0.0.0',
    'V2 R0.11.0',
    'V3 R3',
    'V3 R3.0.1',
    'V3 R5.12.0',
    'V3 R5.21.0',
  ];
  const shuffled = ascending.toReversed();
  expect(shuffled.toSorted((a, b) => compareSoftwareVersions(version(a), version(b)))).toEqual(ascending);
  expect(compareSoftwareVersions(version('V3 R5.12.0'), version('3.5.12.0'))).toBe(0);
});
