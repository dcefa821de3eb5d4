import type { ClientBase, Pool } from 'pg';

/** Values that a phone has still to get without a job. */
export interface ValuesDue {
  readonly clientId: string;
  /** See `itemKey`. */
  readonly keys: readonly string[];
  /** Counts what was added: only who knows all of it may say that it is done. */
  readonly version: number;
}

/**
 * Marks values that have come into force without a job; the dialogue writes those that the phone does not have when it calls.
 * A value that nobody wants any more is not to be marked: the phone keeps what it has, for there is no word for "unset" that all
 * phones understand.
 *
 * @param keys by client
 * @param nextAttemptAt when to ask the phone to call, should it not call by itself
 */
export async function markValuesDue(
  tx: ClientBase,
  keys: ReadonlyMap<string, readonly string[]>,
  nextAttemptAt: Date,
): Promise<void> {
  const rows = [...keys].filter(([, ofClient]) => ofClient.length > 0);
  if (rows.length === 0) return;
  await tx.query({
    name: 'mark-values-due',
    text: `
      insert into values_due as d (client_id, keys, next_attempt_at)
      select i.client_id, array(select jsonb_array_elements_text(i.keys)), $2
      from jsonb_to_recordset($1::jsonb) as i (client_id bigint, keys jsonb) order by i.client_id
      on conflict (client_id) do update set
        keys = array(select distinct unnest(d.keys || excluded.keys)), version = d.version + 1,
        next_attempt_at = least(d.next_attempt_at, excluded.next_attempt_at), failures = 0`,
    values: [JSON.stringify(rows.map(([client_id, keys]) => ({ client_id, keys }))), nextAttemptAt],
  });
}

/** What is due on clients; those with nothing are left out. */
export async function findValuesDue(
  db: Pool | ClientBase,
  clientIds: readonly string[],
): Promise<Map<string, ValuesDue>> {
  const { rows } = await db.query<ValuesDue>({
    name: 'values-due',
    text: `
      select client_id as "clientId", keys, version from values_due where client_id = any($1::bigint[])`,
    values: [clientIds],
  });
  return new Map(rows.map((row) => [row.clientId, row]));
}

/** What a dialogue has done for values that are due. */
export interface DueProgress {
  readonly clientId: string;
  /** The version that it knew. */
  readonly version: number;
  /** Nothing is left to be written. */
  readonly settled: boolean;
  readonly nextAttemptAt: Date;
}

/** Takes what is done off the list, unless something was added meanwhile; the rest gets its next attempt. */
export async function storeDueProgress(tx: ClientBase, progress: readonly DueProgress[]): Promise<void> {
  if (progress.length === 0) return;
  const sorted = progress.toSorted((a, b) => Number(a.clientId) - Number(b.clientId));
  await tx.query({
    name: 'store-due-progress',
    text: `
      with input as (
        select * from unnest($1::bigint[], $2::int[], $3::boolean[], $4::timestamptz[])
          as i (client_id, version, settled, next_attempt_at)
      ), done as (
        delete from values_due d using input i
        where d.client_id = i.client_id and d.version = i.version and i.settled
      )
      update values_due d set next_attempt_at = i.next_attempt_at
      from input i where d.client_id = i.client_id and not i.settled`,
    values: [
      sorted.map((one) => one.clientId),
      sorted.map((one) => one.version),
      sorted.map((one) => one.settled),
      sorted.map((one) => one.nextAttemptAt),
    ],
  });
}

/** Clients with values that are due and that should be asked to call now. */
export async function findClientsToAsk(tx: ClientBase, now: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ clientId: string }>({
    name: 'clients-with-values-due',
    text: `
      select client_id as "clientId" from values_due
      where next_attempt_at <= $1 order by next_attempt_at limit $2`,
    values: [now, limit],
  });
  return rows.map(({ clientId }) => clientId);
}

/** A phone that is asked, or could not be asked, has time until then. */
export async function postponeValuesDue(
  tx: ClientBase,
  untilByClient: ReadonlyMap<string, Date>,
  options: { readonly unreachable: boolean } = { unreachable: false },
): Promise<void> {
  if (untilByClient.size === 0) return;
  await tx.query({
    name: 'postpone-values-due',
    text: `
      update values_due d set next_attempt_at = greatest(d.next_attempt_at, i.until), failures = d.failures + $3
      from unnest($1::bigint[], $2::timestamptz[]) as i (client_id, until)
      where d.client_id = i.client_id`,
    values: [[...untilByClient.keys()], [...untilByClient.values()], options.unreachable ? 1 : 0],
  });
}

/** How often in a row the phones of clients with values due could not be reached. */
export async function countFailures(
  tx: ClientBase,
  clientIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ clientId: string; failures: number }>({
    name: 'values-due-failures',
    text: 'select client_id as "clientId", failures from values_due where client_id = any($1::bigint[])',
    values: [clientIds],
  });
  return new Map(rows.map(({ clientId, failures }) => [clientId, failures]));
}
