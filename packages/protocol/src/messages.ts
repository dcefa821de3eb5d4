/**
 * The messages of the workpoint interface as data (protocol reference, sections 5 to 11). Wire words are spelled as on
 * the wire. A property that the message does not carry is absent, never `undefined`.
 */

/** Namespace of both directions (section 5). */
export const DLS_NAMESPACE = 'http://www.siemens.com/DLS';

/** Reasons that open a new dialogue, whatever cookie comes with them (sections 2.1 and 7). */
export const INITIAL_REASONS = [
  'start-up',
  'solicited',
  'local-changes',
  'inventory-changes',
  'status',
] as const;
export type InitialReason = (typeof INITIAL_REASONS)[number];

/** Why a phone calls (section 7). */
export const REASONS = [...INITIAL_REASONS, 'reply-to', 'clean-up'] as const;
export type Reason = (typeof REASONS)[number];

/** What the server can ask of a phone (section 10). */
export const ACTION_NAMES = [
  'ReadAllItems',
  'ReadItems',
  'WriteItems',
  'Restart',
  'FileDeployment',
  'SoftwareDeployment',
  'GetNextFragment',
  'CleanUp',
] as const;
export type ActionName = (typeof ACTION_NAMES)[number];

/** Outcome of an action as a whole; `accepted` says nothing about the single items (sections 7 and 10.2). */
export const REPLY_STATUSES = ['accepted', 'failed', 'busy'] as const;
export type ReplyStatus = (typeof REPLY_STATUSES)[number];

/** `next`: more pieces follow; `final`: the last or only one (section 11). */
export type Fragment = 'next' | 'final';

/** The documented item states; phones may use other words, so {@link Item.status} is free text (section 9). */
export const ITEM_STATUSES = [
  'failed',
  'unknown item',
  'read only',
  'invalid index',
  'unexpected item',
  'not supported',
  'invalid data',
  'undefined status',
] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

/** One named, optionally indexed value (sections 5 and 9). Identity is (name, index); see `itemKey`. */
export interface Item {
  readonly name: string;
  /** 0 to 65535; 0 is a real index. Absent for a single item. */
  readonly index?: number;
  /**
   * Text with references resolved and without white space of XML (space, tab, carriage return, line feed) around it, which
   * therefore never survives, however it is written (section 5). Empty when the message gives none.
   */
  readonly value: string;
  /** The phone's own words, without surrounding white space, never empty. */
  readonly status?: string;
}

interface PhoneMessageBase {
  /** Opaque text of 1 to 256 characters that the answer echoes unchanged; no session key (section 6). */
  readonly nonce: string;
  /** Most items the phone takes in one server message; -1 = no limit; never 0. */
  readonly maxItems?: number;
  /** Absent on a complete message. */
  readonly fragment?: Fragment;
  /** In document order; the order has no meaning, and a name with its index may come twice. */
  readonly items: readonly Item[];
}

/** Opens a dialogue (section 7). */
export interface InitialMessage extends PhoneMessageBase {
  readonly reason: InitialReason;
}

/** Answers an action (sections 7 and 10). Normally carries no `mac-addr`. */
export interface ReplyMessage extends PhoneMessageBase {
  readonly reason: 'reply-to';
  readonly action: ActionName;
  /** A status missing on the wire means `accepted`. */
  readonly status: ReplyStatus;
}

/** The phone gives up; the item `cleanup-reason` may say why (sections 7 and 12.14). */
export interface CleanUpMessage extends PhoneMessageBase {
  readonly reason: 'clean-up';
}

export type PhoneMessage = InitialMessage | ReplyMessage | CleanUpMessage;

/** The server's answer: exactly one action (section 10). */
export interface ServerMessage {
  /** The nonce of the very phone message that is answered (section 6). */
  readonly nonce: string;
  readonly action: ActionName;
  readonly items: readonly Item[];
}

const initialReasons: ReadonlySet<Reason> = new Set(INITIAL_REASONS);

/** Whether a message with this reason opens a new dialogue (section 7). */
export function isInitialReason(reason: Reason): reason is InitialReason {
  return initialReasons.has(reason);
}
