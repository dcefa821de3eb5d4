import type { ServerContext } from '../../infra/context.ts';
import { countAccounts, insertAccount, lockFirstAccount } from './accounts.queries.ts';
import { hashPassword } from './password-hash.ts';
import { brokenPasswordRules } from './password-policy.ts';
import { createSetupCode, renewSetupCode } from './setup-code.ts';

const USERNAME = 'admin';
/** Known to everybody, and therefore good for nothing but choosing another (architecture section 8). */
const DEFAULT_PASSWORD = 'change_me';

/**
 * Makes sure that a new installation has an account, and tells the operator how to sign in while the default password
 * is still in use. The setup code is the same on all nodes and at every start until then.
 *
 * @param options.password `DESKFLEET_ADMIN_PASSWORD`; means nothing once there is an account
 * @returns the setup code while it is needed, which has been logged as well
 */
export async function ensureFirstAccount(
  context: Pick<ServerContext, 'db' | 'clock' | 'secrets' | 'log'>,
  options: { readonly password?: string | undefined },
): Promise<{ readonly setupCode: string | undefined }> {
  const { db, clock, secrets, log } = context;
  const isDefault = options.password === undefined || options.password === DEFAULT_PASSWORD;
  const password = options.password ?? DEFAULT_PASSWORD;
  const passwordHash = (await countAccounts(db)) === 0 ? await hashPassword(password) : undefined;
  const { setupCode, created } = await db.transaction().execute(async (trx) => {
    await lockFirstAccount(trx);
    const tools = { db: trx, secrets };
    const now = clock.now();
    if (passwordHash === undefined || (await countAccounts(trx)) > 0) {
      return { setupCode: await renewSetupCode(tools, now), created: false };
    }
    await insertAccount(trx, { username: USERNAME, passwordHash, mustChangePassword: isDefault }, now);
    return { setupCode: isDefault ? await createSetupCode(tools, now) : undefined, created: true };
  });
  if (created && !isDefault) {
    const weaknesses = brokenPasswordRules(password, USERNAME);
    if (weaknesses.length > 0) {
      log.warn(
        { weaknesses },
        'DESKFLEET_ADMIN_PASSWORD breaks the rules for passwords; change it in the app',
      );
    }
  }
  if (setupCode !== undefined) {
    log.warn(
      { setupCode },
      `sign in as "${USERNAME}" with the password "${DEFAULT_PASSWORD}" and choose another; from another machine the setup code ${setupCode} is needed as well`,
    );
  }
  return { setupCode };
}
