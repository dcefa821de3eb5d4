import type { ClientBase, Pool } from 'pg';
import type { FileType } from '../../infra/db/index.ts';
import type { FileUse } from './file-errors.ts';
import type { FileFacts, RecognizedFile } from './file-facts.ts';

/** A file as a deployment needs it. */
export interface DeployableFile {
  readonly id: string;
  readonly name: string;
  readonly type: FileType;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hexadecimal digits; null: nobody has read its whole content. */
  readonly sha256: string | null;
  /** `SIP`, `HFA`; null: nobody knows, or it is no software. */
  readonly softwareType: string | null;
  /** `V3 R5.12.0`. */
  readonly softwareVersion: string | null;
  /** Short names of models as clients have them; empty: any. */
  readonly models: readonly string[];
  readonly facts: FileFacts;
  readonly store: 'database' | 'provider';
  readonly contentId: string | null;
  readonly providerId: string | null;
  readonly providerKey: string | null;
  /** Changes with the content, as far as the provider tells. */
  readonly providerEtag: string | null;
  /** Its provider has it no more. */
  readonly isMissing: boolean;
}

interface DeployableRow {
  readonly id: string;
  readonly name: string;
  readonly type: FileType;
  readonly size: string;
  readonly sha256: string | null;
  readonly software_type: string | null;
  readonly software_version: string | null;
  readonly models: string[];
  readonly facts: FileFacts;
  readonly store: 'database' | 'provider';
  readonly content_id: string | null;
  readonly provider_id: string | null;
  readonly provider_key: string | null;
  readonly provider_etag: string | null;
  readonly is_missing: boolean;
}

/** Files that exist, by id. */
export async function findFiles(
  queryable: ClientBase | Pool,
  ids: readonly string[],
): Promise<Map<string, DeployableFile>> {
  const { rows } = await queryable.query<DeployableRow>({
    name: 'deployable-files',
    text: `
      select id, name, type, size, sha256, software_type, software_version, models, facts, store, content_id, provider_id,
        provider_key, provider_etag, missing_since is not null as is_missing
      from files where id = any($1::bigint[])`,
    values: [ids],
  });
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        type: row.type,
        size: Number(row.size),
        sha256: row.sha256,
        softwareType: row.software_type,
        softwareVersion: row.software_version,
        models: row.models,
        facts: row.facts,
        store: row.store,
        contentId: row.content_id,
        providerId: row.provider_id,
        providerKey: row.provider_key,
        providerEtag: row.provider_etag,
        isMissing: row.is_missing,
      },
    ]),
  );
}

/** A file by what is in it. */
export interface FileByContent {
  readonly id: string;
  readonly name: string;
  readonly type: FileType;
  readonly sha256: string;
}

/** Files with these contents that can be had, the oldest first; they are not deleted until the transaction ends. */
export async function findByContent(tx: ClientBase, sha256: readonly string[]): Promise<FileByContent[]> {
  const { rows } = await tx.query<FileByContent>(
    `select id, name, type, sha256 from files where sha256 = any($1::text[]) and missing_since is null
     order by id for key share`,
    [sha256],
  );
  return rows;
}

/** Keeps what was found out about a file's content; what its type is stays when nobody can tell. */
export async function storeRecognized(
  tx: ClientBase,
  fileId: string,
  recognized: RecognizedFile,
): Promise<void> {
  await tx.query(
    `update files set type = coalesce($2, type), software_type = $3, software_version = $4, models = $5, facts = $6
     where id = $1`,
    [
      fileId,
      recognized.type,
      recognized.softwareType,
      recognized.softwareVersion,
      recognized.models,
      JSON.stringify(recognized.facts),
    ],
  );
}

/** A file while somebody changes or deletes it. */
export interface LockedFile {
  readonly id: string;
  readonly name: string;
  readonly store: 'database' | 'provider';
  readonly isMissing: boolean;
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

/** Files that exist, in the order of their ids; nobody gives them to a template or job until the transaction ends. */
export async function lockFiles(tx: ClientBase, ids: readonly string[]): Promise<LockedFile[]> {
  const { rows } = await tx.query<LockedFile>(
    `select id, name, store, missing_since is not null as "isMissing", version,
       coalesce(updated_at, created_at) as "updatedAt", case when updated_at is null then created_by_name else updated_by end
         as "updatedBy"
     from files where id = any($1::bigint[]) order by id for update`,
    [ids],
  );
  return rows;
}

/** What still uses these files; those that nothing uses are left out. */
export async function findFileUses(tx: ClientBase | Pool, ids: readonly string[]): Promise<FileUse[]> {
  const { rows } = await tx.query<{
    id: string;
    name: string;
    templates: { id: string; name: string }[];
    jobs: string[];
  }>(
    `select * from (
       select f.id, f.name,
         coalesce((
           select jsonb_agg(jsonb_build_object('id', t.id::text, 'name', t.name) order by lower(t.name))
           from template_files tf join templates t on t.id = tf.template_id
           where tf.file_id = f.id and t.removed_at is null), '[]') as templates,
         array(
           select distinct j.id::text from job_files jf join jobs j on j.id = jf.job_id
           where jf.file_id = f.id and j.state in ('created', 'active') and j.canceled_at is null
           order by 1) as jobs
       from files f where f.id = any($1::bigint[])
     ) used where templates <> '[]' or cardinality(jobs) > 0 order by id`,
    [ids],
  );
  return rows.map(({ id, name, templates, jobs }) => ({ fileId: id, name, templates, jobIds: jobs }));
}

export async function deleteFileRows(tx: ClientBase, ids: readonly string[]): Promise<void> {
  await tx.query('delete from files where id = any($1::bigint[])', [ids]);
}

/** What an administrator may correct of a file. */
export interface FileCorrection {
  readonly name: string;
  readonly type: FileType;
  readonly softwareType: string | null;
  readonly softwareVersion: string | null;
  readonly models: readonly string[];
}

export async function updateFile(
  tx: ClientBase,
  id: string,
  file: FileCorrection,
  author: { readonly username: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update files set name = $2, type = $3, software_type = $4, software_version = $5, models = $6,
       version = version + 1, updated_at = $7, updated_by = $8
     where id = $1`,
    [
      id,
      file.name,
      file.type,
      file.softwareType,
      file.softwareVersion,
      file.models,
      author.now,
      author.username,
    ],
  );
}

/** A file whose content lies in the database. */
export interface NewFile extends FileCorrection {
  readonly size: number;
  readonly sha256: string;
  readonly facts: FileFacts;
  readonly contentId: string;
  readonly createdAt: Date;
  readonly accountId: string | null;
  readonly accountName: string;
}

/** @returns its id */
export async function insertFile(tx: ClientBase, file: NewFile): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into files (name, type, size, sha256, software_type, software_version, models, facts, store, content_id,
       created_at, created_by_id, created_by_name, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'database', $9, $10, $11, $12, $10, $12) returning id`,
    [
      file.name,
      file.type,
      file.size,
      file.sha256,
      file.softwareType,
      file.softwareVersion,
      file.models,
      JSON.stringify(file.facts),
      file.contentId,
      file.createdAt,
      file.accountId,
      file.accountName,
    ],
  );
  return rows[0]?.id ?? '';
}
