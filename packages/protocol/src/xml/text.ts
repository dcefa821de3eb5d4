import type { TextPosition } from '../protocol-error.ts';

/** Characters that XML 1.0 forbids, apart from lone surrogates (production 2, `Char`). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const FORBIDDEN = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;

/** Whether the text has a character that no XML document may hold, lone surrogates aside. */
export function hasForbiddenCharacter(text: string): boolean {
  return FORBIDDEN.test(text);
}

/** White space of XML: space, tab, line feed, carriage return. Narrower than that of `String.prototype.trim`. */
export function isXmlSpace(code: number): boolean {
  return code === 32 || (code <= 13 && (code === 10 || code === 9 || code === 13));
}

/** Offset of the first character from `from` on that is no white space of XML. */
export function skipXmlSpace(text: string, from: number): number {
  let offset = from;
  while (isXmlSpace(text.charCodeAt(offset))) offset++;
  return offset;
}

/** Removes white space of XML at both ends. */
export function trimXmlSpace(text: string): string {
  return sliceTrimmed(text, 0, text.length);
}

/** The part of a text from `start` up to `end`, without white space of XML at both ends. */
export function sliceTrimmed(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from < to && isXmlSpace(text.charCodeAt(from))) from++;
  while (to > from && isXmlSpace(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

/** Turns offsets into line and column; cheap when asked in ascending order. */
export class LineCounter {
  readonly #text: string;
  #offset = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Position of the character at an offset in UTF-16 code units; offsets beyond the end give the end. */
  at(offset: number): TextPosition {
    const target = Math.min(Math.max(offset, 0), this.#text.length);
    if (target < this.#offset) {
      this.#offset = 0;
      this.#line = 1;
      this.#lineStart = 0;
    }
    for (; this.#offset < target; this.#offset++) {
      const code = this.#text.charCodeAt(this.#offset);
      const breaksLine = code === 10 || (code === 13 && this.#text.charCodeAt(this.#offset + 1) !== 10);
      if (breaksLine) {
        this.#line++;
        this.#lineStart = this.#offset + 1;
      }
    }
    return { line: this.#line, column: target - this.#lineStart + 1 };
  }
}
