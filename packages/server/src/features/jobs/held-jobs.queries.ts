import type { ClientBase } from 'pg';
import type { Wording } from '../../infra/db/index.ts';
import { type TargetUpdate, updateTargets } from './target-updates.queries.ts';

/** States of targets of which the phone has got nothing yet. */
const UNSENT = `('waiting', 'contacting', 'busy')`;

/**
 * Holds jobs back: from the commit on nothing of them is sent to phones that have got nothing yet; the others finish. The time until
 * they are released does not count. Their targets are still due until `quietTargets` has seen to them.
 */
export async function holdJobs(tx: ClientBase, jobIds: readonly string[], now: Date): Promise<void> {
  await tx.query(
    'update jobs set held_at = $2 where id = any($1::bigint[]) and held_at is null and finished_at is null',
    [jobIds, now],
  );
}

/** Lets jobs go on that were held back, after `wakeTargets` has made their targets due. */
export async function releaseJobs(tx: ClientBase, jobIds: readonly string[], now: Date): Promise<void> {
  await tx.query(
    `update jobs set held_at = null, timeout_at = timeout_at + ($2::timestamptz - held_at)
     where id = any($1::bigint[]) and held_at is not null`,
    [jobIds, now],
  );
}

/** Phones of targets that are held back are not asked to call for them. @returns how many targets it were, at most `limit` */
export async function quietTargets(
  tx: ClientBase,
  jobIds: readonly string[],
  limit: number,
): Promise<number> {
  const { rowCount } = await tx.query(
    `update job_targets t set next_attempt_at = null
     from (
       select t.id from job_targets t join jobs j on j.id = t.job_id and j.held_at is not null
       where t.job_id = any($1::bigint[]) and t.finished_at is null and t.state in ${UNSENT} and t.next_attempt_at is not null
       order by t.id limit $2 for no key update of t
     ) held
     where t.id = held.id`,
    [jobIds, limit],
  );
  return rowCount ?? 0;
}

/** Phones of targets of jobs that were held back are asked to call. @returns how many targets it were, at most `limit` */
export async function wakeTargets(
  tx: ClientBase,
  jobIds: readonly string[],
  limit: number,
  now: Date,
): Promise<number> {
  const { rowCount } = await tx.query(
    `update job_targets t set next_attempt_at = $3
     from (
       select t.id from job_targets t
       where t.job_id = any($1::bigint[]) and t.finished_at is null and t.open and t.state in ${UNSENT}
         and t.next_attempt_at is null
       order by t.id limit $2 for no key update of t
     ) released
     where t.id = released.id`,
    [jobIds, limit, now],
  );
  return rowCount ?? 0;
}

/** Ends targets of which the phone has got nothing yet; those under way finish. @returns how many, at most `limit` */
export async function closeUnsentTargets(
  tx: ClientBase,
  jobIds: readonly string[],
  reason: Wording,
  limit: number,
  now: Date,
): Promise<number> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from job_targets
     where job_id = any($1::bigint[]) and finished_at is null and state in ${UNSENT} order by id limit $2`,
    [jobIds, limit],
  );
  const updates = rows.map(
    ({ id }): TargetUpdate => ({ targetId: id, state: 'canceled', open: false, reason, events: [reason] }),
  );
  await updateTargets(tx, updates, now);
  return rows.length;
}
