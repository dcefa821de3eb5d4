import { type Kysely, sql } from 'kysely';

/** Mobile users: who they are, what is wanted for them, what phones keep for them, and where they are logged on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A user is logged on at one phone at most, and a phone has one user at most: the database itself sees to it.
  await sql`
    create table users (
      id bigint generated always as identity primary key,
      e164 text not null unique check (e164 ~ '^[0-9]{1,15}$'),
      password text not null,
      base_client_id bigint references clients (id) on delete set null,
      client_id bigint unique references clients (id) on delete set null,
      logged_on_at timestamptz,
      last_logon_at timestamptz,
      last_logoff_at timestamptz,
      profile_bytes integer not null default 0,
      failed_attempts integer not null default 0,
      last_failed_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null,
      created_by text,
      updated_at timestamptz not null,
      updated_by text
    )`.execute(db);
  await sql`create index users_e164_search on users using gin (e164 gin_trgm_ops)`.execute(db);
  await sql`create index users_base_client on users (base_client_id)`.execute(db);
  await sql`create index users_last_logon on users (last_logon_at, id)`.execute(db);
  await sql`create index users_last_logoff on users (last_logoff_at, id)`.execute(db);
  await sql`create index users_profile_bytes on users (profile_bytes, id)`.execute(db);
  await sql`
    create table user_values (
      user_id bigint not null references users (id) on delete cascade,
      item text not null,
      idx integer not null default -1,
      value text,
      sealed text,
      set_at timestamptz not null,
      set_by text,
      primary key (user_id, item, idx),
      check ((value is null) <> (sealed is null))
    )`.execute(db);
  await sql`
    create table user_data (
      user_id bigint not null references users (id) on delete cascade,
      item text not null,
      idx integer not null default -1,
      content text not null,
      stored_at timestamptz not null,
      primary key (user_id, item, idx)
    )`.execute(db);
  await sql`
    create table user_logons (
      id bigint generated always as identity primary key,
      user_id bigint not null references users (id) on delete cascade,
      client_id bigint references clients (id) on delete set null,
      device_id text not null,
      model text not null,
      logged_on_at timestamptz not null,
      logged_on_by text not null check (logged_on_by in ('phone', 'administrator')),
      logged_off_at timestamptz,
      logged_off_by text check (logged_off_by in ('phone', 'administrator', 'released'))
    )`.execute(db);
  await sql`create index user_logons_user on user_logons (user_id, id)`.execute(db);
  await sql`create index user_logons_client on user_logons (client_id)`.execute(db);
}
