import type { Pool } from 'pg';
import { readPart } from '../../features/files/index.ts';

/** What is read at once: a piece has a whole number of them, so that none reaches over two. */
const PART_BYTES = 65_536;
/** 16 MiB: phones that fetch the same file in step share what is read. */
const MAX_PARTS = 256;

/** Reads contents part by part, each part once for all who want it at about the same time. */
export class PartCache {
  readonly #pool: Pool;
  readonly #parts = new Map<string, Promise<Buffer | undefined>>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * Some bytes of a content, at most to the end of a part.
   *
   * @returns undefined when the content is not there (any more)
   */
  async read(contentId: string, start: number, length: number): Promise<Buffer | undefined> {
    const place = Math.floor(start / PART_BYTES);
    const part = await this.#part(contentId, place);
    const from = start - place * PART_BYTES;
    const bytes = part?.subarray(from, from + length);
    return bytes === undefined || bytes.length === 0 ? undefined : bytes;
  }

  #part(contentId: string, place: number): Promise<Buffer | undefined> {
    const key = `${contentId} ${place}`;
    const known = this.#parts.get(key);
    if (known !== undefined) {
      this.#parts.delete(key);
      this.#parts.set(key, known);
      return known;
    }
    const read = readPart(this.#pool, contentId, place * PART_BYTES, PART_BYTES);
    this.#parts.set(key, read);
    // What failed is read again by the next one who wants it.
    read.catch(() => this.#parts.delete(key));
    if (this.#parts.size > MAX_PARTS) {
      const [oldest] = this.#parts.keys();
      if (oldest !== undefined) this.#parts.delete(oldest);
    }
    return read;
  }
}
