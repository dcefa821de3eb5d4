import type { ClientBase, Pool } from 'pg';
import type { FileType } from '../../infra/db/index.ts';

/** A file on its way. */
export interface Upload {
  readonly id: string;
  readonly contentId: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  /** Where SHA-256 stands after `received` bytes; null: nothing has arrived. */
  readonly hashState: Buffer | null;
  readonly type: FileType | null;
  readonly updatedAt: Date;
}

interface UploadRow {
  readonly id: string;
  readonly content_id: string;
  readonly name: string;
  readonly size: string;
  readonly received: string;
  readonly hash_state: Buffer | null;
  readonly type: FileType | null;
  readonly updated_at: Date;
}

const COLUMNS = 'id, content_id, name, size, received, hash_state, type, updated_at';

function toUpload(row: UploadRow): Upload {
  return {
    id: row.id,
    contentId: row.content_id,
    name: row.name,
    size: Number(row.size),
    received: Number(row.received),
    hashState: row.hash_state,
    type: row.type,
    updatedAt: row.updated_at,
  };
}

/** Begins an upload, unless the account has so many already. */
export async function insertUpload(
  tx: ClientBase,
  upload: {
    readonly id: string;
    readonly contentId: string;
    readonly accountId: string;
    readonly accountName: string;
    readonly name: string;
    readonly size: number;
    readonly type: FileType | null;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into file_uploads (id, content_id, account_id, account_name, name, size, type, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [
      upload.id,
      upload.contentId,
      upload.accountId,
      upload.accountName,
      upload.name,
      upload.size,
      upload.type,
      upload.now,
    ],
  );
}

/** How many uploads an account has; whoever begins another one for it is waited for. */
export async function countUploads(tx: ClientBase, accountId: string): Promise<number> {
  await tx.query('select from accounts where id = $1 for no key update', [accountId]);
  const { rows } = await tx.query<{ count: string }>(
    'select count(*) as count from file_uploads where account_id = $1',
    [accountId],
  );
  return Number(rows[0]?.count ?? 0);
}

/** An upload of this account. */
export async function findUpload(
  queryable: ClientBase | Pool,
  id: string,
  accountId: string,
): Promise<Upload | undefined> {
  const { rows } = await queryable.query<UploadRow>(
    `select ${COLUMNS} from file_uploads where id = $1 and account_id = $2`,
    [id, accountId],
  );
  return rows[0] === undefined ? undefined : toUpload(rows[0]);
}

/** The same, and nobody else goes on with it until the transaction ends. */
export async function lockUpload(tx: ClientBase, id: string, accountId: string): Promise<Upload | undefined> {
  const { rows } = await tx.query<UploadRow>(
    `select ${COLUMNS} from file_uploads where id = $1 and account_id = $2 for update`,
    [id, accountId],
  );
  return rows[0] === undefined ? undefined : toUpload(rows[0]);
}

/** @returns whether the upload still stood where it was expected */
export async function moveUpload(
  tx: ClientBase,
  upload: Pick<Upload, 'id' | 'received'>,
  to: { readonly received: number; readonly hashState: Uint8Array; readonly now: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update file_uploads set received = $3, hash_state = $4, updated_at = $5 where id = $1 and received = $2`,
    [upload.id, upload.received, to.received, Buffer.from(to.hashState), to.now],
  );
  return rowCount === 1;
}

/** @returns whether it was there */
export async function deleteUpload(tx: ClientBase | Pool, id: string, accountId: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from file_uploads where id = $1 and account_id = $2', [
    id,
    accountId,
  ]);
  return rowCount === 1;
}

/** Gives up uploads from which nothing has come since. @returns how many */
export async function deleteSilentUploads(pool: Pool, since: Date): Promise<number> {
  const { rowCount } = await pool.query('delete from file_uploads where updated_at < $1', [since]);
  return rowCount ?? 0;
}
