import type { ClientBase } from 'pg';
import type { ValueMove } from './moved-values.queries.ts';

/** Some of the changes in the history, by their ids. */
export interface HistoryPortion {
  readonly after: string;
  readonly last: string;
  /** How many of them at most. */
  readonly count: number;
}

/** What has become of a portion. */
export interface MovedHistory {
  /** Id of the last change that was looked at. */
  readonly last: string;
  /** Ids of changes that were split off; they are done as well. */
  readonly added: readonly string[];
}

/**
 * Renames values in a portion of the history, so that they are put back under the names that phones know.
 *
 * A change that clients with different software share is split before, so that each of them has it under the name that its
 * phone knows. Mobile users and templates, whose values stand under both names from then on, have them so in their history.
 *
 * @returns undefined when there was none
 */
export async function moveHistory(
  tx: ClientBase,
  moves: readonly ValueMove[],
  { after, last, count }: HistoryPortion,
): Promise<MovedHistory | undefined> {
  const { rows } = await tx.query<{ id: string; touched: boolean }>(
    `select c.id, exists (
       select from unnest($4::text[]) as m (item)
       where c.items @> jsonb_build_array(jsonb_build_object('item', m.item))
     ) as touched
     from value_changes c where c.id > $1 and c.id <= $2 order by c.id limit $3`,
    [after, last, count, moves.map(({ item }) => item)],
  );
  const end = rows.at(-1);
  if (end === undefined) return undefined;
  const touched = rows.filter((row) => row.touched).map(({ id }) => id);
  let added: string[] = [];
  if (touched.length > 0) {
    const given = JSON.stringify(
      moves.map((move) => ({
        item: move.item,
        first: move.first,
        last: move.last,
        new_item: move.newItem,
        new_idx: move.newIdx,
        codes: move.codes,
        software_types: move.softwareTypes,
      })),
    );
    added = await splitShared(tx, touched, given);
    await renameOfClients(tx, [...touched, ...added], given);
    await addToElements(tx, touched, given);
  }
  return { last: end.id, added };
}

const MOVES = `jsonb_to_recordset($2::jsonb)
  as m (item text, first int, last int, new_item text, new_idx int, codes jsonb, software_types jsonb)`;
const IS_MOVED = `i.value ->> 'item' = m.item and (i.value ->> 'idx')::int between m.first and m.last`;
/** A value of the items of a change under its new name, index and code. */
const MOVED_VALUE = `i.value || jsonb_build_object('item', m.new_item, 'idx', coalesce(m.new_idx, (i.value ->> 'idx')::int),
  'value', coalesce(to_jsonb(m.codes ->> (i.value ->> 'value')), i.value -> 'value'))`;

/** Makes a change of its own for each software type, where a move is for clients with one of them only. @returns the new ones */
async function splitShared(tx: ClientBase, ids: readonly string[], moves: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `with limited as materialized (
       select distinct c.id from value_changes c cross join lateral jsonb_array_elements(c.items) as i (value)
       join ${MOVES} on ${IS_MOVED}
       where c.id = any($1::bigint[]) and coalesce(m.software_types, 'null') <> 'null'
     ), kinds as (
       select h.change_id, k.software_type,
         row_number() over (partition by h.change_id order by k.software_type) - 1 as place
       from value_history h join clients k on k.id = h.client_id
       where h.change_id in (select id from limited)
       group by h.change_id, k.software_type
     ), parts as materialized (
       select change_id, software_type, place, nextval(pg_get_serial_sequence('value_changes', 'id')) as id
       from kinds where place > 0
     ), added as (
       insert into value_changes (id, at, changed_by, cause, job_id, source, items, part) overriding system value
       select p.id, c.at, c.changed_by, c.cause, c.job_id, c.source, c.items, p.place + case when c.job_id is null or c.source is not null then 0 else (
         select max(part) from value_changes s where s.job_id = c.job_id and s.source is null
       ) end
       from parts p join value_changes c on c.id = p.change_id
     ), told as (
       update value_history h set change_id = p.id from parts p, clients k
       where h.change_id = p.change_id and k.id = h.client_id and k.software_type = p.software_type
     )
     select id from parts`,
    [ids, moves],
  );
  return rows.map(({ id }) => id);
}

/** Changes that are about clients with other software alone keep the name. */
async function renameOfClients(tx: ClientBase, ids: readonly string[], moves: string): Promise<void> {
  await tx.query(
    `with kinds as materialized (
       select h.change_id, bool_or(h.client_id is null) as has_others, array_agg(distinct k.software_type) as software_types
       from value_history h left join clients k on k.id = h.client_id
       where h.change_id = any($1::bigint[]) group by h.change_id
     ), moved as materialized (
       select c.id, jsonb_agg(case when m.item is null then i.value else ${MOVED_VALUE} end order by i.place) as items,
         jsonb_object_agg(i.place - 1, m.codes) filter (where m.codes <> '{}') as codes
       from value_changes c join kinds s on s.change_id = c.id
       cross join lateral jsonb_array_elements(c.items) with ordinality as i (value, place)
       left join ${MOVES} on ${IS_MOVED} and (
         coalesce(m.software_types, 'null') = 'null' or (not s.has_others and m.software_types ?| s.software_types)
       )
       group by c.id having count(m.item) > 0
     ), renamed as (
       update value_changes c set items = m.items from moved m where c.id = m.id
     )
     update value_history h set old = (
       select jsonb_object_agg(o.key,
         case when jsonb_typeof(o.value) = 'string'
         then coalesce(to_jsonb(m.codes -> o.key ->> (o.value #>> '{}')), o.value) else o.value end)
       from jsonb_each(h.old) o
     )
     from moved m where h.change_id = m.id and h.old is not null and m.codes is not null`,
    [ids, moves],
  );
}

/** Values of mobile users and templates that stand under both names have an entry for the new one as well. */
async function addToElements(tx: ClientBase, ids: readonly string[], moves: string): Promise<void> {
  await tx.query(
    `with added as materialized (
       select c.id, i.place - 1 as place, ${MOVED_VALUE} as value, m.codes,
         jsonb_array_length(c.items) + row_number() over (partition by c.id order by i.place) - 1 as new_place
       from value_changes c join value_history h on h.change_id = c.id and h.client_id is null
       cross join lateral jsonb_array_elements(c.items) with ordinality as i (value, place)
       join ${MOVES} on ${IS_MOVED} and coalesce(m.software_types, 'null') <> 'null'
       where c.id = any($1::bigint[]) and not c.items @> jsonb_build_array(
         jsonb_build_object('item', m.new_item, 'idx', coalesce(m.new_idx, (i.value ->> 'idx')::int)))
     ), longer as (
       update value_changes c set items = c.items || a.items
       from (select id, jsonb_agg(value order by new_place) as items from added group by id) a where c.id = a.id
     )
     update value_history h set old = h.old || a.old
     from (
       select a.id, jsonb_object_agg(a.new_place, case when jsonb_typeof(o.value) = 'string'
         then coalesce(to_jsonb(a.codes ->> (o.value #>> '{}')), o.value) else o.value end) as old
       from added a join value_history k on k.change_id = a.id
       cross join lateral (select k.old -> a.place::text as value) o
       where o.value is not null group by a.id
     ) a
     where h.change_id = a.id and h.old is not null`,
    [ids, moves],
  );
}
