import { type Kysely, sql } from 'kysely';

/**
 * What templates bring to clients leads to its job as well: one job has a change there for each group of clients on which it
 * differs, beside the one change of what the clients, mobile users or templates themselves want.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table value_changes drop constraint value_changes_job`.execute(db);
  await sql`create unique index value_changes_job on value_changes (job_id, part) where source is null`.execute(
    db,
  );
}
