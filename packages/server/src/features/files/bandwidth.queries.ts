import type { Pool } from 'pg';

/** A process that has told nothing for so long is gone. */
const GONE_SECONDS = 5;

/**
 * Tells how many transfers this process has.
 *
 * @param processId random, of this process
 * @returns how many the others have
 */
export async function tellTransfers(pool: Pool, processId: string, transfers: number): Promise<number> {
  const { rows } = await pool.query<{ others: string }>({
    name: 'tell-transfers',
    text: `
      with mine as (
        insert into file_server_shares (process, transfers, updated_at) values ($1, $2, now())
        on conflict (process) do update set transfers = excluded.transfers, updated_at = excluded.updated_at
      )
      select coalesce(sum(transfers), 0) as others from file_server_shares
      where process <> $1 and updated_at > now() - make_interval(secs => $3)`,
    values: [processId, transfers, GONE_SECONDS],
  });
  return Number(rows[0]?.others ?? 0);
}

/** This process has no transfers any more; what crashed ones have left goes as well. */
export async function forgetTransfers(pool: Pool, processId: string): Promise<void> {
  await pool.query(
    `delete from file_server_shares where process = $1 or updated_at < now() - interval '1 hour'`,
    [processId],
  );
}
