import type { LogoffWork, LogonWork, OutgoingItem, StepResult } from './dialogue.ts';
import { keyOf, type Turn } from './turn.ts';
import { writePieces } from './write-pieces.ts';

/** Containers that phones keep for mobile users (protocol reference section 16). */
export const USER_CONTAINERS = [
  'userdata-vu1',
  'userdata-call-log',
  'userdata-ring-tone',
  'userdata-phonebook',
  'userdata-call-group',
  'userdata-voice-record',
  'userdata-picture',
  'userdata-ring-tone-mp3',
  'userdata-screensaver',
  'userdata-ldap',
] as const;

export function emptyItem(name: string): OutgoingItem {
  return { name, value: '' };
}

/** A user about whom something is sent. */
interface Addressee {
  readonly userId: string;
  readonly e164: string;
  /** Absent: it was asked for at the phone. */
  readonly targetId?: string;
}

/** Works off what administrators ordered for mobile users here: first who goes, then who comes. */
export function workOnUsers(turn: Turn): StepResult | undefined {
  if (turn.dialogue.busy) return undefined;
  for (const work of turn.open('logoff')) {
    const answer = turn.comesAfterReset(work.targetId) ? undefined : logOff(turn, work);
    if (answer !== undefined) return answer;
  }
  for (const work of turn.open('logon')) {
    const answer = turn.comesAfterReset(work.targetId) ? undefined : logOn(turn, work);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function logOff(turn: Turn, work: LogoffWork): StepResult | undefined {
  const { targetId, userId, e164 } = work;
  if (work.isHere && !wasReleased(turn, userId)) {
    turn.change(targetId, { state: 'in-dialogue', open: true }, 'target.logging_off', { user: e164 });
    return readContainers(turn, { userId, e164, targetId }, USER_CONTAINERS);
  }
  const words = turn.input.mobility?.words;
  if (words?.enabled === true && words.state === '0' && words.e164 === e164) {
    // The phone has a user who is not there by all that is known: what it keeps may be older than what is stored.
    turn.change(targetId, { state: 'in-dialogue', open: true }, 'target.logging_off', { user: e164 });
    return giveBackOwn(turn, { userId, e164, targetId }, []);
  }
  turn.change(targetId, { state: 'success', open: false }, 'target.user_not_here', { user: e164 });
  return undefined;
}

function logOn(turn: Turn, work: LogonWork): StepResult | undefined {
  const { targetId, userId, e164 } = work;
  const isHere = work.place === 'here' && (work.confirmed || wasConfirmed(turn, userId));
  if (isHere && !wasReleased(turn, userId)) {
    turn.change(targetId, { state: 'success', open: false }, 'target.logged_on', { user: e164 });
    return undefined;
  }
  if (work.place === 'deleted') {
    turn.change(targetId, { state: 'failed', open: false }, 'target.user_deleted');
    return undefined;
  }
  if (!work.mobilityEnabled) {
    turn.change(targetId, { state: 'failed', open: false }, 'target.mobility_off');
    return undefined;
  }
  const { occupiedBy } = work;
  if (occupiedBy !== undefined) {
    // Somebody whom this dialogue has just logged off makes room for the next call.
    if (!someoneReleased(turn)) {
      turn.change(targetId, { state: 'failed', open: false }, 'target.phone_occupied', { user: occupiedBy });
    }
    return undefined;
  }
  if (work.place === 'elsewhere' || isWithheld(turn, work)) return undefined;
  turn.change(targetId, { state: 'in-dialogue', open: true }, 'target.logging_on', { user: e164 });
  return writeProfile(turn, { userId, e164, targetId }, work.profile, undefined);
}

/** What `plan` says of users for whom nothing more can be done in this dialogue. @returns whether a busy phone should call back */
export function usersWaitForCall(turn: Turn): boolean {
  let callBack = false;
  for (const work of turn.open('logon', 'logoff')) {
    const { targetId } = work;
    if (turn.comesAfterReset(targetId)) {
      turn.change(targetId, { state: 'waiting', open: true }, 'target.after_reset');
    } else if (turn.dialogue.busy) {
      turn.change(targetId, { state: 'busy', open: true }, 'target.busy');
      callBack = true;
    } else if (work.kind === 'logon' && work.place === 'elsewhere') {
      turn.change(targetId, { state: 'waiting', open: true }, 'target.user_elsewhere', {
        user: work.e164,
        device: work.elsewhere,
      });
    } else if (work.kind === 'logon' && isWithheld(turn, work)) {
      turn.change(targetId, { state: 'waiting', open: true }, 'target.withheld');
      if (turn.dialogue.reason !== 'solicited') turn.effects.push({ kind: 'request-contact' });
    } else {
      turn.effects.push({ kind: 'request-contact' });
    }
  }
  return callBack;
}

/** Asks for what a phone keeps for a user; without anything to ask for the phone gets its own profile at once. */
export function readContainers(turn: Turn, user: Addressee, names: readonly string[]): StepResult {
  if (names.length === 0) return giveBackOwn(turn, user, []);
  return turn.answer('ReadItems', names.map(emptyItem), { kind: 'user-read', ...user, names });
}

/** Sends a user's profile. From then on the user is here, until the phone says something else. */
export function writeProfile(
  turn: Turn,
  user: Addressee,
  profile: readonly OutgoingItem[],
  displaces: string | undefined,
): StepResult {
  const by = user.targetId === undefined ? 'phone' : 'administrator';
  turn.effects.push({ kind: 'mobility', change: { kind: 'reserve', userId: user.userId, by, displaces } });
  return write(turn, user, 'logon', profile, []);
}

/**
 * Gives a phone back what it had before the user. Secrets that may not leave in this dialogue follow in one that answers our
 * own contact request.
 *
 * @param containers that the phone shall keep no longer
 */
export function giveBackOwn(turn: Turn, user: Addressee, containers: readonly OutgoingItem[]): StepResult {
  const own = turn.input.mobility?.own ?? [{ name: 'sip-mobility-state', value: '1' }];
  const allowed = own.filter((item) => 'value' in item || turn.input.secretsAllowed);
  const due = own.filter((item) => !allowed.includes(item)).map(keyOf);
  return write(turn, user, 'logoff', [...containers, ...allowed], due);
}

function write(
  turn: Turn,
  user: Addressee,
  purpose: 'logon' | 'logoff',
  all: readonly OutgoingItem[],
  due: readonly string[],
): StepResult {
  const [items = [], ...rest] = writePieces(all, turn.dialogue.maxItems);
  return turn.answer('WriteItems', items, {
    kind: 'user-write',
    purpose,
    ...user,
    items,
    rest,
    sent: items.length,
    names: [],
    due,
  });
}

/** A user's secrets go with the password that was typed, or to a phone that answers our contact request. */
function isWithheld(turn: Turn, work: LogonWork): boolean {
  return !turn.input.secretsAllowed && work.profile.some((item) => 'sealed' in item);
}

function wasReleased(turn: Turn, userId: string): boolean {
  return turn.effects.some(
    (effect) =>
      effect.kind === 'mobility' && effect.change.kind === 'release' && effect.change.userId === userId,
  );
}

function someoneReleased(turn: Turn): boolean {
  return turn.effects.some((effect) => effect.kind === 'mobility' && effect.change.kind === 'release');
}

function wasConfirmed(turn: Turn, userId: string): boolean {
  return turn.effects.some(
    (effect) =>
      effect.kind === 'mobility' && effect.change.kind === 'confirm' && effect.change.userId === userId,
  );
}
