import { useState } from 'react';
import { ApiError } from '../../api/problem.ts';
import type { CurrentState } from '../../api/types.ts';
import { changedFields, type Merged, mergeDraft } from './three-way.ts';

/** A draft that somebody else was faster than. */
export interface OutdatedDraft<Draft> extends Merged<Draft> {
  current: CurrentState;
  before: Draft;
  theirs: Draft;
}

export interface StoredDraft<Stored, Draft> {
  /** What the draft is one of; null: something new. */
  base: Stored | null;
  draft: Draft;
  setDraft: (draft: Draft) => void;
  /** The fields that were typed into. */
  typed: Partial<Draft>;
  /** Set from a refusal on until what was typed is given up. */
  outdated: OutdatedDraft<Draft> | null;
  /**
   * Brings the draft onto what is there now, if a refusal says that somebody else was faster: it can be sent again.
   *
   * @returns false: the refusal says something else
   */
  rebase: (refusal: unknown) => boolean;
  /** Gives up what was typed for what is there now. */
  discard: () => void;
}

/**
 * What is typed into a form of something stored. News of others do not take it away; it begins with what the form was opened with.
 *
 * @param stored - null for something new
 * @param draftOf - the form's fields; of the same fields whatever it is given
 */
export function useStoredDraft<Stored, Draft extends object>(
  stored: Stored | null,
  draftOf: (stored: Stored | null) => Draft,
): StoredDraft<Stored, Draft> {
  const [base, setBase] = useState(stored);
  const [before, setBefore] = useState(() => draftOf(stored));
  const [draft, setDraft] = useState(before);
  const [outdated, setOutdated] = useState<OutdatedDraft<Draft> | null>(null);
  return {
    base,
    draft,
    setDraft,
    typed: changedFields(before, draft),
    outdated,
    rebase: (refusal) => {
      const current = refusal instanceof ApiError ? refusal.current : null;
      if (current === null || base === null) return false;
      const now = current.state as unknown as Stored;
      const theirs = draftOf(now);
      const merged = mergeDraft(before, theirs, draft);
      setOutdated({ ...merged, current, before, theirs });
      setBase(now);
      setBefore(theirs);
      setDraft(merged.draft);
      return true;
    },
    discard: () => {
      if (outdated === null) return;
      setDraft(outdated.theirs);
      setOutdated(null);
    },
  };
}
