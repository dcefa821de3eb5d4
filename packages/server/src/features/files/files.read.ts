import { type OrderByItemBuilder, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Database, Db, FileType } from '../../infra/db/index.ts';
import { pageAndTotal, type Slice } from '../../infra/http/list-slice.ts';
import type { ListWindow } from '../../infra/http/schemas.ts';
import type { FileFacts } from './file-facts.ts';
import { limitSentence } from './file-words.ts';
import type { FileView, fileSortKeys } from './files.schema.ts';
import { findBrokenLimits } from './limits.ts';

export interface FileList extends ListWindow {
  readonly sort: (typeof fileSortKeys)[number];
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly type?: FileType | undefined;
  readonly softwareType?: string | undefined;
  /** `database`, `provider`, or the id of a provider. */
  readonly storage?: string | undefined;
  readonly model?: string | undefined;
}

type FilesQuery<Output> = SelectQueryBuilder<Database, 'files', Output>;

function narrowed<Output>(query: FilesQuery<Output>, list: FileList): FilesQuery<Output> {
  let result = query;
  if (list.type !== undefined) result = result.where('files.type', '=', list.type);
  if (list.softwareType !== undefined) result = result.where('files.softwareType', '=', list.softwareType);
  if (list.storage === 'database' || list.storage === 'provider') {
    result = result.where('files.store', '=', list.storage);
  } else if (list.storage !== undefined) result = result.where('files.providerId', '=', list.storage);
  if (list.model !== undefined) {
    result = result.where(sql<boolean>`(files.models = '{}' or ${list.model} = any(files.models))`);
  }
  if (list.search !== '') {
    const text = list.search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&');
    result = result.where('files.searchText', 'like', `%${text}%`);
  }
  return result;
}

const sortColumns: Readonly<Record<FileList['sort'], RawBuilder<unknown>>> = {
  name: sql`lower(files.name)`,
  type: sql`files.type`,
  size: sql`files.size`,
  softwareVersion: sql`files.version_numbers`,
  // The database comes before all providers.
  storage: sql`coalesce(files.provider_id, 0)`,
  createdAt: sql`files.created_at`,
};

function fileRows(db: Db) {
  return db
    .selectFrom('files')
    .select(['files.id', 'files.name', 'files.type', 'files.size', 'files.sha256', 'files.softwareType'])
    .select(['files.softwareVersion', 'files.models', 'files.facts', 'files.store', 'files.providerId'])
    .select(['files.providerKey', 'files.missingSince', 'files.version', 'files.createdAt'])
    .select(['files.createdByName', 'files.updatedAt', 'files.updatedBy'])
    .select([
      sql<{ id: string; name: string }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('id', same.id::text, 'name', same.name)) from (
          select o.id, o.name from files o
          where o.sha256 = files.sha256 and o.size = files.size and o.id <> files.id order by o.id limit 5
        ) same), '[]')`.as('sameAs'),
      sql<{ id: string; name: string }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('id', t.id::text, 'name', t.name) order by lower(t.name))
        from template_files tf join templates t on t.id = tf.template_id
        where tf.file_id = files.id and t.removed_at is null), '[]')`.as('templates'),
      sql<string[]>`array(
        select distinct j.id::text from job_files jf join jobs j on j.id = jf.job_id
        where jf.file_id = files.id and j.state in ('created', 'active') and j.canceled_at is null
        order by 1 limit 100)`.as('runningJobs'),
    ]);
}

type FileRow = Awaited<ReturnType<ReturnType<typeof fileRows>['execute']>>[number];

/** One page of files with the number of all that match. Without a version, a file comes after all that have one. */
export async function listFiles(
  db: Db,
  list: FileList,
): Promise<{ readonly files: FileView[]; readonly total: number }> {
  const column = sortColumns[list.sort];
  const direction = (order: Slice['order']) => (ob: OrderByItemBuilder) => {
    const ordered = order === 'asc' ? ob.asc() : ob.desc();
    return order === list.order ? ordered.nullsLast() : ordered.nullsFirst();
  };
  const count = async () => {
    const counting = narrowed(
      db.selectFrom('files').select(({ fn }) => fn.countAll<string>().as('total')),
      list,
    );
    return Number((await counting.executeTakeFirstOrThrow()).total);
  };
  const rowsOf = ({ order, limit, offset }: Slice) => {
    const page = narrowed(db.selectFrom('files').select('files.id'), list)
      .orderBy(column, direction(order))
      .orderBy('files.id', order)
      .limit(limit)
      .offset(offset);
    return fileRows(db)
      .where('files.id', 'in', page)
      .orderBy(column, direction(list.order))
      .orderBy('files.id', list.order)
      .execute();
  };
  const { rows, total } = await pageAndTotal(list, rowsOf, count);
  return { files: rows.map(toView), total };
}

export async function findFile(db: Db, id: string): Promise<FileView | undefined> {
  const row = await fileRows(db).where('files.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toView(row);
}

function toView({ templates, runningJobs, createdByName, ...row }: FileRow): FileView {
  const facts = row.facts as FileFacts;
  const size = Number(row.size);
  return {
    ...row,
    size,
    softwareType: row.softwareType as FileView['softwareType'],
    facts,
    warnings: findBrokenLimits({ type: row.type, size, models: row.models, facts }).map((limit) => ({
      code: limit.code,
      models: [...limit.models],
      text: limitSentence(limit),
    })),
    missingSince: row.missingSince?.toISOString() ?? null,
    usage: { templates, runningJobs },
    createdAt: row.createdAt.toISOString(),
    createdBy: createdByName,
    updatedAt: (row.updatedAt ?? row.createdAt).toISOString(),
  };
}
