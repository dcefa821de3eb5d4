import type { ReplyMessage } from '@deskfleet/protocol';
import { clipText } from '../../infra/text/index.ts';
import type {
  AwaitingUserRead,
  AwaitingUserWrite,
  MobilityFacts,
  OutgoingItem,
  StepResult,
} from './dialogue.ts';
import { keyOf, type Turn } from './turn.ts';
import { giveBackOwn, readContainers, writeProfile } from './user-work.ts';
import { writePieces } from './write-pieces.ts';

/** Longest words of a phone that are kept. */
const MAX_WORDS = 200;
/** A logon that waits for another phone has so long: whoever waits there has gone after it. */
const MOVE_SECONDS = 600;

/** Why nobody is logged on or off: what the phone is told with `CleanUp`, in the form of the words that are known of it. */
const refusals = {
  unknown: 'unknown user',
  password: 'wrong password',
  locked: 'too many attempts',
  elsewhere: 'user is being logged off elsewhere',
  follows: 'logon follows',
} as const;

/**
 * Looks at what a phone says of mobile users when it calls (protocol reference section 16). What it asks for is answered; what
 * it is, is compared with what is known. Undefined: the dialogue goes on as with any phone.
 */
export function meetUser(turn: Turn): StepResult | undefined {
  const { mobility } = turn.input;
  if (mobility === undefined) return undefined;
  const { words, here, named } = mobility;
  if (words.request === 'logon' && !(here?.confirmed === true && here.e164 === words.e164)) {
    return meetLogon(turn, mobility);
  }
  if (words.request === 'logoff' && here !== undefined) return meetLogoff(turn, mobility, here);
  if (words.request === 'data') {
    return here === undefined ? undefined : giveContainers(turn, { ...here, names: words.containers }, 0);
  }
  compare(turn, mobility, named?.userId);
  return undefined;
}

function meetLogon(turn: Turn, mobility: MobilityFacts): StepResult {
  const { named, here, profile, clientId } = mobility;
  if (named === undefined) return refuse(turn, 'unknown');
  const { userId, e164 } = named;
  if (named.isLocked) return refuse(turn, 'locked');
  if (!named.passwordMatches) {
    turn.effects.push({ kind: 'mobility', change: { kind: 'failed-attempt', userId } });
    return refuse(turn, 'password');
  }
  const order = { user: { id: userId, e164 }, initiatorName: 'phone' };
  const isElsewhere = named.clientId !== null && named.clientId !== clientId;
  if (isElsewhere && named.clientId !== null) {
    turn.effects.push({
      kind: 'mobility-order',
      order: { ...order, type: 'logoff', clientId: named.clientId },
    });
  }
  if (isElsewhere || (mobility.isEnhanced && !turn.input.secretsAllowed)) {
    turn.effects.push({
      kind: 'mobility-order',
      order: {
        ...order,
        type: 'logon',
        clientId,
        timeoutSeconds: MOVE_SECONDS,
        waitsForLogoff: isElsewhere,
      },
    });
    return refuse(turn, isElsewhere ? 'elsewhere' : 'follows');
  }
  // A phone where somebody logs on has nobody any more, whatever is known.
  const displaces = here === undefined || here.userId === userId ? undefined : here.userId;
  return writeProfile(turn, { userId, e164 }, profile, displaces);
}

function meetLogoff(
  turn: Turn,
  mobility: MobilityFacts,
  { userId, e164 }: NonNullable<MobilityFacts['here']>,
): StepResult {
  if (mobility.logoffPasswordMatches === false) return refuse(turn, 'password');
  return readContainers(turn, { userId, e164 }, mobility.words.containers);
}

function refuse(turn: Turn, reason: keyof typeof refusals): StepResult {
  return turn.end([{ name: 'cleanup-reason', value: refusals[reason] }]);
}

/** The phone's word decides where a user is: it may have died with the profile on its way, or have been reset since. */
function compare(
  turn: Turn,
  { words, here, own, clientId }: MobilityFacts,
  namedId: string | undefined,
): void {
  const hasUser = words.enabled && words.state === '0' && words.e164 !== words.basicE164;
  // Between the two nobody knows yet.
  if (words.state === '2') return;
  if (here !== undefined) {
    const { userId } = here;
    if (hasUser && words.e164 === here.e164) {
      if (!here.confirmed) turn.effects.push({ kind: 'mobility', change: { kind: 'confirm', userId } });
      return;
    }
    const due = own
      .filter(({ name }) => name !== 'e164' && name !== 'sip-mobility-state')
      .map((item) => keyOf(item));
    turn.effects.push({ kind: 'mobility', change: { kind: 'release', userId, by: 'released', due } });
  }
  // A user whom nobody has registered here stays: the phone may come from another server, and what it keeps for the user would
  // be lost.
  if (hasUser && words.basicE164 !== '' && namedId !== undefined) {
    const user = { id: namedId, e164: words.e164 };
    turn.effects.push({
      kind: 'mobility-order',
      order: { type: 'logoff', clientId, user, initiatorName: 'phone' },
    });
  }
}

/** Gives containers back, a message at a time; without any left the dialogue goes on. */
function giveContainers(
  turn: Turn,
  user: { readonly userId: string; readonly e164: string; readonly names: readonly string[] },
  sent: number,
): StepResult | undefined {
  const left = turn.input.mobility?.data.slice(sent) ?? [];
  const [items = []] = writePieces(left, turn.dialogue.maxItems);
  if (items.length === 0) return undefined;
  const { userId, e164, names } = user;
  return turn.answer('WriteItems', items, {
    kind: 'user-write',
    purpose: 'data',
    userId,
    e164,
    items,
    rest: [],
    sent: sent + items.length,
    names,
    due: [],
  });
}

/** Goes on after a reply about a user; undefined: with what else is open. */
export function hearOfUser(
  turn: Turn,
  message: ReplyMessage,
  awaiting: AwaitingUserRead | AwaitingUserWrite,
): StepResult | undefined {
  if (message.status !== 'accepted') {
    if (message.status === 'busy') turn.update({ busy: true });
    else fail(turn, awaiting, message.status);
    giveUpLogon(turn);
    return undefined;
  }
  return awaiting.kind === 'user-read' ? keepContainers(turn, awaiting) : goOnWriting(turn, awaiting);
}

/** What the phone keeps is stored before it is told to forget the user. */
function keepContainers(turn: Turn, { userId, e164, targetId, names }: AwaitingUserRead): StepResult {
  const items = turn.input.replyItems();
  turn.effects.push({ kind: 'mobility', change: { kind: 'data', userId, names, items } });
  const emptied = turn.input.mobility?.isPrivate === true ? items.filter(isTold(names)).map(emptyPart) : [];
  const user = { userId, e164, ...(targetId === undefined ? {} : { targetId }) };
  return giveBackOwn(turn, user, emptied);
}

function isTold(names: readonly string[]) {
  return (item: { readonly name: string; readonly status?: string }) =>
    item.status === undefined && names.includes(item.name);
}

function emptyPart({ name, index }: { readonly name: string; readonly index?: number }): OutgoingItem {
  return index === undefined ? { name, value: '' } : { name, index, value: '' };
}

function goOnWriting(turn: Turn, awaiting: AwaitingUserWrite): StepResult | undefined {
  const { purpose, userId, e164, items, rest, targetId, sent } = awaiting;
  if (purpose === 'data') return giveContainers(turn, awaiting, sent);
  const refused = new Map<string, string>();
  for (const item of turn.input.replyItems()) {
    if (item.status !== undefined) refused.set(keyOf(item), clipText(item.status, MAX_WORDS));
  }
  const stateRefused = refused.get(keyOf({ name: 'sip-mobility-state' }));
  if (stateRefused !== undefined) {
    fail(turn, awaiting, stateRefused);
    giveUpLogon(turn);
    return undefined;
  }
  const values = items.filter(({ name }) => !name.startsWith('userdata-'));
  const stored = values.filter((item) => !refused.has(keyOf(item)));
  if (stored.length > 0) turn.effects.push({ kind: 'stored', items: stored });
  const notTaken = values.flatMap((item) => {
    const status = refused.get(keyOf(item));
    return status === undefined ? [] : [{ ...item, status }];
  });
  if (notTaken.length > 0) turn.effects.push({ kind: 'refused', items: notTaken });

  const [next, ...later] = rest;
  if (next !== undefined) {
    return turn.answer('WriteItems', next, {
      ...awaiting,
      items: next,
      rest: later,
      sent: sent + next.length,
    });
  }
  if (purpose === 'logon') {
    turn.effects.push({ kind: 'mobility', change: { kind: 'confirm', userId } });
  } else {
    const by = targetId === undefined ? 'phone' : 'administrator';
    turn.effects.push({ kind: 'mobility', change: { kind: 'release', userId, by, due: awaiting.due } });
  }
  if (targetId !== undefined) {
    const code = purpose === 'logon' ? 'target.logged_on' : 'target.logged_off';
    turn.change(targetId, { state: 'success', open: false }, code, { user: e164 });
  }
  return undefined;
}

function fail(turn: Turn, awaiting: AwaitingUserRead | AwaitingUserWrite, status: string): void {
  if (awaiting.targetId === undefined) return;
  const isLogon = awaiting.kind === 'user-write' && awaiting.purpose === 'logon';
  const code = isLogon ? 'target.logon_refused' : 'target.logoff_refused';
  turn.change(awaiting.targetId, { state: 'failed', open: false }, code, { status });
}

/** The profile was on its way and is not taken: the user is where the user was before, nowhere. */
export function giveUpLogon(turn: Turn): void {
  const { awaiting } = turn.dialogue;
  if (awaiting.kind !== 'user-write' || awaiting.purpose !== 'logon') return;
  const sentBefore = awaiting.sent > awaiting.items.length;
  // Of a profile in several messages the phone may have the beginning.
  const due = sentBefore
    ? (turn.input.mobility?.own ?? [])
        .filter(({ name }) => name !== 'e164' && name !== 'sip-mobility-state')
        .map((item) => keyOf(item))
    : [];
  turn.effects.push({
    kind: 'mobility',
    change: { kind: 'release', userId: awaiting.userId, by: 'released', due },
  });
}
