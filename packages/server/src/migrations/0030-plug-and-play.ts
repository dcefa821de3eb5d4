import { type Kysely, sql } from 'kysely';

/** Clients that are prepared before their phones call for the first time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A recognized one stays as the record of what was prepared; its values have gone to the client.
  await sql`
    create table plug_and_play_clients (
      id bigint generated always as identity primary key,
      device_id text,
      e164 text,
      hardware_type text not null default '',
      secure_mode text not null default 'disabled'
        check (secure_mode in ('disabled', 'no-pin', 'default-pin', 'individual-pin')),
      template_id bigint,
      "values" jsonb not null default '[]',
      version integer not null default 1,
      created_at timestamptz not null,
      created_by text,
      updated_at timestamptz not null,
      updated_by text,
      account_id bigint references accounts (id) on delete set null,
      replaces_client_id bigint references clients (id) on delete set null,
      recognized_at timestamptz,
      recognized_by text check (recognized_by in ('device-id', 'number')),
      client_id bigint references clients (id) on delete cascade,
      check (device_id is not null or e164 is not null),
      check ((recognized_at is null) = (recognized_by is null))
    )`.execute(db);
  await sql`
    create unique index plug_and_play_device on plug_and_play_clients (device_id) where recognized_at is null`.execute(
    db,
  );
  await sql`create unique index plug_and_play_e164 on plug_and_play_clients (e164) where recognized_at is null`.execute(
    db,
  );
  await sql`create index plug_and_play_client on plug_and_play_clients (client_id) where client_id is not null`.execute(
    db,
  );
  await sql`
    create index plug_and_play_replaces on plug_and_play_clients (replaces_client_id)
    where replaces_client_id is not null`.execute(db);
  await sql`alter table value_changes drop constraint value_changes_cause_check`.execute(db);
  await sql`
    alter table value_changes add constraint value_changes_cause_check
      check (cause in ('configure', 'take-over', 'put-back', 'template', 'group', 'onboarding', 'plug-and-play'))`.execute(
    db,
  );
}
