import type { ClientBase, Pool } from 'pg';
import { getDeploymentSettings, getJobSettings } from '../settings/index.ts';

/** A phone that has been asked to come for its files has this long; afterwards others have its place. */
const ADMITTED_SECONDS = 180;
/** A transfer of which nobody sees or hears the end, as from another server, holds its place for this long. */
const BEGUN_SECONDS = 30 * 60;

/** Those that have a place. */
const PLACED = `state in ('admitted', 'begun')`;

/** Whoever gives places waits for each other: a place is never given twice. */
const LOCK = `select pg_advisory_xact_lock(hashtextextended('transfers', 0))`;

const SUBNET = `
  case when family(k.address::inet) = 4 then network(set_masklen(k.address::inet, $3::int))
    else network(set_masklen(k.address::inet, $4::int)) end::text`;

/** Lets targets wait for their place, those that came first at the head. */
export async function queueTransfers(tx: ClientBase, targetIds: readonly string[], now: Date): Promise<void> {
  if (targetIds.length === 0) return;
  const { subnetPrefixIpv4, subnetPrefixIpv6 } = await getJobSettings(tx);
  await tx.query({
    name: 'queue-transfers',
    text: `
      insert into transfers (target_id, client_id, subnet, state, since)
      select t.id, t.client_id, ${SUBNET}, 'queued', $2
      from job_targets t join client_contacts k on k.client_id = t.client_id
      where t.id = any($1::bigint[]) order by t.id
      on conflict (target_id) do nothing`,
    values: [targetIds, now, subnetPrefixIpv4, subnetPrefixIpv6],
  });
}

/** Whether the phones of targets may fetch files now; no more than a look, for others may be faster. */
export async function findRoom(db: Pool | ClientBase, targetIds: readonly string[]): Promise<Set<string>> {
  if (targetIds.length === 0) return new Set();
  const { maxTransfers, maxTransfersPerSubnet } = await getDeploymentSettings(db);
  const { rows } = await db.query<{ target_id: string }>({
    name: 'find-transfer-room',
    text: `
      select t.target_id from transfers t
      where t.target_id = any($1::bigint[]) and (
        t.${PLACED}
        or ((select count(*) from transfers b where b.${PLACED}) < $2
          and (select count(*) from transfers b where b.${PLACED} and b.subnet = t.subnet) < $3)
      )`,
    values: [targetIds, maxTransfers, maxTransfersPerSubnet],
  });
  return new Set(rows.map((row) => row.target_id));
}

/** Gives places to targets whose phones are about to fetch. @returns those for which there was none any more */
export async function beginTransfers(
  tx: ClientBase,
  targetIds: readonly string[],
  now: Date,
): Promise<Set<string>> {
  if (targetIds.length === 0) return new Set();
  await tx.query(LOCK);
  const room = await findRoom(tx, targetIds);
  const refused = new Set(targetIds.filter((targetId) => !room.has(targetId)));
  await tx.query({
    name: 'begin-transfers',
    text: `
      update transfers set state = 'begun', since = $2::timestamptz, until = $2::timestamptz + make_interval(secs => $3)
      where target_id = any($1::bigint[])`,
    values: [[...room], now, BEGUN_SECONDS],
  });
  return refused;
}

/** Takes places back from targets whose phones fetch nothing for now, and lets them stand in the queue as before. */
export async function pauseTransfers(tx: ClientBase, targetIds: readonly string[]): Promise<void> {
  if (targetIds.length === 0) return;
  await tx.query({
    name: 'pause-transfers',
    text: `
      update transfers set state = 'queued', until = null
      where target_id = any($1::bigint[]) and state <> 'queued'`,
    values: [targetIds],
  });
}

/**
 * Gives up places of targets that have ended, whose phones have fetched all that they were told of, and of which nothing was heard
 * for too long.
 */
async function clearTransfers(tx: ClientBase, now: Date): Promise<void> {
  await tx.query({
    name: 'clear-transfers',
    text: `
      delete from transfers t using job_targets j
      where t.state <> 'queued' and j.id = t.target_id and j.finished_at is not null`,
  });
  await tx.query({
    name: 'release-transfers',
    text: `
      update transfers t set state = 'fetched', until = null
      from transfers b join job_targets j on j.id = b.target_id, lateral (
        select count(*) as files, count(*) filter (where not exists (
            select from file_downloads d
            where d.target_id = b.target_id and d.file_id = f.file_id and d.state = 'completed'
              and d.range_start + d.bytes = d.size and d.started_at >= b.since
          )) as missing
        from jsonb_each(j.progress -> 'files') p (place, said)
        join job_files f on f.job_id = j.job_id and f.place = p.place::int
        where p.said ->> 'state' = 'told' and f.action = 'deploy'
      ) told
      where b.state = 'begun' and t.target_id = b.target_id and told.files > 0 and told.missing = 0`,
  });
  await tx.query({
    name: 'requeue-transfers',
    text: `
      update transfers set state = 'queued', since = $1, until = null
      where ${PLACED} and until <= $1`,
    values: [now],
  });
  await tx.query({
    name: 'drop-ended-transfers',
    text: `
      with recursive ${SUBNETS}
      delete from transfers t using subnets s, lateral (
        select w.target_id from transfers w
        where w.state = 'queued' and w.subnet = s.subnet order by w.since, w.target_id limit ${ENDED_AT_ONCE}
      ) head, job_targets j
      where t.target_id = head.target_id and j.id = head.target_id and j.finished_at is not null`,
  });
}

/** Phones of one subnet that are looked at to find out who is next. */
const CANDIDATES = 200;
/** Targets of a subnet that may leave the queue at once because they have ended; a canceled job has many. */
const ENDED_AT_ONCE = 2_000;
/** Subnets in which somebody waits, found one after the other by the index. */
const SUBNETS = `subnets as (
  (select subnet from transfers where state = 'queued' order by subnet limit 1)
  union all
  select (select t.subnet from transfers t where t.state = 'queued' and t.subnet > s.subnet order by t.subnet limit 1)
  from subnets s where s.subnet is not null
)`;

/** Gives free places to those that wait longest. @returns targets whose phones may come */
export async function admitTransfers(tx: ClientBase, now: Date): Promise<string[]> {
  await tx.query(LOCK);
  const { maxTransfers, maxTransfersPerSubnet } = await getDeploymentSettings(tx);
  await clearTransfers(tx, now);
  const { rows } = await tx.query<{ target_id: string }>({
    name: 'admit-transfers',
    text: `
      with recursive ${SUBNETS}, waiting as (
        select q.target_id, q.since, q.place, s.subnet
        from subnets s
        cross join lateral (
          select w.target_id, w.since, row_number() over (order by w.since, w.target_id) as place
          from (
            select t.target_id, t.since from transfers t
            where t.state = 'queued' and t.subnet = s.subnet order by t.since, t.target_id limit ${CANDIDATES}
          ) w
          join job_targets j on j.id = w.target_id and j.open
        ) q
        where s.subnet is not null
      ), next as (
        select w.target_id from waiting w
        where w.place + (
          select count(*) from transfers b where b.${PLACED} and b.subnet = w.subnet
        ) <= $2
        order by w.since, w.target_id
        limit greatest(0, $1::int - (select count(*) from transfers b where b.${PLACED})::int)
      )
      update transfers t set state = 'admitted', since = $3::timestamptz,
        until = $3::timestamptz + make_interval(secs => ${ADMITTED_SECONDS})
      from next where t.target_id = next.target_id
      returning t.target_id`,
    values: [maxTransfers, maxTransfersPerSubnet, now],
  });
  return rows.map((row) => row.target_id);
}
