import type { Catalog, FunctionKeys, KeyFunction, Parameter } from '../../../api/types.ts';
import type { Draft, Drafts } from '../drafts.ts';
import { baseValue, type ConfigurationRow, type Place, type Shared } from '../rows.ts';
import { type KeyPlace, placeOf } from './key-number.ts';

/** Parameters that every key has (catalog, list `function-keys`). */
export const FUNCTION = '7.7.2/fpk.function';
export const LABEL = '7.7.2/fpk:label';
export const OLD_LABEL = 'other/key-label';
export const LOCKED = 'other/locked-function-keys';
export const ALL_LOCKED = 'other/default-locked-function-keys';
export const FIXED_USE = 'other/key-functionality';
export const PRIMARY = 'other/line-primary';
export const LINE_NAME = 'other/line-short-desc-unicode';

/** Parameters that stay with the place when a function moves. */
export const OF_PLACE: ReadonlySet<string> = new Set([FUNCTION, LABEL, OLD_LABEL, LOCKED, FIXED_USE]);

/** What is known of functions, ready to be looked up. */
export interface KeyKnowledge {
  /** By the value of the catalog. */
  functions: ReadonlyMap<string, KeyFunction>;
  /** The function's value by its code on the wire, and back. */
  valueOfWire: ReadonlyMap<string, string>;
  wireOfValue: ReadonlyMap<string, string>;
  numbering: FunctionKeys['numbering'];
  /** The columns of a key that can be set in these scopes, by id. */
  parameters: ReadonlyMap<string, Parameter>;
  /** The setting for keys without a lock of their own. */
  allLocked: Parameter | undefined;
}

export function knowKeys(catalog: Catalog, known: FunctionKeys, scopes: ReadonlySet<string>): KeyKnowledge {
  const available = catalog.items.filter(
    (one) => one.purpose === 'setting' && one.scopes.some((scope) => scopes.has(scope)),
  );
  const columns = available.filter((one) => one.list === 'function-keys' && one.index.kind === 'keys');
  const choices = columns.find((one) => one.id === FUNCTION)?.values ?? [];
  return {
    functions: new Map(known.functions.map((one) => [one.value, one])),
    valueOfWire: new Map(choices.map(({ wire, value }) => [wire, value])),
    wireOfValue: new Map(choices.map(({ wire, value }) => [value, wire])),
    numbering: known.numbering,
    parameters: new Map(columns.map((one) => [one.id, one])),
    allLocked: available.find((one) => one.id === ALL_LOCKED),
  };
}

/** A value of a key as it stands with the changes that are not submitted. */
export interface Cell {
  parameter: Parameter;
  row: ConfigurationRow;
  draft: Draft | undefined;
  /** Wire text; null when there is none or phones differ, for a secret also when it is set and cannot be read. */
  wire: string | null;
  /** Whether several phones have different ones. */
  differs: boolean;
}

/** One key with everything that is set on it. */
export interface KeyState {
  number: number;
  place: KeyPlace;
  cells: ReadonlyMap<string, Cell>;
  /** Its function by the value of the catalog; null for a code that the catalog does not know. */
  function: string | null;
  functionWire: string;
  /** What stands beside the key on the phone. */
  label: string;
  /** Whether the user of the phone cannot change it. */
  locked: boolean;
  /** Whether it is free to be programmed: false for a fixed key that does what is printed on it. */
  programmed: boolean;
  changed: number;
  /** Parameters in which several phones differ, as far as they matter for what the key does. */
  differs: ReadonlySet<string>;
  /** How many phones report the key. */
  reportedCount: number;
}

function currentValue(row: ConfigurationRow, draft: Draft | undefined): Shared<string> {
  if (draft?.kind === 'set') return { kind: 'same', value: draft.value };
  return draft?.kind === 'withdraw' ? row.reported : baseValue(row);
}

/** Makes the rows of certain places from what is known of the targets. */
export type RowsAt = (places: readonly Place[]) => readonly ConfigurationRow[];

/** The rows of all keys: each column of each key, whether the phone has told a value or not. */
export function keyRows(
  knowledge: KeyKnowledge,
  numbers: readonly number[],
  rowsAt: RowsAt,
): readonly ConfigurationRow[] {
  const places = numbers.flatMap((index) =>
    [...knowledge.parameters.values()].map(
      (parameter): Place => ({
        item: parameter.item,
        index,
        section: parameter.section,
        parameter,
        numbered: true,
      }),
    ),
  );
  return rowsAt(places);
}

/** All keys as they stand, by number. */
export function keyStates(
  knowledge: KeyKnowledge,
  rows: readonly ConfigurationRow[],
  drafts: Drafts,
  allLocked: boolean,
): Map<number, KeyState> {
  const byNumber = Map.groupBy(rows, (row) => row.index ?? 0);
  return new Map(
    [...byNumber].map(([number, own]) => [number, keyState(knowledge, number, own, drafts, allLocked)]),
  );
}

function keyState(
  knowledge: KeyKnowledge,
  number: number,
  rows: readonly ConfigurationRow[],
  drafts: Drafts,
  allLocked: boolean,
): KeyState {
  const cells = new Map<string, Cell>();
  for (const row of rows) {
    if (row.parameter === null) continue;
    const draft = drafts.get(row.key);
    const value = currentValue(row, draft);
    cells.set(row.parameter.id, {
      parameter: row.parameter,
      row,
      draft,
      wire: value.kind === 'same' ? value.value : null,
      differs: value.kind === 'different',
    });
  }
  const wire = (id: string): string => cells.get(id)?.wire ?? '';
  const place = placeOf(number, knowledge.numbering);
  const functionWire = cells.get(FUNCTION)?.differs ? '' : wire(FUNCTION) || '0';
  const value = knowledge.valueOfWire.get(functionWire) ?? null;
  const differs = differingIn(cells, knowledge, value);
  const own = cells.get(LOCKED)?.wire ?? null;
  const label = wire(LABEL) || wire(OLD_LABEL) || (value === 'line' ? wire(LINE_NAME) : '');
  return {
    number,
    place,
    cells,
    function: value,
    functionWire,
    label: differs.has(LABEL) ? '' : label,
    // What some of the phones keep from their users is not to be changed by a slip of the hand.
    locked: differs.has(LOCKED) || (own === null || own === '' ? allLocked : own === 'true'),
    programmed: place.unit !== 'fixed' || differs.has(FIXED_USE) || wire(FIXED_USE) === '1',
    changed: [...cells.values()].filter(({ draft }) => draft !== undefined).length,
    differs,
    reportedCount: cells.get(FUNCTION)?.row.reportedCount ?? 0,
  };
}

function differingIn(
  cells: ReadonlyMap<string, Cell>,
  knowledge: KeyKnowledge,
  value: string | null,
): ReadonlySet<string> {
  const label = cells.get(LABEL);
  // The old label counts only where there is no other.
  const labels = label === undefined || label.differs || label.wire ? [LABEL] : [LABEL, OLD_LABEL];
  const own = cells.get(FUNCTION)?.differs
    ? [...cells.keys()].filter((id) => !OF_PLACE.has(id))
    : (knowledge.functions.get(value ?? '')?.fields.map(({ parameter }) => parameter) ?? []);
  const ids = [FUNCTION, ...labels, ...own, LOCKED, FIXED_USE];
  return new Set(ids.filter((id) => cells.get(id)?.differs));
}

/** Whether nothing is on the key. */
export function isEmptyKey(key: KeyState): boolean {
  return (
    key.function === 'none' && key.label === '' && !key.differs.has(LABEL) && !key.differs.has(OLD_LABEL)
  );
}

/** Whether several phones have something else on the key, so that nobody can say what would move with it. */
export function differsInContent({ differs }: KeyState): boolean {
  return [...differs].some((id) => id !== LOCKED && id !== FIXED_USE);
}

/** The cells that the key's function uses, in the order of a form. */
export function fieldsOf(key: KeyState, knowledge: KeyKnowledge): Cell[] {
  const fields = knowledge.functions.get(key.function ?? '')?.fields ?? [];
  return fields.map(({ parameter }) => key.cells.get(parameter)).filter((cell) => cell !== undefined);
}
