import type { Parameter } from '../../api/types.ts';

export type IndexRule = Parameter['index'];

function entriesOf(rule: IndexRule, known: readonly number[]): number[] {
  const from = rule.from ?? 1;
  const within = known.filter((index) => index >= from && (rule.to === undefined || index <= rule.to));
  return within.length === 0 ? [from] : within;
}

/**
 * The instances of an item to show for a rule of the catalog; null is the item without index.
 *
 * @param known - indexes that phones reported or somebody desires
 */
export function indexesOf(rule: IndexRule, known: Iterable<number | null>): (number | null)[] {
  const present = new Set(known);
  const numbers = [...present].filter((index) => index !== null).toSorted((a, b) => a - b);
  switch (rule.kind) {
    case 'single':
      // Some phones put an index there nevertheless; the value is then known by it.
      return !present.has(null) && rule.tolerated !== undefined && present.has(rule.tolerated)
        ? [rule.tolerated]
        : [null];
    case 'fixed':
      return [rule.index ?? 1];
    case 'keys':
      return numbers;
    case 'list':
      return rule.optional === true && present.has(null) && numbers.length === 0
        ? [null]
        : entriesOf(rule, numbers);
  }
}

/** Whether the number belongs to the name of an instance. */
export function isNumbered(rule: IndexRule): boolean {
  return rule.kind === 'list' || rule.kind === 'keys';
}
