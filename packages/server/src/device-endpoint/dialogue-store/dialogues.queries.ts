import type { ActionName } from '@deskfleet/protocol';
import type { ClientBase, Pool } from 'pg';
import type { Dialogue } from '../dialogue/dialogue.ts';

/** An open dialogue as stored: its state, and what ties a phone's next message to it. */
export interface StoredDialogue {
  readonly clientId: string;
  readonly cookie: string;
  readonly version: number;
  readonly address: string;
  /** Whether secrets may be sent in it (see secrets-rule.ts). */
  readonly secretsAllowed: boolean;
  readonly dialogue: Dialogue;
  /** The last answer, to be given again when the phone repeats its message. */
  readonly lastAnswer: LastAnswer;
  /** The node that keeps the pieces of the reply that is awaited; absent: they are in the database. */
  readonly keptBy?: string;
  readonly requestHash: Buffer;
  /** The phone has open work. */
  readonly hasWork: boolean;
  readonly updatedAt: Date;
}

/** An answer without its nonce: the nonce is always that of the message that is answered. */
export interface LastAnswer {
  readonly action: ActionName;
  readonly items: Dialogue['unverified'];
}

type DialogueState = Pick<StoredDialogue, 'dialogue' | 'secretsAllowed' | 'lastAnswer' | 'keptBy'>;

interface DialogueRow {
  readonly client_id: string;
  readonly cookie: string;
  readonly version: number;
  readonly address: string;
  readonly state: DialogueState;
  readonly request_hash: Buffer;
  readonly has_work: boolean;
  readonly updated_at: Date;
}

const COLUMNS = `d.client_id, d.cookie, d.version, d.address, d.state, d.request_hash, d.updated_at,
  exists (select from job_targets t where t.client_id = d.client_id and t.open) as has_work`;

function stored(row: DialogueRow): StoredDialogue {
  return {
    clientId: row.client_id,
    cookie: row.cookie,
    version: row.version,
    address: row.address,
    ...row.state,
    requestHash: row.request_hash,
    hasWork: row.has_work,
    updatedAt: row.updated_at,
  };
}

export async function findDialoguesByCookie(
  pool: Pool,
  cookies: readonly string[],
): Promise<StoredDialogue[]> {
  const { rows } = await pool.query<DialogueRow>({
    name: 'dialogues-by-cookie',
    text: `select ${COLUMNS} from dialogues d where d.cookie = any($1::text[])`,
    values: [cookies],
  });
  return rows.map(stored);
}

export async function findDialoguesByClient(
  pool: Pool,
  clientIds: readonly string[],
): Promise<StoredDialogue[]> {
  const { rows } = await pool.query<DialogueRow>({
    name: 'dialogues-by-client',
    text: `select ${COLUMNS} from dialogues d where d.client_id = any($1::bigint[])`,
    values: [clientIds],
  });
  return rows.map(stored);
}

/**
 * For a phone that sends no cookie: the dialogue whose last answer carried the nonce, else the only one that is open with
 * this address (protocol reference section 2.1).
 */
export async function findDialogueWithoutCookie(
  pool: Pool,
  nonce: string,
  address: string,
  since: Date,
): Promise<StoredDialogue | undefined> {
  const { rows } = await pool.query<DialogueRow & { nonce: string }>({
    name: 'dialogues-by-address',
    text: `select ${COLUMNS}, d.nonce from dialogues d where d.address = $1 and d.updated_at > $2 limit 100`,
    values: [address, since],
  });
  const byNonce = rows.filter((row) => row.nonce === nonce);
  const candidates = byNonce.length > 0 ? byNonce : rows;
  const [only] = candidates;
  return only !== undefined && candidates.length === 1 ? stored(only) : undefined;
}

/** What a message leaves of its dialogue. */
export interface DialogueChange {
  readonly clientId: string;
  /** The version that was read; null when the message opens a dialogue whatever was there. */
  readonly expectedVersion: number | null;
  /** The client's open work was looked at; otherwise the dialogue must not end while there is any. */
  readonly knowsWork: boolean;
  /** The dialogue to go on with; undefined when it has ended. */
  readonly next:
    | {
        readonly cookie: string;
        readonly address: string;
        readonly state: DialogueState;
        readonly requestHash: Buffer;
        readonly nonce: string;
        readonly pieces: number;
      }
    | undefined;
}

/**
 * Stores dialogues of a batch. Answers the clients whose change was taken, with the version that their dialogue now has
 * (the last one of an ended dialogue): the others were changed by another node since they were read, or got work in the
 * meantime, and have to be looked at again.
 */
export async function storeDialogues(
  tx: ClientBase,
  changes: readonly DialogueChange[],
  now: Date,
): Promise<Map<string, number>> {
  const taken = new Map<string, number>();
  const take = (rows: readonly { readonly client_id: string; readonly version: number }[]) => {
    for (const row of rows) taken.set(row.client_id, row.version);
  };
  const opened = changes.filter((change) => change.expectedVersion === null);
  const continued = changes.filter((change) => change.expectedVersion !== null && change.next !== undefined);
  const ended = changes.filter((change) => change.expectedVersion !== null && change.next === undefined);
  if (opened.length > 0) {
    // An opening message that is answered with CleanUp only removes what was open before.
    const closing = opened.filter((change) => change.next === undefined).map((change) => change.clientId);
    if (closing.length > 0) {
      await tx.query({
        name: 'close-dialogues',
        text: 'delete from dialogues where client_id = any($1::bigint[])',
        values: [closing],
      });
    }
    const opening = opened.filter((change) => change.next !== undefined);
    if (opening.length > 0) {
      const { rows } = await tx.query<{ client_id: string; version: number }>({
        name: 'open-dialogues',
        text: `
          insert into dialogues as d (client_id, cookie, version, address, state, request_hash, nonce, pieces, started_at,
            updated_at)
          select client_id, cookie, 1, address, state, decode(request_hash, 'hex'), nonce, pieces, $2, $2
          from jsonb_to_recordset($1::jsonb) as i (${CHANGE_COLUMNS})
          on conflict (client_id) do update set cookie = excluded.cookie, version = d.version + 1,
            address = excluded.address, state = excluded.state, request_hash = excluded.request_hash,
            nonce = excluded.nonce, pieces = excluded.pieces, started_at = excluded.started_at,
            updated_at = excluded.updated_at
          returning d.client_id, d.version`,
        values: [changeRows(opening), now],
      });
      take(rows);
    }
    for (const clientId of closing) taken.set(clientId, 0);
  }
  if (continued.length > 0) {
    const { rows } = await tx.query<{ client_id: string; version: number }>({
      name: 'continue-dialogues',
      text: `
        update dialogues d set version = d.version + 1, state = i.state, request_hash = decode(i.request_hash, 'hex'),
          nonce = i.nonce, pieces = i.pieces, updated_at = $2
        from jsonb_to_recordset($1::jsonb) as i (${CHANGE_COLUMNS})
        where d.client_id = i.client_id and d.cookie = i.cookie and d.version = i.expected_version
        returning d.client_id, d.version`,
      values: [changeRows(continued), now],
    });
    take(rows);
  }
  if (ended.length > 0) {
    const { rows } = await tx.query<{ client_id: string; version: number }>({
      name: 'end-dialogues',
      text: `
        delete from dialogues d using unnest($1::bigint[], $2::int[], $3::boolean[]) as i (client_id, version, knows_work)
        where d.client_id = i.client_id and d.version = i.version
          and (i.knows_work or not exists (select from job_targets t where t.client_id = d.client_id and t.open))
        returning d.client_id, d.version`,
      values: [
        ended.map((change) => change.clientId),
        ended.map((change) => change.expectedVersion),
        ended.map((change) => change.knowsWork),
      ],
    });
    take(rows);
  }
  return taken;
}

const CHANGE_COLUMNS =
  'client_id bigint, cookie text, expected_version int, address text, state jsonb, request_hash text, nonce text, pieces int';

function changeRows(changes: readonly DialogueChange[]): string {
  return JSON.stringify(
    changes.flatMap(({ clientId, expectedVersion, next }) =>
      next === undefined
        ? []
        : [
            {
              client_id: clientId,
              expected_version: expectedVersion,
              cookie: next.cookie,
              address: next.address,
              state: next.state,
              request_hash: next.requestHash.toString('hex'),
              nonce: next.nonce,
              pieces: next.pieces,
            },
          ],
    ),
  );
}

/** A piece of a reply that goes on. */
export interface Piece {
  readonly clientId: string;
  readonly cookie: string;
  readonly piece: number;
  readonly items: Uint8Array;
}

export async function storePieces(tx: ClientBase, pieces: readonly Piece[]): Promise<void> {
  if (pieces.length === 0) return;
  await tx.query({
    name: 'store-pieces',
    text: `
      insert into dialogue_pieces (client_id, cookie, piece, items)
      select * from unnest($1::bigint[], $2::text[], $3::int[], $4::bytea[])
      on conflict (client_id, cookie, piece) do update set items = excluded.items`,
    values: [
      pieces.map((piece) => piece.clientId),
      pieces.map((piece) => piece.cookie),
      pieces.map((piece) => piece.piece),
      pieces.map((piece) => Buffer.from(piece.items.buffer, piece.items.byteOffset, piece.items.byteLength)),
    ],
  });
}

/** The pieces of the reply that is under way, in order. */
export async function findPieces(pool: Pool, clientId: string, cookie: string): Promise<Buffer[]> {
  const { rows } = await pool.query<{ items: Buffer }>({
    name: 'find-pieces',
    text: 'select items from dialogue_pieces where client_id = $1 and cookie = $2 order by piece',
    values: [clientId, cookie],
  });
  return rows.map((row) => row.items);
}

export async function removePieces(tx: ClientBase, clientIds: readonly string[]): Promise<void> {
  if (clientIds.length === 0) return;
  await tx.query({
    name: 'remove-pieces',
    text: 'delete from dialogue_pieces where client_id = any($1::bigint[])',
    values: [clientIds],
  });
}

/** Removes pieces whose dialogue is gone or has been taken up anew: nobody will ask for them. */
export async function removeStrayPieces(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from dialogue_pieces p
     where not exists (select from dialogues d where d.client_id = p.client_id and d.cookie = p.cookie)`,
  );
  return rowCount ?? 0;
}
