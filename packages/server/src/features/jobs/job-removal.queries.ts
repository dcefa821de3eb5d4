import type { ClientBase, Pool } from 'pg';

/** A job that cannot be deleted yet. */
export interface RunningJob {
  readonly id: string;
  readonly type: string;
}

/** Those of the jobs that have not ended; all of the jobs stay as they are until the transaction ends. */
export async function holdAndFindRunning(tx: ClientBase, ids: readonly string[]): Promise<RunningJob[]> {
  const { rows } = await tx.query<RunningJob & { ended: boolean }>(
    `select id, type, finished_at is not null as ended from jobs
     where id = any($1::bigint[]) and deleted_at is null order by id for no key update`,
    [ids],
  );
  return rows.flatMap(({ id, type, ended }) => (ended ? [] : [{ id, type }]));
}

/** Deletes ended jobs: they are gone for everybody at once, and are removed in portions later. @returns how many */
export async function markDeleted(tx: ClientBase, ids: readonly string[], now: Date): Promise<number> {
  const { rowCount } = await tx.query(
    `update jobs set deleted_at = $2 where id = any($1::bigint[]) and deleted_at is null and finished_at is not null`,
    [ids, now],
  );
  return rowCount ?? 0;
}

/** Deletes ended jobs that were ordered before a time. @returns their ids, at most `limit` */
export async function markExpired(tx: ClientBase, before: Date, now: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `update jobs set deleted_at = $2 where id in (
       select id from jobs
       where created_at < $1 and finished_at is not null and deleted_at is null
       order by created_at, id limit $3 for no key update skip locked
     ) returning id`,
    [before, now, limit],
  );
  return rows.map(({ id }) => id);
}

/** Jobs of which something is removed in one go: those without a target left are many and small. */
const MAX_JOBS = 500;

/** A deleted job that nobody needs any more: a rollout counts its jobs for as long as it may go on. */
const UNNEEDED = `deleted_at is not null and not exists (
  select from rollout_jobs r join rollouts o on o.id = r.rollout_id where r.job_id = jobs.id and o.ended_at is null
)`;

/** Removes something of the jobs that are deleted: a portion of their targets, and those that have none left. */
export async function removeDeleted(pool: Pool, targets: number): Promise<void> {
  await pool.query(
    `delete from job_targets where id in (
       select t.id from (select id from jobs where ${UNNEEDED} order by id limit ${MAX_JOBS}) j
       join job_targets t on t.job_id = j.id order by j.id, t.id limit $1
     )`,
    [targets],
  );
  await pool.query(
    `delete from jobs where id in (
       select id from jobs
       where ${UNNEEDED} and not exists (select from job_targets t where t.job_id = jobs.id)
       order by id limit ${MAX_JOBS}
     )`,
  );
}
