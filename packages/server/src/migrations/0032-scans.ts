import { type Kysely, sql } from 'kysely';

/** Scans for phones, and what came of each address. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table scans (
      id bigint generated always as identity primary key,
      targets text[] not null,
      state text not null default 'running' check (state in ('running', 'finished', 'stopped')),
      total integer not null,
      per_second integer not null check (per_second > 0),
      next_portion_at timestamptz not null,
      created_at timestamptz not null,
      created_by text,
      stopped_by text,
      ended_at timestamptz,
      counts jsonb,
      check ((state = 'running') = (ended_at is null))
    )`.execute(db);
  await sql`create index scans_running on scans (next_portion_at) where state = 'running'`.execute(db);
  await sql`
    create table scan_addresses (
      scan_id bigint not null references scans (id) on delete cascade,
      place integer not null,
      address text not null,
      state text not null default 'waiting'
        check (state in ('waiting', 'asking', 'answered', 'refused', 'timed-out', 'no-route', 'failed')),
      detail text,
      not_before timestamptz,
      asked_at timestamptz,
      client_id bigint references clients (id) on delete set null,
      primary key (scan_id, place)
    ) with (fillfactor = 80)`.execute(db);
  await sql`create index scan_addresses_open on scan_addresses (scan_id, place) where state in ('waiting', 'asking')`.execute(
    db,
  );
  await sql`
    create index scan_addresses_awaited on scan_addresses (scan_id) where state = 'answered' and client_id is null`.execute(
    db,
  );
  await sql`create index scan_addresses_asked on scan_addresses (address, asked_at)`.execute(db);
  await sql`create index scan_addresses_client on scan_addresses (client_id) where client_id is not null`.execute(
    db,
  );
}
