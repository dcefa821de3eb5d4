import type { ClientBase } from 'pg';

/** Values that are wanted under a name, with an index or in codes that turned out wrong, and what they are called now. */
export interface ValueMove {
  readonly item: string;
  /** First and last index that it is about; -1 means no index. */
  readonly first: number;
  readonly last: number;
  readonly newItem: string;
  /** -1 means no index; null: as it was. */
  readonly newIdx: number | null;
  /** New texts on the wire by the old ones. */
  readonly codes: Readonly<Record<string, string>>;
  /** Of clients with this software only; null: of all, for nothing else has had the item. */
  readonly softwareTypes: readonly string[] | null;
}

/** No item has a name with a blank in it. */
const ON_THE_WAY = 'on the way to ';

/**
 * Moves what is wanted on clients. A value that somebody has ordered under the new name by himself stays, and the moved one
 * gives way to it. What was refused under the old name is not refused any more, and counts as drift until it is compared with
 * what the phone has.
 *
 * @returns the clients
 */
export async function moveDesired(tx: ClientBase, moves: readonly ValueMove[]): Promise<string[]> {
  if (moves.length === 0) return [];
  const rows = moves.map((move) => ({
    item: move.item,
    first: move.first,
    last: move.last,
    new_item: `${ON_THE_WAY}${move.newItem}`,
    new_idx: move.newIdx,
    codes: move.codes,
    software_types: move.softwareTypes,
  }));
  // In two steps, so that two parameters can swap their names.
  const { rows: moved } = await tx.query<{ client_id: string }>(
    `update desired_values v set item = m.new_item, idx = coalesce(m.new_idx, v.idx),
       value = coalesce(m.codes ->> v.value, v.value), drift = true, refused_status = null, refused_at = null
     from clients c, jsonb_to_recordset($1::jsonb)
       as m (item text, first int, last int, new_item text, new_idx int, codes jsonb, software_types jsonb)
     where v.client_id = c.id and v.item = m.item and v.idx between m.first and m.last
       and (coalesce(m.software_types, 'null') = 'null' or m.software_types ? c.software_type)
     returning v.client_id`,
    [JSON.stringify(rows)],
  );
  await tx.query(
    `delete from desired_values v using desired_values o
     where starts_with(v.item, $1) and o.client_id = v.client_id and o.item = substr(v.item, length($1) + 1)
       and o.idx = v.idx and o.origin = v.origin and o.source_id = v.source_id`,
    [ON_THE_WAY],
  );
  await tx.query(
    `update desired_values set item = substr(item, length($1) + 1) where starts_with(item, $1)`,
    [ON_THE_WAY],
  );
  return [...new Set(moved.map((row) => row.client_id))];
}

/**
 * Renames values in the history, so that they are put back under the names that phones know. A change that clients with
 * other software share keeps the old name, which is right for those.
 */
export async function moveHistory(tx: ClientBase, moves: readonly ValueMove[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map((move) => ({
    item: move.item,
    first: move.first,
    last: move.last,
    new_item: move.newItem,
    new_idx: move.newIdx,
    codes: move.codes,
    software_types: move.softwareTypes,
  }));
  await tx.query(
    `with moved as (
       select c.id, i.place - 1 as place, i.value as item, m.new_item, m.new_idx, m.codes
       from value_changes c cross join lateral jsonb_array_elements(c.items) with ordinality as i (value, place)
       join jsonb_to_recordset($1::jsonb)
         as m (item text, first int, last int, new_item text, new_idx int, codes jsonb, software_types jsonb)
         on i.value ->> 'item' = m.item and (i.value ->> 'idx')::int between m.first and m.last
       where coalesce(m.software_types, 'null') = 'null' or not exists (
         select from value_history h join clients k on k.id = h.client_id
         where h.change_id = c.id and not m.software_types ? k.software_type
       )
     ), renamed as (
       update value_changes c set items = (
         select jsonb_agg(
           case when m.id is null then i.value
           else i.value || jsonb_build_object('item', m.new_item, 'idx', coalesce(m.new_idx, (i.value ->> 'idx')::int),
             'value', coalesce(to_jsonb(m.codes ->> (i.value ->> 'value')), i.value -> 'value')) end
           order by i.place)
         from jsonb_array_elements(c.items) with ordinality as i (value, place)
         left join moved m on m.id = c.id and m.place = i.place - 1
       )
       where c.id in (select id from moved)
     )
     update value_history h set old = (
       select jsonb_object_agg(o.key,
         case when jsonb_typeof(o.value) = 'string' then coalesce(to_jsonb(m.codes ->> (o.value #>> '{}')), o.value)
         else o.value end)
       from jsonb_each(h.old) o left join moved m on m.id = h.change_id and m.place::text = o.key
     )
     where h.old is not null and h.change_id in (select id from moved where codes <> '{}')`,
    [JSON.stringify(rows)],
  );
}

/** The name, index and value of a value after the moves; undefined when no move is about it. */
export function findMove(moves: readonly ValueMove[], name: string, idx: number): ValueMove | undefined {
  return moves.find((move) => move.item === name && move.first <= idx && idx <= move.last);
}
