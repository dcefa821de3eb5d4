import { sql } from 'kysely';
import type { ClientBase, Pool } from 'pg';
import type { Db, Severity } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';

interface NotificationRow {
  readonly kind: string;
  readonly severity: Severity;
  readonly clientId: string | null;
  /** JSON text. */
  readonly params: string;
  readonly text: string;
  readonly dedupeKey: string;
}

const HOUR_MS = 3_600_000;

/**
 * Stores those that were not raised within the last hour. Rows go in by the order of their keys, so that transactions
 * that raise several of the same never wait for each other in a circle.
 */
export async function insertNotifications(
  tx: Pool | ClientBase,
  rows: readonly NotificationRow[],
  now: Date,
): Promise<{ readonly count: number; readonly lastId: string | null }> {
  const { rows: inserted } = await tx.query<{ id: string }>({
    name: 'raise-notifications',
    text: `
      insert into notifications (at, kind, severity, client_id, params, text, dedupe_key, hour)
      select $1::timestamptz, n.kind, n.severity, n.client_id, n.params::jsonb, n.text, n.dedupe_key, $2
      from unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[])
        as n (kind, severity, client_id, params, text, dedupe_key)
      where not exists (
        select from notifications known
        where known.kind = n.kind and known.dedupe_key = n.dedupe_key
          and known.hour >= $2 - 1 and known.at > $1::timestamptz - interval '1 hour'
      )
      order by n.kind, n.dedupe_key
      on conflict (kind, dedupe_key, hour) do nothing
      returning id`,
    values: [
      now,
      Math.floor(now.getTime() / HOUR_MS),
      rows.map((row) => row.kind),
      rows.map((row) => row.severity),
      rows.map((row) => row.clientId),
      rows.map((row) => row.params),
      rows.map((row) => row.text),
      rows.map((row) => row.dedupeKey),
    ],
  });
  return { count: inserted.length, lastId: inserted.at(-1)?.id ?? null };
}

/** Removes what has been put right. @returns how many there were */
export async function deleteByKey(
  tx: Pool | ClientBase,
  kind: string,
  dedupeKeys: readonly string[],
): Promise<number> {
  const { rowCount } = await tx.query(
    'delete from notifications where kind = $1 and dedupe_key = any($2::text[])',
    [kind, dedupeKeys],
  );
  return rowCount ?? 0;
}

/** Removes all but the newest; ids grow with time, so that this finds nothing to read when there is nothing to do. */
export async function trimNotifications(tx: Pool | ClientBase, lastId: string, keep: number): Promise<void> {
  await tx.query({
    name: 'trim-notifications',
    text: 'delete from notifications where id <= $1::bigint - $2::bigint',
    values: [lastId, keep],
  });
}

export interface NotificationsFilter extends ListWindow {
  readonly sort: 'at' | 'severity' | 'kind';
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly severity?: Severity | undefined;
  readonly clientId?: string | undefined;
}

/** One page of notifications with the number of all that match. */
export async function listNotifications(db: Db, filter: NotificationsFilter) {
  let matching = db.selectFrom('notifications');
  if (filter.severity !== undefined) matching = matching.where('severity', '=', filter.severity);
  if (filter.clientId !== undefined) matching = matching.where('clientId', '=', filter.clientId);
  if (filter.search !== '') {
    matching = matching.where(sql<boolean>`strpos(lower(text), lower(${filter.search})) > 0`);
  }
  const { total } = await matching
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const sortBy = {
    at: sql`at`,
    kind: sql`kind`,
    severity: sql`array_position(array['info', 'warning', 'error'], severity)`,
  };
  const direction = sql.raw(filter.order);
  const rows = await matching
    .select(['id', 'at', 'kind', 'severity', 'clientId', 'params', 'text'])
    .orderBy(sql`${sortBy[filter.sort]} ${direction}, id ${direction}`)
    .limit(filter.pageSize)
    .offset(listOffset(filter))
    .execute();
  return { total: Number(total), rows };
}

/** @returns whether there was one */
export async function deleteNotification(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('notifications').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** @returns how many there were */
export async function deleteAllNotifications(db: Db): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('notifications').executeTakeFirst();
  return Number(numDeletedRows);
}
