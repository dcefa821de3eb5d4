import { type Kysely, sql } from 'kysely';

/** Mobile users who are deleted as soon as a job has logged them off. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table users add column leaving_job_id bigint references jobs (id) on delete set null`.execute(
    db,
  );
  // For jobs that are removed: nearly no user has one.
  await sql`create index users_leaving on users (leaving_job_id) where leaving_job_id is not null`.execute(
    db,
  );
}
