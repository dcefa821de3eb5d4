import { isDeepStrictEqual } from 'node:util';
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

function openPool(url = database.url): Pool {
  const opened = createPool(url, { max: 2 });
  // A database that is dropped ends connections that are just being closed.
  opened.on('error', () => {});
  return opened;
}

const names = Object.keys(migrations);
/** The schema that `fill` fills: before desired values came from several origins. */
const previousNames = names.slice(0, names.indexOf('0007-value-history'));
const previous = Object.fromEntries(
  Object.entries(migrations).filter(([name]) => previousNames.includes(name)),
);

/** The migration before which `fillLater` fills what is there by then. */
const FILLED_LATER = '0066-client-filters';
/** What 0102 adds to the counts that are there: one client was filled in. */
const CLIENT_COUNT = { subject: 'clients', id: '0', delta: '1' };

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
    const other = openPool(empty.url);
    try {
      await migrate(other, migrations);
      expect(await schema()).toEqual(await schema(other));
    } finally {
      await other.end();
      await empty.drop();
    }
  });

  test('keeps what is stored when each version is started once, one after the other', async () => {
    await migrate(pool, previous);
    await fill(pool);
    for (const name of names.slice(previousNames.length)) {
      if (name === FILLED_LATER) await fillLater(pool);
      const before = await contents(pool);
      const known = Object.entries(migrations).filter(([other]) => other <= name);
      expect(await migrate(pool, Object.fromEntries(known))).toEqual([name]);
      const after = await contents(pool);
      for (const [table, rows] of Object.entries(before)) {
        const added = name === '0102-client-count' && table === 'usage_counts' ? [CLIENT_COUNT] : [];
        const kept = (after[table] ?? []).filter(
          (row) => !added.some((other) => isDeepStrictEqual(row, other)),
        );
        expect(kept, `${table} after ${name}`).toMatchObject(rows as object);
        expect(after[table]?.length, `${table} after ${name}`).toBe(rows.length + added.length);
      }
    }
    const filled = Object.entries(await contents(pool)).filter(([, rows]) => rows.length > 0);
    expect(filled.length).toBeGreaterThan(25);
  });

  test('happens once when several nodes start at the same time', async () => {
    const pools = Array.from({ length: 4 }, () => openPool());
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
      select now(), 'client.registered', 'info', id, '{}', 'x', 'k', 1 from clients;
    insert into jobs (type, state, initiator_id, initiator_name, payload, created_at, planned_at, started_at, finished_at,
        timeout_seconds, timeout_at, target_count)
      select 'restart', state, id, 'admin', '{}', now(), now(), now(), ended, 60, now(), targets from accounts,
        (values ('partial-successful', now(), 2), ('active', null, 1)) as j (state, ended, targets);
    insert into job_targets (job_id, client_id, device_id, e164, device_type, model, state, open, created_at, updated_at, finished_at)
      select j.id, c.id, c.device_id, c.e164, c.device_type, c.model, t.state, t.state = 'waiting', now(), now(),
        case when t.state <> 'waiting' then now() end
      from clients c, jobs j
      join (values ('partial-successful', 'success'), ('partial-successful', 'failed'), ('active', 'waiting')) as t (job, state)
        on t.job = j.state;
    insert into job_target_events (target_id, at, kind, params, text) select id, now(), 'target.asked', '{}', 'x' from job_targets`);
}

/** Rows of what has come since then, as the version before `FILLED_LATER` writes them. */
async function fillLater(db: Pool): Promise<void> {
  await db.query(`
    insert into templates (name, description, type, ranking, models, software_types, software_update, created_at, updated_at)
      values ('Lobby', '', 'default', 1, '{CP410}', '{SIP}', 'ignored', now(), now());
    insert into template_values (template_id, item, value) select id, 'reg-addr', '192.0.2.8' from templates;
    insert into client_templates (client_id, template_id, chosen_at) select c.id, t.id, now() from clients c, templates t;
    insert into template_assignments (client_id, origin, template_id, ranking, assigned_at)
      select client_id, 'template', template_id, 1, now() from client_templates;
    insert into groups (name, description, ranking, filter, created_at, updated_at) values ('All', '', 1, '{}', now(), now());
    insert into group_templates (group_id, template_id, position) select g.id, t.id, 1 from groups g, templates t;
    insert into group_members (client_id, group_id, joined_at) select c.id, g.id, now() from clients c, groups g;
    insert into values_due (client_id, keys, next_attempt_at) select id, '{:reg-addr}', now() from clients;
    insert into users (e164, password, client_id, created_at, updated_at) select '4989111', 'sealed', id, now(), now() from clients;
    insert into user_values (user_id, item, value, set_at) select id, 'language-iso', 'de', now() from users;
    insert into user_data (user_id, item, content, stored_at) select id, 'userdata-phonebook', 'sealed', now() from users;
    insert into user_logons (user_id, client_id, device_id, model, logged_on_at, logged_on_by)
      select u.id, c.id, c.device_id, c.model, now(), 'phone' from users u, clients c;
    insert into recurring_jobs (name, type, selection, schedule, time_zone, created_at, created_by_name, updated_at)
      values ('Nightly', 'restart', '{}', '{}', 'UTC', now(), 'admin', now());
    insert into file_contents (created_at) values (now());
    insert into file_pieces (content_id, place, bytes) select id, 0, '\\x05' from file_contents;
    insert into files (name, type, size, store, content_id, created_at) select 'logo.bmp', 'logo', 1, 'database', id, now() from file_contents;
    insert into rollouts (name, state, work, selection, wave_rules, rules, timeout_seconds, created_at, created_by, sentence)
      values ('New firmware', 'running', '{}', '{}', '{}', '{}', 60, now(), 'admin', '{}');
    insert into rollout_waves (rollout_id, wave, kind, client_count) select id, 1, 'canary', 1 from rollouts;
    insert into rollout_clients (rollout_id, client_id, wave) select r.id, c.id, 1 from rollouts r, clients c;
    insert into rollout_jobs (job_id, rollout_id, wave) select max(j.id), max(r.id), 1 from jobs j, rollouts r`);
}

async function contents(db: Pool): Promise<Record<string, unknown[]>> {
  const { rows } = await db.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'`,
  );
  const tables = await Promise.all(
    rows.map(
      async ({ name }) =>
        [name, (await db.query(`select t.* from ${name} t order by t::text`)).rows] as const,
    ),
  );
  return Object.fromEntries(tables);
}
