import { type Kysely, sql } from 'kysely';

/** Files are corrected by several people: a change says which state it is meant for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table files
      add column version integer not null default 1,
      add column updated_at timestamptz,
      add column updated_by text`.execute(db);
  await sql`update files set updated_at = created_at, updated_by = created_by_name`.execute(db);
  await sql`alter table file_uploads add column type text`.execute(db);
  await sql`alter table file_uploads drop column choices`.execute(db);
}
