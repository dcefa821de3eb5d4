import { randomBytes } from 'node:crypto';
import { chmod, chown, lchown, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreMissing, readIfThere, syncFolder, writeWhole } from '../data-folder/whole-files.ts';
import type { Account } from './account.ts';
import { DatabaseServerError } from './errors.ts';
import type { Launcher } from './launcher.ts';
import { finish, lastLine } from './program-output.ts';

/** Where everything of the embedded database lies, all of it below the database folder. */
export interface ClusterPaths {
  readonly folder: string;
  /** PostgreSQL's data directory. */
  readonly cluster: string;
  /** Folder of the Unix socket. */
  readonly sockets: string;
  /** Written anew at every start. What `ALTER SYSTEM` sets goes before it and stays. */
  readonly configFile: string;
  readonly accessFile: string;
  readonly passwordFile: string;
}

export function clusterPaths(folder: string): ClusterPaths {
  return {
    folder,
    cluster: join(folder, 'cluster'),
    sockets: join(folder, 'socket'),
    configFile: join(folder, 'postgresql.conf'),
    accessFile: join(folder, 'pg_hba.conf'),
    passwordFile: join(folder, 'password'),
  };
}

/** Role that owns the cluster. The application's role is another one, without its rights. */
export const ADMINISTRATOR_ROLE = 'postgres';

const NEW_CLUSTER = 'cluster.new-';

/** Makes the folders and gives the account exactly what it needs: to pass the outer one and to own the inner ones. */
export async function prepareFolders(paths: ClusterPaths, account: Account): Promise<void> {
  try {
    await mkdir(paths.folder, { recursive: true, mode: 0o700 });
    await mkdir(paths.sockets, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explainAccess(paths, error);
  }
  if (account.uid === process.getuid?.()) return;
  await chown(paths.folder, process.getuid?.() ?? 0, account.gid);
  await chmod(paths.folder, 0o710);
  await chown(paths.sockets, account.uid, account.gid);
  // A backup that root copied back without its owners.
  const cluster = await stat(paths.cluster).catch(() => undefined);
  if (cluster && cluster.uid !== account.uid) await giveTo(paths.cluster, account);
}

async function giveTo(path: string, account: Account): Promise<void> {
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true }))
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid);
  await chown(path, account.uid, account.gid);
  await chmod(path, 0o700);
}

/**
 * Creates the cluster unless there is one, and refuses one of another major version.
 *
 * @param durable whether what initdb wrote is forced to the disk before it counts as created
 * @returns the password of both roles
 */
export async function ensureCluster(
  paths: ClusterPaths,
  launcher: Launcher,
  account: Account,
  durable: boolean,
): Promise<string> {
  await removeAttempts(paths);
  const version = await readFile(join(paths.cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) =>
    ignoreMissing(explainAccess(paths, error)),
  );
  if (version === undefined) return createCluster(paths, launcher, account, durable);
  checkVersion(paths, version.trim(), launcher.version);
  const password = await readIfThere(paths.passwordFile);
  if (password === undefined)
    throw new DatabaseServerError(
      `The password of the embedded database is missing although the database exists: restore "${paths.passwordFile}" from a backup.`,
    );
  return password.trim();
}

function checkVersion(paths: ClusterPaths, found: string, installed: string): void {
  const major = installed.split('.')[0];
  if (found === major) return;
  const advice =
    Number(found) > Number(major)
      ? 'start the newer Deskfleet that wrote it'
      : `dump it with PostgreSQL ${found} and restore the dump into a new data folder`;
  throw new DatabaseServerError(
    `The embedded database in "${paths.cluster}" was written by PostgreSQL ${found}, but this Deskfleet brings PostgreSQL ${major}: ${advice}.`,
  );
}

async function createCluster(
  paths: ClusterPaths,
  launcher: Launcher,
  account: Account,
  durable: boolean,
): Promise<string> {
  const entries = await readdir(paths.cluster).catch(() => []);
  if (entries.length > 0)
    throw new DatabaseServerError(
      `"${paths.cluster}" holds something that is not a database (it lacks the file PG_VERSION): restore the folder from a backup, or move it away to start with an empty database.`,
    );

  const password = randomBytes(24).toString('base64url');
  const name = `${NEW_CLUSTER}${randomBytes(6).toString('hex')}`;
  const fresh = join(paths.folder, name);
  const passwordCopy = join(fresh, 'password');
  await mkdir(fresh, { mode: 0o700 });
  // initdb wants an empty folder of its own account, and the password in a file which that account may read.
  await mkdir(join(fresh, 'cluster'), { mode: 0o700 });
  await writeWhole(passwordCopy, `${password}\n`, { mode: 0o600, durable: false });
  if (account.uid !== process.getuid?.())
    for (const path of [passwordCopy, join(fresh, 'cluster'), fresh])
      await chown(path, account.uid, account.gid);

  const inside = join(launcher.folder, name);
  const { code, errors } = await finish(
    launcher.launch('initdb', [
      `--pgdata=${join(inside, 'cluster')}`,
      `--username=${ADMINISTRATOR_ROLE}`,
      `--pwfile=${join(inside, 'password')}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // PostgreSQL's own locale: the same order on every machine and after every update of the system, so that
      // no index ever becomes wrong. Lists for people state their collation in the query.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
      // Whoever commits when a file of the log is full waits until the next one has been filled with zeros: a quarter of the
      // usual size is a quarter of that time.
      `--wal-segsize=${LOG_FILE_MIB}`,
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ]),
  );
  if (code !== 0) {
    await rm(fresh, { recursive: true, force: true });
    throw new DatabaseServerError(
      `The embedded database could not be created in "${paths.folder}": ${lastLine(errors) || `initdb ended with code ${code}`}.`,
    );
  }
  // The password first: a cluster that exists must always have one.
  await writeWhole(paths.passwordFile, `${password}\n`, { mode: 0o600, durable });
  await rm(paths.cluster, { recursive: true, force: true });
  await rename(join(fresh, 'cluster'), paths.cluster);
  if (durable) await syncFolder(paths.folder);
  await rm(fresh, { recursive: true, force: true });
  return password;
}

const LOG_FILE_MIB = 4;

/** What a server left that was killed while it created its cluster. */
async function removeAttempts(paths: ClusterPaths): Promise<void> {
  for (const entry of await readdir(paths.folder)) {
    if (!entry.startsWith(NEW_CLUSTER)) continue;
    // Its initdb may still be at work in there, until it finds its files missing.
    await rm(join(paths.folder, entry), { recursive: true, force: true, maxRetries: 8, retryDelay: 50 });
  }
}

function explainAccess(paths: ClusterPaths, error: unknown): unknown {
  if (!hasCode(error, 'EACCES') && !hasCode(error, 'EPERM')) return error;
  return new DatabaseServerError(
    `The embedded database in "${paths.folder}" belongs to another account: start the server as the user who created it (root, if it was root).`,
    { cause: error },
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
