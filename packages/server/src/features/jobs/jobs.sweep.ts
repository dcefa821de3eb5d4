import type { Pool } from 'pg';
import type { Clock } from '../../infra/clock/index.ts';
import { inTransaction } from '../../infra/db/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import type { TaskQueue } from '../../infra/queue/index.ts';
import {
  closeOrphanedTargets,
  findDueClients,
  findUnsettledJobs,
  settleJobs,
  timeOutTargets,
} from './jobs.queries.ts';

export interface SweepDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly queue: Pick<TaskQueue, 'enqueue'>;
  readonly events: Pick<EventHub, 'changed'>;
  readonly log: Logger;
}

const INTERVAL_MS = 1_000;
const MAX_DUE = 2_000;
const MAX_ENDED = 5_000;

/**
 * What time alone brings about: phones that are due to be asked again, jobs whose time is over, clients that were deleted, jobs
 * that a dying node left unclosed. One node does it at a time.
 */
export async function sweepJobs({ pool, clock, queue, events }: SweepDeps): Promise<void> {
  const now = clock.now();
  const touched = await inTransaction(pool, async (tx) => {
    const lock = await tx.query<{ mine: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended('jobs sweep', 0)) as mine`,
    );
    if (lock.rows[0]?.mine !== true) return undefined;
    const due = await findDueClients(tx, now, MAX_DUE);
    if (due.length > 0) {
      await queue.enqueue(
        'clients.request-contact',
        due.map((clientId) => ({ payload: { clientId }, key: clientId })),
        tx,
      );
    }
    const orphaned = await closeOrphanedTargets(tx, now, MAX_ENDED);
    return [...orphaned, ...(await timeOutTargets(tx, now, MAX_ENDED))];
  });
  if (touched === undefined) return;
  const settled = await settleJobs(pool, [...touched, ...(await findUnsettledJobs(pool))], clock.now());
  events.changed('jobs', [...touched, ...settled]);
}

/** Sweeps every second until stopped. */
export function startSweep(deps: SweepDeps): { stop(): Promise<void> } {
  let stopped = false;
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(async () => {
      if (stopped) return;
      await sweepJobs(deps).catch((error: unknown) =>
        deps.log.warn({ err: error }, 'the sweep of the jobs failed'),
      );
    });
  }, INTERVAL_MS);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
