import type { ClientBase, Pool } from 'pg';
import type { ScannedState } from '../../infra/db/index.ts';
import type { ScanRange } from './scan-targets.ts';

/** Scans that are kept, running ones included. */
const MAX_KEPT = 20;

export interface NewScan {
  readonly targets: readonly string[];
  readonly ranges: readonly ScanRange[];
  readonly total: number;
  readonly perSecond: number;
  readonly createdBy: string;
}

export async function countRunning(tx: ClientBase): Promise<number> {
  // Two that are started at the same time wait for each other.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('start a scan', 0))`);
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from scans where state = 'running'`,
  );
  return rows[0]?.count ?? 0;
}

export async function insertScan(tx: ClientBase, scan: NewScan, now: Date): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into scans (targets, total, per_second, next_portion_at, created_at, created_by)
     values ($1, $2, $3, $4, $4, $5) returning id`,
    [scan.targets, scan.total, scan.perSecond, now, scan.createdBy],
  );
  const id = rows[0]?.id ?? '';
  await tx.query(
    `insert into scan_addresses (scan_id, place, address)
     select $1, row_number() over (order by n), host('0.0.0.0'::inet + n)
     from unnest($2::bigint[], $3::bigint[]) as r (first, last), generate_series(r.first, r.last) as n`,
    [id, scan.ranges.map(({ first }) => first), scan.ranges.map(({ last }) => last)],
  );
  await tx.query(
    `delete from scans where state <> 'running' and id not in (select id from scans order by id desc limit $1)`,
    [MAX_KEPT],
  );
  return id;
}

/** An address that is to be asked now. */
export interface AddressToAsk {
  readonly scanId: string;
  readonly place: number;
  readonly address: string;
}

/** Addresses of a scan that are to be asked next. */
export interface Portion {
  readonly scanId: string;
  readonly addresses: readonly AddressToAsk[];
  /** Something of the scan is new. */
  readonly changed: boolean;
}

export interface PortionLimits {
  /** Nobody is asked twice within this time, whoever asks. */
  readonly contactIntervalSeconds: number;
  /** Phones that have answered have so long to call before the scan ends. */
  readonly answerSeconds: number;
}

/** A scan asks at most four times a second, several addresses at once. */
const MIN_PAUSE_MS = 250;
const IDLE_PAUSE_MS = 1_000;
/** Longer than a request can be under way: whoever has not told what came of an address by then is gone. */
const LOST_MS = 30_000;

/**
 * Takes the next addresses of a scan that is due; of all nodes one gets them. Known phones that were asked a moment ago wait, and
 * those that are asked now are marked so that nobody else asks them. A scan of which nothing is open any more ends here.
 *
 * @returns undefined when no scan is due
 */
export async function takePortion(
  tx: ClientBase,
  now: Date,
  limits: PortionLimits,
): Promise<Portion | undefined> {
  const { rows: due } = await tx.query<{ id: string; perSecond: number }>(
    `select id, per_second as "perSecond" from scans where state = 'running' and next_portion_at <= $1
     order by next_portion_at limit 1 for update skip locked`,
    [now],
  );
  const [scan] = due;
  if (scan === undefined) return undefined;
  const { id: scanId, perSecond } = scan;
  const since = new Date(now.getTime() - limits.contactIntervalSeconds * 1_000);
  const pauseMs = Math.max(MIN_PAUSE_MS, 1_000 / perSecond);
  const size = Math.max(1, Math.floor((perSecond * pauseMs) / 1_000));
  const linked = await linkCallers(tx, scanId);
  const lostBefore = new Date(Math.min(since.getTime(), now.getTime() - LOST_MS));
  await takeUpLost(tx, scanId, lostBefore);
  const candidates = await findCandidates(tx, scanId, now, size);
  const addresses = await markAsked(tx, scanId, candidates, { now, since, limits });
  const ended =
    candidates.length === 0 &&
    (await endIfDone(tx, scanId, now, new Date(now.getTime() - limits.answerSeconds * 1_000)));
  const pause = candidates.length === 0 ? IDLE_PAUSE_MS : pauseMs;
  await tx.query('update scans set next_portion_at = $2 where id = $1', [
    scanId,
    new Date(now.getTime() + pause),
  ]);
  return { scanId, addresses, changed: linked > 0 || addresses.length > 0 || ended };
}

/** Phones that have called since they were asked. */
async function linkCallers(tx: ClientBase, scanId: string): Promise<number> {
  const { rowCount } = await tx.query(
    `update scan_addresses s set client_id = k.client_id
     from client_contacts k
     where s.scan_id = $1 and s.state = 'answered' and s.client_id is null and k.address = s.address
       and k.last_contact_at >= s.asked_at`,
    [scanId],
  );
  return rowCount ?? 0;
}

/** A node died over them: they may have been asked, so they wait out the interval. */
async function takeUpLost(tx: ClientBase, scanId: string, before: Date): Promise<void> {
  await tx.query(
    `update scan_addresses set state = 'waiting' where scan_id = $1 and state = 'asking' and asked_at <= $2`,
    [scanId, before],
  );
}

interface Candidate {
  readonly place: number;
  readonly address: string;
}

async function findCandidates(tx: ClientBase, scanId: string, now: Date, size: number): Promise<Candidate[]> {
  const { rows } = await tx.query<Candidate>(
    `select place, address from scan_addresses
     where scan_id = $1 and state = 'waiting' and (not_before is null or not_before <= $2)
     order by place limit $3`,
    [scanId, now, size],
  );
  return rows;
}

async function markAsked(
  tx: ClientBase,
  scanId: string,
  candidates: readonly Candidate[],
  { now, since, limits }: { readonly now: Date; readonly since: Date; readonly limits: PortionLimits },
): Promise<AddressToAsk[]> {
  if (candidates.length === 0) return [];
  const wanted = candidates.map(({ address }) => address);
  // A phone that is calling at this moment keeps its row: it is left in peace and comes later.
  await tx.query(
    `update client_contacts c set contact_requested_at = $2, contact_requested_address = c.address
     from (
       select client_id from client_contacts where address = any($1::text[]) order by client_id for update skip locked
     ) free
     where c.client_id = free.client_id and (c.contact_requested_at is null or c.contact_requested_at <= $3)`,
    [wanted, now, since],
  );
  const { rows: busy } = await tx.query<{ address: string }>(
    `select c.address from client_contacts c where c.address = any($1::text[]) and c.contact_requested_at is distinct from $2
     union
     select s.address from scan_addresses s where s.address = any($1::text[]) and s.asked_at > $3 and s.scan_id <> $4`,
    [wanted, now, since, scanId],
  );
  const waits = new Set(busy.map(({ address }) => address));
  const later = candidates.filter(({ address }) => waits.has(address));
  const asked = candidates.filter(({ address }) => !waits.has(address));
  await tx.query(`update scan_addresses set not_before = $3 where scan_id = $1 and place = any($2::int[])`, [
    scanId,
    later.map(({ place }) => place),
    new Date(now.getTime() + limits.contactIntervalSeconds * 1_000),
  ]);
  await tx.query(
    `update scan_addresses set state = 'asking', asked_at = $3 where scan_id = $1 and place = any($2::int[])`,
    [scanId, asked.map(({ place }) => place), now],
  );
  return asked.map(({ place, address }) => ({ scanId, place, address }));
}

async function endIfDone(tx: ClientBase, scanId: string, now: Date, answeredBefore: Date): Promise<boolean> {
  const { rows } = await tx.query<{ open: boolean }>(
    `select exists (select from scan_addresses where scan_id = $1 and state in ('waiting', 'asking'))
       or exists (
         select from scan_addresses where scan_id = $1 and state = 'answered' and client_id is null and asked_at > $2
       ) as open`,
    [scanId, answeredBefore],
  );
  if (rows[0]?.open !== false) return false;
  return (await endScan(tx, scanId, 'finished', null, now)) > 0;
}

/** Addresses of the scan `s` by what came of them. */
const COUNTS = `
  select jsonb_object_agg(state, count) from (
    select state, count(*) from scan_addresses where scan_id = s.id group by state
    union all
    select 'registered', count(*) from scan_addresses where scan_id = s.id and client_id is not null
  ) c`;

/** @returns how many running scans of this id there were */
export async function endScan(
  tx: ClientBase,
  scanId: string,
  state: 'finished' | 'stopped',
  by: string | null,
  now: Date,
): Promise<number> {
  const { rowCount } = await tx.query(
    `update scans s set state = $2, ended_at = $3, stopped_by = $4, counts = (${COUNTS})
     where s.id = $1 and s.state = 'running'`,
    [scanId, state, now, by],
  );
  return rowCount ?? 0;
}

/** What came of asking an address. */
export interface AddressResult extends AddressToAsk {
  readonly state: Exclude<ScannedState, 'waiting' | 'asking'>;
  /** The problem in words; null: there is none. */
  readonly detail: { readonly en: string; readonly de: string } | null;
}

/** Records what came of asking addresses; one that was settled otherwise meanwhile keeps that. */
export async function recordAddressResults(tx: ClientBase, results: readonly AddressResult[]): Promise<void> {
  await tx.query({
    name: 'record-scan-results',
    text: `
      update scan_addresses s set state = i.state, detail = i.detail, detail_de = i.detail_de
      from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[])
        as i (scan_id, place, state, detail, detail_de)
      where s.scan_id = i.scan_id and s.place = i.place and s.state = 'asking'`,
    values: [
      results.map(({ scanId }) => scanId),
      results.map(({ place }) => place),
      results.map(({ state }) => state),
      results.map(({ detail }) => detail?.en ?? null),
      results.map(({ detail }) => detail?.de ?? null),
    ],
  });
  // What was under way when the scan was stopped.
  await tx.query({
    name: 'count-ended-scans',
    text: `update scans s set counts = (${COUNTS}) where s.id = any($1::bigint[]) and s.state <> 'running'`,
    values: [[...new Set(results.map(({ scanId }) => scanId))]],
  });
}

/** A request that was not heard proves nothing: a call that comes from there is not its answer. */
export async function forgetScanRequests(tx: ClientBase, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  await tx.query(
    'update client_contacts set contact_requested_address = null where address = any($1::text[])',
    [addresses],
  );
}

/** @returns whether there was such a scan that has ended */
export async function deleteScan(pool: Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(`delete from scans where id = $1 and state <> 'running'`, [id]);
  return rowCount === 1;
}
