import { useSyncExternalStore } from 'react';
import type { ValueKey } from './rows.ts';

/** A change that has not been submitted. `repeat` is the second entry of a secret. */
export type Draft = { kind: 'set'; value: string; repeat?: string } | { kind: 'withdraw' };

export type Drafts = ReadonlyMap<ValueKey, Draft>;

/** What changes are for, and where to go on with them. */
export interface DraftScope {
  /** Same key, same changes: a client's id, or the description of a selection. */
  key: string;
  label: string;
  /** Address of the configuration area. */
  href: string;
}

export interface DraftSet {
  scope: DraftScope;
  drafts: Drafts;
}

const NONE: Drafts = new Map();

/**
 * Unsubmitted changes, kept outside of the pages so that walking away loses nothing.
 *
 * In memory only: passwords among them must not get into the browser's storage.
 */
export function createDraftStore() {
  let sets: readonly DraftSet[] = [];
  const listeners = new Set<() => void>();

  const publish = (next: readonly DraftSet[]): void => {
    sets = next;
    for (const notify of listeners) notify();
  };
  const find = (key: string): DraftSet | undefined => sets.find((set) => set.scope.key === key);
  const put = (scope: DraftScope, drafts: Drafts): void => {
    const others = sets.filter((set) => set.scope.key !== scope.key);
    publish(drafts.size === 0 ? others : [...others, { scope, drafts }]);
  };

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    all: (): readonly DraftSet[] => sets,
    of: (key: string): Drafts => find(key)?.drafts ?? NONE,
    /** Sets a change, or takes it back with null. */
    change: (scope: DraftScope, value: ValueKey, draft: Draft | null): void => {
      const drafts = new Map(find(scope.key)?.drafts);
      if (draft === null) drafts.delete(value);
      else drafts.set(value, draft);
      put(scope, drafts);
    },
    discard: (key: string): void => {
      if (find(key) !== undefined) publish(sets.filter((set) => set.scope.key !== key));
    },
    discardAll: (): void => publish([]),
  };
}

export const draftStore = createDraftStore();

export function useDrafts(key: string): Drafts {
  return useSyncExternalStore(draftStore.subscribe, () => draftStore.of(key));
}

/** Everything that is changed and not submitted, wherever it is. */
export function useAllDrafts(): readonly DraftSet[] {
  return useSyncExternalStore(draftStore.subscribe, draftStore.all);
}
