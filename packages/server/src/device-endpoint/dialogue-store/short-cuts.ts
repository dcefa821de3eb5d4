import { holdClients } from '../../features/clients/index.ts';
import { followClients } from '../../features/groups/index.ts';
import { encodeInventory, encodeRawInventory } from '../../features/values/index.ts';
import { inTransaction } from '../../infra/db/index.ts';
import type { CommitDeps, CommittedStep, StepToCommit } from './commit-steps.ts';
import { storeDialogues } from './dialogues.queries.ts';
import { completeReadings, type Reading } from './readings.queries.ts';
import { serverAddressesOf } from './server-addresses.ts';

/**
 * Ways of committing for what nearly all messages of a storm leave: each is one statement, where the transaction of
 * `commitSteps` takes eight.
 */
export type ShortCut = 'opening' | 'reading';

/** The short cut that a step may take. */
export function shortCutOf({
  change,
  effects,
  inventoryHash,
  removesPieces,
}: StepToCommit): ShortCut | undefined {
  if (removesPieces) return undefined;
  if (effects.length === 0 && change.base === null && change.next !== undefined) return 'opening';
  const [effect] = effects;
  const isOnlyReading = effects.length === 1 && effect?.kind === 'inventory' && inventoryHash !== undefined;
  return isOnlyReading && change.base !== null && change.next === undefined ? 'reading' : undefined;
}

/** Stores dialogues that begin, of messages that leave nothing else. */
export async function openDialogues(
  { pool }: CommitDeps,
  steps: readonly StepToCommit[],
  now: Date,
): Promise<CommittedStep[]> {
  const changes = steps.map((step) => step.change);
  // In one order, so that nodes never wait for each other in a circle.
  changes.sort((a, b) => Number(a.clientId) - Number(b.clientId));
  return committed(steps, await storeDialogues(pool, changes, now));
}

/** Stores inventories with which dialogues end, of clients on which nothing is wanted that has to be compared with them. */
export async function storeReadings(
  { pool, catalog }: CommitDeps,
  steps: readonly StepToCommit[],
  now: Date,
): Promise<CommittedStep[]> {
  const serverAddresses = serverAddressesOf(steps);
  if (serverAddresses.size > 0) {
    // Before the readings are taken: a node that dies in between leaves them untaken, and they are told again.
    const context = { catalog: catalog.current(), by: null, now };
    await inTransaction(pool, async (tx) => {
      // In the order of everybody: first the clients, then what belongs to them.
      await holdClients(tx, [...serverAddresses.keys()]);
      await followClients(tx, { clientIds: [], serverAddresses, nextAttemptAt: now }, context);
    });
  }
  const readings = steps.flatMap(
    ({ change, inventoryHash, isKnownInventory, plainInventory, replyItems }): Reading[] => {
      if (change.base === null || inventoryHash === undefined) return [];
      const { clientId, base, knowsWork } = change;
      const changed = () =>
        plainInventory === undefined
          ? encodeInventory(replyItems(), now)
          : encodeRawInventory(plainInventory, now);
      const document = isKnownInventory ? null : changed();
      return [{ clientId, ...base, knowsWork, hash: inventoryHash, document }];
    },
  );
  return committed(steps, await completeReadings(pool, readings, now));
}

function committed(steps: readonly StepToCommit[], versions: ReadonlyMap<string, number>): CommittedStep[] {
  return steps.map(({ change }) => {
    const version = versions.get(change.clientId);
    return { taken: version !== undefined, version: version ?? 0, jobIds: [], endedJobIds: [] };
  });
}
