import { type Kysely, sql } from 'kysely';

/** Jobs that come from other jobs or from a schedule, and jobs that are deleted in portions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table recurring_jobs (
      id bigint generated always as identity primary key,
      name text not null,
      type text not null check (type in ('refresh-data', 'restart')),
      -- Ids of clients, or a filter that is evaluated at each run.
      selection jsonb not null,
      schedule jsonb not null,
      time_zone text not null,
      timeout_seconds integer check (timeout_seconds > 0),
      paused boolean not null default false,
      -- Null: it is paused, or its schedule never comes again.
      next_run_at timestamptz,
      -- The last time that came without a run, and why.
      skipped_at timestamptz,
      skipped_reason text check (skipped_reason in ('still-running', 'no-clients')),
      version integer not null default 1,
      created_at timestamptz not null,
      created_by_id bigint references accounts (id) on delete set null,
      created_by_name text not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`create unique index recurring_jobs_name on recurring_jobs (lower(name))`.execute(db);
  await sql`create index recurring_jobs_next on recurring_jobs (next_run_at) where next_run_at is not null`.execute(
    db,
  );
  await sql`
    alter table jobs
      add column origin text check (origin in ('retry', 'repeat', 'recurring')),
      add column origin_job_id bigint references jobs (id) on delete set null,
      add column recurring_id bigint references recurring_jobs (id) on delete set null,
      add column deleted_at timestamptz`.execute(db);
  await sql`create index jobs_origin on jobs (origin_job_id) where origin_job_id is not null`.execute(db);
  await sql`create index jobs_recurring on jobs (recurring_id, id) where recurring_id is not null`.execute(
    db,
  );
  // What a sweep still has to remove.
  await sql`create index jobs_deleted on jobs (id) where deleted_at is not null`.execute(db);
}
