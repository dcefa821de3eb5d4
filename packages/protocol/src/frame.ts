import { isUtf8 } from 'node:buffer';
import { MAX_MESSAGE_BYTES } from './limits.ts';

/** A message without what stands in its item list. */
export interface Frame {
  /** The message up to the start tag of the list, that tag included, and from the end tag on. */
  readonly text: string;
  /** Offset in the text between the two tags. */
  readonly cut: number;
  /** What was left out, by its offsets in the body. */
  readonly listStart: number;
  readonly listEnd: number;
}

const START_TAG = '<ItemList>';
const END_TAG = '</ItemList>';
/** What surrounds the list has some 500 bytes. */
const MAX_START = 1_024;
const MAX_END = 256;

const ASCII = /^[\0-\x7F]*$/;

/**
 * The frame of a message, read without making a text of its items: they are most of it, and mostly the same as last time.
 * Undefined when the body is no valid UTF-8, has no list, or has anything unusual around it.
 *
 * @param word stands before the list, or there is no frame: most messages have not got it and cost nothing more then
 */
export function frameOf(body: Uint8Array, word: string): Frame | undefined {
  if (body.length > MAX_MESSAGE_BYTES) return undefined;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const start = bytes.toString('latin1', 0, MAX_START);
  if (!start.includes(word)) return undefined;
  const cut = start.indexOf(START_TAG) + START_TAG.length;
  const listEnd = bytes.lastIndexOf(END_TAG);
  if (cut < START_TAG.length || listEnd < cut || bytes.length - listEnd > MAX_END) return undefined;
  const text = start.slice(0, cut) + bytes.toString('latin1', listEnd);
  return ASCII.test(text) && isUtf8(bytes) ? { text, cut, listStart: cut, listEnd } : undefined;
}
