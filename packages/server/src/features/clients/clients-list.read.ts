import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { nearestSlice, type Slice, sliceOf } from '../../infra/http/list-slice.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import type { ClientFilter } from './client-filter.ts';
import { columns, counts } from './clients.read.ts';
import type { ClientSortKey } from './clients.schema.ts';
import { narrowed } from './narrowed-clients.ts';

/** Where one way to find a page ends and another begins; what is answered is the same. */
export interface ListLimits {
  /** So many that match are collected and sorted. Of more a page is looked for in the order of the whole fleet. */
  readonly few: number;
  /** Pages that end within these rows are looked for while all are counted, the others afterwards, from the nearer end. */
  readonly near: number;
  /** How many of those that called last, or longest ago, are looked through for clients that match. */
  readonly outermost: number;
}

const LIMITS: ListLimits = { few: 10_000, near: 1_000, outermost: 2_000 };

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

export interface ClientList extends ClientFilter, ListWindow {
  readonly sort: ClientSortKey;
  readonly order: 'asc' | 'desc';
}

export type ClientRow = Awaited<ReturnType<typeof rowsOf>>[number];

interface ClientPage {
  readonly rows: ClientRow[];
  readonly total: number;
}

/** One page of clients with the number of all that match. */
export async function listClients(
  db: Db,
  list: ClientList,
  limits: ListLimits = LIMITS,
): Promise<ClientPage> {
  // Of a search alone the database guesses well how many match, and where an index has the order it looks for few of them as
  // `pageOfFew` would.
  const guessesWell = list.sort !== 'lastContactAt' && !isNarrowed({ ...list, search: undefined });
  const few = isNarrowed(list) && !guessesWell ? await pageOfFew(db, list, limits) : undefined;
  if (few === undefined) return pageOfMany(db, list, limits);
  return { rows: await rowsOf(db, list, few.ids), total: few.total };
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

/**
 * The page when few match, counted and sorted in one pass. Without this the database walks through the order of the fleet and hopes to
 * meet enough of them soon; of few, or of some that stand together in that order, it meets the first ones at the end.
 *
 * @returns undefined when more match
 */
async function pageOfFew(
  db: Db,
  list: ClientList,
  { few }: ListLimits,
): Promise<{ readonly ids: readonly string[]; readonly total: number } | undefined> {
  const matching = narrowed(db.selectFrom('clients').select('clients.id'), list).limit(few + 1);
  const [sortColumn, idColumn] = sortColumns[list.sort];
  const order = sql.raw(list.order);
  const joined =
    list.sort === 'lastContactAt'
      ? sql`client_contacts on client_contacts.client_id = matching.id`
      : sql`clients on clients.id = matching.id`;
  const { rows } = await sql<{ total: number; ids: string[] | null }>`
    with matching as materialized (${matching})
    select (select count(*)::int from matching) as total,
      case when (select count(*) from matching) <= ${few} then array(
        select matching.id::text from matching join ${joined}
        order by ${sql.ref(sortColumn)} ${order}, ${sql.ref(idColumn)} ${order}
        limit ${list.pageSize} offset ${listOffset(list)}
      ) end as ids`.execute(db);
  const [found] = rows;
  return found?.ids === undefined || found.ids === null ? undefined : { ids: found.ids, total: found.total };
}

async function pageOfMany(db: Db, list: ClientList, { near, outermost }: ListLimits): Promise<ClientPage> {
  const isNear = ({ offset, limit }: Slice) => offset + limit <= near;
  const isAmongMany = list.sort === 'lastContactAt' && isNarrowed(list);
  const rowsOfSlice = async (slice: Slice) => {
    const page =
      isAmongMany && isNear(slice) ? pageOfOutermost(db, list, slice, outermost) : pageOf(db, list, slice);
    return rowsOf(db, list, await idsOf(page));
  };
  let slice = sliceOf(list);
  let total: number;
  let rows: ClientRow[];
  if (isNear(slice)) {
    [rows, total] = await Promise.all([rowsOfSlice(slice), countMatching(db, list)]);
  } else {
    total = await countMatching(db, list);
    slice = nearestSlice(list, total);
    rows = await rowsOfSlice(slice);
  }
  const isComplete = rows.length >= Math.min(list.pageSize, total - listOffset(list));
  return { rows: isComplete ? rows : await rowsOf(db, list, await idsOf(pageOf(db, list, slice))), total };
}

async function countMatching(db: Db, filter: ClientFilter): Promise<number> {
  const { total } = await narrowed(
    db.selectFrom('clients').select(({ fn }) => fn.countAll<string>().as('total')),
    filter,
  ).executeTakeFirstOrThrow();
  return Number(total);
}

interface IdsQuery {
  execute(): Promise<readonly { readonly id: string }[]>;
}

async function idsOf(query: IdsQuery): Promise<readonly string[]> {
  return (await query.execute()).map(({ id }) => id);
}

/** From the table alone that has the order: of a large fleet a join takes as long as all the rest. */
function pageOf(db: Db, list: ClientList, { order, limit, offset }: Slice): IdsQuery {
  const { group, ...others } = list;
  const areReadOnce = group !== undefined && list.sort === 'address';
  let matching = narrowed(db.selectFrom('clients').select('clients.id'), areReadOnce ? others : list);
  if (areReadOnce) {
    // Large groups are networks: their members stand together in this order, maybe behind all others. They are read at once, which
    // `offset` makes sure of, instead of being asked for one by one.
    const members = db.selectFrom('groupMembers').select('groupMembers.clientId').offset(0);
    matching = matching.where('clients.id', 'in', members.where('groupMembers.groupId', '=', group));
  }
  if (list.sort !== 'lastContactAt') {
    const [sortColumn, idColumn] = sortColumns[list.sort];
    return matching.orderBy(sortColumn, order).orderBy(idColumn, order).limit(limit).offset(offset);
  }
  return db
    .selectFrom('clientContacts')
    .select('clientContacts.clientId as id')
    .$if(isNarrowed(list), (query) => query.where('clientContacts.clientId', 'in', matching))
    .orderBy('clientContacts.lastContactAt', order)
    .orderBy('clientContacts.clientId', order)
    .limit(limit)
    .offset(offset);
}

/**
 * A page by contact, as far as it is among those of the whole fleet that called last (or longest ago). No index gives that
 * order, for every contact would have to change it; but the page of a filter that many match is found here without looking for
 * all of them.
 */
function pageOfOutermost(
  db: Db,
  list: ClientList,
  { order, limit, offset }: Slice,
  outermost: number,
): IdsQuery {
  const matching = narrowed(db.selectFrom('clients').select('clients.id'), list);
  return db
    .selectFrom(
      db
        .selectFrom('clientContacts')
        .select(['clientContacts.clientId', 'clientContacts.lastContactAt'])
        .orderBy('clientContacts.lastContactAt', order)
        .orderBy('clientContacts.clientId', order)
        .limit(outermost)
        .as('outermost'),
    )
    .select('outermost.clientId as id')
    .where(({ exists }) => exists(matching.where(sql<boolean>`clients.id = outermost.client_id`)))
    .orderBy('outermost.lastContactAt', order)
    .orderBy('outermost.clientId', order)
    .limit(limit)
    .offset(offset);
}

function rowsOf(db: Db, { sort, order }: ClientList, ids: readonly string[]) {
  const [sortColumn, idColumn] = sortColumns[sort];
  return db
    .selectFrom('clients')
    .innerJoin('clientContacts', 'clientContacts.clientId', 'clients.id')
    .select([...columns])
    .select([...counts])
    .where('clients.id', '=', sql<string>`any(${ids}::bigint[])`)
    .orderBy(sortColumn, order)
    .orderBy(idColumn, order)
    .execute();
}
