// Makes a checkout ready for `npm start`, `npm test` and the other commands of package.json: installs packages, builds
// the admin app, finds Chromium and nginx for the tests. Says nothing and takes no time when there is nothing to do.
// Plain JavaScript without packages, because it runs before anything is installed, on any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE_MAJOR = 24;
const MODULES = join(ROOT, 'node_modules');
const NODE = join(MODULES, '.bin', 'node');
const STAMP = join(MODULES, '.deskfleet-prepared.json');
const LOCK = join(ROOT, '.prepare.lock');
const WEB = join(ROOT, 'packages', 'web');
const WEB_BUILD = join(WEB, 'dist');
const WEB_STAMP = join(WEB_BUILD, '.sources');
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

class StepError extends Error {}

const needs = {
  start: { web: true },
  test: { web: true, chromium: true, nginx: true },
  phones: {},
  bench: {},
  pictures: { web: true, chromium: true },
};

async function main() {
  const need = needs[process.argv[2]];
  if (!need) throw new StepError(`Usage: node scripts/prepare.mjs ${Object.keys(needs).join('|')}`);
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new StepError(`Deskfleet needs Node 20 or newer to install itself; this is ${process.version}.`);

  const isDone = () =>
    isInstalled() &&
    (!need.web || isWebBuilt()) &&
    (!need.chromium || findChromium()) &&
    (!need.nginx || findNginx());
  if (isDone()) return;
  await withLock(async () => {
    if (!isInstalled()) await install();
    if (need.web && !isWebBuilt()) await buildWeb();
    if (need.chromium && !findChromium()) await installChromium();
    if (need.nginx && !findNginx()) await installNginx();
  });
}

// --- packages

/** What decides which packages are installed; a checkout copied to another kind of machine needs others. */
function wantedPackages() {
  return hash([readFileSync(join(ROOT, 'package-lock.json')), `${process.platform} ${process.arch}`]);
}

function isInstalled() {
  return existsSync(NODE) && readJson(STAMP)?.packages === wantedPackages();
}

async function install() {
  const first = !existsSync(MODULES);
  say(
    first
      ? 'Installing what is missing (first start only; a few minutes) …'
      : 'Installing what has changed …',
  );
  const wanted = wantedPackages();
  // npm writes this file at the end of an installation. After a complete one only the difference is installed, so that
  // a server that runs from this checkout keeps its modules; anything else is thrown away and installed from scratch.
  const complete = existsSync(join(MODULES, '.package-lock.json'));
  const command = complete ? ['install', '--no-save'] : ['ci'];
  // Development packages build the admin app, platform packages hold PostgreSQL: a `NODE_ENV=production` or `omit` in
  // the user's npm settings must not leave them out.
  await npm(
    [...command, '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
    'Installing the packages failed',
  );
  await ensureNode();
  writeFileSync(STAMP, `${JSON.stringify({ packages: wanted })}\n`);
}

/** Node comes as a package whose install script fetches the program; where scripts are not allowed it is missing. */
async function ensureNode() {
  if (runsRightNode()) return;
  await npm(['rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts']).catch(() => {});
  if (runsRightNode()) return;
  // npm obeys the allow-list of its user's settings even here; the script itself is the one of a package we depend on.
  const folder = join(MODULES, 'node');
  const script = join(folder, 'installArchSpecificPackage.js');
  let output = '';
  if (existsSync(script))
    output = (await run('node', [script], { cwd: folder, env: outsideEnvironment() })).output;
  if (existsSync(join(folder, 'bin', 'node')) && !existsSync(NODE)) {
    mkdirSync(dirname(NODE), { recursive: true });
    rmSync(NODE, { force: true });
    symlinkSync(join('..', 'node', 'bin', 'node'), NODE);
  }
  if (runsRightNode()) return;
  throw new StepError(
    `Node ${NODE_MAJOR} could not be installed as ${NODE}: run "npm rebuild node --ignore-scripts=false --foreground-scripts" and read what it says.${tail(output)}`,
  );
}

function runsRightNode() {
  const { status, stdout } = spawnSync(NODE, ['--version'], { encoding: 'utf8' });
  return status === 0 && stdout.startsWith(`v${NODE_MAJOR}.`);
}

async function npm(args, failure = 'npm failed') {
  const { code, output } = await run('npm', args, { cwd: ROOT, env: outsideEnvironment() });
  if (code === 0) return;
  // npm says first what is wrong and then all it knows about the command.
  const errors = output.split('\n').filter((line) => /^npm error \S/.test(line));
  const excerpt = errors.length > 0 ? errors.slice(0, 12).join('\n') : output;
  throw new StepError(`${failure}: "npm ${args.join(' ')}" ended with code ${code}.${tail(excerpt)}`);
}

/** Without this checkout's programs, which an installation replaces while npm runs. */
function outsideEnvironment() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.startsWith(MODULES + sep));
  return { ...process.env, PATH: path.join(delimiter) };
}

// --- admin app

function isWebBuilt() {
  if (!existsSync(join(WEB, 'index.html'))) return true;
  return existsSync(join(WEB_BUILD, 'index.html')) && readText(WEB_STAMP) === webSources();
}

/** Content of everything the build reads: the sources and, through the lock file, the packages. */
function webSources() {
  const parts = [wantedPackages()];
  const skipped = new Set(['node_modules', 'dist', 'test']);
  const visit = (folder, prefix) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!(prefix === '' && skipped.has(entry.name))) visit(path, `${prefix}${entry.name}/`);
      } else if (!/\.test\.tsx?$/.test(entry.name)) parts.push(`${prefix}${entry.name}`, readFileSync(path));
    }
  };
  visit(WEB, '');
  return hash(parts);
}

async function buildWeb() {
  say('Building the admin app …');
  const sources = webSources();
  // Built aside and put in place whole: a server that is running serves the old one until then, and a failed build
  // leaves it there.
  const fresh = join(MODULES, `.deskfleet-web-${process.pid}`);
  const old = `${fresh}-old`;
  try {
    const vite = join(MODULES, 'vite', 'bin', 'vite.js');
    const { code, output } = await run(NODE, [vite, 'build', '--outDir', fresh, '--emptyOutDir'], {
      cwd: WEB,
    });
    if (code !== 0)
      throw new StepError(
        `The admin app could not be built: "vite build" ended with code ${code}.${tail(output)}`,
      );
    writeFileSync(join(fresh, '.sources'), sources);
    if (existsSync(WEB_BUILD)) renameSync(WEB_BUILD, old);
    renameSync(fresh, WEB_BUILD);
  } finally {
    for (const path of [fresh, old]) rmSync(path, { recursive: true, force: true });
  }
}

// --- Chromium

function findChromium() {
  const named = process.env.DESKFLEET_CHROMIUM;
  if (named) return isProgram(named);
  return findProgram(CHROMIUM_NAMES, ['/usr/bin']);
}

async function installChromium() {
  const named = process.env.DESKFLEET_CHROMIUM;
  if (named)
    throw new StepError(
      `DESKFLEET_CHROMIUM is "${named}", which is no program: name the program of Chromium.`,
    );
  await installPackage('chromium', findChromium, {
    name: 'Chromium',
    failure: 'The tests of the admin app need a browser',
    advice: 'install Chromium (Debian: "apt-get install chromium"), or set DESKFLEET_CHROMIUM to its program',
  });
}

// --- nginx

function findNginx() {
  return findProgram(['nginx'], ['/usr/sbin', '/usr/local/sbin']);
}

async function installNginx() {
  await installPackage('nginx-light', findNginx, {
    name: 'nginx',
    failure: 'The tests of storage providers need a real web server',
    advice: 'install nginx (Debian: "apt-get install nginx-light"), so that "nginx" is found in the path',
  });
}

// --- programs of the system

function findProgram(names, more = []) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...more];
  return folders.some((folder) => names.some((name) => isProgram(join(folder, name))));
}

/** Installs a package of Debian when we may. */
async function installPackage(debianPackage, find, { name, failure, advice }) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version'))
    throw new StepError(`${failure}: ${advice}.`);
  say(`Installing ${name} for the tests …`);
  // A service that comes with it is not started: Debian's tools start none in this run level.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', debianPackage]]) {
    const { code, output } = await run('apt-get', args, { env });
    if (code !== 0)
      throw new StepError(
        `${name} could not be installed ("apt-get ${args[0]}" ended with code ${code}): ${advice}.${tail(output)}`,
      );
  }
  if (!find()) throw new StepError(`Debian's package brought no ${name}: ${advice}.`);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// --- one at a time

/** Two commands at once must not install over each other; the second one waits and finds the work done. */
async function withLock(work) {
  const holder = `${process.pid} ${startOf(process.pid)}`;
  for (let told = false; !takeLock(holder); await sleep(200)) {
    if (!told) say('Waiting for another command that prepares this checkout …');
    told = true;
  }
  const release = () => rmSync(LOCK, { force: true });
  const stop = (signal) => {
    release();
    process.kill(process.pid, signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
  try {
    await work();
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stop);
    release();
  }
}

function takeLock(holder) {
  const draft = `${LOCK}.${process.pid}`;
  writeFileSync(draft, holder);
  try {
    // Unlike writing, linking creates the lock together with its content.
    linkSync(draft, LOCK);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const other = readText(LOCK);
    if (other !== undefined && !isRunning(other)) removeStale(other, draft);
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the lock of a killed command, but not one that somebody else took in the meantime. */
function removeStale(stale, draft) {
  const aside = `${draft}.stale`;
  try {
    renameSync(LOCK, aside);
    if (readText(aside) !== stale) linkSync(aside, LOCK);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function isRunning(holder) {
  const [pid, start] = holder.split(' ');
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  return startOf(pid) === start;
}

/** Tells a process from a later one with the same number; empty where the system does not tell. */
function startOf(pid) {
  // The name of the program stands in parentheses and may hold spaces; the start is the 20th field after it.
  return readText(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ')[19] ?? '';
}

// --- small things

function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-20_000);
      });
    child.once('error', (error) => resolve({ code: -1, output: `${command}: ${error.message}` }));
    child.once('close', (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

function tail(output) {
  const lines = output.trimEnd().split('\n').slice(-20);
  return lines.join('').trim() === '' ? '' : `\n\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function hash(parts) {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(`${part.length}:`).update(part);
  return digest.digest('hex');
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** On standard error, for standard output belongs to the command that is being prepared. */
function say(line) {
  process.stderr.write(`${line}\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
