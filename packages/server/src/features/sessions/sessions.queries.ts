import type { Insertable } from 'kysely';
import type { Db, SessionsTable } from '../../infra/db/index.ts';

export type SessionRow = Insertable<SessionsTable>;

export async function insertSession(db: Db, row: SessionRow): Promise<string> {
  const { id } = await db.insertInto('sessions').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** The session of a token unless it has ended. */
export function findSession(db: Db, tokenHash: Buffer, now: Date) {
  return db
    .selectFrom('sessions')
    .select([
      'id',
      'accountId',
      'username',
      'mustChangePassword',
      'keepSignedIn',
      'createdAt',
      'lastSeenAt',
      'expiresAt',
    ])
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
}

/** When a session ends if nothing is called any more; undefined when it has ended. */
export async function findSessionEnd(db: Db, id: string, now: Date): Promise<Date | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select('expiresAt')
    .where('id', '=', id)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return row?.expiresAt;
}

export async function prolongSession(
  db: Db,
  id: string,
  times: { readonly lastSeenAt: Date; readonly expiresAt: Date },
): Promise<void> {
  await db.updateTable('sessions').set(times).where('id', '=', id).execute();
}

export async function deleteSession(db: Db, id: string): Promise<void> {
  await db.deleteFrom('sessions').where('id', '=', id).execute();
}

/** Deletes the account's sessions but one. @returns ids of the deleted ones */
export async function deleteOtherSessions(db: Db, accountId: string, keepId: string): Promise<string[]> {
  const rows = await db
    .deleteFrom('sessions')
    .where('accountId', '=', accountId)
    .where('id', '!=', keepId)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

export async function allowEverything(db: Db, id: string): Promise<void> {
  await db.updateTable('sessions').set({ mustChangePassword: false }).where('id', '=', id).execute();
}

/**
 * Deletes what has ended, and the longest unused sessions of an account beyond a number. Rows that another node is about
 * to delete are left to it.
 *
 * @returns ids of the account's sessions that were still good
 */
export async function deleteSurplusSessions(
  db: Db,
  accountId: string,
  keep: number,
  now: Date,
): Promise<string[]> {
  await db
    .deleteFrom('sessions')
    .where('id', 'in', (ended) =>
      ended.selectFrom('sessions').select('id').where('expiresAt', '<=', now).forUpdate().skipLocked(),
    )
    .execute();
  const rows = await db
    .deleteFrom('sessions')
    .where('id', 'in', (surplus) =>
      surplus
        .selectFrom('sessions')
        .select('id')
        .where('accountId', '=', accountId)
        .orderBy('lastSeenAt', 'desc')
        .orderBy('id', 'desc')
        .offset(keep)
        .forUpdate()
        .skipLocked(),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
