import { type ExpressionBuilder, sql } from 'kysely';
import type { Database, Db, StoredProblem } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import type { ProviderType } from './connection/provider-connection.ts';
import type { ProviderScan, StorageProvider } from './storage-providers.schema.ts';

export interface ProviderList extends ListWindow {
  readonly sort: 'name' | 'type' | 'address' | 'files' | 'scannedAt' | 'updatedAt';
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly type?: ProviderType | undefined;
}

/** Host and port of the URL, which is stored as `https://…/`. */
const address = sql<string>`split_part(split_part(storage_providers.url, '/', 3), '@', 1)`;
const files = sql<number>`(select count(*)::int from files f where f.provider_id = storage_providers.id)`;
const scannedAt = sql<Date | null>`(
  select max(s.created_at) from storage_provider_scans s where s.provider_id = storage_providers.id)`;
const sortColumns = {
  name: sql`lower(storage_providers.name)`,
  type: sql`storage_providers.type`,
  address,
  files,
  scannedAt: sql`coalesce(${scannedAt}, '-infinity'::timestamptz)`,
  updatedAt: sql`storage_providers.updated_at`,
} as const;

function rowsOf(db: Db) {
  return db
    .selectFrom('storageProviders')
    .select([
      'id',
      'type',
      'name',
      'url',
      'region',
      'bucket',
      'pathStyle',
      'prefix',
      'userName as user',
      'ca',
      'schedule',
      'nextScanAt',
      'version',
      'createdAt',
      'createdBy',
      'updatedAt',
      'updatedBy',
    ])
    .select([
      address.as('address'),
      sql<boolean>`sealed_secret is not null`.as('hasSecret'),
      files.as('files'),
    ]);
}

type ProviderRow = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

/** One page of providers with the number of all that match. */
export async function listProviders(
  db: Db,
  list: ProviderList,
): Promise<{ items: StorageProvider[]; total: number }> {
  const matching = ({ and, eb }: ExpressionBuilder<Database, 'storageProviders'>) =>
    and([
      ...(list.type === undefined ? [] : [eb('storageProviders.type', '=', list.type)]),
      ...(list.search === ''
        ? []
        : [
            sql<boolean>`strpos(lower(storage_providers.name || ' ' || ${address}), lower(${list.search})) > 0`,
          ]),
    ]);
  const [rows, { total }] = await Promise.all([
    rowsOf(db)
      .where(matching)
      .orderBy(sortColumns[list.sort], list.order)
      .orderBy('id', list.order)
      .limit(list.pageSize)
      .offset(listOffset(list))
      .execute(),
    db
      .selectFrom('storageProviders')
      .select(({ fn }) => fn.countAll<string>().as('total'))
      .where(matching)
      .executeTakeFirstOrThrow(),
  ]);
  return { items: await withScans(db, rows), total: Number(total) };
}

export async function findProvider(db: Db, id: string): Promise<StorageProvider | undefined> {
  const [provider] = await withScans(db, await rowsOf(db).where('id', '=', id).execute());
  return provider;
}

async function withScans(db: Db, rows: readonly ProviderRow[]): Promise<StorageProvider[]> {
  const last = await scansOf(db)
    .distinctOn('providerId')
    .where('providerId', 'in', rows.length === 0 ? ['0'] : rows.map(({ id }) => id))
    .orderBy('providerId')
    .orderBy('id', 'desc')
    .execute();
  const scans = new Map(last.map((scan) => [scan.providerId, toScan(scan)]));
  return rows.map((row) => ({
    ...row,
    nextScanAt: row.nextScanAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    scan: scans.get(row.id) ?? null,
  }));
}

/** The scans of a provider, the newest first. */
export async function listProviderScans(db: Db, providerId: string): Promise<ProviderScan[]> {
  const rows = await scansOf(db).where('providerId', '=', providerId).orderBy('id', 'desc').execute();
  return rows.map(toScan);
}

function scansOf(db: Db) {
  return db
    .selectFrom('storageProviderScans')
    .select([
      'id',
      'providerId',
      'origin',
      'state',
      'phase',
      'objects',
      'files',
      'added',
      'changed',
      'removed',
      'missing',
      'skipped',
      'lookedAt',
      'problem',
      'createdAt',
      'createdBy',
      'stoppedBy',
      'beganAt',
      'endedAt',
    ]);
}

type ScanRow = Awaited<ReturnType<ReturnType<typeof scansOf>['execute']>>[number];

function toScan({ providerId: _providerId, ...row }: ScanRow): ProviderScan {
  return {
    ...row,
    problem: row.problem === null ? null : toProblem(row.problem),
    createdAt: row.createdAt.toISOString(),
    beganAt: row.beganAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

function toProblem({ kind, field, en, de }: StoredProblem): NonNullable<ProviderScan['problem']> {
  return { kind, field, text: { en, de } } as NonNullable<ProviderScan['problem']>;
}
