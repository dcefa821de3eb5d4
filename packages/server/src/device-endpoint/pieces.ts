import { hash } from 'node:crypto';
import { decodeItemList, type Item, isPlainItemList, type PhoneMessage } from '@deskfleet/protocol';

/** A piece of a reply: its raw item list, with its digest. */
export interface Piece {
  readonly items: Uint8Array;
  /** SHA-256 in base64: short, and cheaper than bytes. */
  readonly digest: string;
}

export function toPiece(items: Uint8Array): Piece {
  return { items, digest: hash('sha256', items, 'base64') };
}

/**
 * Tells a message from all others of its dialogue: only a repetition has the same.
 *
 * @param digest of its item list
 */
export function fingerprintOf(message: PhoneMessage, digest: string): string {
  const { nonce, reason, fragment = '' } = message;
  const about = message.reason === 'reply-to' ? `${message.action} ${message.status}` : '';
  return `${digest} ${nonce} ${reason} ${about} ${fragment}`;
}

/**
 * Items of the pieces of a reply.
 * @throws ProtocolError when a piece is not well-formed: nobody has looked into it before
 */
export function decodePieces(pieces: readonly Piece[]): Item[] {
  return pieces.flatMap(({ items }) => decodeItemList(items));
}

/** More than any phone tells; what is kept of a larger one is decided item by item. */
const MAX_PLAIN_LENGTH = 512 * 1_024;

/** The text of a reply that may be kept as the phone wrote it: certainly well-formed, without secrets, not too long. */
export function plainTextOf(pieces: readonly Piece[]): string | undefined {
  const texts = pieces.map(({ items: { buffer, byteOffset, byteLength } }) =>
    Buffer.from(buffer, byteOffset, byteLength).toString('utf8'),
  );
  const text = texts.join('\n');
  const isPlain = text.length <= MAX_PLAIN_LENGTH && texts.every(isPlainItemList);
  return isPlain ? text : undefined;
}
