import { type Kysely, sql } from 'kysely';

/** Looking for storage providers in a range of addresses. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table storage_provider_searches (
      id bigint generated always as identity primary key,
      targets text[] not null,
      ports integer[] not null,
      firsts bigint[] not null,
      lasts bigint[] not null,
      total integer not null,
      asked integer not null default 0,
      state text not null check (state in ('running', 'finished', 'stopped')),
      attempt integer not null default 0,
      lease_until timestamptz not null,
      found jsonb not null default '[]',
      created_at timestamptz not null,
      created_by text,
      stopped_by text,
      ended_at timestamptz
    )`.execute(db);
}
