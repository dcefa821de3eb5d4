import type { ClientBase, Pool } from 'pg';

/** When phones were told of software last, by client; those that never were are left out. */
export async function findSoftwareOrders(
  db: Pool | ClientBase,
  clientIds: readonly string[],
): Promise<Map<string, Date>> {
  const { rows } = await db.query<{ client_id: string; told_at: Date }>({
    name: 'software-orders',
    text: 'select client_id, told_at from software_orders where client_id = any($1::bigint[])',
    values: [clientIds],
  });
  return new Map(rows.map((row) => [row.client_id, row.told_at]));
}

/** A phone is told of software, or has said that it will not install it now. */
export interface SoftwareOrder {
  readonly clientId: string;
  readonly targetId: string;
  readonly told: boolean;
}

/** Notes which phones were told of software, and takes back those that refused it: they may be told again at once. */
export async function storeSoftwareOrders(
  tx: ClientBase,
  orders: readonly SoftwareOrder[],
  now: Date,
): Promise<void> {
  const told = orders.filter((order) => order.told);
  const takenBack = orders.filter((order) => !order.told);
  if (told.length > 0) {
    await tx.query({
      name: 'store-software-orders',
      text: `
        insert into software_orders as o (client_id, target_id, told_at)
        select client_id, target_id, $3 from unnest($1::bigint[], $2::bigint[]) as i (client_id, target_id)
        order by client_id
        on conflict (client_id) do update set target_id = excluded.target_id, told_at = excluded.told_at`,
      values: [told.map(({ clientId }) => clientId), told.map(({ targetId }) => targetId), now],
    });
  }
  if (takenBack.length > 0) {
    await tx.query({
      name: 'take-back-software-orders',
      text: `
        delete from software_orders o using unnest($1::bigint[], $2::bigint[]) as i (client_id, target_id)
        where o.client_id = i.client_id and o.target_id = i.target_id`,
      values: [takenBack.map(({ clientId }) => clientId), takenBack.map(({ targetId }) => targetId)],
    });
  }
}
