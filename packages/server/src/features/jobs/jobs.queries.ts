import type { ClientBase, Pool } from 'pg';
import type { JobState, JobType, TargetState, Wording } from '../../infra/db/index.ts';
import type { ConfigurePayload, ConfigureProgress, RestartProgress } from './job-payload.ts';
import { wording } from './wording.ts';

/** An order about to be stored. */
export interface NewJob {
  readonly type: JobType;
  readonly initiatorId: string | null;
  readonly initiatorName: string;
  readonly payload: object;
  readonly plannedAt: Date;
  readonly timeoutSeconds: number;
}

/** Stores an order with one target per client; clients that are gone meanwhile are left out. */
export async function insertJob(
  tx: ClientBase,
  job: NewJob,
  clientIds: readonly string[],
  now: Date,
): Promise<{ jobId: string; targetCount: number }> {
  const inserted = await tx.query<{ id: string }>(
    `insert into jobs (type, state, initiator_id, initiator_name, payload, created_at, planned_at, timeout_seconds,
       target_count)
     values ($1, 'created', $2, $3, $4, $5, $6, $7, 0) returning id`,
    [
      job.type,
      job.initiatorId,
      job.initiatorName,
      JSON.stringify(job.payload),
      now,
      job.plannedAt,
      job.timeoutSeconds,
    ],
  );
  const jobId = inserted.rows[0]?.id ?? '';
  const targets = await tx.query(
    `insert into job_targets (job_id, client_id, device_id, e164, device_type, model, state, open, created_at, updated_at)
     select $1, c.id, c.device_id, c.e164, c.device_type, c.model, 'waiting', false, $3, $3
     from clients c where c.id = any($2::bigint[]) order by c.id`,
    [jobId, clientIds, now],
  );
  const targetCount = targets.rowCount ?? 0;
  await tx.query('update jobs set target_count = $2 where id = $1', [jobId, targetCount]);
  return { jobId, targetCount };
}

export interface StartedJob {
  readonly jobId: string;
  readonly type: JobType;
  readonly payload: object;
  readonly initiatorId: string | null;
  readonly clientIds: readonly string[];
}

/**
 * Makes a created job active and opens its targets. Undefined when it was started or canceled before: the task may be
 * repeated.
 */
export async function activateJob(tx: ClientBase, jobId: string, now: Date): Promise<StartedJob | undefined> {
  const { rows } = await tx.query<{ type: JobType; payload: object; initiator_id: string | null }>(
    `update jobs set state = 'active', started_at = $2::timestamptz, timeout_at = $2::timestamptz + make_interval(secs => timeout_seconds)
     where id = $1 and state = 'created' and canceled_at is null
     returning type, payload, initiator_id`,
    [jobId, now],
  );
  const job = rows[0];
  if (job === undefined) return undefined;
  const targets = await tx.query<{ client_id: string }>(
    `update job_targets set open = true, next_attempt_at = $2, updated_at = $2
     where job_id = $1 and finished_at is null and client_id is not null returning client_id`,
    [jobId, now],
  );
  return {
    jobId,
    type: job.type,
    payload: job.payload,
    initiatorId: job.initiator_id,
    clientIds: targets.rows.map((row) => row.client_id),
  };
}

/** An open target as the dialogue needs it. */
export type OpenTarget = {
  readonly targetId: string;
  readonly clientId: string;
  readonly updatedAt: Date;
} & (
  | { readonly type: 'configure'; readonly payload: ConfigurePayload; readonly progress: ConfigureProgress }
  | { readonly type: 'refresh-data' }
  | { readonly type: 'restart' | 'factory-reset'; readonly progress: RestartProgress }
);

interface OpenTargetRow {
  readonly id: string;
  readonly client_id: string;
  readonly updated_at: Date;
  readonly type: JobType;
  readonly payload: object;
  readonly progress: Partial<ConfigureProgress> & RestartProgress;
}

/** Everything that is open for these clients, oldest order first. */
export async function findOpenTargets(pool: Pool, clientIds: readonly string[]): Promise<OpenTarget[]> {
  const { rows } = await pool.query<OpenTargetRow>({
    name: 'open-targets',
    text: `
      select t.id, t.client_id, t.updated_at, j.type, j.payload, t.progress
      from job_targets t join jobs j on j.id = t.job_id
      where t.client_id = any($1::bigint[]) and t.open
      order by t.id`,
    values: [clientIds],
  });
  return rows.map((row): OpenTarget => {
    const target = { targetId: row.id, clientId: row.client_id, updatedAt: row.updated_at };
    switch (row.type) {
      case 'configure':
        return {
          ...target,
          type: row.type,
          payload: row.payload as ConfigurePayload,
          progress: { stored: row.progress.stored ?? [], refused: row.progress.refused ?? {} },
        };
      case 'refresh-data':
        return { ...target, type: row.type };
      default:
        return { ...target, type: row.type, progress: row.progress };
    }
  });
}

/** What became of a target; every part is optional, an open target gets its next attempt. */
export interface TargetUpdate {
  readonly targetId: string;
  readonly state?: TargetState;
  readonly open?: boolean;
  readonly progress?: object;
  readonly reason?: Wording | null;
  readonly nextAttemptAt?: Date;
  readonly countAttempt?: boolean;
  /** The update is made only while the target is in this state. */
  readonly onlyIf?: TargetState;
  readonly events?: readonly Wording[];
}

/** Applies what happened to targets, with their timelines. A finished target never changes again. Answers the jobs concerned. */
export async function updateTargets(
  tx: ClientBase,
  updates: readonly TargetUpdate[],
  now: Date,
): Promise<string[]> {
  if (updates.length === 0) return [];
  const sorted = [...updates].sort((a, b) => Number(a.targetId) - Number(b.targetId));
  const { rows } = await tx.query<{ id: string; job_id: string }>({
    name: 'update-targets',
    text: `
      update job_targets t set
        state = coalesce(i.state, t.state),
        open = coalesce(i.open, t.open),
        progress = coalesce(i.progress, t.progress),
        reason = coalesce(i.reason, t.reason),
        attempts = t.attempts + i.attempts,
        next_attempt_at = case when i.open = false then null else coalesce(i.next_attempt_at, t.next_attempt_at) end,
        finished_at = case when i.open = false then $2::timestamptz else t.finished_at end,
        updated_at = $2
      from jsonb_to_recordset($1::jsonb) as i (
        id bigint, state text, open boolean, progress jsonb, reason jsonb, attempts int, next_attempt_at timestamptz,
        only_if text
      )
      where t.id = i.id and t.finished_at is null and (i.only_if is null or t.state = i.only_if)
      returning t.id, t.job_id`,
    values: [
      JSON.stringify(
        sorted.map((update) => ({
          id: update.targetId,
          state: update.state,
          open: update.open,
          progress: update.progress,
          reason: update.reason ?? undefined,
          attempts: update.countAttempt === true ? 1 : 0,
          next_attempt_at: update.nextAttemptAt,
          only_if: update.onlyIf,
        })),
      ),
      now,
    ],
  });
  const changed = new Set(rows.map((row) => row.id));
  const events = sorted
    .filter((update) => changed.has(update.targetId))
    .flatMap((update) => (update.events ?? []).map((event) => ({ target_id: update.targetId, ...event })));
  if (events.length > 0) {
    await tx.query({
      name: 'insert-target-events',
      text: `
        insert into job_target_events (target_id, at, kind, params, text)
        select target_id, $2, code, params, text
        from jsonb_to_recordset($1::jsonb) as i (target_id bigint, code text, params jsonb, text text)`,
      values: [JSON.stringify(events), now],
    });
  }
  return [...new Set(rows.map((row) => row.job_id))];
}

/**
 * Closes those of the jobs that have no unfinished target left. Runs after the targets' transaction: of two nodes that
 * close the last two targets at once, the later one sees both.
 */
export async function settleJobs(pool: Pool, jobIds: readonly string[], now: Date): Promise<string[]> {
  if (jobIds.length === 0) return [];
  const { rows } = await pool.query<{ id: string }>({
    name: 'settle-jobs',
    text: `
      update jobs j set finished_at = $2, state = case
          when n.success = n.total then 'success'
          when n.success + n.partial > 0 then 'partial-successful'
          when n.timeout > 0 and n.failed = 0 then 'timeout'
          else 'failed'
        end
      from unnest($1::bigint[]) as i (id)
      cross join lateral (
        select count(*) as total,
          count(*) filter (where t.state = 'success') as success,
          count(*) filter (where t.state = 'partial-successful') as partial,
          count(*) filter (where t.state = 'timeout') as timeout,
          count(*) filter (where t.state = 'failed') as failed
        from job_targets t where t.job_id = i.id
      ) n
      where j.id = i.id and j.finished_at is null and (j.state = 'active' or j.canceled_at is not null)
        and not exists (select from job_targets t where t.job_id = i.id and t.finished_at is null)
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

/** Ends the open targets of jobs whose time is over; the last reason stays readable. Answers the jobs concerned. */
export async function timeOutTargets(tx: ClientBase, now: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string; reason: Wording | null }>(
    `select t.id, t.reason from job_targets t join jobs j on j.id = t.job_id
     where j.finished_at is null and j.timeout_at <= $1 and t.finished_at is null
     order by t.id limit $2`,
    [now, limit],
  );
  const updates = rows.map((row): TargetUpdate => {
    const reason = wording('job.timeout', { detail: row.reason?.text ?? 'the phone never called.' });
    return { targetId: row.id, state: 'timeout', open: false, reason, events: [reason] };
  });
  return updateTargets(tx, updates, now);
}

/** Marks a job canceled and ends its unfinished targets; undefined when it has ended before. */
export async function cancelTargets(
  tx: ClientBase,
  jobId: string,
  accountName: string,
  now: Date,
): Promise<boolean> {
  const marked = await tx.query(
    'update jobs set canceled_at = $2 where id = $1 and finished_at is null and canceled_at is null',
    [jobId, now],
  );
  if (marked.rowCount !== 1) return false;
  const { rows } = await tx.query<{ id: string }>(
    'select id from job_targets where job_id = $1 and finished_at is null order by id',
    [jobId],
  );
  const reason = wording('job.canceled', { account: accountName });
  await updateTargets(
    tx,
    rows.map((row) => ({ targetId: row.id, state: 'canceled', open: false, reason, events: [reason] })),
    now,
  );
  return true;
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

/** Clients with open work whose next attempt is due. */
export async function findDueClients(tx: ClientBase, now: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ client_id: string }>({
    name: 'due-clients',
    text: `
      select client_id from job_targets
      where open and next_attempt_at <= $1 and client_id is not null
      group by client_id order by min(next_attempt_at) limit $2`,
    values: [now, limit],
  });
  return rows.map((row) => row.client_id);
}

/** Open targets of clients, to record what came of a contact request; with `dueAt` only those that are due then. */
export async function findOpenTargetIds(
  tx: ClientBase | Pool,
  clientIds: readonly string[],
  dueAt?: Date,
): Promise<{ targetId: string; clientId: string }[]> {
  const { rows } = await tx.query<{ targetId: string; clientId: string }>({
    name: 'open-target-ids',
    text: `select id as "targetId", client_id as "clientId" from job_targets where client_id = any($1::bigint[]) and open
        and ($2::timestamptz is null or next_attempt_at <= $2)`,
    values: [clientIds, dueAt ?? null],
  });
  return rows;
}

export type { JobState };
