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
 */
export async function moveDesired(tx: ClientBase, moves: readonly ValueMove[]): Promise<void> {
  if (moves.length === 0) return;
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
  await tx.query(
    `update desired_values v set item = m.new_item, idx = coalesce(m.new_idx, v.idx),
       value = coalesce(m.codes ->> v.value, v.value), drift = true, refused_status = null, refused_at = null
     from clients c, jsonb_to_recordset($1::jsonb)
       as m (item text, first int, last int, new_item text, new_idx int, codes jsonb, software_types jsonb)
     where v.client_id = c.id and v.item = m.item and v.idx between m.first and m.last
       and (coalesce(m.software_types, 'null') = 'null' or m.software_types ? c.software_type)`,
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
  await tx.query(
    `with changed as (
       select d.client_id, array_agg(distinct k.new_key) as keys
       from values_due d join clients c on c.id = d.client_id
       cross join lateral (${movedKeys('select key, null from unnest(d.keys) as o (key)', 'c.software_type')}) k
       group by d.client_id having bool_or(k.new_key <> k.key)
     )
     update values_due d set keys = c.keys, version = d.version + 1 from changed c where d.client_id = c.client_id`,
    [movesParameter(moves)],
  );
}

/** The move that is about a value; undefined when none is. */
export function findMove(moves: readonly ValueMove[], name: string, idx: number): ValueMove | undefined {
  return moves.find((move) => move.item === name && move.first <= idx && idx <= move.last);
}

/** Moves as a parameter of `movedKeys`. */
export function movesParameter(moves: readonly ValueMove[]): string {
  return JSON.stringify(
    moves.map(({ item, first, last, newItem, newIdx, softwareTypes }) => ({
      item,
      first,
      last,
      new_item: newItem,
      new_idx: newIdx,
      software_types: softwareTypes,
    })),
  );
}

/**
 * SQL: rows `(key, place, new_key)` of values by `itemKey`, `new_key` after the moves of parameter `$1` on a client with this
 * software.
 *
 * @param keys SQL of rows `(key, place)`
 * @param softwareType SQL
 */
export function movedKeys(keys: string, softwareType: string): string {
  return `
    select k.key, k.place,
      case when m.item is null then k.key
        else coalesce(nullif(coalesce(m.new_idx, k.idx), -1)::text, '') || ':' || m.new_item end as new_key
    from (
      select key, place, substr(key, strpos(key, ':') + 1) as item,
        coalesce(nullif(split_part(key, ':', 1), '')::int, -1) as idx
      from (${keys}) as told (key, place)
    ) k
    left join jsonb_to_recordset($1::jsonb)
      as m (item text, first int, last int, new_item text, new_idx int, software_types jsonb)
      on m.item = k.item and k.idx between m.first and m.last
        and (coalesce(m.software_types, 'null') = 'null' or m.software_types ? ${softwareType})`;
}
