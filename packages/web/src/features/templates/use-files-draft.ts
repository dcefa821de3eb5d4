import { useState } from 'react';
import { areSameFiles, type DraftFile, type MergedFiles, mergeFiles, toDraftFiles } from './files-draft.ts';

/** What was there, what somebody else has saved meanwhile, and what becomes of the choice on top of it. */
export interface OutdatedFiles extends MergedFiles {
  before: readonly DraftFile[];
  theirs: readonly DraftFile[];
}

/** Files of a template as they were read. */
interface ReadFiles {
  /** Entity tag of the template. */
  etag: string;
  items: readonly DraftFile[];
}

/** Files of a template while they are chosen. What others save meanwhile is told, and takes nothing of the choice away. */
export function useFilesDraft({ etag, items }: ReadFiles) {
  const [base, setBase] = useState({ etag, saved: toDraftFiles(items) });
  const [draft, setDraft] = useState(base.saved);
  const [outdated, setOutdated] = useState<OutdatedFiles | null>(null);
  const isChanged = !areSameFiles(draft, base.saved);
  if (etag !== base.etag) {
    const theirs = toDraftFiles(items);
    setBase({ etag, saved: theirs });
    // Other things of the template than its files may have changed as well.
    if (!areSameFiles(theirs, base.saved)) {
      const merged = mergeFiles(base.saved, theirs, draft);
      setDraft(merged.draft);
      setOutdated(areSameFiles(merged.draft, theirs) ? null : { ...merged, before: base.saved, theirs });
    }
  }
  return {
    ...base,
    draft,
    isChanged,
    outdated: isChanged ? outdated : null,
    setDraft,
    /** Gives up what was chosen. */
    discard: (): void => {
      setDraft(base.saved);
      setOutdated(null);
    },
  };
}
