import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { Db, TargetState } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import { findTargetFiles } from '../deployments/index.ts';
import type { Target } from './job.schema.ts';
import type { targetSortKeys } from './jobs.schema.ts';

const MAX_EVENTS = 100;

/** What narrows the targets of a job. */
export interface TargetFilter {
  readonly search: string;
  readonly state?: TargetState | undefined;
}

export interface TargetList extends ListWindow, TargetFilter {
  readonly sort: (typeof targetSortKeys)[number];
  readonly order: 'asc' | 'desc';
}

export function narrowedTargets(db: Db, jobId: string, { state, search }: TargetFilter) {
  let matching = db.selectFrom('jobTargets').where('jobId', '=', jobId);
  if (state !== undefined) matching = matching.where('state', '=', state);
  if (search !== '') {
    matching = matching.where(
      sql<boolean>`(
        strpos(lower(e164 || ' ' || device_id || ' ' || model || ' ' || coalesce(reason ->> 'text', '')), lower(${search})) > 0
        or client_id in (
          select u.key::bigint from jobs j cross join lateral jsonb_each(j.payload -> 'users') u
          where j.id = ${jobId} and strpos(u.value ->> 'e164', ${search}) > 0
        )
      )`,
    );
  }
  return matching;
}

/** One page of the targets of a job, with their timelines. */
export async function listTargets(
  { db, pool }: { readonly db: Db; readonly pool: Pool },
  jobId: string,
  list: TargetList,
): Promise<{ targets: Target[]; total: number }> {
  const matching = narrowedTargets(db, jobId, list);
  const [rows, total] = await Promise.all([
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
    countTargets(db, jobId, list),
  ]);
  const events = await findEvents(
    db,
    rows.map((row) => row.id),
  );
  const [files, users] = await Promise.all([
    findFilesOf({ db, pool }, jobId, rows),
    findUsersOf(db, jobId, rows),
  ]);
  const targets = rows.map(
    ({ progress: _progress, ...row }): Target => ({
      ...row,
      user: users.get(row.clientId ?? '') ?? null,
      files: files.get(row.id) ?? [],
      reason: row.reason === null ? null : { ...row.reason, params: { ...row.reason.params } },
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
      nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
      events: events.get(row.id) ?? [],
    }),
  );
  return { targets, total };
}

/** How many targets match; those of the whole job were counted when it was ordered. */
async function countTargets(db: Db, jobId: string, filter: TargetFilter): Promise<number> {
  if (filter.search === '' && filter.state === undefined) {
    const job = await db.selectFrom('jobs').select('targetCount').where('id', '=', jobId).executeTakeFirst();
    return job?.targetCount ?? 0;
  }
  const { total } = await narrowedTargets(db, jobId, filter)
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** Whom a job logs on or off, by client; nobody for other jobs. */
export async function findUsersOf(
  db: Db,
  jobId: string,
  targets: readonly { readonly clientId: string | null }[],
): Promise<Map<string, NonNullable<Target['user']>>> {
  const clientIds = targets.flatMap(({ clientId }) => clientId ?? []);
  const { rows } = await sql<{ clientId: string; id: string | null; e164: string }>`
    select o.key as client_id, u.id, o.value ->> 'e164' as e164
    from jobs j
    cross join lateral jsonb_each(j.payload -> 'users') o
    left join users u on u.id = (o.value ->> 'id')::bigint
    where j.id = ${jobId} and j.type in ('logon', 'logoff') and o.key = any(${clientIds}::text[])`.execute(
    db,
  );
  return new Map(rows.map(({ clientId, ...user }) => [clientId, user]));
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
