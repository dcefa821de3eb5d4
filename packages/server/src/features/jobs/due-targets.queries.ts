import type { ClientBase } from 'pg';

/** Clients with open work whose next attempt is due. */
export async function findDueClients(tx: ClientBase, now: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ client_id: string }>({
    name: 'due-clients',
    text: `
      select distinct client_id from (
        select client_id from job_targets
        where open and next_attempt_at <= $1 and client_id is not null
        order by next_attempt_at limit $2
      ) due`,
    values: [now, limit],
  });
  return rows.map((row) => row.client_id);
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
