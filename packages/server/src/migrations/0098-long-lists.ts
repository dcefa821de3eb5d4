import { type Kysely, sql } from 'kysely';

/** Long lists are searched in short texts: clients by a part of their number or device ID in one index, Plug&Play clients in a column. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // An entry of an index has at most 2,704 bytes; phones that say more are cut there, as from now on every phone is.
  await sql`
    update clients set e164 = left(e164, 64), basic_e164 = left(basic_e164, 64), model = left(model, 64),
      software_type = left(software_type, 64), software_version = left(software_version, 64),
      software_version_key = left(software_version_key, 64)
    where greatest(length(e164), length(basic_e164), length(model), length(software_type), length(software_version),
      length(software_version_key)) > 64`.execute(db);
  await sql`drop index clients_search_text`.execute(db);
  await sql`
    create index clients_search_text on clients (id) include (search_text, software_version, e164, device_id)`.execute(
    db,
  );
  await sql`
    alter table plug_and_play_clients add column search_text text not null generated always as (
      lower(coalesce(device_id, '') || ' ' || replace(coalesce(device_id, ''), ':', '') || ' ' || coalesce(e164, '') || ' ' ||
        hardware_type)
    ) stored`.execute(db);
}
