import { type Kysely, sql } from 'kysely';

/** How clients can be reached, to filter by it, and views of their list that somebody keeps. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table clients add column direct_access boolean not null default false`.execute(db);
  // As the server checks it when a phone says something new; an address that is written in another way counts from then on.
  await sql`
    update clients c set direct_access = true
    from client_contacts k
    where k.client_id = c.id and c.contact_me_uri in (
      'http://' || k.address || ':8085/contact_dls.html/ContactDLS',
      'http://[' || k.address || ']:8085/contact_dls.html/ContactDLS',
      'https://' || k.address || '/contact_dls.html/ContactDLS',
      'https://' || k.address || ':443/contact_dls.html/ContactDLS',
      'https://[' || k.address || ']/contact_dls.html/ContactDLS',
      'https://[' || k.address || ']:443/contact_dls.html/ContactDLS'
    )`.execute(db);
  // Nearly all can be asked: those that cannot are what somebody looks for.
  await sql`create index clients_without_access on clients (id) where not direct_access`.execute(db);
  await sql`create index clients_with_mobility on clients (id) where mobility_enabled`.execute(db);
  await sql`
    create table client_polls (
      client_id bigint primary key references clients (id) on delete cascade,
      polled_at timestamptz not null
    ) with (fillfactor = 80)`.execute(db);
  await sql`
    create table saved_views (
      id bigint generated always as identity primary key,
      account_id bigint not null references accounts (id) on delete cascade,
      name text not null,
      shared boolean not null,
      filter jsonb not null,
      sort text not null,
      sort_order text not null check (sort_order in ('asc', 'desc')),
      columns jsonb not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`create unique index saved_views_name on saved_views (account_id, lower(name))`.execute(db);
  await sql`create index saved_views_shared on saved_views (id) where shared`.execute(db);
}
