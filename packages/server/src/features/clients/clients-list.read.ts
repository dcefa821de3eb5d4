import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { nearestSlice, opposite, type Slice, sliceOf } from '../../infra/http/list-slice.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import type { ClientFilter } from './client-filter.ts';
import { columns, counts } from './clients.read.ts';
import type { ClientSortKey } from './clients.schema.ts';
import { narrowed } from './narrowed-clients.ts';

/** Where one way to find a page ends and another begins; what is answered is the same. */
export interface ListLimits {
  /** Of so many, as far as the database can guess, all are collected and sorted. Of more a page is looked for in the order of the fleet. */
  readonly few: number;
  /** Pages that end within these rows are looked for while all are counted, the others afterwards, from the nearer end. */
  readonly near: number;
  /** How many of those that called last, or longest ago, are looked through for clients that match. */
  readonly outermost: number;
}

const LIMITS: ListLimits = { few: 40_000, near: 1_000, outermost: 2_000 };

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

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** One page of clients with the number of all that match. */
export function listClients(db: Db, list: ClientList, limits: ListLimits = LIMITS): Promise<Page<ClientRow>> {
  return pageOfClients(db, list, (ids) => rowsOf(db, list, ids), { limits });
}

/**
 * One page of something that is said of each client, with the number of all clients that match.
 *
 * @param read rows of the clients with these ids, in their order
 * @param options.total how many match, if that is known already
 */
export async function pageOfClients<Row>(
  db: Db,
  list: ClientList,
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
  {
    total: given,
    limits = LIMITS,
  }: { readonly total?: number | undefined; readonly limits?: ListLimits } = {},
): Promise<Page<Row>> {
  const total = given ?? (await countMembers(db, list));
  // What is sorted by a contact has to be joined with it, which takes as long as collecting.
  const byContact = list.sort === 'lastContactAt';
  const few = byContact ? limits.few / 2 : limits.few;
  // A search alone the database judges well: the first pages are found in the order, or few collected, while all are counted.
  const findsWell =
    !byContact && isNear(sliceOf(list), limits) && !isNarrowed({ ...list, search: undefined });
  const areFew = !findsWell && isNarrowed(list) && (total ?? (await guessMatching(db, list))) <= few;
  if (!areFew) return pageOfMany(db, list, read, limits, total);
  const page = await pageOfFew(db, list);
  return { rows: await read(page.ids), total: page.total };
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
 */
async function pageOfFew(
  db: Db,
  list: ClientList,
): Promise<{ readonly ids: readonly string[]; readonly total: number }> {
  const [sortColumn] = sortColumns[list.sort];
  const byContact = list.sort === 'lastContactAt';
  const key = byContact ? sql<null>`null` : sql<unknown>`${sql.ref(sortColumn)}`;
  const matching = narrowed(db.selectFrom('clients').select(['clients.id', key.as('key')]), list);
  const sorted = (order: 'asc' | 'desc') =>
    byContact
      ? sql`matching join client_contacts on client_contacts.client_id = matching.id
          order by ${sql.ref(sortColumn)} ${sql.raw(order)}, matching.id ${sql.raw(order)}`
      : sql`matching order by matching.key ${sql.raw(order)}, matching.id ${sql.raw(order)}`;
  const { rows } = await sql<{ total: number; isBackward: boolean; ids: string[] }>`
    with matching as materialized (${matching}),
    page as (
      select total, "offset", least(${list.pageSize}::int, greatest(total - "offset", 0)) as size
      from (select count(*)::int as total, ${listOffset(list)}::int as "offset" from matching) as counted
    )
    select total, "offset" > total / 2 as "isBackward",
      case when "offset" > total / 2 then
        array(select matching.id::text from ${sorted(opposite(list.order))} limit size offset greatest(total - "offset" - size, 0))
      else array(select matching.id::text from ${sorted(list.order)} limit size offset "offset")
      end as ids
    from page`.execute(db);
  const [{ total, isBackward, ids } = { total: 0, isBackward: false, ids: [] }] = rows;
  return { ids: isBackward ? ids.toReversed() : ids, total };
}

function isNear({ offset, limit }: Slice, { near }: ListLimits): boolean {
  return offset + limit <= near;
}

async function pageOfMany<Row>(
  db: Db,
  list: ClientList,
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
  limits: ListLimits,
  knownTotal: number | undefined,
): Promise<Page<Row>> {
  const count = async () => knownTotal ?? countMatching(db, list);
  const isAmongMany = list.sort === 'lastContactAt' && isNarrowed(list);
  const rowsOfPage = async (page: IdsQuery, { order }: Slice) => {
    const ids = (await page.execute()).map(({ id }) => id);
    return read(order === list.order ? ids : ids.toReversed());
  };
  const rowsOfSlice = (slice: Slice) =>
    isAmongMany && isNear(slice, limits)
      ? rowsOfPage(pageOfOutermost(db, list, slice, limits.outermost), slice)
      : rowsOfPage(pageOf(db, list, slice), slice);
  let slice = sliceOf(list);
  let total: number;
  let rows: readonly Row[];
  if (isNear(slice, limits)) {
    [rows, total] = await Promise.all([rowsOfSlice(slice), count()]);
  } else {
    total = await count();
    slice = nearestSlice(list, total);
    rows = await rowsOfSlice(slice);
  }
  const isComplete = rows.length >= Math.min(list.pageSize, total - listOffset(list));
  return { rows: isComplete ? rows : await rowsOfPage(pageOf(db, list, slice), slice), total };
}

/** How many match that only have to be in a group: that is known without looking at them. Otherwise undefined. */
async function countMembers(db: Db, { group, ...list }: ClientList): Promise<number | undefined> {
  if (group === undefined || isNarrowed(list)) return undefined;
  const { total } = await db
    .selectFrom('groupMembers')
    .select(sql<number>`count(*)::int`.as('total'))
    .where('groupId', '=', group)
    .executeTakeFirstOrThrow();
  return total;
}

async function countMatching(db: Db, list: ClientList): Promise<number> {
  // Kept by triggers, see migration 0102: counting 100,000 takes longer than all the rest of a page.
  const counting = isNarrowed(list)
    ? narrowed(
        db.selectFrom('clients').select(({ fn }) => fn.countAll<string>().as('total')),
        list,
      )
    : db
        .selectFrom('usageCounts')
        .select(sql<string>`coalesce(sum(delta), 0)`.as('total'))
        .where('subject', '=', 'clients');
  const { total } = await counting.executeTakeFirstOrThrow();
  return Number(total);
}

/** How many match, as the database guesses from what it knows of the fleet: for the way to a page, not for what is shown. */
async function guessMatching(db: Db, { search, e164, deviceId, ...list }: ClientList): Promise<number> {
  // A number or device ID stands in the text that is searched as well, and looking for it in both counts as one condition only here.
  const words = [search, e164, deviceId?.replaceAll(/[\s:-]/g, '')].filter((word) => word !== undefined);
  const matching = narrowed(db.selectFrom('clients').select('clients.id'), {
    ...list,
    search: words.join(' '),
  });
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) ${matching}`.execute(db);
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

interface IdsQuery {
  execute(): Promise<readonly { readonly id: string }[]>;
}

/** From the table alone that has the order: of a large fleet a join takes as long as all the rest. */
function pageOf(db: Db, list: ClientList, { order, limit, offset }: Slice): IdsQuery {
  if (list.group !== undefined && list.sort === 'address') {
    return pageOfNetwork(db, { ...list, group: list.group }, { order, limit, offset });
  }
  const matching = narrowed(db.selectFrom('clients').select('clients.id'), list);
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
 * A page of a group by address. Large groups are networks: their members stand together in this order, maybe behind all others. They are
 * read at once, which `offset` makes sure of, instead of being asked for one by one.
 */
function pageOfNetwork(
  db: Db,
  { group, ...list }: ClientList & { readonly group: string },
  { order, limit, offset }: Slice,
): IdsQuery {
  const [sortColumn, idColumn] = sortColumns.address;
  const members = db
    .selectFrom('groupMembers')
    .select('groupMembers.clientId')
    .where('groupMembers.groupId', '=', group)
    .offset(0);
  return narrowed(db.selectFrom('clients').select('clients.id'), list)
    .innerJoin(members.as('members'), 'members.clientId', 'clients.id')
    .orderBy(sortColumn, order)
    .orderBy(idColumn, order)
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
