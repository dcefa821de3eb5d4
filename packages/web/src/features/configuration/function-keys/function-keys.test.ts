import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../api/types.ts';
import { withDraftRows } from '../draft-rows.ts';
import { buildRows, entriesOfClient, type Place, rowsAt, scopesOf } from '../rows.ts';
import { buildBoard, keysOf, largestLayout, pageOf } from './board.ts';
import { firstBlocked } from './key-conflicts.ts';
import { applyCommand, clearKey, revertKey, setFunction } from './key-edits.ts';
import { numberAt, placeOf } from './key-number.ts';
import { aValue, catalog, knowledge, known, Phone } from './key-samples.ts';
import { fieldsOf } from './key-state.ts';
import { readKeyView } from './key-view.ts';
import { fitText, layOut, neighbour } from './picture-layout.ts';
import { remember } from './undo.ts';

const { numbering } = known;
const SIP = scopesOf(new Set(['SIP']));

describe('the number of a key', () => {
  it.each([
    [1, { unit: 'phone', module: 0, position: 1, level: 1 }],
    [1008, { unit: 'phone', module: 0, position: 8, level: 2 }],
    [301, { unit: 'module', module: 1, position: 1, level: 1 }],
    [1412, { unit: 'module', module: 2, position: 12, level: 2 }],
    [4002, { unit: 'fixed', module: 0, position: 2, level: 1 }],
  ] as const)('%d is a place, and back', (number, place) => {
    expect(placeOf(number, numbering)).toEqual(place);
    expect(numberAt(place, numbering)).toBe(number);
  });
});

describe('the board', () => {
  const facts = { numbering, layout: undefined, modules: null, reported: [], wanted: [] };
  const [openStage40, cp200] = known.layouts;

  it('has no page where neither model nor report tells of keys', () => {
    expect(buildBoard(facts).pages).toEqual([]);
  });

  it('shows what the phone reports, fixed keys beside its first level', () => {
    const board = buildBoard({ ...facts, reported: [2, 1, 1001, 4002, 1301] });
    expect(board.source).toBe('reported');
    expect(board.pages).toMatchObject([
      { id: '1', keys: [1, 2], fixed: [4002] },
      { id: '2', keys: [1001] },
      { id: 'm1-2', keys: [1301] },
    ]);
    expect(pageOf(board, 4002)?.id).toBe('1');
    expect(keysOf(board)).toEqual([1, 2, 4002, 1001, 1301]);
  });

  it('shows the keys of a known model before the phone has told, and says so', () => {
    const board = buildBoard({ ...facts, layout: openStage40 });
    expect(board.source).toBe('model-certain');
    expect(board.pages.map(({ keys }) => keys)).toEqual([
      [1, 2, 3, 4, 5, 6],
      [1001, 1002, 1003, 1004, 1005, 1006],
    ]);
    const inferred = buildBoard({ ...facts, layout: cp200 });
    expect(inferred.source).toBe('model-inferred');
    expect(inferred.pages).toHaveLength(1);
  });

  it('of what is for many phones has the keys of the largest one, or of the chosen model, and all that are wanted', () => {
    const any = buildBoard({ ...facts, layout: largestLayout(known.layouts), drawn: 'any', wanted: [4005] });
    expect(any.source).toBe('any');
    expect(any.pages).toMatchObject([
      { id: '1', keys: [1, 2, 3, 4, 5, 6], fixed: [4005] },
      { id: '2', keys: [1001, 1002, 1003, 1004, 1005, 1006] },
    ]);
    const chosen = buildBoard({ ...facts, layout: cp200, drawn: 'chosen', modules: 1 });
    expect(chosen.source).toBe('chosen');
    expect(chosen.pages.map(({ id }) => id)).toEqual(['1', 'm1', 'm1-2']);
  });

  it('adds both levels of each attached module, and no more than phones can have', () => {
    const board = buildBoard({ ...facts, layout: cp200, modules: 2 });
    expect(board.pages.map(({ id }) => id)).toEqual(['1', 'm1', 'm1-2', 'm2', 'm2-2']);
    expect(pageOf(board, 1412)?.keys).toHaveLength(12);
    expect(buildBoard({ ...facts, modules: 999 }).pages).toHaveLength(14);
  });
});

describe('a key', () => {
  it('has the desired value before the reported one, and a change before both', () => {
    const phone = new Phone([
      aValue('function-key-def', 1, '1', { desired: '31', desiredSet: true, state: 'drift' }),
      aValue('key-label', 1, 'Old form'),
    ]);
    expect(phone.key(1)).toMatchObject({ function: 'line', label: 'Old form', changed: 0 });
    expect(phone.set('key-label-unicode', 1, 'New').key(1)).toMatchObject({ label: 'New', changed: 1 });
  });

  it('has no function while nothing is told, and keeps a code that the catalog does not know', () => {
    expect(new Phone([]).key(1)).toMatchObject({ function: 'none', functionWire: '0', programmed: true });
    const strange = new Phone([aValue('function-key-def', 1, '47')]).key(1);
    expect(strange).toMatchObject({ function: null, functionWire: '47' });
    expect(fieldsOf(strange, knowledge)).toEqual([]);
  });

  it('that is fixed does what is printed on it until it is programmed', () => {
    const phone = new Phone([aValue('function-key-def', 4002, '1'), aValue('key-functionality', 4002, '0')]);
    expect(phone.key(4002).programmed).toBe(false);
    expect(phone.apply(setFunction(phone.key(4002), 'hold', knowledge)).changes).toEqual({
      'function-key-def[4002]': '10',
      'key-functionality[4002]': '1',
    });
    expect(phone.key(4002).programmed).toBe(true);
  });
});

describe('changing the function', () => {
  const forwarding = () =>
    new Phone([
      aValue('function-key-def', 1, '6'),
      aValue('forwarding-type', 1, '2'),
      aValue('forwarding-dest', 1, '4711'),
      aValue('key-label-unicode', 1, 'Away'),
    ]);

  it('empties the fields of the old one and keeps the label', () => {
    const phone = forwarding();
    expect(phone.apply(setFunction(phone.key(1), 'selected-dialing', knowledge)).changes).toEqual({
      'function-key-def[1]': '1',
      'forwarding-type[1]': '0',
      'forwarding-dest[1]': '',
    });
  });

  it('starts what the new one must have with its default', () => {
    const phone = new Phone([aValue('function-key-def', 1, '1'), aValue('select-dial', 1, '123')]);
    expect(phone.apply(setFunction(phone.key(1), 'forwarding', knowledge)).changes).toEqual({
      'function-key-def[1]': '6',
      'forwarding-type[1]': '0',
      'select-dial[1]': '',
    });
  });

  it('back to what the key had leaves no change behind', () => {
    const phone = forwarding();
    phone.apply(setFunction(phone.key(1), 'line', knowledge)).set('line-sip-uri', 1, '100');
    phone.apply(setFunction(phone.key(1), 'forwarding', knowledge));
    expect(phone.changes).toEqual({});
    const empty = new Phone([]);
    empty.apply(setFunction(empty.key(2), 'hold', knowledge));
    expect(empty.apply(setFunction(empty.key(2), 'none', knowledge)).changes).toEqual({});
  });

  it('switches off, withdraws and empties what cannot simply be blank', () => {
    const wanted = { desiredSet: true, state: 'in-sync' as const };
    const phone = new Phone([
      aValue('function-key-def', 1, '31'),
      aValue('line-sip-uri', 1, '100'),
      aValue('line-primary', 1, 'true'),
      aValue('line-ring-delay', 1, '5', { ...wanted, desired: '5' }),
      aValue('line-sip-pwd', 1, null, { ...wanted, secret: true }),
    ]);
    expect(phone.apply(clearKey(phone.key(1))).changes).toEqual({
      'function-key-def[1]': '0',
      'line-sip-uri[1]': '',
      'line-primary[1]': 'false',
      'line-ring-delay[1]': null,
      'line-sip-pwd[1]': '',
    });
    expect(phone.apply(revertKey(phone.key(1))).changes).toEqual({});
  });
});

describe('moving, copying and swapping', () => {
  const twoKeys = () =>
    new Phone([
      aValue('function-key-def', 1, '1'),
      aValue('select-dial', 1, '4711'),
      aValue('key-label-unicode', 1, 'Ward'),
      aValue('function-key-def', 2, '6'),
      aValue('forwarding-type', 2, '2'),
      aValue('forwarding-dest', 2, '99'),
      aValue('key-label-unicode', 2, 'Away'),
      aValue('function-key-def', 3, '0'),
      aValue('function-key-def', 4, '10'),
      aValue('locked-function-keys', 4, 'true'),
    ]);
  const run = (phone: Phone, command: 'move' | 'copy' | 'swap', from: number, to: number) => {
    const result = applyCommand(command, phone.key(from), phone.key(to), knowledge);
    if (result.kind === 'edits') phone.apply(result.edits);
    return result;
  };

  it('moves all of a key to a free one', () => {
    const phone = twoKeys();
    expect(run(phone, 'move', 1, 3)).toMatchObject({ kind: 'edits', command: 'move' });
    expect(phone.changes).toEqual({
      'function-key-def[3]': '1',
      'select-dial[3]': '4711',
      'key-label-unicode[3]': 'Ward',
      'function-key-def[1]': '0',
      'select-dial[1]': '',
      'key-label-unicode[1]': '',
    });
  });

  it('swaps when the target is in use, and twice is as before', () => {
    const phone = twoKeys();
    expect(run(phone, 'move', 1, 2)).toMatchObject({ command: 'swap' });
    expect(phone.key(1)).toMatchObject({ function: 'forwarding', label: 'Away' });
    expect(phone.key(2)).toMatchObject({ function: 'selected-dialing', label: 'Ward' });
    expect(phone.changes).toMatchObject({ 'forwarding-dest[1]': '99', 'forwarding-dest[2]': '' });
    run(phone, 'swap', 2, 1);
    expect(phone.changes).toEqual({});
  });

  it('copies over what is there and leaves the source as it is', () => {
    const phone = twoKeys();
    run(phone, 'copy', 1, 2);
    expect(phone.key(1).changed).toBe(0);
    expect(phone.key(2)).toMatchObject({ function: 'selected-dialing', label: 'Ward' });
  });

  it('keeps locked keys from being overwritten or emptied, and copies from them', () => {
    const phone = twoKeys();
    expect(run(phone, 'move', 1, 4)).toEqual({ kind: 'locked', number: 4 });
    expect(run(phone, 'copy', 1, 4)).toEqual({ kind: 'locked', number: 4 });
    expect(run(phone, 'move', 4, 3)).toEqual({ kind: 'locked', number: 4 });
    expect(phone.changes).toEqual({});
    expect(run(phone, 'copy', 4, 3)).toMatchObject({ kind: 'edits' });
    expect(phone.key(3)).toMatchObject({ function: 'hold', locked: false });
  });

  it('does nothing with an empty key or onto itself', () => {
    const phone = twoKeys();
    expect(run(phone, 'move', 3, 1)).toEqual({ kind: 'nothing' });
    expect(run(phone, 'swap', 1, 1)).toEqual({ kind: 'nothing' });
  });

  it('takes a fixed key into use, and gives it back when it is emptied', () => {
    const phone = twoKeys();
    run(phone, 'move', 1, 4002);
    expect(phone.changes).toMatchObject({ 'key-functionality[4002]': '1', 'function-key-def[4002]': '1' });
    run(phone, 'move', 4002, 3);
    expect(phone.changes).toMatchObject({ 'key-functionality[4002]': '0' });
  });

  it('takes a password along only while it has just been typed', () => {
    const line = [aValue('function-key-def', 1, '31'), aValue('line-sip-user-id', 1, 'u')];
    const stored = new Phone([...line, aValue('line-sip-pwd', 1, null, { secret: true, desiredSet: true })]);
    run(stored, 'copy', 1, 3);
    expect(stored.drafts.has('line-sip-pwd[3]')).toBe(false);
    expect(stored.conflicts().get(3)).toContainEqual(expect.objectContaining({ kind: 'secret' }));
    const typed = new Phone(line);
    typed.drafts = new Map([['line-sip-pwd[1]', { kind: 'set', value: 's', repeat: 's' }]]);
    run(typed, 'move', 1, 3);
    expect(typed.drafts.get('line-sip-pwd[3]')).toEqual({ kind: 'set', value: 's', repeat: 's' });
    expect(typed.drafts.has('line-sip-pwd[1]')).toBe(false);
  });
});

describe('undoing', () => {
  it('goes back step by step, letters of one field as one step', () => {
    const phone = new Phone([aValue('function-key-def', 1, '1')]);
    const cell = phone.key(1).cells.get('7.7.2/fpk:label');
    if (cell === undefined) throw new RangeError('no label');
    const type = (value: string) => [{ row: cell.row, draft: { kind: 'set' as const, value } }];
    const first = remember([], type('W'), phone.drafts, 'label');
    phone.apply(type('W'));
    const second = remember(first, type('Wa'), phone.drafts, 'label');
    expect(second).toHaveLength(1);
    expect(second[0]?.before.get('key-label-unicode[1]')).toBeNull();
    phone.apply(type('Wa'));
    const third = remember(second, clearKey(phone.key(1)), phone.drafts, null);
    expect(third.at(-1)?.before.get('key-label-unicode[1]')).toEqual({ kind: 'set', value: 'Wa' });
  });
});

describe('conflicts', () => {
  const kinds = (phone: Phone, number: number, ...models: string[]) =>
    (phone.conflicts(...models).get(number) ?? []).map(({ kind, severity }) => `${severity} ${kind}`);

  it('are two primary lines, on both keys', () => {
    const phone = new Phone(
      [1, 2].flatMap((index) => [
        aValue('function-key-def', index, '31'),
        aValue('line-sip-uri', index, '100'),
        aValue('line-primary', index, 'true'),
      ]),
    );
    expect(kinds(phone, 1)).toEqual(['warning primary']);
    expect(kinds(phone, 2)).toEqual(['warning primary']);
    phone.set('line-primary', 2, 'false');
    expect(kinds(phone, 1)).toEqual([]);
  });

  it('are a second level that no shift key leads to, and a function that is not known there', () => {
    const phone = new Phone([aValue('function-key-def', 1001, '1'), aValue('select-dial', 1001, '1')]);
    expect(kinds(phone, 1001)).toEqual(['warning no-shift']);
    phone.set('function-key-def', 1, '18');
    expect(kinds(phone, 1001)).toEqual([]);
    phone.set('function-key-def', 1001, '10');
    expect(kinds(phone, 1001)).toEqual(['warning second-level']);
  });

  it('keep changes back where a key would do nothing or a label is too long, not what was there before', () => {
    const phone = new Phone([aValue('function-key-def', 1, '1')]);
    expect(kinds(phone, 1)).toEqual(['warning required']);
    expect(firstBlocked(phone.conflicts())).toBeUndefined();
    phone.set('key-label-unicode', 1, 'x'.repeat(25));
    expect(kinds(phone, 1)).toEqual(['error fault', 'error required']);
    expect(firstBlocked(phone.conflicts())).toBe(1);
    phone.set('key-label-unicode', 1, 'Ward').set('select-dial', 1, '4711');
    expect(firstBlocked(phone.conflicts())).toBeUndefined();
  });

  it('are one of several fields missing, and a model that does not have the function', () => {
    const phone = new Phone([]).set('function-key-def', 1, '54');
    expect(kinds(phone, 1)).toEqual(['error required']);
    phone.set('stimulus-DTMF-sequence', 1, '12');
    expect(kinds(phone, 1)).toEqual([]);
    phone.set('function-key-def', 1, '10');
    expect(kinds(phone, 1, 'CP710')).toEqual(['warning model']);
    expect(kinds(phone, 1, 'OpenStage 40')).toEqual([]);
  });
});

describe('the drawing', () => {
  const page = { module: 0, keys: [1, 2, 3, 4], fixed: [4002] };

  it('places every key inside of the case, without overlap', () => {
    for (const narrow of [true, false]) {
      for (const keys of [page.keys, Array.from({ length: 16 }, (_, at) => at + 1)]) {
        const layout = layOut({ ...page, keys }, narrow);
        const boxes = [...layout.keys, ...layout.fixed];
        expect(boxes.map(({ number }) => number)).toEqual([...keys, 4002]);
        for (const box of boxes) {
          expect(box.x).toBeGreaterThanOrEqual(layout.body.x);
          expect(box.x + box.width).toBeLessThanOrEqual(layout.body.x + layout.body.width);
          expect(box.y + box.height).toBeLessThanOrEqual(layout.body.y + layout.body.height);
          const over = boxes.filter(
            (other) =>
              other !== box &&
              other.x < box.x + box.width &&
              box.x < other.x + other.width &&
              other.y < box.y + box.height &&
              box.y < other.y + other.height,
          );
          expect(over).toEqual([]);
        }
      }
    }
  });

  it('leads from key to key by arrows and holds at the ends', () => {
    const { keys, fixed } = layOut({ ...page, keys: Array.from({ length: 12 }, (_, at) => at + 1) }, false);
    const boxes = [...keys, ...fixed];
    expect(neighbour(boxes, 1, 'ArrowDown')).toBe(2);
    expect(neighbour(boxes, 1, 'ArrowUp')).toBe(1);
    expect(neighbour(boxes, 1, 'ArrowRight')).toBe(7);
    expect(neighbour(boxes, 7, 'ArrowLeft')).toBe(1);
    expect(neighbour(boxes, 3, 'End')).toBe(4002);
    expect(neighbour(boxes, 99, 'ArrowDown')).toBe(1);
  });

  it('cuts long texts between characters', () => {
    expect(fitText('Ward 3', 6)).toBe('Ward 3');
    expect(fitText('Empfang 📞📞📞', 10)).toBe('Empfang 📞…');
    expect(fitText('x'.repeat(1_000_000), 24)).toHaveLength(24);
  });
});

describe('the configuration area', () => {
  it('shows and sends the changes of keys that have no line there yet, in their section', () => {
    const whole: Catalog = { ...catalog, items: catalog.items.map((one) => ({ ...one })) };
    const entries = entriesOfClient({ reportedAt: null, items: [aValue('function-key-def', 1, '0')] });
    const make = (places: readonly Place[]) => rowsAt(places, entries, []);
    const rows = buildRows(whole, SIP, [], entries);
    expect(rows.some(({ key }) => key === 'select-dial[1]')).toBe(false);
    const drafts = new Map([
      ['function-key-def[1]', { kind: 'set', value: '1' }],
      ['select-dial[1]', { kind: 'set', value: '4711' }],
      ['function-key-def[2]', { kind: 'set', value: '10' }],
    ] as const);
    const all = withDraftRows(rows, whole, SIP, drafts, make);
    expect(all).toHaveLength(rows.length + 2);
    const at = (key: string) => all.findIndex((row) => row.key === key);
    expect(at('function-key-def[2]')).toBe(at('function-key-def[1]') + 1);
    expect(all[at('select-dial[1]')]).toMatchObject({ index: 1, numbered: true, section: '7.3.2' });
    expect(withDraftRows(rows, whole, SIP, new Map(), make)).toBe(rows);
  });
});

it('the address takes pages, keys and the form, and nothing else', () => {
  expect(readKeyView({ page: 'm1', key: '301', form: 'list' })).toEqual({
    page: 'm1',
    key: 301,
    form: 'list',
  });
  expect(readKeyView({ key: '-1', form: 'x' })).toEqual({});
});
