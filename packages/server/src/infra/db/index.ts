import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { Database } from './tables.ts';

export type * from './tables.ts';
export { inTransaction } from './transaction.ts';

/** A Kysely handle or transaction over the server's schema. */
export type Db = Kysely<Database>;

/**
 * Opens the pool over which all SQL runs. Commits wait for the disk whatever the server's default is: an answer to a
 * phone or a person is a promise (architecture section 4).
 *
 * @param url PostgreSQL connection URL.
 */
export function createPool(url: string, options: { max?: number } = {}): Pool {
  return new Pool({
    connectionString: url,
    max: options.max ?? 16,
    application_name: 'deskfleet',
    keepAlive: true,
    options: '-c synchronous_commit=on -c timezone=UTC -c idle_in_transaction_session_timeout=60000',
  });
}

/** The typed query builder over a pool; columns are snake_case in SQL and camelCase in code. */
export function createDb(pool: Pool): Db {
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

// Counts fit a number; ids are never read as numbers because they are selected as bigint columns (texts).
types.setTypeParser(types.builtins.NUMERIC, Number);
