import type { ClientBase, Pool } from 'pg';
import type { Wording } from '../../infra/db/index.ts';
import { type TargetUpdate, updateTargets } from './target-updates.queries.ts';
import { wording } from './wording.ts';
import { germanOf } from './wording-de.ts';

/**
 * Closes those of the jobs that have no unfinished target left. Runs after the targets' transaction: of two nodes that
 * close the last two targets at once, the later one sees both. Targets are counted only when there is none left, for this
 * is asked after every few of them.
 */
export async function settleJobs(pool: Pool, jobIds: readonly string[], now: Date): Promise<string[]> {
  if (jobIds.length === 0) return [];
  const { rows } = await pool.query<{ id: string }>({
    name: 'settle-jobs',
    text: `
      with done as materialized (
        select j.id from jobs j
        where j.id = any($1::bigint[]) and j.finished_at is null and (j.state = 'active' or j.canceled_at is not null)
          and not exists (select from job_targets t where t.job_id = j.id and t.finished_at is null)
      )
      update jobs j set finished_at = $2, target_counts = n.counts, state = case
          when n.others = 0 then 'success'
          when n.counts ?| array['success', 'partial-successful'] then 'partial-successful'
          when n.counts ? 'timeout' and not n.counts ? 'failed' then 'timeout'
          else 'failed'
        end
      from done
      cross join lateral (
        select coalesce(jsonb_object_agg(s.state, s.count), '{}') as counts,
          count(*) filter (where s.state <> 'success') as others
        from (select t.state, count(*) as count from job_targets t where t.job_id = done.id group by t.state) s
      ) n
      where j.id = done.id and j.finished_at is null
      returning j.id`,
    values: [jobIds, now],
  });
  return rows.map((row) => row.id);
}

/** Active jobs of which every target is finished: a node died between the two. */
export async function findUnsettledJobs(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select j.id from jobs j
     where j.finished_at is null and (j.state = 'active' or j.canceled_at is not null)
       and not exists (select from job_targets t where t.job_id = j.id and t.finished_at is null)
     limit 100`,
  );
  return rows.map((row) => row.id);
}

/** Ends the unfinished targets of jobs whose time is over; the last reason stays readable. Answers the jobs concerned. */
export async function timeOutTargets(tx: ClientBase, now: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string; reason: Wording | null }>(
    `select t.id, t.reason from job_targets t join jobs j on j.id = t.job_id
     where j.finished_at is null and j.timeout_at <= $1 and j.held_at is null and t.finished_at is null
     order by t.id limit $2`,
    [now, limit],
  );
  const updates = rows.map((row): TargetUpdate => {
    const reason = wording(
      'job.timeout',
      row.reason === null
        ? { detail: 'the phone never called.', detailDe: 'Das Telefon hat sich nie gemeldet.' }
        : { detail: row.reason.text, detailDe: germanOf(row.reason) },
    );
    return { targetId: row.id, state: 'timeout', open: false, reason, events: [reason] };
  });
  return updateTargets(tx, updates, now);
}

/** Marks a job canceled: from now on none of its targets has any work. @returns false when it has ended or was canceled before */
export async function markCanceled(
  tx: Pool | ClientBase,
  jobId: string,
  accountName: string,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update jobs set canceled_at = $2, canceled_by = $3
     where id = $1 and finished_at is null and canceled_at is null`,
    [jobId, now, accountName],
  );
  return rowCount === 1;
}

/** Ends unfinished targets of canceled jobs, or of one of them. Answers the jobs concerned. */
export async function closeCanceledTargets(
  tx: ClientBase,
  now: Date,
  limit: number,
  jobId: string | null = null,
): Promise<{ closed: number; jobIds: string[] }> {
  const { rows } = await tx.query<{ id: string; canceled_by: string | null }>(
    `select t.id, j.canceled_by from job_targets t join jobs j on j.id = t.job_id
     where j.finished_at is null and j.canceled_at is not null and t.finished_at is null
       and ($2::bigint is null or j.id = $2)
     order by t.id limit $1`,
    [limit, jobId],
  );
  const updates = rows.map((row): TargetUpdate => {
    const reason = wording('job.canceled', { account: row.canceled_by ?? '' });
    return { targetId: row.id, state: 'canceled', open: false, reason, events: [reason] };
  });
  return { closed: rows.length, jobIds: await updateTargets(tx, updates, now) };
}

/** Ends the unfinished targets whose client has been deleted. Answers the jobs concerned. */
export async function closeOrphanedTargets(tx: ClientBase, now: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'orphaned-targets',
    text: 'select id from job_targets where client_id is null and finished_at is null order by id limit $1',
    values: [limit],
  });
  const reason = wording('target.client_deleted');
  return updateTargets(
    tx,
    rows.map((row) => ({ targetId: row.id, state: 'failed', open: false, reason, events: [reason] })),
    now,
  );
}

/** One node sweeps at a time: whether it is this one, until the transaction ends. */
export async function tryToSweep(tx: ClientBase): Promise<boolean> {
  const { rows } = await tx.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('jobs sweep', 0)) as mine`,
  );
  return rows[0]?.mine === true;
}
