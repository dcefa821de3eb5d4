import { type Kysely, sql } from 'kysely';

/** Files of templates on their way to clients that have got them, and what software was ordered by policy. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Written by whatever gives a template to a client; a keeper makes jobs of it.
  await sql`
    create table template_files_due (
      client_id bigint not null references clients (id) on delete cascade,
      template_id bigint not null references templates (id) on delete cascade,
      with_software boolean not null,
      since timestamptz not null,
      primary key (client_id, template_id)
    )`.execute(db);
  await sql`create index template_files_due_template on template_files_due (template_id, since)`.execute(db);
  // A phone is told of one image by policy only once for each software that it has had: never a loop.
  await sql`
    create table software_updates (
      client_id bigint not null references clients (id) on delete cascade,
      file_id bigint not null references files (id) on delete cascade,
      software_version text not null,
      job_id bigint references jobs (id) on delete set null,
      ordered_at timestamptz not null,
      primary key (client_id, file_id, software_version)
    )`.execute(db);
  await sql`create index software_updates_file on software_updates (file_id)`.execute(db);
  await sql`create index software_updates_job on software_updates (job_id) where job_id is not null`.execute(
    db,
  );
}
