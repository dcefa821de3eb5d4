import type { ClientBase, Pool } from 'pg';
import type { FileType } from '../../infra/db/index.ts';
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
        provider_key, missing_since is not null as is_missing
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
        isMissing: row.is_missing,
      },
    ]),
  );
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
