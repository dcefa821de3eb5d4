import { type SelectQueryBuilder, sql } from 'kysely';
import type { Database, Db } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import type { ClientSelection, ClientSortKey, ClientState } from './clients.schema.ts';

/** What narrows the list of clients. */
export interface ClientFilter {
  readonly search?: string | undefined;
  readonly softwareType?: string | undefined;
  readonly deviceType?: string | undefined;
  readonly state?: ClientState | undefined;
}

type ClientsQuery<Output> = SelectQueryBuilder<Database, 'clients', Output>;

/** Narrows a query on clients; every word of the search has to be found. */
export function narrowed<Output>(query: ClientsQuery<Output>, filter: ClientFilter): ClientsQuery<Output> {
  let result = query;
  for (const word of (filter.search ?? '').toLowerCase().split(/\s+/).filter(Boolean)) {
    result = result.where('clients.searchText', 'like', `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  }
  if (filter.softwareType !== undefined)
    result = result.where('clients.softwareType', '=', filter.softwareType);
  if (filter.deviceType !== undefined) result = result.where('clients.model', '=', filter.deviceType);
  switch (filter.state) {
    case 'open-work':
      return result.where('clients.id', 'in', (db) =>
        db.selectFrom('jobTargets').select('clientId').where('open', '=', true),
      );
    case 'drift':
      return result.where('clients.id', 'in', (db) =>
        db.selectFrom('effectiveValues').select('clientId').where('drift', '=', true),
      );
    case 'refused':
      return result.where('clients.id', 'in', (db) =>
        db.selectFrom('effectiveValues').select('clientId').where('refusedStatus', 'is not', null),
      );
    default:
      return result;
  }
}

/** What is sorted by, and the id beside it: of the same table, so that an index can give the order of both. */
const sortColumns = {
  lastContactAt: ['clientContacts.lastContactAt', 'clientContacts.clientId'],
  e164: ['clients.e164', 'clients.id'],
  deviceType: ['clients.model', 'clients.id'],
  deviceId: ['clients.deviceId', 'clients.id'],
  softwareVersion: ['clients.softwareVersionKey', 'clients.id'],
  address: ['clientContacts.address', 'clientContacts.clientId'],
  firstSeenAt: ['clients.firstSeenAt', 'clients.id'],
} as const satisfies Record<ClientSortKey, readonly [string, string]>;

const columns = [
  'clients.id',
  'clients.e164',
  'clients.basicE164',
  'clients.deviceType',
  'clients.model',
  'clients.deviceId',
  'clients.softwareType',
  'clients.softwareVersion',
  'clientContacts.address',
  'clients.contactMeUri',
  'clients.firstSeenAt',
  'clientContacts.lastContactAt',
  'clientContacts.lastContactReason',
  'clients.mobilityEnabled',
  'clients.mobilityState',
  'clients.partNumber',
  'clients.keyModules',
  'clients.backlightType',
  'clients.gigabitEthernet',
] as const;

/** Groups, and how much is open or off on a client; computed only for the rows that are shown. */
const counts = [
  sql<{ id: string; name: string }[]>`coalesce((
    select jsonb_agg(jsonb_build_object('id', g.id::text, 'name', g.name) order by g.ranking, lower(g.name))
    from group_members m join groups g on g.id = m.group_id where m.client_id = clients.id
  ), '[]')`.as('groups'),
  sql<number>`(select count(*)::int from job_targets t where t.client_id = clients.id and t.open)`.as(
    'openTargets',
  ),
  sql<number>`(select count(*)::int from effective_values v where v.client_id = clients.id and v.drift)`.as(
    'driftCount',
  ),
  sql<number>`(select count(*)::int from effective_values v where v.client_id = clients.id and v.refused_status is not null)`.as(
    'refusedCount',
  ),
] as const;

export interface ClientList extends ClientFilter, ListWindow {
  readonly sort: ClientSortKey;
  readonly order: 'asc' | 'desc';
}

export type ClientRow = Awaited<ReturnType<typeof listClients>>['rows'][number];

/** One page of clients with the number of all that match. */
export async function listClients(db: Db, list: ClientList) {
  const [sortColumn, idColumn] = sortColumns[list.sort];
  const page = narrowed(db.selectFrom('clients').select('clients.id'), list)
    .innerJoin('clientContacts', 'clientContacts.clientId', 'clients.id')
    .orderBy(sortColumn, list.order)
    .orderBy(idColumn, list.order)
    .limit(list.pageSize)
    .offset(listOffset(list));
  const [rows, { total }] = await Promise.all([
    db
      .selectFrom('clients')
      .innerJoin('clientContacts', 'clientContacts.clientId', 'clients.id')
      .innerJoin(page.as('page'), 'page.id', 'clients.id')
      .select([...columns])
      .select([...counts])
      .orderBy(sortColumn, list.order)
      .orderBy(idColumn, list.order)
      .execute(),
    narrowed(
      db.selectFrom('clients').select(({ fn }) => fn.countAll<string>().as('total')),
      list,
    ).executeTakeFirstOrThrow(),
  ]);
  return { rows, total: Number(total) };
}

export async function findClient(db: Db, id: string) {
  const row = await db
    .selectFrom('clients')
    .innerJoin('clientContacts', 'clientContacts.clientId', 'clients.id')
    .innerJoin('clientBasicItems', 'clientBasicItems.clientId', 'clients.id')
    .select([...columns, 'clientBasicItems.items as basicItems', 'clientContacts.inventoryAt'])
    .select([...counts])
    .where('clients.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const addresses = await db
    .selectFrom('clientAddresses')
    .select(['address', 'firstSeenAt', 'lastSeenAt'])
    .where('clientId', '=', id)
    .orderBy('lastSeenAt', 'desc')
    .limit(50)
    .execute();
  return { ...row, addresses };
}

/** Ids of the selected clients that exist, in the order of their ids. */
export async function findSelectedClients(db: Db, selection: ClientSelection): Promise<string[]> {
  const query = db.selectFrom('clients').select('clients.id').orderBy('clients.id');
  const rows =
    'ids' in selection
      ? await query.where('clients.id', '=', sql<string>`any(${selection.ids}::bigint[])`).execute()
      : await narrowed(query, selection.filter).execute();
  return rows.map((row) => row.id);
}

/** Counts for filters and the home page. */
export async function countClients(db: Db) {
  const [types, open, drift, refused] = await Promise.all([
    db
      .selectFrom('clients')
      .select(['model', 'softwareType', sql<number>`count(*)::int`.as('count')])
      .groupBy(['model', 'softwareType'])
      .execute(),
    countDistinct(db, 'open-work'),
    countDistinct(db, 'drift'),
    countDistinct(db, 'refused'),
  ]);
  return {
    deviceTypes: summed(types, (row) => row.model),
    softwareTypes: summed(types, (row) => row.softwareType),
    total: types.reduce((sum, row) => sum + row.count, 0),
    openWork: open,
    drift,
    refused,
  };
}

async function countDistinct(db: Db, state: ClientState): Promise<number> {
  const { count } = await narrowed(db.selectFrom('clients').select(sql<number>`count(*)::int`.as('count')), {
    state,
  }).executeTakeFirstOrThrow();
  return count;
}

function summed<Row extends { readonly count: number }>(rows: readonly Row[], typeOf: (row: Row) => string) {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(typeOf(row), (sums.get(typeOf(row)) ?? 0) + row.count);
  return [...sums].map(([type, count]) => ({ type, count })).sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** What of clients decides on the values that they can take, in the order of their ids; those that are gone are left out. */
export function findClientKinds(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('clients')
    .select(['id', 'e164', 'deviceId', 'softwareType', 'model', 'softwareVersion'])
    .select(['mobilityEnabled', 'mobilityState'])
    .where('id', '=', sql<string>`any(${ids}::bigint[])`)
    .orderBy('id')
    .execute();
}
