/** What is read at once: a piece has a whole number of them, so that none reaches over two. */
const PART_BYTES = 65_536;
/** 16 MiB: phones that fetch the same file in step share what is read. */
const MAX_PARTS = 256;

/** Where the bytes of a file lie, and how they are read. */
export interface PartSource {
  /** Other sources have other names, and the same name always means the same bytes. */
  readonly name: string;
  /** Some bytes, at most `length`; undefined when they are not there (any more). */
  read(start: number, length: number): Promise<Buffer | undefined>;
}

/** Reads contents part by part, each part once for all who want it at about the same time. */
export class PartCache {
  readonly #parts = new Map<string, Promise<Buffer | undefined>>();

  /**
   * Some bytes of a content, at most to the end of a part.
   *
   * @returns undefined when the content is not there (any more)
   */
  async read(source: PartSource, start: number, length: number): Promise<Buffer | undefined> {
    const place = Math.floor(start / PART_BYTES);
    const part = await this.#part(source, place);
    const from = start - place * PART_BYTES;
    const bytes = part?.subarray(from, from + length);
    return bytes === undefined || bytes.length === 0 ? undefined : bytes;
  }

  #part(source: PartSource, place: number): Promise<Buffer | undefined> {
    const key = `${source.name} ${place}`;
    const known = this.#parts.get(key);
    if (known !== undefined) {
      this.#parts.delete(key);
      this.#parts.set(key, known);
      return known;
    }
    const read = source.read(place * PART_BYTES, PART_BYTES);
    this.#parts.set(key, read);
    // What failed, or was not there, is read again by the next one who wants it.
    const forget = () => {
      if (this.#parts.get(key) === read) this.#parts.delete(key);
    };
    read.then((bytes) => bytes ?? forget(), forget);
    if (this.#parts.size > MAX_PARTS) {
      const [oldest] = this.#parts.keys();
      if (oldest !== undefined) this.#parts.delete(oldest);
    }
    return read;
  }
}
