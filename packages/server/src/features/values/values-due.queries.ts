import type { ClientBase, Pool } from 'pg';
import { type DesiredValue, refOf } from './values.queries.ts';

/** Values that a phone has still to get without a job. */
export interface ValuesDue {
  /** What is in force now of what was marked, and what the phone does not have and has not refused. */
  readonly pending: readonly DesiredValue[];
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

interface DueRow {
  readonly client_id: string;
  readonly version: number;
  /** Null: nothing of what was marked has to be written. */
  readonly item: string | null;
  readonly idx: number;
  readonly value: string | null;
  readonly sealed: string | null;
}

/** What is due on clients, by client; those on which nothing was marked are left out. */
export async function findValuesDue(
  db: Pool | ClientBase,
  clientIds: readonly string[],
): Promise<Map<string, ValuesDue>> {
  const { rows } = await db.query<DueRow>({
    name: 'values-due',
    // The keys are those of `itemKey`.
    text: `
      select d.client_id, d.version, v.item, v.idx, v.value, v.sealed
      from values_due d
      left join lateral (
        select distinct on (c.item, c.idx) c.item, c.idx, c.value, c.sealed, c.drift, c.refused_status
        from counting_values c
        where c.client_id = d.client_id
          and (case when c.idx < 0 then '' else c.idx::text end || ':' || c.item) = any(d.keys)
        order by c.item, c.idx, c.precedence, c.ranking, c.source_id
      ) v on v.drift and v.refused_status is null
      where d.client_id = any($1::bigint[])`,
    values: [clientIds],
  });
  return new Map(
    [...Map.groupBy(rows, (row) => row.client_id)].map(([clientId, ofClient]) => [
      clientId,
      { version: ofClient[0]?.version ?? 0, pending: ofClient.flatMap(toDesired) },
    ]),
  );
}

function toDesired({ item, idx, value, sealed }: DueRow): DesiredValue[] {
  if (item === null) return [];
  const ref = refOf(item, idx);
  return [sealed === null ? { ...ref, value: value ?? '' } : { ...ref, sealed }];
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

/**
 * Phones that are asked to call have time until they are asked again, and more time with every time that they were asked in vain.
 *
 * @param gapSeconds for the first time, by client
 * @param maxSeconds at most, unless that is longer
 */
export async function noteAsked(
  tx: ClientBase,
  gapSeconds: ReadonlyMap<string, number>,
  maxSeconds: number,
  now: Date,
): Promise<void> {
  if (gapSeconds.size === 0) return;
  await tx.query({
    name: 'note-asked',
    text: `
      with asked as (
        select d.client_id, i.gap
        from unnest($1::bigint[], $3::float8[]) as i (client_id, gap)
        join values_due d on d.client_id = i.client_id
        order by d.client_id for no key update of d
      )
      update values_due d set failures = d.failures + 1,
        next_attempt_at = $2::timestamptz
          + make_interval(secs => least(asked.gap * 2 ^ least(d.failures, 20), greatest(asked.gap, $4::float8)))
      from asked where d.client_id = asked.client_id`,
    values: [[...gapSeconds.keys()], now, [...gapSeconds.values()], maxSeconds],
  });
}

/** Gives clients that should be asked now a later attempt; one that was asked meanwhile keeps its own. */
export async function postponeValuesDue(
  tx: ClientBase,
  untilByClient: ReadonlyMap<string, Date>,
  now: Date,
): Promise<void> {
  if (untilByClient.size === 0) return;
  await tx.query({
    name: 'postpone-values-due',
    text: `
      with due as (
        select d.client_id, i.until
        from unnest($1::bigint[], $2::timestamptz[]) as i (client_id, until)
        join values_due d on d.client_id = i.client_id
        where d.next_attempt_at <= $3 and i.until > $3
        order by d.client_id for no key update of d
      )
      update values_due d set next_attempt_at = due.until from due where d.client_id = due.client_id`,
    values: [[...untilByClient.keys()], [...untilByClient.values()], now],
  });
}
