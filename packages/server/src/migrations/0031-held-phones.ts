import { type Kysely, sql } from 'kysely';

/** Unknown phones that called and that an administrator has to decide on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table held_phones (
      id bigint generated always as identity primary key,
      device_id text not null unique,
      state text not null default 'waiting' check (state in ('waiting', 'approved', 'refused')),
      e164 text not null,
      device_type text not null,
      model text not null,
      software_type text not null,
      software_version text not null,
      address text not null,
      contact_me_uri text not null,
      calls integer not null default 1,
      first_called_at timestamptz not null,
      last_called_at timestamptz not null,
      notified_at timestamptz not null,
      decided_at timestamptz,
      decided_by text,
      invited_at timestamptz
    ) with (fillfactor = 80)`.execute(db);
  await sql`create index held_phones_state on held_phones (state, last_called_at)`.execute(db);
}
