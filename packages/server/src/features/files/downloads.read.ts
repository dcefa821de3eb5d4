import { sql } from 'kysely';
import type { Db, DownloadState } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
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

function narrowed(db: Db, list: DownloadList) {
  let query = db
    .selectFrom('fileDownloads')
    .innerJoin('clients', 'clients.id', 'fileDownloads.clientId')
    .leftJoin('jobTargets', 'jobTargets.id', 'fileDownloads.targetId');
  if (list.clientId !== undefined) query = query.where('fileDownloads.clientId', '=', list.clientId);
  if (list.fileId !== undefined) query = query.where('fileDownloads.fileId', '=', list.fileId);
  if (list.jobId !== undefined) query = query.where('jobTargets.jobId', '=', list.jobId);
  if (list.state !== undefined) query = query.where('fileDownloads.state', '=', list.state);
  if (list.search !== '') {
    query = query.where(
      sql<boolean>`strpos(lower(file_downloads.file_name || ' ' || clients.e164 || ' ' || clients.device_id), lower(${list.search})) > 0`,
    );
  }
  return query;
}

/** One page of downloads with the number of all that match. */
export async function listDownloads(
  db: Db,
  list: DownloadList,
): Promise<{ readonly downloads: DownloadView[]; readonly total: number }> {
  const [rows, { total }] = await Promise.all([
    narrowed(db, list)
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
      .orderBy('fileDownloads.id')
      .limit(list.pageSize)
      .offset(listOffset(list))
      .execute(),
    narrowed(db, list)
      .select(({ fn }) => fn.countAll<string>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return {
    downloads: rows.map((row) => ({
      ...row,
      size: Number(row.size),
      rangeStart: Number(row.rangeStart),
      bytes: Number(row.bytes),
      startedAt: row.startedAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    })),
    total: Number(total),
  };
}
