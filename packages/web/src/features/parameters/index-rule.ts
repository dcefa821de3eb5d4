/**
 * Which instances of an item a parameter stands for: one without an index, one with a fixed index, or a range
 * (`to` null: open end).
 */
export type IndexRule =
  | { kind: 'single' }
  | { kind: 'fixed'; index: number }
  | { kind: 'range'; from: number; to: number | null };

const SINGLE: IndexRule = { kind: 'single' };

function wholeNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}

/** Reads the catalog's index rule; a form that the app does not know counts as an open range. */
export function readIndexRule(rule: unknown): IndexRule {
  if (rule === null || rule === undefined) return SINGLE;
  const fixed = wholeNumber(rule);
  if (fixed !== null) return { kind: 'fixed', index: fixed };
  if (typeof rule !== 'object') return { kind: 'range', from: 1, to: null };
  const fields: { kind?: unknown; index?: unknown; from?: unknown; to?: unknown } = rule;
  if (fields.kind === 'none' || fields.kind === 'single') return SINGLE;
  const index = wholeNumber(fields.index);
  if (index !== null) return { kind: 'fixed', index };
  return { kind: 'range', from: wholeNumber(fields.from) ?? 1, to: wholeNumber(fields.to) };
}

/** The indexes to show for a rule, given those that are known from values; null is the item without an index. */
export function indexesOf(rule: IndexRule, known: Iterable<number | null>): (number | null)[] {
  if (rule.kind === 'single') return [null];
  if (rule.kind === 'fixed') return [rule.index];
  const present = [...new Set(known)].filter((index): index is number => index !== null);
  const within = present.filter((index) => index >= rule.from && (rule.to === null || index <= rule.to));
  return within.length === 0 ? [rule.from] : within.toSorted((a, b) => a - b);
}
