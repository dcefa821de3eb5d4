import { randomBytes } from 'node:crypto';
import { parameters } from '@deskfleet/catalog';
import { describe, expect, test } from 'vitest';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { createSecretBox } from '../../infra/secrets/index.ts';
import { checkForOpenStage, checkValues, type OrderedValue } from './check-values.ts';

const secrets = createSecretBox(randomBytes(32));

/** What is wrong with an order. */
function errorsOf(check: () => unknown): readonly FieldError[] {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe('job.invalid_value');
    expect(error.message).toBe(error.errors[0]?.message);
    return error.errors;
  }
  return [];
}

const errors = (...values: OrderedValue[]) => errorsOf(() => checkValues(values, secrets));

describe('values that are ordered', () => {
  test('are taken as they are, with index 0 as an index', () => {
    const values = [
      { item: 'reg-addr', value: '192.0.2.20' },
      { item: 'trace-level', index: 0, value: '2' },
      { item: 'key-label-unicode', index: 301, value: 'Empfang 📞' },
    ];
    expect(checkValues(values, secrets)).toEqual([
      { name: 'reg-addr', value: '192.0.2.20' },
      { name: 'trace-level', index: 0, value: '2' },
      { name: 'key-label-unicode', index: 301, value: 'Empfang 📞' },
    ]);
  });

  test('may be of an item that the catalog does not know', () => {
    expect(errors({ item: 'an-item.of_Tomorrow2', value: '<anything>' })).toEqual([]);
  });

  test('of secrets are sealed at once, so that nothing behind this point sees them', () => {
    const [sealed] = checkValues([{ item: 'sip-pwd', value: 'Geheim-4711' }], secrets);
    expect(sealed).toEqual({ name: 'sip-pwd', sealed: expect.stringMatching(/^v1\./) });
    expect(sealed !== undefined && 'sealed' in sealed && secrets.open(sealed.sealed)).toBe('Geheim-4711');
  });

  test('of secrets may be withdrawn', () => {
    expect(checkValues([{ item: 'sip-pwd', value: null }], secrets)).toEqual([
      { name: 'sip-pwd', value: null },
    ]);
  });
});

describe('values that are wrong', () => {
  test.each<[string, OrderedValue, string, RegExp]>([
    ['a name with blanks', { item: 'reg addr', value: 'x' }, 'values.0.item', /no item name/],
    ['a name with an angle bracket', { item: 'reg<addr', value: 'x' }, 'values.0.item', /no item name/],
    ['a name that begins with a digit', { item: '1st', value: 'x' }, 'values.0.item', /no item name/],
    ['an item that the phone sets', { item: 'mac-addr', value: 'x' }, 'values.0.item', /set by the phone/],
    ['a number out of range', { item: 'reg-port', value: '65536' }, 'values.0.value', /65535/],
    ['a word instead of a number', { item: 'reg-port', value: 'many' }, 'values.0.value', /\w/],
    ['a choice that does not exist', { item: 'vlan-method', value: '9' }, 'values.0.value', /\w/],
    ['an index where there is none', { item: 'reg-addr', index: 1, value: 'x' }, 'values.0.index', /index/],
    ['a missing index', { item: 'function-key-def', value: '1' }, 'values.0.index', /index/],
    ['a control sign', { item: 'x-item', value: 'a\u0007b' }, 'values.0.value', /control/],
    [
      'an index of the catalog that is missing',
      { item: 'trace-level', value: '1' },
      'values.0.index',
      /index/,
    ],
  ])('%s', (_name, value, field, message) => {
    expect(errors(value)).toEqual([{ field, message: expect.stringMatching(message) }]);
  });

  test('are all told, each with its place', () => {
    const found = errors(
      { item: 'reg-port', value: '99999' },
      { item: 'reg-addr', value: '192.0.2.1' },
      { item: 'mac-addr', value: 'x' },
    );
    expect(found.map(({ field }) => field)).toEqual(['values.0.value', 'values.2.item']);
  });

  test('twice the same is one too many, with another index it is not', () => {
    const twice = { item: 'key-label-unicode', index: 1, value: 'x' };
    expect(errors(twice, { ...twice, index: 2 }, twice)).toEqual([
      { field: 'values.2.item', message: expect.stringContaining('there twice') },
    ]);
  });

  test('never show in the words about them when they are secrets', () => {
    const secretItems = parameters.filter(({ secret }) => secret).flatMap(({ item }) => item ?? []);
    expect(secretItems.length).toBeGreaterThan(5);
    for (const item of secretItems) {
      const found = ['\u0007', '\ud83d', ' ', '<>', 'é', 'x'.repeat(20_000)].flatMap((more) =>
        errors({ item, value: `Geheim${more}` }),
      );
      expect(JSON.stringify(found)).not.toContain('Geheim');
    }
  });
});

describe('signs that OpenStage phones cannot take', () => {
  const label = { item: 'key-label-unicode', index: 1, value: 'A & B' };

  test('are refused when there are such phones among the clients', () => {
    expect(errorsOf(() => checkForOpenStage([{ item: 'sip-name', value: 'x' }, label], 3))).toEqual([
      { field: 'values.1.value', message: expect.stringMatching(/3 of the clients/) },
    ]);
  });

  test('are fine when there are none', () => {
    expect(errorsOf(() => checkForOpenStage([label], 0))).toEqual([]);
  });
});
