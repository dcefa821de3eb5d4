import { type Kysely, sql } from 'kysely';

/**
 * The page of a job shows its targets by number and reads them anew while the job is under way: without an index all targets would be
 * sorted for each of its ten lines.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index job_targets_by_number on job_targets (job_id, e164, id)`.execute(db);
}
