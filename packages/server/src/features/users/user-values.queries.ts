import type { ClientBase, Pool } from 'pg';
import { refOf, toIdx, type WantedValue } from '../values/index.ts';

/** A value that is wanted for a user, and how it stands at the phone where the user is logged on. */
export interface UserValueRow {
  readonly item: string;
  readonly idx: number;
  readonly value: string | null;
  readonly sealed: string | null;
  readonly setAt: Date;
  readonly setBy: string | null;
  readonly drift: boolean;
  readonly refusedStatus: string | null;
  readonly refusedAt: Date | null;
}

export async function findUserValues(db: Pool | ClientBase, userId: string): Promise<UserValueRow[]> {
  const { rows } = await db.query<UserValueRow>(
    `select v.item, v.idx, v.value, v.sealed, v.set_at as "setAt", v.set_by as "setBy",
       coalesce(d.drift, false) as drift, d.refused_status as "refusedStatus", d.refused_at as "refusedAt"
     from user_values v
     join users u on u.id = v.user_id
     left join desired_values d on d.client_id = u.client_id and d.origin = 'user' and d.source_id = u.id
       and d.item = v.item and d.idx = v.idx
     where v.user_id = $1 order by v.item, v.idx`,
    [userId],
  );
  return rows;
}

/** What is wanted for a user, as it goes to phones. */
export async function findWantedForUser(
  tx: ClientBase,
  userId: string,
): Promise<Exclude<WantedValue, { value: null }>[]> {
  const { rows } = await tx.query<{ item: string; idx: number; value: string | null; sealed: string | null }>(
    {
      name: 'wanted-for-user',
      text: 'select item, idx, value, sealed from user_values where user_id = $1 order by item, idx',
      values: [userId],
    },
  );
  return rows.map(({ item, idx, value, sealed }) =>
    sealed === null ? { ...refOf(item, idx), value: value ?? '' } : { ...refOf(item, idx), sealed },
  );
}

/** Stores what is wanted for a user; null withdraws. */
export async function writeUserValues(
  tx: ClientBase,
  userId: string,
  values: readonly WantedValue[],
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `with input as (
       select * from jsonb_to_recordset($2::jsonb) as i (item text, idx int, value text, sealed text)
     ), gone as (
       delete from user_values v using input i
       where v.user_id = $1 and v.item = i.item and v.idx = i.idx and i.value is null and i.sealed is null
     )
     insert into user_values as v (user_id, item, idx, value, sealed, set_at, set_by)
     select $1, item, idx, value, sealed, $3, $4 from input where value is not null or sealed is not null
     on conflict (user_id, item, idx) do update set value = excluded.value, sealed = excluded.sealed,
       set_at = excluded.set_at, set_by = excluded.set_by`,
    [
      userId,
      JSON.stringify(
        values.map((value) => ({
          item: value.name,
          idx: toIdx(value.index),
          value: 'value' in value ? value.value : null,
          sealed: 'sealed' in value ? value.sealed : null,
        })),
      ),
      now,
      by,
    ],
  );
}

/** Where a user is logged on. */
export async function findClientOfUser(db: Pool | ClientBase, userId: string): Promise<string | null> {
  const { rows } = await db.query<{ client_id: string | null }>('select client_id from users where id = $1', [
    userId,
  ]);
  return rows[0]?.client_id ?? null;
}

/** Counts a change of a user, so that whoever has read the user before is told. */
export async function touchUser(tx: ClientBase, id: string, by: string, now: Date): Promise<void> {
  await tx.query('update users set version = version + 1, updated_at = $2, updated_by = $3 where id = $1', [
    id,
    now,
    by,
  ]);
}
