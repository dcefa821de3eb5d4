import type { Parameter } from '../../../api/types.ts';
import { draftFor } from '../changes.ts';
import type { Draft } from '../drafts.ts';
import { baseValue, type ConfigurationRow } from '../rows.ts';
import {
  type Cell,
  differsInContent,
  FIXED_USE,
  FUNCTION,
  isEmptyKey,
  type KeyKnowledge,
  type KeyState,
  LABEL,
  OF_PLACE,
  OLD_LABEL,
} from './key-state.ts';

/** A change to one value of a key; null takes an earlier one back. */
export interface Edit {
  row: ConfigurationRow;
  draft: Draft | null;
}

export type KeyCommand = 'move' | 'copy' | 'swap';

/** What a command would do, or why it does nothing. */
export type CommandResult =
  | { kind: 'edits'; command: KeyCommand; edits: Edit[] }
  | { kind: 'locked' | 'different'; number: number }
  | { kind: 'nothing' };

const CLEAR = '0';
const PROGRAMMED = '1';
const BUILT_IN = '0';

function wireOfDefault(parameter: Parameter): string | null {
  const value = parameter.default;
  if (value === null) return null;
  if (parameter.type === 'enum') return parameter.values?.find((one) => one.value === value)?.wire ?? null;
  return String(value);
}

/** The text that stands for "nothing" in this parameter; null when it has none. */
function emptyWire(parameter: Parameter): string | null {
  if (parameter.emptyWire !== null) return parameter.emptyWire;
  return wireOfDefault(parameter) ?? (parameter.type === 'boolean' ? 'false' : null);
}

/**
 * Empties a value on the phone too, not only here: what an old function left would come back with it. Values that
 * cannot be emptied and that nobody wanted stay as they are; the phone ignores them under another function.
 */
function cleared({ parameter, row }: Cell): Edit {
  const empty = emptyWire(parameter);
  const base = baseValue(row);
  const isSet = row.secret ? row.desiredCount > 0 : base.kind !== 'none';
  // Of a secret nobody knows whether it is empty already.
  if (!isSet || (!row.secret && base.kind === 'same' && (base.value === empty || base.value === '')))
    return { row, draft: null };
  if (empty !== null) return { row, draft: { kind: 'set', value: empty } };
  return { row, draft: row.desiredCount > 0 ? { kind: 'withdraw' } : null };
}

/** Nothing where nothing was is no change. */
function isNothing({ parameter }: Cell, wire: string): boolean {
  return wire === '' || wire === parameter.emptyWire || (parameter.id === FUNCTION && wire === CLEAR);
}

function written(cell: Cell, wire: string): Edit {
  const { row } = cell;
  if (baseValue(row).kind === 'none' && isNothing(cell, wire)) return { row, draft: null };
  return { row, draft: draftFor(row, wire) };
}

/** What a function puts on a key besides its code and its label. */
type Content = ReadonlyMap<string, { wire: string } | { draft: Draft }>;

/** Takes the key's function as given; everything that is not in `content` is emptied. */
function filled(key: KeyState, functionWire: string, label: string | null, content: Content): Edit[] {
  const edits: Edit[] = [];
  for (const [id, cell] of key.cells) {
    if (id === FUNCTION) edits.push(written(cell, functionWire));
    else if (id === LABEL && label !== null) edits.push(written(cell, label));
    else if (id === OLD_LABEL && label !== null) edits.push(cleared(cell));
    else if (id === FIXED_USE && key.place.unit === 'fixed')
      edits.push(written(cell, functionWire === CLEAR ? BUILT_IN : PROGRAMMED));
    else if (!OF_PLACE.has(id)) {
      const entry = content.get(id);
      if (entry === undefined) edits.push(cleared(cell));
      else if ('draft' in entry) edits.push({ row: cell.row, draft: entry.draft });
      else edits.push(written(cell, entry.wire));
    }
  }
  return edits;
}

/**
 * Gives a key another function. The fields of the old one are emptied, those that the new one must have start with
 * their defaults; going back to the function that the key had brings its values back.
 */
export function setFunction(key: KeyState, value: string, knowledge: KeyKnowledge): Edit[] {
  const wire = knowledge.wireOfValue.get(value);
  if (wire === undefined) return [];
  const cell = key.cells.get(FUNCTION);
  const base = cell === undefined ? { kind: 'none' as const } : baseValue(cell.row);
  if (base.kind === 'same' ? base.value === wire : base.kind === 'none' && wire === CLEAR) {
    return [...key.cells]
      .filter(([id]) => !OF_PLACE.has(id) || id === FUNCTION || id === FIXED_USE)
      .map(([, { row }]) => ({ row, draft: null }));
  }
  const content = new Map<string, { wire: string }>();
  for (const { parameter: id, required } of knowledge.functions.get(value)?.fields ?? []) {
    const parameter = knowledge.parameters.get(id);
    const start = required && parameter !== undefined ? wireOfDefault(parameter) : null;
    if (start !== null) content.set(id, { wire: start });
  }
  return filled(key, wire, null, content);
}

/** Takes function, label and everything else off the key; its lock stays. */
export function clearKey(key: KeyState): Edit[] {
  return filled(key, CLEAR, '', new Map());
}

/** Takes back all changes to a key that are not submitted. */
export function revertKey(key: KeyState): Edit[] {
  return [...key.cells.values()]
    .filter(({ draft }) => draft !== undefined)
    .map(({ row }) => ({ row, draft: null }));
}

/** What travels with the function. A secret travels only while it has just been typed: stored ones cannot be read. */
function contentOf(key: KeyState, knowledge: KeyKnowledge): Content {
  const content = new Map<string, { wire: string } | { draft: Draft }>();
  for (const { parameter: id } of knowledge.functions.get(key.function ?? '')?.fields ?? []) {
    const cell = key.cells.get(id);
    if (cell === undefined) continue;
    if (!cell.row.secret) {
      if (cell.wire !== null) content.set(id, { wire: cell.wire });
    } else if (cell.draft?.kind === 'set' && cell.draft.value !== '') content.set(id, { draft: cell.draft });
  }
  return content;
}

function putOn(target: KeyState, source: KeyState, knowledge: KeyKnowledge): Edit[] {
  return filled(target, source.functionWire, source.label, contentOf(source, knowledge));
}

/**
 * Moves, copies or swaps what is on a key. Moving onto a key that is in use swaps the two, so that nothing is lost by
 * a drop. Keys locked for the user keep what they have: a slip of the hand must not change them. What is not the same on
 * several phones cannot move: nobody could tell each of them what it had elsewhere.
 */
export function applyCommand(
  command: KeyCommand,
  source: KeyState,
  target: KeyState,
  knowledge: KeyKnowledge,
): CommandResult {
  if (source.number === target.number) return { kind: 'nothing' };
  if (command !== 'swap' && isEmptyKey(source)) return { kind: 'nothing' };
  if (target.locked) return { kind: 'locked', number: target.number };
  if (differsInContent(source)) return { kind: 'different', number: source.number };
  if (command === 'copy') return { kind: 'edits', command, edits: putOn(target, source, knowledge) };
  if (source.locked) return { kind: 'locked', number: source.number };
  if (command === 'move' && isEmptyKey(target)) {
    return { kind: 'edits', command, edits: [...putOn(target, source, knowledge), ...clearKey(source)] };
  }
  if (differsInContent(target)) return { kind: 'different', number: target.number };
  return {
    kind: 'edits',
    command: 'swap',
    edits: [...putOn(target, source, knowledge), ...putOn(source, target, knowledge)],
  };
}
