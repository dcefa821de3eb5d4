/** A draft after somebody else has changed what it is a draft of. */
export interface Merged<T> {
  /** Theirs, with what was typed over it. */
  draft: T;
  /** Fields that they have changed, or in which the draft differs from theirs. */
  differing: (keyof T)[];
  /** Fields that both have changed, to different things. */
  clashing: (keyof T)[];
}

const isSame = (one: unknown, other: unknown): boolean => inOrder(one) === inOrder(other);

/** As JSON with sorted keys: the server's answers do not all name them in the same order. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** The fields of a draft that differ from what it is a draft of. */
export function changedFields<T extends object>(base: T, draft: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(draft).filter(([field, value]) => !isSame(base[field as keyof T], value)),
  ) as Partial<T>;
}

/**
 * Brings a draft onto what is there now: fields that nobody has typed into become theirs.
 *
 * @param base - what was there when the draft was begun
 */
export function mergeDraft<T extends object>(base: T, theirs: T, mine: T): Merged<T> {
  const changed = changedFields(base, mine);
  const draft = { ...theirs, ...changed };
  const fields = Object.keys(base) as (keyof T)[];
  return {
    draft,
    differing: fields.filter(
      (field) => !isSame(base[field], theirs[field]) || !isSame(draft[field], theirs[field]),
    ),
    clashing: fields.filter(
      (field) =>
        field in changed && !isSame(base[field], theirs[field]) && !isSame(mine[field], theirs[field]),
    ),
  };
}
