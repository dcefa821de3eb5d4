import { CompiledQuery, type SelectQueryBuilder, sql } from 'kysely';
import type { Database, Db } from '../../infra/db/index.ts';
import { pageAndTotal } from '../../infra/http/list-slice.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import { pageOfClients } from '../clients/index.ts';
import type { CheckedFilter } from './group-filter.ts';
import type { Group, GroupFilter, GroupMember, groupSortKeys } from './groups.schema.ts';
import { membershipPredicate, Parameters } from './membership-predicate.ts';

export interface GroupList extends ListWindow {
  readonly sort: (typeof groupSortKeys)[number];
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly templateId?: string | undefined;
}

type GroupsQuery<Output> = SelectQueryBuilder<Database, 'groups', Output>;

function narrowed<Output>(query: GroupsQuery<Output>, list: GroupList): GroupsQuery<Output> {
  let result = query;
  const { templateId } = list;
  if (templateId !== undefined) {
    result = result.where('groups.id', 'in', (db) =>
      db.selectFrom('groupTemplates').select('groupId').where('templateId', '=', templateId),
    );
  }
  if (list.search !== '') {
    result = result.where(
      sql<boolean>`strpos(lower(groups.name || ' ' || groups.description), lower(${list.search})) > 0`,
    );
  }
  return result;
}

const memberCount = sql<number>`coalesce((
  select sum(u.delta)::int from usage_counts u where u.subject = 'group-members' and u.id = groups.id
), 0)`;

function groupRows(db: Db) {
  return db
    .selectFrom('groups')
    .select(['groups.id', 'groups.name', 'groups.description', 'groups.ranking', 'groups.version'])
    .select(['groups.createdAt', 'groups.updatedAt', 'groups.updatedBy'])
    .select([
      sql<GroupFilter>`groups.filter`.as('filter'),
      memberCount.as('memberCount'),
      sql<{ id: string; name: string }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('id', t.id::text, 'name', t.name) order by u.position)
        from group_templates u join templates t on t.id = u.template_id where u.group_id = groups.id
      ), '[]')`.as('templates'),
    ]);
}

type GroupRow = Awaited<ReturnType<ReturnType<typeof groupRows>['execute']>>[number];

const sortColumns = {
  name: sql`lower(groups.name)`,
  ranking: sql`groups.ranking`,
  memberCount,
  updatedAt: sql`groups.updated_at`,
} as const;

/** One page of groups with the number of all that match. */
export async function listGroups(db: Db, list: GroupList): Promise<{ groups: Group[]; total: number }> {
  const sortColumn = sortColumns[list.sort];
  const page = narrowed(db.selectFrom('groups').select('groups.id'), list)
    .orderBy(sortColumn, list.order)
    .orderBy('groups.id', list.order)
    .limit(list.pageSize)
    .offset(listOffset(list));
  const [rows, { total }] = await Promise.all([
    groupRows(db)
      .where('groups.id', 'in', page)
      .orderBy(sortColumn, list.order)
      .orderBy('groups.id', list.order)
      .execute(),
    narrowed(
      db.selectFrom('groups').select(({ fn }) => fn.countAll<string>().as('total')),
      list,
    ).executeTakeFirstOrThrow(),
  ]);
  return { groups: rows.map(toGroup), total: Number(total) };
}

export async function findGroup(db: Db, id: string): Promise<Group | undefined> {
  const row = await groupRows(db).where('groups.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toGroup(row);
}

function toGroup(row: GroupRow): Group {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}

/** How many clients a filter shows as an example. */
const SAMPLE_SIZE = 10;

type Candidate = Omit<GroupMember, 'joinedAt'>;

/** What a filter finds at this moment. One pass over the short rows of all clients, however many groups there are. */
export async function previewFilter(
  db: Db,
  filter: CheckedFilter,
): Promise<{ count: number; sample: Candidate[] }> {
  const parameters = new Parameters();
  const predicate = membershipPredicate(filter, parameters);
  const text = `
     with found as materialized (select f.client_id, f.e164, f.server_address from client_facts f where ${predicate}),
       sample as (select * from found order by e164, client_id limit ${SAMPLE_SIZE})
     select (select count(*)::int from found) as count, s.client_id as id, s.e164, c.device_id as "deviceId", c.model,
       k.address, coalesce(s.server_address, '') as "serverAddress"
     from sample s join clients c on c.id = s.client_id join client_contacts k on k.client_id = s.client_id
     order by s.e164, s.client_id`;
  const { rows } = await db.executeQuery<Candidate & { count: number }>(
    CompiledQuery.raw(text, parameters.values),
  );
  return { count: rows[0]?.count ?? 0, sample: rows.map(({ count: _count, ...candidate }) => candidate) };
}

export interface MemberList extends ListWindow {
  readonly sort: 'e164' | 'deviceId' | 'model' | 'address' | 'joinedAt';
  readonly order: 'asc' | 'desc';
  readonly search: string;
}

/** What the list of clients calls these orders. */
const clientSort = {
  e164: 'e164',
  deviceId: 'deviceId',
  model: 'deviceType',
  address: 'address',
} as const;

/** One page of the members of a group with the number of all that match. */
export async function listMembers(
  db: Db,
  group: Pick<Group, 'id' | 'memberCount'>,
  { sort, ...list }: MemberList,
): Promise<{ members: GroupMember[]; total: number }> {
  const read = (ids: readonly string[]) => membersWith(db, group.id, ids);
  const { rows, total } =
    sort === 'joinedAt'
      ? await pageByJoining(db, group, list, read)
      : await pageOfClients(db, { ...list, sort: clientSort[sort], group: group.id }, read, {
          total: list.search.trim() === '' ? group.memberCount : undefined,
        });
  return { members: rows.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString() })), total };
}

/** Members with these ids, in their order. */
async function membersWith(db: Db, groupId: string, ids: readonly string[]) {
  return db
    .selectFrom(
      sql<{ id: string; place: string }>`unnest(${ids}::bigint[]) with ordinality`.as<'page'>(
        sql`page (id, place)`,
      ),
    )
    .innerJoin('groupMembers as m', 'm.clientId', 'page.id')
    .innerJoin('clients as c', 'c.id', 'm.clientId')
    .innerJoin('clientContacts as k', 'k.clientId', 'm.clientId')
    .innerJoin('clientFacts as f', 'f.clientId', 'm.clientId')
    .where('m.groupId', '=', groupId)
    .select(['c.id', 'f.e164', 'c.deviceId', 'c.model', 'k.address', 'm.joinedAt'])
    .select(sql<string>`coalesce(f.server_address, '')`.as('serverAddress'))
    .orderBy('page.place')
    .execute();
}

/** The order that only memberships have. */
function pageByJoining<Row>(
  db: Db,
  group: Pick<Group, 'id' | 'memberCount'>,
  list: Omit<MemberList, 'sort'>,
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
): Promise<{ readonly rows: readonly Row[]; readonly total: number }> {
  const words = list.search.toLowerCase().split(/\s+/).filter(Boolean);
  let matching = db.selectFrom('groupMembers as m').where('m.groupId', '=', group.id);
  if (words.length > 0) {
    matching = matching.where(({ exists, selectFrom }) => {
      let clients = selectFrom('clients as c').select('c.id').whereRef('c.id', '=', 'm.clientId');
      for (const word of words) {
        clients = clients.where('c.searchText', 'like', `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
      }
      return exists(clients);
    });
  }
  return pageAndTotal(
    list,
    async ({ order, limit, offset }) => {
      const page = await matching
        .select('m.clientId as id')
        .orderBy('m.joinedAt', order)
        .orderBy('m.clientId', order)
        .limit(limit)
        .offset(offset)
        .execute();
      const ids = page.map(({ id }) => id);
      return [...(await read(order === list.order ? ids : ids.toReversed()))];
    },
    async () =>
      words.length === 0
        ? group.memberCount
        : (await matching.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow()).total,
  );
}

/** Clients that belong to a group. */
export async function findMemberIds(db: Db, groupId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('groupMembers')
    .select('clientId')
    .where('groupId', '=', groupId)
    .execute();
  return new Set(rows.map(({ clientId }) => clientId));
}
