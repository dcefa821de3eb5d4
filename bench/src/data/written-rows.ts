import type { createPool } from '@deskfleet/server/src/infra/db/index.ts';

type Pool = ReturnType<typeof createPool>;

/** A moment in the life of a database, to see later what was written since. */
export async function markOf(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ mark: string }>('select pg_current_xact_id()::text as mark');
  return rows[0]?.mark ?? '0';
}

/** Rows of a table that were written since a mark; a row that was written several times counts once. */
export async function countWritten(
  pool: Pool,
  table: 'client_addresses' | 'reported_values',
  mark: string,
): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from ${table} where xmin::text::bigint > $1`,
    [mark],
  );
  return rows[0]?.count ?? 0;
}
