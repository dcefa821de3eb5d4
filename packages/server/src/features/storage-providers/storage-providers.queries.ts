import type { ClientBase, Pool } from 'pg';
import type { ScanSchedule } from '../../infra/db/index.ts';
import type { ProviderPlace, ProviderType } from './connection/provider-connection.ts';

/** What is stored of a provider; its secret is sealed. */
export interface ProviderRecord extends Omit<ProviderPlace, 'secret'> {
  readonly name: string;
  readonly sealedSecret: string | null;
  readonly schedule: ScanSchedule;
  readonly nextScanAt: Date | null;
}

export interface StoredProvider extends ProviderRecord {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

export interface ProviderAuthor {
  readonly username: string;
  readonly now: Date;
}

interface ProviderRow {
  readonly id: string;
  readonly type: ProviderType;
  readonly name: string;
  readonly url: string;
  readonly region: string;
  readonly bucket: string;
  readonly path_style: boolean;
  readonly prefix: string;
  readonly user_name: string;
  readonly sealed_secret: string | null;
  readonly ca: string;
  readonly schedule: ScanSchedule;
  readonly next_scan_at: Date | null;
  readonly version: number;
  readonly updated_at: Date;
  readonly updated_by: string | null;
}

const COLUMNS =
  'id, type, name, url, region, bucket, path_style, prefix, user_name, sealed_secret, ca, schedule, next_scan_at, version, updated_at, updated_by';

function toProvider(row: ProviderRow): StoredProvider {
  const { path_style, user_name, sealed_secret, next_scan_at, updated_at, updated_by, ...others } = row;
  return {
    ...others,
    pathStyle: path_style,
    user: user_name,
    sealedSecret: sealed_secret,
    nextScanAt: next_scan_at,
    updatedAt: updated_at,
    updatedBy: updated_by,
  };
}

/** Stored providers that exist, in the order of their ids; with `lock` nobody changes them until the transaction ends. */
export async function findStoredProviders(
  queryable: ClientBase | Pool,
  ids: readonly string[],
  lock = false,
): Promise<StoredProvider[]> {
  const { rows } = await queryable.query<ProviderRow>(
    `select ${COLUMNS} from storage_providers where id = any($1::bigint[]) order by id ${lock ? 'for update' : ''}`,
    [ids],
  );
  return rows.map(toProvider);
}

function valuesOf(record: ProviderRecord): unknown[] {
  return [
    record.type,
    record.name,
    record.url,
    record.region,
    record.bucket,
    record.pathStyle,
    record.prefix,
    record.user,
    record.sealedSecret,
    record.ca,
    JSON.stringify(record.schedule),
    record.nextScanAt,
  ];
}

/** @returns undefined when there is one of this name */
export async function insertProvider(
  tx: ClientBase,
  record: ProviderRecord,
  { username, now }: ProviderAuthor,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into storage_providers (type, name, url, region, bucket, path_style, prefix, user_name, sealed_secret, ca,
       schedule, next_scan_at, created_at, created_by, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $13, $14)
     on conflict (lower(name)) do nothing returning id`,
    [...valuesOf(record), now, username],
  );
  return rows[0]?.id;
}

/** @returns false when another provider has this name */
export async function updateProvider(
  tx: ClientBase,
  id: string,
  record: ProviderRecord,
  { username, now }: ProviderAuthor,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update storage_providers set type = $1, name = $2, url = $3, region = $4, bucket = $5, path_style = $6, prefix = $7,
       user_name = $8, sealed_secret = $9, ca = $10, schedule = $11, next_scan_at = $12, updated_at = $13, updated_by = $14,
       version = version + 1
     where id = $15 and not exists (select from storage_providers o where lower(o.name) = lower($2) and o.id <> $15)`,
    [...valuesOf(record), now, username, id],
  );
  return rowCount === 1;
}

/** With their scans, and with their files. */
export async function deleteProviders(tx: ClientBase, ids: readonly string[]): Promise<number> {
  const { rowCount } = await tx.query('delete from storage_providers where id = any($1::bigint[])', [ids]);
  return rowCount ?? 0;
}

/**
 * Why phones cannot fetch files at a provider themselves. `sign-in`: it wants a user, which no phone can be; `ampersand`: its addresses
 * have an `&` in them, as presigned ones do, which not all phones can read.
 */
export type ProviderHurdle = 'sign-in' | 'ampersand';

/** The hurdles of some providers by id; without one all phones fetch there. */
export async function findProviderHurdles(
  queryable: ClientBase | Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ProviderHurdle>> {
  const { rows } = await queryable.query<{ id: string; hurdle: ProviderHurdle }>(
    `select id, hurdle from (
       select id, case when type = 'https' and user_name <> '' then 'sign-in'
         when type = 's3' or strpos(url, '&') > 0 then 'ampersand' end as hurdle
       from storage_providers where id = any($1::bigint[])
     ) as h where hurdle is not null`,
    [ids],
  );
  return new Map(rows.map(({ id, hurdle }) => [id, hurdle]));
}
