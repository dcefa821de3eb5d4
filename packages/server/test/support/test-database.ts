import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** Where the databases of one test run are made; provided by `database-setup.ts` before any test runs. */
export interface TestDatabaseHost {
  /** Connection that may create and drop databases. */
  readonly administratorUrl: string;
  /** Connection as the role that owns the databases; the name of the database in it is of no meaning. */
  readonly ownerUrl: string;
  /** Begin of the names of all databases of this run. */
  readonly prefix: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testDatabaseHost: TestDatabaseHost;
  }
}

/** How the database of a test begins. */
export interface DatabaseTemplate {
  /** Distinguishes this state from others, e.g. `latest`; `[a-z0-9_]`, at most 20 characters. */
  readonly name: string;
  /** Brings an empty database into this state; runs once per test run, however many tests ask for it. */
  readonly migrate: (url: string) => Promise<void>;
}

export interface TestDatabase {
  readonly url: string;
  /** Ends all its connections and removes it. */
  drop(): Promise<void>;
}

/**
 * Creates a database of its own for a test file: a copy of the template, or an empty one.
 *
 * Drop it in `afterAll`; what a killed test leaves is dropped when the run ends.
 */
export async function createTestDatabase(template?: DatabaseTemplate): Promise<TestDatabase> {
  const host = inject('testDatabaseHost');
  const source = template === undefined ? 'template1' : await ensureTemplate(host, template);
  const name = `${host.prefix}${randomBytes(6).toString('hex')}`;
  await administrate(host, (connection) => createDatabase(connection, host, name, source));
  return {
    url: withDatabase(host.ownerUrl, name),
    drop: () =>
      administrate(host, async (connection) => {
        await connection.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
      }),
  };
}

async function ensureTemplate(host: TestDatabaseHost, template: DatabaseTemplate): Promise<string> {
  if (!/^[a-z0-9_]{1,20}$/.test(template.name)) throw new RangeError(`Bad template name "${template.name}"`);
  const name = `${host.prefix}template_${template.name}`;
  await administrate(host, async (connection) => {
    // Test files run in several processes: one makes the template, the others wait for it.
    await connection.query('select pg_advisory_lock(hashtext($1))', [name]);
    const found = await connection.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    const draft = `${name}_draft`;
    await connection.query(`drop database if exists ${pg.escapeIdentifier(draft)} with (force)`);
    await createDatabase(connection, host, draft, 'template1');
    await template.migrate(withDatabase(host.ownerUrl, draft));
    await endConnections(connection, draft);
    await connection.query(
      `alter database ${pg.escapeIdentifier(draft)} rename to ${pg.escapeIdentifier(name)}`,
    );
  });
  return name;
}

/** A template must have no connections; those of `migrate` may still be on their way out. */
async function endConnections(connection: pg.Client, database: string): Promise<void> {
  await connection.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [
    database,
  ]);
}

async function createDatabase(
  connection: pg.Client,
  host: TestDatabaseHost,
  name: string,
  source: string,
): Promise<void> {
  const owner = new URL(host.ownerUrl).username;
  await connection.query(
    `create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(source)}
       owner ${pg.escapeIdentifier(decodeURIComponent(owner))} strategy file_copy`,
  );
}

/** Drops every database of the run. */
export async function dropTestDatabases(host: TestDatabaseHost): Promise<void> {
  await administrate(host, async (connection) => {
    const { rows } = await connection.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [host.prefix],
    );
    for (const { datname } of rows)
      await connection.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`);
  });
}

async function administrate<T>(
  host: TestDatabaseHost,
  work: (connection: pg.Client) => Promise<T>,
): Promise<T> {
  const connection = new pg.Client({ connectionString: host.administratorUrl });
  await connection.connect();
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

function withDatabase(url: string, database: string): string {
  const result = new URL(url);
  result.pathname = `/${database}`;
  return result.href;
}
