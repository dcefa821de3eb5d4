import type { Pool, PoolClient } from 'pg';
import { isCollision } from './errors.ts';

/** Transactions that were broken off for another one are tried this often in all. */
const MAX_TRIES = 4;

/**
 * Runs `work` in one transaction on one connection; an error rolls everything back and is thrown on. When the database
 * breaks the transaction off because of a deadlock, everything is done again: `work` must not do anything else than SQL.
 *
 * @param maxTries 1 for work that cannot be done again, e.g. because it reads a stream
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (tx: PoolClient) => Promise<T>,
  maxTries = MAX_TRIES,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await tryTransaction(pool, work);
    } catch (error) {
      if (tries >= maxTries || !isCollision(error)) throw error;
    }
  }
}

async function tryTransaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
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
