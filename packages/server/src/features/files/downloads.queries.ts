import type { ClientBase, Pool } from 'pg';
import type { DownloadState } from '../../infra/db/index.ts';

/** How far a phone has come with a file of a target. */
export interface FetchedPart {
  readonly targetId: string;
  readonly fileId: string;
  /** Bytes from the beginning that have been sent, however many pieces the phone asked for. */
  readonly bytes: number;
  readonly size: number;
  readonly isComplete: boolean;
}

/**
 * What has been fetched for these targets; those that have fetched nothing are left out. That all of a file was fetched is never
 * late; how much of one is under way is some seconds old at most.
 */
export async function findFetched(
  queryable: ClientBase | Pool,
  targetIds: readonly string[],
): Promise<FetchedPart[]> {
  const { rows } = await queryable.query<{
    target_id: string;
    file_id: string;
    bytes: string;
    size: string;
    is_complete: boolean;
  }>({
    name: 'fetched-by-target',
    text: `
      select target_id, file_id, max(range_start + bytes) as bytes, max(size) as size,
        bool_or(state = 'completed' and range_start + bytes = size) as is_complete
      from file_downloads where target_id = any($1::bigint[]) and file_id is not null
      group by target_id, file_id`,
    values: [targetIds],
  });
  return rows.map((row) => ({
    targetId: row.target_id,
    fileId: row.file_id,
    bytes: Number(row.bytes),
    size: Number(row.size),
    isComplete: row.is_complete,
  }));
}

/** A transfer of the integrated file server to a phone, as it stands. */
export interface Download {
  /** Random. */
  readonly id: string;
  readonly fileId: string;
  readonly fileName: string;
  /** Bytes of the whole file. */
  readonly size: number;
  readonly clientId: string;
  readonly targetId: string | null;
  readonly address: string;
  readonly rangeStart: number;
  /** Sent so far, from `rangeStart` on. */
  readonly bytes: number;
  readonly state: DownloadState;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/**
 * Records how transfers stand; those of a client that has been deleted are left out. What is complete is not made to run again by
 * what was known before.
 *
 * @returns the jobs for which something was fetched
 */
export async function storeDownloads(
  pool: Pool,
  downloads: readonly Download[],
  now: Date,
): Promise<string[]> {
  const { rows } = await pool.query<{ job_id: string }>({
    name: 'store-downloads',
    text: `
      with told as (
        select * from jsonb_to_recordset($1::jsonb) as d (
          id uuid, file_id bigint, file_name text, size bigint, client_id bigint, target_id bigint, address text,
          range_start bigint, bytes bigint, state text, started_at timestamptz, ended_at timestamptz)
      ), stored as (
        insert into file_downloads (id, file_id, file_name, size, client_id, target_id, address, from_other_address,
          range_start, bytes, state, started_at, updated_at, ended_at)
        select d.id, f.id, d.file_name, d.size, c.client_id, t.id, d.address, c.address <> d.address, d.range_start,
          d.bytes, d.state, d.started_at, $2, d.ended_at
        from told d join client_contacts c on c.client_id = d.client_id
          left join files f on f.id = d.file_id left join job_targets t on t.id = d.target_id
        on conflict (id) do update set bytes = excluded.bytes, state = excluded.state, updated_at = excluded.updated_at,
          ended_at = excluded.ended_at
        where file_downloads.state <> 'completed' or excluded.state <> 'running'
        returning target_id
      )
      select distinct t.job_id from stored s join job_targets t on t.id = s.target_id`,
    values: [
      JSON.stringify(
        downloads.map((download) => ({
          id: download.id,
          file_id: download.fileId,
          file_name: download.fileName,
          size: download.size,
          client_id: download.clientId,
          target_id: download.targetId,
          address: download.address,
          range_start: download.rangeStart,
          bytes: download.bytes,
          state: download.state,
          started_at: download.startedAt,
          ended_at: download.endedAt,
        })),
      ),
      now,
    ],
  });
  return rows.map(({ job_id }) => job_id);
}

/** Ends the records of transfers whose process is gone: nobody has told of them for a while. */
export async function endSilentDownloads(pool: Pool, since: Date): Promise<void> {
  await pool.query(
    `update file_downloads set state = 'broken-off', ended_at = updated_at
     where state = 'running' and updated_at < $1`,
    [since],
  );
}

/** @returns whether there may be more */
export async function deleteOldDownloads(pool: Pool, before: Date, atMost: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `delete from file_downloads where id = any(array(
       select id from file_downloads where started_at < $1 order by started_at limit $2))`,
    [before, atMost],
  );
  return rowCount === atMost;
}
