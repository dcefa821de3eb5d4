import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ensureServerCertificate } from '@deskfleet/server/src/features/certificates/index.ts';
import { systemClock } from '@deskfleet/server/src/infra/clock/index.ts';
import { createDb, createPool } from '@deskfleet/server/src/infra/db/index.ts';
import { createSecretBox } from '@deskfleet/server/src/infra/secrets/index.ts';
import { BenchError } from '../bench-error.ts';
import { ApiClient } from '../data/api-client.ts';
import { bindProcess, descendantsOf, type Placement } from '../measure/processes.ts';
import { type ChildServer, startChildServer } from './child-server.ts';
import type { Identity } from './reference-server.ts';

type Pool = ReturnType<typeof createPool>;

const ROOT = new URL('../../../', import.meta.url);
export const PASSWORD = 'Quiet-Meadow-8154';

/** Our server as users run it: its own process with an embedded database, in a data folder that ends with the bench. */
export class Installation {
  readonly #folder: string;
  readonly #placement: Placement | undefined;
  readonly #profile: string | undefined;
  #server: ChildServer | undefined;
  #postmaster = -1;
  #pool: Pool | undefined;

  private constructor(folder: string, placement: Placement | undefined, profile: string | undefined) {
    this.#folder = folder;
    this.#placement = placement;
    this.#profile = profile;
  }

  /**
   * Makes a data folder and starts the server in it for the first time.
   * @param profile folder for CPU profiles of the server
   */
  static async create(placement: Placement | undefined, profile: string | undefined): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'deskfleet-bench-'));
    // As root the database runs as another account, which has to pass.
    await chmod(folder, 0o711);
    const installation = new Installation(folder, placement, profile);
    await installation.start();
    return installation;
  }

  /**
   * Starts the server.
   * @param bound false leaves it to the system which processor it runs on
   * @returns milliseconds until it was ready
   */
  async start(bound = true): Promise<number> {
    const server = await startChildServer(this.#command(), {
      ...withoutOurVariables(process.env),
      ...startCommand().env,
      DESKFLEET_DATA: join(this.#folder, 'data'),
      DESKFLEET_HOST: '127.0.0.1',
      DESKFLEET_ADMIN_PORT: '0',
      DESKFLEET_PHONE_PORT: '0',
      DESKFLEET_SECURE_PHONE_PORT: '0',
      DESKFLEET_DCMP_PORT: '0',
      DESKFLEET_METRICS_PORT: '0',
      DESKFLEET_ADMIN_PASSWORD: PASSWORD,
      // Storage providers of the bench are on this machine.
      DESKFLEET_OUTBOUND_ALLOW: '127.0.0.0/8',
      DESKFLEET_LOG: 'warn',
    });
    this.#server = server;
    // The database has been started by now, so it keeps all processors.
    if (bound && this.#placement !== undefined) bindProcess(server.pid, this.#placement.server);
    this.#postmaster = await this.#readPostmaster();
    return server.startMs;
  }

  #command(): string[] {
    const profiling = this.#profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${this.#profile}`];
    return [...this.#anyProcessor(), process.execPath, ...profiling, ...startCommand().args];
  }

  /** The bench itself may be bound to a processor; what it starts is not to inherit that. */
  #anyProcessor(): string[] {
    const placement = this.#placement;
    return placement === undefined ? [] : ['taskset', '-c', placement.all];
  }

  async #readPostmaster(): Promise<number> {
    const note = await readFile(join(this.#database, 'cluster', 'postmaster.pid'), 'utf8');
    return Number(note.split('\n', 1)[0]);
  }

  get #database(): string {
    return join(this.#folder, 'data', 'postgres');
  }

  get #running(): ChildServer {
    if (this.#server === undefined) throw new BenchError('the server is not running');
    return this.#server;
  }

  get pid(): number {
    return this.#running.pid;
  }

  get postmasterPid(): number {
    return this.#postmaster;
  }

  get phonePort(): number {
    return Number(new URL(String(this.#running.ready['phones'])).port);
  }

  get metricsUrl(): string {
    return String(this.#running.ready['metrics'])
      .replace('localhost', '127.0.0.1')
      .replace(/\/metrics$/, '');
  }

  get phones(): string {
    return String(this.#running.ready['phones']).replace('localhost', '127.0.0.1');
  }

  get admin(): string {
    return String(this.#running.ready['admin']).replace('localhost', '127.0.0.1');
  }

  signIn(): Promise<ApiClient> {
    return ApiClient.signIn(this.admin, PASSWORD);
  }

  /** The server's own database, beside it: to seed it and to check what it stored. */
  async pool(): Promise<Pool> {
    if (this.#pool !== undefined) return this.#pool;
    const note = await readFile(join(this.#database, 'cluster', 'postmaster.pid'), 'utf8');
    const socketFolder = note.split('\n')[4]?.trim() ?? '';
    const password = (await readFile(join(this.#database, 'password'), 'utf8')).trim();
    const host = encodeURIComponent(socketFolder);
    const pool = createPool(`postgresql://deskfleet:${password}@localhost:5432/deskfleet?host=${host}`, {
      max: 3,
    });
    // Killing the database is part of the bench.
    pool.on('error', () => {});
    this.#pool = pool;
    return pool;
  }

  /** What the server seals with, to make what only it can make. */
  async secrets(): Promise<ReturnType<typeof createSecretBox>> {
    const key = await readFile(join(this.#folder, 'data', 'secret.key'), 'utf8');
    return createSecretBox(Buffer.from(key.trim(), 'hex'));
  }

  /** The certificates that its phone ports show. */
  async identity(): Promise<Identity> {
    const tools = {
      db: createDb(await this.pool()),
      clock: systemClock,
      secrets: await this.secrets(),
    };
    const { key, cert } = await ensureServerCertificate(tools, 'phones', { hosts: [] });
    return { key, cert };
  }

  async stop(): Promise<void> {
    await this.#closePool();
    const server = this.#server;
    this.#server = undefined;
    await server?.stop();
  }

  /** `kill -9` of the server and of every process of its database at the same moment. */
  async kill(): Promise<void> {
    const server = this.#running;
    const victims = [server.pid, this.#postmaster, ...descendantsOf(this.#postmaster)];
    for (const pid of victims) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // gone by itself
      }
    }
    await server.kill();
    this.#server = undefined;
    await this.#closePool();
    await sleep(50);
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #closePool(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.end();
  }
}

/** How `npm start` runs Node: its options and the program, and the variables that are set unless somebody has set them. */
function startCommand(): { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv } {
  const file = fileURLToPath(new URL('package.json', ROOT));
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { scripts: { start: string } };
  const words = scripts.start.split(' ');
  const node = words.indexOf('node');
  if (node < 0) throw new BenchError('the start script of package.json does not run node');
  const defaults = words.slice(0, node).flatMap((word) => {
    const [, name, value] = /^(\w+)=\$\{\1-([^}]*)\}$/.exec(word) ?? [];
    return name === undefined || process.env[name] !== undefined ? [] : [[name, value] as const];
  });
  const args = words.slice(node + 1);
  return {
    args: args.map((arg) => (arg.endsWith('.ts') ? fileURLToPath(new URL(arg, ROOT)) : arg)),
    env: Object.fromEntries(defaults),
  };
}

/** Settings of whoever runs the bench must not change what is measured. */
function withoutOurVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('DESKFLEET_')));
}
