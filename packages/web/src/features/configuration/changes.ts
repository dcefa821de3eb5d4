import type { FieldProblem, Language, OrderedValue } from '../../api/types.ts';
import { findFault, oldPhoneFault, type ValueFault } from '../parameters/index.ts';
import type { Draft, Drafts } from './drafts.ts';
import { isBarring, type RuleNotes } from './row-rules.ts';
import { baseValue, type ConfigurationRow, type ValueKey } from './rows.ts';
import type { Shared } from './spread.ts';

/** A change as the summary shows it: old and new. */
export interface Change {
  row: ConfigurationRow;
  before: Shared<string>;
  /** New wire text; null when the desired value is withdrawn. */
  after: string | null;
}

/** The changes in the order of the area, each value once though its item may stand in two sections. */
export function summarize(rows: readonly ConfigurationRow[], drafts: Drafts): Change[] {
  const changes = new Map<string, Change>();
  for (const row of rows) {
    const draft = drafts.get(row.key);
    if (draft === undefined || changes.has(row.key)) continue;
    changes.set(row.key, {
      row,
      before: baseValue(row),
      after: draft.kind === 'set' ? draft.value : null,
    });
  }
  return [...changes.values()];
}

/** The changes as an order carries them. */
export function orderedValues(changes: readonly Change[]): OrderedValue[] {
  return changes.map(({ row, after }) => ({
    item: row.item,
    ...(row.index === null ? {} : { index: row.index }),
    value: after,
  }));
}

/**
 * The draft for an edited value; null when the edit leads back to where the editor started.
 *
 * @param wire - new wire text
 */
export function draftFor(row: ConfigurationRow, wire: string): Draft | null {
  const base = baseValue(row);
  return base.kind === 'same' && base.value === wire ? null : { kind: 'set', value: wire };
}

/** The draft that makes desired what the phones report; null where there is nothing to take over. */
export function takeOver(row: ConfigurationRow): Draft | null {
  if (row.readOnly || row.secret || row.reported.kind !== 'same') return null;
  if (row.desired.kind === 'same' && row.desired.value === row.reported.value) return null;
  return { kind: 'set', value: row.reported.value };
}

export type DraftFault = ValueFault | { kind: 'secret-empty' } | { kind: 'secret-differs' };

/**
 * Why a change cannot be submitted, or null.
 *
 * @param oldPhones - whether phones that do not understand everything in a text are among those that are edited
 */
export function draftFault(row: ConfigurationRow, draft: Draft, oldPhones = false): DraftFault | null {
  if (draft.kind === 'withdraw') return null;
  if (draft.repeat !== undefined) {
    if (draft.value === '') return { kind: 'secret-empty' };
    if (draft.value !== draft.repeat) return { kind: 'secret-differs' };
  }
  const fault = findFault(row.parameter, draft.value);
  return fault ?? (oldPhones ? oldPhoneFault(row.parameter, draft.value) : null);
}

/**
 * The server's objections to an order, by value: its field errors name a position, `values.<position>.<part>`.
 *
 * @param changes - the changes in the order in which they were sent
 * @param language - of the reader; what the server has not said in it is told in English
 */
export function objectionsOf(
  fields: readonly FieldProblem[],
  changes: readonly Change[],
  language: Language,
): Map<ValueKey, string> {
  const objections = new Map<ValueKey, string>();
  for (const { field, message, text } of fields) {
    const position = /^values\.(\d+)\b/.exec(field)?.[1];
    const change = position === undefined ? undefined : changes[Number(position)];
    if (change !== undefined && !objections.has(change.row.key))
      objections.set(change.row.key, text?.[language] ?? message);
  }
  return objections;
}

/** The first row of which the change cannot be submitted: for its value, or by a rule between parameters. */
export function firstFault(
  rows: readonly ConfigurationRow[],
  drafts: Drafts,
  notes: RuleNotes,
  oldPhones = false,
): ConfigurationRow | undefined {
  return rows.find((row) => {
    const draft = drafts.get(row.key);
    if (draft === undefined) return false;
    const note = notes.get(row.id);
    // What is withdrawn is not set, so no rule keeps anybody from it.
    const faulty = draftFault(row, draft, oldPhones) !== null;
    return faulty || (draft.kind === 'set' && note !== undefined && isBarring(note));
  });
}
