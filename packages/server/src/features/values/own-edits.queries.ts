import type { ClientBase } from 'pg';
import { holdClients } from '../clients/index.ts';
import type { WantedValue } from './desired.queries.ts';
import { toChangedItem } from './history.queries.ts';
import { toIdx } from './values.queries.ts';

/** What is wanted of one client. */
export interface OwnEdits {
  readonly clientId: string;
  readonly values: readonly WantedValue[];
}

/**
 * Sets the clients' own edits, other ones on each of them, and writes down what was there before: for a file, where `submitChange`
 * would take its statements for each line. Holds the clients until the transaction ends. Nobody brings the values to the phones
 * yet: see `markValuesDue`.
 */
export async function submitOwnEdits(
  tx: ClientBase,
  edits: readonly OwnEdits[],
  by: { readonly accountId: string | null; readonly username: string },
  now: Date,
): Promise<void> {
  if (edits.length === 0) return;
  await holdClients(
    tx,
    edits.map(({ clientId }) => clientId),
  );
  const changes = edits.map(({ clientId, values }) => ({
    client_id: clientId,
    items: values.map(toChangedItem),
  }));
  await tx.query({
    name: 'record-own-edits',
    text: `
      with input as materialized (
        select i.client_id, i.items, nextval(pg_get_serial_sequence('value_changes', 'id')) as change_id
        from jsonb_to_recordset($1::jsonb) as i (client_id bigint, items jsonb)
      ), changes as (
        insert into value_changes (id, at, changed_by, cause, items) overriding system value
        select change_id, $2, $3, 'configure', items from input
      )
      insert into value_history (client_id, change_id, old)
      select i.client_id, i.change_id, (
        select jsonb_object_agg(v.place - 1, case when d.sealed is null then to_jsonb(d.value) else 'true' end)
        from jsonb_array_elements(i.items) with ordinality as v (entry, place)
        join desired_values d on d.client_id = i.client_id and d.item = v.entry ->> 'item'
          and d.idx = (v.entry ->> 'idx')::int and d.origin = 'edit' and d.source_id = 0
      )
      from input i order by i.client_id`,
    values: [JSON.stringify(changes), now, by.username],
  });
  const rows = edits.flatMap(({ clientId, values }) =>
    values.map((value) => ({
      client_id: clientId,
      item: value.name,
      idx: toIdx(value.index),
      value: 'value' in value ? value.value : null,
      sealed: 'sealed' in value ? value.sealed : null,
    })),
  );
  await tx.query({
    name: 'set-own-edits',
    text: `
      insert into desired_values as v (client_id, item, idx, origin, source_id, ranking, value, sealed, set_at, set_by, drift)
      select i.client_id, i.item, i.idx, 'edit', 0, 0, i.value, i.sealed, $2, $3, true
      from jsonb_to_recordset($1::jsonb) as i (client_id bigint, item text, idx int, value text, sealed text)
      order by i.client_id, i.item collate "C", i.idx
      on conflict (client_id, item, idx, origin, source_id) do update set
        value = excluded.value, sealed = excluded.sealed, set_at = excluded.set_at, set_by = excluded.set_by,
        job_id = null, drift = true, refused_status = null, refused_at = null`,
    values: [JSON.stringify(rows), now, by.accountId],
  });
}
