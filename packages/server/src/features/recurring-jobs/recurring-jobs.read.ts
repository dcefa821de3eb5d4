import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import type { ClientSelection } from '../clients/index.ts';
import { findLastRuns } from '../jobs/index.ts';
import type { RecurringJob, recurringSortKeys } from './recurring-jobs.schema.ts';
import type { Schedule } from './schedule.ts';

export interface RecurringJobList extends ListWindow {
  readonly sort: (typeof recurringSortKeys)[number];
  readonly order: 'asc' | 'desc';
  readonly search: string;
}

/** One page of recurring jobs with the number of all that match. */
export async function listRecurringJobs(
  db: Db,
  list: RecurringJobList,
): Promise<{ items: RecurringJob[]; total: number }> {
  let query = db.selectFrom('recurringJobs');
  if (list.search !== '') {
    query = query.where(sql<boolean>`strpos(lower(name || ' ' || type), lower(${list.search})) > 0`);
  }
  const [rows, { total }] = await Promise.all([
    query
      .selectAll()
      .orderBy(list.sort === 'name' ? sql`lower(name)` : list.sort, (column) =>
        (list.order === 'asc' ? column.asc() : column.desc()).nullsLast(),
      )
      .orderBy('id', list.order)
      .limit(list.pageSize)
      .offset(listOffset(list))
      .execute(),
    query.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { items: await toRecurringJobs(db, rows), total: Number(total) };
}

export async function findRecurringJob(db: Db, id: string): Promise<RecurringJob | undefined> {
  const rows = await db.selectFrom('recurringJobs').selectAll().where('id', '=', id).execute();
  return (await toRecurringJobs(db, rows))[0];
}

type Row = Awaited<ReturnType<typeof selectAll>>[number];
const selectAll = (db: Db) => db.selectFrom('recurringJobs').selectAll().execute();

async function toRecurringJobs(db: Db, rows: readonly Row[]): Promise<RecurringJob[]> {
  const runs = await findLastRuns(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row): RecurringJob => {
    const run = runs.get(row.id);
    return {
      id: row.id,
      name: row.name,
      type: row.type,
      clients: row.selection as ClientSelection,
      schedule: row.schedule as Schedule,
      timeZone: row.timeZone,
      timeoutSeconds: row.timeoutSeconds,
      paused: row.paused,
      nextRunAt: row.nextRunAt?.toISOString() ?? null,
      skipped:
        row.skippedAt === null || row.skippedReason === null
          ? null
          : { at: row.skippedAt.toISOString(), reason: row.skippedReason },
      lastRun: run === undefined ? null : { jobId: run.jobId, at: run.at.toISOString(), state: run.state },
      createdBy: row.createdByName,
      version: row.version,
      updatedBy: row.updatedByName ?? row.createdByName,
      updatedAt: row.updatedAt.toISOString(),
    };
  });
}
