import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table jobs (
      id bigint generated always as identity primary key,
      type text not null check (type in ('configure', 'refresh-data', 'restart', 'factory-reset')),
      state text not null check (state in ('created', 'active', 'partial-successful', 'success', 'timeout', 'failed')),
      initiator_id bigint references accounts (id) on delete set null,
      initiator_name text not null,
      payload jsonb not null,
      created_at timestamptz not null,
      planned_at timestamptz not null,
      started_at timestamptz,
      finished_at timestamptz,
      canceled_at timestamptz,
      timeout_seconds integer not null check (timeout_seconds > 0),
      timeout_at timestamptz,
      target_count integer not null
    )`.execute(db);
  await sql`create index jobs_created on jobs (created_at, id)`.execute(db);
  await sql`create index jobs_running on jobs (timeout_at) where finished_at is null`.execute(db);
  await sql`
    create table job_targets (
      id bigint generated always as identity primary key,
      job_id bigint not null references jobs (id) on delete cascade,
      client_id bigint references clients (id) on delete set null,
      device_id text not null,
      e164 text not null,
      device_type text not null,
      model text not null,
      state text not null check (state in ('waiting', 'contacting', 'busy', 'in-dialogue', 'success',
        'partial-successful', 'failed', 'timeout', 'canceled')),
      open boolean not null,
      attempts integer not null default 0,
      progress jsonb not null default '{}',
      reason jsonb,
      next_attempt_at timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      finished_at timestamptz
    ) with (fillfactor = 80)`.execute(db);
  await sql`create index job_targets_job on job_targets (job_id, id)`.execute(db);
  await sql`create index job_targets_unfinished on job_targets (job_id) where finished_at is null`.execute(
    db,
  );
  await sql`create index job_targets_client on job_targets (client_id, id)`.execute(db);
  await sql`create index job_targets_open on job_targets (client_id) where open`.execute(db);
  await sql`create index job_targets_orphaned on job_targets (id) where client_id is null and finished_at is null`.execute(
    db,
  );
  await sql`create index job_targets_due on job_targets (next_attempt_at) where open`.execute(db);
  await sql`
    create table job_target_events (
      id bigint generated always as identity primary key,
      target_id bigint not null references job_targets (id) on delete cascade,
      at timestamptz not null,
      kind text not null,
      params jsonb not null,
      text text not null
    )`.execute(db);
  await sql`create index job_target_events_target on job_target_events (target_id, id)`.execute(db);
}
