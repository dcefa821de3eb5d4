import { type Kysely, sql } from 'kysely';

/** How many clients templates and groups have, without counting them for every list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Changes are added as rows of their own, so that nobody waits for anybody; from time to time they are put together.
  await sql`
    create table usage_counts (
      subject text not null check (subject in ('template-clients', 'template-chosen', 'group-members')),
      id bigint not null,
      delta bigint not null
    )`.execute(db);
  await sql`create index usage_counts_subject on usage_counts (subject, id)`.execute(db);
  for (const [table, subject, column] of [
    ['template_assignments', 'template-clients', 'template_id'],
    ['client_templates', 'template-chosen', 'template_id'],
    ['group_members', 'group-members', 'group_id'],
  ] as const) {
    await sql`
      insert into usage_counts
      select ${sql.lit(subject)}, ${sql.ref(column)}, count(*) from ${sql.table(table)} group by 2`.execute(
      db,
    );
    for (const [event, rows, sign] of [
      ['insert', 'new', ''],
      ['delete', 'old', '-'],
    ] as const) {
      const name = `${table}_${event}_counted`;
      // In the statement that changes the rows, also when a client is deleted with all that belongs to it.
      await sql`
        create function ${sql.ref(name)}() returns trigger language plpgsql as ${sql.lit(`
          begin
            insert into usage_counts select '${subject}', ${column}, ${sign}count(*) from changed group by 2;
            return null;
          end`)}`.execute(db);
      await sql`
        create trigger ${sql.ref(name)} after ${sql.raw(event)} on ${sql.table(table)}
        referencing ${sql.raw(rows)} table as changed for each statement execute function ${sql.ref(name)}()`.execute(
        db,
      );
    }
  }
  // Whoever is gone meanwhile is simply left out when it is settled; checking each of 100,000 costs seconds.
  await sql`alter table unsettled_clients drop constraint unsettled_clients_client_id_fkey`.execute(db);
  await sql`create index group_members_joined on group_members (group_id, joined_at, client_id)`.execute(db);
}
