import type { ClientBase, Pool } from 'pg';

/** How far a phone has come with a file of a target. */
export interface FetchedPart {
  readonly targetId: string;
  readonly fileId: string;
  /** Bytes from the beginning that have been sent, however many pieces the phone asked for. */
  readonly bytes: number;
  readonly size: number;
  readonly isComplete: boolean;
}

/** What has been fetched for these targets; those that have fetched nothing are left out. A second old at most. */
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
