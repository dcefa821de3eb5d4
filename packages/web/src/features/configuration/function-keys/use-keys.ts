import { useCallback, useMemo, useState } from 'react';
import type { Catalog, ClientKind, FunctionKeys } from '../../../api/types.ts';
import { type ConfiguredElement, modelsOf, phoneCount } from '../configured-element.ts';
import { withDraftRows } from '../draft-rows.ts';
import { type Draft, type DraftScope, draftStore, useDrafts } from '../drafts.ts';
import { buildRows, type ConfigurationRow, type Entry, type Place, rowsAt } from '../rows.ts';
import { entriesOf } from '../use-area-rows.ts';
import { type Board, buildBoard, commonLayout, keysOf, largestLayout } from './board.ts';
import { type Conflicts, findConflicts } from './key-conflicts.ts';
import type { Edit } from './key-edits.ts';
import {
  FUNCTION,
  type KeyKnowledge,
  type KeyState,
  keyRows,
  keyStates,
  knowKeys,
  type RowsAt,
} from './key-state.ts';
import type { KeyView } from './key-view.ts';
import { remember, type Steps } from './undo.ts';

/** What the picture, the list, the panel and the print all show. */
export interface Keys {
  knowledge: KeyKnowledge;
  board: Board;
  /** How many phones the keys are of; 0 for users and templates. */
  phones: number;
  /** Of several phones: what kinds they are. */
  kinds: readonly ClientKind[];
  keys: ReadonlyMap<number, KeyState>;
  conflicts: Conflicts;
  /** All lines that have unsubmitted changes, those of other parameters as well. */
  rows: readonly ConfigurationRow[];
  drafts: ReadonlyMap<string, Draft>;
  canUndo: boolean;
  /** @param purpose - equal ones one after the other are undone together */
  apply: (edits: readonly Edit[], purpose?: string) => void;
  undo: () => void;
  /** Forgets the steps, because what they would bring back was submitted or discarded. */
  forget: () => void;
}

const NO_STEPS: Steps = [];
const NO_ENTRIES: readonly Entry[] = [];
const NO_KINDS: readonly ClientKind[] = [];

/** The keys of an element with the changes that are not submitted. */
export function useKeys(
  catalog: Catalog,
  known: FunctionKeys,
  element: ConfiguredElement,
  draftScope: DraftScope,
  view: KeyView,
): Keys {
  const drafts = useDrafts(draftScope.key);
  const [steps, setSteps] = useState<Steps>(NO_STEPS);
  const { clients, scopes, values } = element;
  // A mobile user or a template has no phone that could tell which keys there are.
  const isDrawn = values?.kind === 'stored';
  const drawnModel = isDrawn ? (view.as ?? element.models?.[0]) : undefined;
  const drawnModules = view.modules ?? 0;
  const drawnKey = isDrawn ? view.key : undefined;

  const kinds = values?.kind === 'several' ? values.summary.kinds : NO_KINDS;
  const phones = modelsOf(element);
  const models = useMemo(() => new Set(phones.map(({ model }) => model)), [phones]);
  const knowledge = useMemo(() => knowKeys(catalog, known, scopes), [catalog, known, scopes]);

  const entries = useMemo(() => (values === undefined ? NO_ENTRIES : entriesOf(values)), [values]);
  const makeRows = useCallback(
    (places: readonly Place[]) => rowsAt(places, entries, clients),
    [entries, clients],
  );
  // Only which keys have changes matters here, not what they are: the board stays the same while somebody types.
  const items = useMemo(
    () => new Set([...knowledge.parameters.values()].map(({ item }) => item)),
    [knowledge],
  );
  const drafted = [...drafts.keys()].flatMap((key) => indexOf(key, items)).join();
  const board = useMemo(() => {
    const own = entries.filter(({ item }) => items.has(item));
    const functionItem = knowledge.parameters.get(FUNCTION)?.item;
    const numbers = (of: typeof own): number[] => of.flatMap(({ index }) => index ?? []);
    const drawn = new Set(drawnModel === undefined ? [] : [drawnModel]);
    const { layout, mixed } = commonLayout(isDrawn ? drawn : models, known.layouts);
    const common = mixed ? ('mixed' as const) : undefined;
    return buildBoard({
      numbering: knowledge.numbering,
      layout: isDrawn ? (layout ?? largestLayout(known.layouts)) : layout,
      drawn: isDrawn ? (layout === undefined ? 'any' : 'chosen') : common,
      modules: isDrawn ? drawnModules : mostModules(phones),
      reported: numbers(own.filter(({ item, reportedCount }) => item === functionItem && reportedCount > 0)),
      wanted: [
        ...numbers(own),
        ...drafted.split(',').filter(Boolean).map(Number),
        ...(drawnKey === undefined ? [] : [drawnKey]),
      ],
    });
  }, [
    entries,
    phones,
    models,
    known,
    knowledge,
    items,
    drafted,
    isDrawn,
    drawnModel,
    drawnModules,
    drawnKey,
  ]);

  const ownRows = useMemo(() => keyRows(knowledge, keysOf(board), makeRows), [knowledge, board, makeRows]);
  const allLocked = useMemo(() => lockRow(knowledge, makeRows), [knowledge, makeRows]);
  const lockDraft = allLocked === null ? undefined : drafts.get(allLocked.key);
  const isLocked = (lockDraft?.kind === 'set' ? lockDraft.value : lockedBy(allLocked)) === 'true';
  const keys = useMemo(
    () => keyStates(knowledge, ownRows, drafts, isLocked),
    [knowledge, ownRows, drafts, isLocked],
  );
  const conflicts = useMemo(() => findConflicts({ keys, knowledge, models }), [keys, knowledge, models]);
  const allRows = useMemo(
    () => buildRows(catalog, scopes, clients, entries),
    [catalog, scopes, clients, entries],
  );
  const rows = useMemo(
    () => withDraftRows(allRows, catalog, scopes, drafts, makeRows),
    [allRows, catalog, scopes, drafts, makeRows],
  );

  const write = (changes: Iterable<readonly [string, Draft | null]>): void => {
    for (const [key, draft] of changes) draftStore.change(draftScope, key, draft);
  };
  return {
    knowledge,
    board,
    phones: phoneCount(element),
    kinds,
    keys,
    conflicts,
    rows,
    drafts,
    canUndo: steps.length > 0,
    apply: (edits, purpose) => {
      setSteps(remember(steps, edits, drafts, purpose ?? null));
      write(edits.map(({ row, draft }) => [row.key, draft] as const));
    },
    undo: () => {
      const last = steps.at(-1);
      if (last === undefined) return;
      setSteps(steps.slice(0, -1));
      write(last.before);
    },
    forget: () => setSteps(NO_STEPS),
  };
}

function indexOf(key: string, items: ReadonlySet<string>): number[] {
  const [, item = '', index] = /^(.+)\[(\d+)\]$/.exec(key) ?? [];
  return index !== undefined && items.has(item) ? [Number(index)] : [];
}

/** The most that one of the phones has; null when none tells. */
function mostModules(phones: readonly { keyModules: number | null }[]): number | null {
  const told = phones.flatMap(({ keyModules }) => keyModules ?? []);
  return told.length === 0 ? null : Math.max(...told);
}

function lockRow(knowledge: KeyKnowledge, makeRows: RowsAt): ConfigurationRow | null {
  const parameter = knowledge.allLocked;
  if (parameter === undefined) return null;
  const place = { item: parameter.item, index: null, section: parameter.section, parameter, numbered: false };
  return makeRows([place])[0] ?? null;
}

function lockedBy(row: ConfigurationRow | null): string | null {
  if (row === null) return null;
  const value = row.desired.kind === 'none' ? row.reported : row.desired;
  // Locked on some of the phones is locked, as for the lock of a key.
  if (value.kind === 'different') return 'true';
  return value.kind === 'same' ? value.value : null;
}
