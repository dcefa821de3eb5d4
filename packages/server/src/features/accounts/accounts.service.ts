import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import { type Caller, sessionRequired } from '../../infra/http/caller.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { endOtherSessions } from '../sessions/index.ts';
import { findAccount, lockAccount, updateAccount, updatePassword } from './accounts.queries.ts';
import type { Account, AccountChanges } from './accounts.schema.ts';
import { beginAttempt, failAttempt, forgetFailures } from './attempts.service.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { brokenPasswordRules } from './password-policy.ts';
import { removeSetupCode } from './setup-code.ts';

const MAX_PREFERENCES_BYTES = 64 * 1024;

/** An account as the API shows it. */
export function toAccount(row: Account): Account {
  const { id, username, language, theme, preferences } = row;
  return { id, username, language, theme, preferences };
}

/** @throws AppError `session.required` when the account is gone */
export async function getOwnAccount({ db }: Pick<ServerContext, 'db'>, caller: Caller): Promise<Account> {
  const row = await findAccount(db, caller.accountId);
  if (row === undefined) throw sessionRequired();
  return toAccount(row);
}

/** Changes how the app looks for an account. Of the preferences, given keys are replaced and null removes one. */
export async function changeOwnAccount(
  { db }: Pick<ServerContext, 'db'>,
  caller: Caller,
  changes: AccountChanges,
): Promise<Account> {
  return db.transaction().execute(async (trx) => {
    const row = await lockAccount(trx, caller.accountId);
    if (row === undefined) throw sessionRequired();
    const { preferences: given, ...others } = changes;
    const preferences = given === undefined ? row.preferences : merge(row.preferences, given);
    if (Buffer.byteLength(JSON.stringify(preferences)) > MAX_PREFERENCES_BYTES) {
      const message = `"preferences" must not be larger than ${MAX_PREFERENCES_BYTES / 1024} KiB as a whole.`;
      throw invalidRequest([{ field: 'preferences', message }]);
    }
    await updateAccount(trx, row.id, { ...others, ...(given === undefined ? {} : { preferences }) });
    return toAccount({ ...row, ...others, preferences });
  });
}

/**
 * Changes the caller's own password and ends all other sessions of the account. The setup code of a new installation
 * is not needed any more afterwards.
 *
 * @param change.address where the caller is, for the limit of wrong guesses
 * @throws AppError `account.wrong_password`, `account.password_policy`, `session.too_many_attempts`
 */
export async function changeOwnPassword(
  context: Pick<ServerContext, 'db' | 'clock' | 'events' | 'secrets' | 'log'>,
  caller: Caller,
  change: { readonly currentPassword: string; readonly newPassword: string; readonly address: string },
): Promise<void> {
  const { db, clock, events, log } = context;
  const account = await findAccount(db, caller.accountId);
  if (account === undefined) throw sessionRequired();
  const attempt = await beginAttempt(context, {
    accountKey: context.secrets.fingerprint(`password change ${account.id}`),
    accountId: account.id,
    address: change.address,
  });
  const { correct } = await verifyPassword(account.passwordHash, change.currentPassword);
  if (!correct) {
    await failAttempt(db, attempt, clock.now());
    throw new AppError('account.wrong_password', 'The current password is wrong.', {
      errors: [{ field: 'currentPassword', message: 'The current password is wrong.' }],
    });
  }
  await forgetFailures(context, attempt);
  refuseBadPassword(change, account.username);
  const passwordHash = await hashPassword(change.newPassword);
  const ended = await db.transaction().execute(async (trx) => {
    const current = await lockAccount(trx, account.id);
    // Somebody else changed it between the check and here: what was checked holds no more.
    if (current?.passwordHash !== account.passwordHash) throw sessionRequired();
    await updatePassword(trx, account.id, passwordHash);
    await removeSetupCode(trx);
    return endOtherSessions(trx, account.id, caller.sessionId);
  });
  if (ended.length > 0) events.changed('sessions', ended);
  log.info({ account: account.username, endedSessions: ended.length }, 'the password was changed');
}

function refuseBadPassword(
  { currentPassword, newPassword }: { readonly currentPassword: string; readonly newPassword: string },
  username: string,
): void {
  const broken = brokenPasswordRules(newPassword, username);
  if (newPassword === currentPassword) broken.push('The new password must differ from the current one.');
  const [first] = broken;
  if (first === undefined) return;
  throw new AppError('account.password_policy', first, {
    errors: broken.map((message) => ({ field: 'newPassword', message })),
  });
}

function merge(
  stored: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged = new Map([...Object.entries(stored), ...Object.entries(given)]);
  return Object.fromEntries([...merged].filter(([, value]) => value !== null));
}
