import { itemKey } from '@deskfleet/protocol';
import type { ClientBase } from 'pg';
import type { WantedValue } from './desired.queries.ts';
import { type ChangeCause, toChangedItem } from './history.queries.ts';
import { refOf } from './values.queries.ts';

/** What a mobile user or a template wants. */
export interface ElementValue {
  readonly item: string;
  readonly idx: number;
  /** Null for a secret. */
  readonly value: string | null;
}

/** A change of what a mobile user or a template wants, as somebody submitted it. */
export interface ElementChange {
  readonly element: { readonly kind: 'user' | 'template'; readonly id: string };
  readonly values: readonly WantedValue[];
  /** What it wanted before. */
  readonly before: readonly ElementValue[];
  /** User name of the account. */
  readonly by: string;
  readonly cause: ChangeCause;
  /** The job that brings it to phones. */
  readonly jobId: string | null;
}

/** Writes down a change of a mobile user or a template. */
export async function recordElementChange(
  tx: ClientBase,
  { element, values, before, by, cause, jobId }: ElementChange,
  now: Date,
): Promise<void> {
  if (values.length === 0) return;
  const known = new Map(
    before.map(({ item, idx, value }) => [itemKey(item, refOf(item, idx).index), value ?? true]),
  );
  const old = Object.fromEntries(
    values.flatMap(({ name, index }, place) => {
      const was = known.get(itemKey(name, index));
      return was === undefined ? [] : [[place, was]];
    }),
  );
  await tx.query(
    `with change as (
       insert into value_changes (at, changed_by, cause, job_id, items) values ($1, $2, $3, $4, $5) returning id
     )
     insert into value_history (user_id, template_id, change_id, old) select $6, $7, id, $8 from change`,
    [
      now,
      by,
      cause,
      jobId,
      JSON.stringify(values.map(toChangedItem)),
      element.kind === 'user' ? element.id : null,
      element.kind === 'template' ? element.id : null,
      Object.keys(old).length === 0 ? null : JSON.stringify(old),
    ],
  );
}
