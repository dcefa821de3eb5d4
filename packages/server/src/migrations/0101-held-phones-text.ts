import { type Kysely, sql } from 'kysely';

/** What held phones are searched for is made once, and not of every phone for every page of their list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table held_phones add column search_text text not null generated always as (
      lower(device_id || ' ' || replace(device_id, ':', '') || ' ' || e164 || ' ' || model || ' ' || address)
    ) stored`.execute(db);
}
