import { type Kysely, sql } from 'kysely';

/** The history of mobile users and templates beside that of clients, and changes that a correction of item names splits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table value_history
      alter column client_id drop not null,
      add column user_id bigint references users (id) on delete cascade,
      add column template_id bigint references templates (id) on delete cascade,
      add constraint value_history_element check (num_nonnulls(client_id, user_id, template_id) = 1)`.execute(
    db,
  );
  await sql`create index value_history_user on value_history (user_id, id) where user_id is not null`.execute(
    db,
  );
  await sql`
    create index value_history_template on value_history (template_id, id) where template_id is not null`.execute(
    db,
  );
  // Clients with one software may come to know an item under another name than those with the other: then a change of one job
  // is kept in parts. Portions of a job that start later belong to part 0.
  await sql`
    alter table value_changes
      drop constraint value_changes_cause_check,
      drop constraint value_changes_job_id_key,
      add column part integer not null default 0,
      add constraint value_changes_cause_check check (cause in ('configure', 'take-over', 'put-back', 'created', 'template',
        'group', 'onboarding', 'plug-and-play')),
      add constraint value_changes_job unique (job_id, part)`.execute(db);
}
