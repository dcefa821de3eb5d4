/** A part of a content: first byte, and how many. */
export interface ByteRange {
  readonly start: number;
  readonly length: number;
}

/**
 * Which part a `Range` header asks for (RFC 9110, section 14). A header that cannot be read, or that asks for several parts, is
 * left alone as the standard allows: then the whole content is the answer.
 *
 * @returns undefined for the whole content; `unsatisfiable` for a part behind its end
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const asked = /^bytes=\s*(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))\s*$/i.exec(header ?? '');
  if (asked === null) return undefined;
  const [, first, last, suffix] = asked;
  if (first === undefined) {
    const length = Math.min(Number(suffix), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, length };
  }
  const start = Number(first);
  const end = last === undefined || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== undefined && last !== '' && Number(last) < start) return undefined;
  return start >= size ? 'unsatisfiable' : { start, length: end - start + 1 };
}
