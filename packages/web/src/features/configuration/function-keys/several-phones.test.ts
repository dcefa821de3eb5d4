import { describe, expect, it } from 'vitest';
import type { KeyLayout, ValuesSummary } from '../../../api/types.ts';
import type { Draft } from '../drafts.ts';
import { entriesOfSummary, rowsAt, valueKey } from '../rows.ts';
import { buildBoard, commonLayout } from './board.ts';
import { findConflicts } from './key-conflicts.ts';
import { applyCommand, type Edit, setFunction } from './key-edits.ts';
import { marksOf } from './key-marks.tsx';
import { knowledge, known } from './key-samples.ts';
import { differsInContent, isEmptyKey, type KeyState, keyRows, keyStates } from './key-state.ts';

type SummaryItem = ValuesSummary['items'][number];

const PHONES = 3;

/** What phones report of one item of a key, by value; those that are not named do not report it. */
function told(item: string, index: number, counts: Readonly<Record<string, number>>): SummaryItem {
  const values = Object.entries(counts).map(([value, count]) => ({ value, count }));
  const missing = PHONES - values.reduce((sum, { count }) => sum + count, 0);
  const same = values.length === 1 && missing === 0;
  return {
    item,
    index,
    parameterId: null,
    secret: false,
    reported: { same, value: same ? (values[0]?.value ?? null) : null, values, missing },
    desired: { same: false, value: null, values: [], missing: PHONES },
    driftCount: 0,
    refusedCount: 0,
  };
}

const items = [
  told('function-key-def', 1, { '1': 3 }),
  told('key-label-unicode', 1, { Reception: 3 }),
  told('select-dial', 1, { '4711': 3 }),
  told('function-key-def', 2, { '1': 3 }),
  told('key-label-unicode', 2, { Desk: 3 }),
  told('select-dial', 2, { '4711': 2, '4712': 1 }),
  told('function-key-def', 3, { '1': 2, '10': 1 }),
  told('function-key-def', 4, { '0': 3 }),
  told('function-key-def', 5, { '0': 2 }),
  told('locked-function-keys', 4, { true: 1, false: 2 }),
];

function keysWith(drafts: ReadonlyMap<string, Draft> = new Map()): ReadonlyMap<number, KeyState> {
  const rows = keyRows(knowledge, [1, 2, 3, 4, 5], (places) =>
    rowsAt(places, entriesOfSummary({ clients: PHONES, items }), []),
  );
  return keyStates(knowledge, rows, drafts, false);
}

function key(number: number, drafts?: ReadonlyMap<string, Draft>): KeyState {
  const found = keysWith(drafts).get(number);
  if (found === undefined) throw new RangeError(`no key ${number}`);
  return found;
}

const sent = (edits: readonly Edit[]) =>
  Object.fromEntries(
    edits.flatMap(({ row, draft }) =>
      draft === null ? [] : [[row.key, draft.kind === 'set' && draft.value]],
    ),
  );

describe('keys of several phones', () => {
  it('show what all have, and are marked where they differ', () => {
    expect(key(1)).toMatchObject({ function: 'selected-dialing', label: 'Reception', reportedCount: 3 });
    expect(marksOf(key(1), [])).toEqual([]);
    expect([...key(2).differs]).toEqual(['other/select-dial']);
    expect(key(2)).toMatchObject({ function: 'selected-dialing', label: 'Desk' });
    expect([...key(3).differs]).toEqual(['7.7.2/fpk.function']);
    expect(key(3)).toMatchObject({ function: null, functionWire: '' });
    expect(marksOf(key(3), [])).toEqual(['different']);
    expect(key(5)).toMatchObject({ function: 'none', reportedCount: 2 });
  });

  it('with different functions are not free, and a lock on some of them is a lock', () => {
    expect(isEmptyKey(key(3))).toBe(false);
    expect(key(4)).toMatchObject({ locked: true });
    expect(differsInContent(key(4))).toBe(false);
  });

  it('send only what is set: a new function empties what one of them had, and touches no other key', () => {
    expect(sent(setFunction(key(3), 'hold', knowledge))).toEqual({ 'function-key-def[3]': '10' });
    expect(sent(setFunction(key(2), 'hold', knowledge))).toEqual({
      'function-key-def[2]': '10',
      'select-dial[2]': '',
    });
  });

  it('are the same again as soon as one value is set for all', () => {
    const drafts = new Map<string, Draft>([[valueKey('select-dial', 2), { kind: 'set', value: '4713' }]]);
    expect(key(2, drafts)).toMatchObject({ changed: 1, differs: new Set() });
  });

  it('that differ do not move and are not copied or swapped, but another key may be copied onto them', () => {
    for (const command of ['move', 'copy', 'swap'] as const)
      expect(applyCommand(command, key(2), key(5), knowledge)).toEqual({ kind: 'different', number: 2 });
    expect(applyCommand('move', key(1), key(2), knowledge)).toEqual({ kind: 'different', number: 2 });
    const copied = applyCommand('copy', key(1), key(2), knowledge);
    expect(copied.kind === 'edits' && sent(copied.edits)).toEqual({
      'key-label-unicode[2]': 'Reception',
      'select-dial[2]': '4711',
    });
  });

  it('lack no field of which each phone has a value of its own', () => {
    const drafts = new Map<string, Draft>([
      [valueKey('key-label-unicode', 2), { kind: 'set', value: 'Ward' }],
    ]);
    expect(findConflicts({ keys: keysWith(drafts), knowledge, models: new Set() }).get(2)).toBeUndefined();
  });
});

describe('the picture of several phones', () => {
  const { layouts, numbering } = known;
  const twin: KeyLayout = {
    models: ['OpenStage 60'],
    keys: 6,
    levels: 2,
    certainty: 'inferred',
    source: 'test',
  };

  it('is that of their model, or of models whose keys are the same', () => {
    expect(commonLayout(new Set(['OpenStage 40']), layouts)).toEqual({ mixed: false, layout: layouts[0] });
    expect(commonLayout(new Set(['CP710']), layouts)).toEqual({ mixed: false, layout: undefined });
    // As certain as the less certain of the two.
    expect(commonLayout(new Set(['OpenStage 40', 'OpenStage 60']), [...layouts, twin])).toEqual({
      mixed: false,
      layout: twin,
    });
  });

  it('is none where models differ or one of them is not known; the list has all keys', () => {
    const mixed = commonLayout(new Set(['OpenStage 40', 'CP200']), layouts);
    expect(mixed).toEqual({ mixed: true, layout: { keys: 6, levels: 2, certainty: 'inferred' } });
    expect(commonLayout(new Set(['CP200', 'CP710']), layouts).mixed).toBe(true);
    const facts = { numbering, modules: null, reported: [9], wanted: [] };
    const board = buildBoard({ ...facts, layout: mixed.layout, drawn: 'mixed' });
    expect(board.source).toBe('mixed');
    expect(board.pages[0]?.keys).toEqual([1, 2, 3, 4, 5, 6, 9]);
  });
});
