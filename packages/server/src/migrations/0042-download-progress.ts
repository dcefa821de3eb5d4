import { type Kysely, sql } from 'kysely';

/** Downloads that run are updated every few seconds: nothing that changes then stands in an index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index file_downloads_running`.execute(db);
  await sql`create index file_downloads_running on file_downloads (started_at) where state = 'running'`.execute(
    db,
  );
  await sql`alter table file_downloads set (fillfactor = 70)`.execute(db);
  await sql`alter table file_downloads add column from_other_address boolean not null default false`.execute(
    db,
  );
}
