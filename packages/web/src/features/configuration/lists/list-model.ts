import type { Parameter } from '../../../api/types.ts';
import { defaultWire, isCleared, type ParameterList } from '../../parameters/index.ts';
import { draftFor } from '../changes.ts';
import type { Draft, Drafts } from '../drafts.ts';
import { baseValue, type ConfigurationRow, type Shared } from '../rows.ts';
import { rowAt } from './list-rows.ts';

/** A change of one value; null takes a change back. */
export type CellChange = readonly [row: ConfigurationRow, draft: Draft | null];

/** A value of an entry as it would be after the changes. */
export interface Cell {
  row: ConfigurationRow;
  parameter: Parameter;
  draft: Draft | undefined;
  /** Wire text; for a secret only what was entered here. */
  value: Shared<string>;
}

/**
 * - `present`: something is in it;
 * - `added`: only the changes put something into it;
 * - `removed`: only the changes take everything out of it;
 * - `empty`: nothing is in it and nothing was.
 */
export type EntryState = 'present' | 'added' | 'removed' | 'empty';

export interface Entry {
  index: number;
  state: EntryState;
  /** In the order of the columns. */
  cells: readonly Cell[];
}

export interface ListModel {
  structure: ParameterList;
  columns: readonly Parameter[];
  /** Says what the phone is to do with the entry, where phones want that in words; it is no column to edit. */
  action: Parameter | null;
  first: number;
  /** Null: without end. */
  last: number | null;
  /** Entries that something is or was in; of slots all. */
  entries: readonly Entry[];
  templates: ReadonlyMap<string, ConfigurationRow>;
  rows: ReadonlyMap<string, ConfigurationRow>;
  drafts: Drafts;
}

const cellId = (parameter: Parameter, index: number): string => `${parameter.id}[${index}]`;

/** A list and its entries from the lines of its columns. Null when it has no column that can be set. */
export function buildList(
  structure: ParameterList,
  rows: readonly ConfigurationRow[],
  drafts: Drafts,
): ListModel | null {
  const templates = new Map<string, ConfigurationRow>();
  const parameters: Parameter[] = [];
  for (const row of rows) {
    if (row.parameter === null || templates.has(row.parameter.id)) continue;
    templates.set(row.parameter.id, row);
    parameters.push(row.parameter);
  }
  const settable = parameters.filter(({ readOnly }) => !readOnly);
  if (settable.length === 0) return null;
  const action = settable.find(({ values }) => values?.some(({ value }) => value === 'delete')) ?? null;
  const { first, last } = boundsOf(settable, structure);
  const model: ListModel = {
    structure,
    columns: parameters.filter((parameter) => parameter !== action),
    action,
    first,
    last,
    entries: [],
    templates,
    rows: new Map(
      rows.flatMap((row) =>
        row.parameter === null || row.index === null ? [] : [[cellId(row.parameter, row.index), row]],
      ),
    ),
    drafts,
  };
  const known = new Set(rows.flatMap(({ index }) => (index === null ? [] : [index])));
  if (structure.kind === 'slots' && last !== null)
    for (let index = first; index <= last; index += 1) known.add(index);
  const entries = [...known].toSorted((a, b) => a - b).map((index) => entryAt(model, index));
  return {
    ...model,
    entries: structure.kind === 'slots' ? entries : entries.filter(({ state }) => state !== 'empty'),
  };
}

function boundsOf(
  columns: readonly Parameter[],
  structure: ParameterList,
): { first: number; last: number | null } {
  const rules = columns.map(({ index }) => index).filter(({ kind }) => kind === 'list');
  const first = Math.min(...rules.map(({ from }) => from ?? 1));
  const ends = rules.flatMap(({ to }) => (to === undefined ? [] : [to]));
  if (structure.max !== null) ends.push(first + structure.max - 1);
  return { first: Number.isFinite(first) ? first : 1, last: ends.length === 0 ? null : Math.min(...ends) };
}

/** An entry by its index, whether anything is in it or not. */
export function entryAt(list: ListModel, index: number): Entry {
  const cells = list.columns.map((parameter) => cellAt(list, parameter, index));
  const after = isFilled(list, cells, index, true);
  const before = isFilled(list, cells, index, false);
  const state = after ? (before ? 'present' : 'added') : before ? 'removed' : 'empty';
  return { index, state, cells };
}

export function cellAt(list: ListModel, parameter: Parameter, index: number): Cell {
  const known = list.rows.get(cellId(parameter, index));
  const template = list.templates.get(parameter.id);
  if (template === undefined) throw new RangeError(`${parameter.id} is no column of ${list.structure.id}`);
  const row = known ?? rowAt(template, index);
  const draft = list.drafts.get(row.key);
  const value: Shared<string> =
    draft === undefined
      ? baseValue(row)
      : draft.kind === 'set'
        ? { kind: 'same', value: draft.value }
        : row.reported;
  return { row, parameter, draft, value };
}

function isFilled(list: ListModel, cells: readonly Cell[], index: number, withDrafts: boolean): boolean {
  if (list.action !== null) {
    const deed = cellAt(list, list.action, index);
    const value = withDrafts ? deed.value : baseValue(deed.row);
    if (value.kind === 'same' && value.value === deleteWire(list.action)) return false;
  }
  const settable = cells.filter(({ parameter }) => !parameter.readOnly);
  // What cannot be cleared says nothing about an entry, for phones always report something there.
  const onlyFixed = settable.every(({ parameter }) => parameter.emptyWire === null);
  return settable.some(({ row, parameter, draft }) => {
    if (withDrafts && draft !== undefined)
      return draft.kind === 'set' && (draft.repeat !== undefined || !isCleared(parameter, draft.value));
    if (parameter.emptyWire === null) return row.desiredCount > 0 || (onlyFixed && row.reportedCount > 0);
    const base = baseValue(row);
    return (
      (row.secret && row.desiredCount > 0) ||
      base.kind === 'different' ||
      (base.kind === 'same' && !isCleared(parameter, base.value))
    );
  });
}

const deleteWire = (action: Parameter): string | undefined =>
  action.values?.find(({ value }) => value === 'delete')?.wire;

const updateWire = (action: Parameter): string | undefined =>
  action.values?.find(({ value }) => value !== 'delete')?.wire;

/** The index for one more entry; null when the list is full. */
export function nextIndex(list: ListModel): number | null {
  const taken = new Set(list.entries.map(({ index }) => index));
  for (let index = list.first; list.last === null || index <= list.last; index += 1)
    if (!taken.has(index)) return index;
  // What is being removed makes room as well.
  return list.entries.find(({ state }) => state === 'removed')?.index ?? null;
}

/** The changes that setting values of an entry makes, by parameter id; absent values stay as they are. */
export function changeEntry(
  list: ListModel,
  index: number,
  drafts: ReadonlyMap<string, Draft | null>,
): CellChange[] {
  const changes: CellChange[] = [];
  for (const parameter of list.columns) {
    const draft = drafts.get(parameter.id);
    if (draft !== undefined) changes.push([cellAt(list, parameter, index).row, draft]);
  }
  const wire = list.action === null ? undefined : updateWire(list.action);
  if (list.action !== null && wire !== undefined && changes.some(([, draft]) => draft !== null)) {
    const { row } = cellAt(list, list.action, index);
    changes.push([row, draftFor(row, wire)]);
  }
  return changes;
}

export interface Removal {
  changes: CellChange[];
  /** Set on the phone, but no phone can clear them: they keep what they have. */
  kept: Parameter[];
}

/**
 * The changes that remove an entry: what can be cleared is set empty (an empty value clears, protocol reference, section 9),
 * and of the rest nothing is desired any longer. Phones that want to be told in words are told to delete the entry.
 */
export function removeEntry(list: ListModel, index: number): Removal {
  const { state, cells } = entryAt(list, index);
  const changes: CellChange[] = [];
  const kept: Parameter[] = [];
  const wasThere = state === 'present' || state === 'removed';
  const withdrawn = (row: ConfigurationRow): Draft | null =>
    row.desiredCount > 0 ? { kind: 'withdraw' } : null;
  for (const { row, parameter } of cells) {
    if (parameter.readOnly) continue;
    const { emptyWire } = parameter;
    if (!wasThere) changes.push([row, null]);
    else if (list.action !== null) changes.push([row, withdrawn(row)]);
    else if (emptyWire === null) {
      changes.push([row, withdrawn(row)]);
      if (baseValue(row).kind !== 'none') kept.push(parameter);
    } else changes.push([row, isEmpty(row, parameter) ? null : { kind: 'set', value: emptyWire }]);
  }
  if (list.action !== null) {
    const { row } = cellAt(list, list.action, index);
    const wire = deleteWire(list.action);
    changes.push([row, wasThere && wire !== undefined ? { kind: 'set', value: wire } : null]);
  }
  return { changes, kept };
}

function isEmpty(row: ConfigurationRow, parameter: Parameter): boolean {
  // Nobody reports a secret: it may be there.
  if (row.secret) return false;
  const base = baseValue(row);
  return base.kind === 'none' || (base.kind === 'same' && isCleared(parameter, base.value));
}

/** The changes that take all changes of an entry back. */
export function revertEntry(list: ListModel, index: number): CellChange[] {
  const { cells } = entryAt(list, index);
  const deed = list.action === null ? [] : [cellAt(list, list.action, index)];
  return [...cells, ...deed].flatMap(({ row, draft }) => (draft === undefined ? [] : [[row, null] as const]));
}

/** Whether entries can change places: what nobody can read, or what differs between clients, cannot move. */
export function canMove(list: ListModel): boolean {
  return (
    list.action === null &&
    list.structure.kind === 'entries' &&
    list.columns.every(({ secret, readOnly }) => !secret || readOnly) &&
    list.entries.every(({ cells }) => cells.every(({ value }) => value.kind !== 'different'))
  );
}

/** The changes that exchange two entries. What one of them has not, and nobody can clear, gets its default. */
export function exchangeEntries(list: ListModel, one: number, other: number): CellChange[] {
  return list.columns
    .filter(({ readOnly }) => !readOnly)
    .flatMap((parameter) => {
      const left = cellAt(list, parameter, one);
      const right = cellAt(list, parameter, other);
      return [put(left, right), put(right, left)];
    });
}

function put(target: Cell, source: Cell): CellChange {
  const { row, parameter } = target;
  const wire =
    source.value.kind === 'same' ? source.value.value : (parameter.emptyWire ?? defaultWire(parameter));
  if (wire === null) return [row, row.desiredCount > 0 ? { kind: 'withdraw' } : null];
  const base = baseValue(row);
  const isNothing = isCleared(parameter, wire) && base.kind === 'none';
  return [row, isNothing ? null : draftFor(row, wire)];
}

/** The column that tells entries apart; null where entries may be alike. */
export function keyColumn(list: ListModel): Parameter | null {
  if (list.structure.kind !== 'entries') return null;
  return (
    list.columns.find(
      ({ readOnly, secret, emptyWire, type }) =>
        !readOnly && !secret && emptyWire !== null && type !== 'certificate',
    ) ?? null
  );
}

/** Entries that say the same as one before them: index of the entry to index of the one before. */
export function duplicates(list: ListModel): Map<number, number> {
  const column = keyColumn(list);
  const found = new Map<number, number>();
  if (column === null) return found;
  const seen = new Map<string, number>();
  for (const { index, state } of list.entries) {
    if (state === 'removed') continue;
    const { value } = cellAt(list, column, index);
    if (value.kind !== 'same' || isCleared(column, value.value)) continue;
    const before = seen.get(value.value);
    if (before === undefined) seen.set(value.value, index);
    else found.set(index, before);
  }
  return found;
}
