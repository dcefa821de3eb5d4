import type { Item } from '@deskfleet/protocol';
import type { ClientBase, Pool } from 'pg';
import { lockClients, storeConfirmedNumbers } from '../../features/clients/index.ts';
import { type TargetUpdate, updateTargets } from '../../features/jobs/index.ts';
import {
  mergeReportedItems,
  storeConfirmed,
  storeInventories,
  storeRefusals,
  type ToldInventory,
} from '../../features/values/index.ts';
import { inTransaction, type Wording } from '../../infra/db/index.ts';
import type { Effect, TargetChange } from '../dialogue/dialogue.ts';
import { type DialogueChange, removePieces, storeDialogues, storePieces } from './dialogues.queries.ts';

/** What one answered message leaves, about to be made durable. */
export interface StepToCommit {
  readonly change: DialogueChange;
  readonly effects: readonly Effect[];
  /** Number of the piece that this message is, should it be one. */
  readonly piece: number;
  /** Raw item list of this message. */
  readonly rawItems: Uint8Array;
  /** Raw item lists of the earlier pieces of the reply. */
  readonly earlierPieces: readonly Uint8Array[];
  /** Pieces of an earlier reply may lie around. */
  readonly hadPieces: boolean;
  readonly replyItems: () => readonly Item[];
  /** When to try again to reach the phone for what stays open. */
  readonly nextAttemptAt: Date;
}

export interface CommittedStep {
  /** False: another message of this phone was faster, everything has to be looked at again. */
  readonly taken: boolean;
  /** Jobs of which a target changed. */
  readonly jobIds: readonly string[];
  /** Of those, targets of these jobs have ended. */
  readonly endedJobIds: readonly string[];
}

/** Makes the effects of a batch of messages durable in one transaction; only then may their answers leave. */
export async function commitSteps(
  pool: Pool,
  steps: readonly StepToCommit[],
  now: Date,
): Promise<CommittedStep[]> {
  return inTransaction(pool, async (tx) => {
    await lockClients(
      tx,
      steps.filter(changesClient).map((step) => step.change.clientId),
    );
    const takenIds = await storeDialogues(
      tx,
      steps.map((step) => step.change),
      now,
    );
    const taken = steps.filter((step) => takenIds.has(step.change.clientId));
    await commitPieces(tx, taken);
    await commitValues(tx, taken, now);
    const jobIds = await commitTargets(tx, taken, now);
    return steps.map((step) => {
      const isTaken = takenIds.has(step.change.clientId);
      const ended = step.effects.some((effect) => effect.kind === 'target' && effect.change?.open === false);
      return { taken: isTaken, jobIds: isTaken ? jobIds : [], endedJobIds: isTaken && ended ? jobIds : [] };
    });
  });
}

function changesClient({ effects }: StepToCommit): boolean {
  return effects.some(({ kind }) => kind !== 'piece' && kind !== 'target' && kind !== 'request-contact');
}

async function commitPieces(tx: ClientBase, steps: readonly StepToCommit[]): Promise<void> {
  await removePieces(
    tx,
    steps.filter((step) => step.hadPieces).map((step) => step.change.clientId),
  );
  await storePieces(
    tx,
    steps.flatMap(({ change, effects, piece, rawItems }) =>
      change.next !== undefined && effects.some((effect) => effect.kind === 'piece')
        ? [{ clientId: change.clientId, cookie: change.next.cookie, piece, items: rawItems }]
        : [],
    ),
  );
}

async function commitValues(tx: ClientBase, steps: readonly StepToCommit[], now: Date): Promise<void> {
  const inventories: ToldInventory[] = [];
  const told = new Map<string, readonly Item[]>();
  const confirmed: Parameters<typeof storeConfirmed>[1][number][] = [];
  const refused: Parameters<typeof storeRefusals>[1][number][] = [];
  for (const { change, effects, earlierPieces, rawItems, replyItems } of steps) {
    const { clientId } = change;
    for (const effect of effects) {
      switch (effect.kind) {
        case 'inventory':
          inventories.push({ clientId, rawItems: [...earlierPieces, rawItems], items: replyItems });
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
  if (inventories.length > 0) await storeInventories(tx, inventories, now);
  await mergeReportedItems(tx, told, now);
  await storeConfirmed(tx, confirmed, now);
  await storeRefusals(tx, refused, now);
  // The phone uses a new number from then on (protocol reference section 8), long before its next start-up tells it.
  await storeConfirmedNumbers(
    tx,
    confirmed.flatMap((item) =>
      item.name === 'e164' && 'value' in item ? [{ clientId: item.clientId, e164: item.value }] : [],
    ),
  );
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
        ...(progress === undefined ? {} : { progress }),
        nextAttemptAt: callSoon ? now : nextAttemptAt,
      });
    }
  }
  return updateTargets(tx, updates, now);
}
