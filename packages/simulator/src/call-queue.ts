import type { InitialReason, Item } from '@deskfleet/protocol';
import type { ServerUrl } from './dialogue.ts';

/** How a dialogue ended. */
export type DialogueOutcome =
  /** the server sent CleanUp */
  | 'completed'
  /** the server's action made the phone restart */
  | 'restarted'
  /** the phone went off to fetch files or firmware; `status` or `start-up` follows */
  | 'loading'
  /** no answer, and no attempt left */
  | 'unanswered'
  /** the phone sent `clean-up` */
  | 'aborted'
  /** power was cut, or the phone restarted on its own */
  | 'interrupted';

/** The end of a dialogue that a test or a user asked for. */
export interface DialogueResult {
  readonly dialogue: number;
  readonly reason: InitialReason;
  readonly outcome: DialogueOutcome;
}

/** A reason to call that waits until the phone can. */
export interface PendingCall {
  readonly reason: InitialReason;
  /** Who asked: `contact-request` may interrupt a back-off, `promise` and start-up are tried for ever. */
  readonly cause: 'own' | 'contact-request' | 'promise' | 'poll';
  /** Called instead of the phone's own server, this time only. */
  readonly server?: ServerUrl;
  /** Items behind the basic ones. */
  readonly items: readonly Item[];
  readonly waiters: ((result: DialogueResult) => void)[];
}

/** Why a phone wants to call: one entry per reason and server, in the order in which the reasons came up. */
export class CallQueue {
  #calls: PendingCall[] = [];

  get isEmpty(): boolean {
    return this.#calls.length === 0;
  }

  /** Adds a call; one that waits already with the same reason, server and no items of its own is enough for both. */
  add(call: PendingCall): void {
    const same = this.#calls.find(
      (waiting) =>
        waiting.reason === call.reason &&
        waiting.items.length === 0 &&
        call.items.length === 0 &&
        waiting.server?.host === call.server?.host &&
        waiting.server?.port === call.server?.port,
    );
    if (same === undefined) this.#calls.push(call);
    else same.waiters.push(...call.waiters);
  }

  /** Puts a call in front: it was interrupted. */
  addFirst(call: PendingCall): void {
    this.#calls.unshift(call);
  }

  /** Takes the next call that the condition allows. */
  take(isAllowed: (call: PendingCall) => boolean): PendingCall | undefined {
    const place = this.#calls.findIndex(isAllowed);
    return place < 0 ? undefined : this.#calls.splice(place, 1)[0];
  }

  some(condition: (call: PendingCall) => boolean): boolean {
    return this.#calls.some(condition);
  }

  /** Forgets all calls; who waits for one is told. */
  clear(outcome: DialogueOutcome): void {
    const calls = this.#calls;
    this.#calls = [];
    for (const call of calls) {
      for (const waiter of call.waiters) waiter({ dialogue: 0, reason: call.reason, outcome });
    }
  }
}

/** A call that nobody waits for and nobody asked for. */
export function ownCall(reason: PendingCall['reason'], items: readonly Item[] = []): PendingCall {
  return { reason, cause: 'own', items, waiters: [] };
}

export function isContactRequest(call: PendingCall): boolean {
  return call.cause === 'contact-request';
}
