import { type Kysely, sql } from 'kysely';

/** Names in lower case and versions as numbers are made once, and not of every file for every page of their list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // `V1.2 R3.4.5` as its five numbers; stored versions have no other form.
  await sql`
    alter table files
      add column search_text text not null generated always as (lower(name)) stored,
      add column version_numbers int[] generated always as (
        string_to_array(substr(translate(
          case when software_version ~ '^V\\d+ ' then replace(software_version, ' R', '.0 R') else software_version end,
          ' R', '.'), 2), '.')::int[]
      ) stored`.execute(db);
}
