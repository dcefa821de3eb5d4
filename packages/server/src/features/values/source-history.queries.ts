import type { ClientBase } from 'pg';
import type { ChangedItem, ChangeSource, ValueChangesTable } from '../../infra/db/index.ts';

/** A change of what a template wants, on clients where it is the same. */
export interface SourceChange {
  readonly source: ChangeSource;
  readonly cause: Extract<ValueChangesTable['cause'], 'template' | 'group' | 'onboarding'>;
  /** What it wants from then on; null: nothing any more. */
  readonly items: readonly ChangedItem[];
  /** By client, what it wanted before: by place in the items; true for a secret. */
  readonly old: ReadonlyMap<string, Readonly<Record<string, string | true>> | null>;
}

/**
 * Writes down what templates want now and wanted before.
 *
 * @param by user name of who brought it about; null: the phone itself, by what it says
 * @param jobId the job that brings it to the phones; null: they get it when they call
 */
export async function recordSourceChanges(
  tx: ClientBase,
  changes: readonly SourceChange[],
  { by, jobId, now }: { readonly by: string | null; readonly jobId: string | null; readonly now: Date },
): Promise<void> {
  if (changes.length === 0) return;
  await tx.query({
    name: 'record-source-changes',
    text: `
      with input as (
        select * from jsonb_to_recordset($1::jsonb) as i (place int, cause text, source jsonb, items jsonb)
      ), numbered as (
        select i.*, nextval(pg_get_serial_sequence('value_changes', 'id')) as id from input i
      ), added as (
        insert into value_changes (id, at, changed_by, cause, job_id, source, items)
        overriding system value
        select id, $3, $4, cause, $5::bigint, source, items from numbered
      )
      insert into value_history (client_id, change_id, old)
      select h.client_id, n.id, h.old
      from jsonb_to_recordset($2::jsonb) as h (place int, client_id bigint, old jsonb)
      join numbered n using (place)
      order by h.client_id, n.place`,
    values: [
      JSON.stringify(changes.map(({ cause, source, items }, place) => ({ place, cause, source, items }))),
      JSON.stringify(
        changes.flatMap(({ old }, place) =>
          [...old].map(([client_id, before]) => ({ place, client_id, old: before })),
        ),
      ),
      now,
      by,
      jobId,
    ],
  });
}
