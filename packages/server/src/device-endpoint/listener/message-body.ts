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

/**
 * Reads the body of a request.
 *
 * @throws BodyTooLarge, NoRoomForBody, SenderGone
 */
export function readBody(request: IncomingMessage, share: BodyShare): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > MAX_MESSAGE_BYTES) {
      reject(new BodyTooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    let ended = false;
    const giveUp = (error: Error) => {
      request.pause();
      chunks.length = 0;
      reject(error);
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_MESSAGE_BYTES) giveUp(new BodyTooLarge());
      else if (!share.take(chunk.length)) giveUp(new NoRoomForBody());
      else chunks.push(chunk);
    });
    request.on('end', () => {
      ended = true;
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    });
    const onGone = () => {
      // Every request is closed some time, and an error costs as much as reading a short message.
      if (!ended) reject(new SenderGone());
    };
    request.on('error', onGone);
    request.on('close', onGone);
  });
}
