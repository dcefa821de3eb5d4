import { type Kysely, sql } from 'kysely';

/** Templates, which of them are chosen for clients, and which want values there at the moment. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A removed template stays as a name: its values are withdrawn from clients one portion after the other.
  await sql`
    create table templates (
      id bigint generated always as identity primary key,
      name text not null,
      description text not null,
      type text not null check (type in ('onboarding', 'default')),
      ranking integer not null check (ranking between 1 and 999),
      models text[] not null,
      software_types text[] not null,
      software_update text not null check (software_update in ('disabled', 'ignored', 'always', 'only-newer')),
      version integer not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      updated_by text,
      removed_at timestamptz
    )`.execute(db);
  await sql`create unique index templates_name on templates (lower(name)) where removed_at is null`.execute(
    db,
  );
  await sql`
    create table template_values (
      template_id bigint not null references templates (id) on delete cascade,
      item text not null,
      idx integer not null default -1,
      value text,
      sealed text,
      primary key (template_id, item, idx),
      check ((value is null) <> (sealed is null))
    )`.execute(db);
  await sql`create index template_values_item on template_values (item, idx)`.execute(db);
  // What administrators have chosen.
  await sql`
    create table client_templates (
      client_id bigint not null references clients (id) on delete cascade,
      template_id bigint not null references templates (id) on delete cascade,
      chosen_at timestamptz not null,
      chosen_by text,
      primary key (client_id, template_id)
    )`.execute(db);
  await sql`create index client_templates_template on client_templates (template_id, client_id)`.execute(db);
  // What has got its rows in desired_values, chosen or by groups.
  await sql`
    create table template_assignments (
      client_id bigint not null references clients (id) on delete cascade,
      origin text not null check (origin in ('group', 'template', 'onboarding')),
      template_id bigint not null references templates (id) on delete cascade,
      ranking integer not null,
      assigned_at timestamptz not null,
      primary key (client_id, origin, template_id)
    )`.execute(db);
  await sql`create index template_assignments_template on template_assignments (template_id, client_id)`.execute(
    db,
  );
  // Clients whose assignments have to be looked at again.
  await sql`create table unsettled_clients (client_id bigint primary key references clients (id) on delete cascade)`.execute(
    db,
  );
}
