import type { Catalog } from '@deskfleet/catalog';
import { itemKey } from '@deskfleet/protocol';
import type { ClientBase, Pool } from 'pg';
import type { DesiredOrigin } from '../../infra/db/index.ts';
import { mayWant } from './precedence.ts';
import { type DesiredValue, type ItemRef, refOf, toIdx } from './values.queries.ts';

/** A value that somebody wants: text, sealed secret, or null to want nothing any more. */
export type WantedValue = ItemRef &
  ({ readonly value: string } | { readonly sealed: string } | { readonly value: null });

/** Who wants values: the client's own edit, or a template, group or user with its id and ranking. */
export type WishSource = {
  readonly sourceId: string;
  readonly ranking: number;
} & (
  | { readonly origin: Exclude<DesiredOrigin, 'user'> }
  /** The catalog in use says what a user may want. */
  | { readonly origin: 'user'; readonly catalog: Catalog }
);

/** The client's own edit. */
export const ownEdit: WishSource = { origin: 'edit', sourceId: '0', ranking: 0 };

/** What one source wants on clients. */
export interface DesiredOrder {
  readonly clientIds: readonly string[];
  readonly values: readonly WantedValue[];
  readonly accountId: string | null;
  readonly jobId: string | null;
  /** Absent: the clients' own edits. */
  readonly source?: WishSource;
  /** Whether the phones have something else; absent: nobody knows, so yes. */
  readonly drift?: boolean;
}

/**
 * Sets what an origin wants on many clients at once; its newest order for an item wins. Of a mobile user's values those that
 * are not of user scope are left out.
 */
export async function setDesired(tx: ClientBase, order: DesiredOrder, now: Date): Promise<void> {
  const source = order.source ?? ownEdit;
  const { origin, sourceId, ranking } = source;
  const values =
    source.origin === 'user'
      ? order.values.filter(({ name, index }) => mayWant(source.origin, name, index ?? null, source.catalog))
      : order.values;
  const withdrawn = values.filter(isWithdrawn);
  const wanted = values.filter((value) => !isWithdrawn(value));
  if (withdrawn.length > 0) {
    await tx.query(
      `delete from desired_values v using unnest($2::text[], $3::int[]) as i (item, idx)
       where v.client_id = any($1::bigint[]) and v.item = i.item and v.idx = i.idx and v.origin = $4
         and v.source_id = $5`,
      [
        order.clientIds,
        withdrawn.map((value) => value.name),
        withdrawn.map((value) => toIdx(value.index)),
        origin,
        sourceId,
      ],
    );
  }
  if (wanted.length === 0) return;
  await tx.query(
    `insert into desired_values as v (client_id, item, idx, origin, source_id, ranking, value, sealed, set_at, set_by,
       job_id, drift)
     select c.id, i.item, i.idx, $9, $10, $11, i.value, i.sealed, $6, $7, $8, $12
     from clients c, unnest($2::text[], $3::int[], $4::text[], $5::text[]) as i (item, idx, value, sealed)
     where c.id = any($1::bigint[])
     order by c.id, i.item collate "C", i.idx
     on conflict (client_id, item, idx, origin, source_id) do update set
       ranking = excluded.ranking, value = excluded.value, sealed = excluded.sealed, set_at = excluded.set_at,
       set_by = excluded.set_by, job_id = excluded.job_id, drift = excluded.drift, refused_status = null,
       refused_at = null`,
    [
      order.clientIds,
      wanted.map((value) => value.name),
      wanted.map((value) => toIdx(value.index)),
      wanted.map((value) => ('value' in value ? value.value : null)),
      wanted.map((value) => ('sealed' in value ? value.sealed : null)),
      now,
      order.accountId,
      order.jobId,
      origin,
      sourceId,
      ranking,
      order.drift ?? true,
    ],
  );
}

/** Whether nothing is wanted any more. */
export function isWithdrawn(value: WantedValue): boolean {
  return 'value' in value && value.value === null;
}

interface EffectiveRow {
  readonly client_id: string;
  readonly item: string;
  readonly idx: number;
  readonly value: string | null;
  readonly sealed: string | null;
}

/**
 * What is desired on clients now, by client and `itemKey`: of all that is wanted of a value that which is in force (see
 * `settle`). One statement, however many clients there are.
 */
export async function findDesired(
  db: Pool | ClientBase,
  clientIds: readonly string[],
): Promise<Map<string, Map<string, DesiredValue>>> {
  const { rows } = await db.query<EffectiveRow>({
    name: 'find-desired',
    // The same rows as in `effective_values`, for all of a client three times as fast.
    text: `
      select distinct on (client_id, item, idx) client_id, item, idx, value, sealed
      from counting_values where client_id = any($1::bigint[])
      order by client_id, item, idx, precedence, ranking, source_id`,
    values: [clientIds],
  });
  const desired = new Map<string, Map<string, DesiredValue>>();
  for (const row of rows) {
    const ref = refOf(row.item, row.idx);
    const value: DesiredValue =
      row.sealed === null ? { ...ref, value: row.value ?? '' } : { ...ref, sealed: row.sealed };
    let ofClient = desired.get(row.client_id);
    if (ofClient === undefined) {
      ofClient = new Map();
      desired.set(row.client_id, ofClient);
    }
    ofClient.set(itemKey(ref.name, ref.index), value);
  }
  return desired;
}
