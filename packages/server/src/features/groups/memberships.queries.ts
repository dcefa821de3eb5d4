import type { ClientBase } from 'pg';
import type { GroupWish } from '../templates/index.ts';
import { checkFilter } from './group-filter.ts';
import { lockMemberships } from './groups.queries.ts';
import type { GroupFilter } from './groups.schema.ts';
import { membershipPredicate, Parameters } from './membership-predicate.ts';

/**
 * Brings what filters look at in line with what phones say of themselves. While a mobile user is logged on, the phone's own number
 * counts, so that nobody carries a phone out of its group by logging on.
 *
 * @returns the clients on which it differs from before
 */
export async function storeFacts(
  tx: ClientBase,
  clientIds: readonly string[],
): Promise<{ clientId: string; isNew: boolean }[]> {
  const { rows } = await tx.query<{ clientId: string; isNew: boolean }>({
    name: 'store-facts',
    text: `
      insert into client_facts as f (client_id, e164, address, model, software_type)
      select c.id,
        case when c.mobility_enabled and c.mobility_state = 0 and c.basic_e164 <> '' then c.basic_e164 else c.e164 end,
        case when pg_input_is_valid(k.address, 'inet') then k.address::inet end, c.model, c.software_type
      from clients c join client_contacts k on k.client_id = c.id
      where c.id = any($1::bigint[]) order by c.id
      on conflict (client_id) do update set
        e164 = excluded.e164, address = excluded.address, model = excluded.model, software_type = excluded.software_type
      where (f.e164, f.address, f.model, f.software_type)
        is distinct from (excluded.e164, excluded.address, excluded.model, excluded.software_type)
      returning f.client_id as "clientId", f.xmax = 0 as "isNew"`,
    values: [clientIds],
  });
  return rows;
}

/** Clients with a report in which nobody has looked for the server address yet: it was told before groups were there. */
export async function findUnread(tx: ClientBase, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ clientId: string }>({
    name: 'unread-server-addresses',
    text: `
      select f.client_id as "clientId" from client_facts f
      where f.server_address is null and exists (select from reported_values r where r.client_id = f.client_id)
      order by f.client_id limit $1`,
    values: [limit],
  });
  return rows.map(({ clientId }) => clientId);
}

/** The server addresses that clients report. @returns the clients on which it differs from before */
export async function storeServerAddresses(
  tx: ClientBase,
  reported: ReadonlyMap<string, string>,
): Promise<string[]> {
  if (reported.size === 0) return [];
  const { rows } = await tx.query<{ clientId: string }>({
    name: 'store-server-addresses',
    text: `
      with changed as (
        select f.client_id, i.address
        from unnest($1::bigint[], $2::text[]) as i (client_id, address)
        join client_facts f on f.client_id = i.client_id
        where f.server_address is distinct from i.address
        order by f.client_id for no key update of f
      )
      update client_facts f set server_address = c.address from changed c where f.client_id = c.client_id
      returning f.client_id as "clientId"`,
    values: [[...reported.keys()], [...reported.values()]],
  });
  return rows.map(({ clientId }) => clientId);
}

/**
 * Finds the groups of clients anew, of these clients only. The filters of all groups become the columns of one row for each of
 * them, so that the cost grows with the clients that have changed.
 *
 * @returns the clients that have joined or left any
 */
export async function findGroupsAnew(
  tx: ClientBase,
  clientIds: readonly string[],
  now: Date,
): Promise<string[]> {
  await lockMemberships(tx, 'clients');
  const groups = await tx.query<{ id: string; filter: GroupFilter }>({
    name: 'group-filters',
    text: 'select id, filter from groups order by id',
  });
  const parameters = new Parameters();
  const clients = parameters.add(clientIds);
  const at = parameters.add(now);
  const found = groups.rows.map(
    ({ id, filter }) =>
      `case when ${membershipPredicate(checkFilter(filter), parameters)} then ${parameters.add(id)}::bigint end`,
  );
  const { rows } = await tx.query<{ clientId: string }>(
    `with found as materialized (
       select f.client_id, g.group_id
       from client_facts f cross join lateral unnest(array[${found.join(', ')}]::bigint[]) as g (group_id)
       where f.client_id = any(${clients}::bigint[]) and g.group_id is not null
     ), left_ as (
       delete from group_members m
       where m.client_id = any(${clients}::bigint[])
         and not exists (select from found f where f.client_id = m.client_id and f.group_id = m.group_id)
       returning m.client_id
     ), joined as (
       insert into group_members (client_id, group_id, joined_at)
       select client_id, group_id, ${at} from found order by client_id, group_id
       on conflict do nothing returning client_id
     )
     select client_id as "clientId" from left_ union select client_id from joined`,
    parameters.values,
  );
  return rows.map(({ clientId }) => clientId);
}

/** Puts the counted changes of clients, templates and groups together, so that reading a count stays cheap. */
export async function compactCounts(tx: ClientBase): Promise<void> {
  await tx.query(
    `with taken as (delete from usage_counts returning subject, id, delta)
     insert into usage_counts
     select subject, id, sum(delta) from taken group by subject, id having sum(delta) <> 0`,
  );
}

/** Templates that clients have by their groups. */
export async function findGroupWishes(tx: ClientBase, clientIds: readonly string[]): Promise<GroupWish[]> {
  const { rows } = await tx.query<GroupWish>({
    name: 'group-wishes',
    text: `
      select m.client_id as "clientId", u.template_id as "templateId", g.ranking as "groupRanking", u.position
      from group_members m
      join groups g on g.id = m.group_id
      join group_templates u on u.group_id = m.group_id
      where m.client_id = any($1::bigint[])`,
    values: [clientIds],
  });
  return rows;
}
