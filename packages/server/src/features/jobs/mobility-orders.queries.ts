import type { ClientBase } from 'pg';

/** Whether a mobile user is to be logged on or off at a client already. */
export async function hasMobilityOrder(
  tx: ClientBase,
  type: 'logon' | 'logoff',
  clientId: string,
  userId: string,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'has-mobility-order',
    text: `
      select from job_targets t join jobs j on j.id = t.job_id
      where t.client_id = $2 and t.open and j.type = $1 and j.canceled_at is null
        and j.payload -> 'users' -> t.client_id::text ->> 'id' = $3 limit 1`,
    values: [type, clientId, userId],
  });
  return rowCount === 1;
}

/** A mobile user is logged off: phones that wait for that are asked to call now. @returns the clients */
export async function wakeLogons(tx: ClientBase, userId: string, now: Date): Promise<string[]> {
  const { rows } = await tx.query<{ client_id: string }>({
    name: 'wake-logons',
    text: `
      update job_targets t set next_attempt_at = $2 from jobs j
      where j.id = t.job_id and j.type = 'logon' and j.finished_at is null and t.open
        and j.payload -> 'users' -> t.client_id::text ->> 'id' = $1
      returning t.client_id`,
    values: [userId, now],
  });
  return rows.map((row) => row.client_id);
}

/** Lets the open targets of a job wait for something that will wake them; should it not, their phones are asked then. */
export async function delayJob(tx: ClientBase, jobId: string, until: Date): Promise<void> {
  await tx.query('update job_targets set next_attempt_at = $2 where job_id = $1 and open', [jobId, until]);
}
