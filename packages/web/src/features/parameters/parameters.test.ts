import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../api/types.ts';
import { indexesOf, readIndexRule } from './index-rule.ts';
import { describeWire, editorKind, findFault, switchWires } from './parameter-value.ts';
import { menuTitle, sectionTitle } from './section-titles.ts';

function aParameter(changes: Partial<Parameter>): Parameter {
  return {
    id: '7.3.2/reg-addr',
    section: '7.3.2',
    menu: 'Telephony',
    title: 'SIP Settings',
    label: { en: 'Server address', de: 'Serveradresse' },
    help: null,
    type: 'string',
    values: null,
    default: null,
    min: null,
    max: null,
    maxLength: null,
    unit: null,
    format: null,
    readOnly: false,
    secret: false,
    scopes: ['client-sip'],
    item: 'reg-addr',
    index: null,
    certainty: 'certain',
    ...changes,
  };
}

const transport = aParameter({
  type: 'enum',
  values: [
    { value: 'UDP', label: { en: 'UDP', de: 'UDP' }, wire: '0' },
    { value: 'TLS', label: { en: 'TLS (secure)', de: 'TLS (sicher)' }, wire: '2' },
  ],
});

describe('the editor of a parameter', () => {
  it.each([
    [{ type: 'boolean' }, 'switch'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'ip' }, 'text'],
    [{ type: 'string', secret: true }, 'secret'],
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

  it('is on or off for a boolean, whatever its codes', () => {
    const coded = aParameter({
      type: 'boolean',
      values: [
        { value: 'False', label: { en: 'No', de: 'Nein' }, wire: '0' },
        { value: 'True', label: { en: 'Yes', de: 'Ja' }, wire: '2' },
      ],
    });
    expect(switchWires(coded)).toEqual({ on: '2', off: '0' });
    expect(describeWire(coded, '2', 'en')).toEqual({ kind: 'on' });
    expect(describeWire(aParameter({ type: 'boolean' }), 'false', 'en')).toEqual({ kind: 'off' });
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

describe('the rules of the catalog', () => {
  const port = aParameter({ type: 'integer', min: 1, max: 65_535 });

  it('hold numbers within their bounds', () => {
    expect(findFault(port, '5060')).toBeNull();
    expect(findFault(port, '0')).toEqual({ kind: 'range', min: 1, max: 65_535 });
    expect(findFault(port, '5060.5')).toEqual({ kind: 'integer' });
    expect(findFault(aParameter({ type: 'integer', min: 5 }), '4')).toEqual({ kind: 'min', min: 5 });
    expect(findFault(aParameter({ type: 'integer', max: 5 }), '6')).toEqual({ kind: 'max', max: 5 });
  });

  it('hold texts within their length and digits to digits', () => {
    expect(findFault(aParameter({ maxLength: 3 }), 'abcd')).toEqual({ kind: 'maxLength', maxLength: 3 });
    expect(findFault(aParameter({ format: 'digits' }), '12a')).toEqual({ kind: 'digits' });
    expect(findFault(aParameter({ format: 'digits' }), '*12#')).toBeNull();
  });

  it('let every value be emptied', () => {
    expect(findFault(port, '')).toBeNull();
  });
});

describe('the index rule', () => {
  it.each([
    [null, { kind: 'single' }],
    [11, { kind: 'fixed', index: 11 }],
    [0, { kind: 'fixed', index: 0 }],
    [
      { from: 1, to: 20 },
      { kind: 'range', from: 1, to: 20 },
    ],
    [
      { from: 0, to: null },
      { kind: 'range', from: 0, to: null },
    ],
    ['key number', { kind: 'range', from: 1, to: null }],
  ])('of %j is %j', (raw, rule) => {
    expect(readIndexRule(raw)).toEqual(rule);
  });

  it('shows the instances that the phones have, in order', () => {
    expect(indexesOf({ kind: 'range', from: 1, to: 20 }, [3, 1, 3, null, 99])).toEqual([1, 3]);
  });

  it('shows the first instance while there is none', () => {
    expect(indexesOf({ kind: 'range', from: 1, to: null }, [])).toEqual([1]);
    expect(indexesOf({ kind: 'single' }, [4])).toEqual([null]);
    expect(indexesOf({ kind: 'fixed', index: 0 }, [])).toEqual([0]);
  });
});

describe('the titles of menus and sections', () => {
  it('are German for German readers and the catalog’s own otherwise', () => {
    expect(menuTitle('Telephony', 'de')).toBe('Telefonie');
    expect(menuTitle('Telephony', 'en')).toBe('Telephony');
    expect(sectionTitle({ section: '7.3.2', title: 'SIP Settings' }, 'de')).toBe('SIP-Einstellungen');
    expect(sectionTitle({ section: '9.9.9', title: 'Something new' }, 'de')).toBe('Something new');
  });
});
