import type { ServerResponse } from 'node:http';

/** As many wait at most to be used again: more are needed only while connections are slow. */
const MAX_FREE = 256;

/**
 * Memory for what is on its way to phones. It is used again: garbage of this kind is collected only when there are tens of
 * megabytes of it, and there would be as much of it as the phones fetch.
 */
export class SendBuffers {
  readonly #bytes: number;
  readonly #free: Buffer[] = [];

  /** @param bytes of the largest part that is copied */
  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /**
   * Sends a copy of a part, so that the part is free at once. A larger part is sent as it is.
   *
   * @returns as `write` does: false when the connection has enough for now
   */
  write(response: ServerResponse, part: Buffer): boolean {
    if (part.length > this.#bytes) return response.write(part);
    const buffer = this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#bytes);
    part.copy(buffer);
    return response.write(buffer.subarray(0, part.length), (error) => {
      // Of what was broken off, nobody knows what still reads in it.
      if (error == null && this.#free.length < MAX_FREE) this.#free.push(buffer);
    });
  }
}
