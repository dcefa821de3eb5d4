import type { ClientBase } from 'pg';
import type { ValueMove } from '../values/index.ts';

/** No item has a name with a blank in it. */
const ON_THE_WAY = 'on the way to ';

/**
 * Moves what is wanted for users, and what phones had of their own before a user came, to corrected names. What somebody has
 * set under the new name by himself stays. A user may log on to phones with either software: where only one of them has a
 * new name, the value stands under both.
 */
export async function moveUserValues(tx: ClientBase, moves: readonly ValueMove[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = JSON.stringify(
    moves.map((move) => ({
      item: move.item,
      first: move.first,
      last: move.last,
      new_item: `${ON_THE_WAY}${move.newItem}`,
      new_idx: move.newIdx,
      codes: move.codes,
      software_types: move.softwareTypes,
      keeps: move.softwareTypes !== null,
    })),
  );
  // In two steps, so that two parameters can swap their names.
  await tx.query(
    `with moved as (
       select v.*, m.new_item, coalesce(m.new_idx, v.idx) as new_idx, coalesce(m.codes ->> v.value, v.value) as new_value,
         m.keeps
       from user_values v, jsonb_to_recordset($1::jsonb)
         as m (item text, first int, last int, new_item text, new_idx int, codes jsonb, keeps boolean)
       where v.item = m.item and v.idx between m.first and m.last
     ), gone as (
       delete from user_values v using moved m
       where v.user_id = m.user_id and v.item = m.item and v.idx = m.idx and not m.keeps
     )
     insert into user_values (user_id, item, idx, value, sealed, set_at, set_by)
     select user_id, new_item, new_idx, new_value, sealed, set_at, set_by from moved
     on conflict do nothing`,
    [rows],
  );
  await tx.query(
    `update own_values v set item = m.new_item, idx = coalesce(m.new_idx, v.idx), value = coalesce(m.codes ->> v.value, v.value)
     from clients c, jsonb_to_recordset($1::jsonb)
       as m (item text, first int, last int, new_item text, new_idx int, codes jsonb, software_types jsonb)
     where v.client_id = c.id and v.item = m.item and v.idx between m.first and m.last
       and (coalesce(m.software_types, 'null') = 'null' or m.software_types ? c.software_type)`,
    [rows],
  );
  for (const [table, owner] of [
    ['user_values', 'user_id'],
    ['own_values', 'client_id'],
  ]) {
    await tx.query(
      `delete from ${table} v using ${table} o
       where starts_with(v.item, $1) and o.${owner} = v.${owner} and o.item = substr(v.item, length($1) + 1) and o.idx = v.idx`,
      [ON_THE_WAY],
    );
    await tx.query(`update ${table} set item = substr(item, length($1) + 1) where starts_with(item, $1)`, [
      ON_THE_WAY,
    ]);
  }
}
