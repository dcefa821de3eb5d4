import { sql } from 'kysely';
import type { AccountsTable, Db } from '../../infra/db/index.ts';

const columns = [
  'id',
  'username',
  'passwordHash',
  'mustChangePassword',
  'language',
  'theme',
  'preferences',
] as const;

/** Keeps other nodes from doing the same until the transaction ends. */
export async function lockFirstAccount(trx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('first account', 0))`.execute(trx);
}

export async function countAccounts(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('accounts')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function insertAccount(
  db: Db,
  account: { readonly username: string; readonly passwordHash: string; readonly mustChangePassword: boolean },
  now: Date,
): Promise<string> {
  const { id } = await db
    .insertInto('accounts')
    .values({ ...account, preferences: '{}', failedLogins: 0, createdAt: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** By name, in whatever case it is written. */
export function findAccountByUsername(db: Db, username: string) {
  return db
    .selectFrom('accounts')
    .select(columns)
    .where(sql<string>`lower(username)`, '=', sql<string>`lower(${username})`)
    .executeTakeFirst();
}

export function findAccount(db: Db, id: string) {
  return db.selectFrom('accounts').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Like `findAccount`, and nobody else changes it until the transaction ends. */
export function lockAccount(trx: Db, id: string) {
  return trx.selectFrom('accounts').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateAccount(
  db: Db,
  id: string,
  changes: {
    readonly language?: AccountsTable['language'];
    readonly theme?: AccountsTable['theme'];
    readonly preferences?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { preferences, ...others } = changes;
  const set = {
    ...others,
    ...(preferences === undefined ? {} : { preferences: JSON.stringify(preferences) }),
  };
  if (Object.keys(set).length === 0) return;
  await db.updateTable('accounts').set(set).where('id', '=', id).execute();
}

export async function updatePassword(db: Db, id: string, passwordHash: string): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ passwordHash, mustChangePassword: false })
    .where('id', '=', id)
    .execute();
}

/** Replaces a hash by one of the same password, unless the password was changed meanwhile. */
export async function replaceHash(db: Db, id: string, from: string, to: string): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ passwordHash: to })
    .where('id', '=', id)
    .where('passwordHash', '=', from)
    .execute();
}

/** Counts a failed sign-in, shown in the account's details (guide section 2.8.1). */
export async function countFailedLogin(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('accounts')
    .set(({ eb }) => ({ failedLogins: eb('failedLogins', '+', 1), lastFailedLoginAt: now }))
    .where('id', '=', id)
    .execute();
}

/** Remembers from where an account signed in. */
export async function rememberSource(db: Db, accountId: string, source: string, now: Date): Promise<void> {
  await db
    .insertInto('accountSources')
    .values({ accountId, source, lastSignedInAt: now })
    .onConflict((conflict) => conflict.columns(['accountId', 'source']).doUpdateSet({ lastSignedInAt: now }))
    .execute();
}

export async function isKnownSource(
  db: Db,
  accountId: string,
  source: string,
  since: Date,
): Promise<boolean> {
  const row = await db
    .selectFrom('accountSources')
    .select('accountId')
    .where('accountId', '=', accountId)
    .where('source', '=', source)
    .where('lastSignedInAt', '>', since)
    .executeTakeFirst();
  return row !== undefined;
}
