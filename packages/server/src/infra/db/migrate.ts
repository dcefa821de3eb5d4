import { Kysely, PostgresDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Pool } from 'pg';

/** The schema could not be brought up to date; the message is one sentence for the operator. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Brings the schema up to date, forward only. Several nodes may call it at once: Kysely's migrator runs under a
 * lock in the database. All open migrations run in one transaction, so a failed one leaves the schema as it was.
 *
 * @param migrations by name; the names sort in the order in which they run.
 * @throws MigrationError when the database was written by a newer version, or a migration fails.
 */
export async function migrate(
  pool: Pool,
  migrations: Readonly<Record<string, Migration>>,
): Promise<string[]> {
  const db = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool: sharedPool(pool) }) });
  const unknown = await namesNotIn(pool, migrations);
  if (unknown.length > 0) {
    throw new MigrationError(
      `The database was written by a newer version of Deskfleet (it knows the migration "${unknown[0]}", this version does not): start that version, or restore a backup made with this one.`,
    );
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName;
    const what = failed === undefined ? '' : `: migration "${failed}" failed and was rolled back`;
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`The database could not be brought up to date${what} (${why}).`, {
      cause: error,
    });
  }
  return (results ?? []).map((result) => result.migrationName);
}

async function namesNotIn(pool: Pool, migrations: Readonly<Record<string, Migration>>): Promise<string[]> {
  const table = await pool.query<{ present: boolean }>(
    `select to_regclass('kysely_migration') is not null as present`,
  );
  if (table.rows[0]?.present !== true) return [];
  const done = await pool.query<{ name: string }>('select name from kysely_migration order by name');
  return done.rows.map((row) => row.name).filter((name) => !(name in migrations));
}

/** Kysely ends the pool it was given on destroy; this one belongs to the caller. */
function sharedPool(
  pool: Pool,
): { connect: Pool['connect']; end: () => Promise<void> } & Pick<Pool, 'options'> {
  return {
    connect: pool.connect.bind(pool) as Pool['connect'],
    end: async () => {},
    options: pool.options,
  };
}
