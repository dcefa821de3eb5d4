import { type Kysely, sql } from 'kysely';

/** Files and software on their way to phones, and what lies there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table jobs drop constraint jobs_type_check,
      add constraint jobs_type_check check (type in ('configure', 'refresh-data', 'restart', 'factory-reset', 'logon',
        'logoff', 'deploy-files'))`.execute(db);
  // What phones said since their last complete list of files, and which order brought what lies there.
  await sql`
    create table client_files (
      client_id bigint not null references clients (id) on delete cascade,
      type text not null,
      name text not null,
      status text not null,
      told_date text not null,
      told_time text not null,
      told_at timestamptz not null,
      file_id bigint,
      sha256 text,
      job_id bigint references jobs (id) on delete set null,
      brought_at timestamptz,
      primary key (client_id, type, name)
    )`.execute(db);
  await sql`create index client_files_job on client_files (job_id) where job_id is not null`.execute(db);
  // When a phone was told of software last, whoever ordered it: it is left in peace for a while.
  await sql`
    create table software_orders (
      client_id bigint primary key references clients (id) on delete cascade,
      target_id bigint not null,
      told_at timestamptz not null
    )`.execute(db);
  // Who may fetch files, who does, and who waits for it.
  await sql`
    create table transfers (
      target_id bigint primary key references job_targets (id) on delete cascade,
      client_id bigint not null references clients (id) on delete cascade,
      subnet text not null,
      state text not null check (state in ('queued', 'admitted', 'begun')),
      since timestamptz not null,
      until timestamptz
    )`.execute(db);
  await sql`create index transfers_client on transfers (client_id)`.execute(db);
  await sql`create index transfers_queued on transfers (subnet, since, target_id) where state = 'queued'`.execute(
    db,
  );
  await sql`create index transfers_busy on transfers (subnet) where state <> 'queued'`.execute(db);
}
