import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Null for inventories of before: nobody knows of which software they were.
  await sql`alter table clients add column inventory_version text`.execute(db);
  // Without it deleting clients reads every notification for each of them.
  await sql`create index notifications_client on notifications (client_id) where client_id is not null`.execute(
    db,
  );
}
