import type { Draft, Drafts } from '../drafts.ts';
import type { ValueKey } from '../rows.ts';
import type { Edit } from './key-edits.ts';

/** One step back: what the values were before it. */
export interface Step {
  before: ReadonlyMap<ValueKey, Draft | null>;
  /** Steps of the same purpose one after the other are one, e.g. the letters of a label. */
  purpose: string | null;
}

export type Steps = readonly Step[];

/** Nobody goes back further, and every step holds on to what it changed. */
const MOST = 100;

/** Remembers how things were before these edits. */
export function remember(
  steps: Steps,
  edits: readonly Edit[],
  drafts: Drafts,
  purpose: string | null,
): Steps {
  const last = steps.at(-1);
  if (purpose !== null && last?.purpose === purpose) return steps;
  const before = new Map(edits.map(({ row }) => [row.key, drafts.get(row.key) ?? null]));
  return [...steps, { before, purpose }].slice(-MOST);
}
