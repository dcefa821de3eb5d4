import type { ClientBase, Pool } from 'pg';
import type { FileType } from '../../infra/db/index.ts';
import type { RecognizedFile } from './file-facts.ts';

/** An object that a scan found at a provider. */
export interface ProviderObject {
  /** Key of the object, or its path below the address of the provider. */
  readonly key: string;
  /** What administrators and phones see. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Anything that changes when the content does; null: the provider says nothing like it. */
  readonly etag: string | null;
  /** What its name or content says; what has no type cannot be deployed and is no file. */
  readonly recognized: RecognizedFile & { readonly type: FileType };
}

/** A file that stands for an object of a provider. */
export interface RegisteredFile {
  readonly fileId: string;
  readonly key: string;
  readonly isNew: boolean;
}

/**
 * Takes up objects of a provider as files, or notes that they are still there. What somebody corrected of a file stays until
 * its content changes. At best some 1,000 at once; a key may stand in them once.
 *
 * @returns those that are new or have changed: their contents are worth a look (see `recognize`)
 */
export async function registerProviderFiles(
  tx: ClientBase,
  providerId: string,
  objects: readonly ProviderObject[],
  now: Date,
): Promise<RegisteredFile[]> {
  const { rows } = await tx.query<{ id: string; provider_key: string; is_new: boolean }>(
    `
    with seen as (
      select * from jsonb_to_recordset($2::jsonb) as o (
        key text, name text, size bigint, etag text, type text, software_type text, software_version text, models text[],
        facts jsonb)
    ), matched as (
      -- Each object looks for its file by key, whatever the statistics of a table say that has just been filled.
      select s.*, f.id, f.size <> s.size or f.provider_etag is distinct from s.etag or f.name <> s.name as differs
      from seen s left join lateral (
        select id, size, provider_etag, name from files where provider_id = $1 and provider_key = s.key offset 0
      ) f on true
    ), kept as (
      update files f set seen_at = $3, missing_since = null
      from matched m where f.id = m.id and not m.differs
    ), changed as (
      update files f set seen_at = $3, missing_since = null, name = m.name, size = m.size, provider_etag = m.etag,
        sha256 = null, type = m.type, software_type = m.software_type, software_version = m.software_version,
        models = m.models, facts = m.facts
      from matched m where f.id = m.id and m.differs
      returning f.id, f.provider_key
    ), added as (
      insert into files (name, type, size, software_type, software_version, models, facts, store, provider_id,
        provider_key, provider_etag, created_at, seen_at)
      select m.name, m.type, m.size, m.software_type, m.software_version, m.models, m.facts, 'provider', $1, m.key, m.etag,
        $3, $3
      from matched m where m.id is null
      on conflict (provider_id, provider_key) where provider_id is not null do update set seen_at = excluded.seen_at
      returning id, provider_key
    )
    select id, provider_key, false as is_new from changed
    union all select id, provider_key, true from added`,
    [
      providerId,
      JSON.stringify(
        objects.map(({ key, name, size, etag, recognized }) => ({
          key,
          name,
          size,
          etag,
          type: recognized.type,
          software_type: recognized.softwareType,
          software_version: recognized.softwareVersion,
          models: recognized.models,
          facts: recognized.facts,
        })),
      ),
      now,
    ],
  );
  return rows.map(({ id, provider_key, is_new }) => ({ fileId: id, key: provider_key, isNew: is_new }));
}

/**
 * Removes the files of a provider that a complete scan has not seen. One that a template uses stays, marked as missing, so that
 * the template still says what it wants.
 *
 * @param scanBegan when the scan began, by the clock whose times `registerProviderFiles` got
 */
export async function removeVanishedFiles(
  tx: ClientBase,
  providerId: string,
  scanBegan: Date,
): Promise<{ readonly removed: number; readonly missing: number }> {
  // Whoever is just giving one to a template is waited for, and nobody else can do so until we are done.
  await tx.query('select from files where provider_id = $1 and seen_at < $2 order by id for update', [
    providerId,
    scanBegan,
  ]);
  const missing = await tx.query(
    `update files f set missing_since = coalesce(missing_since, $2)
     where provider_id = $1 and seen_at < $2 and exists (
       select from template_files tf join templates t on t.id = tf.template_id
       where tf.file_id = f.id and t.removed_at is null)`,
    [providerId, scanBegan],
  );
  const removed = await tx.query(
    `delete from files f where provider_id = $1 and seen_at < $2 and not exists (
       select from template_files tf join templates t on t.id = tf.template_id
       where tf.file_id = f.id and t.removed_at is null)`,
    [providerId, scanBegan],
  );
  return { removed: removed.rowCount ?? 0, missing: missing.rowCount ?? 0 };
}

/** A file of a provider at whose content nobody has looked. */
export interface UnreadFile {
  readonly fileId: string;
  readonly key: string;
  readonly name: string;
}

/**
 * Files of a provider at whose content nobody has looked, in the order of their keys.
 *
 * @param afterKey begin behind this key; empty: at the first
 */
export async function findUnreadFiles(
  pool: Pool,
  providerId: string,
  afterKey: string,
  limit: number,
): Promise<UnreadFile[]> {
  const { rows } = await pool.query<{ id: string; provider_key: string; name: string }>(
    `select id, provider_key, name from files
     where provider_id = $1 and provider_key > $2 and facts = '{}' and size > 0 and missing_since is null
     order by provider_key limit $3`,
    [providerId, afterKey, limit],
  );
  return rows.map(({ id, provider_key, name }) => ({ fileId: id, key: provider_key, name }));
}

/** Who uses files of providers: templates, and jobs that are not over. */
export async function findProviderUses(
  tx: ClientBase,
  providerIds: readonly string[],
): Promise<{ readonly templates: readonly string[]; readonly jobs: readonly string[] }> {
  const { rows: templates } = await tx.query<{ name: string }>(
    `select distinct t.name from files f join template_files tf on tf.file_id = f.id join templates t on t.id = tf.template_id
     where f.provider_id = any($1::bigint[]) and t.removed_at is null order by t.name limit 6`,
    [providerIds],
  );
  const { rows: jobs } = await tx.query<{ id: string }>(
    `select distinct j.id from files f join job_files jf on jf.file_id = f.id join jobs j on j.id = jf.job_id
     where f.provider_id = any($1::bigint[]) and j.state in ('created', 'active') order by j.id limit 6`,
    [providerIds],
  );
  return { templates: templates.map(({ name }) => name), jobs: jobs.map(({ id }) => id) };
}
