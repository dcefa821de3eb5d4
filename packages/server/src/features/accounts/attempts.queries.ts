import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';

export interface AttemptCount {
  readonly failed: number;
  readonly lastFailedAt: Date | null;
  /** Under way now. */
  readonly pending: number;
}

/** Attempts of the account from this source, from this source, of the account. */
export interface AttemptCounts {
  readonly pair: AttemptCount;
  readonly source: AttemptCount;
  readonly account: AttemptCount;
}

/**
 * Lets one attempt after the other decide, on all nodes: of an account, and of a source. All take the locks in this
 * order, so that none waits in a circle.
 */
export async function lockAttempts(trx: Db, accountKey: string, source: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`attempts of ${accountKey}`}, 0))`.execute(trx);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`attempts from ${source}`}, 0))`.execute(trx);
}

/**
 * @param since what failed before does not count
 * @param pendingSince what is under way for longer has failed: its node stopped in the middle
 */
export async function countAttempts(
  trx: Db,
  accountKey: string,
  source: string,
  { since, pendingSince }: { readonly since: Date; readonly pendingSince: Date },
): Promise<AttemptCounts> {
  const { rows } = await sql<AttemptCount & { readonly scope: keyof AttemptCounts }>`
    select
      scope,
      (count(*) filter (where failed))::int as failed,
      max(at) filter (where failed) as last_failed_at,
      (count(*) filter (where not failed))::int as pending
    from (
      select at, failed or at < ${pendingSince} as failed, account_key = ${accountKey} as same_account,
        source = ${source} as same_source
      from sign_in_attempts
      where at > ${since} and (account_key = ${accountKey} or source = ${source})
    ) as attempts
    cross join lateral (values
      ('pair', same_account and same_source), ('source', same_source), ('account', same_account)
    ) as scopes (scope, counts)
    where counts
    group by scope`.execute(trx);
  const none: AttemptCount = { failed: 0, lastFailedAt: null, pending: 0 };
  const counts = Object.fromEntries(rows.map((row) => [row.scope, row]));
  return { pair: none, source: none, account: none, ...counts };
}

export async function insertAttempt(trx: Db, accountKey: string, source: string, now: Date): Promise<string> {
  const { id } = await trx
    .insertInto('signInAttempts')
    .values({ at: now, accountKey, source, failed: false })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The attempt failed at this time. */
export async function settleAttempt(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('signInAttempts').set({ at: now, failed: true }).where('id', '=', id).execute();
}

export async function deleteAttempt(db: Db, id: string): Promise<void> {
  await db.deleteFrom('signInAttempts').where('id', '=', id).execute();
}

/** Forgets what failed for an account from a source; what failed elsewhere stays counted. */
export async function deleteAttempts(db: Db, accountKey: string, source: string): Promise<void> {
  await db
    .deleteFrom('signInAttempts')
    .where('accountKey', '=', accountKey)
    .where('source', '=', source)
    .execute();
}

/** Forgets what is too old to count. */
export async function deleteOldAttempts(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('signInAttempts')
    .where('id', 'in', (old) =>
      old
        .selectFrom('signInAttempts')
        .select('id')
        .where('at', '<', before)
        .limit(1_000)
        .forUpdate()
        .skipLocked(),
    )
    .execute();
}
