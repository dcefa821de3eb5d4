import type { ActionName } from '@deskfleet/protocol';
import type { ClientBase, Pool } from 'pg';
import type { AnswerItem, Dialogue } from '../dialogue/dialogue.ts';

/** An open dialogue as stored: its state, and what ties a phone's next message to it. */
export interface StoredDialogue {
  readonly clientId: string;
  readonly cookie: string;
  readonly version: number;
  readonly address: string;
  /** Secrets may be sent in it: it answers our own contact request, or none is needed (docs/phones.md, Passwords). */
  readonly secretsAllowed: boolean;
  readonly dialogue: Dialogue;
  /** Fingerprint of the inventory that was stored when the dialogue began, in hexadecimal digits. */
  readonly knownInventory: string | null;
  /** The last answer, to be given again when the phone repeats its message. */
  readonly lastAnswer: LastAnswer;
  /** The node that keeps the pieces of the reply that is awaited; absent: they are in the database. */
  readonly keptBy?: string;
  /** Of the phone's last message: only its repetition has the same. */
  readonly fingerprint: string;
  /** The phone has open work. */
  readonly hasWork: boolean;
  readonly updatedAt: Date;
}

/** An answer without its nonce: the nonce is always that of the message that is answered. */
export interface LastAnswer {
  readonly action: ActionName;
  readonly items: readonly AnswerItem[];
}

type DialogueState = Pick<
  StoredDialogue,
  'dialogue' | 'secretsAllowed' | 'knownInventory' | 'lastAnswer' | 'keptBy'
>;

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
  (exists (select from job_targets t where t.client_id = d.client_id and t.open)
    or exists (select from values_due w where w.client_id = d.client_id)) as has_work`;

function stored(row: DialogueRow): StoredDialogue {
  return {
    clientId: row.client_id,
    cookie: row.cookie,
    version: row.version,
    address: row.address,
    ...row.state,
    fingerprint: row.request_hash.toString('utf8'),
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
 * this address (protocol reference section 2.1). A phone that sent a cookie, be it an old one, is never taken for another
 * one behind the same address.
 */
export async function findDialogueWithoutCookie(
  pool: Pool,
  { nonce, address, hasCookie }: { nonce: string; address: string; hasCookie: boolean },
  since: Date,
): Promise<StoredDialogue | undefined> {
  const { rows } = await pool.query<DialogueRow & { same_nonce: boolean }>({
    name: 'dialogues-by-address',
    text: `
      select ${COLUMNS}, d.nonce = $3 as same_nonce from dialogues d
      where d.address = $1 and d.updated_at > $2
      order by d.nonce = $3 desc limit 2`,
    values: [address, since, nonce],
  });
  const [first, second] = rows;
  if (first === undefined) return undefined;
  const isOnlyOne = first.same_nonce ? second?.same_nonce !== true : second === undefined && !hasCookie;
  return isOnlyOne ? stored(first) : undefined;
}

/** Which of these clients have said something in their dialogue since then, with when that was. */
export async function findClientsInDialogue(
  tx: ClientBase,
  clientIds: readonly string[],
  since: Date,
): Promise<Map<string, Date>> {
  const { rows } = await tx.query<{ client_id: string; updated_at: Date }>({
    name: 'clients-in-dialogue',
    text: 'select client_id, updated_at from dialogues where client_id = any($1::bigint[]) and updated_at > $2',
    values: [clientIds, since],
  });
  return new Map(rows.map((row) => [row.client_id, row.updated_at]));
}

/** What a message leaves of its dialogue. */
export interface DialogueChange {
  readonly clientId: string;
  /** The dialogue that was read, to be continued, replaced or ended; null: there was none. */
  readonly base: Pick<StoredDialogue, 'cookie' | 'version'> | null;
  /** The client's open work was looked at; otherwise the dialogue must not end while there is any. */
  readonly knowsWork: boolean;
  /** The dialogue to go on with; undefined when it has ended. */
  readonly next:
    | {
        readonly cookie: string;
        readonly address: string;
        readonly state: DialogueState;
        readonly fingerprint: string;
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
  tx: Pool | ClientBase,
  changes: readonly DialogueChange[],
  now: Date,
): Promise<Map<string, number>> {
  const taken = new Map<string, number>();
  const take = (rows: readonly { readonly client_id: string; readonly version: number }[]) => {
    for (const row of rows) taken.set(row.client_id, row.version);
  };
  const opened = changes.filter(({ base, next }) => base === null && next !== undefined);
  const continued = changes.filter(({ base, next }) => base !== null && next !== undefined);
  const ended = changes.filter(({ base, next }) => base !== null && next === undefined);
  for (const { clientId, base, next } of changes) {
    if (base === null && next === undefined) taken.set(clientId, 0);
  }
  if (opened.length > 0) {
    const { rows } = await tx.query<{ client_id: string; version: number }>({
      name: 'open-dialogues',
      text: `
        insert into dialogues as d (client_id, cookie, version, address, state, request_hash, nonce, pieces, started_at,
          updated_at)
        select client_id, cookie, 1, address, state, convert_to(request_hash, 'UTF8'), nonce, pieces, $2, $2
        from jsonb_to_recordset($1::jsonb) as i (${CHANGE_COLUMNS})
        on conflict (client_id) do nothing
        returning d.client_id, d.version`,
      values: [changeRows(opened), now],
    });
    take(rows);
  }
  if (continued.length > 0) {
    const { rows } = await tx.query<{ client_id: string; version: number }>({
      name: 'continue-dialogues',
      text: `
        update dialogues d set version = d.version + 1, cookie = i.cookie, address = i.address, state = i.state,
          request_hash = convert_to(i.request_hash, 'UTF8'), nonce = i.nonce, pieces = i.pieces, updated_at = $2,
          started_at = case when d.cookie = i.cookie then d.started_at else $2 end
        from jsonb_to_recordset($1::jsonb) as i (${CHANGE_COLUMNS})
        where d.client_id = i.client_id and d.cookie = i.base_cookie and d.version = i.base_version
        returning d.client_id, d.version`,
      values: [changeRows(continued), now],
    });
    take(rows);
  }
  if (ended.length > 0) {
    const { rows } = await tx.query<{ client_id: string; version: number }>({
      name: 'end-dialogues',
      text: `
        delete from dialogues d
        using unnest($1::bigint[], $2::text[], $3::int[], $4::boolean[]) as i (client_id, cookie, version, knows_work)
        where d.client_id = i.client_id and d.cookie = i.cookie and d.version = i.version
          and (i.knows_work or not (
            exists (select from job_targets t where t.client_id = d.client_id and t.open)
            or exists (select from values_due w where w.client_id = d.client_id)
          ))
        returning d.client_id, d.version`,
      values: [
        ended.map((change) => change.clientId),
        ended.map((change) => change.base?.cookie),
        ended.map((change) => change.base?.version),
        ended.map((change) => change.knowsWork),
      ],
    });
    take(rows);
  }
  return taken;
}

const CHANGE_COLUMNS =
  'client_id bigint, base_cookie text, base_version int, cookie text, address text, state jsonb, request_hash text, nonce text, pieces int';

function changeRows(changes: readonly DialogueChange[]): string {
  return JSON.stringify(
    changes.flatMap(({ clientId, base, next }) =>
      next === undefined
        ? []
        : [
            {
              client_id: clientId,
              base_cookie: base?.cookie,
              base_version: base?.version,
              cookie: next.cookie,
              address: next.address,
              state: next.state,
              request_hash: next.fingerprint,
              nonce: next.nonce,
              pieces: next.pieces,
            },
          ],
    ),
  );
}

/** A piece of a reply that goes on, as it is stored. */
export interface StoredPiece {
  readonly clientId: string;
  readonly cookie: string;
  /** From 1, in the order in which they came. */
  readonly piece: number;
  /** Its raw item list. */
  readonly items: Uint8Array;
}

export async function storePieces(tx: ClientBase, pieces: readonly StoredPiece[]): Promise<void> {
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

/** Removes pieces whose dialogue is gone, has been taken up anew, or has rested since: nobody will ask for them. */
export async function removeStrayPieces(pool: Pool, since: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from dialogue_pieces p
     where not exists (
       select from dialogues d where d.client_id = p.client_id and d.cookie = p.cookie and d.updated_at > $1
     )`,
    [since],
  );
  return rowCount ?? 0;
}
