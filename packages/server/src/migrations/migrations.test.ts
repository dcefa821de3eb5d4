import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.ts';
import { createPool } from '../infra/db/index.ts';
import { MigrationError, migrate } from '../infra/db/migrate.ts';
import { migrations } from './index.ts';

let database: TestDatabase;
let pool: Pool;
beforeEach(async () => {
  database = await createTestDatabase();
  pool = openPool();
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

function openPool(): Pool {
  const opened = createPool(database.url, { max: 2 });
  opened.on('error', () => {});
  return opened;
}

const names = Object.keys(migrations);
/** The schema that `fill` fills: before desired values came from several origins. */
const previousNames = names.slice(0, names.indexOf('0007-value-history'));
const previous = Object.fromEntries(
  Object.entries(migrations).filter(([name]) => previousNames.includes(name)),
);

/** Every table with its columns, indexes and constraints, as text. */
async function schema(of = pool): Promise<string[]> {
  const { rows } = await of.query<{ line: string }>(`
    select format('%s.%s %s %s', table_name, column_name, data_type, column_default) as line
    from information_schema.columns where table_schema = 'public'
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace
    order by 1`);
  return rows.map(({ line }) => line);
}

/** A migration that creates a table, and then fails if it has to. */
function aMigration(table: string, fails = false): Migration {
  return {
    up: async (db) => {
      await sql`create table ${sql.table(table)} (n int)`.execute(db);
      if (fails) await sql`select 1 / 0`.execute(db);
    },
  };
}

describe('bringing a database up to date', () => {
  test('makes the whole schema in an empty one, and does nothing the next time', async () => {
    expect(await migrate(pool, migrations)).toEqual(names);
    const made = await schema();
    expect(made.length).toBeGreaterThan(50);
    expect(await migrate(pool, migrations)).toEqual([]);
    expect(await schema()).toEqual(made);
  });

  test('keeps what is stored under the previous schema, and comes to the same schema as from empty', async () => {
    await migrate(pool, previous);
    await fill(pool);
    const before = await contents(pool);
    expect(await migrate(pool, migrations)).toEqual(names.slice(previousNames.length));
    const after = await contents(pool);
    expect(Object.keys(before).length).toBeGreaterThan(10);
    for (const [table, rows] of Object.entries(before)) {
      expect(after[table], table).toMatchObject(rows as object);
    }
    // What was wanted before is the client's own edit, and in force.
    const { rows } = await pool.query('select item, origin, source_id, ranking from effective_values');
    expect(rows).toEqual([{ item: 'reg-addr', origin: 'edit', source_id: '0', ranking: 0 }]);

    const empty = await createTestDatabase();
    const other = createPool(empty.url, { max: 1 });
    try {
      await migrate(other, migrations);
      expect(await schema()).toEqual(await schema(other));
    } finally {
      await other.end();
      await empty.drop();
    }
  });

  test('happens once when several nodes start at the same time', async () => {
    const pools = Array.from({ length: 4 }, openPool);
    try {
      const done = await Promise.all(pools.map((node) => migrate(node, migrations)));
      expect(done.flat().sort()).toEqual(names);
    } finally {
      await Promise.all(pools.map((node) => node.end()));
    }
  });
});

describe('jobs that ended before their counts were stored with them', () => {
  test('get them, and those that are under way do not', async () => {
    const before = names.slice(0, names.indexOf('0080-target-counts'));
    await migrate(
      pool,
      Object.fromEntries(Object.entries(migrations).filter(([name]) => before.includes(name))),
    );
    await pool.query(`
      insert into jobs (type, state, initiator_name, payload, created_at, planned_at, finished_at, timeout_seconds, target_count)
        select 'restart', state, 'admin', '{}', now(), now(), finished_at, 60, 3
        from (values ('partial-successful', now()), ('active', null)) as j (state, finished_at);
      insert into job_targets (job_id, device_id, e164, device_type, model, state, open, created_at, updated_at)
        select j.id, 'x', '', '', '', t.state, false, now(), now()
        from jobs j, (values ('success'), ('timeout'), ('timeout')) as t (state)`);
    await migrate(pool, migrations);
    const { rows } = await pool.query('select target_counts from jobs order by id');
    expect(rows).toEqual([{ target_counts: { success: 1, timeout: 2 } }, { target_counts: null }]);
  });
});

describe('a database of a newer version', () => {
  test('is refused in one sentence that says what to do, and nothing in it is touched', async () => {
    await migrate(pool, { ...migrations, '9999-future': aMigration('future') });
    const before = await schema();
    const refused = migrate(pool, migrations);
    await expect(refused).rejects.toThrow(MigrationError);
    await expect(refused).rejects.toThrow(
      /^The database was written by a newer version of Deskfleet \(it knows the migration "9999-future", this version does not\): [^.]+\.$/,
    );
    expect(await schema()).toEqual(before);
  });
});

describe('a migration that fails', () => {
  test('leaves the schema as it was, with those before it, and says which one and why', async () => {
    await migrate(pool, previous);
    const before = await schema();
    const failed = migrate(pool, {
      ...previous,
      '9000-fine': aMigration('fine'),
      '9001-broken': aMigration('broken', true),
      '9002-never': aMigration('never'),
    });
    await expect(failed).rejects.toThrow(
      /migration "9001-broken" failed and was rolled back \(division by zero\)/,
    );
    expect(await schema()).toEqual(before);
    expect(await migrate(pool, migrations)).toEqual(names.slice(previousNames.length));
  });
});

/** A row in every table that matters to a migration, as the previous version writes it. */
async function fill(db: Pool): Promise<void> {
  await db.query(`
    insert into accounts (username, password_hash, must_change_password, created_at) values ('admin', 'x', false, now());
    insert into settings (key, value, updated_at) values ('phones', '{}', now());
    insert into clients (device_id, first_seen_at, software_version) values ('00:1A:E8:00:00:01', now(), 'V3 R5.21.0');
    insert into client_contacts (client_id, device_id, last_contact_at, last_contact_reason, address, profile_hash,
        inventory_hash, inventory_at)
      select id, device_id, now(), 'start-up', '192.0.2.1', '\\x01', '\\x02', now() from clients;
    insert into client_addresses select client_id, address, now(), now() from client_contacts;
    insert into reported_values select id, '\\x03' from clients;
    insert into desired_values (client_id, item, origin, value, set_at, drift)
      select id, 'reg-addr', 'edit', '192.0.2.9', now(), true from clients;
    insert into dialogues (client_id, cookie, version, address, state, request_hash, nonce, pieces, started_at, updated_at)
      select client_id, 'C', 1, address, '{}', '\\x04', 'N', 0, now(), now() from client_contacts;
    insert into notifications (at, kind, severity, client_id, params, text, dedupe_key, hour)
      select now(), 'client.registered', 'info', id, '{}', 'x', 'k', 1 from clients`);
}

async function contents(db: Pool): Promise<Record<string, unknown[]>> {
  const { rows } = await db.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'`,
  );
  const tables = await Promise.all(
    rows.map(async ({ name }) => [name, (await db.query(`select * from ${name} order by 1`)).rows] as const),
  );
  return Object.fromEntries(tables);
}
