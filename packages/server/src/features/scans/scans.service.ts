import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { getScanSettings } from '../settings/index.ts';
import { readScanTargets } from './scan-targets.ts';
import { countRunning, endScan, insertScan } from './scans.queries.ts';
import { findScan } from './scans.read.ts';
import type { Scan } from './scans.schema.ts';

export type ScanDeps = Pick<ServerContext, 'pool' | 'db' | 'clock' | 'events' | 'scansLoopback'>;

/** More would only wait for each other, and nobody could look at them. */
const MAX_RUNNING = 5;

/**
 * Starts a scan; whichever node has time asks the addresses.
 *
 * @throws AppError `request.invalid`, `scan.not_allowed`, `scan.too_large`, `scan.too_many`
 */
export async function startScan(deps: ScanDeps, targets: readonly string[], username: string): Promise<Scan> {
  const { pool, db, clock, events, scansLoopback = false } = deps;
  const settings = await getScanSettings(deps);
  const { ranges, total } = readScanTargets(targets, { ...settings, loopback: scansLoopback });
  const id = await inTransaction(pool, async (tx) => {
    const running = await countRunning(tx);
    if (running >= MAX_RUNNING) {
      throw new AppError(
        'scan.too_many',
        `There are ${running} scans running: wait until one has ended, or stop one.`,
      );
    }
    const scan = { targets, ranges, total, perSecond: settings.perSecond, createdBy: username };
    return insertScan(tx, scan, clock.now());
  });
  events.changed('scans', [id]);
  return getScan(db, id);
}

/** @throws AppError `scan.not_found` */
export async function getScan(db: ScanDeps['db'], id: string): Promise<Scan> {
  const scan = await findScan(db, id);
  if (scan === undefined) throw scanNotFound(id);
  return scan;
}

/**
 * Stops a scan: what was not asked is not asked any more.
 *
 * @throws AppError `scan.not_found`, `scan.ended`
 */
export async function stopScan(deps: ScanDeps, id: string, username: string): Promise<Scan> {
  const { pool, db, clock, events } = deps;
  const stopped = await inTransaction(pool, (tx) => endScan(tx, id, 'stopped', username, clock.now()));
  const scan = await getScan(db, id);
  if (stopped === 0) throw new AppError('scan.ended', 'The scan has ended already.');
  events.changed('scans', [id]);
  return scan;
}

export function scanNotFound(id: string): AppError {
  return new AppError('scan.not_found', `There is no scan with the id ${id}: it may have been deleted.`);
}
