/** As much of a content as recognition looks at, whatever its size. */
export interface ContentSample {
  /** Name without folders. */
  readonly name: string;
  /** Of the whole content, in bytes. */
  readonly size: number;
  /** The first bytes, `HEAD_BYTES` or all that there are. */
  readonly head: Buffer;
  /** The last bytes, `TAIL_BYTES` or all that there are. */
  readonly tail: Buffer;
}

/** Bytes from the beginning of a file by which it is recognized. */
export const HEAD_BYTES = 256 * 1_024;
/** Bytes from its end. */
export const TAIL_BYTES = 4_096;
