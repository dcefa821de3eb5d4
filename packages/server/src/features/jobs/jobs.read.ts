import type { Catalog } from '@deskfleet/catalog';
import { isSecretItem } from '@deskfleet/protocol';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Pool } from 'pg';
import type { Database, Db, JobState, JobType, TargetState } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import { deploymentOf, findTargetFiles } from '../deployments/index.ts';
import { refsOf, rolloutOf, templateOf } from './job-payload.ts';
import type { Job, jobSortKeys, Target } from './jobs.schema.ts';

/** Values of a job that a list shows at most. */
const MAX_LISTED_VALUES = 200;
const MAX_EVENTS = 100;

export interface JobList extends ListWindow {
  readonly sort: (typeof jobSortKeys)[number];
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly state?: JobState | undefined;
  readonly type?: JobType | undefined;
  readonly clientId?: string | undefined;
}

type JobsQuery<Output> = SelectQueryBuilder<Database, 'jobs', Output>;

function narrowed<Output>(query: JobsQuery<Output>, list: JobList): JobsQuery<Output> {
  let result = query;
  if (list.state !== undefined) result = result.where('jobs.state', '=', list.state);
  if (list.type !== undefined) result = result.where('jobs.type', '=', list.type);
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
] as const;

/** Targets of the jobs shown, by state. */
const targetCounts = sql<Partial<Record<TargetState, number>> | null>`(
  select jsonb_object_agg(n.state, n.count)
  from (select t.state, count(*) as count from job_targets t where t.job_id = jobs.id group by t.state) n
)`.as('counts');

function jobRows(db: Db) {
  return db
    .selectFrom('jobs')
    .select([...jobColumns])
    .select(targetCounts);
}

type JobRow = Awaited<ReturnType<ReturnType<typeof jobRows>['execute']>>[number];

/** One page of jobs with the number of all that match. */
export async function listJobs(
  db: Db,
  list: JobList,
  catalog: Catalog,
): Promise<{ jobs: Job[]; total: number }> {
  const page = narrowed(db.selectFrom('jobs').select('jobs.id'), list)
    .orderBy(`jobs.${list.sort}`, (column) =>
      (list.order === 'asc' ? column.asc() : column.desc()).nullsLast(),
    )
    .orderBy('jobs.id', list.order)
    .limit(list.pageSize)
    .offset(listOffset(list));
  const [rows, { total }] = await Promise.all([
    jobRows(db)
      .innerJoin(page.as('page'), 'page.id', 'jobs.id')
      .orderBy(`jobs.${list.sort}`, (column) =>
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

export async function findJob(db: Db, id: string, catalog: Catalog): Promise<Job | undefined> {
  const row = await jobRows(db).where('jobs.id', '=', id).executeTakeFirst();
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

export interface TargetList extends ListWindow {
  readonly sort: 'id' | 'e164' | 'deviceId' | 'state' | 'updatedAt';
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly state?: TargetState | undefined;
}

/** One page of the targets of a job, with their timelines. */
export async function listTargets(
  { db, pool }: { readonly db: Db; readonly pool: Pool },
  jobId: string,
  list: TargetList,
): Promise<{ targets: Target[]; total: number }> {
  let matching = db.selectFrom('jobTargets').where('jobId', '=', jobId);
  if (list.state !== undefined) matching = matching.where('state', '=', list.state);
  if (list.search !== '') {
    matching = matching.where(
      sql<boolean>`strpos(lower(e164 || ' ' || device_id || ' ' || model || ' ' || coalesce(reason ->> 'text', '')), lower(${list.search})) > 0`,
    );
  }
  const [rows, { total }] = await Promise.all([
    matching
      .select([
        'id',
        'clientId',
        'e164',
        'deviceType',
        'model',
        'deviceId',
        'state',
        'attempts',
        'reason',
        'progress',
      ])
      .select(['createdAt', 'updatedAt', 'finishedAt', 'nextAttemptAt'])
      .orderBy(list.sort, list.order)
      .orderBy('id', list.order)
      .limit(list.pageSize)
      .offset(listOffset(list))
      .execute(),
    matching.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
  ]);
  const events = await findEvents(
    db,
    rows.map((row) => row.id),
  );
  const files = await findFilesOf({ db, pool }, jobId, rows);
  const targets = rows.map(
    ({ progress: _progress, ...row }): Target => ({
      ...row,
      files: files.get(row.id) ?? [],
      reason: row.reason === null ? null : { ...row.reason, params: { ...row.reason.params } },
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
      nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
      events: events.get(row.id) ?? [],
    }),
  );
  return { targets, total: Number(total) };
}

/** The client of a target, which may have been deleted; undefined when the job has no such target. */
export function findTarget(
  db: Db,
  jobId: string,
  targetId: string,
): Promise<{ clientId: string | null } | undefined> {
  return db
    .selectFrom('jobTargets')
    .select('clientId')
    .where('id', '=', targetId)
    .where('jobId', '=', jobId)
    .executeTakeFirst();
}

/** How the files of targets stand, of a job that has any. */
async function findFilesOf(
  { db, pool }: { readonly db: Db; readonly pool: Pool },
  jobId: string,
  rows: readonly { id: string; model: string; finishedAt: Date | null; progress: object }[],
): Promise<Map<string, Target['files']>> {
  const job = await db
    .selectFrom('jobs')
    .select('payload')
    .where('id', '=', jobId)
    .where('type', '=', 'deploy-files')
    .executeTakeFirst();
  return job === undefined ? new Map() : findTargetFiles(pool, job.payload, rows);
}

/** The last events of each target, in order: a phone that is never reached has thousands. */
async function findEvents(db: Db, targetIds: readonly string[]): Promise<Map<string, Target['events']>> {
  const { rows } = await sql<{
    targetId: string;
    at: Date;
    kind: string;
    params: Readonly<Record<string, string | number>>;
    text: string;
  }>`
    select e.target_id, e.at, e.kind, e.params, e.text
    from unnest(${targetIds}::bigint[]) as t (id)
    cross join lateral (
      select * from job_target_events where target_id = t.id order by id desc limit ${MAX_EVENTS}
    ) e
    order by e.id`.execute(db);
  const events = new Map<string, Target['events']>();
  for (const { targetId, at, kind, params, text } of rows) {
    const ofTarget = events.get(targetId) ?? [];
    ofTarget.push({ at: at.toISOString(), kind, params: { ...params }, text });
    events.set(targetId, ofTarget);
  }
  return events;
}
