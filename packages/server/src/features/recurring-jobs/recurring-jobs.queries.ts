import type { ClientBase, Pool } from 'pg';
import type { ClientSelection } from '../clients/index.ts';
import type { Schedule } from './schedule.ts';

/** A recurring job as stored. */
export interface StoredRecurringJob {
  readonly id: string;
  readonly name: string;
  readonly type: RecurringType;
  readonly selection: ClientSelection;
  readonly schedule: Schedule;
  readonly timeZone: string;
  readonly timeoutSeconds: number | null;
  readonly paused: boolean;
  readonly nextRunAt: Date | null;
  readonly createdById: string | null;
  readonly createdByName: string;
  readonly version: number;
  readonly updatedAt: Date;
  /** Null: nobody has changed it since it was made. */
  readonly updatedByName: string | null;
}

export type RecurringType = 'refresh-data' | 'restart' | 'logoff';

/** Why a time came without a run. */
export type SkipReason = 'still-running' | 'no-clients' | 'nobody-logged-on';

export type RecurringContent = Omit<
  StoredRecurringJob,
  'id' | 'createdById' | 'createdByName' | 'version' | 'updatedAt' | 'updatedByName'
>;

const COLUMNS = `id, name, type, selection, schedule, time_zone as "timeZone", timeout_seconds as "timeoutSeconds", paused,
  next_run_at as "nextRunAt", created_by_id as "createdById", created_by_name as "createdByName", version,
  updated_at as "updatedAt", updated_by_name as "updatedByName"`;

const valuesOf = (content: RecurringContent) => [
  content.name,
  content.type,
  JSON.stringify(content.selection),
  JSON.stringify(content.schedule),
  content.timeZone,
  content.timeoutSeconds,
  content.paused,
  content.nextRunAt,
];

export async function insertRecurringJob(
  pool: Pool,
  content: RecurringContent,
  by: { readonly id: string; readonly name: string },
  now: Date,
): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into recurring_jobs (name, type, selection, schedule, time_zone, timeout_seconds, paused, next_run_at,
       created_by_id, created_by_name, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) returning id`,
    [...valuesOf(content), by.id, by.name, now],
  );
  return rows[0]?.id ?? '';
}

/** A recurring job, held until the transaction ends. */
export async function holdRecurringJob(tx: ClientBase, id: string): Promise<StoredRecurringJob | undefined> {
  const { rows } = await tx.query<StoredRecurringJob>(
    `select ${COLUMNS} from recurring_jobs where id = $1 for update`,
    [id],
  );
  return rows[0];
}

export async function updateRecurringJob(
  tx: ClientBase,
  id: string,
  content: RecurringContent,
  { username, now }: { readonly username: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update recurring_jobs set name = $2, type = $3, selection = $4, schedule = $5, time_zone = $6, timeout_seconds = $7,
       paused = $8, next_run_at = $9, updated_at = $10, updated_by_name = $11, version = version + 1
     where id = $1`,
    [id, ...valuesOf(content), now, username],
  );
}

export async function deleteRecurringJob(tx: ClientBase, id: string): Promise<void> {
  await tx.query('delete from recurring_jobs where id = $1', [id]);
}

/** Recurring jobs whose time has come. */
export async function findDueRecurringJobs(
  pool: Pool,
  now: Date,
  limit: number,
): Promise<StoredRecurringJob[]> {
  const { rows } = await pool.query<StoredRecurringJob>({
    name: 'due-recurring-jobs',
    text: `select ${COLUMNS} from recurring_jobs where next_run_at <= $1 order by next_run_at limit $2`,
    values: [now, limit],
  });
  return rows;
}

/** The next time; when the last one came without a run, why. */
export async function storeNextRun(
  tx: ClientBase,
  id: string,
  nextRunAt: Date,
  skipped?: { readonly at: Date; readonly reason: SkipReason },
): Promise<void> {
  await tx.query(
    'update recurring_jobs set next_run_at = $2, skipped_at = $3, skipped_reason = $4 where id = $1',
    [id, nextRunAt, skipped?.at ?? null, skipped?.reason ?? null],
  );
}
