import type { TemplateFile } from '../../api/types.ts';
import { mergeDraft } from '../../shared/list/three-way.ts';

/** A file of a template while its files are being chosen. */
export type DraftFile = Pick<TemplateFile, 'fileId' | 'action'>;

/** What a template does with a file; null: it does not have it. */
export type FileWish = DraftFile['action'] | null;

export const toDraftFiles = (files: readonly DraftFile[]): DraftFile[] =>
  files.map(({ fileId, action }) => ({ fileId, action }));

export const wishOf = (files: readonly DraftFile[], id: string): FileWish =>
  files.find(({ fileId }) => fileId === id)?.action ?? null;

/** Whether they are the same files with the same actions, in whatever order. */
export function areSameFiles(some: readonly DraftFile[], others: readonly DraftFile[]): boolean {
  return (
    some.length === others.length && some.every(({ fileId, action }) => wishOf(others, fileId) === action)
  );
}

export interface MergedFiles {
  /** Theirs, with what was chosen over it. */
  draft: DraftFile[];
  /** Ids of files that they have changed, or in which the draft differs from theirs. */
  differing: string[];
  /** Ids of files that both have changed, to different things. */
  clashing: string[];
}

/**
 * Brings chosen files onto what somebody else has saved meanwhile.
 *
 * @param base - what was there when the choice was begun
 */
export function mergeFiles(
  base: readonly DraftFile[],
  theirs: readonly DraftFile[],
  mine: readonly DraftFile[],
): MergedFiles {
  const ids = [...new Set([...theirs, ...mine, ...base].map(({ fileId }) => fileId))];
  const wishes = (files: readonly DraftFile[]): Record<string, FileWish> =>
    Object.fromEntries(ids.map((id) => [id, wishOf(files, id)]));
  const merged = mergeDraft(wishes(base), wishes(theirs), wishes(mine));
  return {
    draft: ids.flatMap((fileId) => {
      const action = merged.draft[fileId] ?? null;
      return action === null ? [] : [{ fileId, action }];
    }),
    differing: ids.filter((id) => merged.differing.includes(id)),
    clashing: ids.filter((id) => merged.clashing.includes(id)),
  };
}
