import type { Pool } from 'pg';

/** A complete inventory with which a dialogue ends. */
export interface Reading {
  readonly clientId: string;
  /** The dialogue that was read. */
  readonly cookie: string;
  readonly version: number;
  /** See `DialogueChange`. */
  readonly knowsWork: boolean;
  readonly hash: Buffer;
  /** To be stored; null when the inventory is the one that is stored. */
  readonly document: Buffer | null;
}

/**
 * Ends dialogues and stores the inventories that they brought, in one statement. Answers the clients whose reading was
 * taken, with the last version of their dialogue. Not taken are those of which another inventory is stored by now, whose
 * dialogue was changed or that got work since they were read, and those whose desired values have to be compared.
 *
 * Rows of `client_contacts` are taken first, in the order of `lockClients`.
 */
export async function completeReadings(
  pool: Pool,
  readings: readonly Reading[],
  now: Date,
): Promise<Map<string, number>> {
  const documents = readings.map(({ document }) => document ?? Buffer.alloc(0));
  let start = 1;
  const starts = documents.map((document) => {
    start += document.length;
    return start - document.length;
  });
  const { rows } = await pool.query<{ client_id: string; version: number }>({
    name: 'complete-readings',
    text: `
      with locked as materialized (
        select i.client_id, i.cookie, i.version, i.knows_work, decode(i.hash, 'hex') as hash, i.size > 0 as changed,
          substring($7::bytea from i.start for i.size) as document
        from unnest($1::bigint[], $2::text[], $3::int[], $4::boolean[], $5::text[], $6::int[], $9::int[])
          as i (client_id, cookie, version, knows_work, hash, start, size)
        join client_contacts k on k.client_id = i.client_id
        where (i.size > 0 or k.inventory_hash = decode(i.hash, 'hex'))
          and not exists (
            select from desired_values v
            where v.client_id = i.client_id and v.value is not null and (i.size > 0 or v.drift)
          )
        order by k.device_id collate "C" for no key update of k
      ), ended as (
        delete from dialogues d using locked l
        where d.client_id = l.client_id and d.cookie = l.cookie and d.version = l.version
          and (l.knows_work or not (
            exists (select from job_targets t where t.client_id = d.client_id and t.open)
            or exists (select from values_due w where w.client_id = d.client_id)
          ))
        returning d.client_id, d.version
      ), stamped as (
        update client_contacts k set inventory_at = $8, inventory_outdated = false, inventory_hash = l.hash
        from locked l join ended e on e.client_id = l.client_id
        where k.client_id = l.client_id
      ), written as (
        insert into reported_values as r (client_id, document)
        select l.client_id, l.document from locked l join ended e on e.client_id = l.client_id
        where l.changed order by l.client_id
        on conflict (client_id) do update set document = excluded.document
      )
      select client_id, version from ended`,
    values: [
      readings.map((reading) => reading.clientId),
      readings.map((reading) => reading.cookie),
      readings.map((reading) => reading.version),
      readings.map((reading) => reading.knowsWork),
      readings.map((reading) => reading.hash.toString('hex')),
      starts,
      // One value in binary form: in an array each byte would be written as two digits.
      Buffer.concat(documents),
      now,
      documents.map((document) => document.length),
    ],
  });
  return new Map(rows.map((row) => [row.client_id, row.version]));
}
