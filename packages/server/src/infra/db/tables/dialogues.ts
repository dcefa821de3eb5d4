import type { JSONColumnType } from 'kysely';
import type { Instant, Ref } from './columns.ts';

/** The open dialogue of a client; at most one (architecture section 4). */
export interface DialoguesTable {
  clientId: Ref;
  cookie: string;
  version: number;
  address: string;
  state: JSONColumnType<object>;
  requestHash: Buffer;
  nonce: string;
  pieces: number;
  startedAt: Instant;
  updatedAt: Instant;
}

/** Pieces of a reply that has not ended yet; of no worth after a crash. */
export interface DialoguePiecesTable {
  clientId: Ref;
  cookie: string;
  piece: number;
  items: Buffer;
}
