import type { Pool } from 'pg';
import { createDb, createPool, type Db } from '../../src/infra/db/index.ts';
import { migrate } from '../../src/infra/db/migrate.ts';
import { migrations } from '../../src/migrations/index.ts';
import { createTestDatabase, type DatabaseTemplate } from './test-database.ts';

/** A database with the newest schema and nothing in it. */
export const latestSchema: DatabaseTemplate = {
  name: 'latest',
  migrate: async (url) => {
    const pool = openPool(url, 2);
    try {
      await migrate(pool, migrations);
    } finally {
      await pool.end();
    }
  },
};

export interface ServerDatabase {
  readonly url: string;
  /** Finds rows by key, as in a server. */
  readonly pool: Pool;
  readonly db: Db;
  /** Closes the pool and removes the database. */
  close(): Promise<void>;
}

/** Opens a database of its own for a test file, with the newest schema. */
export async function openServerDatabase(): Promise<ServerDatabase> {
  const database = await createTestDatabase(latestSchema);
  const pool = openPool(database.url, 8, true);
  const readers = openPool(database.url, 4);
  return {
    url: database.url,
    pool,
    db: createDb(readers),
    close: async () => {
      await Promise.all([pool.end(), readers.end()]);
      await database.drop();
    },
  };
}

/** Connections that are still on their way out when their database is dropped report it; nobody waits for them. */
function openPool(url: string, max: number, byKey = false): Pool {
  const pool = createPool(url, { max, byKey });
  pool.on('error', () => {});
  return pool;
}
