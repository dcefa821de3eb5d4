import type { ClientBase } from 'pg';
import {
  findMove,
  movedKeys,
  movesParameter,
  refOf,
  toIdx,
  type ValueMove,
  type WantedValue,
} from '../values/index.ts';
import type { ConfigurePayload } from './job-payload.ts';

/**
 * Orders that have not ended go on under the new names, so that phones that call later get what was meant. Where other
 * clients of an order may know the old name, it stays beside the new one; for each client only what is wanted there counts.
 */
export async function moveOrders(tx: ClientBase, moves: readonly ValueMove[]): Promise<void> {
  if (moves.length === 0) return;
  const { rows } = await tx.query<{ id: string; payload: ConfigurePayload; is_started: boolean }>(
    `select id, payload, started_at is not null as is_started from jobs
     where finished_at is null and type = 'configure' order by id for update`,
  );
  for (const { id, payload, is_started: isStarted } of rows) {
    const values = payload.values.flatMap((value) => movedValue(value, moves, isStarted));
    if (values.every((value, place) => value === payload.values[place])) continue;
    await tx.query('update jobs set payload = $2 where id = $1', [
      id,
      JSON.stringify({ ...payload, values }),
    ]);
  }
  await moveTargets(tx, moves);
}

/**
 * Which values phones have still to get of orders that are under way goes on under the new names, and so it is with what a phone
 * has refused under the old ones: it gets them anew.
 */
async function moveTargets(tx: ClientBase, moves: readonly ValueMove[]): Promise<void> {
  const told = `
    select key, place from jsonb_array_elements_text(coalesce(t.progress -> 'keys', '[]')) with ordinality as o (key, place)
    union all select key, null from jsonb_object_keys(coalesce(t.progress -> 'refused', '{}')) as r (key)`;
  await tx.query(
    `with changed as (
       select t.id, jsonb_agg(k.new_key order by k.place) filter (where k.place is not null) as keys,
         array_agg(k.key) filter (where k.new_key <> k.key) as old_keys
       from job_targets t join jobs j on j.id = t.job_id and j.type = 'configure' join clients c on c.id = t.client_id
       cross join lateral (${movedKeys(told, 'c.software_type')}) k
       where t.open
       group by t.id having bool_or(k.new_key <> k.key)
     )
     update job_targets t set progress = t.progress
       || jsonb_build_object('refused', coalesce(t.progress -> 'refused', '{}') - c.old_keys)
       || case when c.keys is null then '{}' else jsonb_build_object('keys', c.keys) end
     from changed c where t.id = c.id`,
    [movesParameter(moves)],
  );
}

function movedValue(value: WantedValue, moves: readonly ValueMove[], isStarted: boolean): WantedValue[] {
  const idx = toIdx(value.index);
  const move = findMove(moves, value.name, idx);
  if (move === undefined) return [value];
  const ref = refOf(move.newItem, move.newIdx ?? idx);
  const moved: WantedValue =
    'sealed' in value
      ? { ...ref, sealed: value.sealed }
      : { ...ref, value: value.value === null ? null : (move.codes[value.value] ?? value.value) };
  if (move.softwareTypes === null) return [moved];
  return isStarted ? [value, moved] : [value];
}
