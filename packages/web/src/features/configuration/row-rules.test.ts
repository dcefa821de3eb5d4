import { describe, expect, it } from 'vitest';
import type { Catalog, ClientValue, Parameter } from '../../api/types.ts';
import { aParameter } from '../../shared/testing/a-parameter.ts';
import { firstFault } from './changes.ts';
import type { Draft } from './drafts.ts';
import { limitReason } from './limits.ts';
import { keepSame, type RuleNotes, rowsByParameter, ruleNotes } from './row-rules.ts';
import { buildRows, type ConfigurationRow, entriesOfClient, entriesOfSummary, scopesOf } from './rows.ts';

const dhcp = aParameter({ item: 'dhcp', type: 'boolean' });
const address = aParameter({ item: 'address' });
const low = aParameter({ item: 'low', type: 'integer', format: 'port' });
const high = aParameter({ item: 'high', type: 'integer', format: 'port' });
const on = aParameter({ item: 'on', type: 'boolean', list: 'rings', index: { kind: 'list', from: 1 } });
const tone = aParameter({ item: 'tone', list: 'rings', index: { kind: 'list', from: 1 } });
const parameters: Parameter[] = [dhcp, address, low, high, on, tone];

const relations: Catalog['relations'] = [
  {
    kind: 'editable-while',
    condition: { parameter: dhcp.id, in: [false] },
    parameters: [address.id],
    source: 'G 1',
  },
  { kind: 'used-while', condition: { parameter: on.id, in: [true] }, parameters: [tone.id], source: 'G 1' },
  { kind: 'ascending', parameters: [low.id, high.id], source: 'G 1' },
  { kind: 'different', parameters: [low.id, high.id], source: 'G 1' },
];

function aValue(item: string, reported: string, index: number | null = null): ClientValue {
  return {
    item,
    index,
    parameterId: `7.3.2/${item}`,
    secret: false,
    reported,
    reportedAt: null,
    reportedExact: true,
    desired: null,
    desiredSet: false,
    desiredOrigin: null,
    desiredAt: null,
    desiredBy: null,
    state: 'unmanaged',
    waitingReason: null,
    refused: null,
    layers: [],
  };
}

function rowsOf(...items: ClientValue[]): ConfigurationRow[] {
  return buildRows(
    { items: parameters },
    scopesOf(new Set(['SIP'])),
    [],
    entriesOfClient({ reportedAt: null, items }),
  );
}

function notesOf(rows: readonly ConfigurationRow[], drafts: [string, Draft][] = []): RuleNotes {
  return ruleNotes(relations, rowsByParameter(rows), new Map(drafts));
}

/** Item and index of each row with a note, and what it says. */
function told(rows: readonly ConfigurationRow[], drafts: [string, Draft][] = []): [string, string][] {
  const notes = notesOf(rows, drafts);
  return rows.flatMap((row) => {
    const note = notes.get(row.id);
    return note === undefined ? [] : [[row.key, note.kind] as [string, string]];
  });
}

const set = (value: string): Draft => ({ kind: 'set', value });

describe('the rules between parameters', () => {
  it('say why a value cannot be set, by what would hold with the changes', () => {
    const rows = rowsOf(aValue('dhcp', 'true'), aValue('address', '10.0.0.1'));
    expect(told(rows)).toEqual([['address', 'not-editable']]);
    expect(told(rows, [['dhcp', set('false')]])).toEqual([]);
    const [[, note] = []] = [...notesOf(rows)];
    expect(note).toMatchObject({ is: 'true', needed: [false], otherParameter: dhcp });
  });

  it('say nothing about values that nobody knows', () => {
    expect(told(rowsOf(aValue('address', '10.0.0.1')))).toEqual([]);
    expect(told(rowsOf(aValue('dhcp', 'perhaps'), aValue('address', '10.0.0.1')))).toEqual([]);
  });

  it('look at each entry of a list by itself', () => {
    const rows = rowsOf(
      aValue('on', 'true', 1),
      aValue('on', 'false', 2),
      aValue('tone', 'a', 1),
      aValue('tone', 'b', 2),
    );
    expect(told(rows)).toEqual([['tone[2]', 'without-effect']]);
  });

  it('compare numbers only where one of them is being set, and no port 0', () => {
    const rows = rowsOf(aValue('low', '20'), aValue('high', '10'));
    expect(told(rows)).toEqual([]);
    expect(told(rows, [['high', set('15')]])).toEqual([['high', 'descending']]);
    expect(told(rows, [['high', set('20')]])).toEqual([['high', 'equal']]);
    expect(told(rows, [['high', set('0')]])).toEqual([]);
    expect(told(rows, [['high', set('25')]])).toEqual([]);
  });

  it('tell of several clients whether it is so on all or on some of them', () => {
    const summary = (values: { value: string; count: number }[], missing: number) =>
      buildRows(
        { items: parameters },
        scopesOf(new Set(['SIP'])),
        [],
        entriesOfSummary({
          clients: 4,
          items: [
            {
              item: 'dhcp',
              index: null,
              parameterId: dhcp.id,
              secret: false,
              reported: { same: false, value: null, values, missing },
              desired: { same: false, value: null, values: [], missing: 4 },
              driftCount: 0,
              refusedCount: 0,
            },
          ],
        }),
      );
    expect(told(summary([{ value: 'true', count: 4 }], 0))).toEqual([['address', 'not-editable']]);
    const mixed = [
      { value: 'true', count: 3 },
      { value: 'false', count: 1 },
    ];
    expect(told(summary(mixed, 0))).toEqual([['address', 'not-editable-on-some']]);
  });

  it('keep a change that breaks them from being submitted, but not one that withdraws', () => {
    const rows = rowsOf(aValue('dhcp', 'true'), aValue('address', '10.0.0.1'));
    const faulty = (draft: Draft) => {
      const drafts = new Map([['address', draft]]);
      return firstFault(rows, drafts, ruleNotes(relations, rowsByParameter(rows), drafts))?.key;
    };
    expect(faulty(set('10.0.0.2'))).toBe('address');
    expect(faulty({ kind: 'withdraw' })).toBeUndefined();
  });

  it('are the same objects while they say the same', () => {
    const rows = rowsOf(aValue('dhcp', 'true'), aValue('low', '20'), aValue('high', '30'));
    const before = notesOf(rows);
    expect(keepSame(before, notesOf(rows))).toBe(before);
    const next = keepSame(before, notesOf(rows, [['high', set('10')]]));
    expect(next.size).toBe(before.size + 1);
    for (const [id, note] of before) expect(next.get(id)).toBe(note);
  });
});

describe('the limits of a parameter', () => {
  const reason = (limits: Parameter['limits'], model: string, softwareVersion: string) =>
    limitReason(aParameter({ limits }), { model, softwareVersion });

  it('are models, or the firmware of a family', () => {
    expect(reason({ models: ['CP710'] }, 'CP210', 'V1 R1')).toMatchObject({ kind: 'models' });
    expect(reason({ models: ['CP710'] }, 'CP710', 'V1 R1')).toBeNull();
    const firmware = { family: 'OpenStage', from: 'V3 R1' };
    expect(reason({ firmware }, 'OpenStage 60', 'V3 R0.44.0')).toEqual({ kind: 'firmware', ...firmware });
    expect(reason({ firmware }, 'OpenStage 60', 'V3 R1.0.1')).toBeNull();
    expect(reason({ firmware }, 'OpenStage 60', 'V10 R0')).toBeNull();
    expect(reason({ firmware }, 'CP710', 'V1 R0')).toBeNull();
  });

  it('hold nothing against what is not known', () => {
    expect(reason({ models: ['CP710'] }, '', '')).toBeNull();
    expect(reason({ firmware: { family: 'CP', from: 'V1 R2' } }, 'CP710', 'test')).toBeNull();
    expect(reason(null, 'CP710', 'V1')).toBeNull();
  });
});
