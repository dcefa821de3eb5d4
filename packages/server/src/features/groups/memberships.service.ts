import type { ClientBase, Pool } from 'pg';
import type { CatalogInUse } from '../../infra/catalog/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import { inTransaction } from '../../infra/db/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { holdClients } from '../clients/index.ts';
import { type SettleContext, settleClients, takeUnsettled } from '../templates/index.ts';
import { findReportedItem, markValuesDue } from '../values/index.ts';
import {
  compactCounts,
  findGroupsAnew,
  findGroupWishes,
  findUnread,
  storeFacts,
  storeServerAddresses,
} from './memberships.queries.ts';

/** The item with the address of the server that a phone registers at, SIP and HFA alike. */
export const SERVER_ADDRESS = 'reg-addr';

/**
 * A phone that is calling gets what has become due in this dialogue; should it break off, it is asked to call again. In a storm it may
 * have to wait for its turn, and come again.
 */
const CALLER_PATIENCE_MS = 120_000;

/** What clients say of themselves has changed, or may have. */
export interface ChangedClients {
  readonly clientIds: readonly string[];
  /** The server addresses that some of them report. */
  readonly serverAddresses?: ReadonlyMap<string, string>;
  /** When to ask phones to call that do not get by themselves what becomes due. */
  readonly nextAttemptAt: Date;
}

/**
 * Lets the groups of clients follow what the phones say: templates of a group reach a phone that joins and are withdrawn from one
 * that leaves. Costs one statement when nothing has changed that a filter looks at.
 *
 * @returns clients on which values have become due
 */
export async function followClients(
  tx: ClientBase,
  { clientIds, serverAddresses = new Map(), nextAttemptAt }: ChangedClients,
  context: SettleContext,
): Promise<string[]> {
  const facts = clientIds.length === 0 ? [] : await storeFacts(tx, clientIds);
  const changed = new Set(facts.map(({ clientId }) => clientId));
  for (const clientId of await storeServerAddresses(tx, serverAddresses)) changed.add(clientId);
  if (changed.size === 0) return [];
  const moved = await findGroupsAnew(tx, [...changed], context.now);
  // Templates may be for other kinds of phones than it is now.
  const others = facts.filter(({ isNew }) => !isNew).map(({ clientId }) => clientId);
  const ids = [...new Set([...moved, ...others])];
  if (ids.length === 0) return [];
  const keys = await settleClients(tx, ids, await findGroupWishes(tx, ids), context);
  await markValuesDue(tx, keys, nextAttemptAt);
  return [...keys.keys()];
}

/** When a phone whose dialogue begins is asked to call again, should it not get everything. */
export function callerPatience(now: Date): Date {
  return new Date(now.getTime() + CALLER_PATIENCE_MS);
}

export interface SettlingDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly events: Pick<EventHub, 'changed'>;
  readonly catalog: CatalogInUse;
}

/**
 * Reads the server addresses of some clients that told them before groups were there. A portion in a round: after an update all phones
 * may be calling at once, and nobody waits for this.
 */
async function readServerAddresses(deps: SettlingDeps): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.pool, async (tx) => {
    const clientIds = await findUnread(tx, PORTION);
    if (clientIds.length === 0) return;
    await holdClients(tx, clientIds);
    const told = await findReportedItem(tx, clientIds, SERVER_ADDRESS);
    const serverAddresses = new Map(clientIds.map((id) => [id, told.get(id) ?? '']));
    const context: SettleContext = { catalog: deps.catalog.current(), by: null, now };
    await followClients(tx, { clientIds: [], serverAddresses, nextAttemptAt: now }, context);
  });
}

/** Clients of one transaction: phones among them that call have to wait for its end. */
const PORTION = 200;

/**
 * Brings the templates of clients in line with a change of groups or templates, one portion after the other, until nothing is left.
 * Whatever dies in between, another node goes on.
 */
export async function settleUnsettled(deps: SettlingDeps): Promise<void> {
  for (;;) {
    const now = deps.clock.now();
    const settled = await inTransaction(deps.pool, async (tx) => {
      const clientIds = await takeUnsettled(tx, PORTION);
      if (clientIds.length === 0) return clientIds;
      const context: SettleContext = { catalog: deps.catalog.current(), by: null, now };
      const keys = await settleClients(tx, clientIds, await findGroupWishes(tx, clientIds), context);
      await markValuesDue(tx, keys, now);
      return clientIds;
    });
    if (settled.length === 0) return;
    deps.events.changed('clients', settled);
    deps.events.changed('templates', 'all');
    if (settled.length < PORTION) return;
  }
}

const INTERVAL_MS = 1_000;
/** Counts are put together every minute. */
const COMPACT_EVERY = 60;

/** Settles every second until stopped. */
export function keepSettled(deps: SettlingDeps & { readonly log: Logger }): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  let round = 0;
  const settleRound = async () => {
    await readServerAddresses(deps);
    await settleUnsettled(deps);
    if (round % COMPACT_EVERY === 0) await inTransaction(deps.pool, compactCounts);
    round += 1;
  };
  const timer = setInterval(() => {
    running ??= settleRound()
      .catch((error: unknown) => deps.log.warn({ err: error }, 'templates of clients could not be settled'))
      .finally(() => {
        running = undefined;
      });
  }, INTERVAL_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
