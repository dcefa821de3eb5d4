import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import { addressSource } from '../../infra/http/client-address.ts';
import { type NewNotification, raiseNotification } from '../notifications/index.ts';
import { countFailedLogin, findAccountByUsername, rememberSource, replaceHash } from './accounts.queries.ts';
import type { Account } from './accounts.schema.ts';
import { toAccount } from './accounts.service.ts';
import {
  type Attempt,
  beginAttempt,
  failAttempt,
  forgetFailures,
  withdrawAttempt,
} from './attempts.service.ts';
import { DECOY_HASH, hashPassword, verifyPassword } from './password-hash.ts';
import { findSetupCode, isSetupCode } from './setup-code.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** The setup code, when it was asked for. */
  readonly code?: string | undefined;
}

/** The account that credentials are of. */
export interface CheckedCredentials {
  readonly account: Account;
  readonly mustChangePassword: boolean;
}

/**
 * Finds out whose user name and password these are. An unknown name is refused after the same work and in the same
 * words as a wrong password. While a new installation has its default password, everybody who is not on the server's
 * own machine needs the setup code as well.
 *
 * @param from where the sender is: the address as `plainAddress` writes it
 * @throws AppError `session.invalid_credentials`, `session.setup_code_required`, `session.setup_code_wrong`,
 *   `session.too_many_attempts`
 */
export async function checkCredentials(
  context: Pick<ServerContext, 'pool' | 'db' | 'clock' | 'secrets' | 'events' | 'log'>,
  credentials: Credentials,
  from: { readonly address: string; readonly isLocal: boolean },
): Promise<CheckedCredentials> {
  const username = credentials.username.normalize('NFC').trim();
  const account = await findAccountByUsername(context.db, username);
  const attempt = await beginAttempt(context, {
    accountKey: context.secrets.fingerprint(`sign in ${username.toLowerCase()}`),
    accountId: account?.id,
    address: from.address,
  });
  const { correct, outdated } = await verifyPassword(
    account?.passwordHash ?? DECOY_HASH,
    credentials.password,
  );
  if (account === undefined || !correct) {
    await recordFailure(context, attempt, account?.id, {
      dedupeKey: `${account?.id ?? ''} ${attempt.source}`,
      ...(account === undefined
        ? { kind: 'account.failed_login_unknown', params: { address: from.address } }
        : { kind: 'account.failed_login', params: { username: account.username, address: from.address } }),
    });
    throw new AppError('session.invalid_credentials', 'User name or password is wrong.');
  }
  if (account.mustChangePassword && !from.isLocal) {
    const verdict = await checkSetupCode(context, credentials.code);
    if (verdict === 'missing') {
      await withdrawAttempt(context, attempt);
      throw new AppError(
        'session.setup_code_required',
        'The first sign-in from another machine needs the setup code: it is in the log that the server wrote at its start.',
      );
    }
    if (verdict === 'wrong') {
      await recordFailure(context, attempt, account.id, {
        kind: 'account.setup_code_wrong',
        params: { username: account.username, address: from.address },
        dedupeKey: `${account.id} ${attempt.source}`,
      });
      throw new AppError(
        'session.setup_code_wrong',
        'The setup code is wrong: it is in the log that the server wrote at its start.',
      );
    }
  }
  await forgetFailures(context, attempt);
  await rememberSource(context.db, account.id, addressSource(from.address), context.clock.now());
  if (outdated) {
    const renewed = await hashPassword(credentials.password);
    await replaceHash(context.db, account.id, account.passwordHash, renewed);
  }
  return { account: toAccount(account), mustChangePassword: account.mustChangePassword };
}

async function checkSetupCode(
  context: Pick<ServerContext, 'db' | 'secrets'>,
  typed: string | undefined,
): Promise<'right' | 'missing' | 'wrong'> {
  const code = await findSetupCode(context);
  // Accounts that an administrator makes later have to change their password too, but need no code.
  if (code === undefined) return 'right';
  if (typed === undefined || typed.trim() === '') return 'missing';
  return isSetupCode(typed, code) ? 'right' : 'wrong';
}

/** One commit whether the account exists or not, so that the time tells nothing. */
async function recordFailure(
  context: Pick<ServerContext, 'pool' | 'db' | 'clock' | 'events' | 'log'>,
  attempt: Attempt,
  accountId: string | undefined,
  notification: NewNotification,
): Promise<void> {
  const now = context.clock.now();
  await context.db.transaction().execute(async (trx) => {
    await failAttempt(trx, attempt, now);
    await countFailedLogin(trx, accountId ?? '0', now);
  });
  context.log.warn({ kind: notification.kind, ...notification.params }, 'a sign-in failed');
  if (await raiseNotification(context.pool, notification, now))
    context.events.changed('notifications', 'all');
}
