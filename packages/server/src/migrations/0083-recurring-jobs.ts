import { type Kysely, sql } from 'kysely';

/** Recurring jobs also log mobile users off, and tell who changed them last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table recurring_jobs
      add column updated_by_name text,
      drop constraint recurring_jobs_type_check,
      add constraint recurring_jobs_type_check check (type in ('refresh-data', 'restart', 'logoff')),
      drop constraint recurring_jobs_skipped_reason_check,
      add constraint recurring_jobs_skipped_reason_check
        check (skipped_reason in ('still-running', 'no-clients', 'nobody-logged-on'))`.execute(db);
}
