import type { Pool, PoolClient } from 'pg';

/** Runs `work` in one transaction on one connection; an error rolls everything back and is thrown on. */
export async function inTransaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    await tx.query('begin');
    const result = await work(tx);
    await tx.query('commit');
    return result;
  } catch (error) {
    await tx.query('rollback').catch((cause: unknown) => {
      broken = cause instanceof Error ? cause : new TypeError('rollback failed', { cause });
    });
    throw error;
  } finally {
    // A connection that could not even roll back is not given to anybody else.
    tx.release(broken);
  }
}
