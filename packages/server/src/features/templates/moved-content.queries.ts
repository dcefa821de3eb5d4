import type { ClientBase } from 'pg';
import type { ValueMove } from '../values/index.ts';

/** No item has a name with a blank in it. */
const ON_THE_WAY = 'on the way to ';

/**
 * Moves values of templates whose names turned out wrong, as those of clients are moved; see `moveDesired`. Where other phones may
 * know the old name, a template keeps it, and the value stands there under both.
 */
export async function moveContent(tx: ClientBase, moves: readonly ValueMove[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map((move) => ({
    item: move.item,
    first: move.first,
    last: move.last,
    new_item: `${ON_THE_WAY}${move.newItem}`,
    new_idx: move.newIdx,
    codes: move.codes,
    keeps: move.softwareTypes !== null,
  }));
  // In two steps, so that two parameters can swap their names.
  await tx.query(
    `with moved as (
       select v.template_id, v.item, v.idx, m.new_item, coalesce(m.new_idx, v.idx) as new_idx,
         coalesce(m.codes ->> v.value, v.value) as value, v.sealed, m.keeps
       from template_values v, jsonb_to_recordset($1::jsonb)
         as m (item text, first int, last int, new_item text, new_idx int, codes jsonb, keeps boolean)
       where v.item = m.item and v.idx between m.first and m.last
     ), gone as (
       delete from template_values v using moved m
       where v.template_id = m.template_id and v.item = m.item and v.idx = m.idx and not m.keeps
     )
     insert into template_values (template_id, item, idx, value, sealed)
     select template_id, new_item, new_idx, value, sealed from moved
     on conflict do nothing`,
    [JSON.stringify(rows)],
  );
  // What somebody has written under the new name by himself stays.
  await tx.query(
    `delete from template_values v using template_values o
     where starts_with(v.item, $1) and o.template_id = v.template_id and o.item = substr(v.item, length($1) + 1)
       and o.idx = v.idx`,
    [ON_THE_WAY],
  );
  await tx.query(
    `update template_values set item = substr(item, length($1) + 1) where starts_with(item, $1)`,
    [ON_THE_WAY],
  );
}
