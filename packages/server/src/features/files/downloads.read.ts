import { type SelectQueryBuilder, sql } from 'kysely';
import type { Database, Db, DownloadState } from '../../infra/db/index.ts';
import { pageAndTotal, type Slice } from '../../infra/http/list-slice.ts';
import type { ListWindow } from '../../infra/http/schemas.ts';
import type { DownloadView, downloadSortKeys } from './downloads.schema.ts';

export interface DownloadList extends ListWindow {
  readonly sort: (typeof downloadSortKeys)[number];
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly clientId?: string | undefined;
  readonly fileId?: string | undefined;
  readonly jobId?: string | undefined;
  readonly state?: DownloadState | undefined;
}

type DownloadsQuery<Output> = SelectQueryBuilder<Database, 'fileDownloads', Output>;

function narrowed<Output>(query: DownloadsQuery<Output>, list: DownloadList): DownloadsQuery<Output> {
  let result = query;
  const { clientId, fileId, jobId, state, search } = list;
  if (clientId !== undefined) result = result.where('fileDownloads.clientId', '=', clientId);
  if (fileId !== undefined) result = result.where('fileDownloads.fileId', '=', fileId);
  if (jobId !== undefined) {
    result = result.where('fileDownloads.targetId', 'in', (db) =>
      db.selectFrom('jobTargets').select('jobTargets.id').where('jobTargets.jobId', '=', jobId),
    );
  }
  if (state !== undefined) result = result.where('fileDownloads.state', '=', state);
  if (search !== '') {
    const pattern = `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
    result = result.where((where) =>
      where.or([
        sql<boolean>`lower(file_downloads.file_name) like ${pattern}`,
        where('fileDownloads.clientId', 'in', (db) =>
          db.selectFrom('clients').select('clients.id').where('clients.searchText', 'like', pattern),
        ),
      ]),
    );
  }
  return result;
}

/** One page of downloads with the number of all that match. */
export async function listDownloads(
  db: Db,
  list: DownloadList,
): Promise<{ readonly downloads: DownloadView[]; readonly total: number }> {
  // Of the many that match only those of the page are looked at more closely.
  const pageOf = ({ order, limit, offset }: Slice) =>
    narrowed(db.selectFrom('fileDownloads').select('fileDownloads.id'), list)
      .orderBy(`fileDownloads.${list.sort}`, order)
      .orderBy('fileDownloads.id', order)
      .limit(limit)
      .offset(offset)
      .as('page');
  const rowsOf = (slice: Slice) =>
    db
      .selectFrom('fileDownloads')
      .innerJoin(pageOf(slice), 'page.id', 'fileDownloads.id')
      .innerJoin('clients', 'clients.id', 'fileDownloads.clientId')
      .leftJoin('jobTargets', 'jobTargets.id', 'fileDownloads.targetId')
      .select(['fileDownloads.id', 'fileDownloads.fileId', 'fileDownloads.fileName', 'fileDownloads.size'])
      .select(['clients.id as clientId', 'clients.deviceId', 'clients.e164', 'jobTargets.jobId'])
      .select(['fileDownloads.address', 'fileDownloads.fromOtherAddress', 'fileDownloads.rangeStart'])
      .select([
        'fileDownloads.bytes',
        'fileDownloads.state',
        'fileDownloads.startedAt',
        'fileDownloads.endedAt',
      ])
      .orderBy(`fileDownloads.${list.sort}`, list.order)
      .orderBy('fileDownloads.id', list.order)
      .execute();
  const count = async () => {
    const counting = narrowed(
      db.selectFrom('fileDownloads').select(({ fn }) => fn.countAll<string>().as('total')),
      list,
    );
    return Number((await counting.executeTakeFirstOrThrow()).total);
  };
  const { rows, total } = await pageAndTotal(list, rowsOf, count);
  return {
    downloads: rows.map((row) => ({
      ...row,
      size: Number(row.size),
      rangeStart: Number(row.rangeStart),
      bytes: Number(row.bytes),
      startedAt: row.startedAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    })),
    total,
  };
}
