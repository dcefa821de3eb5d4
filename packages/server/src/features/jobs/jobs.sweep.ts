import { inTransaction } from '../../infra/db/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { admitTransfers } from '../deployments/index.ts';
import { getJobSettings } from '../settings/index.ts';
import { holdContactPlaces } from './contact-places.queries.ts';
import { findClientsInTurn } from './contact-turns.service.ts';
import {
  closeCanceledTargets,
  closeOrphanedTargets,
  findUnsettledJobs,
  settleJobs,
  timeOutTargets,
  tryToSweep,
} from './job-end.queries.ts';
import type { JobDeps } from './job-order.ts';
import { removeOldJobs } from './job-removal.service.ts';
import { findJobsToStart, makeTargetsDue } from './job-start.queries.ts';
import { startSome } from './job-start.service.ts';

export interface SweepDeps extends JobDeps {
  readonly log: Logger;
}

const INTERVAL_MS = 1_000;
const MAX_ENDED = 2_000;
/** A job that has not got on for so long was left by a node that died, or its task was lost. */
const START_PATIENCE_MS = 30_000;
const MAX_STARTED = 5;

/**
 * What time alone brings about: phones that may fetch files now, or are due to be asked again, jobs whose time is over, clients that were deleted, jobs
 * that a dying node left half started, half canceled or unclosed. One node does it at a time.
 */
export async function sweepJobs(deps: SweepDeps): Promise<void> {
  const { pool, clock, queue, events } = deps;
  const now = clock.now();
  // Apart from the rest: phones that are about to fetch wait for whoever gives places.
  await inTransaction(pool, async (tx) => makeTargetsDue(tx, await admitTransfers(tx, now), now));
  await inTransaction(pool, async (tx) => {
    if (!(await tryToSweep(tx))) return;
    await holdContactPlaces(tx);
    const due = await findClientsInTurn(tx, await getJobSettings(tx), now);
    const tasks = due.map((clientId) => ({ payload: { clientId }, key: clientId }));
    if (tasks.length > 0) await queue.enqueue('clients.request-contact', tasks, tx);
  });
  const touched = await inTransaction(pool, async (tx) => {
    if (!(await tryToSweep(tx))) return undefined;
    const orphaned = await closeOrphanedTargets(tx, now, MAX_ENDED);
    const canceled = await closeCanceledTargets(tx, now, MAX_ENDED);
    return [...orphaned, ...canceled.jobIds, ...(await timeOutTargets(tx, now, MAX_ENDED))];
  });
  if (touched === undefined) return;
  const settled = await settleJobs(pool, [...touched, ...(await findUnsettledJobs(pool))], clock.now());
  events.changed('jobs', [...touched, ...settled, ...(await removeOldJobs(deps))]);
  const latest = new Date(now.getTime() - START_PATIENCE_MS);
  for (const jobId of await findJobsToStart(pool, latest, MAX_STARTED)) await startSome(deps, jobId);
}

/** Sweeps every second until stopped. */
export function startSweep(deps: SweepDeps): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    // While the database is slow, one sweep is enough.
    running ??= sweepJobs(deps)
      .catch((error: unknown) => deps.log.warn({ err: error }, 'the sweep of the jobs failed'))
      .finally(() => {
        running = undefined;
      });
  }, INTERVAL_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
