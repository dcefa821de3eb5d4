import { type Kysely, sql } from 'kysely';

/** Corrections of item names that drift and history have still to follow, and how far they have come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table value_moves (
      id bigint generated always as identity primary key,
      moves jsonb not null,
      client_after bigint not null default 0,
      change_after bigint not null default 0,
      last_change bigint not null
    )`.execute(db);
}
