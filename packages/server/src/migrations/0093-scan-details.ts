import { type Kysely, sql } from 'kysely';

/** What is wrong with an address of a scan is said in both languages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Null also for what was found before: then there are the English words only.
  await sql`alter table scan_addresses add column detail_de text`.execute(db);
}
