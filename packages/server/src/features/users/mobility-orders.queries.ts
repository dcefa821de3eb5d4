import type { ClientBase } from 'pg';

/** A user who is to be logged on or off. */
export interface UserToOrder {
  readonly id: string;
  readonly e164: string;
  readonly baseClientId: string | null;
  readonly clientId: string | null;
  readonly deviceId: string | null;
}

export async function findUsersToOrder(
  tx: ClientBase,
  ids: readonly string[],
): Promise<Map<string, UserToOrder>> {
  const { rows } = await tx.query<UserToOrder>(
    `select u.id, u.e164, u.base_client_id as "baseClientId", u.client_id as "clientId", c.device_id as "deviceId"
     from users u left join clients c on c.id = u.client_id where u.id = any($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who is logged on at these clients, by client; those at which nobody is are left out. */
export async function findUsersAt(
  tx: ClientBase,
  clientIds: readonly string[],
): Promise<Record<string, { readonly id: string; readonly e164: string }>> {
  const { rows } = await tx.query<{ id: string; e164: string; client_id: string }>(
    'select id, e164, client_id from users where client_id = any($1::bigint[]) order by client_id',
    [clientIds],
  );
  return Object.fromEntries(rows.map(({ id, e164, client_id }) => [client_id, { id, e164 }]));
}

/** A phone at which a user is to be logged on. */
export interface PhoneForUser {
  readonly clientId: string;
  readonly deviceId: string;
  readonly model: string;
  readonly mobilityEnabled: boolean;
  /** Who is logged on there. */
  readonly userE164: string | null;
}

export async function findPhones(
  tx: ClientBase,
  clientIds: readonly string[],
): Promise<Map<string, PhoneForUser>> {
  const { rows } = await tx.query<PhoneForUser>(
    `select c.id as "clientId", c.device_id as "deviceId", c.model, c.mobility_enabled as "mobilityEnabled",
       u.e164 as "userE164"
     from clients c left join users u on u.client_id = c.id where c.id = any($1::bigint[])`,
    [clientIds],
  );
  return new Map(rows.map((row) => [row.clientId, row]));
}
