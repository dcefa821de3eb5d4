import { type Kysely, sql } from 'kysely';

/** The targets of a job that has ended never change: how many are in which state is stored with it instead of counted by every reader. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Null: the job has not ended.
  await sql`alter table jobs add column target_counts jsonb`.execute(db);
  await sql`
    update jobs j set target_counts = n.counts
    from (
      select s.job_id, jsonb_object_agg(s.state, s.count) as counts
      from (select job_id, state, count(*) as count from job_targets group by job_id, state) s
      group by s.job_id
    ) n
    where n.job_id = j.id and j.finished_at is not null`.execute(db);
}
