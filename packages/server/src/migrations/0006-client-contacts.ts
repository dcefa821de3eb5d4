import { type Kysely, sql } from 'kysely';

/**
 * What every contact changes gets a table of its own with short rows: a contact rewrites its row as a whole, and lists and
 * searches read the others. The basic items, which only the page of a client shows, move out of the way.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table client_contacts (
      client_id bigint primary key references clients (id) on delete cascade,
      device_id text not null,
      last_contact_at timestamptz not null,
      last_contact_reason text not null,
      address text not null,
      profile_hash bytea not null,
      inventory_hash bytea,
      inventory_at timestamptz,
      inventory_outdated boolean not null default false,
      contact_requested_at timestamptz,
      contact_requested_address text
    ) with (fillfactor = 60)`.execute(db);
  // The hashes are shorter than those of before, so that each phone is stored anew at its next contact.
  await sql`
    insert into client_contacts (client_id, device_id, last_contact_at, last_contact_reason, address, profile_hash,
      inventory_hash, inventory_at, inventory_outdated, contact_requested_at, contact_requested_address)
    select id, device_id, last_contact_at, last_contact_reason, address, substring(basic_hash from 1 for 16),
      substring(inventory_hash from 1 for 16), inventory_at, coalesce(inventory_version <> software_version, false),
      contact_requested_at, contact_requested_address
    from clients`.execute(db);
  await sql`create index client_contacts_device on client_contacts (device_id)`.execute(db);
  await sql`create index client_contacts_address on client_contacts (address, client_id)`.execute(db);
  await sql`
    alter table clients drop column basic_hash, drop column last_contact_at, drop column last_contact_reason,
      drop column address, drop column inventory_hash, drop column inventory_at, drop column contact_requested_at,
      drop column contact_requested_address, drop column inventory_version`.execute(db);
  await sql`
    create table client_basic_items (
      client_id bigint primary key references clients (id) on delete cascade,
      items jsonb not null
    )`.execute(db);
  await sql`insert into client_basic_items select id, basic_items from clients`.execute(db);
  await sql`alter table clients drop column basic_items, set (fillfactor = 90)`.execute(db);
  // Rows are as long as before until they are written anew.
  await sql`cluster clients using clients_pkey`.execute(db);
}
