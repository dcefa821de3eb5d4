import {
  type InitialMessage,
  type Item,
  isBasicItem,
  type PhoneMessage,
  type ReplyMessage,
} from '@deskfleet/protocol';
import { isAboutFiles } from '../../features/deployments/index.ts';
import { clipWords } from '../../infra/text/index.ts';
import { filesRefused } from './deployments.ts';
import type { Dialogue, OutgoingItem, StepInput, StepResult } from './dialogue.ts';
import { plan, readAgain } from './plan.ts';
import { compareWithList, hearOfFiles, hearVersion, keepsSilent } from './told-results.ts';
import { keyOf, owesInventory, sameOrder, Turn } from './turn.ts';
import { giveUpLogon, hearOfUser, meetUser } from './users.ts';

/** A reply in more or larger pieces than any phone has values for is not followed to its end. */
const MAX_PIECES = 1_000;
const MAX_PIECES_BYTES = 8 * 1_048_576;
/** Longest words of a phone that are kept. */
const MAX_WORDS = 200;

/** What administrators order; values that are due without a job have no target. */
const ORDERED = [
  'configure',
  'refresh-data',
  'restart',
  'factory-reset',
  'deploy-files',
  'logon',
  'logoff',
] as const;

const nothingAwaited: Dialogue = {
  reason: 'solicited',
  awaiting: { kind: 'inventory' },
  exchanges: 0,
  pieces: 0,
  pieceBytes: 0,
  inventory: 'not-needed',
  busy: false,
  written: [],
  unverified: [],
  maxItems: null,
};

const NOTHING_TO_DO: StepResult = { action: 'CleanUp', items: [], dialogue: undefined, effects: [] };

/**
 * Decides the answer to one message of a phone: pure, without I/O and clock. It works off all that is open for this
 * phone, one action a message, until `CleanUp` (protocol reference sections 10 to 13).
 */
export function step(input: StepInput): StepResult {
  const { message } = input;
  if (message.reason === 'reply-to') return continueDialogue(input, message);
  if (message.reason === 'clean-up') return phoneAborts(input);
  return beginDialogue(input, message);
}

/**
 * An initial reason opens a fresh dialogue whatever was open before (section 2.1). Values that the earlier one sent
 * without an answer are not forgotten: the phone is asked for them before they are written again.
 */
function beginDialogue(input: StepInput, message: InitialMessage): StepResult {
  const { dialogue: previous, client } = input;
  const { reason } = message;
  const asksInventory = needsInventory(input);
  const told = changedItems(message);
  if (!asksInventory && isIdle(input) && told.length === 0) return NOTHING_TO_DO;
  const unverified = previous === undefined ? [] : leftUnverified(previous);
  const turn = new Turn(input, {
    ...nothingAwaited,
    reason,
    unverified,
    maxItems: message.maxItems ?? null,
    inventory: asksInventory ? 'needed' : 'not-needed',
  });

  if (told.length > 0) turn.effects.push({ kind: 'reported', items: told });

  for (const work of turn.open('restart', 'factory-reset')) {
    if (!work.sent || reason !== 'start-up') continue;
    turn.change(work.targetId, { state: 'success', open: false }, 'target.restarted');
    if (work.kind === 'factory-reset') turn.update({ inventory: 'needed' });
  }
  for (const work of turn.open(...ORDERED)) {
    turn.event(work.targetId, 'target.called', { reason, address: client.address });
  }
  hearOfFiles(turn);
  for (const deployment of turn.deployments) {
    if (!keepsSilent(turn, deployment)) continue;
    turn.event(deployment.work.targetId, 'target.files_asked');
    turn.update({ inventory: 'needed' });
  }
  return meetUser(turn) ?? plan(turn);
}

/**
 * Nothing is open, and nobody comes or goes; what an earlier dialogue left matters only to work that is open. Nearly every
 * contact is like that, and after a power cut the whole fleet is, so it is known before anything is planned.
 */
function isIdle({ message, work, mobility }: StepInput): boolean {
  return work.length === 0 && mobility === undefined && message.reason !== 'status';
}

function leftUnverified({ awaiting, unverified }: Dialogue): readonly OutgoingItem[] {
  return awaiting.kind === 'write' || awaiting.kind === 'verification' ? awaiting.items : unverified;
}

/**
 * Reading may be skipped only if the phone says that nothing changed (section 12.1, G 34). Attached local changes
 * need no reading either (section 12.5).
 */
function needsInventory({ dialogue: previous, message, client, work }: StepInput): boolean {
  if (work.some((order) => order.kind === 'refresh-data')) return true;
  if (message.reason === 'status' || message.reason === 'inventory-changes') return false;
  // It was asked for and never came: the phone may believe that it has told it.
  if (previous !== undefined && owesInventory(previous)) return true;
  if (!client.hasInventory || client.softwareChanged) return true;
  if (message.reason === 'local-changes' && flag(message, 'configuration-attached-flag') === true)
    return false;
  return flag(message, 'configuration-changed-flag') !== false;
}

/** Items of an initial message that tell a change of the configuration. */
function changedItems(message: PhoneMessage): readonly Item[] {
  const attached =
    message.reason === 'local-changes' && flag(message, 'configuration-attached-flag') === true;
  if (!attached && message.reason !== 'status') return [];
  return message.items.filter(
    // The results of transfers are no list of files: their indexes mean something else.
    (item) => !isBasicItem(item.name) && item.status === undefined && !isAboutFiles(item),
  );
}

function flag(message: PhoneMessage, name: string): boolean | undefined {
  const value = message.items.find((item) => item.name === name)?.value.toLowerCase();
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** The phone gives up: what it was asked last has failed, everything else stays open (section 12.14). */
function phoneAborts(input: StepInput): StepResult {
  const turn = new Turn(input, input.dialogue ?? nothingAwaited);
  if (input.dialogue === undefined) return turn.end();
  const reason = input.message.items.find((item) => item.name === 'cleanup-reason')?.value ?? '';
  const said = clipWords(reason, MAX_WORDS);
  const words =
    said === '' ? { detail: 'no reason given', detailDe: 'kein Grund genannt' } : { detail: said };
  for (const targetId of targetsAwaiting(turn)) {
    // What is due without a job has no end but being brought.
    if (targetId === null) turn.keepDue();
    else turn.change(targetId, { state: 'failed', open: false }, 'target.aborted', words);
  }
  giveUpLogon(turn);
  return turn.end();
}

/** Targets for which the last action of the dialogue was sent. */
function targetsAwaiting(turn: Turn): (string | null)[] {
  const { awaiting } = turn.dialogue;
  switch (awaiting.kind) {
    case 'inventory':
      return turn.open('refresh-data').map((work) => work.targetId);
    case 'restart':
      return [...awaiting.targetIds];
    case 'files':
    case 'software':
      return [awaiting.targetId];
    case 'software-version':
      return [];
    case 'user-read':
    case 'user-write':
      return awaiting.targetId === undefined ? [] : [awaiting.targetId];
    case 'write':
    case 'verification': {
      const keys = new Set(awaiting.items.map(keyOf));
      return turn.currentConfigurations
        .filter((configuration) => configuration.pending.some((item) => keys.has(keyOf(item))))
        .map((configuration) => configuration.targetId);
    }
  }
}

function continueDialogue(input: StepInput, message: ReplyMessage): StepResult {
  const { dialogue } = input;
  if (dialogue === undefined) return { action: 'CleanUp', items: [], dialogue: undefined, effects: [] };
  const turn = new Turn(input, { ...dialogue, maxItems: message.maxItems ?? dialogue.maxItems });
  if (!answersWhatWasAsked(dialogue, message, input.piecesLost)) {
    // Whatever the phone means: what was sent stays unverified until its next call.
    return { action: 'CleanUp', items: [], dialogue, effects: [] };
  }
  if (input.piecesLost) return readAgain(turn);
  if (message.fragment === 'next') return nextPiece(turn);

  const { awaiting } = dialogue;
  if (awaiting.kind === 'user-read' || awaiting.kind === 'user-write') {
    return hearOfUser(turn, message, awaiting) ?? plan(turn);
  }
  if (message.status !== 'accepted') notAccepted(turn, message);
  else if (awaiting.kind === 'inventory') inventoryRead(turn);
  else if (awaiting.kind === 'verification') verified(turn, awaiting.items);
  else if (awaiting.kind === 'write') written(turn, awaiting.items);
  else if (awaiting.kind === 'software-version') hearVersion(turn, awaiting.targetId);
  return plan(turn);
}

const actionOf = {
  inventory: 'ReadAllItems',
  verification: 'ReadItems',
  write: 'WriteItems',
  restart: 'Restart',
  files: 'FileDeployment',
  software: 'SoftwareDeployment',
  'software-version': 'ReadItems',
  'user-read': 'ReadItems',
  'user-write': 'WriteItems',
} as const;

function answersWhatWasAsked(dialogue: Dialogue, message: ReplyMessage, piecesLost: boolean): boolean {
  if (message.action === actionOf[dialogue.awaiting.kind]) return true;
  // By the reference later pieces keep the original action, but that is inferred (section 11).
  return message.action === 'GetNextFragment' && (dialogue.pieces > 0 || piecesLost);
}

function nextPiece(turn: Turn): StepResult {
  const { dialogue, input } = turn;
  const pieceBytes = dialogue.pieceBytes + input.itemListBytes;
  if (dialogue.pieces + 1 > MAX_PIECES || pieceBytes > MAX_PIECES_BYTES) {
    for (const targetId of targetsAwaiting(turn)) {
      if (targetId === null) turn.keepDue();
      else
        turn.change(targetId, { state: 'failed', open: false }, 'target.action_failed', {
          action: actionOf[dialogue.awaiting.kind],
          status: 'the reply does not end',
          statusDe: 'die Antwort endet nicht',
        });
    }
    return turn.end();
  }
  return {
    action: 'GetNextFragment',
    items: [],
    dialogue: { ...dialogue, pieces: dialogue.pieces + 1, pieceBytes },
    effects: [{ kind: 'piece' }],
  };
}

/** `busy` keeps the work open until the call has ended; `failed` refuses the whole action (section 10.2). */
function notAccepted(turn: Turn, message: ReplyMessage): void {
  const { awaiting } = turn.dialogue;
  const busy = message.status === 'busy';
  if (awaiting.kind === 'inventory') turn.update({ inventory: busy ? 'later' : 'done' });
  turn.update({ busy: turn.dialogue.busy || busy, unverified: [] });
  if (awaiting.kind === 'files' || awaiting.kind === 'software') {
    filesRefused(turn, message, awaiting);
    return;
  }
  if (busy) {
    if (awaiting.kind === 'restart')
      for (const targetId of awaiting.targetIds) turn.takeBackRestart(targetId);
    return;
  }
  if (awaiting.kind === 'write') {
    const statusOf = statusesIn(turn);
    settle(turn, awaiting.items, (item) => statusOf(item) ?? message.status);
    return;
  }
  for (const targetId of targetsAwaiting(turn)) {
    // What could not be verified is simply written.
    if (awaiting.kind === 'verification') continue;
    turn.change(targetId, { state: 'failed', open: false }, 'target.action_failed', {
      action: message.action,
      status: message.status,
    });
  }
}

function inventoryRead(turn: Turn): void {
  turn.update({ inventory: 'done' });
  turn.effects.push({ kind: 'inventory' });
  dropWhatIsThere(turn);
  compareWithList(turn);
  for (const work of turn.open('refresh-data')) {
    const count = turn.input.replyItems().length;
    turn.change(work.targetId, { state: 'success', open: false }, 'target.read', { count });
  }
}

/** Of values that nobody has ordered for this very phone only those are written that it does not have. */
function dropWhatIsThere(turn: Turn): void {
  for (const configuration of turn.configurations) {
    if (configuration.targetId !== null || configuration.pending.length === 0) continue;
    const wanted = new Set(configuration.pending.map(({ name }) => name));
    const told = new Map(
      turn.input.replyItems().flatMap((item) => (wanted.has(item.name) ? [[keyOf(item), item]] : [])),
    );
    configuration.pending = configuration.pending.filter((item) => {
      const known = told.get(keyOf(item));
      const isThere =
        known !== undefined && known.status === undefined && 'value' in item && known.value === item.value;
      return !isThere;
    });
  }
}

/** Items that the phone does not name were stored; named ones carry its reason (section 10.2). */
function written(turn: Turn, sent: readonly OutgoingItem[]): void {
  settle(turn, sent, statusesIn(turn));
}

/** What a reply says of single values, in the phone's words; a status without index means every instance. */
function statusesIn(turn: Turn): (item: OutgoingItem) => string | undefined {
  const statusOf = new Map<string, string>();
  for (const item of turn.input.replyItems()) {
    if (item.status !== undefined) statusOf.set(keyOf(item), clipWords(item.status, MAX_WORDS));
  }
  return (item) => statusOf.get(keyOf(item)) ?? statusOf.get(keyOf({ name: item.name }));
}

/** The phone was asked what it has of values whose fate was unknown; what it has is done, the rest is written. */
function verified(turn: Turn, asked: readonly OutgoingItem[]): void {
  const reported = turn.input.replyItems().filter((item) => item.status === undefined);
  if (reported.length > 0) turn.effects.push({ kind: 'reported', items: reported });
  const valueByKey = new Map(reported.map((item) => [keyOf(item), item.value]));
  const present = asked.filter((item) => 'value' in item && valueByKey.get(keyOf(item)) === item.value);
  turn.update({ unverified: [] });
  const keys = new Set(present.map(keyOf));
  for (const { targetId, pending } of turn.currentConfigurations) {
    const count = pending.filter((item) => keys.has(keyOf(item))).length;
    if (count > 0) turn.event(targetId, 'target.verified', { count });
  }
  settle(turn, present, () => undefined);
}

/** Records what became of values that were sent: stored, or refused with a status in the phone's words. */
function settle(
  turn: Turn,
  sent: readonly OutgoingItem[],
  statusOf: (item: OutgoingItem) => string | undefined,
): void {
  const stored = sent.filter((item) => statusOf(item) === undefined);
  const refused = sent.flatMap((item) => {
    const status = statusOf(item);
    return status === undefined ? [] : [{ ...item, status }];
  });
  if (stored.length > 0) turn.effects.push({ kind: 'stored', items: stored });
  if (refused.length > 0) turn.effects.push({ kind: 'refused', items: refused });

  const sentByKey = new Map(sent.map((item) => [keyOf(item), item]));
  for (const configuration of turn.currentConfigurations) {
    const settled = configuration.pending.filter((item) => {
      const order = sentByKey.get(keyOf(item));
      return order !== undefined && sameOrder(order, item);
    });
    if (settled.length === 0) continue;
    for (const item of settled) {
      const status = statusOf(item);
      if (status === undefined) configuration.stored.push(keyOf(item));
      else configuration.refused[keyOf(item)] = status;
    }
    const gone = new Set(settled);
    configuration.pending = configuration.pending.filter((item) => !gone.has(item));
  }
}
