import type { ClientBase } from 'pg';
import { findMove, refOf, toIdx, type ValueMove, type WantedValue } from '../values/index.ts';
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
