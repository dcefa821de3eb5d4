import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import type { Scan, ScannedAddress } from './scans.schema.ts';

const columns = [
  'id',
  'targets',
  'state',
  'total',
  'perSecond',
  'createdAt',
  'createdBy',
  'stoppedBy',
  'endedAt',
] as const;

/** Of a scan that has ended the numbers are stored; of the few that run they are counted. */
const counts = sql<Readonly<Record<string, number>>>`coalesce(scans.counts, (
  select jsonb_object_agg(c.state, c.count) from (
    select state, count(*) from scan_addresses where scan_id = scans.id group by state
    union all
    select 'registered', count(*) from scan_addresses where scan_id = scans.id and client_id is not null
  ) c
))`.as('allCounts');

export interface ScanList extends ListWindow {
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly state: 'active' | 'ended' | 'all';
}

/** One page of scans with the number of all that match. */
export async function listScans(db: Db, list: ScanList): Promise<{ items: Scan[]; total: number }> {
  let matching = db.selectFrom('scans');
  if (list.state === 'active') matching = matching.where('state', '=', 'running');
  if (list.state === 'ended') matching = matching.where('state', '<>', 'running');
  if (list.search !== '') {
    matching = matching.where(sql<boolean>`strpos(array_to_string(targets, ' '), ${list.search}) > 0`);
  }
  const [rows, { total }] = await Promise.all([
    matching
      .select([...columns])
      .select(counts)
      .orderBy('id', list.order)
      .limit(list.pageSize)
      .offset(listOffset(list))
      .execute(),
    matching.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { items: rows.map(toScan), total: Number(total) };
}

export async function findScan(db: Db, id: string): Promise<Scan | undefined> {
  const row = await db
    .selectFrom('scans')
    .select([...columns])
    .select(counts)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toScan(row);
}

function toScan({
  allCounts,
  ...row
}: Omit<Scan, 'counts' | 'createdAt' | 'endedAt'> & {
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly allCounts: Readonly<Record<string, number>> | null;
}): Scan {
  // Keys are stored as the states are written; the query builder reads those of a document as names of its own.
  const of = (...names: string[]) => names.reduce((sum, name) => sum + (allCounts?.[name] ?? 0), 0);
  return {
    ...row,
    counts: {
      waiting: of('waiting'),
      asking: of('asking'),
      answered: of('answered'),
      registered: of('registered'),
      refused: of('refused'),
      timedOut: of('timed-out'),
      noRoute: of('no-route'),
      failed: of('failed'),
    },
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

export interface AddressList extends ListWindow {
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly state?: ScannedAddress['state'] | 'registered' | undefined;
}

/** One page of the addresses of a scan with the number of all that match. */
export async function listScanAddresses(
  db: Db,
  scanId: string,
  list: AddressList,
): Promise<{ items: ScannedAddress[]; total: number }> {
  let matching = db.selectFrom('scanAddresses').where('scanId', '=', scanId);
  if (list.state === 'registered') matching = matching.where('scanAddresses.clientId', 'is not', null);
  else if (list.state !== undefined) matching = matching.where('scanAddresses.state', '=', list.state);
  if (list.search !== '') {
    matching = matching.where(sql<boolean>`strpos(scan_addresses.address, ${list.search}) > 0`);
  }
  // What became of an address is looked for on its page only, not for all that come before.
  const page = matching
    .select('scanAddresses.place as placeOnPage')
    .orderBy('scanAddresses.place', list.order)
    .limit(list.pageSize)
    .offset(listOffset(list))
    .as('page');
  const [rows, { total }] = await Promise.all([
    db
      .selectFrom('scanAddresses')
      .innerJoin(page, 'page.placeOnPage', 'scanAddresses.place')
      .leftJoin('clients', 'clients.id', 'scanAddresses.clientId')
      .where('scanAddresses.scanId', '=', scanId)
      .select([
        'scanAddresses.address',
        'scanAddresses.state',
        'detail',
        'detailDe',
        'askedAt',
        'clients.id as id',
        'clients.deviceId',
        'clients.e164',
        'clients.model',
      ])
      .select(
        sql<boolean>`exists (
          select from held_phones h
          where h.address = scan_addresses.address and h.state = 'waiting' and h.last_called_at >= scan_addresses.asked_at
        )`.as('held'),
      )
      .orderBy('scanAddresses.place', list.order)
      .execute(),
    matching.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
  ]);
  const items = rows.map(({ id, deviceId, e164, model, askedAt, detail, detailDe, ...row }) => ({
    ...row,
    detail: detail === null ? null : { en: detail, de: detailDe ?? detail },
    askedAt: askedAt?.toISOString() ?? null,
    client: id === null ? null : { id, deviceId: deviceId ?? '', e164: e164 ?? '', model: model ?? '' },
  }));
  return { items, total: Number(total) };
}
