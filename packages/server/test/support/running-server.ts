import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:https';
import { createPhone, type PhoneOptions, type VirtualPhone } from '@deskfleet/simulator';
import { pino } from 'pino';
import { prepareDatabase, type RunningNode, startNode } from '../../src/app.ts';
import { putSetting } from '../../src/features/settings/index.ts';
import { loadConfig } from '../../src/infra/config/index.ts';
import { claimLoopbackRange } from './loopback-range.ts';
import { openServerDatabase, type ServerDatabase } from './server-database.ts';

export const PASSWORD = 'Purple-Harbor-27';

/** A node of the server with all its listeners on loopback, on a database of its own. */
export interface RunningServer {
  readonly database: ServerDatabase;
  readonly node: RunningNode;
  /** The key of the installation, 32 bytes. */
  readonly secretKey: Uint8Array;
  /** Address for phones. */
  readonly phones: string;
  /** Signs in and talks to the admin API. */
  readonly api: ApiClient;
  /** A virtual phone at an address of its own, not switched on yet; switched off when the server stops. */
  aPhone(options?: Partial<PhoneOptions>): VirtualPhone;
  /** Starts a second node on the same database. */
  anotherNode(): Promise<RunningNode>;
  /** What a server does with the database before it starts. */
  prepareAgain(): Promise<void>;
  /** Everything that was logged, as JSON lines. */
  readonly logged: () => string;
  stop(): Promise<void>;
}

export interface RunningServerSetup {
  /** Settings for phones; the usual ones make tests wait for minutes. */
  readonly phoneSettings?: object;
  readonly env?: Readonly<Record<string, string>>;
}

/** Phones of one process have seeds of their own, and so their MACs. */
let seeds = 0;

export async function startServer(setup: RunningServerSetup = {}): Promise<RunningServer> {
  const [database, addresses] = await Promise.all([openServerDatabase(), claimLoopbackRange()]);
  const phoneSettings = setup.phoneSettings ?? { contactGapSeconds: 1, contactIntervalSeconds: 1 };
  await putSetting(database.db, 'phones', phoneSettings, new Date());
  const lines: string[] = [];
  const inputs = {
    config: loadConfig({
      DESKFLEET_HOST: '127.0.0.1',
      DESKFLEET_ADMIN_PORT: '0',
      DESKFLEET_PHONE_PORT: '0',
      DESKFLEET_SECURE_PHONE_PORT: '0',
      DESKFLEET_DCMP_PORT: '0',
      DESKFLEET_METRICS_PORT: '0',
      DESKFLEET_ADMIN_PASSWORD: PASSWORD,
      ...setup.env,
    }),
    databaseUrl: database.url,
    secretKey: randomBytes(32),
    version: '0.0.0-test',
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
  };
  await prepareDatabase(inputs);
  const node = await startNode(inputs);
  const nodes = [node];
  const phones: VirtualPhone[] = [];
  const server = `https://127.0.0.1:${node.ports.phones}`;
  const api = new ApiClient(node.ports.admin);
  await api.signIn();
  return {
    database,
    node,
    secretKey: inputs.secretKey,
    phones: server,
    api,
    aPhone: (options = {}) => {
      seeds += 1;
      const phone = createPhone({
        model: 'cp410',
        address: addresses.next(),
        server,
        seed: seeds,
        ...options,
        items: { 'dls-contact-interval': '1', ...options.items },
        behavior: { bootMs: 10, overloadDelayMs: [50, 100], localChangeDelayMs: 10, ...options.behavior },
      });
      phones.push(phone);
      return phone;
    },
    anotherNode: async () => {
      const other = await startNode(inputs);
      nodes.push(other);
      return other;
    },
    prepareAgain: () => prepareDatabase(inputs),
    logged: () => lines.join(''),
    stop: async () => {
      await Promise.all(phones.map((phone) => phone.powerOff()));
      api.close();
      await Promise.all(nodes.map((running) => running.stop()));
      await database.close();
    },
  };
}

/** Talks JSON to the admin API like the app does. */
export class ApiClient {
  readonly #agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  readonly #port: number;
  #cookie = '';

  constructor(port: number) {
    this.#port = port;
  }

  /** For requests of another form than JSON. */
  get connection(): { readonly port: number; readonly cookie: string } {
    return { port: this.#port, cookie: this.#cookie };
  }

  async signIn(): Promise<void> {
    const { status } = await this.send('POST', '/session', { username: 'admin', password: PASSWORD });
    if (status !== 200) throw new TypeError(`signing in gave ${status}`);
  }

  /** The answer of a request that must succeed. */
  async get<Body = Record<string, unknown>>(path: string): Promise<Body> {
    return this.#expect<Body>('GET', path);
  }

  async post<Body = Record<string, unknown>>(path: string, body?: object): Promise<Body> {
    return this.#expect<Body>('POST', path, body);
  }

  async #expect<Body>(method: string, path: string, body?: object): Promise<Body> {
    const answer = await this.send(method, path, body);
    if (answer.status >= 300) {
      throw new TypeError(`${method} ${path} gave ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body as Body;
  }

  send(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; body: unknown }> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.#port,
          path: `/api/v1${path}`,
          method,
          agent: this.#agent,
          headers: {
            'x-requested-with': 'deskfleet',
            cookie: this.#cookie,
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
            ...headers,
          },
        },
        (response) => {
          const [cookie] = response.headers['set-cookie'] ?? [];
          if (cookie !== undefined) this.#cookie = cookie.split(';', 1)[0] ?? '';
          let received = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            received += chunk;
          });
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: received === '' ? undefined : (JSON.parse(received) as unknown),
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Waits until `probe` gives a value; fails with `what` when it never does. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  timeoutMs = 15_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new TypeError(`waited ${timeoutMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
