import { correctedCatalog } from '@deskfleet/catalog';
import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { holdClients } from '../clients/index.ts';
import { compareWithReported, moveHistory } from '../values/index.ts';
import { readCorrections } from './corrections.queries.ts';
import {
  endMoves,
  extendLaterMoves,
  findMovedClients,
  type MovesUnderWay,
  noteMoves,
  takeMoves,
} from './moved-values.queries.ts';

interface Deps extends Pick<ServerContext, 'pool'> {
  /** Null: a node that begins to work makes the task. */
  readonly queue: ServerContext['queue'] | null;
}

/** Clients whose reports are read at once: phones wait meanwhile for their turn in this process. */
const COMPARED_AT_ONCE = 100;
/** Entries of the history that are looked at in one transaction. */
const RENAMED_AT_ONCE = 2_000;
/** Then the task makes room for others and goes on as a new one. */
const TASK_MS = 20_000;

/** Makes a task of letting drift and history follow a correction, for whichever node is free. */
export async function enqueueFollowing(queue: Deps['queue'], tx?: ClientBase): Promise<void> {
  await queue?.enqueue('item-names.follow', [{ payload: {}, key: 'all' }], tx);
}

/**
 * Lets drift and history follow the corrections of item names, one portion after the other. How far it has come is stored
 * with each portion, so a node may die at any line and another one goes on.
 *
 * @param forMs what is not done by then is left to a task
 */
export async function followCorrections({ pool, queue }: Deps, forMs = TASK_MS): Promise<void> {
  const until = performance.now() + forMs;
  while (await inTransaction(pool, followPortion)) {
    if (performance.now() < until) continue;
    await enqueueFollowing(queue);
    return;
  }
}

/** @returns whether there was anything to do */
async function followPortion(tx: ClientBase): Promise<boolean> {
  const underWay = await takeMoves(tx);
  if (underWay === undefined) return false;
  if (!(await compareSome(tx, underWay)) && !(await renameSome(tx, underWay)))
    await endMoves(tx, underWay.id);
  return true;
}

/** @returns whether there were any */
async function compareSome(tx: ClientBase, underWay: MovesUnderWay): Promise<boolean> {
  const clients = await findMovedClients(tx, underWay.moves, underWay.clientAfter, COMPARED_AT_ONCE);
  const last = clients.at(-1);
  if (last === undefined) return false;
  const stored = await readCorrections(tx);
  const catalog = correctedCatalog(new Map([...stored].map(([id, { correction }]) => [id, correction])));
  await holdClients(tx, clients);
  await compareWithReported(tx, clients, catalog);
  await noteMoves(tx, { ...underWay, clientAfter: last });
  return true;
}

/** @returns whether there were any */
async function renameSome(tx: ClientBase, underWay: MovesUnderWay): Promise<boolean> {
  const { moves, changeAfter, lastChange } = underWay;
  const moved = await moveHistory(tx, moves, {
    after: changeAfter,
    last: lastChange,
    count: RENAMED_AT_ONCE,
  });
  if (moved === undefined) return false;
  await noteMoves(tx, { ...underWay, changeAfter: moved.last });
  await extendLaterMoves(tx, underWay.id, moved.added);
  return true;
}
