import { type Kysely, sql } from 'kysely';

/** Clients are found and counted by what their software version contains without looking at each of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index clients_version on clients (software_version, id)`.execute(db);
}
