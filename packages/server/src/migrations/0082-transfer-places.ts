import { type Kysely, sql } from 'kysely';

/** A phone that has fetched all that it was told of needs its place no longer, though its target is still open. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table transfers drop constraint transfers_state_check,
      add constraint transfers_state_check check (state in ('queued', 'admitted', 'begun', 'fetched'))`.execute(
    db,
  );
  await sql`create index transfers_placed on transfers (subnet) where state in ('admitted', 'begun')`.execute(
    db,
  );
}
