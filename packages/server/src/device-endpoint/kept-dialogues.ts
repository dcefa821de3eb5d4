import { randomUUID } from 'node:crypto';
import type { Clock } from '../infra/clock/index.ts';
import type { ArrivedMessage } from './arrived-message.ts';
import type { StoredDialogue } from './dialogue-store/dialogues.queries.ts';
import type { Piece } from './pieces.ts';

/** Most bytes of pieces that a node keeps; what comes beyond goes to the database. */
const MAX_BYTES = 64 * 1_048_576;
const MAX_DIALOGUES = 10_000;
/** A phone that is silent for so long has given up; should it go on after all, it is asked from the beginning. */
const FORGET_AFTER_MS = 5 * 60_000;
const LOOK_EVERY_MS = 10_000;

/** A dialogue whose next message this node expects. */
export interface KeptDialogue {
  /** As it stands in the database, but for the pieces. */
  readonly stored: StoredDialogue;
  /** Pieces of the reply that is under way, in order. None of them is in the database. */
  readonly pieces: readonly Piece[];
}

interface Entry {
  /** Let go of when it is forgotten: tables that a map has outgrown hold their entries until the whole heap is collected. */
  kept: KeptDialogue | undefined;
  bytes: number;
  keptAtMs: number;
}

/**
 * What this node remembers of dialogues that most probably are led with it to their end, for their phones stay connected, or there is
 * no other node: the pieces of a reply need not go through the database one by one, and the dialogue need not be read again.
 *
 * Nothing depends on it. Changes of a dialogue are still decided by its version in the database, where it is marked with
 * the node that keeps its pieces; a phone that goes on elsewhere, or after its dialogue was forgotten here, is asked
 * again from the beginning. Nothing of an unfinished reply is acknowledged as stored (protocol reference section 11).
 */
export class KeptDialogues {
  /** Marks dialogues whose pieces are kept by this node, as long as it runs. */
  readonly node = randomUUID();
  readonly #clock: Clock;
  readonly #isOnlyNode: boolean;
  /** By session cookie; those that began last are the last ones. */
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;
  #lookedAtMs = 0;

  constructor(clock: Clock, isOnlyNode = false) {
    this.#clock = clock;
    this.#isOnlyNode = isOnlyNode;
  }

  /** Whether the phone will most probably send its next message to this node as well. */
  awaits({ staysConnected }: Pick<ArrivedMessage, 'staysConnected'>): boolean {
    return staysConnected || this.#isOnlyNode;
  }

  find(cookie: string): KeptDialogue | undefined {
    return this.#entries.get(cookie)?.kept;
  }

  /** Whether there is room for another piece of so many bytes. */
  hasRoomFor(bytes: number): boolean {
    return this.#bytes + bytes <= MAX_BYTES;
  }

  keep(stored: StoredDialogue, pieces: readonly Piece[]): void {
    // Each holds the memory of its whole message.
    const bytes = pieces.reduce((sum, { items }) => sum + items.buffer.byteLength, 0);
    const keptAtMs = this.#clock.now().getTime();
    const entry = this.#entries.get(stored.cookie);
    if (entry === undefined) {
      this.#entries.set(stored.cookie, { kept: { stored, pieces }, bytes, keptAtMs });
      this.#bytes += bytes;
      this.#makeRoom(keptAtMs);
      return;
    }
    this.#bytes += bytes - entry.bytes;
    entry.kept = { stored, pieces };
    entry.bytes = bytes;
    entry.keptAtMs = keptAtMs;
  }

  /** Forgets the one that began first when there are too many, and from time to time those of which nothing is heard any more. */
  #makeRoom(nowMs: number): void {
    const [first] = this.#entries.size > MAX_DIALOGUES ? this.#entries.keys() : [];
    if (first !== undefined) this.forget(first);
    if (nowMs - this.#lookedAtMs < LOOK_EVERY_MS) return;
    this.#lookedAtMs = nowMs;
    for (const [cookie, { keptAtMs }] of this.#entries) {
      if (nowMs - keptAtMs >= FORGET_AFTER_MS) this.forget(cookie);
    }
  }

  forget(cookie: string): void {
    const entry = this.#entries.get(cookie);
    if (entry === undefined) return;
    this.#entries.delete(cookie);
    entry.kept = undefined;
    this.#bytes -= entry.bytes;
  }
}
