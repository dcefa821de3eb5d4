import {
  type AliasedSelectQueryBuilder,
  type ExpressionBuilder,
  type RawBuilder,
  type SelectQueryBuilder,
  sql,
} from 'kysely';
import type { Database, Db } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import type { AddressSpan } from './address-filter.ts';
import { addressesOf, type ClientFilter, versionLimitOf } from './client-filter.ts';
import { LOGGED_ON } from './client-profile.ts';
import type { AccessMode, ClientSelection, ClientState, MobilityState } from './client-selection.schema.ts';
import type { ClientSortKey } from './clients.schema.ts';

type ClientsQuery<Output> = SelectQueryBuilder<Database, 'clients', Output>;
type Where = ExpressionBuilder<Database, 'clients'>;

/** A phone that has not asked by DCMP for so long asks no more: polls are a day apart at most (guide 13.1). */
const POLLS_COUNT_HOURS = 48;

/** Narrows a query on clients; every word of the search and every filter has to hold. */
export function narrowed<Output>(query: ClientsQuery<Output>, filter: ClientFilter): ClientsQuery<Output> {
  let result = query;
  for (const word of (filter.search ?? '').toLowerCase().split(/\s+/).filter(Boolean)) {
    result = result.where('clients.searchText', 'like', containing(word));
  }
  if (filter.e164 !== undefined) result = contained(result, 'clients.e164', filter.e164.trim());
  if (filter.deviceId !== undefined) {
    const plain = filter.deviceId.replaceAll(/[\s:-]/g, '').toLowerCase();
    result = contained(result, sql<string>`lower(replace(clients.device_id, ':', ''))`, plain);
  }
  if (filter.softwareVersion !== undefined) {
    const version = filter.softwareVersion.trim().toLowerCase();
    result = result.where(
      sql<boolean>`clients.software_version = any(array(${versionsContaining(version)}))`,
    );
  }
  if (filter.softwareOlderThan !== undefined) {
    // From '0' on, for those that cannot be compared stand for themselves.
    const limit = versionLimitOf(filter.softwareOlderThan);
    result = result
      .where('clients.softwareVersionKey', '>=', '0')
      .where('clients.softwareVersionKey', '<', limit);
  }
  if (filter.softwareType !== undefined)
    result = result.where('clients.softwareType', '=', filter.softwareType);
  if (filter.deviceType !== undefined) result = result.where('clients.model', '=', filter.deviceType);
  const { address, mobility, access, group, state } = filter;
  if (address !== undefined) result = result.where((where) => calledFrom(where, addressesOf(address)));
  if (mobility !== undefined) result = result.where((where) => withMobility(where, mobility));
  if (access !== undefined) result = result.where((where) => withAccess(where, access));
  if (group !== undefined) {
    result = result.where('clients.id', 'in', (db) =>
      db.selectFrom('groupMembers').select('groupMembers.clientId').where('groupMembers.groupId', '=', group),
    );
  }
  if (state !== undefined) result = result.where((where) => inState(where, state));
  return result;
}

/** Whether the list may leave anybody out. */
function isNarrowed({
  sort: _sort,
  order: _order,
  page: _page,
  pageSize: _size,
  ...filter
}: ClientList): boolean {
  return Object.values(filter).some((value) => value !== undefined && value !== '');
}

function containing(text: string): string {
  return `%${escaped(text)}%`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

/** Of the few versions that a fleet has those with this text, by a walk from one to the next in the index. */
function versionsContaining(text: string): RawBuilder<string> {
  return sql<string>`
    with recursive versions (version) as (
      (select software_version from clients order by software_version limit 1)
      union all
      select (
        select c.software_version from clients c where c.software_version > v.version order by c.software_version limit 1
      ) from versions v where v.version is not null
    )
    select version from versions where lower(version) like ${containing(text)}`;
}

/** A part of the text that is searched: the index on all of it finds the few rows that are looked at. */
function contained<Output>(
  query: ClientsQuery<Output>,
  part: 'clients.e164' | RawBuilder<string>,
  text: string,
): ClientsQuery<Output> {
  return query
    .where('clients.searchText', 'like', containing(text.toLowerCase()))
    .where(part, 'like', containing(text));
}

function calledFrom(where: Where, ranges: readonly AddressSpan[]) {
  return where.or(
    ranges.map(
      ({ first, last }) => sql<boolean>`clients.called_from between ${first}::inet and ${last}::inet`,
    ),
  );
}

function withMobility(where: Where, mobility: MobilityState) {
  const enabled = where('clients.mobilityEnabled', '=', mobility !== 'off');
  if (mobility === 'off') return enabled;
  // Word for word what the indexes on each of the two say.
  const state = sql<boolean>`clients.mobility_state ${sql.raw(mobility === 'logged-on' ? '=' : 'is distinct from')} ${sql.lit(LOGGED_ON)}`;
  return where.and([enabled, state]);
}

const hasPolled = sql<boolean>`exists (
  select from client_polls p
  where p.client_id = clients.id and p.polled_at > now() - make_interval(hours => ${sql.lit(POLLS_COUNT_HOURS)})
)`;

function withAccess(where: Where, access: AccessMode) {
  const direct = where('clients.directAccess', '=', access === 'direct');
  if (access === 'direct') return direct;
  return where.and([direct, access === 'dcmp' ? hasPolled : where.not(hasPolled)]);
}

function inState(where: Where, state: ClientState) {
  switch (state) {
    case 'open-work':
      return where('clients.id', 'in', (db) =>
        db.selectFrom('jobTargets').select('clientId').where('open', '=', true),
      );
    case 'drift':
      return where('clients.id', 'in', (db) =>
        db.selectFrom('effectiveValues').select('clientId').where('drift', '=', true),
      );
    case 'refused':
      return where('clients.id', 'in', (db) =>
        db.selectFrom('effectiveValues').select('clientId').where('refusedStatus', 'is not', null),
      );
  }
}

/** What is sorted by, and the id beside it: of the same table, so that an index can give the order of both. */
const sortColumns = {
  lastContactAt: ['clientContacts.lastContactAt', 'clientContacts.clientId'],
  e164: ['clients.e164', 'clients.id'],
  deviceType: ['clients.model', 'clients.id'],
  deviceId: ['clients.deviceId', 'clients.id'],
  softwareVersion: ['clients.softwareVersionKey', 'clients.id'],
  address: ['clients.calledFrom', 'clients.id'],
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
  hasPolled.as('hasPolled'),
] as const;

/** Groups, the mobile user, and how much is open or off on a client; computed only for the rows that are shown. */
const counts = [
  sql<{ id: string; name: string }[]>`coalesce((
    select jsonb_agg(jsonb_build_object('id', g.id::text, 'name', g.name) order by g.ranking, lower(g.name))
    from group_members m join groups g on g.id = m.group_id where m.client_id = clients.id
  ), '[]')`.as('groups'),
  sql<string | null>`(select u.id from users u where u.client_id = clients.id and u.confirmed)`.as('userId'),
  sql<Date | null>`(select u.logged_on_at from users u where u.client_id = clients.id and u.confirmed)`.as(
    'userSince',
  ),
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
  // No index gives the order of contacts, so the page looks at all that match and may as well count them. For the other columns
  // it is there before all are counted.
  const countsAll = list.search !== undefined && list.sort === 'lastContactAt';
  const count = async () => {
    const counting = narrowed(
      db.selectFrom('clients').select(({ fn }) => fn.countAll<string>().as('total')),
      list,
    );
    return Number((await counting.executeTakeFirstOrThrow()).total);
  };
  const [found, counted] = await Promise.all([
    db
      .selectFrom('clients')
      .innerJoin('clientContacts', 'clientContacts.clientId', 'clients.id')
      .innerJoin(pageOf(db, list, countsAll), 'page.id', 'clients.id')
      .select([...columns, 'page.matching'])
      .select([...counts])
      .orderBy(sortColumn, list.order)
      .orderBy(idColumn, list.order)
      .execute(),
    countsAll ? undefined : count(),
  ]);
  // A page behind the last one has no row that could tell.
  const matching = found[0]?.matching ?? undefined;
  const total = counted ?? (matching === undefined ? await count() : Number(matching));
  return { rows: found.map(({ matching: _, ...row }) => row), total };
}

interface PageRow {
  readonly id: string;
  /** How many match, when that was asked. */
  readonly matching: string | null;
}

/** The clients of a page, from the table alone that has the order: of a large fleet a join takes as long as all the rest. */
function pageOf(db: Db, list: ClientList, countsAll: boolean): AliasedSelectQueryBuilder<PageRow, 'page'> {
  const matching = (countsAll ? sql<string | null>`count(*) over ()` : sql<string | null>`null::bigint`).as(
    'matching',
  );
  const chosen = narrowed(db.selectFrom('clients').select('clients.id'), list);
  const { order, pageSize, sort } = list;
  if (sort !== 'lastContactAt') {
    const [sortColumn, idColumn] = sortColumns[sort];
    return chosen
      .select(matching)
      .orderBy(sortColumn, order)
      .orderBy(idColumn, order)
      .limit(pageSize)
      .offset(listOffset(list))
      .as('page');
  }
  const [sortColumn, idColumn] = sortColumns[sort];
  return db
    .selectFrom('clientContacts')
    .select(['clientContacts.clientId as id', matching])
    .$if(isNarrowed(list), (query) => query.where('clientContacts.clientId', 'in', chosen))
    .orderBy(sortColumn, order)
    .orderBy(idColumn, order)
    .limit(pageSize)
    .offset(listOffset(list))
    .as('page');
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

/**
 * Ids of the selected clients that exist, in the order of their ids.
 *
 * @throws AppError `client.selection_grown` when more match now than somebody confirmed: nothing happens to a client unseen
 */
export async function findSelectedClients(db: Db, selection: ClientSelection): Promise<string[]> {
  const query = db.selectFrom('clients').select('clients.id').orderBy('clients.id');
  if ('ids' in selection) {
    const rows = await query.where('clients.id', '=', sql<string>`any(${selection.ids}::bigint[])`).execute();
    return rows.map((row) => row.id);
  }
  const rows = await narrowed(query, selection.filter).execute();
  const { confirmedCount = rows.length } = selection;
  if (rows.length > confirmedCount) {
    const text = {
      en: `There are ${rows.length} clients that match now, ${rows.length - confirmedCount} more than the ${confirmedCount} that were confirmed: look at the list and confirm again.`,
      de: `Jetzt passen ${rows.length} Telefone, ${rows.length - confirmedCount} mehr als die bestätigten ${confirmedCount}: Sehen Sie sich die Liste an und bestätigen Sie erneut.`,
    };
    throw new AppError('client.selection_grown', text.en, {
      errors: [{ field: 'clients.confirmedCount', message: text.en, text }],
    });
  }
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
    .select(['id', 'e164', 'basicE164', 'deviceId', 'softwareType', 'model', 'softwareVersion'])
    .select(['mobilityEnabled', 'mobilityState'])
    .where('id', '=', sql<string>`any(${ids}::bigint[])`)
    .orderBy('id')
    .execute();
}
