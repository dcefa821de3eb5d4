import { type Kysely, sql } from 'kysely';

/** Values that have come into force without a job, and where the entries of the history come from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // One short row for each phone that has something to get: a contact only asks whether there is one.
  await sql`
    create table values_due (
      client_id bigint primary key references clients (id) on delete cascade,
      keys text[] not null,
      version integer not null default 1,
      next_attempt_at timestamptz not null,
      failures integer not null default 0
    ) with (fillfactor = 80)`.execute(db);
  await sql`create index values_due_next on values_due (next_attempt_at)`.execute(db);
  await sql`alter table value_changes drop constraint value_changes_cause_check`.execute(db);
  await sql`
    alter table value_changes
      add column source jsonb,
      add constraint value_changes_cause_check
        check (cause in ('configure', 'take-over', 'put-back', 'template', 'group', 'onboarding'))`.execute(
    db,
  );
  // Which clients have an edit of their own of a value, before a template is changed for all of them.
  await sql`create index desired_values_edits on desired_values (item, idx, client_id) where origin = 'edit'`.execute(
    db,
  );
}
