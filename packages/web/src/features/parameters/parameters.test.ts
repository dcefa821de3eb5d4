import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../api/types.ts';
import { aParameter } from '../../shared/testing/a-parameter.ts';
import { indexesOf, isNumbered } from './index-rule.ts';
import { isOldPhone, oldPhoneFault } from './old-phones.ts';
import {
  choicesOf,
  defaultWire,
  describeWire,
  editorKind,
  findFault,
  isCleared,
  namedNumber,
  tidyText,
  wireOfNamedNumber,
  wireOfText,
} from './parameter-value.ts';

const transport = aParameter({
  type: 'enum',
  values: [
    { value: 'udp', label: { en: 'UDP', de: 'UDP' }, wire: '0', certainty: 'certain' },
    { value: 'tls', label: { en: 'TLS (secure)', de: 'TLS (sicher)' }, wire: '2', certainty: 'certain' },
  ],
});

describe('the editor of a parameter', () => {
  it.each([
    [{ type: 'boolean' }, 'switch'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'ip' }, 'text'],
    [{ type: 'password', secret: true }, 'secret'],
    [{ type: 'certificate', secret: true }, 'certificate'],
    [{ type: 'base64' }, 'lines'],
    [{ ...transport, type: 'integer' }, 'named-number'],
    [transport, 'choice'],
  ] as const)('fits %j', (changes, kind) => {
    expect(editorKind(aParameter(changes))).toBe(kind);
  });

  it('is plain text for an item without a catalog entry', () => {
    expect(editorKind(null)).toBe('text');
  });
});

describe('a wire text in words', () => {
  it('is the label of its code in the language', () => {
    expect(describeWire(transport, '2', 'de')).toEqual({ kind: 'text', text: 'TLS (sicher)', unit: null });
  });

  it('stays as it is when the catalog does not list it', () => {
    expect(describeWire(transport, '7', 'en')).toEqual({ kind: 'text', text: '7', unit: null });
  });

  it('is on or off for a boolean', () => {
    const flag = aParameter({ type: 'boolean' });
    expect(describeWire(flag, 'true', 'en')).toEqual({ kind: 'on' });
    expect(describeWire(flag, 'false', 'en')).toEqual({ kind: 'off' });
    expect(describeWire(flag, '2', 'en')).toEqual({ kind: 'text', text: '2', unit: null });
  });

  it('keeps the unit of a number and says when it is empty', () => {
    expect(describeWire(aParameter({ type: 'integer', unit: 'seconds' }), '3600', 'en')).toEqual({
      kind: 'text',
      text: '3600',
      unit: 'seconds',
    });
    expect(describeWire(null, '', 'en')).toEqual({ kind: 'empty' });
  });
});

describe('what is chosen or typed', () => {
  const choice = (value: string, wire: string, en: string, de: string) => ({
    value,
    wire,
    label: { en, de },
    certainty: 'certain' as const,
  });
  const values = [choice('de', 'DE', 'Germany', 'Deutschland'), choice('at', 'AT', 'Austria', 'Österreich')];

  it('is offered by the names of countries in the language, and else in the order of the catalog', () => {
    const country = aParameter({ type: 'enum', values, valuesSource: 'ISO 3166-1; FA: GS5' });
    expect(choicesOf(country, 'en').map(({ value }) => value)).toEqual(['AT', 'DE']);
    expect(choicesOf(country, 'de').map(({ value }) => value)).toEqual(['DE', 'AT']);
    expect(choicesOf({ ...country, valuesSource: null }, 'en').map(({ value }) => value)).toEqual([
      'DE',
      'AT',
    ]);
  });

  const dscp = aParameter({
    type: 'integer',
    min: 0,
    max: 63,
    emptyWire: null,
    values: [choice('EF', '46', 'EF', 'EF')],
  });

  it.each([
    ['EF', '46'],
    ['ef ', '46'],
    ['EF (46)', '46'],
    ['46', '46'],
    ['47', '47'],
    ['XY', 'XY'],
    ['', ''],
  ])('%j is the number %j where numbers have names', (typed, wire) => {
    expect(wireOfNamedNumber(dscp, typed)).toBe(wire);
  });

  it('stands in the field with name and number', () => {
    expect(namedNumber(dscp, '46', 'de')).toBe('EF (46)');
    expect(namedNumber(dscp, '47', 'de')).toBe('47');
    expect(findFault(dscp, 'XY')?.kind).toBe('integer');
  });

  it.each([
    ['e164', ' +49 (89) 700-710 ', '+4989700710'],
    ['mac', '001ae8-3f1234', '00:1A:E8:3F:12:34'],
    ['mac', '001a', '001a'],
    ['host', ' pbx.example ', 'pbx.example'],
  ] as const)('of a %s loses what people write around it: %j', (type, typed, tidy) => {
    expect(tidyText(aParameter({ type }), typed)).toBe(tidy);
  });

  it('has the default of the phone as wire text', () => {
    expect(defaultWire(aParameter({ type: 'enum', values, default: 'at' }))).toBe('AT');
    expect(defaultWire(aParameter({ type: 'boolean', default: false }))).toBe('false');
    expect(defaultWire(aParameter())).toBeNull();
  });
});

describe('an old OpenStage', () => {
  it('is known by its model', () => {
    expect(['OpenStage 60', 'CP710', ''].map((model) => isOldPhone({ model }))).toEqual([true, false, false]);
  });

  it('is spared what it does not understand, in words that repeat no secret', () => {
    const password = aParameter({ secret: true, label: { en: 'PIN', de: 'PIN' } });
    expect(oldPhoneFault(password, 'a+b')).toBeNull();
    const fault = oldPhoneFault(password, 'a&b-secret');
    expect(fault?.kind).toBe('old-phone');
    expect(fault?.text.en).toMatch(/^“PIN”: /);
    expect(fault?.text.de).not.toContain('a&b');
  });
});

describe('an emptied value', () => {
  const address = aParameter({ type: 'host', emptyWire: 'NULL' });

  it('is written as the text that clears the item, and read as empty', () => {
    expect(wireOfText(address, '')).toBe('NULL');
    expect(wireOfText(aParameter(), '')).toBe('');
    expect(wireOfText(address, '10.0.0.1')).toBe('10.0.0.1');
    expect(isCleared(address, 'NULL')).toBe(true);
    expect(isCleared(aParameter(), 'NULL')).toBe(false);
    expect(describeWire(address, 'NULL', 'en')).toEqual({ kind: 'empty' });
  });

  it('is refused where the item cannot be cleared', () => {
    const fixed = aParameter({ emptyWire: null });
    expect(findFault(fixed, wireOfText(fixed, ''))?.kind).toBe('required');
    expect(findFault(address, wireOfText(address, ''))).toBeNull();
  });
});

describe('the rules of the catalog', () => {
  const port = aParameter({ type: 'integer', min: 1, max: 65_535, label: { en: 'Port', de: 'Port' } });

  it('are told in the sentence that the server has for them, in both languages', () => {
    expect(findFault(port, '5060')).toBeNull();
    expect(findFault(port, '0')).toEqual({
      kind: 'range',
      text: {
        en: 'Port: “0” is not in the range 1 to 65535.',
        de: 'Port: „0“ liegt nicht im Bereich 1 bis 65535.',
      },
    });
  });

  it.each<[Partial<Parameter>, string, string]>([
    [{ type: 'integer' }, '5060.5', 'integer'],
    [{ type: 'integer' }, '05060', 'integer'],
    [{ type: 'integer', min: 5 }, '4', 'range'],
    [{ type: 'integer', excluded: [0] }, '0', 'excluded'],
    [{ maxLength: 3 }, 'abcd', 'length'],
    [{}, ' a ', 'trimmed'],
    [{}, 'a\u0007', 'printable'],
    [{ format: 'digits' }, '12a', 'format'],
    [{ type: 'ip' }, '10.0.0', 'format'],
    [{ type: 'ip', format: 'ipv4-mask' }, '255.0.255.0', 'format'],
    [{ type: 'host' }, 'a b', 'format'],
    [{ type: 'url' }, 'ftp://a', 'format'],
    [{ type: 'e164' }, '+49 89', 'format'],
    [{ type: 'mac' }, '001ae8', 'format'],
  ])('of %j refuse %j', (changes, wire, kind) => {
    expect(findFault(aParameter(changes), wire)?.kind).toBe(kind);
  });

  it.each([
    [{ format: 'digits' }, '*12#'],
    [{ type: 'ip' }, 'fe80::1'],
    [{ type: 'host' }, 'pbx.example'],
    [{ type: 'url' }, 'https://a/b?c=d'],
    [{ type: 'e164' }, '+4989700710'],
  ] as const)('of %j take %j', (changes, wire) => {
    expect(findFault(aParameter(changes), wire)).toBeNull();
  });
});

describe('the index rule', () => {
  it.each([
    [{ kind: 'single' }, [], [null]],
    [{ kind: 'single', tolerated: 1 }, [1], [1]],
    [{ kind: 'single', tolerated: 1 }, [null, 1], [null]],
    [{ kind: 'fixed', index: 0 }, [4], [0]],
    [{ kind: 'list', from: 1, to: 20 }, [3, 1, 3, null, 99], [1, 3]],
    [{ kind: 'list', from: 0 }, [], [0]],
    [{ kind: 'list', from: 1, optional: true }, [null], [null]],
    [{ kind: 'keys' }, [1001, 2, 301], [2, 301, 1001]],
    [{ kind: 'keys' }, [], []],
  ] as const)('%j shows of %j the instances %j', (rule, known, shown) => {
    expect(indexesOf(rule, known)).toEqual(shown);
  });

  it('makes the number part of the name where there can be several', () => {
    expect(isNumbered({ kind: 'list', from: 1 })).toBe(true);
    expect(isNumbered({ kind: 'fixed', index: 11 })).toBe(false);
  });
});
