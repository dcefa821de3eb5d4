import { type Kysely, sql } from 'kysely';

/** Rollouts: an order that goes to clients in waves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rollouts (
      id bigint generated always as identity primary key,
      name text not null,
      state text not null check (state in ('planned', 'running', 'waiting-for-gate', 'waiting-for-window', 'paused',
        'stopped', 'aborted', 'done')),
      work jsonb not null,
      selection jsonb not null,
      wave_rules jsonb not null,
      rules jsonb not null,
      timeout_seconds integer not null check (timeout_seconds > 0),
      created_at timestamptz not null,
      created_by text not null,
      start_at timestamptz,
      initiator_id bigint references accounts (id) on delete set null,
      initiator_name text,
      began_at timestamptz,
      ended_at timestamptz,
      sentence jsonb not null,
      client_count integer not null default 0,
      left_out integer not null default 0,
      version integer not null default 1,
      next_look_at timestamptz
    )`.execute(db);
  await sql`create index rollouts_to_look_at on rollouts (next_look_at) where next_look_at is not null`.execute(
    db,
  );
  await sql`
    create table rollout_waves (
      rollout_id bigint not null references rollouts (id) on delete cascade,
      wave integer not null check (wave > 0),
      kind text not null check (kind in ('canary', 'step')),
      percent integer,
      client_count integer not null,
      began_at timestamptz,
      gate_reached_at timestamptz,
      repeat text check (repeat in ('held-back', 'failed')),
      counts jsonb,
      ended_at timestamptz,
      primary key (rollout_id, wave)
    )`.execute(db);
  await sql`
    create table rollout_clients (
      rollout_id bigint not null references rollouts (id) on delete cascade,
      client_id bigint not null references clients (id) on delete cascade,
      wave integer not null,
      accepted boolean not null default false,
      primary key (rollout_id, client_id)
    )`.execute(db);
  await sql`create index rollout_clients_wave on rollout_clients (rollout_id, wave, client_id)`.execute(db);
  await sql`create index rollout_clients_client on rollout_clients (client_id)`.execute(db);
  await sql`
    create table rollout_jobs (
      job_id bigint primary key references jobs (id) on delete cascade,
      rollout_id bigint not null references rollouts (id) on delete cascade,
      wave integer not null
    )`.execute(db);
  await sql`create index rollout_jobs_rollout on rollout_jobs (rollout_id, wave, job_id)`.execute(db);
  await sql`
    create table rollout_events (
      id bigint generated always as identity primary key,
      rollout_id bigint not null references rollouts (id) on delete cascade,
      at timestamptz not null,
      state text not null,
      account text,
      sentence jsonb not null
    )`.execute(db);
  await sql`create index rollout_events_rollout on rollout_events (rollout_id, id)`.execute(db);
  // Nothing of a job that is held back is sent until it is released; the time does not count.
  await sql`alter table jobs add column held_at timestamptz`.execute(db);
}
