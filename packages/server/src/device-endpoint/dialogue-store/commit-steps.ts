import type { Catalog } from '@deskfleet/catalog';
import type { Item } from '@deskfleet/protocol';
import type { ClientBase, Pool } from 'pg';
import { lockClients, storeConfirmedNumbers } from '../../features/clients/index.ts';
import {
  beginTransfers,
  pauseTransfers,
  storeSoftwareOrders,
  storeToldFiles,
} from '../../features/deployments/index.ts';
import { followClients } from '../../features/groups/index.ts';
import { countRefusals } from '../../features/item-names/index.ts';
import { orderMobility, type TargetUpdate, updateTargets, wakeLogons } from '../../features/jobs/index.ts';
import { applyMobility, reserveUser } from '../../features/users/index.ts';
import {
  type DueProgress,
  mergeReportedItems,
  storeConfirmed,
  storeDueProgress,
  storeInventories,
  storeRefusals,
  type ToldInventory,
} from '../../features/values/index.ts';
import type { CatalogInUse } from '../../infra/catalog/index.ts';
import { inTransaction, type Wording } from '../../infra/db/index.ts';
import type { SecretBox } from '../../infra/secrets/index.ts';
import type { Effect, TargetChange } from '../dialogue/dialogue.ts';
import type { Piece } from '../pieces.ts';
import { type DialogueChange, removePieces, storeDialogues, storePieces } from './dialogues.queries.ts';
import { serverAddressesOf } from './server-addresses.ts';

/** What one answered message leaves, about to be made durable. */
export interface StepToCommit {
  readonly change: DialogueChange;
  readonly effects: readonly Effect[];
  /** Fingerprint of the inventory that is complete with this message. */
  readonly inventoryHash: Buffer | undefined;
  /** It is the one that was stored when the dialogue began. */
  readonly isKnownInventory: boolean;
  /** Its raw text, when that may be kept as it is; otherwise its items are well-formed. */
  readonly plainInventory: string | undefined;
  /** Raw item lists of the reply, the last ones, that go into the database when the reply goes on. */
  readonly unstoredPieces: readonly Piece[];
  /** Pieces that are not wanted any more may lie in the database. */
  readonly removesPieces: boolean;
  readonly replyItems: () => readonly Item[];
  /** When to try again to reach the phone for what stays open. */
  readonly nextAttemptAt: Date;
}

export interface CommittedStep {
  /** False: another message of this phone was faster, or work came up; everything has to be looked at again. */
  readonly taken: boolean;
  /** Version of the dialogue now. */
  readonly version: number;
  /** Jobs of which a target changed. */
  readonly jobIds: readonly string[];
  /** Of those, targets of these jobs have ended. */
  readonly endedJobIds: readonly string[];
}

export interface CommitDeps {
  readonly pool: Pool;
  readonly catalog: CatalogInUse;
  readonly secrets: SecretBox;
}

/** Makes the effects of a batch of messages durable in one transaction; only then may their answers leave. */
export async function commitSteps(
  { pool, catalog, secrets }: CommitDeps,
  steps: readonly StepToCommit[],
  now: Date,
): Promise<CommittedStep[]> {
  return inTransaction(pool, async (tx) => {
    await lockClients(
      tx,
      steps.filter(changesClient).map((step) => step.change.clientId),
    );
    const lost = await reserveUsers(tx, steps, now, catalog.current());
    await reserveTransfers(tx, steps, lost, now);
    const versions = await storeDialogues(
      tx,
      steps.filter((step) => !lost.has(step)).map((step) => step.change),
      now,
    );
    const taken = steps.filter((step) => !lost.has(step) && versions.has(step.change.clientId));
    await commitPieces(tx, taken);
    const renumbered = await commitValues(tx, taken, now, catalog.current());
    // The answer may end the dialogue, so what becomes due now is for the next one.
    const changed = {
      clientIds: renumbered,
      serverAddresses: serverAddressesOf(taken),
      nextAttemptAt: now,
    };
    await followClients(tx, changed, { catalog: catalog.current(), by: null, now });
    await commitFiles(tx, taken, now);
    const ordered = await commitUsers(tx, taken, secrets, now);
    const jobIds = [...(await commitTargets(tx, taken, now)), ...ordered];
    await storeDueProgress(
      tx,
      taken.flatMap((step) => dueProgressOf(step, now)),
    );
    // Last, for the rows that many phones count in stay locked until the end.
    await countRefusals(tx, refusalsOf(taken), now);
    return steps.map((step) => {
      const version = versions.get(step.change.clientId);
      if (version === undefined || lost.has(step))
        return { taken: false, version: 0, jobIds: [], endedJobIds: [] };
      const ended = step.effects.some((effect) => effect.kind === 'target' && effect.change?.open === false);
      return { taken: true, version, jobIds, endedJobIds: ended ? jobIds : [] };
    });
  });
}

/** Effects that leave everything of the client itself as it was. */
const besideClient: ReadonlySet<Effect['kind']> = new Set([
  'piece',
  'target',
  'transfer',
  'software',
  'files-told',
  'values-due',
  'request-contact',
]);

/** Takes users for the phones that are about to get their profiles. @returns steps for which somebody was faster */
async function reserveUsers(
  tx: ClientBase,
  steps: readonly StepToCommit[],
  now: Date,
  catalog: Catalog,
): Promise<Set<StepToCommit>> {
  const lost = new Set<StepToCommit>();
  for (const step of steps) {
    for (const effect of step.effects) {
      if (effect.kind !== 'mobility' || effect.change.kind !== 'reserve') continue;
      if (!(await reserveUser(tx, step.change.clientId, effect.change, now, catalog))) lost.add(step);
    }
  }
  return lost;
}

/** Takes places for the phones that are about to fetch files; where there is none any more, everything is looked at again. */
async function reserveTransfers(
  tx: ClientBase,
  steps: readonly StepToCommit[],
  lost: Set<StepToCommit>,
  now: Date,
): Promise<void> {
  const begun = steps.filter((step) => !lost.has(step) && transfersOf(step, true).length > 0);
  const refused = await beginTransfers(
    tx,
    begun.flatMap((step) => transfersOf(step, true)),
    now,
  );
  for (const step of begun) {
    if (transfersOf(step, true).some((targetId) => refused.has(targetId))) lost.add(step);
  }
}

function transfersOf({ effects }: StepToCommit, begins: boolean): string[] {
  return effects.flatMap((effect) =>
    effect.kind === 'transfer' && effect.begins === begins ? [effect.targetId] : [],
  );
}

/** What is known of files that phones were told of. */
async function commitFiles(tx: ClientBase, steps: readonly StepToCommit[], now: Date): Promise<void> {
  await pauseTransfers(
    tx,
    steps.flatMap((step) => transfersOf(step, false)),
  );
  const ofClients = steps.flatMap(({ change: { clientId }, effects }) =>
    effects.map((effect) => ({ clientId, effect })),
  );
  await storeSoftwareOrders(
    tx,
    ofClients.flatMap(({ clientId, effect }) => {
      if (effect.kind !== 'software') return [];
      return [{ clientId, targetId: effect.targetId, told: effect.told }];
    }),
    now,
  );
  await storeToldFiles(
    tx,
    ofClients.flatMap(({ clientId, effect }) =>
      effect.kind === 'files-told' ? effect.files.map((file) => ({ ...file, clientId })) : [],
    ),
    now,
  );
}

/** What became of users, and what follows for them. @returns jobs that were ordered */
async function commitUsers(
  tx: ClientBase,
  steps: readonly StepToCommit[],
  secrets: SecretBox,
  now: Date,
): Promise<string[]> {
  const jobIds: string[] = [];
  for (const { change, effects } of steps) {
    const changes = effects.flatMap((effect) => (effect.kind === 'mobility' ? [effect.change] : []));
    const freed = await applyMobility(tx, change.clientId, changes, secrets, now);
    for (const userId of freed) await wakeLogons(tx, userId, now);
    for (const effect of effects) {
      if (effect.kind !== 'mobility-order') continue;
      const jobId = await orderMobility(tx, effect.order, now);
      if (jobId !== undefined) jobIds.push(jobId);
    }
  }
  return jobIds;
}

function changesClient({ effects }: StepToCommit): boolean {
  return effects.some(({ kind }) => !besideClient.has(kind));
}

async function commitPieces(tx: ClientBase, steps: readonly StepToCommit[]): Promise<void> {
  await removePieces(
    tx,
    steps.filter((step) => step.removesPieces).map((step) => step.change.clientId),
  );
  await storePieces(
    tx,
    steps.flatMap(({ change: { clientId, next }, effects, unstoredPieces }) => {
      if (next === undefined || !effects.some((effect) => effect.kind === 'piece')) return [];
      const first = next.pieces - unstoredPieces.length + 1;
      return unstoredPieces.map(({ items }, place) => ({
        clientId,
        cookie: next.cookie,
        piece: first + place,
        items,
      }));
    }),
  );
}

/** @returns clients whose number may have changed */
async function commitValues(
  tx: ClientBase,
  steps: readonly StepToCommit[],
  now: Date,
  catalog: Catalog,
): Promise<string[]> {
  const inventories: ToldInventory[] = [];
  const told = new Map<string, readonly Item[]>();
  const confirmed: Parameters<typeof storeConfirmed>[1][number][] = [];
  const refused: Parameters<typeof storeRefusals>[1][number][] = [];
  for (const { change, effects, inventoryHash, replyItems } of steps) {
    const { clientId } = change;
    for (const effect of effects) {
      switch (effect.kind) {
        case 'inventory':
          if (inventoryHash !== undefined) {
            inventories.push({ clientId, hash: inventoryHash, items: replyItems });
          }
          break;
        case 'reported':
          told.set(clientId, [...(told.get(clientId) ?? []), ...effect.items]);
          break;
        case 'stored':
          for (const item of effect.items) confirmed.push({ ...item, clientId });
          break;
        case 'refused':
          for (const item of effect.items) refused.push({ ...item, clientId });
          break;
        default:
          break;
      }
    }
  }
  if (inventories.length > 0) await storeInventories(tx, inventories, now, catalog);
  await mergeReportedItems(tx, told, now, catalog);
  await storeConfirmed(tx, confirmed, now, catalog);
  await storeRefusals(tx, refused, now);
  // The phone uses a new number from then on (protocol reference section 8), long before its next start-up tells it.
  const numbers = confirmed.flatMap((item) =>
    item.name === 'e164' && 'value' in item ? [{ clientId: item.clientId, e164: item.value }] : [],
  );
  await storeConfirmedNumbers(tx, numbers);
  return numbers.map(({ clientId }) => clientId);
}

function refusalsOf(steps: readonly StepToCommit[]) {
  return steps.flatMap(({ change: { clientId }, effects }) =>
    effects.flatMap((effect) =>
      effect.kind === 'refused' ? effect.items.map((item) => ({ ...item, clientId })) : [],
    ),
  );
}

/** What became of values that were due without a job; the last word counts. */
function dueProgressOf({ change, effects, nextAttemptAt }: StepToCommit, now: Date): DueProgress[] {
  const last = effects.findLast((effect) => effect.kind === 'values-due');
  if (last === undefined) return [];
  const callSoon = effects.some((effect) => effect.kind === 'request-contact');
  const { version, settled } = last;
  return [{ clientId: change.clientId, version, settled, nextAttemptAt: callSoon ? now : nextAttemptAt }];
}

/** The dialogue knows no clock. */
function stamped(progress: object, toldNow: boolean, now: Date): object {
  const at = now.toISOString();
  if (toldNow) return { ...progress, toldAt: at };
  return 'sent' in progress ? { ...progress, sentAt: at } : progress;
}

function waitUntil(change: TargetChange | undefined, now: Date): Date | undefined {
  return change?.waitSeconds === undefined ? undefined : new Date(now.getTime() + change.waitSeconds * 1_000);
}

async function commitTargets(tx: ClientBase, steps: readonly StepToCommit[], now: Date): Promise<string[]> {
  const updates: TargetUpdate[] = [];
  for (const { effects, nextAttemptAt } of steps) {
    const callSoon = effects.some((effect) => effect.kind === 'request-contact');
    const merged = new Map<
      string,
      { change: TargetChange | undefined; events: Wording[]; progress: object | undefined }
    >();
    for (const effect of effects) {
      if (effect.kind !== 'target') continue;
      const target = merged.get(effect.targetId) ?? { change: undefined, events: [], progress: undefined };
      target.change = effect.change ?? target.change;
      target.progress = effect.change?.progress ?? target.progress;
      if (effect.event !== undefined) target.events.push(effect.event);
      merged.set(effect.targetId, target);
    }
    for (const [targetId, { change, events, progress }] of merged) {
      updates.push({
        targetId,
        events,
        ...(change === undefined ? {} : { state: change.state, open: change.open }),
        ...(change?.reason === undefined ? {} : { reason: change.reason }),
        ...(progress === undefined ? {} : { progress: stamped(progress, change?.toldNow === true, now) }),
        nextAttemptAt: waitUntil(change, now) ?? (callSoon ? now : nextAttemptAt),
      });
    }
  }
  return updateTargets(tx, updates, now);
}
