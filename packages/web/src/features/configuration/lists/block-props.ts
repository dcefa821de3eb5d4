import type { Draft, Drafts } from '../drafts.ts';
import type { ConfigurationRow, ValueKey } from '../rows.ts';
import type { CellChange } from './list-model.ts';

/** What everything that is drawn of several lines gets from the area. */
export interface BlockProps {
  rows: readonly ConfigurationRow[];
  drafts: Drafts;
  clientCount: number;
  /** Shows what is wrong even before a field is left. */
  strict: boolean;
  /** The server's objections to changes that it did not take. */
  objections: ReadonlyMap<ValueKey, string>;
  onChange: (row: ConfigurationRow, draft: Draft | null) => void;
  onMenu: (target: Element, row: ConfigurationRow) => void;
}

export function applyChanges(
  changes: readonly CellChange[],
  onChange: (row: ConfigurationRow, draft: Draft | null) => void,
): void {
  for (const [row, draft] of changes) onChange(row, draft);
}
