import {
  askForVersion,
  askVersionOf,
  closeDeployments,
  filesWait,
  isTransferring,
  settleWithoutSending,
  tellFiles,
  tellSoftware,
} from './deployments.ts';
import type { OutgoingItem, StepResult } from './dialogue.ts';
import { describeKey, keyOf, type OpenConfiguration, type Turn } from './turn.ts';
import { emptyItem, usersWaitForCall, workOnUsers } from './user-work.ts';
import { writePieces } from './write-pieces.ts';

/** An interaction that has not come to its end after this many actions is ended by us (protocol reference 12.15). */
const MAX_EXCHANGES = 100;

/** Fixed vendor value that a phone wants with a factory reset (G 51). */
const FACTORY_RESET_PASSWORD = '124816';

/**
 * The next action for what is still open: first what is unknown is read, then values are written, then the phone is told of files,
 * at last it is restarted or gets software, with which it restarts by itself; when nothing is left, or nothing more can be done
 * now, the dialogue ends.
 */
export function plan(turn: Turn): StepResult {
  closeFinished(turn);
  settleWithoutSending(turn);
  closeDeployments(turn);
  if (turn.dialogue.exchanges < MAX_EXCHANGES) {
    const next =
      verify(turn) ??
      askForVersion(turn) ??
      readInventory(turn) ??
      workOnUsers(turn) ??
      write(turn) ??
      tellFiles(turn) ??
      tellSoftware(turn) ??
      restart(turn);
    if (next !== undefined) return next;
  }
  return cleanUp(turn);
}

/** Asks what the phone has of the values that an interrupted dialogue sent. Secrets cannot be read back. */
function verify(turn: Turn): StepResult | undefined {
  const current = turn.currentConfigurations;
  const pending = new Set(current.flatMap((configuration) => configuration.pending.map(keyOf)));
  const items = turn.dialogue.unverified.filter((item) => 'value' in item && pending.has(keyOf(item)));
  if (items.length === 0) return undefined;
  const asked = new Set(items.map(keyOf));
  for (const configuration of current) {
    const count = configuration.pending.filter((item) => asked.has(keyOf(item))).length;
    if (count > 0) {
      turn.change(configuration.targetId, { state: 'in-dialogue', open: true }, 'target.verifying', {
        count,
      });
    }
  }
  return askFor(turn, items);
}

function askFor(turn: Turn, items: readonly OutgoingItem[]): StepResult {
  return turn.answer(
    'ReadItems',
    items.map((item) => ({ ...item, value: '' })),
    { kind: 'verification', items },
  );
}

/**
 * Asks once more for a reply of which pieces are gone (section 11: when the chain breaks they are thrown away). What was
 * written is not written again for that: it stays unverified until the phone's next call.
 */
export function readAgain(turn: Turn): StepResult {
  const { awaiting, exchanges } = turn.dialogue;
  if (exchanges >= MAX_EXCHANGES) return turn.end();
  if (awaiting.kind === 'inventory') return turn.answer('ReadAllItems', [], awaiting);
  if (awaiting.kind === 'verification') return askFor(turn, awaiting.items);
  if (awaiting.kind === 'software-version') return askVersionOf(turn, awaiting.targetId);
  if (awaiting.kind === 'user-read') return turn.answer('ReadItems', awaiting.names.map(emptyItem), awaiting);
  return { action: 'CleanUp', items: [], dialogue: turn.dialogue, effects: [] };
}

function readInventory(turn: Turn): StepResult | undefined {
  if (turn.dialogue.inventory !== 'needed') return undefined;
  for (const work of turn.open('refresh-data')) {
    turn.change(work.targetId, { state: 'in-dialogue', open: true }, 'target.in_dialogue');
  }
  return turn.answer('ReadAllItems', [], { kind: 'inventory' });
}

function write(turn: Turn): StepResult | undefined {
  if (turn.dialogue.busy) return undefined;
  const writable = turn.currentConfigurations.filter((configuration) => !withheld(turn, configuration));
  const already = new Set(turn.dialogue.written);
  const orders = new Map<string, OutgoingItem>();
  for (const configuration of writable) {
    for (const item of configuration.pending) {
      const key = keyOf(item);
      if (!already.has(key)) orders.set(key, item);
    }
  }
  const [piece = []] = writePieces([...orders.values()], turn.dialogue.maxItems);
  if (piece.length === 0) return undefined;
  const sent = new Set(piece.map(keyOf));
  for (const configuration of writable) {
    const count = configuration.pending.filter((item) => sent.has(keyOf(item))).length;
    if (count > 0) {
      turn.change(configuration.targetId, { state: 'in-dialogue', open: true }, 'target.sent', { count });
    }
  }
  return turn.answer('WriteItems', piece, { kind: 'write', items: piece });
}

/** A target with a secret waits as a whole, so that a phone never has half of an account. */
function withheld(turn: Turn, configuration: OpenConfiguration): boolean {
  return !turn.input.secretsAllowed && configuration.pending.some((item) => 'sealed' in item);
}

/** The phone does not answer a restart: it is gone until its `start-up` (section 10.3). */
function restart(turn: Turn): StepResult | undefined {
  // What the phone is just fetching would be lost.
  if (turn.dialogue.busy || isTransferring(turn)) return undefined;
  const due = turn.open('restart', 'factory-reset').filter((work) => !work.sent || work.mayRepeat);
  if (due.length === 0) return undefined;
  const reset = due.some((work) => work.kind === 'factory-reset');
  for (const work of due) {
    turn.change(
      work.targetId,
      { state: 'in-dialogue', open: true, progress: { sent: true } },
      reset ? 'target.reset_sent' : 'target.restart_sent',
    );
  }
  const items: OutgoingItem[] = reset
    ? [
        { name: 'restart-password', value: FACTORY_RESET_PASSWORD },
        { name: 'restart-type', value: 'FactoryReset' },
      ]
    : [];
  return turn.answer('Restart', items, { kind: 'restart', targetIds: due.map((work) => work.targetId) });
}

/**
 * Ends the dialogue and says of every target that stays open what it waits for. A busy phone is asked to call when it
 * is idle again, and one for which there is more to be written at once (section 13); firmware that ignores this is asked
 * again by the job engine.
 */
function cleanUp(turn: Turn): StepResult {
  const { busy } = turn.dialogue;
  let callBack = false;
  for (const configuration of turn.configurations) {
    if (turn.comesAfterReset(configuration.targetId)) {
      turn.change(configuration.targetId, { state: 'waiting', open: true }, 'target.after_reset');
    } else if (withheld(turn, configuration)) {
      turn.change(configuration.targetId, { state: 'waiting', open: true }, 'target.withheld');
      // A phone that came because it was asked, and yet may not have them, would come in vain again.
      if (turn.dialogue.reason !== 'solicited') turn.effects.push({ kind: 'request-contact' });
    } else if (busy) {
      turn.change(configuration.targetId, { state: 'busy', open: true }, 'target.busy');
      callBack = true;
    } else {
      if (configuration.targetId === null) turn.keepDue();
      turn.effects.push({ kind: 'request-contact' });
      // Our own request would fall into its contact gap; a phone that knows no end would never leave us alone.
      callBack ||= turn.dialogue.exchanges < MAX_EXCHANGES;
    }
  }
  for (const work of turn.open('restart', 'factory-reset')) {
    if (work.sent && !work.mayRepeat) {
      turn.change(work.targetId, { state: 'in-dialogue', open: true }, 'target.waiting_for_start');
    } else if (busy) {
      turn.change(work.targetId, { state: 'busy', open: true }, 'target.busy');
      callBack = true;
    } else if (isTransferring(turn)) {
      turn.change(work.targetId, { state: 'waiting', open: true }, 'target.after_transfer');
    }
  }
  if (filesWait(turn)) callBack = true;
  if (usersWaitForCall(turn)) callBack = true;
  for (const work of turn.open('refresh-data')) {
    if (!busy) continue;
    turn.change(work.targetId, { state: 'busy', open: true }, 'target.busy');
    callBack = true;
  }
  return turn.end(callBack ? [{ name: 'send-solicited', value: 'true' }] : []);
}

/** Closes configure targets of which every value is stored or refused. */
function closeFinished(turn: Turn): void {
  for (const configuration of [...turn.configurations]) {
    const { stored, keys } = configuration;
    const progress = { stored, refused: configuration.refused, ...(keys === undefined ? {} : { keys }) };
    const refusals = Object.entries(configuration.refused);
    const count = configuration.stored.length + refusals.length;
    const { targetId } = configuration;
    if (configuration.pending.length > 0) {
      if (turn.message.reason === 'reply-to' && count > 0 && targetId !== null) {
        turn.effects.push({
          kind: 'target',
          targetId,
          change: { state: 'in-dialogue', open: true, progress },
        });
      }
      continue;
    }
    const [first] = refusals;
    if (first === undefined) {
      const code = count === 0 ? 'target.nothing_to_send' : 'target.stored';
      turn.change(targetId, { state: 'success', open: false, progress }, code, { count });
      continue;
    }
    const params = { count, refused: refusals.length, item: describeKey(first[0]), status: first[1] };
    if (configuration.stored.length > 0) {
      turn.change(
        targetId,
        { state: 'partial-successful', open: false, progress },
        'target.refused_some',
        params,
      );
    } else {
      const code = count === 1 ? 'target.refused' : 'target.refused_all';
      turn.change(targetId, { state: 'failed', open: false, progress }, code, params);
    }
  }
}
