import type { ActionName, Fragment, Item, ReplyMessage, ReplyStatus } from './messages.ts';

/**
 * A reply whose items are read when they are asked for.
 *
 * A class on purpose: an accessor that is defined on a single object becomes part of its hidden class, which holds the function
 * and with it the body until the whole heap is collected.
 */
export class UnreadReply implements ReplyMessage {
  readonly nonce: string;
  declare readonly maxItems?: number;
  declare readonly fragment?: Fragment;
  readonly reason = 'reply-to';
  readonly action: ActionName;
  readonly status: ReplyStatus;
  readonly #read: () => readonly Item[];
  #items: readonly Item[] | undefined;

  /** @param read makes the items, or throws; asked at most once if it does not throw */
  constructor({ nonce, maxItems, fragment, action, status }: ReplyMessage, read: () => readonly Item[]) {
    this.nonce = nonce;
    if (maxItems !== undefined) this.maxItems = maxItems;
    if (fragment !== undefined) this.fragment = fragment;
    this.action = action;
    this.status = status;
    this.#read = read;
  }

  get items(): readonly Item[] {
    this.#items ??= this.#read();
    return this.#items;
  }
}
