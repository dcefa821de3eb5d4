import { itemKey } from '@deskfleet/protocol';
import type { ClientBase } from 'pg';
import type { TargetState, Wording } from '../../infra/db/index.ts';
import { markLost, markValuesDue, refOf } from '../values/index.ts';

/** What became of a target; every part is optional, an open target gets its next attempt. */
export interface TargetUpdate {
  readonly targetId: string;
  readonly state?: TargetState;
  readonly open?: boolean;
  readonly progress?: object;
  readonly reason?: Wording | null;
  readonly nextAttemptAt?: Date;
  readonly countAttempt?: boolean;
  /** The update is made only while the target is in this state. */
  readonly onlyIf?: TargetState;
  readonly events?: readonly Wording[];
}

/**
 * Applies what happened to targets, with their timelines. A finished target never changes again. Answers the jobs concerned.
 *
 * A phone that was told to reset itself has lost its values when the target ends, unless it refused: also when nobody heard of it
 * again, for then nobody knows what it has.
 */
export async function updateTargets(
  tx: ClientBase,
  updates: readonly TargetUpdate[],
  now: Date,
): Promise<string[]> {
  if (updates.length === 0) return [];
  const sorted = [...updates].sort((a, b) => Number(a.targetId) - Number(b.targetId));
  const { rows } = await tx.query<{ id: string; job_id: string; reset_client_id: string | null }>({
    name: 'update-targets',
    text: `
      update job_targets t set
        state = coalesce(i.state, t.state),
        open = coalesce(i.open, t.open),
        -- Which values a phone has to get is said once; their names may have been corrected since the dialogue read them.
        progress = coalesce(i.progress || case when t.progress ? 'keys' then jsonb_build_object('keys', t.progress -> 'keys')
          else '{}' end, t.progress),
        reason = coalesce(i.reason, t.reason),
        attempts = t.attempts + i.attempts,
        next_attempt_at = case when i.open = false then null else coalesce(i.next_attempt_at, t.next_attempt_at) end,
        finished_at = case when i.open = false then $2::timestamptz else t.finished_at end,
        updated_at = $2
      from jsonb_to_recordset($1::jsonb) as i (
        id bigint, state text, open boolean, progress jsonb, reason jsonb, attempts int, next_attempt_at timestamptz,
        only_if text
      )
      where t.id = i.id and t.finished_at is null and (i.only_if is null or t.state = i.only_if)
      returning t.id, t.job_id,
        case when i.open = false and t.state <> 'failed' and t.progress ? 'sent' then (
          select t.client_id from jobs j where j.id = t.job_id and j.type = 'factory-reset'
        ) end as reset_client_id`,
    values: [
      JSON.stringify(
        sorted.map((update) => ({
          id: update.targetId,
          state: update.state,
          open: update.open,
          progress: update.progress,
          reason: update.reason ?? undefined,
          attempts: update.countAttempt === true ? 1 : 0,
          next_attempt_at: update.nextAttemptAt,
          only_if: update.onlyIf,
        })),
      ),
      now,
    ],
  });
  const changed = new Set(rows.map((row) => row.id));
  const events = sorted
    .filter((update) => changed.has(update.targetId))
    .flatMap((update) => (update.events ?? []).map((event) => ({ target_id: update.targetId, ...event })));
  if (events.length > 0) {
    await tx.query({
      name: 'insert-target-events',
      text: `
        insert into job_target_events (target_id, at, kind, params, text)
        select target_id, $2, code, params, text
        from jsonb_to_recordset($1::jsonb) as i (target_id bigint, code text, params jsonb, text text)`,
      values: [JSON.stringify(events), now],
    });
  }
  await markLost(
    tx,
    rows.flatMap((row) => row.reset_client_id ?? []),
  );
  await markGivenBack(
    tx,
    rows.filter((row) => row.reset_client_id !== null).map((row) => row.id),
    now,
  );
  return [...new Set(rows.map((row) => row.job_id))];
}

/** Values that a reset phone gets back: they go out when it calls, which it does when it starts up again. */
async function markGivenBack(tx: ClientBase, targetIds: readonly string[], now: Date): Promise<void> {
  if (targetIds.length === 0) return;
  const { rows } = await tx.query<{ client_id: string; item: string; idx: number }>({
    name: 'values-to-give-back',
    text: `
      select v.client_id, v.item, v.idx
      from job_targets t
      join jobs j on j.id = t.job_id and j.payload ? 'givesBack'
      join effective_values v on v.client_id = t.client_id and j.payload -> 'givesBack' ? v.item
      where t.id = any($1::bigint[])`,
    values: [targetIds],
  });
  const keys = Map.groupBy(rows, (row) => row.client_id);
  await markValuesDue(
    tx,
    new Map(
      [...keys].map(([clientId, values]) => [
        clientId,
        values.map(({ item, idx }) => itemKey(item, refOf(item, idx).index)),
      ]),
    ),
    now,
  );
}
