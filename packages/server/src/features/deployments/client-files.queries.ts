import type { ClientBase, Pool } from 'pg';
import type { ToldFile } from './told-files.ts';

/** What a phone said of a file, and the order that it belongs to. */
export interface ToldClientFile extends ToldFile {
  readonly clientId: string;
  /** Absent: nobody here ordered it. */
  readonly source?: { readonly targetId: string; readonly fileId?: string; readonly sha256?: string };
}

/** Keeps what phones said of files; of one file the last word counts. An empty status: it was deleted. */
export async function storeToldFiles(
  tx: ClientBase,
  files: readonly ToldClientFile[],
  now: Date,
): Promise<void> {
  if (files.length === 0) return;
  const last = new Map(files.map((file) => [keyOf(file), file]));
  const sorted = [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
  await tx.query({
    name: 'store-told-files',
    text: `
      insert into client_files as f (client_id, type, name, status, told_date, told_time, told_at, file_id, sha256, job_id,
        brought_at)
      select i.client_id, i.type, i.name, i.status, i.told_date, i.told_time, $2, i.file_id, i.sha256, t.job_id,
        case when i.file_id is not null then $2::timestamptz end
      from jsonb_to_recordset($1::jsonb) as i (
        client_id bigint, type text, name text, status text, told_date text, told_time text, target_id bigint, file_id bigint,
        sha256 text
      )
      left join job_targets t on t.id = i.target_id
      order by i.client_id, i.type collate "C", i.name collate "C"
      on conflict (client_id, type, name) do update set status = excluded.status, told_date = excluded.told_date,
        told_time = excluded.told_time, told_at = excluded.told_at, file_id = excluded.file_id, sha256 = excluded.sha256,
        job_id = excluded.job_id, brought_at = excluded.brought_at`,
    values: [
      JSON.stringify(
        sorted.map(({ clientId, name, type, status, date, time, source }) => ({
          client_id: clientId,
          type: type.trim().toUpperCase(),
          name,
          status,
          told_date: date,
          told_time: time,
          target_id: source?.targetId,
          file_id: source?.fileId,
          sha256: source?.sha256,
        })),
      ),
      now,
    ],
  });
}

function keyOf({ clientId, type, name }: ToldClientFile): string {
  return `${clientId} ${type.trim().toUpperCase()} ${name}`;
}

/** A file that was brought to a phone and lies there by its last word. */
export interface BroughtFile {
  readonly clientId: string;
  readonly type: string;
  readonly name: string;
  readonly fileId: string;
  readonly sha256: string | null;
}

/** Files that this server has brought and that lie on clients by their own words, by client. */
export async function findBroughtFiles(
  db: Pool | ClientBase,
  clientIds: readonly string[],
): Promise<Map<string, BroughtFile[]>> {
  const { rows } = await db.query<BroughtFile>({
    name: 'brought-files',
    text: `
      select client_id as "clientId", type, name, file_id as "fileId", sha256 from client_files
      where client_id = any($1::bigint[]) and file_id is not null and lower(status) = 'ok'`,
    values: [clientIds],
  });
  return Map.groupBy(rows, (row) => row.clientId);
}
