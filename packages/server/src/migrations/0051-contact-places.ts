import { type Kysely, sql } from 'kysely';

/** Limits for contacts at a time, over all nodes, and turns of the jobs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Phones that were asked to call and have not been served yet. A crash may take them: then a few more are asked.
  await sql`
    create unlogged table contact_places (
      client_id bigint primary key,
      subnet text not null,
      taken_at timestamptz not null
    )`.execute(db);
  // Jobs take turns: each is asked for its own due targets. Those that are due at the same time come in an order that has nothing
  // to do with when phones were registered, so that no subnet stands in front of the others.
  await sql`
    create index job_targets_due_of_job on job_targets (job_id, next_attempt_at, hashint8(id)) where open`.execute(
    db,
  );
  await sql`drop index job_targets_due`.execute(db);
}
