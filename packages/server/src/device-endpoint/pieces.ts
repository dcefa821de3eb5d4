import { hash } from 'node:crypto';
import type { DecodedPhoneMessage } from '@deskfleet/protocol';

/** A piece of a reply: its raw item list, with its digest. */
export interface Piece {
  readonly items: Uint8Array;
  /** SHA-256. */
  readonly digest: Buffer;
}

const known = new WeakMap<DecodedPhoneMessage, Piece>();

/** The item list of a message; its digest is made once. */
export function pieceOf(decoded: DecodedPhoneMessage): Piece {
  const piece = known.get(decoded) ?? toPiece(decoded.itemListBytes);
  known.set(decoded, piece);
  return piece;
}

export function toPiece(items: Uint8Array): Piece {
  return { items, digest: hash('sha256', items, 'buffer') };
}

/** Tells a message from all others of its dialogue: only a repetition has the same. */
export function fingerprintOf(decoded: DecodedPhoneMessage): Buffer {
  const { message } = decoded;
  const { nonce, reason, fragment = '' } = message;
  const about = message.reason === 'reply-to' ? `${message.action} ${message.status}` : '';
  return Buffer.concat([pieceOf(decoded).digest, Buffer.from(`${nonce} ${reason} ${about} ${fragment}`)]);
}
