import type { ClientBase } from 'pg';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { storeJobFiles } from '../deployments/index.ts';
import { getJobSettings } from '../settings/index.ts';
import { closeCanceledTargets, markCanceled, settleJobs } from './job-end.queries.ts';
import { type JobDeps, type JobOrder, payloadOf } from './job-order.ts';
import { START_PORTION, startPortion } from './job-start.service.ts';
import { closeUnfitTargets, insertJob, jobExists, remarkTargets } from './new-jobs.queries.ts';

const CANCEL_PORTION = 1_000;

/**
 * Stores an order and, unless it is planned for later, starts it: all in one transaction, so there is never half a job.
 *
 * @throws AppError `job.no_clients` when none of the clients exists.
 */
export async function createJob(deps: JobDeps, order: JobOrder): Promise<string> {
  const stored = await inTransaction(deps.pool, (tx) => storeJob(tx, deps, order));
  await announceJob(deps, order, stored);
  return stored.jobId;
}

/** A job that has been stored and has still to be announced. */
export interface StoredJob {
  readonly jobId: string;
  readonly mayHaveEnded: boolean;
}

/** `createJob` in the transaction of what the order belongs to; `announceJob` follows when that has been committed. */
export async function storeJob(tx: ClientBase, deps: JobDeps, order: JobOrder): Promise<StoredJob> {
  const { clock, queue, catalog } = deps;
  const now = clock.now();
  const later = order.scheduledAt !== undefined && order.scheduledAt > now ? order.scheduledAt : undefined;
  const { jobId, targetCount } = await insertJob(
    tx,
    {
      type: order.type,
      initiatorId: order.initiator.id,
      initiatorName: order.initiator.name,
      payload: payloadOf(order, catalog.current()),
      plannedAt: later ?? now,
      origin: order.origin,
      timeoutSeconds: order.timeoutSeconds ?? (await getJobSettings(tx)).timeoutSeconds,
    },
    order.clientIds,
    now,
  );
  if (targetCount === 0) {
    throw new AppError('job.no_clients', 'None of the chosen clients exists any more: choose at least one.');
  }
  if (order.type === 'deploy-files') await storeJobFiles(tx, jobId, order.deployment.files);
  if (order.remarks !== undefined) await remarkTargets(tx, jobId, order.remarks, now);
  if (order.unfit !== undefined) await closeUnfitTargets(tx, jobId, order.unfit, now);
  if (later !== undefined || targetCount > START_PORTION || bringsChange(order)) {
    const startAfter = later === undefined ? {} : { startAfter: later };
    await queue.enqueue('jobs.start', [{ payload: { jobId }, ...startAfter }], tx);
    return { jobId, mayHaveEnded: false };
  }
  const { mayHaveEnded } = await startPortion(tx, deps, jobId, now);
  return { jobId, mayHaveEnded };
}

/**
 * Whoever changes a template holds it, and phones that get it at this moment wait for that: so the clients are left alone until the
 * change has been committed.
 */
function bringsChange(order: JobOrder): boolean {
  return order.type === 'configure' && order.template?.chooses === false;
}

/** Tells of a job that has been stored, and closes it when there was nothing to do. */
export async function announceJob(
  { pool, clock, events }: JobDeps,
  { clientIds }: Pick<JobOrder, 'clientIds'>,
  { jobId, mayHaveEnded }: StoredJob,
): Promise<void> {
  if (mayHaveEnded) await settleJobs(pool, [jobId], clock.now());
  events.changed('jobs', [jobId]);
  events.changed('clients', clientIds);
}

/**
 * Ends a job: what is done stays done, what is open is not done any more. A message that is under way at this moment
 * is still answered, but its target stays canceled.
 *
 * @throws AppError `job.not_found`, `job.already_finished`
 */
export async function cancelJob(deps: JobDeps, jobId: string, accountName: string): Promise<void> {
  const { pool, clock, events } = deps;
  const now = clock.now();
  if (!(await markCanceled(pool, jobId, accountName, now))) {
    if (!(await jobExists(pool, jobId))) {
      throw new AppError('job.not_found', `There is no job with the id ${jobId}.`);
    }
    throw new AppError('job.already_finished', 'This job has ended already, so it cannot be canceled.');
  }
  // Should this node die now, the sweep goes on with it.
  const closeSome = (tx: ClientBase) => closeCanceledTargets(tx, now, CANCEL_PORTION, jobId);
  while ((await inTransaction(pool, closeSome)).closed === CANCEL_PORTION);
  await settleJobs(pool, [jobId], now);
  events.changed('jobs', [jobId]);
}
