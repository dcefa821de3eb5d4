import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CatalogError,
  type Format,
  formatValue,
  type Parameter,
  type ParameterValue,
  parameters,
  parseWire,
  sameWire,
  validateWire,
} from './index.ts';

const RUNS = { numRuns: 30 };

const ofCharacters = (characters: string, maxLength = 20) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength });

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF'), minLength: length, maxLength: length });
const derBase64 = fc
  .uint8Array({ minLength: 2, maxLength: 60 })
  .map((bytes) => Buffer.from([0x30, ...bytes]).toString('base64'));
const pem = derBase64.map((body) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`);
const dialDigits = ofCharacters('0123456789*#+');

const TEXTS: Partial<Record<Format, fc.Arbitrary<string>>> = {
  digits: dialDigits,
  'digit-list': fc.array(dialDigits, { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join(',')),
  'dial-target': ofCharacters('0123456789*#abc@:.;='),
  'dial-pattern': ofCharacters('0123456789*#xX'),
  dtmf: ofCharacters('0123456789ABCD*#'),
  ipv4: fc.ipV4(),
  'ipv4-mask': fc
    .integer({ min: 0, max: 32 })
    .map((ones) =>
      [0, 8, 16, 24].map((before) => 256 - 2 ** (8 - Math.min(8, Math.max(0, ones - before)))).join('.'),
    ),
  ipv6: fc.ipV6(),
  'host-name': ofCharacters('abcxyz'),
  domain: fc.domain(),
  'http-url': fc.webUrl(),
  'server-address': fc
    .tuple(fc.constantFrom('', 'https://'), fc.domain(), fc.constantFrom('', ':8443'))
    .map((parts) => parts.join('')),
  uuid: fc.uuid(),
  language: fc.constantFrom('de', 'en', 'pt-BR'),
  country: fc.constantFrom('DE', 'US', 'FR'),
  'application-name': ofCharacters('abc XYZ').map((name) => name.trim() || 'a'),
  hash: hex(64),
  'sha1-fingerprint': hex(40),
  pem,
  pkcs12: derBase64,
  'pem-or-base64': fc.oneof(pem, derBase64),
};

/** Texts as an administrator may type them; what no text may contain is for the other properties. */
const freeText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter(
    (text) => text === text.trim() && text !== '' && !/[\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]/u.test(text),
  );

/** Values that a parameter takes. */
function valuesOf(parameter: Parameter): fc.Arbitrary<ParameterValue> {
  const own = ownValuesOf(parameter);
  return parameter.emptyWire === null ? own : fc.oneof({ weight: 9, arbitrary: own }, fc.constant(null));
}

function ownValuesOf(parameter: Parameter): fc.Arbitrary<ParameterValue> {
  const { type, values, min, max, excluded, format, maxLength } = parameter;
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...(values ?? []).map(({ value }) => value));
    case 'integer':
      return fc
        .integer({ min: min ?? -100_000, max: max ?? 2_000_000_000 })
        .map((number) => (format === 'even-port' ? number - (number % 2) : number))
        .filter((number) => !excluded.includes(number));
    case 'ip':
      return (format === null ? undefined : TEXTS[format]) ?? fc.oneof(fc.ipV4(), fc.ipV6());
    case 'mac':
      return fc.array(hex(2), { minLength: 6, maxLength: 6 }).map((bytes) => bytes.join(':'));
    case 'e164':
      return ofCharacters('0123456789', 15);
    case 'base64':
      return fc
        .uint8Array({ minLength: 1, maxLength: 60 })
        .map((bytes) => Buffer.from(bytes).toString('base64'));
    default: {
      const texts =
        (format === null ? undefined : TEXTS[format]) ??
        (type === 'host' ? hosts : type === 'url' ? fc.webUrl() : freeText);
      return texts.filter((text) => maxLength === null || [...text].length <= maxLength);
    }
  }
}

const hosts = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.integer().map(String),
  fc.constantFrom(
    'true',
    'false',
    'TRUE',
    '0',
    '1',
    '007',
    '-0',
    '1e3',
    'NULL',
    '',
    ' ',
    '\u0000',
    '\ud800',
    '__proto__',
  ),
);

describe.each(parameters.map((one) => [one.id, one] as const))('%s', (_id, parameter) => {
  it('reads back every value that it writes', () => {
    fc.assert(
      fc.property(valuesOf(parameter), (value) => {
        const wire = formatValue(parameter, value);
        expect(parseWire(parameter, wire)).toBe(value);
        expect(validateWire(parameter, wire)).toBeUndefined();
      }),
      RUNS,
    );
  });

  const inLines = parameter.type === 'certificate' || parameter.type === 'base64';

  it('refuses a hostile wire text, or writes it as it was', () => {
    fc.assert(
      fc.property(hostile, (wire) => {
        const refusal = validateWire(parameter, wire);
        if (refusal !== undefined) {
          expect(refusal).toBeInstanceOf(CatalogError);
          expect(refusal.parameterId).toBe(parameter.id);
          expect(refusal.message.length).toBeLessThan(1000);
          if (parameter.secret) expect(refusal.value).toBeNull();
          return;
        }
        const value = parseWire(parameter, wire);
        const written = formatValue(parameter, value);
        expect(sameWire(parameter, written, wire)).toBe(true);
        // Two spellings of one value exist only for the empty one and for what is written in lines.
        if (value !== null && !inLines) expect(written).toBe(wire);
      }),
      RUNS,
    );
  });
});
