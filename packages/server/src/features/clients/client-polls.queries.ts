import type { Pool } from 'pg';

/** Remembers that phones asked by DCMP whether there is work for them; unknown devices are left out. */
export async function recordPolls(pool: Pool, deviceIds: readonly string[], now: Date): Promise<void> {
  await pool.query({
    name: 'record-polls',
    text: `
      insert into client_polls as p (client_id, polled_at)
      select c.id, $2 from clients c where c.device_id = any($1::text[])
      order by c.id
      on conflict (client_id) do update set polled_at = excluded.polled_at`,
    values: [deviceIds, now],
  });
}
