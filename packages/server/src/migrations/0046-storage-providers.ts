import { type Kysely, sql } from 'kysely';

/** Places where files lie that are not ours, and their scans. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table storage_providers (
      id bigint generated always as identity primary key,
      type text not null check (type in ('s3', 'https')),
      name text not null,
      url text not null,
      region text not null default '',
      bucket text not null default '',
      path_style boolean not null default false,
      prefix text not null default '',
      user_name text not null default '',
      sealed_secret text,
      ca text not null default '',
      schedule jsonb not null,
      next_scan_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null,
      created_by text,
      updated_at timestamptz not null,
      updated_by text
    )`.execute(db);
  await sql`create unique index storage_providers_name on storage_providers (lower(name))`.execute(db);
  await sql`create index storage_providers_next_scan on storage_providers (next_scan_at) where next_scan_at is not null`.execute(
    db,
  );
  await sql`
    alter table files add constraint files_provider foreign key (provider_id) references storage_providers (id) on delete cascade`.execute(
    db,
  );
  await sql`
    create table storage_provider_scans (
      id bigint generated always as identity primary key,
      provider_id bigint not null references storage_providers (id) on delete cascade,
      origin text not null check (origin in ('manual', 'schedule')),
      state text not null check (state in ('waiting', 'running', 'finished', 'stopped', 'failed')),
      phase text not null default 'listing' check (phase in ('listing', 'reading')),
      attempt integer not null default 0,
      lease_until timestamptz,
      objects integer not null default 0,
      files integer not null default 0,
      added integer not null default 0,
      changed integer not null default 0,
      removed integer not null default 0,
      missing integer not null default 0,
      skipped integer not null default 0,
      looked_at integer not null default 0,
      problem jsonb,
      created_at timestamptz not null,
      created_by text,
      stopped_by text,
      began_at timestamptz,
      ended_at timestamptz
    )`.execute(db);
  // One scan of a provider at a time, whoever asks for it.
  await sql`
    create unique index storage_provider_scans_open on storage_provider_scans (provider_id) where state in ('waiting', 'running')`.execute(
    db,
  );
  await sql`create index storage_provider_scans_provider on storage_provider_scans (provider_id, id)`.execute(
    db,
  );
}
