import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { DatabaseServerError } from './errors.ts';
import { lastLine } from './program-output.ts';

const run = promisify(execFile);

/** Whom the database's processes run as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Accounts that are used when the server runs as root, the first that exists; the last one is created if none does. */
const ACCOUNT_NAMES = ['postgres', 'deskfleet'] as const;
const NEW_ACCOUNT = 'deskfleet';

/**
 * Chooses whom PostgreSQL, which refuses to run as root, runs as.
 *
 * An ordinary user: that user. Root: the owner of an existing cluster, so that the choice never changes under a
 * database; else an account that the machine has; else one that is created.
 */
export async function chooseAccount(cluster: string): Promise<Account> {
  const uid = process.getuid?.() ?? -1;
  if (uid !== 0) return { name: userName(uid), uid, gid: process.getgid?.() ?? -1 };

  const owner = await stat(cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) {
    const name = (await lookUpName(owner.uid)) ?? String(owner.uid);
    return { name, uid: owner.uid, gid: owner.gid };
  }
  return (await findAccount()) ?? (await createAccount());
}

function userName(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    throw new DatabaseServerError(
      `PostgreSQL needs an account with a name, but user id ${uid} has none on this machine: add it to /etc/passwd, start the server as another user, or set DESKFLEET_DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

async function findAccount(): Promise<Account | undefined> {
  for (const name of ACCOUNT_NAMES) {
    try {
      // `id` asks every source of accounts of the machine, not only /etc/passwd.
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // no such account: try the next one
    }
  }
  return undefined;
}

async function lookUpName(uid: number): Promise<string | undefined> {
  return run('id', ['-un', String(uid)]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

async function createAccount(): Promise<Account> {
  let failure: unknown;
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      '--comment',
      'Deskfleet database',
      NEW_ACCOUNT,
    ]);
  } catch (error) {
    failure = error;
  }
  // Looked up even after a failure: two servers that start at once both try, and one of them comes too late.
  const account = await findAccount();
  if (account) return account;
  throw new DatabaseServerError(
    `PostgreSQL does not run as root, and no account for it (${ACCOUNT_NAMES.join(' or ')}) exists or could be created (${reasonOf(failure)}): create one with "useradd --system ${NEW_ACCOUNT}", start the server as an ordinary user, or set DESKFLEET_DATABASE_URL to a PostgreSQL of your own.`,
    { cause: failure },
  );
}

function reasonOf(failure: unknown): string {
  const text = failure instanceof Error && 'stderr' in failure ? String(failure.stderr) : '';
  return lastLine(text) || (failure instanceof Error ? failure.message : String(failure));
}
