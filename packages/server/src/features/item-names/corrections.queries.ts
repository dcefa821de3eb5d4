import type { Correction } from '@deskfleet/catalog';
import type { ClientBase, Pool } from 'pg';

export interface StoredCorrection {
  readonly correction: Correction;
  readonly at: Date;
  /** User name; null when the account is gone, or it came from the file. */
  readonly by: string | null;
}

/** Keeps other changes of corrections waiting until the transaction ends: they are checked against each other. */
export async function lockCorrections(tx: ClientBase): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('item corrections', 0))`);
}

/** Every correction by the id of its parameter. */
export async function readCorrections(db: Pool | ClientBase): Promise<Map<string, StoredCorrection>> {
  const { rows } = await db.query<{
    parameter_id: string;
    item: string | null;
    index_rule: NonNullable<Correction['index']> | null;
    codes: NonNullable<Correction['codes']> | null;
    corrected_at: Date;
    username: string | null;
  }>(`
    select c.parameter_id, c.item, c.index_rule, c.codes, c.corrected_at, a.username
    from item_corrections c left join accounts a on a.id = c.corrected_by
    order by c.parameter_id collate "C"`);
  return new Map(
    rows.map((row) => [
      row.parameter_id,
      {
        correction: {
          ...(row.item === null ? {} : { item: row.item }),
          ...(row.index_rule === null ? {} : { index: row.index_rule }),
          ...(row.codes === null ? {} : { codes: row.codes }),
        },
        at: row.corrected_at,
        by: row.username,
      },
    ]),
  );
}

export async function writeCorrections(
  tx: ClientBase,
  corrections: ReadonlyMap<string, Correction>,
  accountId: string | null,
  now: Date,
): Promise<void> {
  if (corrections.size === 0) return;
  const entries = [...corrections].map(([id, { item, index, codes }]) => ({
    id,
    item: item ?? null,
    index_rule: index ?? null,
    codes: codes ?? null,
  }));
  await tx.query(
    `insert into item_corrections (parameter_id, item, index_rule, codes, corrected_at, corrected_by)
     select id, item, nullif(index_rule, 'null'), nullif(codes, 'null'), $2, $3
     from jsonb_to_recordset($1::jsonb) as i (id text, item text, index_rule jsonb, codes jsonb)
     on conflict (parameter_id) do update set item = excluded.item, index_rule = excluded.index_rule,
       codes = excluded.codes, corrected_at = excluded.corrected_at, corrected_by = excluded.corrected_by`,
    [JSON.stringify(entries), now, accountId],
  );
}

export async function removeCorrections(tx: ClientBase, parameterIds: readonly string[]): Promise<void> {
  if (parameterIds.length === 0) return;
  await tx.query('delete from item_corrections where parameter_id = any($1::text[])', [parameterIds]);
}
