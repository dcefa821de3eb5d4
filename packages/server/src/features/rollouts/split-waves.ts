import { createHash } from 'node:crypto';

/** Who gets it first, and how it goes on. */
export interface WaveRules {
  /** The first wave: some clients, the members of a group, or none apart from the steps. */
  readonly canary: { readonly count: number } | { readonly groupId: string } | null;
  /** Percent of all clients that have had it after each further wave: rising, the last is 100. */
  readonly steps: readonly number[];
}

export interface WaveClient {
  readonly id: string;
  readonly model: string;
}

export interface PlannedWave {
  readonly kind: 'canary' | 'step';
  /** Percent of all clients after this wave; null for the canary. */
  readonly percent: number | null;
  readonly clients: readonly WaveClient[];
}

/**
 * Puts clients into waves: each into one, none is left over, no wave is empty. Which ones come first is chance, but the first of
 * every model come before the others, those of the commonest model first: bad firmware of any model shows itself in the canary.
 *
 * @param inCanary members of the canary's group; of no meaning when the canary is a number
 * @param seed the same one gives the same waves
 */
export function splitWaves(
  clients: readonly WaveClient[],
  { canary, steps }: WaveRules,
  inCanary: ReadonlySet<string>,
  seed: string,
): PlannedWave[] {
  const shuffled = inOrder(clients, seed);
  const first = canary !== null && 'groupId' in canary ? shuffled.filter(({ id }) => inCanary.has(id)) : [];
  const ordered =
    first.length === 0 ? shuffled : [...first, ...shuffled.filter(({ id }) => !inCanary.has(id))];
  const canarySize = canary === null ? 0 : 'count' in canary ? canary.count : first.length;
  const waves: PlannedWave[] = [];
  let from = 0;
  const add = (kind: PlannedWave['kind'], percent: number | null, to: number) => {
    if (to <= from) return;
    waves.push({ kind, percent, clients: ordered.slice(from, to) });
    from = to;
  };
  add('canary', null, Math.min(canarySize, ordered.length));
  for (const percent of steps) add('step', percent, Math.ceil((ordered.length * percent) / 100));
  return waves;
}

function inOrder(clients: readonly WaveClient[], seed: string): WaveClient[] {
  const drawn = clients
    .map((client) => ({ client, lot: createHash('sha256').update(`${seed} ${client.id}`).digest('hex') }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .map(({ client }) => client);
  const byModel = [...Map.groupBy(drawn, ({ model }) => model).values()].sort((a, b) => b.length - a.length);
  const first = byModel.flatMap(([one]) => (one === undefined ? [] : [one]));
  const isFirst = new Set(first);
  return [...first, ...drawn.filter((client) => !isFirst.has(client))];
}
