import { type Kysely, sql } from 'kysely';

/** Logging on and off: orders for it, and what a phone had of its own before a user logged on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table users
      add column confirmed boolean not null default false,
      add column logged_on_by text check (logged_on_by in ('phone', 'administrator'))`.execute(db);
  await sql`
    create table own_values (
      client_id bigint not null references clients (id) on delete cascade,
      item text not null,
      idx integer not null,
      value text not null,
      primary key (client_id, item, idx)
    )`.execute(db);
  await sql`alter table user_data add column size integer not null default 0`.execute(db);
  await sql`
    alter table jobs drop constraint jobs_type_check,
      add constraint jobs_type_check
        check (type in ('configure', 'refresh-data', 'restart', 'factory-reset', 'logon', 'logoff'))`.execute(
    db,
  );
}
