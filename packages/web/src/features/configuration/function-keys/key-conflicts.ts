import { type DraftFault, draftFault } from '../changes.ts';
import { type Cell, FUNCTION, fieldsOf, type KeyKnowledge, type KeyState, PRIMARY } from './key-state.ts';

/**
 * What is not right with a key. An `error` keeps changes from being submitted; it stands only at keys that are being
 * changed, for what a phone has had all along is nobody's mistake of today.
 */
export type KeyConflict = { severity: 'error' | 'warning' } & (
  | { kind: 'fault'; cell: Cell; fault: DraftFault }
  | { kind: 'required'; cells: readonly Cell[] }
  | { kind: 'primary'; others: readonly number[] }
  | { kind: 'no-shift' }
  | { kind: 'second-level' }
  | { kind: 'model'; models: readonly string[] }
  | { kind: 'secret'; cell: Cell }
);

export type Conflicts = ReadonlyMap<number, readonly KeyConflict[]>;

interface ConflictFacts {
  keys: ReadonlyMap<number, KeyState>;
  knowledge: KeyKnowledge;
  /** Models of the phones; empty when they are not known. */
  models: ReadonlySet<string>;
}

const isEmpty = ({ wire, differs, parameter }: Cell): boolean =>
  !differs && (wire === null || wire === '' || wire === parameter.emptyWire);

/** Whether any of the phones has this function on the key. */
function mayBe(key: KeyState, value: string, knowledge: KeyKnowledge): boolean {
  const cell = key.cells.get(FUNCTION);
  if (!cell?.differs) return key.function === value;
  const { reported, desired } = cell.row;
  const wire = knowledge.wireOfValue.get(value);
  return [reported, desired].some(
    (shared) =>
      (shared.kind === 'same' && shared.value === wire) ||
      (shared.kind === 'different' && shared.values.some((one) => one.value === wire)),
  );
}

function missingFields(key: KeyState, knowledge: KeyKnowledge): Cell[][] {
  const own = knowledge.functions.get(key.function ?? '');
  if (own === undefined) return [];
  const groups = [
    ...own.fields.filter(({ required }) => required).map(({ parameter }) => [parameter]),
    ...(own.oneOf.length === 0 ? [] : [own.oneOf]),
  ];
  return groups
    .map((ids) => ids.map((id) => key.cells.get(id)).filter((cell) => cell !== undefined))
    .filter((cells) => cells.length > 0 && cells.every(isEmpty));
}

/** Secrets that a moved or new function may have lost: they cannot be read, so nobody could copy them. */
function lostSecrets(key: KeyState, knowledge: KeyKnowledge): Cell[] {
  if (key.cells.get(FUNCTION)?.draft === undefined) return [];
  const fields = fieldsOf(key, knowledge);
  const hasUser = fields.some((cell) => /user-id$/.test(cell.parameter.item) && !isEmpty(cell));
  return hasUser ? fields.filter((cell) => cell.row.secret && isEmpty(cell)) : [];
}

function conflictsOf(key: KeyState, facts: ConflictFacts, primaries: readonly number[], hasShift: boolean) {
  const { knowledge, models } = facts;
  const found: KeyConflict[] = [];
  for (const cell of key.cells.values()) {
    const fault = cell.draft === undefined ? null : draftFault(cell.row, cell.draft);
    if (fault !== null) found.push({ kind: 'fault', severity: 'error', cell, fault });
  }
  if (!key.programmed) return found;
  const severity = key.changed > 0 ? 'error' : 'warning';
  for (const cells of missingFields(key, knowledge)) found.push({ kind: 'required', severity, cells });
  if (primaries.includes(key.number) && primaries.length > 1) {
    const others = primaries.filter((number) => number !== key.number);
    found.push({ kind: 'primary', severity: 'warning', others });
  }
  for (const cell of lostSecrets(key, knowledge)) found.push({ kind: 'secret', severity: 'warning', cell });
  const own = knowledge.functions.get(key.function ?? '');
  if (own === undefined || key.function === 'none') return found;
  if (key.place.level === 2) {
    if (!hasShift) found.push({ kind: 'no-shift', severity: 'warning' });
    if (!own.secondLevel && key.function !== 'shift')
      found.push({ kind: 'second-level', severity: 'warning' });
  }
  const { models: only } = own;
  if (only !== null && models.size > 0 && ![...models].every((model) => only.includes(model)))
    found.push({ kind: 'model', severity: 'warning', models: only });
  return found;
}

/** Everything that is not right, by key; keys without a conflict are left out. */
export function findConflicts(facts: ConflictFacts): Conflicts {
  const { knowledge } = facts;
  const keys = [...facts.keys.values()];
  const primaries = keys
    .filter((key) => key.programmed && key.function === 'line' && key.cells.get(PRIMARY)?.wire === 'true')
    .map(({ number }) => number);
  // Any key of the first level: whether one of the phone also shifts its modules is not told by any source.
  const hasShift = keys.some(
    (key) => key.programmed && key.place.level === 1 && mayBe(key, 'shift', knowledge),
  );
  const found = keys.map((key) => [key.number, conflictsOf(key, facts, primaries, hasShift)] as const);
  return new Map(found.filter(([, conflicts]) => conflicts.length > 0));
}

/** The first key whose conflicts keep changes from being submitted. */
export function firstBlocked(conflicts: Conflicts): number | undefined {
  return [...conflicts].find(([, own]) => own.some(({ severity }) => severity === 'error'))?.[0];
}
