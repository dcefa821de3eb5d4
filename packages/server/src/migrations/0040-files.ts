import { type Kysely, sql } from 'kysely';

/** What can be deployed to phones, where its content lies, who uses it and which phone has fetched it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table file_contents (
      id bigint generated always as identity primary key,
      created_at timestamptz not null
    )`.execute(db);
  // Pieces, so that nothing is whole in memory; stored as they are, so that a part of one can be read alone.
  await sql`
    create table file_pieces (
      content_id bigint not null references file_contents (id) on delete cascade,
      place integer not null,
      bytes bytea not null,
      primary key (content_id, place)
    )`.execute(db);
  await sql`alter table file_pieces alter column bytes set storage external`.execute(db);
  await sql`
    create table files (
      id bigint generated always as identity primary key,
      name text not null,
      type text not null check (type in
        ('software', 'ringtone', 'screensaver', 'logo', 'ldap-template', 'dongle', 'music-on-hold', 'picture')),
      size bigint not null check (size >= 0),
      sha256 text,
      software_type text,
      software_version text,
      models text[] not null default '{}',
      facts jsonb not null default '{}',
      store text not null check (store in ('database', 'provider')),
      content_id bigint references file_contents (id),
      provider_id bigint,
      provider_key text,
      provider_etag text,
      created_at timestamptz not null,
      created_by_id bigint references accounts (id) on delete set null,
      created_by_name text,
      seen_at timestamptz,
      missing_since timestamptz,
      check ((store = 'database') = (content_id is not null)),
      check ((store = 'provider') = (provider_id is not null and provider_key is not null))
    )`.execute(db);
  await sql`create unique index files_provider_object on files (provider_id, provider_key) where provider_id is not null`.execute(
    db,
  );
  await sql`create unique index files_content on files (content_id) where content_id is not null`.execute(db);
  await sql`create index files_name on files (lower(name), id)`.execute(db);
  await sql`create index files_sha256 on files (sha256) where sha256 is not null`.execute(db);
  await sql`
    create table file_uploads (
      id uuid primary key,
      content_id bigint not null unique references file_contents (id),
      account_id bigint references accounts (id) on delete cascade,
      account_name text not null,
      name text not null,
      size bigint not null,
      received bigint not null default 0,
      hash_state bytea,
      choices jsonb not null default '{}',
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`create index file_uploads_updated on file_uploads (updated_at)`.execute(db);
  // The name stays in the order when the file is gone; what only lies on phones has no file at all.
  await sql`
    create table job_files (
      job_id bigint not null references jobs (id) on delete cascade,
      place integer not null,
      file_id bigint references files (id) on delete set null,
      type text not null,
      name text not null,
      action text not null default 'deploy' check (action in ('deploy', 'delete')),
      primary key (job_id, place)
    )`.execute(db);
  await sql`create index job_files_file on job_files (file_id) where file_id is not null`.execute(db);
  await sql`
    create table template_files (
      template_id bigint not null references templates (id) on delete cascade,
      file_id bigint not null references files (id) on delete cascade,
      action text not null default 'deploy' check (action in ('deploy', 'delete')),
      place integer not null default 0,
      primary key (template_id, file_id)
    )`.execute(db);
  await sql`create index template_files_file on template_files (file_id)`.execute(db);
  await sql`
    create table file_downloads (
      id uuid primary key,
      file_id bigint references files (id) on delete set null,
      file_name text not null,
      size bigint not null,
      client_id bigint references clients (id) on delete cascade,
      target_id bigint references job_targets (id) on delete set null,
      address text not null,
      range_start bigint not null,
      bytes bigint not null,
      state text not null check (state in ('running', 'completed', 'broken-off')),
      started_at timestamptz not null,
      updated_at timestamptz not null,
      ended_at timestamptz
    )`.execute(db);
  await sql`create index file_downloads_client on file_downloads (client_id, started_at desc)`.execute(db);
  await sql`create index file_downloads_target on file_downloads (target_id) where target_id is not null`.execute(
    db,
  );
  await sql`create index file_downloads_file on file_downloads (file_id, started_at desc)`.execute(db);
  await sql`create index file_downloads_running on file_downloads (updated_at) where state = 'running'`.execute(
    db,
  );
  await sql`create index file_downloads_started on file_downloads (started_at)`.execute(db);
  // Which process has how many transfers, so that all together keep to the bandwidth; worth nothing after a crash.
  await sql`
    create unlogged table file_server_shares (
      process uuid primary key,
      transfers integer not null,
      updated_at timestamptz not null
    )`.execute(db);
}
