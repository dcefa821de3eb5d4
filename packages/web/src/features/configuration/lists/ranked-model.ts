import type { Parameter } from '../../../api/types.ts';
import { draftFor } from '../changes.ts';
import { type CellChange, cellAt, type ListModel } from './list-model.ts';

/** An entry of a list in an order of preference. */
export interface RankedEntry {
  index: number;
  /** Wire text of what it is, e.g. the code of a codec; null when it differs or is not known. */
  kind: string | null;
  allowed: 'yes' | 'no' | 'different' | 'unknown';
}

export interface RankedList {
  list: ListModel;
  kind: Parameter;
  allowed: Parameter;
  rank: Parameter;
  /** Further columns. */
  extras: readonly Parameter[];
  /** In the order of preference. */
  entries: readonly RankedEntry[];
  /** Nothing is known yet: the entries are what could be, and the first change sends them all. */
  proposed: boolean;
}

const ON = 'true';
const OFF = 'false';

/** A ranked list from its columns; null where one of them is missing, e.g. for a phone that does not have it. */
export function rankEntries(list: ListModel): RankedList | null {
  const settable = list.columns.filter(({ readOnly }) => !readOnly);
  const kind = settable.find(({ item }) => item.endsWith('-type'));
  const allowed = settable.find(({ type }) => type === 'boolean');
  const rank = settable.find(({ type }) => type === 'integer');
  if (kind === undefined || allowed === undefined || rank === undefined) return null;
  const extras = settable.filter((one) => one !== kind && one !== allowed && one !== rank);
  const proposed = list.entries.length === 0;
  const base = { list, kind, allowed, rank, extras, proposed };
  if (proposed) {
    const entries = (kind.values ?? []).map(({ wire }, at) => ({
      index: list.first + at,
      kind: wire,
      allowed: 'yes' as const,
    }));
    return { ...base, entries };
  }
  const ranked = list.entries.map(({ index }) => {
    const place = wireAt(list, rank, index);
    return {
      entry: { index, kind: wireAt(list, kind, index), allowed: allowedOf(list, allowed, index) },
      place: place === null ? index : Number(place),
    };
  });
  const inOrder = ranked.toSorted((a, b) => a.place - b.place || a.entry.index - b.entry.index);
  return { ...base, entries: inOrder.map(({ entry }) => entry) };
}

function wireAt(list: ListModel, parameter: Parameter, index: number): string | null {
  const { value } = cellAt(list, parameter, index);
  return value.kind === 'same' ? value.value : null;
}

function allowedOf(list: ListModel, parameter: Parameter, index: number): RankedEntry['allowed'] {
  const { value } = cellAt(list, parameter, index);
  if (value.kind === 'none') return 'unknown';
  if (value.kind === 'different') return 'different';
  return value.value === ON ? 'yes' : 'no';
}

/** The changes that switch an entry on or off. */
export function allowEntry(ranked: RankedList, index: number, allowed: boolean): CellChange[] {
  const entries = ranked.entries.map((entry) =>
    entry.index === index ? { ...entry, allowed: allowed ? ('yes' as const) : ('no' as const) } : entry,
  );
  if (ranked.proposed) return proposeAll({ ...ranked, entries });
  const { row } = cellAt(ranked.list, ranked.allowed, index);
  return [[row, draftFor(row, allowed ? ON : OFF)]];
}

/** The changes that move an entry to another place in the order, counted from 0. */
export function moveEntry(ranked: RankedList, from: number, to: number): CellChange[] {
  const { entries, list, rank } = ranked;
  const moved = entries[from];
  if (moved === undefined || from === to || to < 0 || to >= entries.length) return [];
  const order = entries.toSpliced(from, 1).toSpliced(to, 0, moved);
  if (ranked.proposed) return proposeAll({ ...ranked, entries: order });
  const known = entries.map(({ index }) => Number(wireAt(list, rank, index) ?? Number.NaN));
  const distinct = new Set(known).size === known.length && known.every(Number.isInteger);
  const places = distinct ? known.toSorted((a, b) => a - b) : known.map((_, at) => at + 1);
  return order.map(({ index }, at) => {
    const { row } = cellAt(list, rank, index);
    return [row, draftFor(row, String(places[at]))] as const;
  });
}

/** All of it, for a phone could otherwise mix its own order with a part of ours. */
function proposeAll({ list, kind, allowed, rank, entries }: RankedList): CellChange[] {
  return entries.flatMap((entry, at) => {
    const set = (parameter: Parameter, wire: string): CellChange => {
      const { row } = cellAt(list, parameter, entry.index);
      return [row, draftFor(row, wire)];
    };
    return [
      ...(entry.kind === null ? [] : [set(kind, entry.kind)]),
      set(allowed, entry.allowed === 'no' ? OFF : ON),
      set(rank, String(at + 1)),
    ];
  });
}

/** Kinds that stand in the list more than once. */
export function repeatedKinds({ entries }: RankedList): ReadonlySet<string> {
  const kinds = entries.flatMap(({ kind }) => (kind === null ? [] : [kind]));
  return new Set(kinds.filter((kind, at) => kinds.indexOf(kind) !== at));
}
