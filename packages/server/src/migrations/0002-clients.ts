import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists pg_trgm`.execute(db);
  // Every contact updates its row: free room in the page and no index on the hot columns keep that cheap.
  await sql`
    create table clients (
      id bigint generated always as identity primary key,
      device_id text not null unique,
      e164 text not null default '',
      basic_e164 text not null default '',
      device_type text not null default '',
      model text not null default '',
      software_type text not null default '',
      software_version text not null default '',
      software_version_key text not null default '',
      part_number text not null default '',
      contact_me_uri text not null default '',
      gigabit_ethernet boolean,
      backlight_type smallint,
      key_modules smallint,
      mobility_enabled boolean not null default false,
      mobility_state smallint,
      basic_items jsonb not null default '[]',
      basic_hash bytea not null,
      search_text text not null generated always as (
        lower(e164 || ' ' || device_id || ' ' || replace(device_id, ':', '') || ' ' || model || ' ' || software_type || ' ' ||
          software_version)
      ) stored,
      first_seen_at timestamptz not null,
      last_contact_at timestamptz not null,
      last_contact_reason text not null,
      address text not null,
      inventory_hash bytea,
      inventory_at timestamptz,
      contact_requested_at timestamptz,
      contact_requested_address text
    ) with (fillfactor = 70)`.execute(db);
  await sql`create index clients_search on clients using gin (search_text gin_trgm_ops)`.execute(db);
  await sql`create index clients_e164 on clients (e164, id)`.execute(db);
  await sql`create index clients_model on clients (model, id)`.execute(db);
  await sql`create index clients_software_version on clients (software_version_key, id)`.execute(db);
  await sql`create index clients_first_seen on clients (first_seen_at, id)`.execute(db);
  await sql`
    create table client_addresses (
      client_id bigint not null references clients (id) on delete cascade,
      address text not null,
      first_seen_at timestamptz not null,
      last_seen_at timestamptz not null,
      primary key (client_id, address)
    )`.execute(db);
  await sql`
    create table reported_values (
      client_id bigint primary key references clients (id) on delete cascade,
      document bytea not null
    )`.execute(db);
  // The document is compressed already.
  await sql`alter table reported_values alter column document set storage external`.execute(db);
  await sql`
    create table desired_values (
      client_id bigint not null references clients (id) on delete cascade,
      item text not null,
      idx integer not null default -1,
      origin text not null check (origin in ('edit', 'group', 'template', 'onboarding', 'user')),
      value text,
      sealed text,
      set_at timestamptz not null,
      set_by bigint references accounts (id) on delete set null,
      job_id bigint,
      drift boolean not null,
      refused_status text,
      refused_at timestamptz,
      primary key (client_id, item, idx, origin),
      check ((value is null) <> (sealed is null))
    )`.execute(db);
  await sql`create index desired_values_drift on desired_values (client_id) where drift`.execute(db);
  await sql`create index desired_values_refused on desired_values (client_id) where refused_status is not null`.execute(
    db,
  );
  await sql`
    create table dialogues (
      client_id bigint primary key references clients (id) on delete cascade,
      cookie text not null unique,
      version integer not null,
      address text not null,
      state jsonb not null,
      request_hash bytea not null,
      nonce text not null,
      pieces integer not null,
      started_at timestamptz not null,
      updated_at timestamptz not null
    ) with (fillfactor = 70)`.execute(db);
  await sql`create index dialogues_address on dialogues (address)`.execute(db);
  // Pieces are thrown away when their chain breaks, so a crash may take them: no write-ahead log for them.
  await sql`
    create unlogged table dialogue_pieces (
      client_id bigint not null,
      cookie text not null,
      piece integer not null,
      items bytea not null,
      primary key (client_id, cookie, piece)
    )`.execute(db);
  await sql`alter table dialogue_pieces alter column items set storage external`.execute(db);
  await sql`
    create table notifications (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      kind text not null,
      severity text not null check (severity in ('info', 'warning', 'error')),
      client_id bigint references clients (id) on delete cascade,
      params jsonb not null,
      text text not null,
      dedupe_key text not null,
      hour integer not null
    )`.execute(db);
  // Nodes that raise the same thing at the same time: one of them wins.
  await sql`create unique index notifications_dedupe on notifications (kind, dedupe_key, hour)`.execute(db);
  await sql`create index notifications_at on notifications (at)`.execute(db);
}
