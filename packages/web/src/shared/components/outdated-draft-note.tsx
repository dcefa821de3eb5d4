import type { ReactNode } from 'react';
import type { StoredDraft } from '../list/use-stored-draft.ts';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';

interface OutdatedDraftNoteProps<Draft> {
  of: Pick<StoredDraft<unknown, Draft>, 'outdated' | 'discard'>;
  /** Undefined: nothing is told of this field. */
  label: (field: keyof Draft & string) => string | undefined;
  words: (field: keyof Draft & string, draft: Draft) => ReactNode;
}

/** Above a form: who was faster, and the three states of each field that differs; nothing unless somebody was. */
export function OutdatedDraftNote<Draft extends object>({
  of: { outdated, discard },
  label,
  words,
}: OutdatedDraftNoteProps<Draft>) {
  if (outdated === null) return null;
  const { current, before, theirs, draft, differing, clashing } = outdated;
  const rows = differing.flatMap((differs) => {
    const field = differs as keyof Draft & string;
    const name = label(field);
    return name === undefined
      ? []
      : [
          {
            key: field,
            label: name,
            before: words(field, before),
            theirs: words(field, theirs),
            mine: words(field, draft),
            clashes: clashing.includes(field),
          },
        ];
  });
  return <ChangedMeanwhile by={current.changedBy} at={current.changedAt} rows={rows} onReload={discard} />;
}
