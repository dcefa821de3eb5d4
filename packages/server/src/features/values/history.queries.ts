import type { ClientBase, Pool } from 'pg';
import type { ChangedItem, ValueChangesTable } from '../../infra/db/index.ts';
import { holdClients } from '../clients/index.ts';
import { isWithdrawn, setDesired, type WantedValue } from './desired.queries.ts';
import type { editCauses } from './history.schema.ts';
import { toIdx } from './values.queries.ts';

/** Why somebody changes the clients' own edits. */
export type ChangeCause = Extract<ValueChangesTable['cause'], (typeof editCauses)[number]>;

/** A change of the clients' own edits, as somebody submitted it. */
export interface SubmittedChange {
  readonly clientIds: readonly string[];
  readonly values: readonly WantedValue[];
  readonly accountId: string | null;
  /** User name of the account, kept when the account is gone. */
  readonly by: string | null;
  readonly cause: ChangeCause;
  /** The job that brings it to the phones; portions of one job are one change. */
  readonly jobId: string | null;
  /** See `setDesired`. */
  readonly drift?: boolean;
}

/** Sets the clients' own edits and writes down what was there before. Holds the clients until the transaction ends. */
export async function submitChange(tx: ClientBase, change: SubmittedChange, now: Date): Promise<void> {
  // Without it two changes at the same time could both find what was there before them.
  await holdClients(tx, change.clientIds);
  await recordChange(tx, change, now);
  await setDesired(tx, change, now);
}

async function recordChange(
  tx: ClientBase,
  { clientIds, values, by, cause, jobId }: SubmittedChange,
  now: Date,
): Promise<void> {
  const items = values.map(toChangedItem);
  await tx.query({
    name: 'record-change',
    text: `
      with added as (
        insert into value_changes (at, changed_by, cause, job_id, items) values ($1, $2, $3, $4, $5)
        on conflict (job_id, part) where source is null do nothing returning id
      ), change as (
        select id from added union all select id from value_changes where job_id = $4 and part = 0 and source is null limit 1
      )
      insert into value_history (client_id, change_id, old)
      select c.id, change.id, (
        select jsonb_object_agg(i.place - 1, case when v.sealed is null then to_jsonb(v.value) else 'true' end)
        from unnest($7::text[], $8::int[]) with ordinality as i (item, idx, place)
        join desired_values v on v.client_id = c.id and v.item = i.item and v.idx = i.idx and v.origin = 'edit'
          and v.source_id = 0
      )
      from clients c cross join change
      where c.id = any($6::bigint[])
      order by c.id`,
    values: [
      now,
      by,
      cause,
      jobId,
      JSON.stringify(items),
      clientIds,
      items.map(({ item }) => item),
      items.map(({ idx }) => idx),
    ],
  });
}

/** What the history keeps of a value that was set; of a secret only that it was. */
export function toChangedItem(value: WantedValue): ChangedItem {
  const ref = { item: value.name, idx: toIdx(value.index) };
  return 'sealed' in value ? { ...ref, value: null, secret: true } : { ...ref, value: value.value };
}

/** Whether a change only withdraws, so that there is nothing to send. */
export function onlyWithdraws(values: readonly WantedValue[]): boolean {
  return values.every(isWithdrawn);
}

/** What is kept of the history of each element at most. */
export interface HistoryBounds {
  /** Newest entries of an element that stay. */
  readonly entries: number;
  readonly since: Date;
  /** Changes since then may still get entries. */
  readonly settledBefore: Date;
}

/** Removes what is older than the bounds, and of each client, mobile user and template the entries beyond its newest ones. @returns how many entries were too many */
export async function trimHistory(pool: Pool, bounds: HistoryBounds): Promise<number> {
  await pool.query('delete from value_changes where at < $1', [bounds.since]);
  let tooMany = 0;
  for (const column of ['client_id', 'user_id', 'template_id']) {
    const { rowCount } = await pool.query(
      `delete from value_history h
       using (
         select ${column} from value_history where ${column} is not null group by ${column} having count(*) > $1
       ) many
       cross join lateral (
         select id from value_history k where k.${column} = many.${column} order by id desc offset $1 limit 1
       ) last
       where h.${column} = many.${column} and h.id <= last.id`,
      [bounds.entries],
    );
    tooMany += rowCount ?? 0;
  }
  await pool.query(
    `delete from value_changes c
     where c.at < $1 and not exists (select from value_history h where h.change_id = c.id)`,
    [bounds.settledBefore],
  );
  return tooMany;
}
