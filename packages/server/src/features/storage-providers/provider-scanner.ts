import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction, type ScanSchedule, type StoredProblem } from '../../infra/db/index.ts';
import { getStorageProviderSettings } from '../settings/index.ts';
import { openProvider } from './connection/open-provider.ts';
import { ProviderProblem } from './connection/provider-problem.ts';
import { ScanLostError } from './scan-lost.ts';
import { tellOfScan } from './scan-notifications.ts';
import { scanProvider } from './scan-provider.ts';
import { nextScan } from './scan-schedule.ts';
import {
  endScan,
  giveBack,
  givenUp,
  giveUpScans,
  insertScan,
  lockDueProviders,
  putNextScan,
  renewLeases,
  type TakenScan,
  takeScan,
} from './scans.queries.ts';
import { findStoredProviders } from './storage-providers.queries.ts';
import { openPlace } from './storage-providers.service.ts';

export type ProviderScannerDeps = Pick<
  ServerContext,
  'pool' | 'clock' | 'events' | 'secrets' | 'outbound' | 'log'
>;

const TICK_MS = 1_000;
/** A node that is not heard of for so long is gone, and another one begins its scans again. */
const LEASE_MS = 30_000;
const MAX_RUNNING = 2;
const STOP_LIMIT_MS = 3_000;

interface Running {
  readonly scan: TakenScan;
  readonly abort: AbortController;
  done: Promise<void>;
}

/**
 * Runs the scans of providers on this node: those that somebody has asked for, those whose time has come, and those of nodes that are
 * gone. Which scans there are is in the database, so each is run by one node at a time.
 */
export class ProviderScanner {
  readonly #deps: ProviderScannerDeps;
  readonly #leaseMs: number;
  readonly #timer: NodeJS.Timeout;
  readonly #running = new Map<string, Running>();
  #ticking: Promise<void> | undefined;
  #stopped = false;

  constructor(
    deps: ProviderScannerDeps,
    options: { readonly tickMs?: number; readonly leaseMs?: number } = {},
  ) {
    this.#deps = deps;
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
    this.#timer = setInterval(() => {
      this.#ticking ??= this.#tick().finally(() => {
        this.#ticking = undefined;
      });
    }, options.tickMs ?? TICK_MS);
  }

  /** Ends what runs here; it waits for another node. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#ticking;
    const running = [...this.#running.values()];
    if (running.length === 0) return;
    await giveBack(
      this.#deps.pool,
      running.map(({ scan }) => scan),
    );
    for (const { abort } of running) abort.abort();
    await Promise.race([
      Promise.all(running.map(({ done }) => done)),
      sleep(STOP_LIMIT_MS, undefined, { ref: false }),
    ]);
  }

  async #tick(): Promise<void> {
    const { log } = this.#deps;
    try {
      await this.#askForDue();
      await this.#watch();
      while (!this.#stopped && this.#running.size < MAX_RUNNING && (await this.#begin()));
    } catch (error) {
      log.warn({ err: error }, 'the scans of storage providers could not go on');
    }
  }

  async #askForDue(): Promise<void> {
    const { pool, clock, events } = this.#deps;
    const now = clock.now();
    const due = await inTransaction(pool, async (tx) => {
      const providers = await lockDueProviders(tx, now);
      for (const { id, schedule } of providers) {
        await putNextScan(tx, id, nextScan(schedule as ScanSchedule, now));
        await insertScan(tx, id, { origin: 'schedule', by: null, now });
      }
      return providers.map(({ id }) => id);
    });
    events.changed('storageProviders', due);
  }

  /** Ends what somebody has stopped, or what another node has taken over. */
  async #watch(): Promise<void> {
    const { pool, clock } = this.#deps;
    if (this.#running.size === 0) return;
    const running = [...this.#running.values()];
    const until = new Date(clock.now().getTime() + this.#leaseMs);
    const own = await renewLeases(
      pool,
      running.map(({ scan }) => scan),
      until,
    );
    for (const { scan, abort } of running) if (!own.has(scan.id)) abort.abort();
  }

  async #begin(): Promise<boolean> {
    const { pool, clock, events } = this.#deps;
    const now = clock.now();
    const { scan, lost, told } = await inTransaction(pool, async (tx) => {
      const lost = await giveUpScans(tx, now);
      return {
        lost,
        told: await tellOfLost(tx, lost, now),
        scan: await takeScan(tx, now, new Date(now.getTime() + this.#leaseMs)),
      };
    });
    if (told) events.changed('notifications', 'all');
    events.changed(
      'storageProviders',
      lost.map(({ providerId }) => providerId),
    );
    if (scan === undefined) return false;
    // Another attempt at a scan that this node has lost over a long silence is not the same.
    this.#running.get(scan.id)?.abort.abort();
    events.changed('storageProviders', [scan.providerId]);
    const abort = new AbortController();
    const running: Running = { scan, abort, done: Promise.resolve() };
    this.#running.set(scan.id, running);
    running.done = this.#run(scan, abort.signal).finally(() => {
      if (this.#running.get(scan.id) === running) this.#running.delete(scan.id);
    });
    return true;
  }

  async #run(scan: TakenScan, signal: AbortSignal): Promise<void> {
    const { events, log } = this.#deps;
    try {
      const problem = await this.#scan(scan, signal);
      if (problem !== undefined)
        log.info({ providerId: scan.providerId, problem: problem.en }, 'a scan failed');
      if (await this.#end(scan, problem ?? null)) events.changed('notifications', 'all');
      events.changed('storageProviders', [scan.providerId]);
      events.changed('files', 'all');
    } catch (error) {
      // Nothing is known of the database: the scan waits until its time is over, and is begun again.
      log.warn({ err: error, providerId: scan.providerId }, 'a scan of a storage provider was broken off');
    }
  }

  /** @returns whether the notifications have changed */
  #end(scan: TakenScan, problem: StoredProblem | null): Promise<boolean> {
    const { pool, clock } = this.#deps;
    const end = { problem, now: clock.now() };
    return inTransaction(pool, async (tx) => {
      if (!(await endScan(tx, scan, end))) return false;
      const [stored] = await findStoredProviders(tx, [scan.providerId]);
      return stored !== undefined && (await tellOfScan(tx, scan, stored.name, end));
    });
  }

  /** @returns why it failed; undefined: it has ended well, or is not ours any more */
  async #scan(scan: TakenScan, signal: AbortSignal): Promise<StoredProblem | undefined> {
    const { pool, outbound } = this.#deps;
    const [stored] = await findStoredProviders(pool, [scan.providerId]);
    if (stored === undefined) return undefined;
    const { verifyTls } = await getStorageProviderSettings(pool);
    const connection = openProvider(openPlace(this.#deps, stored), { guard: outbound, verifyTls });
    try {
      await scanProvider(this.#deps, scan, connection, signal);
      return undefined;
    } catch (error) {
      if (signal.aborted || error instanceof ScanLostError) return undefined;
      if (!(error instanceof ProviderProblem)) throw error;
      return { kind: error.kind, field: error.field, ...error.text };
    } finally {
      connection.close();
    }
  }
}

/** Nobody else ends scans whose nodes are gone for good. @returns whether the notifications have changed */
async function tellOfLost(tx: ClientBase, lost: readonly TakenScan[], now: Date): Promise<boolean> {
  if (lost.length === 0) return false;
  const providers = await findStoredProviders(
    tx,
    lost.map(({ providerId }) => providerId),
  );
  const names = new Map(providers.map(({ id, name }) => [id, name]));
  let told = false;
  for (const scan of lost) {
    const end = { problem: givenUp, now };
    if (await tellOfScan(tx, scan, names.get(scan.providerId) ?? '', end)) told = true;
  }
  return told;
}
