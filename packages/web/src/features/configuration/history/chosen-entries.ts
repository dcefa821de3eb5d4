import type { HistoryEntry } from '../../../api/types.ts';

/** Chooses an entry or lets go of it; no more than two are chosen. */
export function chooseEntry(chosen: readonly HistoryEntry[], entry: HistoryEntry): readonly HistoryEntry[] {
  if (chosen.some(({ id }) => id === entry.id)) return chosen.filter(({ id }) => id !== entry.id);
  return chosen.length < 2 ? [...chosen, entry] : chosen;
}

/** The two chosen entries, the earlier one first; null before there are two. Ids grow with time. */
export function compared(chosen: readonly HistoryEntry[]): { from: HistoryEntry; to: HistoryEntry } | null {
  const [one, other] = chosen;
  if (one === undefined || other === undefined) return null;
  return Number(one.id) < Number(other.id) ? { from: one, to: other } : { from: other, to: one };
}
