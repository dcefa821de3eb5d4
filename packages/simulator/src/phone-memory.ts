import { type Item, itemKey } from '@deskfleet/protocol';

/** What a phone remembers between its dialogues. Only the count of changes outlives a restart. */
export class PhoneMemory {
  isInCall = false;
  /** The server asked for a call back when the phone is idle; one mark, however often it asked (reference, section 13). */
  owesCall = false;
  /** Cookie of the last dialogue that had one. */
  cookie: string | undefined;
  #changed: Map<string, Item> | undefined;
  #changeCount: number;
  #reportedChangeCount = 0;

  constructor(isConfigurationChanged: boolean) {
    this.#changeCount = isConfigurationChanged ? 1 : 0;
  }

  /** Grows with each change at the phone. */
  get changeCount(): number {
    return this.#changeCount;
  }

  /** Whether something changed at the phone since the server last heard of it (`configuration-changed-flag`). */
  get isChanged(): boolean {
    return this.#changeCount > this.#reportedChangeCount;
  }

  /** Items to be attached to `local-changes`. */
  get changedItems(): readonly Item[] {
    return [...(this.#changed?.values() ?? [])];
  }

  noteChange(items: readonly Item[]): void {
    this.#changeCount += 1;
    this.#changed ??= new Map();
    for (const item of items) this.#changed.set(itemKey(item.name, item.index), item);
  }

  /** The server wrote the item: the change at the phone is no longer news. */
  dropChange(item: Item): void {
    this.#changed?.delete(itemKey(item.name, item.index));
  }

  /**
   * A dialogue came to its end: the server knows of the changes up to its first message.
   * @param areItemsTold the changed items themselves were told, too
   */
  noteReport(changeCount: number, areItemsTold: boolean): void {
    this.#reportedChangeCount = Math.max(this.#reportedChangeCount, changeCount);
    if (areItemsTold && changeCount === this.#changeCount) this.#changed = undefined;
  }

  /** Restart. */
  forget(): void {
    this.isInCall = false;
    this.owesCall = false;
    this.cookie = undefined;
    this.#changed = undefined;
  }
}
