import { type Kysely, sql } from 'kysely';

/** How many clients there are, without counting them for every page of their list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table usage_counts drop constraint usage_counts_subject_check,
      add constraint usage_counts_subject_check
        check (subject in ('template-clients', 'template-chosen', 'group-members', 'clients'))`.execute(db);
  for (const [event, rows, sign] of [
    ['insert', 'new', ''],
    ['delete', 'old', '-'],
  ] as const) {
    const name = `clients_${event}_counted`;
    await sql`
      create function ${sql.ref(name)}() returns trigger language plpgsql as ${sql.lit(`
        begin
          insert into usage_counts select 'clients', 0, ${sign}count(*) from changed having count(*) > 0;
          return null;
        end`)}`.execute(db);
    await sql`
      create trigger ${sql.ref(name)} after ${sql.raw(event)} on clients
      referencing ${sql.raw(rows)} table as changed for each statement execute function ${sql.ref(name)}()`.execute(
      db,
    );
  }
  await sql`
    create function clients_truncate_counted() returns trigger language plpgsql as $$
    begin
      delete from usage_counts where subject = 'clients';
      return null;
    end $$`.execute(db);
  await sql`
    create trigger clients_truncate_counted after truncate on clients
    for each statement execute function clients_truncate_counted()`.execute(db);
  await sql`insert into usage_counts select 'clients', 0, count(*) from clients`.execute(db);
}
