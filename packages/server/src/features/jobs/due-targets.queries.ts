import type { ClientBase } from 'pg';

/** Jobs that are looked at in one go. */
const MAX_JOBS = 2_000;
/** So many jobs may fill all places alone; with more of them each offers fewer clients, for they are taken in turn anyway. */
const LARGE_JOBS = 20;
const LEAST_OFFER = 50;

/** How many clients each of so many jobs offers. */
function offerOf(jobs: number, most: number): number {
  return jobs <= LARGE_JOBS
    ? most
    : Math.min(most, Math.max(LEAST_OFFER, Math.ceil((most * LARGE_JOBS) / jobs)));
}

/**
 * Clients with open work whose next attempt is due, by job; of each job those that have waited longest. Of those that became due
 * together, any: phones of a subnet were mostly registered together, and none of the subnets is to stand in front of the others.
 *
 * @param most clients of a job
 */
export async function findDueClients(
  tx: ClientBase,
  now: Date,
  most: number,
): Promise<{ jobId: string; clientIds: string[] }[]> {
  // A walk from job to job: what is due of a large one is not read for finding the next.
  const { rows: jobs } = await tx.query<{ job_id: string }>({
    name: 'jobs-with-due-targets',
    text: `
      with recursive open_jobs as (
        (select job_id from job_targets where open order by job_id limit 1)
        union all
        select (select t.job_id from job_targets t where t.open and t.job_id > o.job_id order by t.job_id limit 1)
        from open_jobs o where o.job_id is not null
      )
      select job_id from open_jobs o
      where exists (
        select from job_targets t where t.open and t.job_id = o.job_id and t.next_attempt_at <= $1
      )
      limit $2`,
    values: [now, MAX_JOBS],
  });
  if (jobs.length === 0) return [];
  const { rows } = await tx.query<{ job_id: string; client_id: string }>({
    name: 'due-clients',
    text: `
      select t.job_id, t.client_id
      from unnest($2::bigint[]) with ordinality as j (id, place)
      cross join lateral (
        select job_id, client_id from job_targets
        where open and job_id = j.id and next_attempt_at <= $1 and client_id is not null
        order by next_attempt_at, hashint8(id) limit $3
      ) t
      order by j.place`,
    values: [now, jobs.map(({ job_id }) => job_id), offerOf(jobs.length, most)],
  });
  return [...Map.groupBy(rows, ({ job_id }) => job_id)].map(([jobId, ofJob]) => ({
    jobId,
    clientIds: ofJob.map(({ client_id }) => client_id),
  }));
}

/** Which of these clients have been asked and still have time to call, with its end. */
export async function findAwaitedClients(
  tx: ClientBase,
  clientIds: readonly string[],
  now: Date,
): Promise<Map<string, Date>> {
  const { rows } = await tx.query<{ client_id: string; until: Date }>({
    name: 'awaited-clients',
    text: `
      select client_id, max(next_attempt_at) as until from job_targets
      where client_id = any($1::bigint[]) and open and state = 'contacting' and next_attempt_at > $2
      group by client_id`,
    values: [clientIds, now],
  });
  return new Map(rows.map((row) => [row.client_id, row.until]));
}

/** Gives the due targets of clients a later attempt; one that was asked for meanwhile keeps its own. */
export async function postponeTargets(
  tx: ClientBase,
  untilByClient: ReadonlyMap<string, Date>,
  now: Date,
): Promise<void> {
  if (untilByClient.size === 0) return;
  await tx.query({
    name: 'postpone-targets',
    text: `
      with due as (
        select t.id, i.until
        from unnest($1::bigint[], $2::timestamptz[]) as i (client_id, until)
        join job_targets t on t.client_id = i.client_id
        where t.open and t.next_attempt_at <= $3 and i.until > $3
        order by t.id for no key update of t
      )
      update job_targets t set next_attempt_at = due.until from due where t.id = due.id`,
    values: [[...untilByClient.keys()], [...untilByClient.values()], now],
  });
}

/** Failures in a row that are counted at most: later ones make no difference to anybody. */
const MAX_COUNTED = 20;

/** How often in a row the phones of targets could not be reached, nothing else having happened since; none: left out. */
export async function countUnreachable(
  tx: ClientBase,
  targetIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ id: string; failures: number }>({
    name: 'count-unreachable',
    text: `
      select t.id, count(*)::int as failures
      from unnest($1::bigint[]) as t (id)
      cross join lateral (
        select kind, bool_and(kind in ('target.asked', 'target.unreachable')) over (order by id desc) as in_a_row
        from (select id, kind from job_target_events where target_id = t.id order by id desc limit $2) last
      ) e
      where e.in_a_row and e.kind = 'target.unreachable'
      group by t.id`,
    values: [targetIds, MAX_COUNTED],
  });
  return new Map(rows.map((row) => [row.id, row.failures]));
}
