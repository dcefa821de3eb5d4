import type { ClientBase } from 'pg';
import type { PlaceToAsk } from './contact-room.ts';

/** A phone that was asked calls within seconds; one that has not come after this time is not waited for by others. */
const CALL_PATIENCE_SECONDS = 30;
/** A dialogue in which nothing has been said for so long is not under way any more. */
const SILENCE_SECONDS = 30;

/** Whoever takes places waits for the others that do, on whatever node, until the end of the transaction. */
export async function holdContactPlaces(tx: ClientBase): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('contact places', 0))`);
}

/** Phones that are asked or served at this moment, by subnet; those that are done or did not come give their places back. */
export async function countContactPlaces(tx: ClientBase, now: Date): Promise<Map<string, number>> {
  await tx.query({
    name: 'free-contact-places',
    text: `
      delete from contact_places where client_id in (
        select p.client_id from contact_places p
        where (
            p.taken_at <= $1::timestamptz - make_interval(secs => $2)
            or exists (
              select from client_contacts k where k.client_id = p.client_id and k.last_contact_at > p.taken_at
            )
          )
          and not exists (
            select from dialogues d
            where d.client_id = p.client_id and d.updated_at > $1::timestamptz - make_interval(secs => $3)
          )
        for update skip locked
      )`,
    values: [now, CALL_PATIENCE_SECONDS, SILENCE_SECONDS],
  });
  const { rows } = await tx.query<{ subnet: string; count: number }>({
    name: 'count-contact-places',
    text: 'select subnet, count(*)::int as count from contact_places group by subnet',
  });
  return new Map(rows.map(({ subnet, count }) => [subnet, count]));
}

/** How many of those are under way for each job; those for none of them stand under null. */
export async function countUnderWay(tx: ClientBase): Promise<Map<string | null, number>> {
  const { rows } = await tx.query<{ job_id: string | null; count: number }>({
    name: 'count-under-way',
    text: `
      select t.job_id, count(*)::int as count
      from contact_places p left join job_targets t on t.client_id = p.client_id and t.open
      group by t.job_id`,
  });
  return new Map(rows.map(({ job_id, count }) => [job_id, count]));
}

/** @param subnets of the phones, by client */
export async function takeContactPlaces(
  tx: ClientBase,
  subnets: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  if (subnets.size === 0) return;
  await tx.query({
    name: 'take-contact-places',
    text: `
      insert into contact_places (client_id, subnet, taken_at)
      select client_id, subnet, $3 from unnest($1::bigint[], $2::text[]) as i (client_id, subnet)
      on conflict (client_id) do update set subnet = excluded.subnet, taken_at = excluded.taken_at`,
    values: [[...subnets.keys()], [...subnets.values()], now],
  });
}

/** Phones that could not be asked do not keep their places. */
export async function giveContactPlacesBack(tx: ClientBase, clientIds: readonly string[]): Promise<void> {
  if (clientIds.length === 0) return;
  await tx.query({
    name: 'give-contact-places-back',
    text: 'delete from contact_places where client_id = any($1::bigint[])',
    values: [clientIds],
  });
}

/** Where phones called from last; clients that are gone are left out. */
export async function findPlacesToAsk(tx: ClientBase, clientIds: readonly string[]): Promise<PlaceToAsk[]> {
  const { rows } = await tx.query<PlaceToAsk>({
    name: 'places-to-ask',
    text: `
      select k.client_id as "clientId", k.address
      from unnest($1::bigint[]) with ordinality as i (client_id, place)
      join client_contacts k on k.client_id = i.client_id
      order by i.place`,
    values: [clientIds],
  });
  return rows;
}
