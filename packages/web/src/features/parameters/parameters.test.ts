import { describe, expect, it } from 'vitest';
import { aParameter } from '../../shared/testing/a-parameter.ts';
import { indexesOf, isNumbered } from './index-rule.ts';
import { describeWire, editorKind, findFault, isCleared, wireOfText } from './parameter-value.ts';

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
    [{ type: 'certificate', secret: true }, 'lines'],
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
    expect(findFault(fixed, wireOfText(fixed, ''))).toEqual({ kind: 'required' });
    expect(findFault(address, wireOfText(address, ''))).toBeNull();
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

  it('know numbers in between that are not allowed and spellings that never come back equal', () => {
    expect(findFault(aParameter({ type: 'integer', excluded: [0] }), '0')).toEqual({
      kind: 'excluded',
      numbers: [0],
    });
    expect(findFault(port, '05060')).toEqual({ kind: 'integer' });
    expect(findFault(aParameter(), ' a ')).toEqual({ kind: 'trimmed' });
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
