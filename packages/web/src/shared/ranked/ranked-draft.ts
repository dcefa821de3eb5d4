/** What templates and groups have in common: what people call them, and which of two goes first. */
export interface RankedDraft {
  name: string;
  description: string;
  /** The smaller number goes first. */
  ranking: number;
}

export const MAX_RANKING = 999;

export type RankedFault = 'name' | 'ranking';

/** What is wrong before the server is asked. */
export function rankedFaults({ name, ranking }: Pick<RankedDraft, RankedFault>): RankedFault[] {
  const faults: RankedFault[] = [];
  if (name.trim() === '') faults.push('name');
  if (!Number.isInteger(ranking) || ranking < 1 || ranking > MAX_RANKING) faults.push('ranking');
  return faults;
}
