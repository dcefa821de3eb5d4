import type { ClientBase, Pool } from 'pg';
import type { JobType, Wording } from '../../infra/db/index.ts';

export interface StartedJob {
  readonly type: JobType;
  readonly payload: object;
  readonly initiatorId: string | null;
  readonly initiatorName: string;
  /** It was not active before. */
  readonly isNew: boolean;
}

/**
 * Makes a created job active, and holds it until the transaction ends, so that nobody cancels it or opens its targets at the
 * same time. Undefined when it has ended, was canceled or is held back.
 */
export async function activateJob(tx: ClientBase, jobId: string, now: Date): Promise<StartedJob | undefined> {
  const { rows } = await tx.query<{
    state: string;
    type: JobType;
    payload: object;
    initiator_id: string | null;
    initiator_name: string;
  }>(
    `select state, type, payload, initiator_id, initiator_name from jobs
     where id = $1 and state in ('created', 'active') and finished_at is null and canceled_at is null and held_at is null
     for no key update`,
    [jobId],
  );
  const [job] = rows;
  if (job === undefined) return undefined;
  const isNew = job.state === 'created';
  if (isNew) {
    await tx.query(
      `update jobs set state = 'active', started_at = $2::timestamptz,
         timeout_at = $2::timestamptz + make_interval(secs => timeout_seconds)
       where id = $1`,
      [jobId, now],
    );
  }
  const { type, payload, initiator_id: initiatorId, initiator_name: initiatorName } = job;
  return { type, payload, initiatorId, initiatorName, isNew };
}

/** A target that has just been opened. */
export interface OpenedTarget {
  readonly targetId: string;
  readonly clientId: string;
  /** What was known of it before; empty: nothing. */
  readonly progress: object;
}

/** Opens the next targets of an active job that are not open yet. */
export async function openTargets(
  tx: ClientBase,
  jobId: string,
  now: Date,
  limit: number,
): Promise<OpenedTarget[]> {
  const { rows } = await tx.query<OpenedTarget>(
    `update job_targets t set open = true, next_attempt_at = $2, updated_at = $2
     from (
       select id from job_targets
       where job_id = $1 and finished_at is null and not open and client_id is not null
       order by id limit $3 for no key update
     ) next
     where t.id = next.id
     returning t.id as "targetId", t.client_id as "clientId", t.progress`,
    [jobId, now, limit],
  );
  return rows;
}

/** Jobs that should have been started before `latest` and have targets that are not open: whoever was at it is gone. */
export async function findJobsToStart(pool: Pool, latest: Date, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select j.id from jobs j
     where j.finished_at is null and j.canceled_at is null and j.held_at is null and j.state in ('created', 'active')
       and greatest(j.planned_at, j.started_at) <= $1
       and exists (
         select from job_targets t
         where t.job_id = j.id and t.finished_at is null and not t.open and t.client_id is not null
       )
     order by j.id limit $2`,
    [latest, limit],
  );
  return rows.map((row) => row.id);
}

/** Lets open targets wait until something wakes them, with the reason. */
export async function letTargetsWait(
  tx: ClientBase,
  targetIds: readonly string[],
  reason: Wording,
): Promise<void> {
  if (targetIds.length === 0) return;
  await tx.query({
    name: 'let-targets-wait',
    text: 'update job_targets set next_attempt_at = null, reason = $2 where id = any($1::bigint[]) and open',
    values: [targetIds, JSON.stringify(reason)],
  });
}

/** Phones of waiting targets are to be asked to call now, if they should not be already. */
export async function makeTargetsDue(tx: ClientBase, targetIds: readonly string[], now: Date): Promise<void> {
  if (targetIds.length === 0) return;
  await tx.query({
    name: 'make-targets-due',
    text: `
      update job_targets set next_attempt_at = $2
      where id = any($1::bigint[]) and open and (next_attempt_at is null or next_attempt_at > $2)`,
    values: [targetIds, now],
  });
}
