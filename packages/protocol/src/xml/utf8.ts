import { MAX_MESSAGE_BYTES } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import { LineCounter } from './text.ts';

// A byte order mark stays in the text, so that offsets in text and bytes keep step.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lossy = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The text of a message body, a leading byte order mark included.
 * @throws ProtocolError `too-large`, `invalid-utf8`
 */
export function decodeUtf8(body: Uint8Array): string {
  if (body.length > MAX_MESSAGE_BYTES) {
    const message = `the message has ${body.length} bytes, more than ${MAX_MESSAGE_BYTES}`;
    throw new ProtocolError('too-large', message, 'document', { line: 1, column: 1 });
  }
  try {
    return strict.decode(body);
  } catch {
    const text = lossy.decode(body);
    const position = new LineCounter(text).at(firstReplacement(text, body));
    throw new ProtocolError('invalid-utf8', 'the message is not valid UTF-8', 'document', position);
  }
}

/** Offset of the first replacement character that stands for invalid bytes, not for itself. */
function firstReplacement(text: string, body: Uint8Array): number {
  let byte = 0;
  let from = 0;
  for (;;) {
    const found = text.indexOf('\uFFFD', from);
    if (found < 0) return text.length;
    byte += utf8Length(text, from, found);
    const genuine = body[byte] === 0xef && body[byte + 1] === 0xbf && body[byte + 2] === 0xbd;
    if (!genuine) return found;
    byte += 3;
    from = found + 1;
  }
}

/** Bytes that the characters from `start` up to `end` take in UTF-8; the text holds no lone surrogates. */
export function utf8Length(text: string, start = 0, end = text.length): number {
  let bytes = end - start;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    // Each half of a surrogate pair counts two of the four bytes.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
