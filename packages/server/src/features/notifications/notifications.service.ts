import type { ClientBase, Pool } from 'pg';
import {
  type NotificationKind,
  type NotificationParams,
  notificationKinds,
  notificationText,
} from './notification-kinds.ts';
import { deleteByKey, insertNotifications, trimNotifications } from './notifications.queries.ts';

/** Something that administrators should know, of any kind. */
export type NewNotification = {
  [Kind in NotificationKind]: {
    readonly kind: Kind;
    /** The client it is about; the notification goes with it. */
    readonly clientId?: string | null;
    readonly params: NotificationParams<Kind>;
    /** Raised at most once per kind, key and hour: e.g. the address of a sender. */
    readonly dedupeKey: string;
  };
}[NotificationKind];

/** Oldest ones go beyond this number: nobody reads them, and a storm must not fill the disk. */
const MAX_KEPT = 5_000;
const MAX_KEY = 200;

/**
 * Raises a notification unless the same kind was raised for the same key within the last hour.
 *
 * @param tx a transaction, to raise it with what it tells of, or the pool
 * @returns whether it is new: then announce `notifications` on the event hub after the commit
 */
export async function raiseNotification(
  tx: Pool | ClientBase,
  notification: NewNotification,
  now: Date,
): Promise<boolean> {
  return (await raiseNotifications(tx, [notification], now)) > 0;
}

/**
 * Takes back notifications whose cause is gone.
 *
 * @returns whether there were any: then announce `notifications` on the event hub after the commit
 */
export async function clearNotifications(
  tx: Pool | ClientBase,
  kind: NotificationKind,
  dedupeKeys: readonly string[],
): Promise<boolean> {
  return (await deleteByKey(tx, kind, dedupeKeys)) > 0;
}

/** Raises several at once, in one statement; see `raiseNotification`. @returns how many are new */
export async function raiseNotifications(
  tx: Pool | ClientBase,
  notifications: readonly NewNotification[],
  now: Date,
): Promise<number> {
  if (notifications.length === 0) return 0;
  const rows = notifications.map(({ kind, clientId = null, params, dedupeKey }) => ({
    kind,
    severity: notificationKinds[kind].severity,
    clientId,
    params: JSON.stringify(params),
    text: notificationText(kind, params),
    dedupeKey: dedupeKey.slice(0, MAX_KEY),
  }));
  const newest = await insertNotifications(tx, rows, now);
  if (newest.lastId !== null) await trimNotifications(tx, newest.lastId, MAX_KEPT);
  return newest.count;
}
