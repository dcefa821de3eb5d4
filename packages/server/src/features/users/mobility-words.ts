import type { Item } from '@deskfleet/protocol';
import { isUserData } from './user-data.ts';

/** Wire codes of `sip-mobility-state`. */
export const LOGGED_ON = '0';
export const LOGGED_OFF = '1';

/** What a phone says about mobile users in an initial message (protocol reference section 16). */
export interface MobilityWords {
  readonly enabled: boolean;
  /** `sip-mobility-state`; of a request the state that is wanted. */
  readonly state: string;
  /** The number in force, or that of the user who wants to log on. */
  readonly e164: string;
  /** The phone's own number. */
  readonly basicE164: string;
  /** What it looks like; the server knows better who is logged on. */
  readonly request: 'logon' | 'logoff' | 'data' | undefined;
  /** As typed; empty: none. */
  readonly password: string;
  /** Containers that it wants, or that have changed. */
  readonly containers: readonly string[];
}

/** Containers that a phone names at most. */
const MAX_NAMED = 64;

/**
 * Reads what a phone says of mobile users.
 *
 * @param reason of the message: a phone asks for something only with `inventory-changes`
 */
export function readMobilityWords(reason: string, items: readonly Item[]): MobilityWords {
  const textOf = (name: string) =>
    items.find((item) => item.name === name && item.status === undefined)?.value.trim();
  const enabled = textOf('mobility-enabled') === 'true';
  const state = textOf('sip-mobility-state') ?? '';
  const e164 = textOf('e164') ?? '';
  const basicE164 = textOf('basic-e164') ?? '';
  const password = textOf('user-pwd') ?? '';
  const requested = textOf('requested-items');
  const modified = textOf('modified-items');
  const asks = enabled && reason === 'inventory-changes';
  const request = !asks
    ? undefined
    : requested !== undefined
      ? 'data'
      : modified !== undefined || state === LOGGED_OFF
        ? 'logoff'
        : state === LOGGED_ON && password !== '' && e164 !== '' && e164 !== basicE164
          ? 'logon'
          : undefined;
  const containers = (requested ?? modified ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(isUserData)
    .slice(0, MAX_NAMED);
  return { enabled, state, e164, basicE164, request, password, containers: [...new Set(containers)] };
}

/** Whether a message asks for a change of the user: its basic items tell what the phone wants to become, not what it is. */
export function asksForUser({ request }: MobilityWords): boolean {
  return request === 'logon' || request === 'logoff';
}

/** Whether what a phone says about mobile users has to be compared with what is known. */
export function concernsUsers({ enabled, state, request }: MobilityWords): boolean {
  return request === 'logon' || request === 'data' || (enabled && state === LOGGED_ON);
}

/** Whether mobility is enabled on a phone, by its own word: of others nothing else has to be read. */
export function hasMobility(items: readonly Item[]): boolean {
  return items.some(({ name, value }) => name === 'mobility-enabled' && value === 'true');
}
