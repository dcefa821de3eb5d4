import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const PREPARE = fileURLToPath(new URL('prepare.mjs', import.meta.url));

// A checkout in miniature that npm installs without a network: its Node and its Vite are folders of its own.
let checkout: string;
beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'deskfleet-prepare-'));
  await put('package.json', {
    name: 'miniature',
    version: '1.0.0',
    dependencies: { node: 'file:vendor/node', vite: 'file:vendor/vite' },
  });
  await put('.npmrc', 'audit=false\nfund=false\noffline=true\nupdate-notifier=false\n');
  await put('vendor/node/package.json', { name: 'node', version: '24.0.0', bin: { node: 'bin/node' } });
  await put('vendor/node/bin/node', `#!/bin/sh\nexec '${process.execPath}' "$@"\n`);
  await chmod(join(checkout, 'vendor/node/bin/node'), 0o755);
  await put('vendor/vite/package.json', { name: 'vite', version: '1.0.0', type: 'commonjs' });
  await put(
    'vendor/vite/bin/vite.js',
    `const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
     const page = readFileSync('index.html', 'utf8');
     appendFileSync('../../builds.log', 'built\\n');
     if (page.includes('broken')) { console.error('index.html: unexpected broken'); process.exit(3); }
     const folder = process.argv[process.argv.indexOf('--outDir') + 1];
     mkdirSync(folder, { recursive: true });
     writeFileSync(folder + '/index.html', page);`,
  );
  await put('packages/web/index.html', 'first');
  await mkdir(join(checkout, 'scripts'));
  await copyFile(PREPARE, join(checkout, 'scripts/prepare.mjs'));
  lock();
});
afterEach(() => rm(checkout, { recursive: true }));

async function put(path: string, content: string | object): Promise<void> {
  await mkdir(dirname(join(checkout, path)), { recursive: true });
  await writeFile(join(checkout, path), typeof content === 'string' ? content : JSON.stringify(content));
}

function lock(): void {
  execFileSync('npm', ['install', '--package-lock-only'], { cwd: checkout, stdio: 'ignore' });
}

interface Outcome {
  readonly code: number;
  readonly said: string;
}

function prepare(
  goal: string,
  env: NodeJS.ProcessEnv = {},
  wrapper: readonly string[] = [],
): Promise<Outcome> {
  const [command = '', ...args] = [...wrapper, process.execPath, join(checkout, 'scripts/prepare.mjs'), goal];
  return new Promise((resolve) => {
    const child = execFile(command, args, { env: { ...process.env, ...env } }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });
}

async function builds(): Promise<number> {
  const log = await readFile(join(checkout, 'builds.log'), 'utf8').catch(() => '');
  return log.split('\n').length - 1;
}

describe('preparing a checkout', () => {
  it('installs and builds once, then has nothing to say', async () => {
    expect(await prepare('start')).toEqual({
      code: 0,
      said: 'Installing what is missing (first start only; a few minutes) …\nBuilding the admin app …\n',
    });
    expect(await readFile(join(checkout, 'packages/web/dist/index.html'), 'utf8')).toBe('first');
    expect(await prepare('start')).toEqual({ code: 0, said: '' });
    expect(await prepare('phones')).toEqual({ code: 0, said: '' });
    expect(await builds()).toBe(1);
    expect((await readdir(checkout)).filter((name) => name.startsWith('.prepare.lock'))).toEqual([]);
  });

  it('does not build the admin app for phones', async () => {
    expect(await prepare('phones')).toMatchObject({ code: 0 });
    expect(await builds()).toBe(0);
  });

  it('installs the difference when the lock file has changed, and leaves the other packages in place', async () => {
    await prepare('phones');
    await put('node_modules/.kept', '');
    await put('vendor/extra/package.json', { name: 'extra', version: '1.0.0' });
    await put('package.json', {
      name: 'miniature',
      version: '1.0.0',
      dependencies: { node: 'file:vendor/node', vite: 'file:vendor/vite', extra: 'file:vendor/extra' },
    });
    lock();
    expect(await prepare('phones')).toEqual({ code: 0, said: 'Installing what has changed …\n' });
    expect(await readdir(join(checkout, 'node_modules'))).toEqual(expect.arrayContaining(['extra', '.kept']));
  });

  it('builds again when a source has changed, and keeps the last build when that fails', async () => {
    await prepare('start');
    await put('packages/web/src/deep/app.ts', 'export {}');
    expect(await prepare('start')).toEqual({ code: 0, said: 'Building the admin app …\n' });
    await put('packages/web/index.html', 'broken');
    const { code, said } = await prepare('start');
    expect(code).toBe(1);
    expect(said).toContain('The admin app could not be built: "vite build" ended with code 3.');
    expect(said).toContain('  index.html: unexpected broken');
    expect(await readFile(join(checkout, 'packages/web/dist/index.html'), 'utf8')).toBe('first');
    await put('packages/web/index.html', 'mended');
    expect(await prepare('start')).toMatchObject({ code: 0 });
    expect(await readFile(join(checkout, 'packages/web/dist/index.html'), 'utf8')).toBe('mended');
  });

  it('does not build again for a changed test or a change of time', async () => {
    await prepare('start');
    await put('packages/web/src/app.test.ts', 'export {}');
    await put('packages/web/index.html', 'first');
    expect(await prepare('start')).toEqual({ code: 0, said: '' });
  });

  it('does the work once when several commands begin together', async () => {
    const outcomes = await Promise.all([prepare('start'), prepare('start'), prepare('start')]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(outcomes.filter(({ said }) => said.includes('Installing'))).toHaveLength(1);
    expect(await builds()).toBe(1);
  });

  it('does not wait for a command that was killed', async () => {
    const killed = spawn(process.execPath, [join(checkout, 'scripts/prepare.mjs'), 'start']);
    for (let taken = false; !taken; await sleep(5))
      taken = (await readdir(checkout)).includes('.prepare.lock');
    killed.kill('SIGKILL');
    await new Promise((resolve) => killed.once('close', resolve));
    expect(await readdir(checkout)).toContain('.prepare.lock');
    const { code, said } = await prepare('start');
    expect(code).toBe(0);
    expect(said).toContain('Building the admin app …');
  });

  it('brings Node in where npm was not allowed to run its install script', async () => {
    await rm(join(checkout, 'vendor/node/bin'), { recursive: true });
    await put(
      'vendor/node/installArchSpecificPackage.js',
      `const { mkdirSync, writeFileSync } = require('node:fs');
       mkdirSync('bin', { recursive: true });
       writeFileSync('bin/node', ${JSON.stringify(`#!/bin/sh\nexec '${process.execPath}' "$@"\n`)}, { mode: 0o755 });`,
    );
    await put('.npmrc', 'offline=true\nignore-scripts=true\n');
    expect(await prepare('phones')).toMatchObject({ code: 0 });
    expect(
      execFileSync(join(checkout, 'node_modules/.bin/node'), ['--version'], { encoding: 'utf8' }),
    ).toMatch(/^v24\./);
    expect(await prepare('phones')).toEqual({ code: 0, said: '' });
  });

  it('says in one sentence what failed, with the end of its output', async () => {
    await put('package.json', { name: 'miniature', version: '1.0.0', dependencies: { absent: '1.0.0' } });
    const { code, said } = await prepare('phones');
    expect(code).toBe(1);
    expect(said).toMatch(
      /\nInstalling the packages failed: "npm ci .*" ended with code 1\.\n\n {2}npm error/,
    );
  });

  it('names DESKFLEET_CHROMIUM when it points to nothing, and takes the program it names', async () => {
    const wrong = await prepare('test', { DESKFLEET_CHROMIUM: '/nowhere/chromium' });
    expect(wrong.code).toBe(1);
    expect(wrong.said).toContain('DESKFLEET_CHROMIUM is "/nowhere/chromium", which is no program');
    expect(await prepare('test', { DESKFLEET_CHROMIUM: process.execPath })).toMatchObject({ code: 0 });
  });

  it('installs Chromium as root on Debian, and fails in one sentence where that brings none', async (context) => {
    context.skip(!mayHideChromium(), 'needs root on Debian and the right to mount');
    const log = join(checkout, 'apt.log');
    await put('bin/apt-get', `#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> '${log}'\n`);
    await chmod(join(checkout, 'bin/apt-get'), 0o755);
    const failed = await prepareWithoutChromium();
    expect(failed.code).toBe(1);
    expect(failed.said).toContain('Installing Chromium for the tests …\n');
    expect(failed.said).toMatch(
      /brought no Chromium: install Chromium \(.*\), or set DESKFLEET_CHROMIUM to its program\.\n$/,
    );
    expect(await readFile(log, 'utf8')).toBe(
      'noninteractive update\nnoninteractive install -y --no-install-recommends chromium\n',
    );

    await put('bin/apt-get', `#!/bin/sh\ncp '${process.execPath}' '${join(checkout, 'bin/chromium')}'\n`);
    expect(await prepareWithoutChromium()).toMatchObject({ code: 0 });
  });
});

/** On a machine whose Chromium is hidden and whose `apt-get` is the checkout's. */
function prepareWithoutChromium(): Promise<Outcome> {
  const hide =
    'for name in chromium chromium-browser google-chrome google-chrome-stable; do if [ -e /usr/bin/$name ]; then mount --bind /dev/null /usr/bin/$name; fi; done';
  return prepare('test', { PATH: `${join(checkout, 'bin')}:${process.env['PATH']}` }, [
    ...['unshare', '--mount', '--propagation', 'private'],
    ...['sh', '-ec', `${hide}; exec "$@"`, 'sh'],
  ]);
}

function mayHideChromium(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  return spawnSync('unshare', ['--mount', 'true']).status === 0;
}
