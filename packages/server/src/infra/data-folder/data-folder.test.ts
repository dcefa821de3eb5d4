import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRoot, mayMount, NOBODY, reachableForAll } from '../../../test/support/machine.ts';
import {
  type ServerProcess,
  type ServerProcessOptions,
  startServerProcess,
} from '../../../test/support/server-process.ts';
import { DataFolderError, openDataFolder } from './index.ts';

const PROGRAM = fileURLToPath(new URL('../../../test/support/data-folder-process.ts', import.meta.url));
const OPTIONS = { version: '0.4.0' };

let outer: string;
let path: string;
let started: ServerProcess[];

beforeEach(async () => {
  outer = await mkdtemp(join(tmpdir(), 'deskfleet-data-test-'));
  path = join(outer, 'data');
  started = [];
});
afterEach(async () => {
  for (const server of started) await server.kill();
  await rm(outer, { recursive: true });
});

function launch(options: ServerProcessOptions & { begin?: number } = {}): ServerProcess {
  const begin = options.begin === undefined ? [] : [String(options.begin)];
  const server = startServerProcess(PROGRAM, [path, OPTIONS.version, ...begin], options);
  started.push(server);
  return server;
}

/** Everything in the folder with content and times, to show that nothing was touched. */
async function snapshot(folder: string): Promise<unknown> {
  const entries = await readdir(folder, { recursive: true });
  const { mode, mtimeMs } = await stat(folder);
  const files = entries.sort().map(async (name) => {
    const file = join(folder, name);
    const { mode, mtimeMs, size } = await stat(file);
    return { name, mode, mtimeMs, size };
  });
  return { mode, mtimeMs, files: await Promise.all(files) };
}

async function refusalOf(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DataFolderError) return error.message;
  throw new Error('The data folder was not refused', { cause: error });
}

describe('the data folder', () => {
  it('is created with the folders above it, for its user alone', async () => {
    path = join(outer, 'deep', 'data');
    const folder = await openDataFolder(path, OPTIONS);
    await folder.readSecretKey();
    expect(folder.path).toBe(path);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    expect((await stat(await folder.subfolder('database'))).mode & 0o777).toBe(0o700);
    for (const name of ['server.lock', 'secret.key', 'deskfleet.json'])
      expect((await stat(join(path, name))).mode & 0o777).toBe(0o600);
    folder.release();
  });

  it('is closed to others when it was open, but keeps the right to pass for the database', async () => {
    await mkdir(path, { mode: 0o755 });
    (await openDataFolder(path, OPTIONS)).release();
    expect((await stat(path)).mode & 0o777).toBe(0o710);
    await chmod(path, 0o700);
    (await openDataFolder(path, OPTIONS)).release();
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it('takes a fresh mount, which is not quite empty', async () => {
    await mkdir(join(path, 'lost+found'), { recursive: true });
    (await openDataFolder(path, OPTIONS)).release();
  });

  it('is refused while another server has it, and left as it is', async () => {
    const holder = launch();
    await holder.next('open');
    const before = await snapshot(path);
    const message = await refusalOf(openDataFolder(path, OPTIONS));
    expect(message).toMatch(
      new RegExp(`^The data folder "${path}" is in use by another Deskfleet \\(process ${holder.pid} on `),
    );
    expect(message).toMatch(/: stop that one, or set DESKFLEET_DATA to another folder\.$/);
    expect(await snapshot(path)).toEqual(before);
  });

  it('is free as soon as its server gives it back, ends or is killed', async () => {
    const polite = launch();
    await polite.next('open');
    polite.signal('SIGTERM');
    expect(await polite.ended).toBe(0);
    const killed = launch();
    await killed.next('open');
    await killed.kill();
    (await openDataFolder(path, OPTIONS)).release();
  });

  it('is not thought in use for a living process that happens to have the number of its last server', async () => {
    (await openDataFolder(path, OPTIONS)).release();
    const note = await readFile(join(path, 'deskfleet.json'), 'utf8');
    expect(note).toContain(`"pid": ${process.pid},`);
    const other = launch();
    expect(await other.next('open')).toHaveProperty('key');
  });

  it('goes to exactly one of several servers that start at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      path = join(outer, `race-${round}`);
      const begin = Date.now() + 1_500;
      const racers = Array.from({ length: 5 }, () => launch({ begin }));
      const outcomes = await Promise.all(
        racers.map(async (racer) => {
          const { event, name } = await racer.next('open', 'refused');
          return event === 'open' ? 'open' : name;
        }),
      );
      expect(outcomes.toSorted()).toEqual([
        'DataFolderError',
        'DataFolderError',
        'DataFolderError',
        'DataFolderError',
        'open',
      ]);
      for (const racer of racers) await racer.kill();
    }
  });

  it('is refused a second time in the same process, which does not weaken the lock of the first', async () => {
    const first = await openDataFolder(path, OPTIONS);
    expect(await refusalOf(openDataFolder(path, OPTIONS))).toContain('is in use by another Deskfleet');
    expect(await launch().next('refused')).toMatchObject({ name: 'DataFolderError' });
    first.release();
    first.release();
    await launch().next('open');
  });

  it.each(['0.5.0', '0.10.0', '1.0.0', '0.4.1', '0.5.0-beta.1'])(
    'of the newer version %s is refused and left as it is',
    async (version) => {
      (await openDataFolder(path, { version })).release();
      const before = await snapshot(path);
      const message = await refusalOf(openDataFolder(path, OPTIONS));
      expect(message).toBe(
        `The data folder "${path}" was written by Deskfleet ${version}, but this is 0.4.0: start that version or a newer one, or set DESKFLEET_DATA to another folder.`,
      );
      expect(await snapshot(path)).toEqual(before);
    },
  );

  it.each(['0.4.0', '0.3.9', '0.4.0-beta.2'])(
    'of version %s is taken, and belongs to the newer one from then on',
    async (version) => {
      (await openDataFolder(path, { version })).release();
      (await openDataFolder(path, OPTIONS)).release();
      expect(await refusalOf(openDataFolder(path, { version: '0.3.0' }))).toContain(
        'was written by Deskfleet 0.4.0',
      );
    },
  );

  it('is not made of a folder with other files, which stays open to its users', async () => {
    await mkdir(path, { mode: 0o755 });
    await writeFile(join(path, 'thesis.odt'), '');
    const before = await snapshot(path);
    expect(await refusalOf(openDataFolder(path, OPTIONS))).toBe(
      `The folder "${path}" is no data folder of Deskfleet, for it holds other files, such as "thesis.odt": set DESKFLEET_DATA to an empty or a new folder.`,
    );
    expect(await snapshot(path)).toEqual(before);
  });

  it('is refused where a file is in its place or in its way', async () => {
    await writeFile(path, '');
    expect(await refusalOf(openDataFolder(path, OPTIONS))).toContain(`"${path}" is not a folder`);
    expect(await refusalOf(openDataFolder(join(path, 'inner'), OPTIONS))).toContain('is not a folder');
  });

  it('is refused with a sentence when it is not writable', async (context) => {
    const options = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
    if (isRoot) {
      context.skip(!reachableForAll(PROGRAM), 'the checkout lies where an ordinary user may not enter');
      await chmod(outer, 0o755);
    }
    await mkdir(path);
    await chmod(path, 0o555);
    const before = await snapshot(path);
    expect(await launch(options).next('refused')).toMatchObject({
      name: 'DataFolderError',
      message: `DataFolderError: The data folder "${path}" is not writable for the user who starts Deskfleet: give it to that user, or set DESKFLEET_DATA to another folder.`,
    });
    expect(await snapshot(path)).toEqual(before);
  });

  it.skipIf(!isRoot)('is refused with a sentence on a read-only file system', async (context) => {
    context.skip(!mayMount(), 'mounts are not allowed here');
    const wrapper = ['unshare', '--mount', '--propagation', 'private', 'sh', '-ec'];
    const script = 'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; shift; exec "$@"';
    await mkdir(path);
    const { message } = await launch({ wrapper: [...wrapper, script, 'sh', path] }).next('refused');
    expect(message).toContain(
      `"${path}" lies on a file system that is mounted read-only: mount it for writing`,
    );
  });

  it.skipIf(!isRoot)(
    'on a volume that belongs to somebody else is used without changing its mode',
    async () => {
      await mkdir(path);
      await chown(path, NOBODY, NOBODY);
      await chmod(path, 0o2775);
      (await openDataFolder(path, OPTIONS)).release();
      expect((await stat(path)).mode & 0o7777).toBe(0o2775);
    },
  );
});

describe('the secret key', () => {
  it('is made once and stays the same', async () => {
    const first = await openDataFolder(path, OPTIONS);
    const key = await first.readSecretKey();
    expect(key).toHaveLength(32);
    expect(await first.readSecretKey()).toEqual(key);
    first.release();
    expect(await launch().next('open')).toMatchObject({ key: Buffer.from(key).toString('hex') });
  });

  it('differs from installation to installation', async () => {
    const keys = [];
    for (const name of ['one', 'other']) {
      const folder = await openDataFolder(join(outer, name), OPTIONS);
      keys.push(Buffer.from(await folder.readSecretKey()).toString('hex'));
      folder.release();
    }
    expect(new Set(keys).size).toBe(2);
  });

  it('is closed to others when a copy left it open', async () => {
    const folder = await openDataFolder(path, OPTIONS);
    const key = await folder.readSecretKey();
    await chmod(join(path, 'secret.key'), 0o644);
    expect(await folder.readSecretKey()).toEqual(key);
    expect((await stat(join(path, 'secret.key'))).mode & 0o777).toBe(0o600);
    folder.release();
  });

  it.each([
    { what: 'is missing', spoil: (file: string) => rm(file) },
    { what: 'is damaged', spoil: (file: string) => writeFile(file, 'zz') },
  ])('is not replaced when it $what', async ({ what, spoil }) => {
    const first = await openDataFolder(path, OPTIONS);
    await first.readSecretKey();
    first.release();
    await spoil(join(path, 'secret.key'));
    const second = await openDataFolder(path, OPTIONS);
    expect(await refusalOf(second.readSecretKey())).toBe(
      `The key that opens this installation's stored secrets ${what}: restore "${join(path, 'secret.key')}" from a backup, or set DESKFLEET_SECRET_KEY to what it was.`,
    );
    second.release();
  });
});
