import type { ClientBase } from 'pg';
import type { CheckedFilter } from './group-filter.ts';
import type { GroupFilter } from './groups.schema.ts';
import { membershipPredicate, Parameters } from './membership-predicate.ts';

/** What is said of a group. */
export interface GroupFacts {
  readonly name: string;
  readonly description: string;
  readonly ranking: number;
  readonly filter: GroupFilter;
}

/** Who changes something, and when. */
export interface Author {
  readonly username: string;
  readonly now: Date;
}

/**
 * Whoever changes groups keeps out those who look which groups a client belongs to, and waits for them: otherwise a client
 * that changes at the same moment could be found by neither.
 *
 * @param mode `clients`: a client has changed. `groups`: a group is changed
 */
export async function lockMemberships(tx: ClientBase, mode: 'clients' | 'groups'): Promise<void> {
  const lock = mode === 'groups' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await tx.query(`select ${lock}(hashtextextended('group memberships', 0))`);
}

/** A group while somebody changes it. */
export interface LockedGroup extends GroupFacts {
  readonly id: string;
  readonly templateIds: readonly string[];
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

/** Groups that exist, in the order of their ids; nobody else changes them until the transaction ends. */
export async function lockGroups(tx: ClientBase, ids: readonly string[]): Promise<LockedGroup[]> {
  const { rows } = await tx.query<LockedGroup>(
    `select g.id, g.name, g.description, g.ranking, g.filter, g.version, g.updated_at as "updatedAt",
       g.updated_by as "updatedBy",
       array(select u.template_id::text from group_templates u where u.group_id = g.id order by u.position) as "templateIds"
     from groups g where g.id = any($1::bigint[]) order by g.id for update of g`,
    [ids],
  );
  return rows;
}

/** Whether another group has the name. */
export async function isNameTaken(tx: ClientBase, name: string, exceptId = '0'): Promise<boolean> {
  const { rowCount } = await tx.query('select from groups where lower(name) = lower($1) and id <> $2', [
    name,
    exceptId,
  ]);
  return rowCount !== 0;
}

export async function insertGroup(
  tx: ClientBase,
  facts: GroupFacts,
  { username, now }: Author,
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into groups (name, description, ranking, filter, created_at, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $5, $6) returning id`,
    [facts.name, facts.description, facts.ranking, JSON.stringify(facts.filter), now, username],
  );
  return rows[0]?.id ?? '';
}

export async function updateGroup(
  tx: ClientBase,
  id: string,
  facts: GroupFacts,
  { username, now }: Author,
): Promise<void> {
  await tx.query(
    `update groups set name = $2, description = $3, ranking = $4, filter = $5, updated_at = $6, updated_by = $7,
       version = version + 1
     where id = $1`,
    [id, facts.name, facts.description, facts.ranking, JSON.stringify(facts.filter), now, username],
  );
}

/** Gives a group its templates, in this order. */
export async function setTemplates(
  tx: ClientBase,
  groupId: string,
  templateIds: readonly string[],
): Promise<void> {
  await tx.query('delete from group_templates where group_id = $1', [groupId]);
  await tx.query(
    `insert into group_templates (group_id, template_id, position)
     select $1, i.id, i.place - 1 from unnest($2::bigint[]) with ordinality as i (id, place)`,
    [groupId, templateIds],
  );
}

/** Finds the members of a group anew, in one statement. Those that join or leave are to be settled. */
export async function findMembersAnew(
  tx: ClientBase,
  groupId: string,
  filter: CheckedFilter,
  now: Date,
): Promise<void> {
  await readWholeTables(tx);
  const parameters = new Parameters();
  const group = parameters.add(groupId);
  const at = parameters.add(now);
  const predicate = membershipPredicate(filter, parameters);
  await tx.query(
    `with found as materialized (
       select f.client_id from client_facts f where ${predicate}
     ), left_ as (
       delete from group_members m
       where m.group_id = ${group} and not exists (select from found f where f.client_id = m.client_id)
       returning m.client_id
     ), joined as (
       insert into group_members (client_id, group_id, joined_at)
       select f.client_id, ${group}, ${at} from found f
       on conflict do nothing returning client_id
     )
     insert into unsettled_clients (client_id)
     select client_id from left_ union select client_id from joined order by 1
     on conflict do nothing`,
    parameters.values,
  );
}

/** All members of groups are to be settled. */
export async function markMembersUnsettled(tx: ClientBase, groupIds: readonly string[]): Promise<void> {
  await readWholeTables(tx);
  await tx.query(
    `insert into unsettled_clients (client_id)
     select distinct client_id from group_members where group_id = any($1::bigint[]) order by client_id
     on conflict do nothing`,
    [groupIds],
  );
}

/** These statements are about many clients, unlike all others over these connections (see `createPool`). */
async function readWholeTables(tx: ClientBase): Promise<void> {
  await tx.query('set local enable_seqscan = on');
  await tx.query('set local enable_hashjoin = on');
}

export async function deleteGroupRows(tx: ClientBase, ids: readonly string[]): Promise<void> {
  await tx.query('delete from groups where id = any($1::bigint[])', [ids]);
}

/** Groups with a template, and their filters. */
export async function findGroupsWith(
  tx: ClientBase,
  templateId: string,
): Promise<{ id: string; name: string; filter: GroupFilter }[]> {
  const { rows } = await tx.query<{ id: string; name: string; filter: GroupFilter }>(
    `select g.id, g.name, g.filter from group_templates u join groups g on g.id = u.group_id
     where u.template_id = $1 order by lower(g.name)`,
    [templateId],
  );
  return rows;
}
