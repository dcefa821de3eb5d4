import { type Kysely, sql } from 'kysely';

/** What phones and server said to each other, for support; written behind, so that no phone waits for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table contact_log (
      id bigint generated always as identity primary key,
      client_id bigint not null references clients (id) on delete cascade,
      began_at timestamptz not null,
      dialogue text not null,
      reason text not null,
      address text not null,
      took_ms integer not null,
      failed boolean not null,
      steps jsonb not null
    )`.execute(db);
  await sql`create index contact_log_client on contact_log (client_id, id)`.execute(db);
  await sql`create index contact_log_began on contact_log (began_at)`.execute(db);
  // The last contacts that led to nothing: one row for each phone, however often it calls.
  await sql`
    create table quiet_contacts (
      client_id bigint primary key references clients (id) on delete cascade,
      count bigint not null,
      recent jsonb not null
    ) with (fillfactor = 80)`.execute(db);
}
