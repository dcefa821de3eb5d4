import { randomBytes } from 'node:crypto';
import { parameters, releasedCatalog } from '@deskfleet/catalog';
import { describe, expect, test } from 'vitest';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { createSecretBox } from '../../infra/secrets/index.ts';
import { type CheckedValue, checkValues, type OrderedValue, sealValues } from './check-values.ts';
import { type ClientKind, unfitness } from './client-fit.ts';

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

const errors = (...values: OrderedValue[]) => errorsOf(() => checkValues(values, releasedCatalog));

describe('values that are ordered', () => {
  test('are taken as they are, with index 0 as an index', () => {
    const values = [
      { item: 'reg-addr', value: '192.0.2.20' },
      { item: 'trace-level', index: 0, value: '2' },
      { item: 'key-label-unicode', index: 301, value: 'Empfang 📞' },
    ];
    expect(sealValues(checkValues(values, releasedCatalog), secrets)).toEqual([
      { name: 'reg-addr', value: '192.0.2.20' },
      { name: 'trace-level', index: 0, value: '2' },
      { name: 'key-label-unicode', index: 301, value: 'Empfang 📞' },
    ]);
  });

  test('may be of an item that the catalog does not know', () => {
    expect(errors({ item: 'an-item.of_Tomorrow2', value: '<anything>' })).toEqual([]);
  });

  test('of secrets are sealed at once, so that nothing behind this point sees them', () => {
    const [sealed] = sealValues(
      checkValues([{ item: 'sip-pwd', value: 'Geheim-4711' }], releasedCatalog),
      secrets,
    );
    expect(sealed).toEqual({ name: 'sip-pwd', sealed: expect.stringMatching(/^v1\./) });
    expect(sealed !== undefined && 'sealed' in sealed && secrets.open(sealed.sealed)).toBe('Geheim-4711');
  });

  test('of secrets may be withdrawn', () => {
    expect(sealValues(checkValues([{ item: 'sip-pwd', value: null }], releasedCatalog), secrets)).toEqual([
      { name: 'sip-pwd', value: null },
    ]);
  });
});

describe('values that are wrong', () => {
  test.each<[string, OrderedValue, string, RegExp]>([
    ['a name with blanks', { item: 'reg addr', value: 'x' }, 'values.0.item', /no item name/],
    ['a name with an angle bracket', { item: 'reg<addr', value: 'x' }, 'values.0.item', /no item name/],
    ['a name that begins with a digit', { item: '1st', value: 'x' }, 'values.0.item', /no item name/],
    ['an item that the phone sets', { item: 'mac-addr', value: 'x' }, 'values.0.item', /only be read/],
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
    expect(errors(value)).toMatchObject([{ field, message: expect.stringMatching(message) }]);
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
    expect(errors(twice, { ...twice, index: 2 }, twice)).toMatchObject([
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

describe('parameters that are ordered by their ids', () => {
  const sealed = (...values: OrderedValue[]) => sealValues(checkValues(values, releasedCatalog), secrets);

  test('become what goes on the wire, with the index that the catalog knows', () => {
    expect(
      sealed(
        { parameter: '7.3.2/server-address', value: '192.0.2.20' },
        { parameter: '7.3.2/server-port', value: 5060 },
        { parameter: '7.6.1/dhcpv4-enabled', value: true },
        { parameter: '7.6.1/vlan-discovery-method', value: 'manual' },
        { parameter: '7.5.6/do-not-disturb-allowed', value: false },
        { parameter: '7.7.2/fpk:label', index: 3, value: 'Empfang' },
        { parameter: '7.3.2/sip-name', value: null },
        { parameter: '7.3.2/e164-number', value: '' },
      ).map(({ name, index, ...value }) => [name, index, 'value' in value ? value.value : 'sealed']),
    ).toEqual([
      ['reg-addr', undefined, '192.0.2.20'],
      ['reg-port', undefined, '5060'],
      [expect.stringContaining('dhcp'), undefined, 'true'],
      ['vlan-method', undefined, expect.stringMatching(/^\d$/)],
      ['feature-availability', 11, 'false'],
      ['key-label-unicode', 3, 'Empfang'],
      ['sip-name', undefined, null],
      ['e164', undefined, expect.stringMatching(/^(NULL)?$/)],
    ]);
  });

  test.each<[string, OrderedValue, string, string]>([
    ['an unknown id', { parameter: '7.3.2/nothing', value: 1 }, 'parameter', 'parameter.unknown'],
    [
      'what phones only report',
      { parameter: '7.1.1/software-type', value: 'sip' },
      'parameter',
      'parameter.read_only',
    ],
    [
      'a text for a number',
      { parameter: '7.3.2/server-port', value: '5060' },
      'value',
      'parameter.not_an_integer',
    ],
    [
      'a number out of range',
      { parameter: '7.3.2/server-port', value: 65_536 },
      'value',
      'parameter.out_of_range',
    ],
    [
      'the wire code of a choice',
      { parameter: '7.6.1/vlan-discovery-method', value: '1' },
      'value',
      'parameter.unknown_choice',
    ],
    ['a missing index', { parameter: '7.7.2/fpk:label', value: 'x' }, 'index', 'parameter.wrong_index'],
    [
      'an index where there is none',
      { parameter: '7.3.2/sip-name', index: 1, value: 'x' },
      'index',
      'parameter.wrong_index',
    ],
    [
      'another index than the only one',
      { parameter: '7.5.6/do-not-disturb-allowed', index: 2, value: true },
      'index',
      'parameter.wrong_index',
    ],
  ])('are refused with the code of the catalog: %s', (_name, value, part, code) => {
    expect(errors(value)).toEqual([
      {
        field: `values.0.${part}`,
        code,
        message: expect.any(String),
        text: { en: expect.any(String), de: expect.any(String) },
      },
    ]);
    expect(errors(value)[0]?.text?.en).toBe(errors(value)[0]?.message);
  });

  test('are refused when the same value is ordered by its item too', () => {
    expect(
      errors(
        { item: 'reg-addr', value: '192.0.2.1' },
        { parameter: '7.3.2/server-address', value: '192.0.2.2' },
      ),
    ).toMatchObject([{ field: 'values.1.parameter', code: 'value.duplicate' }]);
  });
});

describe('what a kind of clients cannot take', () => {
  const sip: ClientKind = { softwareType: 'SIP', model: 'CP410', softwareVersion: 'V1 R10.2.2' };
  const unfit = (value: OrderedValue, kind: Partial<ClientKind>) =>
    unfitness(checkValues([value], releasedCatalog)[0] as CheckedValue, { ...sip, ...kind })?.code;

  test.each<[string, OrderedValue, Partial<ClientKind>, string | undefined]>([
    ['they take what is of their scope', { item: 'reg-addr', value: '192.0.2.1' }, {}, undefined],
    [
      'HFA phones share the item',
      { item: 'reg-addr', value: '192.0.2.1' },
      { softwareType: 'HFA' },
      undefined,
    ],
    [
      'HFA phones have another parameter',
      { parameter: '7.3.2/server-address', value: '192.0.2.1' },
      { softwareType: 'HFA' },
      'parameter.wrong_scope',
    ],
    ['SIP phones have no gateway id', { item: 'reg-id', value: 'x' }, {}, 'parameter.wrong_scope'],
    ['HFA phones have one', { item: 'reg-id', value: 'x' }, { softwareType: 'HFA' }, undefined],
    ['nobody knows what the phone runs', { item: 'reg-id', value: 'x' }, { softwareType: '' }, undefined],
    ['templates only', { parameter: '7.1.4/time-source', value: 'x' }, {}, 'parameter.wrong_scope'],
    [
      'templates only, whatever it runs',
      { parameter: '7.1.4/time-source', value: 'x' },
      { softwareType: '' },
      'parameter.wrong_scope',
    ],
    ['withdrawing harms nobody', { item: 'reg-id', value: null }, {}, undefined],
    [
      'a parameter of other models',
      { parameter: '7.5.1/ldap-avatar-server-address', value: '192.0.2.1' },
      { model: 'CP700' },
      'parameter.foreign_model',
    ],
    ['an unknown item', { item: 'an-item-of-tomorrow', value: 'A & B' }, {}, undefined],
    [
      'signs that OpenStage does not understand',
      { item: 'an-item-of-tomorrow', value: 'A & B' },
      { model: 'OpenStage 40' },
      'value.legacy_characters',
    ],
    ['other signs', { item: 'an-item-of-tomorrow', value: 'A + B' }, { model: 'OpenStage 40' }, undefined],
  ])('%s', (_name, value, kind, code) => {
    expect(unfit(value, kind)).toBe(code);
  });
});
