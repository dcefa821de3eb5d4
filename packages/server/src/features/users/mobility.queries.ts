import type { Catalog } from '@deskfleet/catalog';
import type { Item } from '@deskfleet/protocol';
import type { ClientBase } from 'pg';
import type { SecretBox } from '../../infra/secrets/index.ts';
import { raiseNotification } from '../notifications/index.ts';
import { decodeDocument, markValuesDue, setDesired, toIdx, type WantedValue } from '../values/index.ts';
import { isUserData, MAX_CONTAINERS, MAX_DATA_BYTES, MAX_PARTS } from './user-data.ts';
import { findWantedForUser } from './user-values.queries.ts';

/** What was decided about a user while a message of a phone was answered. */
export type MobilityChange =
  /** The profile is about to leave for the phone. */
  | {
      readonly kind: 'reserve';
      readonly userId: string;
      readonly by: 'phone' | 'administrator';
      /** Who was there as far as is known, and is not. */
      readonly displaces: string | undefined;
    }
  /** The phone has the user. */
  | { readonly kind: 'confirm'; readonly userId: string }
  /** The phone has the user no more. */
  | {
      readonly kind: 'release';
      readonly userId: string;
      readonly by: 'phone' | 'administrator' | 'released';
      /** Values that the phone has still to get back, by `itemKey`. */
      readonly due: readonly string[];
    }
  | { readonly kind: 'failed-attempt'; readonly userId: string }
  /** What the phone keeps for the user: replaces the containers that it names. */
  | {
      readonly kind: 'data';
      readonly userId: string;
      readonly names: readonly string[];
      readonly items: readonly Item[];
    };

/**
 * Takes a user for a client, with the values that the phone gets; the client must be locked. What the phone has of its own is
 * kept for later.
 *
 * @returns false when somebody was faster
 */
export async function reserveUser(
  tx: ClientBase,
  clientId: string,
  { userId, by, displaces }: Extract<MobilityChange, { kind: 'reserve' }>,
  now: Date,
  catalog: Catalog,
): Promise<boolean> {
  if (displaces !== undefined) await releaseUser(tx, clientId, displaces, 'released', [], now);
  const { rowCount } = await tx.query({
    name: 'reserve-user',
    text: `
      update users u set client_id = $2, confirmed = u.confirmed and u.client_id is not null, logged_on_by = $3,
        logged_on_at = coalesce(case when u.client_id is not null then u.logged_on_at end, $4)
      where u.id = $1 and (u.client_id is null or u.client_id = $2)
        and not exists (select from users o where o.client_id = $2 and o.id <> $1)`,
    values: [userId, clientId, by, now],
  });
  if (rowCount === 0) return false;
  const values = await findWantedForUser(tx, userId);
  await keepOwnValues(tx, clientId, values);
  const source = { origin: 'user', sourceId: userId, ranking: 0, catalog } as const;
  await setDesired(tx, { clientIds: [clientId], values, accountId: null, jobId: null, source }, now);
  return true;
}

/** Keeps what a phone reports of values that a user is about to change there; what is kept already stays. */
export async function keepOwnValues(
  tx: ClientBase,
  clientId: string,
  values: readonly WantedValue[],
): Promise<void> {
  const { rows } = await tx.query<{ document: Buffer }>(
    'select document from reported_values where client_id = $1',
    [clientId],
  );
  const [row] = rows;
  if (row === undefined || values.length === 0) return;
  const reported = decodeDocument(row.document);
  const own = values.flatMap(({ name, index }) => {
    const value = [...reported.values()].find(
      (one) => one.name === name && (one.index ?? undefined) === (index ?? undefined),
    )?.value;
    return value === undefined || value === null ? [] : [{ item: name, idx: toIdx(index), value }];
  });
  await tx.query(
    `insert into own_values (client_id, item, idx, value)
     select $1, item, idx, value from jsonb_to_recordset($2::jsonb) as i (item text, idx int, value text)
     on conflict do nothing`,
    [clientId, JSON.stringify(own)],
  );
}

async function confirmUser(tx: ClientBase, clientId: string, userId: string, now: Date): Promise<void> {
  await tx.query({
    name: 'confirm-user',
    text: `
      with now_there as (
        update users u set confirmed = true, logged_on_at = $3, last_logon_at = $3, failed_attempts = 0,
          base_client_id = coalesce(u.base_client_id, u.client_id)
        where u.id = $2 and u.client_id = $1 and not u.confirmed
        returning u.id, u.logged_on_by
      ), state as (
        update clients set mobility_state = 0 where id = $1 and exists (select from now_there)
      )
      insert into user_logons (user_id, client_id, device_id, model, logged_on_at, logged_on_by)
      select n.id, c.id, c.device_id, c.model, $3, coalesce(n.logged_on_by, 'phone')
      from now_there n join clients c on c.id = $1`,
    values: [clientId, userId, now],
  });
}

/** Takes a user from a client, with all that was wanted there because of the user. */
async function releaseUser(
  tx: ClientBase,
  clientId: string,
  userId: string,
  by: 'phone' | 'administrator' | 'released',
  due: readonly string[],
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'release-user',
    text: `
      with gone as (
        update users u set client_id = null, confirmed = false, logged_on_at = null,
          last_logoff_at = case when b.confirmed then $3 else u.last_logoff_at end
        from users b
        where u.id = $2 and u.client_id = $1 and b.id = u.id
        returning u.id
      ), state as (
        update clients set mobility_state = 1, e164 = case when basic_e164 = '' then e164 else basic_e164 end
        where id = $1 and exists (select from gone)
      ), wishes as (
        delete from desired_values v
        where v.client_id = $1 and v.origin = 'user' and v.source_id = $2
      ), own as (
        delete from own_values o where o.client_id = $1 and exists (select from gone)
      )
      update user_logons l set logged_off_at = $3, logged_off_by = $4
      where l.user_id = $2 and l.logged_off_at is null and exists (select from gone)`,
    values: [clientId, userId, now, by],
  });
  await markValuesDue(tx, new Map([[clientId, due]]), now);
  // By then the target of the job is still open: a user who is logged off later and otherwise stays.
  await tx.query({
    name: 'delete-leaving-user',
    text: `
      delete from users u using jobs j, job_targets t
      where u.id = $2 and u.client_id is null and j.id = u.leaving_job_id and j.canceled_at is null
        and t.job_id = j.id and t.client_id = $1 and t.finished_at is null`,
    values: [clientId, userId],
  });
}

/**
 * Makes changes of users durable, in their order; those of `reserve` are made by `reserveUser`.
 *
 * @returns users who are logged on nowhere any more
 */
export async function applyMobility(
  tx: ClientBase,
  clientId: string,
  changes: readonly MobilityChange[],
  secrets: SecretBox,
  now: Date,
): Promise<string[]> {
  const freed: string[] = [];
  for (const change of changes) {
    switch (change.kind) {
      case 'reserve':
        break;
      case 'confirm':
        await confirmUser(tx, clientId, change.userId, now);
        break;
      case 'release':
        await releaseUser(tx, clientId, change.userId, change.by, change.due, now);
        freed.push(change.userId);
        break;
      case 'failed-attempt':
        await tx.query(
          'update users set failed_attempts = failed_attempts + 1, last_failed_at = $2 where id = $1',
          [change.userId, now],
        );
        break;
      case 'data':
        await storeUserData(tx, clientId, change, secrets, now);
        break;
    }
  }
  return freed;
}

/**
 * Stores containers in place of those with the same names. What would make the user's data too large is left as it was, and a
 * notification says so.
 */
async function storeUserData(
  tx: ClientBase,
  clientId: string,
  { userId, items }: Extract<MobilityChange, { kind: 'data' }>,
  secrets: SecretBox,
  now: Date,
): Promise<void> {
  const told = items.filter((item) => item.status === undefined && isUserData(item.name));
  const names = [...new Set(told.map(({ name }) => name))];
  // Only the phone where the user is may say what the user's data are.
  const before = await tx.query<{
    e164: string;
    device_id: string;
    rest: number;
    containers: number;
    parts: number;
  }>(
    `select u.e164, c.device_id, coalesce(sum(size) filter (where not item = any($3::text[])), 0)::int as rest,
       count(distinct item) filter (where not item = any($3::text[]))::int as containers,
       count(item) filter (where not item = any($3::text[]))::int as parts
     from users u join clients c on c.id = u.client_id left join user_data d on d.user_id = u.id
     where u.id = $2 and u.client_id = $1
     group by u.id, c.id`,
    [clientId, userId, names],
  );
  const [kept] = before.rows;
  if (kept === undefined) return;
  const bytes = told.reduce((sum, { value }) => sum + value.length, 0);
  const fits =
    kept.rest + bytes <= MAX_DATA_BYTES &&
    kept.containers + names.length <= MAX_CONTAINERS &&
    kept.parts + told.filter(({ value }) => value !== '').length <= MAX_PARTS;
  if (!fits) {
    const kilobytes = Math.ceil(bytes / 1_024);
    const params = { deviceId: kept.device_id, e164: kept.e164, kilobytes, limit: MAX_DATA_BYTES / 1_024 };
    await raiseNotification(tx, { kind: 'user.data_too_large', clientId, params, dedupeKey: userId }, now);
    return;
  }
  await tx.query('delete from user_data where user_id = $1 and item = any($2::text[])', [userId, names]);
  // Of an emptied container nothing is left.
  const filled = told.filter(({ value }) => value !== '');
  const parts = new Map(filled.map((item) => [`${item.name} ${toIdx(item.index)}`, item]));
  await tx.query(
    `insert into user_data (user_id, item, idx, content, size, stored_at)
     select $1, i.item, i.idx, i.content, i.size, $6
     from unnest($2::text[], $3::int[], $4::text[], $5::int[]) as i (item, idx, content, size)`,
    [
      userId,
      [...parts.values()].map(({ name }) => name),
      [...parts.values()].map(({ index }) => toIdx(index)),
      [...parts.values()].map(({ value }) => secrets.seal(value)),
      [...parts.values()].map(({ value }) => value.length),
      now,
    ],
  );
  await tx.query(
    'update users set profile_bytes = (select coalesce(sum(size), 0) from user_data where user_id = $1) where id = $1',
    [userId],
  );
}
