import { itemKey } from '@deskfleet/protocol';
import type { Pool } from 'pg';
import { type DesiredValue, refOf } from './values.queries.ts';

/** What of a client is not the mobile user's who is logged on there, by `itemKey`. */
export interface OwnValues {
  /** A mobile user is logged on, or the user's profile is on its way. */
  readonly hasUser: boolean;
  /** What anybody but the user wants. */
  readonly desired: ReadonlyMap<string, DesiredValue>;
  /** What the phone had before the user came, of values that the user has changed. */
  readonly kept: ReadonlyMap<string, string>;
}

interface ValueRow {
  readonly item: string;
  readonly idx: number;
  readonly value: string | null;
  readonly sealed: string | null;
}

/** What a client is to have when no mobile user is logged on, and whether one is. */
export async function findOwnValues(pool: Pool, clientId: string): Promise<OwnValues> {
  const { rows } = await pool.query<{ has_user: boolean }>(
    `select c.mobility_enabled and c.mobility_state is not distinct from 0
       or exists (select from users u where u.client_id = c.id) as has_user
     from clients c where c.id = $1`,
    [clientId],
  );
  const desired = await pool.query<ValueRow>(
    `select distinct on (item, idx) item, idx, value, sealed from counting_values
     where client_id = $1 and origin <> 'user'
     order by item, idx, precedence, ranking, source_id`,
    [clientId],
  );
  const kept = await pool.query<ValueRow & { value: string }>(
    'select item, idx, value from own_values where client_id = $1',
    [clientId],
  );
  return {
    hasUser: rows[0]?.has_user ?? false,
    desired: new Map(
      desired.rows.map(({ item, idx, value, sealed }) => {
        const ref = refOf(item, idx);
        return [
          itemKey(ref.name, ref.index),
          sealed === null ? { ...ref, value: value ?? '' } : { ...ref, sealed },
        ];
      }),
    ),
    kept: new Map(kept.rows.map(({ item, idx, value }) => [itemKey(item, refOf(item, idx).index), value])),
  };
}
