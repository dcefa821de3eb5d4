import type { ClientBase, Pool } from 'pg';
import type { JobType, Wording } from '../../infra/db/index.ts';
import type { DeploymentProgress } from '../deployments/index.ts';
import type { JobOrigin, TargetRemark } from './job-order.ts';
import { type TargetUpdate, updateTargets } from './target-updates.queries.ts';

/** An order about to be stored. */
export interface NewJob {
  readonly type: JobType;
  readonly initiatorId: string | null;
  readonly initiatorName: string;
  readonly payload: object;
  readonly plannedAt: Date;
  readonly timeoutSeconds: number;
  readonly origin?: JobOrigin | undefined;
}

/**
 * Stores an order with one target per client; clients that are gone meanwhile are left out. The others stay until the
 * transaction ends: whoever is just deleting one is waited for.
 */
export async function insertJob(
  tx: ClientBase,
  job: NewJob,
  clientIds: readonly string[],
  now: Date,
): Promise<{ jobId: string; targetCount: number }> {
  const inserted = await tx.query<{ id: string }>(
    `insert into jobs (type, state, initiator_id, initiator_name, payload, created_at, planned_at, timeout_seconds,
       target_count, origin, origin_job_id, recurring_id)
     values ($1, 'created', $2, $3, $4, $5, $6, $7, 0, $8, $9, $10) returning id`,
    [
      job.type,
      job.initiatorId,
      job.initiatorName,
      JSON.stringify(job.payload),
      now,
      job.plannedAt,
      job.timeoutSeconds,
      job.origin?.kind ?? null,
      job.origin !== undefined && 'jobId' in job.origin ? job.origin.jobId : null,
      job.origin?.kind === 'recurring' ? job.origin.recurringId : null,
    ],
  );
  const jobId = inserted.rows[0]?.id ?? '';
  const targets = await tx.query(
    `insert into job_targets (job_id, client_id, device_id, e164, device_type, model, state, open, created_at, updated_at)
     select $1, c.id, c.device_id, c.e164, c.device_type, c.model, 'waiting', false, $3, $3
     from clients c where c.id = any($2::bigint[]) order by c.id for key share of c`,
    [jobId, clientIds, now],
  );
  const targetCount = targets.rowCount ?? 0;
  await tx.query('update jobs set target_count = $2 where id = $1', [jobId, targetCount]);
  return { jobId, targetCount };
}

/** Targets that one statement ends or speaks of: each has its sentences in two languages. */
const PORTION = 1_000;

/** Ends targets of clients that cannot take what was ordered, each with its reason, before the job begins. */
export async function closeUnfitTargets(
  tx: ClientBase,
  jobId: string,
  reasons: ReadonlyMap<string, Wording>,
  now: Date,
): Promise<void> {
  await updateTargetsOf(tx, jobId, reasons, now, (reason) => ({
    state: 'failed',
    open: false,
    reason,
    events: [reason],
  }));
}

/** Says of targets what is known of them before the job begins. */
export async function remarkTargets(
  tx: ClientBase,
  jobId: string,
  remarks: ReadonlyMap<string, TargetRemark>,
  now: Date,
): Promise<void> {
  await updateTargetsOf(tx, jobId, remarks, now, ({ events, leftOut = {} }) => ({
    events,
    ...(Object.keys(leftOut).length === 0 ? {} : { progress: withoutFiles(leftOut) }),
  }));
}

/** The progress of a target that does not get some of the files. */
export function withoutFiles(leftOut: Readonly<Record<string, Wording>>): DeploymentProgress {
  const states = Object.entries(leftOut).map(([place, reason]) => [
    place,
    { state: 'left-out', tries: 0, reason } as const,
  ]);
  return { files: Object.fromEntries(states) };
}

/** Updates the targets of some clients of a job. */
async function updateTargetsOf<News>(
  tx: ClientBase,
  jobId: string,
  news: ReadonlyMap<string, News>,
  now: Date,
  toUpdate: (news: News) => Omit<TargetUpdate, 'targetId'>,
): Promise<void> {
  const clientIds = [...news.keys()];
  for (let from = 0; from < clientIds.length; from += PORTION) {
    const { rows } = await tx.query<{ id: string; client_id: string }>(
      'select id, client_id from job_targets where job_id = $1 and client_id = any($2::bigint[])',
      [jobId, clientIds.slice(from, from + PORTION)],
    );
    const updates = rows.flatMap((row): TargetUpdate[] => {
      const ofClient = news.get(row.client_id);
      return ofClient === undefined ? [] : [{ targetId: row.id, ...toUpdate(ofClient) }];
    });
    await updateTargets(tx, updates, now);
  }
}

export async function jobExists(pool: Pool, jobId: string): Promise<boolean> {
  const { rowCount } = await pool.query('select from jobs where id = $1 and deleted_at is null', [jobId]);
  return rowCount === 1;
}
