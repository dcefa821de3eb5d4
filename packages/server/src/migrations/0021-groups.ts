import { type Kysely, sql } from 'kysely';

/** Groups, their members, and what of clients decides on membership. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Short rows of what filters look at: a group is counted by reading all of them. server_address null: not looked for yet.
  await sql`
    create table client_facts (
      client_id bigint primary key references clients (id) on delete cascade,
      e164 text not null,
      address inet,
      model text not null,
      software_type text not null,
      server_address text
    ) with (fillfactor = 90)`.execute(db);
  await sql`
    insert into client_facts (client_id, e164, address, model, software_type)
    select c.id,
      case when c.mobility_enabled and c.mobility_state = 0 and c.basic_e164 <> '' then c.basic_e164 else c.e164 end,
      case when pg_input_is_valid(k.address, 'inet') then k.address::inet end, c.model, c.software_type
    from clients c join client_contacts k on k.client_id = c.id`.execute(db);
  await sql`create index client_facts_unread on client_facts (client_id) where server_address is null`.execute(
    db,
  );
  await sql`
    create table groups (
      id bigint generated always as identity primary key,
      name text not null,
      description text not null,
      ranking integer not null check (ranking between 1 and 999),
      filter jsonb not null,
      version integer not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      updated_by text
    )`.execute(db);
  await sql`create unique index groups_name on groups (lower(name))`.execute(db);
  await sql`
    create table group_templates (
      group_id bigint not null references groups (id) on delete cascade,
      template_id bigint not null references templates (id) on delete cascade,
      position integer not null,
      primary key (group_id, template_id)
    )`.execute(db);
  await sql`create index group_templates_template on group_templates (template_id)`.execute(db);
  await sql`
    create table group_members (
      client_id bigint not null references clients (id) on delete cascade,
      group_id bigint not null references groups (id) on delete cascade,
      joined_at timestamptz not null,
      primary key (client_id, group_id)
    )`.execute(db);
  await sql`create index group_members_group on group_members (group_id, client_id)`.execute(db);
}
