import { describe, expect, it } from 'vitest';
import { parseItemTable } from './item-table.ts';
import { normalizeValue } from './item-value.ts';

function check(type: string, value: string): string | undefined {
  const [definition] = parseItemTable(`item ${type}`);
  if (definition === undefined) throw new RangeError(type);
  return normalizeValue(definition, value);
}

describe('a value that is written', () => {
  it.each([
    ['bool false', 'true', 'true'],
    ['bool false', 'TRUE', undefined],
    ['bool false', '', 'false'],
    ['int(-5..5) 1', '-5', '-5'],
    ['int(-5..5) 1', '6', undefined],
    ['int(0..9) 1', '1.5', undefined],
    ['int(0..9) 1', '', '1'],
    ['enum(0,2) 0', '2', '2'],
    ['enum(0,2) 0', '1', undefined],
    ['text(5)', 'Büro ', 'Büro '],
    ['text(5)', 'too long', undefined],
    ['text(5) abc', '', ''],
    ['digits', '+49#*1', '+49#*1'],
    ['digits', 'abc', undefined],
    ['digits 5', 'NULL', ''],
    ['host', '2001:db8::1', '2001:db8::1'],
    ['host', 'sip.example.com', 'sip.example.com'],
    ['host', 'a b', undefined],
    ['host', 'NULL', ''],
    ['base64', 'QUJD\nREVG', 'QUJD\nREVG'],
    ['base64', '{}', undefined],
    ['certificate', 'MIIB', 'MIIB'],
    ['certificate', 'QUJD', undefined],
    ['certificate', '-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----', undefined],
    ['certificate', '', ''],
  ])('to %s: %j becomes %j', (type, value, expected) => {
    expect(check(type, value)).toBe(expected);
  });
});
