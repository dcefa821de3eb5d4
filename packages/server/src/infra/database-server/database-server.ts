import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { writeWhole } from '../data-folder/whole-files.ts';
import { type Account, chooseAccount } from './account.ts';
import { findPostgresBinaries } from './binaries.ts';
import {
  ADMINISTRATOR_ROLE,
  type ClusterPaths,
  clusterPaths,
  ensureCluster,
  prepareFolders,
} from './cluster.ts';
import { DatabaseServerError } from './errors.ts';
import { type Launcher, openLauncher } from './launcher.ts';
import { clearOrphan, readPostmasterNote, SOCKET_PORT } from './postmaster.ts';
import {
  availableMemory,
  type DatabaseSettings,
  fixedSettings,
  formatSettings,
  settingArguments,
  tunedSettings,
} from './settings.ts';
import { chooseSocketFolder, removeNotedFolder } from './socket-folder.ts';

export interface DatabaseServerOptions {
  /** Folders above the database folder that belong to the server; see `openLauncher`. */
  readonly ownFolders?: readonly string[];
  /** Receives what PostgreSQL logs, line by line, each with its severity in front (`LOG:  …`, `FATAL:  …`). */
  readonly log?: (line: string) => void;
  /** False gives up what was acknowledged when the machine stops, for speed. Default true; false is for tests only. */
  readonly durable?: boolean;
  /** Overrides of PostgreSQL's settings. */
  readonly settings?: DatabaseSettings;
}

export interface DatabaseServerExit {
  /** Whether `stop()` asked for it. */
  readonly requested: boolean;
  /** One sentence for the log. */
  readonly description: string;
}

/** The running embedded PostgreSQL. */
export interface DatabaseServer {
  /** The application's database, as its owner, who has no other right. Contains the password. */
  readonly url: string;
  /** The maintenance database, as superuser: for what the application must not do. Contains the password. */
  readonly administratorUrl: string;
  /** Process id of PostgreSQL's main process. */
  readonly pid: number;
  /** Version of PostgreSQL, e.g. `18.4`. */
  readonly version: string;
  /** Stops it: properly, or within about 8 s at the latest in a way that needs recovery at the next start. */
  stop(): Promise<void>;
  /** Resolves when it has ended, asked or not. Never rejects. */
  readonly exited: Promise<DatabaseServerExit>;
}

/** The application's role and database. */
const APPLICATION = 'deskfleet';

/** Time for a shutdown with all work rolled back and everything written; then for one without. */
const FAST_STOP_MS = 5_000;
const IMMEDIATE_STOP_MS = 2_000;
/** Reading the log of a large database again after a crash takes a while. */
const READY_LIMIT_MS = 300_000;
/** The kernel may take a second or two to clear away a killed cluster. */
const LEFTOVER_LIMIT_MS = 10_000;
const LEFTOVER = /lock file ".*" already exists|pre-existing shared memory block/;

/**
 * Starts the embedded PostgreSQL with its data in `folder`, which is created if missing. Whoever calls must hold the
 * data folder's lock.
 *
 * @returns when it accepts connections and the application's database exists
 * @throws DatabaseServerError where it cannot run
 */
export async function startDatabaseServer(
  folder: string,
  options: DatabaseServerOptions = {},
): Promise<DatabaseServer> {
  const log = options.log ?? (() => {});
  const durable = options.durable ?? true;
  const paths = clusterPaths(resolve(folder));
  const binaries = await findPostgresBinaries();
  const account = await chooseAccount(paths.cluster);
  await prepareFolders(paths, account);
  const launcher = await openLauncher(paths.folder, binaries, account, options.ownFolders ?? []);
  try {
    await clearOrphan(paths, log);
    const password = await ensureCluster(paths, launcher, account, durable);
    const sockets = await chooseSocketFolder(paths, account);
    const socketsInside = sockets === paths.sockets ? join(launcher.folder, 'socket') : sockets;
    await writeConfiguration(paths, account, options.settings);
    const postgres = await startPostgres(paths, launcher, log, [
      ...['-D', join(launcher.folder, 'cluster'), '-p', String(SOCKET_PORT)],
      ...['-c', `config_file=${join(launcher.folder, 'postgresql.conf')}`],
      ...settingArguments(
        fixedSettings({
          sockets: socketsInside,
          accessFile: join(launcher.folder, 'pg_hba.conf'),
          durable,
        }),
      ),
    ]);
    const exited = postgres.exited.then(async (exit) => {
      await removeTraces(launcher, paths);
      return exit;
    });
    const url = urlMaker(sockets, password);
    const server: DatabaseServer = {
      url: url(APPLICATION, APPLICATION),
      administratorUrl: url(ADMINISTRATOR_ROLE, 'postgres'),
      pid: postgres.pid,
      version: launcher.version,
      stop: async () => {
        postgres.stop();
        await exited;
      },
      exited,
    };
    await ensureApplicationDatabase(server, password);
    return server;
  } catch (error) {
    await removeTraces(launcher, paths);
    throw error;
  }
}

/** Takes away what lies outside the database folder. */
async function removeTraces(launcher: Launcher, paths: ClusterPaths): Promise<void> {
  await launcher.dispose();
  await removeNotedFolder(paths);
}

function urlMaker(sockets: string, password: string): (role: string, database: string) => string {
  return (role, database) =>
    `postgresql://${role}:${password}@localhost:${SOCKET_PORT}/${database}?host=${encodeURIComponent(sockets)}`;
}

async function writeConfiguration(
  paths: ClusterPaths,
  account: Account,
  overrides: DatabaseSettings = {},
): Promise<void> {
  // Never forced to the disk: they are written anew at every start.
  const access = {
    mode: 0o640,
    durable: false,
    gid: account.uid === process.getuid?.() ? undefined : account.gid,
  };
  await writeWhole(
    paths.configFile,
    formatSettings({ ...tunedSettings(availableMemory()), ...overrides }),
    access,
  );
  await writeWhole(paths.accessFile, 'local all all scram-sha-256\n', access);
}

interface PostgresProcess {
  readonly pid: number;
  readonly exited: Promise<DatabaseServerExit>;
  stop(): void;
}

async function startPostgres(
  paths: ClusterPaths,
  launcher: Launcher,
  log: (line: string) => void,
  args: readonly string[],
): Promise<PostgresProcess> {
  const leftoverEnd = Date.now() + LEFTOVER_LIMIT_MS;
  for (;;) {
    const recent: string[] = [];
    const child = launcher.launch('postgres', args);
    const postgres = supervise(child, (line) => {
      recent.push(line);
      if (recent.length > 20) recent.shift();
      log(line);
    });
    if (await becomesReady(postgres, paths.cluster)) return postgres;
    const reason = recent.findLast((line) => /^(FATAL|PANIC):/.test(line)) ?? recent.at(-1) ?? '';
    if (!LEFTOVER.test(reason) || Date.now() > leftoverEnd) {
      const { description } = await postgres.exited;
      throw new DatabaseServerError(
        `The embedded database in "${paths.cluster}" does not start: ${reason.replace(/^\w+:\s+/, '') || description}.`,
      );
    }
    await sleep(100);
  }
}

/** Whether it accepts connections; false when it has ended instead. */
async function becomesReady(postgres: PostgresProcess, cluster: string): Promise<boolean> {
  let ended = false;
  void postgres.exited.then(() => {
    ended = true;
  });
  for (const end = Date.now() + READY_LIMIT_MS; Date.now() < end; await sleep(5)) {
    if (ended) return false;
    const note = await readPostmasterNote(cluster);
    if (note?.pid === postgres.pid && note.ready) return true;
  }
  postgres.stop();
  await postgres.exited;
  return false;
}

function supervise(child: ChildProcess, log: (line: string) => void): PostgresProcess {
  let requested = false;
  const timers: NodeJS.Timeout[] = [];
  const signalAtExit = (): void => void child.kill('SIGINT');
  // A server that ends without `stop()`, say by an error that nobody caught, leaves no orphan this way.
  process.once('exit', signalAtExit);
  if (child.stderr) createInterface({ input: child.stderr }).on('line', log);
  child.stdout?.resume();

  // Its end counts when its log has been read as well, which says why. Errors of a program that cannot be started
  // come instead of an end.
  const ended = Promise.race([
    once(child, 'close').then(([code, signal]: unknown[]) =>
      typeof signal === 'string' ? `was ended by ${signal}` : `ended with code ${String(code)}`,
    ),
    new Promise<string>((resolve) => child.once('error', (error) => resolve(`failed (${error.message})`))),
  ]);
  const exited = ended.then(
    (what) => {
      for (const timer of timers) clearTimeout(timer);
      process.off('exit', signalAtExit);
      return { requested, description: `PostgreSQL ${what}` };
    },
    (error: unknown) => ({ requested, description: `PostgreSQL failed (${String(error)})` }),
  );
  return {
    pid: child.pid ?? -1,
    exited,
    stop: () => {
      if (requested) return;
      requested = true;
      child.kill('SIGINT');
      timers.push(
        setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS),
        setTimeout(() => child.kill('SIGKILL'), FAST_STOP_MS + IMMEDIATE_STOP_MS),
      );
    },
  };
}

/** Creates role and database at the first start; completes them when an earlier start was killed in between. */
async function ensureApplicationDatabase(server: DatabaseServer, password: string): Promise<void> {
  const connection = new pg.Client({ connectionString: server.administratorUrl });
  // A database that ends now is told by the query that fails.
  connection.on('error', () => {});
  try {
    await connection.connect();
    const found = await connection.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as role,
              exists (select from pg_database where datname = $1) as database`,
      [APPLICATION],
    );
    const { role, database } = found.rows[0] ?? { role: false, database: false };
    const name = pg.escapeIdentifier(APPLICATION);
    if (!role) await connection.query(`create role ${name} login password ${pg.escapeLiteral(password)}`);
    if (!database) await connection.query(`create database ${name} owner ${name}`);
  } catch (cause) {
    await server.stop();
    throw new DatabaseServerError(
      `The embedded database runs, but does not let the server in (${cause instanceof Error ? cause.message : String(cause)}).`,
      { cause },
    );
  } finally {
    await connection.end().catch(() => {});
  }
}
