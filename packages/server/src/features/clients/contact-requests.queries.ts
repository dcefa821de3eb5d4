import type { ClientBase, Pool } from 'pg';

/** A client that may be asked to call now. */
export interface ClaimedContact {
  readonly clientId: string;
  readonly contactMeUri: string;
  readonly address: string;
}

/**
 * Claims the right to ask clients to call: of all nodes only one gets it, and none twice within the interval. A client
 * without open work is not claimed; one that is calling at this moment is left alone.
 */
export async function claimContactRequests(
  tx: ClientBase,
  clientIds: readonly string[],
  now: Date,
  intervalSeconds: number,
): Promise<ClaimedContact[]> {
  const { rows } = await tx.query<ClaimedContact>({
    name: 'claim-contact-requests',
    text: `
      update client_contacts c set contact_requested_at = $2, contact_requested_address = c.address
      from (
        select k.client_id, o.contact_me_uri from client_contacts k join clients o on o.id = k.client_id
        where k.client_id = any($1::bigint[]) order by k.client_id for update of k skip locked
      ) free
      where c.client_id = free.client_id
        and (c.contact_requested_at is null or c.contact_requested_at <= $2::timestamptz - make_interval(secs => $3))
        and (
          exists (
            select from job_targets t where t.client_id = c.client_id and t.open and t.next_attempt_at <= $2::timestamptz
          )
          or exists (select from values_due w where w.client_id = c.client_id and w.next_attempt_at <= $2::timestamptz)
        )
      returning c.client_id as "clientId", free.contact_me_uri as "contactMeUri", c.address`,
    values: [clientIds, now, intervalSeconds],
  });
  return rows;
}

/** When clients were asked last; those that never were are left out. */
export async function findContactRequestTimes(
  pool: Pool,
  clientIds: readonly string[],
): Promise<Map<string, Date>> {
  const { rows } = await pool.query<{ id: string; at: Date }>(
    'select client_id as id, contact_requested_at as at from client_contacts where client_id = any($1::bigint[]) and contact_requested_at is not null',
    [clientIds],
  );
  return new Map(rows.map((row) => [row.id, row.at]));
}

/**
 * A request that could not be sent proves nothing: a call that comes now is not its answer. The interval counts all the
 * same.
 */
export async function forgetContactRequests(tx: ClientBase, clientIds: readonly string[]): Promise<void> {
  if (clientIds.length === 0) return;
  await tx.query(
    'update client_contacts set contact_requested_address = null where client_id = any($1::bigint[])',
    [clientIds],
  );
}
