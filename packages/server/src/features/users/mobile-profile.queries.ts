import { isSecretItem } from '@deskfleet/protocol';
import type { ClientBase, Pool } from 'pg';
import { refOf, type WantedValue } from '../values/index.ts';
import { findWantedForUser } from './user-values.queries.ts';

/** A mobile user as the dialogue with a phone needs it. */
export interface MobileUser {
  readonly id: string;
  readonly e164: string;
  /** Sealed. */
  readonly password: string;
  readonly clientId: string | null;
  /** Device ID of that client. */
  readonly deviceId: string | null;
  readonly confirmed: boolean;
  readonly failedAttempts: number;
  readonly lastFailedAt: Date | null;
}

const mobileUserColumns = `
  u.id, u.e164, u.password, u.client_id as "clientId", c.device_id as "deviceId", u.confirmed,
  u.failed_attempts as "failedAttempts", u.last_failed_at as "lastFailedAt"`;

/** The user at a client, and the one with a number. */
export async function findMobileUsers(
  db: Pool | ClientBase,
  clientId: string,
  e164: string,
): Promise<{ here: MobileUser | undefined; named: MobileUser | undefined }> {
  const { rows } = await db.query<MobileUser>({
    name: 'mobile-users',
    text: `select ${mobileUserColumns} from users u left join clients c on c.id = u.client_id
      where u.client_id = $1 or u.e164 = $2`,
    values: [clientId, e164],
  });
  return {
    here: rows.find((row) => row.clientId === clientId),
    named: rows.find((row) => row.e164 === e164),
  };
}

/** Mobile users by id; those that are gone are left out. */
export async function findMobileUsersById(
  db: Pool | ClientBase,
  ids: readonly string[],
): Promise<Map<string, MobileUser>> {
  const { rows } = await db.query<MobileUser>({
    name: 'mobile-users-by-id',
    text: `select ${mobileUserColumns} from users u left join clients c on c.id = u.client_id
      where u.id = any($1::bigint[])`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who is logged on at clients, and whether mobility is enabled there. */
export async function findPlaces(
  db: Pool | ClientBase,
  clientIds: readonly string[],
): Promise<Map<string, { enabled: boolean; userId: string | null; e164: string | null }>> {
  const { rows } = await db.query<{
    client_id: string;
    enabled: boolean;
    user_id: string | null;
    e164: string | null;
  }>({
    name: 'mobility-places',
    text: `
      select c.id as client_id, c.mobility_enabled as enabled, u.id as user_id, u.e164
      from clients c left join users u on u.client_id = c.id where c.id = any($1::bigint[])`,
    values: [clientIds],
  });
  return new Map(
    rows.map(({ client_id, enabled, user_id, e164 }) => [client_id, { enabled, userId: user_id, e164 }]),
  );
}

export type SentValue = Exclude<WantedValue, { value: null }>;

/** What a phone gets of a user: the values, and at last the number and the state that make it the user's. */
export async function findProfile(
  db: ClientBase | Pool,
  user: Pick<MobileUser, 'id' | 'e164'>,
): Promise<SentValue[]> {
  const values = await findWantedForUser(db as ClientBase, user.id);
  const last: SentValue[] = [
    { name: 'e164', value: user.e164 },
    { name: 'sip-mobility-state', value: '0' },
  ];
  return [...values.filter(({ name }) => !last.some((one) => one.name === name)), ...last];
}

/**
 * What a phone gets back when a user logs off: what is wanted there otherwise, or what it had before. Credentials of the user
 * that nobody replaces are taken away.
 */
export async function findOwnProfile(
  db: Pool | ClientBase,
  clientId: string,
  userId: string,
): Promise<SentValue[]> {
  const { rows } = await db.query<{
    item: string;
    idx: number;
    value: string | null;
    sealed: string | null;
    known: boolean;
  }>({
    name: 'own-profile',
    text: `
      select v.item, v.idx, coalesce(n.value, case when n.sealed is null then o.value end) as value, n.sealed,
        n.item is not null or o.item is not null as known
      from desired_values v
      left join lateral (
        select d.item, d.value, d.sealed from counting_values d
        where d.client_id = v.client_id and d.item = v.item and d.idx = v.idx and d.origin <> 'user'
        order by d.precedence, d.ranking, d.source_id limit 1
      ) n on true
      left join own_values o on o.client_id = v.client_id and o.item = v.item and o.idx = v.idx
      where v.client_id = $1 and v.origin = 'user' and v.source_id = $2
      order by v.item, v.idx`,
    values: [clientId, userId],
  });
  const basic = await db.query<{ basic_e164: string }>('select basic_e164 from clients where id = $1', [
    clientId,
  ]);
  const number = basic.rows[0]?.basic_e164 ?? '';
  const values = rows.flatMap(({ item, idx, value, sealed, known }): SentValue[] => {
    const ref = refOf(item, idx);
    if (sealed !== null) return [{ ...ref, sealed }];
    if (known) return [{ ...ref, value: value ?? '' }];
    return isSecretItem(item) ? [{ ...ref, value: '' }] : [];
  });
  return [
    ...values.filter(({ name }) => name !== 'e164' && name !== 'sip-mobility-state'),
    ...(number === '' ? [] : [{ name: 'e164', value: number }]),
    { name: 'sip-mobility-state', value: '1' },
  ];
}

/** What phones keep for a user under these names, in their order; sealed. */
export async function findUserData(
  db: Pool | ClientBase,
  userId: string,
  names: readonly string[],
): Promise<SentValue[]> {
  const { rows } = await db.query<{ item: string; idx: number; content: string }>({
    name: 'user-data',
    text: `
      select item, idx, content from user_data where user_id = $1 and item = any($2::text[])
      order by array_position($2::text[], item), idx`,
    values: [userId, names],
  });
  return rows.map(({ item, idx, content }) => ({ ...refOf(item, idx), sealed: content }));
}
