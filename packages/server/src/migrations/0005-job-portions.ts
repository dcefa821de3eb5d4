import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table jobs add column canceled_by text`.execute(db);
  // Targets that wait for the start of their job: the sweep looks every second whether some were left behind.
  await sql`
    create index job_targets_unopened on job_targets (job_id, id)
    where finished_at is null and not open and client_id is not null`.execute(db);
}
