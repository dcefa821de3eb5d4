import { type Kysely, sql } from 'kysely';

/** Which targets of jobs a logged dialogue worked on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table contact_log add column target_ids bigint[] not null default '{}'`.execute(db);
}
