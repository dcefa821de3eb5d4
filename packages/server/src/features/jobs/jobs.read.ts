import type { Catalog } from '@deskfleet/catalog';
import { isSecretItem } from '@deskfleet/protocol';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Database, Db, JobState, JobType, TargetState } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import { deploymentOf } from '../deployments/index.ts';
import type { Job } from './job.schema.ts';
import { refsOf, rolloutOf, templateOf } from './job-payload.ts';
import type { jobSortKeys } from './jobs.schema.ts';

/** Values of a job that a list shows at most. */
const MAX_LISTED_VALUES = 200;
const MAX_INITIATORS = 100;

export interface JobList extends ListWindow {
  readonly sort: (typeof jobSortKeys)[number];
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly state?: JobState | undefined;
  readonly type?: JobType | undefined;
  readonly clientId?: string | undefined;
  /** User name of who gave the order. */
  readonly initiator?: string | undefined;
  /** Only jobs that began, or are to begin, at this time or later. */
  readonly after?: string | undefined;
  /** Only jobs that began, or are to begin, before this time. */
  readonly before?: string | undefined;
  readonly recurringId?: string | undefined;
}

/** When a job began, or is to begin. */
const executedAt = sql<Date>`coalesce(jobs.started_at, jobs.planned_at)`;

/** How long a job has taken; one that is under way is counted until now. */
const duration = sql<number>`coalesce(jobs.finished_at, now()) - jobs.started_at`;

type JobsQuery<Output> = SelectQueryBuilder<Database, 'jobs', Output>;

function narrowed<Output>(query: JobsQuery<Output>, list: JobList): JobsQuery<Output> {
  let result = query.where('jobs.deletedAt', 'is', null);
  if (list.state !== undefined) result = result.where('jobs.state', '=', list.state);
  if (list.type !== undefined) result = result.where('jobs.type', '=', list.type);
  if (list.initiator !== undefined) result = result.where('jobs.initiatorName', '=', list.initiator);
  if (list.after !== undefined) result = result.where(executedAt, '>=', new Date(list.after));
  if (list.before !== undefined) result = result.where(executedAt, '<', new Date(list.before));
  if (list.recurringId !== undefined) result = result.where('jobs.recurringId', '=', list.recurringId);
  const { clientId } = list;
  if (clientId !== undefined) {
    result = result.where('jobs.id', 'in', (db) =>
      db.selectFrom('jobTargets').select('jobId').where('clientId', '=', clientId),
    );
  }
  if (list.search !== '') {
    result = result.where(
      sql<boolean>`strpos(lower(jobs.initiator_name || ' ' || jobs.type || ' ' || coalesce(jobs.payload #>> '{template,name}', '')), lower(${list.search})) > 0`,
    );
  }
  return result;
}

const jobColumns = [
  'jobs.id',
  'jobs.type',
  'jobs.state',
  'jobs.initiatorId',
  'jobs.initiatorName',
  'jobs.payload',
  'jobs.createdAt',
  'jobs.plannedAt',
  'jobs.startedAt',
  'jobs.finishedAt',
  'jobs.canceledAt',
  'jobs.timeoutSeconds',
  'jobs.targetCount',
  'jobs.origin',
  'jobs.originJobId',
  'jobs.recurringId',
] as const;

/** Targets of the jobs shown, by state; only those of jobs that have not ended are counted. */
const targetCounts = sql<Partial<Record<TargetState, number>> | null>`coalesce(jobs.target_counts, (
  select jsonb_object_agg(n.state, n.count)
  from (select t.state, count(*) as count from job_targets t where t.job_id = jobs.id group by t.state) n
))`.as('counts');

function jobRows(db: Db) {
  return db
    .selectFrom('jobs')
    .select([...jobColumns])
    .select(targetCounts);
}

type JobRow = Awaited<ReturnType<ReturnType<typeof jobRows>['execute']>>[number];

function sortOf(sort: JobList['sort']) {
  switch (sort) {
    case 'initiator':
      return sql`lower(jobs.initiator_name)`;
    case 'duration':
      return duration;
    default:
      return sql.ref(`jobs.${sort}`);
  }
}

/** Who gave orders, those with the most jobs first. */
export async function listInitiators(db: Db): Promise<{ username: string; jobs: number }[]> {
  return db
    .selectFrom('jobs')
    .select(['initiatorName as username', sql<number>`count(*)::int`.as('jobs')])
    .where('deletedAt', 'is', null)
    .groupBy('initiatorName')
    .orderBy('jobs', 'desc')
    .limit(MAX_INITIATORS)
    .execute();
}

/** One page of jobs with the number of all that match. */
export async function listJobs(
  db: Db,
  list: JobList,
  catalog: Catalog,
): Promise<{ jobs: Job[]; total: number }> {
  const page = narrowed(db.selectFrom('jobs').select('jobs.id'), list)
    .orderBy(sortOf(list.sort), (column) => (list.order === 'asc' ? column.asc() : column.desc()).nullsLast())
    .orderBy('jobs.id', list.order)
    .limit(list.pageSize)
    .offset(listOffset(list));
  const [rows, { total }] = await Promise.all([
    jobRows(db)
      .innerJoin(page.as('page'), 'page.id', 'jobs.id')
      .orderBy(sortOf(list.sort), (column) =>
        (list.order === 'asc' ? column.asc() : column.desc()).nullsLast(),
      )
      .orderBy('jobs.id', list.order)
      .execute(),
    narrowed(
      db.selectFrom('jobs').select(({ fn }) => fn.countAll<string>().as('total')),
      list,
    ).executeTakeFirstOrThrow(),
  ]);
  return { jobs: rows.map((row) => toJob(row, catalog, MAX_LISTED_VALUES)), total: Number(total) };
}

/** A job as the API tells it; undefined when there is none, or it was deleted. */
export async function findJob(db: Db, id: string, catalog: Catalog): Promise<Job | undefined> {
  const row = await jobRows(db)
    .where('jobs.id', '=', id)
    .where('jobs.deletedAt', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : toJob(row, catalog);
}

function toJob(row: JobRow, catalog: Catalog, mostValues?: number): Job {
  const counts = row.counts ?? {};
  return {
    id: row.id,
    type: row.type,
    state: row.state,
    initiator: { id: row.initiatorId, username: row.initiatorName },
    createdAt: row.createdAt.toISOString(),
    plannedAt: row.plannedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    canceledAt: row.canceledAt?.toISOString() ?? null,
    timeoutSeconds: row.timeoutSeconds,
    targetCount: row.targetCount,
    origin:
      row.origin === null ? null : { kind: row.origin, jobId: row.originJobId, recurringId: row.recurringId },
    counts: {
      waiting: counts.waiting ?? 0,
      contacting: counts.contacting ?? 0,
      busy: counts.busy ?? 0,
      'in-dialogue': counts['in-dialogue'] ?? 0,
      success: counts.success ?? 0,
      'partial-successful': counts['partial-successful'] ?? 0,
      failed: counts.failed ?? 0,
      timeout: counts.timeout ?? 0,
      canceled: counts.canceled ?? 0,
    },
    template: templateOf(row.payload),
    rollout: rolloutOf(row.payload),
    deployment: deploymentOf(row.type, row.payload),
    values: valuesOfWork(row.payload, catalog).slice(0, mostValues),
  };
}

/** What work sets, for people: without secrets. */
export function valuesOfWork(payload: object, catalog: Catalog): Job['values'] {
  return refsOf(payload).map((value) => ({
    item: value.name,
    index: value.index ?? null,
    parameterId: catalog.findParameterForValue(value.name, value.index ?? null)?.id ?? null,
    value: 'value' in value && typeof value.value === 'string' ? value.value : null,
    secret: isSecretItem(value.name),
    withdrawn: 'value' in value && value.value === null,
  }));
}

/** The last job that each recurring job has ordered, by recurring job; those without one are left out. */
export async function findLastRuns(
  db: Db,
  recurringIds: readonly string[],
): Promise<Map<string, { jobId: string; at: Date; state: JobState; ended: boolean }>> {
  if (recurringIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('jobs')
    .distinctOn('recurringId')
    .select(['recurringId', 'id', 'createdAt', 'state', 'finishedAt'])
    .where('recurringId', '=', sql<string>`any(${recurringIds}::bigint[])`)
    .where('deletedAt', 'is', null)
    .orderBy('recurringId')
    .orderBy('id', 'desc')
    .execute();
  return new Map(
    rows.map(({ recurringId, id, createdAt, state, finishedAt }) => [
      recurringId ?? '',
      { jobId: id, at: createdAt, state, ended: finishedAt !== null },
    ]),
  );
}
