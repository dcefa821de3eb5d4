import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { Database } from './tables.ts';

export { isCollision, isDatabaseUnavailable, isDuplicate } from './errors.ts';
export type * from './tables.ts';
export { inTransaction } from './transaction.ts';

/** A Kysely handle or transaction over the server's schema. */
export type Db = Kysely<Database>;

const CONNECT_TIMEOUT_MS = 10_000;
/** Longer than any statement takes: a database that has gone without a word would hold its callers for a quarter hour. */
const STATEMENT_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_AFTER_MS = 10_000;

export interface PoolOptions {
  /** Most connections; default 16. */
  readonly max?: number;
  /** Milliseconds after which a statement is given up; 0 = never; default a minute. */
  readonly statementTimeoutMs?: number;
  /**
   * For statements that find their rows by key. They never read a whole table, not even a small one or one whose statistics
   * are of yesterday, and take rows in the order in which they are asked for: so nodes that change the same rows never wait
   * for each other in a circle.
   */
  readonly byKey?: boolean;
}

const BY_KEY = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'];

/**
 * Opens the pool over which all SQL runs. Commits wait for the disk whatever the server's default is: an answer to a
 * phone or a person is a promise (architecture section 4).
 *
 * @param url PostgreSQL connection URL.
 */
export function createPool(url: string, options: PoolOptions = {}): Pool {
  const timeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  const settings = [
    'synchronous_commit=on',
    'timezone=UTC',
    'idle_in_transaction_session_timeout=60000',
    `statement_timeout=${timeoutMs}`,
    ...(options.byKey === true ? BY_KEY.map((name) => `${name}=off`) : []),
  ];
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 16,
    application_name: 'deskfleet',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // The database gives up first, if it is there: then the connection stays usable.
    query_timeout: timeoutMs === 0 ? 0 : timeoutMs + 1_000,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
  });
  // The pool listens to idle connections only: one that is lost in the middle of a transaction would end the process. Its
  // statement fails as well, so nothing is missed.
  pool.on('connect', (connection) => connection.on('error', () => {}));
  return pool;
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
