import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import {
  chmod,
  chown,
  lchown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isRoot, mayMount, NOBODY, reachableForAll } from '../../../test/support/machine.ts';
import {
  type ServerProcess,
  type ServerProcessOptions,
  startServerProcess,
} from '../../../test/support/server-process.ts';
import { stageOf } from './launcher.ts';

const PROGRAM = fileURLToPath(new URL('../../../test/support/database-server-process.ts', import.meta.url));

let folder: string;
let started: ServerProcess[];

beforeEach(async () => {
  folder = await mkdtemp('/tmp/deskfleet-database-test-');
  started = [];
});
afterEach(async () => {
  for (const server of started) await server.kill();
  await killPostgresOf(folder);
  const stage = stageOf(join(folder, 'database'));
  for (const path of [join(stage, 'database'), join(stage, 'postgresql'), stage])
    await rmdir(path).catch(() => {});
  await rm(folder, { recursive: true, force: true });
});

interface RunningServer extends ServerProcess {
  readonly url: string;
  readonly administratorUrl: string;
  readonly postgres: number;
}

function launch(options: ServerProcessOptions & { own?: readonly string[] } = {}): ServerProcess {
  const server = startServerProcess(
    PROGRAM,
    [join(folder, 'database'), ...(options.own ?? [folder])],
    options,
  );
  started.push(server);
  return server;
}

async function start(options: Parameters<typeof launch>[0] = {}): Promise<RunningServer> {
  const server = launch(options);
  const { url, administratorUrl, pid } = await server.next('ready');
  return { ...server, url: String(url), administratorUrl: String(administratorUrl), postgres: Number(pid) };
}

async function stop(server: ServerProcess): Promise<Record<string, unknown>> {
  server.signal('SIGTERM');
  const exit = await server.next('exited');
  expect(await server.ended).toBe(0);
  return exit;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const connection = new pg.Client({ connectionString: url });
  connection.on('error', () => {});
  await connection.connect();
  try {
    return (await connection.query<Record<string, unknown>>(text)).rows;
  } finally {
    await connection.end();
  }
}

/** Commits rows one by one until the database goes away, and tells how many were acknowledged. */
async function writeUntilItBreaks(url: string): Promise<number> {
  const connection = new pg.Client({ connectionString: url });
  connection.on('error', () => {});
  await connection.connect();
  await connection.query('create table if not exists rows (id serial primary key)');
  for (let acknowledged = 0; ; acknowledged++)
    try {
      await connection.query('insert into rows default values');
    } catch {
      return acknowledged;
    }
}

async function countRows(url: string): Promise<number> {
  return Number((await query(url, 'select count(*) from rows'))[0]?.['count']);
}

/** All processes of the cluster below a folder, told by their working folder. */
async function postgresOf(path: string): Promise<number[]> {
  const cluster = await stat(join(path, 'database', 'cluster')).catch(() => undefined);
  const found: number[] = [];
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const there = await stat(`/proc/${name}/cwd`).catch(() => undefined);
    if (cluster && there && there.ino === cluster.ino && there.dev === cluster.dev) found.push(Number(name));
  }
  return found;
}

async function killPostgresOf(path: string): Promise<void> {
  for (let pids = await postgresOf(path); pids.length > 0; pids = await postgresOf(path)) {
    for (const pid of pids)
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // gone in the meantime
      }
    await sleep(20);
  }
}

/** Whom the server runs as: the user of this test run, and for root an ordinary one as well. */
const users: { user: string; runnable: boolean; options: ServerProcessOptions }[] = [
  { user: 'root', runnable: isRoot, options: {} },
  {
    user: 'an ordinary user',
    runnable: true,
    options: isRoot ? { uid: NOBODY, gid: NOBODY } : {},
  },
];

describe.each(users)('the embedded database, started by $user', ({ runnable, options }) => {
  let prepared: string;
  beforeAll(async () => {
    prepared = await mkdtemp('/tmp/deskfleet-database-test-');
  });
  afterAll(() => rm(prepared, { recursive: true }));

  /** Begins with a database made earlier, for creating one takes longer than most tests. */
  async function takePrepared(): Promise<void> {
    const kept = join(prepared, 'database');
    const database = join(folder, 'database');
    if (existsSync(kept)) return void execFileSync('cp', ['-a', kept, database]);
    await stop(await start(options));
    execFileSync('cp', ['-a', database, kept]);
  }

  beforeEach(async (context) => {
    context.skip(!runnable, 'needs root');
    if (options.uid !== undefined) {
      context.skip(!reachableForAll(PROGRAM), 'the checkout lies where an ordinary user may not enter');
      await chown(folder, options.uid, options.gid ?? options.uid);
    }
  });

  it('keeps what was written over a stop and a start, and leaves nothing outside its folder', async () => {
    const first = await start(options);
    await query(first.url, 'create table notes as select 1 as id');
    expect(await stop(first)).toMatchObject({ requested: true });
    expect(await postgresOf(folder)).toEqual([]);
    const second = await start(options);
    expect(await query(second.url, 'select id from notes')).toEqual([{ id: 1 }]);
    await stop(second);
    expect(await postgresOf(folder)).toEqual([]);
  });

  it('is durable, checked, UTF-8 and sorts the same everywhere', async () => {
    await takePrepared();
    const { administratorUrl } = await start(options);
    for (const [setting, value] of [
      ['fsync', 'on'],
      ['full_page_writes', 'on'],
      ['synchronous_commit', 'on'],
      ['data_checksums', 'on'],
      ['server_encoding', 'UTF8'],
      ['wal_segment_size', '4MB'],
      ['TimeZone', 'UTC'],
    ] as const)
      expect(await query(administratorUrl, `select current_setting('${setting}') as value`)).toEqual([
        { value },
      ]);
    expect(
      await query(
        administratorUrl,
        "select datlocale, datlocprovider from pg_database where datname = 'deskfleet'",
      ),
    ).toEqual([{ datlocale: 'C.UTF-8', datlocprovider: 'b' }]);
  });

  it('lets the application own its database and nothing else', async () => {
    await takePrepared();
    const { url } = await start(options);
    await query(url, 'create extension pg_trgm; create schema tasks');
    expect(
      await query(
        url,
        'select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user',
      ),
    ).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false }]);
    await expect(query(url, "copy (select 1) to program 'true'")).rejects.toThrow('permission denied');
  });

  it('lets nobody in without the password and listens on no network', async () => {
    await takePrepared();
    const { url, administratorUrl } = await start(options);
    const wrong = new URL(url);
    wrong.password = 'postgres';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect(await query(administratorUrl, "select current_setting('listen_addresses') as value")).toEqual([
      { value: '' },
    ]);
    expect((await stat(join(folder, 'database', 'password'))).mode & 0o777).toBe(0o600);
    for (const inner of ['cluster', 'socket'])
      expect((await stat(join(folder, 'database', inner))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'database'))).mode & 0o067).toBe(0);
  });

  it('stops the database that a killed server left, loses nothing acknowledged and goes on', async () => {
    await takePrepared();
    const killed = await start(options);
    const writing = writeUntilItBreaks(killed.url);
    await sleep(300);
    await killed.kill();
    expect(await postgresOf(folder)).toContain(killed.postgres);
    const next = await start(options);
    const acknowledged = await writing;
    expect(acknowledged).toBeGreaterThan(0);
    expect(await postgresOf(folder)).not.toContain(killed.postgres);
    expect(await countRows(next.url)).toBeGreaterThanOrEqual(acknowledged);
    await stop(next);
  });

  it('starts again right after server and database were killed, and loses nothing acknowledged', async () => {
    await takePrepared();
    let acknowledged = 0;
    for (let round = 0; round < 3; round++) {
      const server = await start(options);
      if (round > 0) expect(await countRows(server.url)).toBeGreaterThanOrEqual(acknowledged);
      const writing = writeUntilItBreaks(server.url);
      await sleep(200);
      server.signal('SIGKILL');
      for (const pid of await postgresOf(folder))
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // ended with the others
        }
      acknowledged += await writing;
    }
    expect(acknowledged).toBeGreaterThan(0);
    const server = await start(options);
    expect(await countRows(server.url)).toBeGreaterThanOrEqual(acknowledged);
    await stop(server);
  });

  it('tells when it ends by itself', async () => {
    await takePrepared();
    const server = await start(options);
    process.kill(server.postgres, 'SIGQUIT');
    expect(await server.next('exited')).toMatchObject({ requested: false });
  });

  it('ends with a server that leaves without stopping it', async () => {
    await takePrepared();
    const server = await start(options);
    server.signal('SIGUSR2');
    expect(await server.ended).toBe(7);
    for (const end = Date.now() + 5_000; Date.now() < end && (await postgresOf(folder)).length > 0; )
      await sleep(20);
    expect(await postgresOf(folder)).toEqual([]);
  });

  it('stops within seconds while a transaction is at work', async () => {
    await takePrepared();
    const server = await start(options);
    const sleeping = query(server.url, 'select pg_sleep(60)');
    const refused = expect(sleeping).rejects.toThrow(/terminat/);
    await sleep(200);
    const begun = Date.now();
    await stop(server);
    expect(Date.now() - begun).toBeLessThan(5_000);
    await refused;
  });

  it('starts anew after a server was killed while it created the database', async () => {
    const killed = launch(options);
    const database = join(folder, 'database');
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(5))
      if (existsSync(database) && readdirSync(database).some((name) => name.startsWith('cluster.new-')))
        break;
    await sleep(100);
    await killed.kill();
    expect(existsSync(join(database, 'cluster'))).toBe(false);
    const next = await start(options);
    expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await readdir(database)).filter((name) => name.startsWith('cluster.new-'))).toEqual([]);
  });

  it('does not take another process for its own that has the number of the killed one', async () => {
    await takePrepared();
    const killed = await start(options);
    await killed.kill();
    await killPostgresOf(folder);
    const other = spawn('sleep', ['60'], { uid: options.uid ?? process.getuid?.() });
    try {
      const note = join(folder, 'database', 'cluster', 'postmaster.pid');
      await writeFile(note, (await readFile(note, 'utf8')).replace(/^\d+/, String(other.pid)));
      const next = await start(options);
      expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(other.exitCode ?? other.signalCode).toBeNull();
    } finally {
      other.kill('SIGKILL');
    }
  });

  it.each([
    { version: '99', advice: 'start the newer Deskfleet that wrote it' },
    { version: '16', advice: 'dump it with PostgreSQL 16 and restore the dump into a new data folder' },
  ])('refuses a database of PostgreSQL $version and says what to do', async ({ version, advice }) => {
    await takePrepared();
    await writeFile(join(folder, 'database', 'cluster', 'PG_VERSION'), `${version}\n`);
    const failed = await launch(options).next('failed');
    expect(failed).toMatchObject({ name: 'DatabaseServerError' });
    expect(failed['message']).toContain(`was written by PostgreSQL ${version}`);
    expect(failed['message']).toContain(advice);
    expect(await readFile(join(folder, 'database', 'cluster', 'PG_VERSION'), 'utf8')).toBe(`${version}\n`);
  });

  it('refuses a database whose password is lost, and a folder that is no database', async () => {
    await takePrepared();
    const database = join(folder, 'database');
    await rename(join(database, 'password'), join(database, 'password.away'));
    expect((await launch(options).next('failed'))['message']).toContain(
      `restore "${join(database, 'password')}" from a backup`,
    );
    await rename(join(database, 'password.away'), join(database, 'password'));
    await rm(join(database, 'cluster', 'PG_VERSION'));
    expect((await launch(options).next('failed'))['message']).toContain('lacks the file PG_VERSION');
    expect(existsSync(join(database, 'cluster', 'base'))).toBe(true);
  });

  it('works in a folder whose path is too long for a socket or has odd characters', async () => {
    const inner = join(folder, `it's, "quoted" and ${'l'.repeat(120)}`);
    await mkdir(inner);
    if (options.uid !== undefined) await chown(inner, options.uid, options.gid ?? options.uid);
    const outer = folder;
    folder = inner;
    try {
      const killed = await start({ ...options, own: [outer, inner] });
      await killed.kill();
      const server = await start({ ...options, own: [outer, inner] });
      expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      await stop(server);
      for (const { url } of [killed, server]) {
        const sockets = new URL(url).searchParams.get('host') ?? '';
        expect(sockets).toMatch(/^\/tmp\/deskfleet-/);
        expect(existsSync(sockets)).toBe(false);
      }
    } finally {
      await killPostgresOf(inner);
      folder = outer;
    }
  });
});

describe.skipIf(!isRoot)('the embedded database, started by root', () => {
  it('runs as an unprivileged account that may only pass through the folders of the server', async () => {
    const { postgres } = await start();
    expect((await stat(`/proc/${postgres}`)).uid).not.toBe(0);
    expect((await stat(folder)).mode & 0o777).toBe(0o710);
    expect((await stat(folder)).uid).toBe(0);
  });

  it('works below a folder that the account may not enter, and leaves its mode alone', async (context) => {
    context.skip(!mayMount(), 'mounts are not allowed here');
    const killed = await start({ own: [] });
    const stage = stageOf(join(folder, 'database'));
    expect(existsSync(stage)).toBe(true);
    const writing = writeUntilItBreaks(killed.url);
    await sleep(200);
    await killed.kill();
    const server = await start({ own: [] });
    expect(await postgresOf(folder)).not.toContain(killed.postgres);
    expect(await countRows(server.url)).toBeGreaterThanOrEqual(await writing);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await stop(server);
    expect(existsSync(stage)).toBe(false);
  });

  it('says what to do where the account can reach neither by itself nor by mounts', async () => {
    const failed = await launch({ own: [], wrapper: ['setpriv', '--bounding-set', '-sys_admin'] }).next(
      'failed',
    );
    expect(failed['name']).toBe('DatabaseServerError');
    expect(failed['message']).toMatch(
      /cannot reach ".*": put Deskfleet and its data where that account may enter/,
    );
  });

  it('creates an account where the machine has none, and keeps to it', async (context) => {
    context.skip(!mayMount(), 'mounts are not allowed here');
    // A machine without the account: the same one with another /etc, seen by these processes only.
    const etc = await mkdtemp('/tmp/deskfleet-etc-');
    try {
      execFileSync('cp', ['-a', '/etc/.', etc]);
      for (const file of ['passwd', 'group', 'shadow', 'gshadow']) {
        // The copy may have been taken while a package was making its account.
        await rm(join(etc, `${file}.lock`), { force: true });
        execFileSync('sed', ['-i', '-E', '/^(postgres|deskfleet):/d', join(etc, file)]);
      }
      const wrapper = [
        ...['unshare', '--mount', '--propagation', 'private', 'sh', '-ec'],
        ...['mount --bind "$1" /etc; shift; exec "$@"', 'sh', etc],
      ];
      const realAccounts = await readFile('/etc/passwd', 'utf8');
      await stop(await start({ wrapper }));
      const line = (await readFile(join(etc, 'passwd'), 'utf8'))
        .split('\n')
        .find((one) => one.startsWith('deskfleet:'));
      expect(line).toMatch(/nologin$/);
      expect((await stat(join(folder, 'database', 'cluster'))).uid).toBe(Number(line?.split(':')[2]));
      expect(await readFile('/etc/passwd', 'utf8')).toBe(realAccounts);
      await stop(await start({ wrapper }));
    } finally {
      await rm(etc, { recursive: true });
    }
  });

  it('runs a database that an ordinary user created as that user', async (context) => {
    context.skip(!reachableForAll(PROGRAM), 'the checkout lies where an ordinary user may not enter');
    await chown(folder, NOBODY, NOBODY);
    await stop(await start({ uid: NOBODY, gid: NOBODY }));
    const { postgres } = await start();
    expect((await stat(`/proc/${postgres}`)).uid).toBe(NOBODY);
  });

  it('takes back a database that a backup restored without its owners', async () => {
    await stop(await start());
    const cluster = join(folder, 'database', 'cluster');
    for (const entry of await readdir(cluster, { recursive: true })) await lchown(join(cluster, entry), 0, 0);
    await chown(cluster, 0, 0);
    await chmod(cluster, 0o755);
    const { url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('refuses an ordinary user the database that root created', async (context) => {
    context.skip(!reachableForAll(PROGRAM), 'the checkout lies where an ordinary user may not enter');
    await stop(await start());
    await chmod(folder, 0o755);
    const failed = await launch({ uid: NOBODY, gid: NOBODY }).next('failed');
    expect(failed['message']).toMatch(
      /belongs to another account: start the server as the user who created it/,
    );
  });
});
