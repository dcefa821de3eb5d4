import {
  type Format,
  findParameter,
  formatValue,
  type IndexRule,
  type Parameter,
  type ParameterValue,
  parameters,
  parametersForItem,
  type ValueType,
  validateWire,
} from '@deskfleet/catalog';
import { isSecretItem } from '@deskfleet/protocol';
import { describe, expect, it } from 'vitest';
import { ItemStore } from '../src/item-store.ts';
import { getModel, itemSetOf, MODEL_NAMES, type ModelName, type SoftwareType } from '../src/models/model.ts';
import { testCertificate } from './test-certificate.ts';

const SCOPES = { SIP: 'client-sip', HFA: 'client-hfa' } as const;
const KINDS = MODEL_NAMES.flatMap((name) => (['SIP', 'HFA'] as const).map((type) => [name, type] as const));

/** Items that phones know by name only (item list), and those that are fixed on CP phones (phones reference, section 7). */
const isUnsupported = (item: string, model: ModelName) =>
  /^server-based-(?:dnd|forwarding)$/.test(item) ||
  (model.startsWith('cp') && item.startsWith('map-special-ringer-'));
/** Taken by a phone but not kept as a value. */
const TAKES_EFFECT = /^(?:user-pwd-hash|XML-app-action)$/;

const PKCS12 = Buffer.from([0x30, 0x82, 0x01, 0x00]).toString('base64');

const TEXTS: Partial<Record<Format | ValueType, readonly string[]>> = {
  text: ['Empfang & Büro'],
  password: ['S3cret!'],
  digits: ['0123*#'],
  'digit-list': ['110,112'],
  'dial-target': ['sip:door@example.com'],
  'dial-pattern': ['0xx'],
  dtmf: ['12A#'],
  ipv4: ['192.0.2.7'],
  'ipv4-mask': ['255.255.254.0'],
  ipv6: ['2001:db8::7'],
  'host-name': ['phone-7'],
  domain: ['example.com'],
  'http-url': ['https://example.com/x?y=1'],
  'server-address': ['https://example.com:8443', '192.0.2.7'],
  uuid: ['0189dd3a-5a4e-7cc1-9c3e-0f4b8e6f3a10'],
  language: ['de'],
  country: ['DE'],
  'application-name': ['news'],
  hash: ['a'.repeat(64)],
  'sha1-fingerprint': ['A'.repeat(40)],
  'unix-time': ['1772438400'],
  ip: ['192.0.2.7', '2001:db8::7'],
  host: ['sip.example.com', '192.0.2.7'],
  url: ['https://example.com/x?y=1'],
  e164: ['498970012345'],
  mac: ['00:1A:E8:12:34:56'],
  base64: ['QUJD'],
};

/** Some values that an administrator may set, the odd ones of the type among them. */
function valuesFor(parameter: Parameter, pem: string): readonly ParameterValue[] {
  const { type, format, values, min, max, maxLength, excluded } = parameter;
  switch (type) {
    case 'boolean':
      return [true, false];
    case 'enum':
      return values?.map(({ value }) => value) ?? [];
    case 'integer':
      return [min ?? 0, max ?? 4000].filter((number) => !excluded.includes(number));
    case 'certificate':
      return [format === 'pem' ? pem : PKCS12];
    default: {
      const texts = TEXTS[format ?? type] ?? [];
      const whole = format === null && type === 'text' && maxLength !== null ? ['x'.repeat(maxLength)] : [];
      return [...texts.map((text) => (maxLength === null ? text : text.slice(0, maxLength))), ...whole];
    }
  }
}

/** An index that the rule has, as far from the first as a phone without key modules goes. */
function indexFor(rule: IndexRule): number | undefined {
  switch (rule.kind) {
    case 'single':
      return undefined;
    case 'fixed':
      return rule.index;
    case 'keys':
      return 2;
    case 'list':
      return rule.to ?? rule.from + 5;
  }
}

function aStore(name: ModelName, type: SoftwareType): ItemStore {
  return new ItemStore(itemSetOf(getModel(name), type));
}

/** What a read of one item tells: its value, or the status in angle brackets. */
function told(store: ItemStore, name: string, index: number | undefined): readonly string[] {
  const items = store.read(index === undefined ? { name, value: '' } : { name, index, value: '' });
  return items.map(({ value, status }) => (status === undefined ? value : `<${status}>`));
}

const isForClients = ({ scopes }: Parameter) => scopes.some((scope) => scope.startsWith('client-'));

/** What can be set on phones of a type: what clients have, and what only templates and users have for such phones. */
const settingsOf = (type: SoftwareType) =>
  parameters.filter((one) => {
    if (one.purpose !== 'setting') return false;
    if (isForClients(one)) return one.scopes.includes(SCOPES[type]);
    return itemSetOf(getModel('cp710'), type).findDefinition(one.item) !== undefined;
  });

describe.each(KINDS)('a phone %s %s', (model, type) => {
  it('stores every value of every setting of the catalog, and tells it as it was written', async () => {
    const { cert } = await testCertificate();
    const store = aStore(model, type);
    const odd: string[] = [];
    const listed = new Map<string, string | undefined>();
    const settings = settingsOf(type).filter(
      ({ item }) => !isUnsupported(item, model) && !TAKES_EFFECT.test(item),
    );
    for (const parameter of settings) {
      const { id, item: name } = parameter;
      // Two keys beside those that can be labeled have a function of their own.
      const index = name === 'key-functionality' ? 4002 : indexFor(parameter.index);
      const values = valuesFor(parameter, cert);
      if (values.length === 0) odd.push(`${id}: no value to try`);
      for (const value of values) {
        const wire = formatValue(parameter, value);
        const item = { name, ...(index === undefined ? {} : { index }), value: wire };
        const { status } = store.write(item);
        const isHidden = isSecretItem(name) || parameter.type === 'certificate';
        const [back] = isHidden ? [store.get(name, index)] : told(store, name, index);
        if (status !== undefined || back !== wire) odd.push(`${id} = ${wire}: ${status} ${back}`);
        listed.set(`${name}[${index ?? 1}]`, isHidden ? undefined : wire);
      }
    }
    // An item without index may be told with 1, and the other way round.
    const inventory = new Map(
      store.listAll().map(({ name, index, value }) => [`${name}[${index ?? 1}]`, value]),
    );
    odd.push(...[...listed].filter(([key, wire]) => inventory.get(key) !== wire).map(([key]) => key));
    expect(odd).toEqual([]);
    expect(settings.length).toBeGreaterThan(type === 'SIP' ? 600 : 300);
  });

  it('refuses what the catalog refuses, and impossible indexes', () => {
    const store = aStore(model, type);
    const taken: string[] = [];
    for (const parameter of settingsOf(type)) {
      const { id, item: name } = parameter;
      const index = indexFor(parameter.index);
      // An item under several labels takes what any of them takes with this index.
      const bad = ['\u0007', 'no such value \u0007'].filter(
        (wire) => validateWire(parameter, wire) !== undefined,
      );
      for (const value of bad) {
        const { status } = store.write({ name, ...(index === undefined ? {} : { index }), value });
        if (status === undefined) taken.push(`${id} = ${JSON.stringify(value)}`);
      }
      const { status } = store.write({ name, index: 9999, value: 'true' });
      if (status !== 'invalid index' && status !== 'not supported') taken.push(`${id}[9999] ${status}`);
    }
    expect(taken).toEqual([]);
  });

  it('lets nobody write what it only reports', () => {
    const store = aStore(model, type);
    const reports = parameters.filter(
      ({ purpose, scopes, item }) =>
        purpose === 'report' &&
        scopes.includes(SCOPES[type]) &&
        // The guide shows where a phone finds its server; the protocol lets it be written.
        !/^dls-(?:addr|secure-port)$/.test(item),
    );
    const statuses = reports.map(({ item: name, index: rule }) => {
      const index = indexFor(rule);
      return store.write({ name, ...(index === undefined ? {} : { index }), value: '' }).status;
    });
    expect(statuses.filter((status) => status !== 'read only' && status !== 'unexpected item')).toEqual([]);
    expect(reports.length).toBeGreaterThan(20);
  });

  it('knows no item of the other software type, nor one that the catalog lacks', () => {
    const store = aStore(model, type);
    const other = type === 'SIP' ? 'client-hfa' : 'client-sip';
    const foreign = new Set(
      parameters
        .filter(({ scopes }) => scopes.includes(other))
        .map(({ item }) => item)
        .filter((item) => !parametersForItem(item).some(({ scopes }) => scopes.includes(SCOPES[type]))),
    );
    const known = [...foreign].filter((name) => told(store, name, undefined)[0] !== '<unknown item>');
    // Phones of both types report these, whatever the guide says.
    const everywhere = /^(?:screensaver-enabled|(?:slk|blf|km15)-modules)$/;
    expect(known.filter((name) => !everywhere.test(name))).toEqual([]);
    expect(foreign.size).toBeGreaterThan(20);
    expect(store.write({ name: 'no-such-item', value: '1' }).status).toBe('unknown item');
  });

  it('reports no more than before until something is set', () => {
    const store = aStore(model, type);
    const before = store.listAll().length;
    store.write({ name: 'http-proxy-port', value: '3128' });
    expect(store.listAll()).toHaveLength(before + 1);
    store.write({ name: 'http-proxy-port', value: '' });
    expect(store.listAll()).toHaveLength(before);
    expect(before).toBeLessThan(400);
  });
});

describe('a phone and what templates and users have only', () => {
  it('knows on one type of software or the other all that anyone can set', () => {
    const known = new Set([...settingsOf('SIP'), ...settingsOf('HFA')]);
    expect(
      parameters.filter((one) => one.purpose === 'setting' && !known.has(one)).map(({ id }) => id),
    ).toEqual([]);
    expect(parameters.filter((one) => known.has(one) && !isForClients(one)).length).toBeGreaterThan(40);
  });

  it('reads the entries of a list that are there, once there are any', () => {
    const store = aStore('cp410', 'SIP');
    const door = findParameter('7.5.7/door-opener-name');
    const name = door?.item ?? '';
    expect(told(store, name, undefined)).toEqual([]);
    expect(told(store, name, 2)).toEqual(['']);
    store.write({ name, index: 2, value: 'Gate' });
    expect(told(store, name, undefined)).toEqual(['Gate']);
    expect(told(store, name, 5)).toEqual(['<invalid index>']);
  });
});
