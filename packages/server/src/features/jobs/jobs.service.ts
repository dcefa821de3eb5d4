import type { ClientBase, Pool } from 'pg';
import type { Clock } from '../../infra/clock/index.ts';
import { inTransaction, type JobType } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import type { TaskQueue } from '../../infra/queue/index.ts';
import { setDesired, type WantedValue } from '../values/index.ts';
import type { ConfigurePayload } from './job-payload.ts';
import {
  activateJob,
  cancelTargets,
  insertJob,
  settleJobs,
  type TargetUpdate,
  updateTargets,
} from './jobs.queries.ts';
import { wording } from './wording.ts';

export interface JobDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly queue: Pick<TaskQueue, 'enqueue'>;
  readonly events: Pick<EventHub, 'changed'>;
}

/** An order as the administrator gave it, checked; secrets sealed. */
export type JobOrder = {
  readonly clientIds: readonly string[];
  readonly initiator: { readonly id: string | null; readonly name: string };
  /** When to begin; absent: now. */
  readonly scheduledAt?: Date;
  /** Seconds after its start after which what is still open counts as timed out. */
  readonly timeoutSeconds?: number;
} & (
  | { readonly type: 'configure'; readonly values: readonly WantedValue[] }
  | { readonly type: Exclude<JobType, 'configure'> }
);

/** Orders for more clients than this start in the background: the answer does not wait for them. */
const MAX_STARTED_AT_ONCE = 1_000;
/** More contact requests than this are left to the sweep, which takes them in portions. */
const MAX_ENQUEUED_AT_ONCE = 1_000;

/** A phone that is off for the night should still get its change in the morning. */
export const DEFAULT_TIMEOUT_SECONDS = 86_400;

/**
 * Stores an order and, unless it is planned for later, starts it: all in one transaction, so there is never half a job.
 *
 * @throws AppError `job.no_clients` when none of the clients exists.
 */
export async function createJob(deps: JobDeps, order: JobOrder): Promise<string> {
  const { pool, clock, queue, events } = deps;
  const now = clock.now();
  const later = order.scheduledAt !== undefined && order.scheduledAt > now ? order.scheduledAt : undefined;
  const payload: ConfigurePayload | object = order.type === 'configure' ? { values: order.values } : {};
  const { jobId, finished } = await inTransaction(pool, async (tx) => {
    const inserted = await insertJob(
      tx,
      {
        type: order.type,
        initiatorId: order.initiator.id,
        initiatorName: order.initiator.name,
        payload,
        plannedAt: later ?? now,
        timeoutSeconds: order.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
      },
      order.clientIds,
      now,
    );
    if (inserted.targetCount === 0) {
      throw new AppError(
        'job.no_clients',
        'None of the chosen clients exists any more: choose at least one.',
      );
    }
    if (later !== undefined || inserted.targetCount > MAX_STARTED_AT_ONCE) {
      const startAfter = later === undefined ? {} : { startAfter: later };
      await queue.enqueue('jobs.start', [{ payload: { jobId: inserted.jobId }, ...startAfter }], tx);
      return { ...inserted, finished: false };
    }
    return { ...inserted, finished: await startIn(tx, deps, inserted.jobId, now) };
  });
  if (finished) await settleJobs(pool, [jobId], now);
  events.changed('jobs', [jobId]);
  events.changed('clients', order.clientIds);
  return jobId;
}

/** Starts a planned job; does nothing when it was started or canceled before. */
export async function startJob(deps: JobDeps, jobId: string): Promise<void> {
  const { pool, clock, events } = deps;
  const now = clock.now();
  const finished = await inTransaction(pool, (tx) => startIn(tx, deps, jobId, now));
  if (finished) await settleJobs(pool, [jobId], now);
  events.changed('jobs', [jobId]);
  events.changed('clients', 'all');
}

/** @returns whether the job may have ended with its start, because there was nothing to send. */
async function startIn(tx: ClientBase, { queue }: JobDeps, jobId: string, now: Date): Promise<boolean> {
  const job = await activateJob(tx, jobId, now);
  if (job === undefined) return false;
  if (job.clientIds.length === 0) return true;
  if (job.type === 'configure') {
    const { values } = job.payload as ConfigurePayload;
    await setDesired(tx, { clientIds: job.clientIds, values, accountId: job.initiatorId, jobId }, now);
    if (values.every((value) => 'value' in value && value.value === null)) {
      await closeWithNothingToSend(tx, jobId, now);
      return true;
    }
  }
  await queue.enqueue(
    'clients.request-contact',
    job.clientIds
      .slice(0, MAX_ENQUEUED_AT_ONCE)
      .map((clientId) => ({ payload: { clientId }, key: clientId })),
    tx,
  );
  return false;
}

/** Values were only withdrawn: they are no longer wanted, but the phone keeps what it has. */
async function closeWithNothingToSend(tx: ClientBase, jobId: string, now: Date): Promise<void> {
  const { rows } = await tx.query<{ id: string }>('select id from job_targets where job_id = $1 and open', [
    jobId,
  ]);
  const reason = wording('target.nothing_to_send');
  const updates = rows.map(
    ({ id }): TargetUpdate => ({ targetId: id, state: 'success', open: false, reason, events: [reason] }),
  );
  await updateTargets(tx, updates, now);
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
  const canceled = await inTransaction(pool, (tx) => cancelTargets(tx, jobId, accountName, now));
  if (!canceled) {
    const { rowCount } = await pool.query('select from jobs where id = $1', [jobId]);
    if (rowCount === 0) throw new AppError('job.not_found', `There is no job with the id ${jobId}.`);
    throw new AppError('job.already_finished', 'This job has ended already, so it cannot be canceled.');
  }
  await settleJobs(pool, [jobId], now);
  events.changed('jobs', [jobId]);
}
