import type { ServerContext } from '../../infra/context.ts';
import type { Db } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { addressSource, isLoopback } from '../../infra/http/client-address.ts';
import { isKnownSource } from './accounts.queries.ts';
import {
  type AttemptCount,
  type AttemptCounts,
  countAttempts,
  deleteAttempt,
  deleteAttempts,
  deleteOldAttempts,
  insertAttempt,
  lockAttempts,
  settleAttempt,
} from './attempts.queries.ts';

/*
 * Guessing passwords is slowed down, and nobody can lock somebody else out for ever:
 *
 * - of one account from one source, 5 attempts may fail within the hour; then each further one waits, 30 s first,
 *   twice as long every time, 15 min at most. Attempts that come too early are refused unread and prolong nothing.
 * - from one source, whatever the accounts, 20 may fail before the same wait sets in (names are guessed as well).
 * - of one account from everywhere, 50 may fail; then one attempt is let in every 10 s (guessing from many addresses).
 *
 * The last two do not hold where the account signed in during the last 90 days, nor on the server itself: there only the
 * first rule counts, which others can set off from that same source alone. A success clears the first rule only.
 * Attempts are counted before the password is looked at, so that trying at the same time or on several nodes gains
 * nothing: while nothing has failed some may be under way at once, later one only. All of it is in the database and
 * survives a restart.
 */
const WINDOW_MS = 3_600_000;
const FREE_OF_PAIR = 5;
const FREE_OF_SOURCE = 20;
const FREE_OF_ACCOUNT = 50;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 900_000;
const WAIT_OF_ACCOUNT_MS = 10_000;
const MAX_PENDING = 10;
const PENDING_MS = 60_000;
const WAIT_OF_PENDING_MS = 1_000;
const SOURCE_KNOWN_MS = 90 * 86_400_000;

type AttemptTools = Pick<ServerContext, 'db' | 'clock'>;

/** An attempt that counts as failed until it is known to have succeeded. */
export interface Attempt {
  readonly id: string;
  readonly accountKey: string;
  readonly source: string;
}

/**
 * Lets an attempt pass, or says how long to wait.
 *
 * @param attempt.accountKey what the failures are counted by, e.g. a fingerprint of the name
 * @param attempt.accountId the account, if it exists
 * @throws AppError `session.too_many_attempts`
 */
export async function beginAttempt(
  tools: AttemptTools,
  attempt: { readonly accountKey: string; readonly accountId: string | undefined; readonly address: string },
): Promise<Attempt> {
  const { accountKey, accountId, address } = attempt;
  const source = addressSource(address);
  const now = tools.clock.now();
  return tools.db.transaction().execute(async (trx) => {
    await lockAttempts(trx, accountKey, source);
    const counts = await countAttempts(trx, accountKey, source, {
      since: new Date(now.getTime() - WINDOW_MS),
      pendingSince: new Date(now.getTime() - PENDING_MS),
    });
    const trusted = isLoopback(address) || (await isTrusted(trx, accountId, source, now));
    const waitMs = Math.max(...waits(counts, trusted, now));
    if (waitMs > 0) throw tooManyAttempts(waitMs);
    return { id: await insertAttempt(trx, accountKey, source, now), accountKey, source };
  });
}

/** The attempt failed: it keeps counting, from now on. Does the same work for every attempt. */
export async function failAttempt(trx: Db, attempt: Attempt, now: Date): Promise<void> {
  await settleAttempt(trx, attempt.id, now);
}

/** The attempt succeeded. */
export async function forgetFailures(tools: AttemptTools, attempt: Attempt): Promise<void> {
  await deleteAttempts(tools.db, attempt.accountKey, attempt.source);
  await deleteOldAttempts(tools.db, new Date(tools.clock.now().getTime() - WINDOW_MS));
}

/** The attempt was neither: something is missing that the sender could not know. */
export async function withdrawAttempt(tools: AttemptTools, attempt: Attempt): Promise<void> {
  await deleteAttempt(tools.db, attempt.id);
}

function isTrusted(trx: Db, accountId: string | undefined, source: string, now: Date): Promise<boolean> {
  if (accountId === undefined) return Promise.resolve(false);
  return isKnownSource(trx, accountId, source, new Date(now.getTime() - SOURCE_KNOWN_MS));
}

/** Milliseconds to wait by each rule; none above 0 lets the attempt in. */
function waits({ pair, source, account }: AttemptCounts, trusted: boolean, now: Date): number[] {
  const ofPair = wait(pair, FREE_OF_PAIR, now, growing);
  if (trusted) return [ofPair];
  const ofSource = wait(source, FREE_OF_SOURCE, now, growing);
  const ofAccount = wait(account, FREE_OF_ACCOUNT, now, () => WAIT_OF_ACCOUNT_MS);
  return [ofPair, ofSource, ofAccount];
}

function wait(
  { failed, lastFailedAt, pending }: AttemptCount,
  free: number,
  now: Date,
  waitMs: (beyond: number) => number,
): number {
  const allowedPending = failed < free ? free - failed + MAX_PENDING : 1;
  if (pending >= allowedPending) return WAIT_OF_PENDING_MS;
  if (failed < free || lastFailedAt === null) return 0;
  return lastFailedAt.getTime() + waitMs(failed - free) - now.getTime();
}

function growing(beyond: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** beyond);
}

function tooManyAttempts(waitMs: number): AppError {
  const seconds = Math.ceil(waitMs / 1000);
  const time = seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`;
  return new AppError(
    'session.too_many_attempts',
    `There were too many failed attempts: try again in ${time}.`,
    { retryAfterSeconds: seconds },
  );
}
