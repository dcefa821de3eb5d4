import type { ClientBase, Pool } from 'pg';
import type { StoredProblem } from '../../infra/db/index.ts';

/** Scans of a provider that are kept, running ones included. */
const MAX_KEPT = 20;
/** A scan that has cost so many nodes their lives does not get another one. */
const MAX_ATTEMPTS = 5;

export interface ScanOrder {
  readonly origin: 'manual' | 'schedule';
  readonly by: string | null;
  readonly now: Date;
}

/** Asks for a scan; whichever node has time begins it. @returns undefined when one is open already */
export async function insertScan(
  tx: ClientBase,
  providerId: string,
  { origin, by, now }: ScanOrder,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into storage_provider_scans (provider_id, origin, state, created_at, created_by)
     values ($1, $2, 'waiting', $3, $4)
     on conflict (provider_id) where state in ('waiting', 'running') do nothing returning id`,
    [providerId, origin, now, by],
  );
  await tx.query(
    `delete from storage_provider_scans where provider_id = $1 and state not in ('waiting', 'running') and id not in (
       select id from storage_provider_scans where provider_id = $1 order by id desc limit $2)`,
    [providerId, MAX_KEPT],
  );
  return rows[0]?.id;
}

/**
 * Ends scans that wait, and tells those that run to end; whoever runs one notices within a second.
 *
 * @returns how many there were
 */
export async function stopScans(
  tx: ClientBase,
  providerIds: readonly string[],
  by: string,
  now: Date,
): Promise<number> {
  const { rowCount } = await tx.query(
    `update storage_provider_scans set state = 'stopped', stopped_by = $2, ended_at = $3
     where provider_id = any($1::bigint[]) and state in ('waiting', 'running')`,
    [providerIds, by, now],
  );
  return rowCount ?? 0;
}

/** Providers whose time has come, locked so that of all nodes one asks for their scans. */
export async function lockDueProviders(
  tx: ClientBase,
  now: Date,
): Promise<{ readonly id: string; readonly schedule: unknown }[]> {
  const { rows } = await tx.query<{ id: string; schedule: unknown }>(
    `select id, schedule from storage_providers where next_scan_at <= $1 order by id limit 100 for update skip locked`,
    [now],
  );
  return rows;
}

export async function putNextScan(tx: ClientBase, providerId: string, next: Date | null): Promise<void> {
  await tx.query('update storage_providers set next_scan_at = $2 where id = $1', [providerId, next]);
}

/** A scan in the hands of a node; `attempt` tells it from the same scan in the hands of another one. */
export interface TakenScan {
  readonly id: string;
  readonly providerId: string;
  readonly attempt: number;
}

interface ScanRow {
  readonly id: string;
  readonly provider_id: string;
  readonly attempt: number;
}

const toTaken = (row: ScanRow): TakenScan => ({
  id: row.id,
  providerId: row.provider_id,
  attempt: row.attempt,
});

/** Gives up scans whose nodes have not been heard of too often. @returns those that were given up just now, by whichever node */
export async function giveUpScans(tx: ClientBase, now: Date): Promise<TakenScan[]> {
  const { rows } = await tx.query<ScanRow>(
    `update storage_provider_scans set state = 'failed', ended_at = $1, problem = $3::jsonb
     where state = 'running' and lease_until < $1 and attempt >= $2
     returning id, provider_id, attempt`,
    [now, MAX_ATTEMPTS, JSON.stringify(givenUp)],
  );
  return rows.map(toTaken);
}

/** Takes a scan that waits, or whose node has not been heard of: it begins again from the start. */
export async function takeScan(tx: ClientBase, now: Date, leaseUntil: Date): Promise<TakenScan | undefined> {
  const { rows } = await tx.query<ScanRow>(
    `update storage_provider_scans set state = 'running', phase = 'listing', attempt = attempt + 1, lease_until = $2,
       began_at = $1, objects = 0, files = 0, added = 0, changed = 0, removed = 0, missing = 0, skipped = 0, looked_at = 0
     where id = (
       select id from storage_provider_scans
       where state = 'waiting' or (state = 'running' and lease_until < $1)
       order by id limit 1 for update skip locked)
     returning id, provider_id, attempt`,
    [now, leaseUntil],
  );
  return rows.map(toTaken)[0];
}

/** Why a scan that has cost too many nodes their lives has failed. */
export const givenUp: StoredProblem = {
  kind: 'given-up',
  field: 'url',
  en: 'The server was ended several times during this scan: it was given up.',
  de: 'Der Server wurde während dieser Suche mehrmals beendet; sie wurde aufgegeben.',
};

/** Says that this node is alive. @returns the scans that are still its own and are to go on */
export async function renewLeases(
  pool: Pool,
  scans: readonly TakenScan[],
  leaseUntil: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `update storage_provider_scans s set lease_until = $3
     from unnest($1::bigint[], $2::int[]) as own (id, attempt)
     where s.id = own.id and s.attempt = own.attempt and s.state = 'running' returning s.id`,
    [scans.map(({ id }) => id), scans.map(({ attempt }) => attempt), leaseUntil],
  );
  return new Set(rows.map(({ id }) => id));
}

/** What has been seen since the last time. */
export interface ScanProgress {
  readonly objects?: number;
  readonly files?: number;
  readonly added?: number;
  readonly changed?: number;
  readonly removed?: number;
  readonly missing?: number;
  readonly skipped?: number;
  readonly lookedAt?: number;
  readonly phase?: 'listing' | 'reading';
}

/** Counts on. @returns false when the scan is not this node's any more: nothing else may be stored for it */
export async function addProgress(
  tx: ClientBase,
  { id, attempt }: TakenScan,
  progress: ScanProgress,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'storage-provider-scan-progress',
    text: `
      update storage_provider_scans set objects = objects + $3, files = files + $4, added = added + $5,
        changed = changed + $6, removed = removed + $7, missing = missing + $8, skipped = skipped + $9,
        looked_at = looked_at + $10, phase = coalesce($11, phase)
      where id = $1 and attempt = $2 and state = 'running'`,
    values: [
      id,
      attempt,
      progress.objects ?? 0,
      progress.files ?? 0,
      progress.added ?? 0,
      progress.changed ?? 0,
      progress.removed ?? 0,
      progress.missing ?? 0,
      progress.skipped ?? 0,
      progress.lookedAt ?? 0,
      progress.phase ?? null,
    ],
  });
  return rowCount === 1;
}

/** Ends a scan that is still this node's. */
export async function endScan(
  tx: ClientBase | Pool,
  { id, attempt }: TakenScan,
  { problem, now }: { readonly problem: StoredProblem | null; readonly now: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update storage_provider_scans set state = $3, problem = $4, ended_at = $5
     where id = $1 and attempt = $2 and state = 'running'`,
    [
      id,
      attempt,
      problem === null ? 'finished' : 'failed',
      problem === null ? null : JSON.stringify(problem),
      now,
    ],
  );
  return rowCount === 1;
}

/**
 * Whether a scheduled scan has failed of something of which no scheduled scan has failed since the last one that ended well. What
 * somebody started by hand was looked at by somebody, unless it was given up: that comes long after.
 */
export async function hasNewCause(tx: ClientBase, { id }: TakenScan, problemKind: string): Promise<boolean> {
  const { rows } = await tx.query<{ is_new: boolean }>(
    `select (s.origin = 'schedule' or $2 = $3) and not exists (
       select from storage_provider_scans b
       where b.provider_id = s.provider_id and b.id < s.id and (b.origin = 'schedule' or $2 = $3) and b.state = 'failed'
         and b.problem ->> 'kind' = $2
         and b.id > coalesce((
           select max(w.id) from storage_provider_scans w where w.provider_id = s.provider_id and w.state = 'finished'
         ), 0)
     ) as is_new
     from storage_provider_scans s where s.id = $1`,
    [id, problemKind, givenUp.kind],
  );
  return rows[0]?.is_new === true;
}

/** Gives scans back, so that another node need not wait for the end of their time. */
export async function giveBack(pool: Pool, scans: readonly TakenScan[]): Promise<void> {
  await pool.query(
    `update storage_provider_scans s set state = 'waiting', lease_until = null
     from unnest($1::bigint[], $2::int[]) as own (id, attempt)
     where s.id = own.id and s.attempt = own.attempt and s.state = 'running'`,
    [scans.map(({ id }) => id), scans.map(({ attempt }) => attempt)],
  );
}
