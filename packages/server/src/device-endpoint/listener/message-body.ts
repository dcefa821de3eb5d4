import type { IncomingMessage } from 'node:http';
import { MAX_MESSAGE_BYTES } from '@deskfleet/protocol';

export interface BodyRoomLimits {
  /** Bytes of bodies that are being read or answered at once. */
  readonly total: number;
  /** Of these, bytes that come from one source. */
  readonly perSource: number;
}

/** A body is larger than any message. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** There is no room for this body now. */
export class NoRoomForBody extends Error {
  override readonly name = 'NoRoomForBody';
}

/** The sender went away before the body was complete. */
export class SenderGone extends Error {
  override readonly name = 'SenderGone';
}

/**
 * Room in memory for the bodies of messages. However many connections there are and however slowly they send, no more
 * than this is held, and no source can take it all.
 */
export class BodyRoom {
  readonly #limits: BodyRoomLimits;
  readonly #bySource = new Map<string, number>();
  #taken = 0;

  constructor(limits: BodyRoomLimits) {
    this.#limits = limits;
  }

  /** Bytes that are held now. */
  get taken(): number {
    return this.#taken;
  }

  /** The share of one message; it has to be released when the message is answered. */
  share(source: string): BodyShare {
    let bytes = 0;
    return {
      take: (more) => {
        const ofSource = this.#bySource.get(source) ?? 0;
        if (this.#taken + more > this.#limits.total || ofSource + more > this.#limits.perSource) return false;
        bytes += more;
        this.#taken += more;
        this.#bySource.set(source, ofSource + more);
        return true;
      },
      release: () => {
        const left = (this.#bySource.get(source) ?? 0) - bytes;
        this.#taken -= bytes;
        bytes = 0;
        if (left > 0) this.#bySource.set(source, left);
        else this.#bySource.delete(source);
      },
    };
  }
}

export interface BodyShare {
  /** Takes room for more bytes; false when there is none. */
  take(bytes: number): boolean;
  release(): void;
}

export type BodyProblem = BodyTooLarge | NoRoomForBody | SenderGone;

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Reads the body of a request.
 *
 * @param done called once: with the body, or with an empty one and what is wrong
 */
export function readBody(
  request: IncomingMessage,
  share: BodyShare,
  done: (body: Buffer, problem?: BodyProblem) => void,
): void {
  if (Number(request.headers['content-length'] ?? 0) > MAX_MESSAGE_BYTES) {
    done(NOTHING, new BodyTooLarge());
    return;
  }
  let body = NOTHING;
  let more: Buffer[] | undefined;
  let size = 0;
  let isDone = false;
  const giveUp = (problem: BodyProblem) => {
    if (isDone) return;
    isDone = true;
    body = NOTHING;
    more = undefined;
    request.pause();
    done(NOTHING, problem);
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (isDone) return;
    if (size > MAX_MESSAGE_BYTES) giveUp(new BodyTooLarge());
    else if (!share.take(chunk.length)) giveUp(new NoRoomForBody());
    else if (body === NOTHING) body = chunk;
    else {
      more ??= [body];
      more.push(chunk);
    }
  });
  request.on('end', () => {
    if (isDone) return;
    isDone = true;
    done(more === undefined ? body : Buffer.concat(more));
  });
  // Also when the connection just ends: a request that is not complete is aborted, which is an error.
  request.on('error', () => giveUp(new SenderGone()));
}
