import { describe, expect, it } from 'vitest';
import type { ClientValue, ClientValues, Parameter, ValuesSummary } from '../../../api/types.ts';
import { aParameter } from '../../../shared/testing/a-parameter.ts';
import type { ParameterList } from '../../parameters/index.ts';
import { withDraftRows } from '../draft-rows.ts';
import type { Draft } from '../drafts.ts';
import {
  buildRows,
  type ConfigurationRow,
  type Entry,
  entriesOfClient,
  entriesOfSummary,
  rowsAt,
} from '../rows.ts';
import { groupBlocks } from './blocks.ts';
import {
  buildList,
  type CellChange,
  canMove,
  changeEntry,
  duplicates,
  exchangeEntries,
  type ListModel,
  nextIndex,
  removeEntry,
  revertEntry,
} from './list-model.ts';
import { allowEntry, moveEntry, type RankedList, rankEntries, repeatedKinds } from './ranked-model.ts';

type Values = Record<string, Partial<ClientValue>>;

const label = { en: 'List', de: 'Liste' };
const aList = (changes: Partial<ParameterList> = {}): ParameterList => ({
  id: 'plan',
  kind: 'entries',
  label,
  entry: label,
  max: null,
  guideKeys: [],
  ...changes,
});

const column = (item: string, changes: Partial<Parameter> = {}): Parameter =>
  aParameter({ item, list: 'plan', index: { kind: 'list', from: 1, to: 4 }, ...changes });

const digits = column('digits');
const comment = column('comment');
const length = column('length', { type: 'integer', emptyWire: null, default: 1 });

function client(values: Values) {
  const items = Object.entries(values).map(([key, changes]): ClientValue => {
    const [, item = key, index] = /^(.+)\[(\d+)\]$/.exec(key) ?? [];
    return {
      item,
      index: index === undefined ? null : Number(index),
      parameterId: null,
      secret: false,
      reported: null,
      reportedExact: true,
      reportedAt: null,
      desired: null,
      desiredSet: changes.desired !== undefined,
      desiredOrigin: null,
      desiredAt: null,
      desiredBy: null,
      state: 'unmanaged',
      waitingReason: null,
      refused: null,
      layers: [],
      ...changes,
    };
  });
  return { reportedAt: null, items };
}

/** The summary that the server makes of the values of several clients. */
function summaryOf(clients: readonly ClientValues[]): Pick<ValuesSummary, 'clients' | 'items'> {
  const byKey = Map.groupBy(
    clients.flatMap(({ items }) => items),
    ({ item, index }) => `${item}[${index}]`,
  );
  return {
    clients: clients.length,
    items: [...byKey.values()].flatMap((values) => {
      const [first] = values;
      if (first === undefined) return [];
      return {
        item: first.item,
        index: first.index,
        parameterId: null,
        secret: false,
        reported: spreadOf(
          values.map((value) => value.reported),
          clients.length,
        ),
        desired: spreadOf(
          values.map((value) => value.desired),
          clients.length,
        ),
        driftCount: values.filter(({ state }) => state === 'drift').length,
        refusedCount: values.filter(({ state }) => state === 'refused').length,
      };
    }),
  };
}

function spreadOf(
  all: readonly (string | null)[],
  clients: number,
): ValuesSummary['items'][number]['reported'] {
  const counts = Map.groupBy(
    all.filter((value) => value !== null),
    (value) => value,
  );
  const values = [...counts].map(([value, same]) => ({ value, count: same.length }));
  const missing = clients - values.reduce((sum, { count }) => sum + count, 0);
  const same = values.length === 1 && missing === 0;
  return { same, value: same ? (values[0]?.value ?? null) : null, values, missing };
}

const SIP = new Set(['client-sip']);

function entriesOf(clients: readonly Values[]): readonly Entry[] {
  const [first, ...others] = clients.map(client);
  if (first === undefined) return [];
  return others.length === 0 ? entriesOfClient(first) : entriesOfSummary(summaryOf([first, ...others]));
}

const rowsOf = (columns: Parameter[], ...clients: Values[]): ConfigurationRow[] =>
  buildRows({ items: columns }, SIP, [], entriesOf(clients));

const rowsWith = (
  columns: Parameter[],
  clients: readonly Values[],
  drafts: ReadonlyMap<string, Draft>,
): readonly ConfigurationRow[] =>
  withDraftRows(rowsOf(columns, ...clients), { items: columns }, SIP, drafts, (places) =>
    rowsAt(places, entriesOf(clients), []),
  );

function listOf(
  columns: Parameter[],
  values: Values | Values[],
  drafts = new Map<string, Draft>(),
  structure = aList(),
): ListModel {
  const clients = Array.isArray(values) ? values : [values];
  const list = buildList(structure, rowsWith(columns, clients, drafts), drafts);
  if (list === null) throw new RangeError('no list');
  return list;
}

/** Changes as they would be ordered: item with index to wire text, null to withdraw, undefined to take back. */
const asOrder = (changes: readonly CellChange[]) =>
  Object.fromEntries(
    changes.map(([row, draft]) => [
      row.key,
      draft === null ? undefined : draft.kind === 'set' ? draft.value : null,
    ]),
  );

/** The drafts after changes. */
function after(changes: readonly CellChange[], before = new Map<string, Draft>()): Map<string, Draft> {
  const drafts = new Map(before);
  for (const [row, draft] of changes) {
    if (draft === null) drafts.delete(row.key);
    else drafts.set(row.key, draft);
  }
  return drafts;
}

const plan = [digits, comment, length];
const reported: Values = {
  'digits[1]': { reported: '0x' },
  'comment[1]': { reported: 'out' },
  'length[1]': { reported: '2' },
  'digits[3]': { reported: '112' },
  'length[3]': { reported: '3', desired: '3' },
  'length[4]': { reported: '1' },
};

describe('the entries of a list', () => {
  it('are what phones report or somebody desires, not what a phone cannot leave empty', () => {
    const { entries } = listOf(plan, reported);
    expect(entries.map(({ index, state }) => [index, state])).toEqual([
      [1, 'present'],
      [3, 'present'],
    ]);
  });

  it('are of slots all, empty or not', () => {
    const slots = listOf(plan, reported, new Map(), aList({ kind: 'slots', max: 4 }));
    expect(slots.entries.map(({ state }) => state)).toEqual(['present', 'empty', 'present', 'empty']);
  });

  it('are none where no column can be set', () => {
    const rows = rowsOf([column('status', { readOnly: true, purpose: 'report' })], {
      'status[1]': { reported: 'x' },
    });
    expect(buildList(aList(), rows, new Map())).toBeNull();
  });
});

describe('adding an entry', () => {
  it('takes the first free index, and ends where the phone ends', () => {
    expect(nextIndex(listOf(plan, reported))).toBe(2);
    expect(nextIndex(listOf(plan, reported, new Map(), aList({ max: 3 })))).toBe(2);
    const full = Object.fromEntries([1, 2, 3, 4].map((index) => [`digits[${index}]`, { reported: '1' }]));
    expect(nextIndex(listOf(plan, full))).toBeNull();
  });

  it('makes drafts of its own index, which appear as lines of the area', () => {
    const list = listOf(plan, reported);
    const changes = changeEntry(
      list,
      2,
      new Map([
        [digits.id, { kind: 'set', value: '9x' }],
        [length.id, { kind: 'set', value: '5' }],
      ]),
    );
    expect(asOrder(changes)).toEqual({ 'digits[2]': '9x', 'length[2]': '5' });
    const drafts = after(changes);
    const rows = rowsWith(plan, [reported], drafts);
    expect(rows.filter(({ item }) => item === 'digits').map(({ key }) => key)).toEqual([
      'digits[1]',
      'digits[3]',
      'digits[2]',
    ]);
    expect(listOf(plan, reported, drafts).entries.map(({ index, state }) => [index, state])).toEqual([
      [1, 'present'],
      [2, 'added'],
      [3, 'present'],
    ]);
  });

  it('is undone without a trace', () => {
    const list = listOf(plan, reported);
    const drafts = after(changeEntry(list, 2, new Map([[digits.id, { kind: 'set', value: '9x' }]])));
    const { changes, kept } = removeEntry(listOf(plan, reported, drafts), 2);
    expect(after(changes, drafts).size).toBe(0);
    expect(kept).toEqual([]);
    expect(after(revertEntry(listOf(plan, reported, drafts), 2), drafts).size).toBe(0);
  });
});

describe('removing an entry', () => {
  it('clears what can be cleared, withdraws what was desired and names what stays', () => {
    const list = listOf(plan, reported);
    const first = removeEntry(list, 1);
    expect(asOrder(first.changes)).toEqual({ 'digits[1]': '', 'comment[1]': '', 'length[1]': undefined });
    expect(first.kept).toEqual([length]);
    expect(asOrder(removeEntry(list, 3).changes)).toEqual({
      'digits[3]': '',
      'comment[3]': undefined,
      'length[3]': null,
    });
    const drafts = after(first.changes);
    expect(listOf(plan, reported, drafts).entries[0]).toMatchObject({ index: 1, state: 'removed' });
  });

  it('clears with the text that the item wants, and a secret that nobody can see', () => {
    const address = column('addr', { type: 'host', emptyWire: 'NULL' });
    const password = column('pwd', { type: 'password', secret: true });
    const list = listOf([address, password], { 'addr[1]': { reported: '10.0.0.1' } });
    expect(asOrder(removeEntry(list, 1).changes)).toEqual({ 'addr[1]': 'NULL', 'pwd[1]': '' });
  });

  it('tells phones to delete it where they want that in words', () => {
    const action = column('app-action', {
      type: 'enum',
      emptyWire: null,
      values: ['update', 'delete'].map((value) => ({
        value,
        wire: value,
        label,
        certainty: 'certain' as const,
      })),
    });
    const name = column('app-name');
    const values = { 'app-name[1]': { reported: 'a', desired: 'a' } };
    const list = listOf([action, name], values);
    const { changes } = removeEntry(list, 1);
    expect(asOrder(changes)).toEqual({ 'app-name[1]': null, 'app-action[1]': 'delete' });
    expect(listOf([action, name], values, after(changes)).entries[0]?.state).toBe('removed');
    const changed = changeEntry(list, 1, new Map([[name.id, { kind: 'set', value: 'b' }]]));
    expect(asOrder(changed)).toEqual({ 'app-name[1]': 'b', 'app-action[1]': 'update' });
  });
});

describe('moving an entry', () => {
  it('exchanges all of its values; what cannot be cleared gets its default', () => {
    const list = listOf(plan, { ...reported, 'length[1]': { reported: null } });
    expect(asOrder(exchangeEntries(list, 1, 3))).toEqual({
      'digits[1]': '112',
      'digits[3]': '0x',
      'comment[1]': '',
      'comment[3]': 'out',
      'length[1]': '3',
      'length[3]': '1',
    });
  });

  it('back again leaves no draft', () => {
    const values: Values = { 'digits[1]': { reported: '1' }, 'digits[2]': { reported: '2' } };
    const drafts = after(exchangeEntries(listOf([digits], values), 1, 2));
    expect(drafts.size).toBe(2);
    expect(after(exchangeEntries(listOf([digits], values, drafts), 1, 2), drafts).size).toBe(0);
  });

  it('is not offered where a value cannot be read or differs', () => {
    const password = column('pwd', { type: 'password', secret: true });
    expect(canMove(listOf(plan, reported))).toBe(true);
    expect(canMove(listOf([digits, password], { 'digits[1]': { reported: '1' } }))).toBe(false);
    expect(
      canMove(listOf([digits], [{ 'digits[1]': { reported: '1' } }, { 'digits[1]': { reported: '2' } }])),
    ).toBe(false);
  });
});

describe('entries that say the same', () => {
  it('are told, the later one after the earlier one', () => {
    const values: Values = {
      'digits[1]': { reported: '1' },
      'digits[2]': { reported: '2' },
      'digits[4]': { reported: '1' },
    };
    expect([...duplicates(listOf([digits], values))]).toEqual([[4, 1]]);
    const drafts = after(removeEntry(listOf([digits], values), 1).changes);
    expect([...duplicates(listOf([digits], values, drafts))]).toEqual([]);
  });
});

describe('a ranked list', () => {
  const ranked = (item: string, changes: Partial<Parameter>) =>
    column(item, { emptyWire: null, index: { kind: 'list', from: 1 }, ...changes });
  const kind = ranked('codec-type', {
    type: 'enum',
    values: ['g711', 'g722', 'g729'].map((value, at) => ({
      value,
      wire: String(at),
      label: { en: value, de: value },
      certainty: 'certain' as const,
    })),
  });
  const columns = [
    kind,
    ranked('codec-allowed', { type: 'boolean' }),
    ranked('codec-rank', { type: 'integer' }),
  ];
  const structure = aList({ kind: 'ranked' });
  const values: Values = {};
  for (const [at, [type, rank]] of (
    [
      ['1', '2'],
      ['0', '4'],
      ['2', '1'],
    ] as const
  ).entries()) {
    values[`codec-type[${at + 1}]`] = { reported: type };
    values[`codec-rank[${at + 1}]`] = { reported: rank };
    values[`codec-allowed[${at + 1}]`] = { reported: 'true' };
  }
  const of = (known: Values, drafts = new Map<string, Draft>()): RankedList => {
    const found = rankEntries(listOf(columns, known, drafts, structure));
    if (found === null) throw new RangeError('not ranked');
    return found;
  };

  it('stands in the order of its ranks, and moving changes only these', () => {
    expect(of(values).entries.map(({ kind: code }) => code)).toEqual(['2', '1', '0']);
    const changes = moveEntry(of(values), 2, 0);
    expect(asOrder(changes)).toEqual({ 'codec-rank[2]': '1', 'codec-rank[3]': '2', 'codec-rank[1]': '4' });
    expect(of(values, after(changes)).entries.map(({ kind: code }) => code)).toEqual(['0', '2', '1']);
    expect(moveEntry(of(values), 0, -1)).toEqual([]);
  });

  it('switches one entry', () => {
    expect(asOrder(allowEntry(of(values), 2, false))).toEqual({ 'codec-allowed[2]': 'false' });
    expect(asOrder(allowEntry(of(values), 2, true))).toEqual({ 'codec-allowed[2]': undefined });
  });

  it('is proposed from the choices where nothing is known, and then sent whole', () => {
    expect(of({})).toMatchObject({ proposed: true, entries: [{ kind: '0' }, { kind: '1' }, { kind: '2' }] });
    const changes = allowEntry(of({}), 2, false);
    expect(asOrder(changes)).toEqual({
      'codec-type[1]': '0',
      'codec-allowed[1]': 'true',
      'codec-rank[1]': '1',
      'codec-type[2]': '1',
      'codec-allowed[2]': 'false',
      'codec-rank[2]': '2',
      'codec-type[3]': '2',
      'codec-allowed[3]': 'true',
      'codec-rank[3]': '3',
    });
    expect(of({}, after(changes)).proposed).toBe(false);
  });

  it('tells what stands in it twice', () => {
    const twice = { ...values, 'codec-type[1]': { reported: '0' } };
    expect([...repeatedKinds(of(twice))]).toEqual(['0']);
  });
});

describe('what is drawn together', () => {
  const lists = [aList(), aList({ id: 'function-keys', kind: 'keys' })];
  const levels = Array.from({ length: 5 }, (_, index) =>
    aParameter({
      id: `7.9.2/${index}`,
      section: '7.9.2',
      type: 'enum',
      item: 'trace-level',
      index: { kind: 'fixed', index },
    }),
  );

  it('is a list, a grid of one sort, or a line', () => {
    const rows = rowsOf([aParameter({ item: 'a' }), ...plan, ...levels], reported);
    expect(
      groupBlocks(rows, lists, true).map((block) => [block.kind, 'rows' in block ? block.rows.length : 1]),
    ).toEqual([
      ['row', 1],
      ['list', 6],
      ['grid', 5],
    ]);
  });

  it('are single lines in what a search or filter found', () => {
    const rows = rowsOf([digits, ...levels], reported);
    expect(groupBlocks(rows, lists, false).every(({ kind }) => kind === 'row')).toBe(true);
  });

  it('leaves out function keys, and makes numbered switches a grid and other numbered values a list', () => {
    const keys = column('key', { list: 'function-keys', index: { kind: 'keys' } });
    const menus = aParameter({ item: 'menu', type: 'boolean', index: { kind: 'list', from: 1, to: 79 } });
    const alert = aParameter({ item: 'alert', index: { kind: 'list', from: 1, to: 15 } });
    const rows = rowsOf([keys, menus, alert], { 'key[1]': { reported: '1' } });
    expect(groupBlocks(rows, lists, true).map(({ kind }) => kind)).toEqual(['row', 'grid', 'list']);
  });
});
