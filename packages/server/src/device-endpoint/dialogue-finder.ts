import type { Pool } from 'pg';
import type { Clock } from '../infra/clock/index.ts';
import type { ArrivedMessage } from './arrived-message.ts';
import {
  findDialogueWithoutCookie,
  findPieces,
  type StoredDialogue,
} from './dialogue-store/dialogues.queries.ts';
import type { KeptDialogue, KeptDialogues } from './kept-dialogues.ts';
import { type Piece, toPiece } from './pieces.ts';
import type { SharedRoundTrips } from './shared-round-trips.ts';

/** A dialogue without cookie is recognized by its address only while it is fresh. */
const WITHOUT_COOKIE_MS = 2 * 60_000;

/** What of a dialogue and of the reply under way is known when its next message comes. */
export interface Taken {
  readonly found: StoredDialogue;
  /** The earlier pieces of the reply. */
  readonly pieces: readonly Piece[];
  /** They are in the memory of this node, not in the database. */
  readonly inMemory: boolean;
  /** There may have been pieces that cannot be found any more. */
  readonly lost: boolean;
}

/** Finds what a reply goes on with: in the memory of this node if it was kept there, else in the database. */
export class DialogueFinder {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #shared: Pick<SharedRoundTrips, 'dialoguesByCookie'>;
  readonly #kept: KeptDialogues;

  constructor(
    { pool, clock }: { readonly pool: Pool; readonly clock: Clock },
    shared: Pick<SharedRoundTrips, 'dialoguesByCookie'>,
    kept: KeptDialogues,
  ) {
    this.#pool = pool;
    this.#clock = clock;
    this.#shared = shared;
    this.#kept = kept;
  }

  /** The same as `takeUp`, if it is in the memory of this node. */
  takeKept({ cookie }: ArrivedMessage): Taken | undefined {
    const kept = cookie === undefined ? undefined : this.#kept.find(cookie);
    return kept && this.#asKept(kept);
  }

  /**
   * The dialogue that a reply belongs to, and the pieces of the reply that came before.
   *
   * @param isSecondLook what was in memory has proved wrong: the database decides
   */
  async takeUp(arrived: ArrivedMessage, isSecondLook: boolean): Promise<Taken | undefined> {
    const { fragment } = arrived.decoded.message;
    const kept = arrived.cookie === undefined ? undefined : this.#kept.find(arrived.cookie);
    if (kept !== undefined && !isSecondLook) return this.#asKept(kept);
    const found = await this.#findDialogue(arrived);
    if (found === undefined) return undefined;
    if (kept !== undefined) {
      if (kept.stored.version === found.version) {
        return this.#asKept({ ...kept, stored: { ...kept.stored, hasWork: found.hasWork } });
      }
      this.#kept.forget(kept.stored.cookie);
    }
    const { pieces: count } = found.dialogue;
    // A reply without the attribute is complete; with it, pieces may have gone to the node that keeps them.
    const isElsewhere = found.keptBy !== undefined && fragment !== undefined;
    const isStale = kept !== undefined && kept.pieces.length > 0;
    if (isElsewhere || isStale) return { found, pieces: [], inMemory: false, lost: true };
    const isLast = fragment !== 'next' && count > 0;
    const stored = isLast ? await findPieces(this.#pool, found.clientId, found.cookie) : [];
    const pieces = stored.map(toPiece);
    return { found, pieces, inMemory: false, lost: isLast && pieces.length !== count };
  }

  #asKept({ stored, pieces }: KeptDialogue): Taken {
    return { found: stored, pieces, inMemory: stored.keptBy === this.#kept.node, lost: false };
  }

  async #findDialogue({ cookie, decoded, address }: ArrivedMessage): Promise<StoredDialogue | undefined> {
    if (cookie !== undefined) {
      const { found } = await this.#shared.dialoguesByCookie.add(cookie);
      if (found !== undefined) return found;
    }
    const since = new Date(this.#clock.now().getTime() - WITHOUT_COOKIE_MS);
    const { nonce } = decoded.message;
    return findDialogueWithoutCookie(this.#pool, { nonce, address, hasCookie: cookie !== undefined }, since);
  }
}
