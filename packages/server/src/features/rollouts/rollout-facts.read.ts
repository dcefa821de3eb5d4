import { sql } from 'kysely';
import type { ServerContext } from '../../infra/context.ts';
import type { Db } from '../../infra/db/index.ts';
import type { WaveFacts } from './decide.ts';
import { countAway, readTallies, type Tally } from './rollout-counts.queries.ts';

/** What of a wave is counted; kept with it once nothing is open any more. */
export type WaveCounts = Pick<
  WaveFacts,
  'clients' | 'accepted' | 'success' | 'failed' | 'canceled' | 'unsent' | 'underWay' | 'notBack'
>;

/** A wave with its jobs, oldest first. */
export interface StoredWave extends WaveFacts {
  readonly kind: 'canary' | 'step';
  readonly percent: number | null;
  readonly beganAt: Date | null;
  readonly endedAt: Date | null;
  /** Its counts are final. */
  readonly hasEnded: boolean;
  readonly jobs: readonly WaveJob[];
}

export interface WaveJob {
  readonly id: string;
  readonly held: boolean;
  readonly finished: boolean;
}

export const noCounts: WaveCounts = {
  clients: 0,
  accepted: 0,
  success: 0,
  failed: 0,
  canceled: 0,
  unsent: 0,
  underWay: 0,
  notBack: 0,
};

interface WaveRow {
  readonly wave: number;
  readonly kind: 'canary' | 'step';
  readonly percent: number | null;
  readonly beganAt: Date | null;
  readonly endedAt: Date | null;
  readonly gateReachedAt: Date | null;
  readonly repeat: WaveFacts['repeat'];
  readonly counts: WaveCounts | null;
}

/**
 * The waves of a rollout with what became of their clients; the cost is that of what has changed since it was counted.
 *
 * @param notBackBefore phones that got their order before this time and are still away count as not back; null: none does
 */
export async function findWaves(
  { db, pool }: Pick<ServerContext, 'db' | 'pool'>,
  id: string,
  notBackBefore: Date | null,
): Promise<StoredWave[]> {
  const [{ rows: waves }, tallies, away, { rows: jobs }] = await Promise.all([
    sql<WaveRow>`
      select wave, kind, percent, began_at, ended_at, gate_reached_at, repeat, counts
      from rollout_waves where rollout_id = ${id} order by wave`.execute(db),
    readTallies(pool, id),
    notBackBefore === null ? new Map<number, number>() : countAway(pool, id, notBackBefore),
    sql<WaveJob & { wave: number; canceledBy: string | null }>`
      select r.wave, j.id, j.held_at is not null as held, j.finished_at is not null as finished,
        case when j.canceled_at is not null then coalesce(j.canceled_by, '') end as canceled_by
      from rollout_jobs r join jobs j on j.id = r.job_id where r.rollout_id = ${id} order by j.id`.execute(
      db,
    ),
  ]);
  return waves.map(({ wave, counts, ...row }) => {
    const now = counts ?? { ...countsOf(tallies.get(wave) ?? {}), notBack: away.get(wave) ?? 0 };
    const ofWave = jobs.filter((job) => job.wave === wave);
    return {
      ...row,
      ...now,
      begun: row.beganAt !== null,
      hasEnded: counts !== null,
      canceledBy: now.canceled > 0 ? (ofWave.at(-1)?.canceledBy ?? null) : null,
      jobs: ofWave.map((job) => ({ id: job.id, held: job.held, finished: job.finished })),
    };
  });
}

function countsOf(tally: Tally): Omit<WaveCounts, 'notBack'> {
  const { none = 0, accepted = 0, success = 0, failed = 0, canceled = 0, unsent = 0 } = tally;
  const underWay = tally['under-way'] ?? 0;
  const clients = none + success + failed + canceled + unsent + underWay;
  return { clients, accepted, success, failed, canceled, unsent, underWay };
}

/** Which clients of a wave get its order. */
export interface WaveSelection {
  readonly wave: number;
  readonly for: 'all' | 'held-back' | 'failed';
  /** With `failed`: phones that got their order before this time and are still away get it again as well. */
  readonly notBackBefore: Date | null;
}

/** Clients that are to get the order of a wave, as somebody or the rollout decided. */
export async function findClientsOfWave(
  db: Db,
  id: string,
  { wave, for: which, notBackBefore }: WaveSelection,
): Promise<string[]> {
  const states =
    which === 'held-back' ? ['canceled'] : ['canceled', 'failed', 'timeout', 'partial-successful'];
  const away = which === 'failed' ? notBackBefore : null;
  const { rows } = await sql<{ clientId: string }>`
    select m.client_id
    from rollout_clients m
    left join lateral (
      select t.state, coalesce(t.progress ->> 'sentAt', t.progress ->> 'toldAt') as sent_at
      from rollout_jobs r join job_targets t on t.job_id = r.job_id and t.client_id = m.client_id
      where r.rollout_id = m.rollout_id and r.wave = m.wave order by t.id desc limit 1
    ) t on ${which} <> 'all'
    where m.rollout_id = ${id} and m.wave = ${wave} and not m.accepted and (
      ${which} = 'all' or t.state = any(${states}::text[])
      or (t.state = 'in-dialogue' and t.sent_at::timestamptz <= ${away}::timestamptz)
    )
    order by m.client_id`.execute(db);
  return rows.map(({ clientId }) => clientId);
}
