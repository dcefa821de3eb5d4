import type { Catalog, Parameter } from '../../api/types.ts';
import type { Draft, Drafts } from './drafts.ts';
import { baseValue, type ConfigurationRow } from './rows.ts';
import type { Shared } from './spread.ts';
import { type TypedValue, typedValue } from './typed-value.ts';

type Relation = Catalog['relations'][number];
type Conditional = Extract<Relation, { condition: unknown }>;
type Comparing = Exclude<Relation, Conditional>;

/** What a rule between parameters says of a row now. */
export type RuleNote =
  | {
      /** It cannot be set, it has no effect, or one of both on some of the clients. */
      kind: 'not-editable' | 'without-effect' | 'not-editable-on-some' | 'without-effect-on-some';
      other: ConfigurationRow;
      otherParameter: Parameter;
      /** Wire text of what the other one is; null when clients differ. */
      is: string | null;
      /** What it would have to be. */
      needed: readonly TypedValue[];
    }
  | { kind: 'descending' | 'equal'; other: ConfigurationRow; otherParameter: Parameter };

export type RuleNotes = ReadonlyMap<string, RuleNote>;

export const NO_NOTES: RuleNotes = new Map();

/** Whether a note keeps a change of the row from being submitted. */
export function isBarring(note: RuleNote): boolean {
  return note.kind === 'not-editable' || note.kind === 'descending' || note.kind === 'equal';
}

/** The rows of each parameter. */
export type RowsByParameter = ReadonlyMap<string, readonly ConfigurationRow[]>;

export function rowsByParameter(rows: readonly ConfigurationRow[]): RowsByParameter {
  return Map.groupBy(
    rows.filter((row) => row.parameter !== null),
    (row) => row.parameter?.id ?? '',
  );
}

/** The values that would hold afterwards: what is being set, else what is desired, else what is reported. */
function valueAfter(row: ConfigurationRow, draft: Draft | undefined): Shared<string> {
  if (draft?.kind === 'set') return { kind: 'same', value: draft.value };
  return draft?.kind === 'withdraw' ? row.reported : baseValue(row);
}

/** The row of another parameter that goes with a row: of the same entry of a list, otherwise its only one. */
function rowBeside(row: ConfigurationRow, id: string, rows: RowsByParameter): ConfigurationRow | undefined {
  const others = rows.get(id);
  const [first] = others ?? [];
  const list = first?.parameter?.list ?? null;
  if (list !== null && list === row.parameter?.list)
    return others?.find((other) => other.index === row.index);
  return first;
}

function conditionNote(
  { kind, condition }: Conditional,
  row: ConfigurationRow,
  rows: RowsByParameter,
  drafts: Drafts,
): RuleNote | null {
  const other = rowBeside(row, condition.parameter, rows);
  const otherParameter = other?.parameter;
  // Of a secret nobody knows what it is.
  if (other === undefined || otherParameter === null || otherParameter === undefined || other.secret)
    return null;
  const holds = (wire: string): boolean | undefined => {
    const value = typedValue(otherParameter, wire);
    return value === undefined ? undefined : condition.in.includes(value);
  };
  const after = valueAfter(other, drafts.get(other.key));
  const base = kind === 'editable-while' ? ('not-editable' as const) : ('without-effect' as const);
  const about = { other, otherParameter, needed: condition.in };
  if (after.kind === 'same')
    return holds(after.value) === false ? { kind: base, ...about, is: after.value } : null;
  if (after.kind === 'none' || !after.values.some(({ value }) => holds(value) === false)) return null;
  const nowhere =
    after.missing === 0 &&
    after.values.length < MAX_TOLD &&
    after.values.every(({ value }) => holds(value) === false);
  return { kind: nowhere ? base : `${base}-on-some`, ...about, is: null };
}

/** The server tells at most so many different values; there may be more. */
const MAX_TOLD = 20;

function comparisonNotes(
  { kind, parameters }: Comparing,
  rows: RowsByParameter,
  drafts: Drafts,
): [ConfigurationRow, RuleNote][] {
  const notes: [ConfigurationRow, RuleNote][] = [];
  const [first] = parameters;
  for (const start of rows.get(first ?? '') ?? []) {
    const known = parameters.flatMap((id) => {
      const row = rowBeside(start, id, rows);
      if (row?.parameter === null || row?.parameter === undefined) return [];
      const draft = drafts.get(row.key);
      const after = row.secret && draft === undefined ? null : valueAfter(row, draft);
      const value = after?.kind === 'same' ? typedValue(row.parameter, after.value) : undefined;
      const isNone =
        value === undefined || value === null || (value === 0 && row.parameter.format === 'port');
      return isNone ? [] : [{ row, parameter: row.parameter, value, isSet: draft !== undefined }];
    });
    for (const [at, one] of known.entries()) {
      for (const other of known.slice(at + 1)) {
        const broken =
          kind === 'different' ? one.value === other.value : Number(one.value) > Number(other.value);
        if (!broken || (!one.isSet && !other.isSet)) continue;
        const [shown, beside] = one.isSet ? [one, other] : [other, one];
        notes.push([
          shown.row,
          {
            kind: kind === 'different' ? 'equal' : 'descending',
            other: beside.row,
            otherParameter: beside.parameter,
          },
        ]);
      }
    }
  }
  return notes;
}

const WEIGHT: readonly RuleNote['kind'][] = [
  'not-editable',
  'descending',
  'equal',
  'not-editable-on-some',
  'without-effect',
  'without-effect-on-some',
];

/**
 * What the rules between parameters say of each row, by the row's id; of several rules the gravest.
 *
 * A rule on a value that nobody knows says nothing, as in the server.
 */
export function ruleNotes(relations: readonly Relation[], rows: RowsByParameter, drafts: Drafts): RuleNotes {
  const notes = new Map<string, RuleNote>();
  const put = (row: ConfigurationRow, note: RuleNote): void => {
    const before = notes.get(row.id);
    if (before !== undefined && WEIGHT.indexOf(before.kind) <= WEIGHT.indexOf(note.kind)) return;
    notes.set(row.id, note);
  };
  for (const relation of relations) {
    if (!('condition' in relation)) {
      for (const [row, note] of comparisonNotes(relation, rows, drafts)) put(row, note);
      continue;
    }
    for (const id of relation.parameters) {
      for (const row of rows.get(id) ?? []) {
        const note = row.readOnly ? null : conditionNote(relation, row, rows, drafts);
        if (note !== null) put(row, note);
      }
    }
  }
  return notes;
}

/** Notes of which those that say the same are the same objects as before, so that their rows need not be drawn again. */
export function keepSame(before: RuleNotes, next: RuleNotes): RuleNotes {
  const kept = new Map<string, RuleNote>();
  let changed = before.size !== next.size;
  for (const [id, note] of next) {
    const old = before.get(id);
    const same = old !== undefined && saysTheSame(old, note);
    kept.set(id, same ? old : note);
    changed ||= !same;
  }
  return changed ? kept : before;
}

function saysTheSame(one: RuleNote, other: RuleNote): boolean {
  if (one.kind !== other.kind || one.other !== other.other) return false;
  return ('is' in one ? one.is : null) === ('is' in other ? other.is : null);
}
