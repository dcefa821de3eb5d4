import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { createAdminApi } from '../../src/admin-api.ts';
import { ensureFirstAccount } from '../../src/features/accounts/index.ts';
import { ensureServerCertificate } from '../../src/features/certificates/index.ts';
import { keepCatalog } from '../../src/features/item-names/index.ts';
import type { AddressRange } from '../../src/infra/addresses/index.ts';
import type { Clock } from '../../src/infra/clock/index.ts';
import type { ServerContext } from '../../src/infra/context.ts';
import { EventHub } from '../../src/infra/events/index.ts';
import type { ApiServer } from '../../src/infra/http/api-server-types.ts';
import { createOutboundGuard } from '../../src/infra/outbound/index.ts';
import { TaskQueue } from '../../src/infra/queue/index.ts';
import { createSecretBox } from '../../src/infra/secrets/index.ts';
import { PASSWORD } from './api-client.ts';
import { openServerDatabase, type ServerDatabase } from './server-database.ts';
import { aClock } from './test-clock.ts';

export { PASSWORD } from './api-client.ts';

export interface TestAdminApi {
  readonly api: ApiServer;
  readonly context: ServerContext;
  readonly database: ServerDatabase;
  /** The server's certificate, PEM. */
  readonly certificate: string;
  /** Everything that was logged, as JSON lines. */
  readonly logged: () => string;
  /** A browser with its cookie. */
  readonly aBrowser: (options?: { address?: string }) => Browser;
  close(): Promise<void>;
}

export interface AdminApiSetup {
  readonly clock?: Clock;
  /** Null leaves the default password, which must be changed. */
  readonly password?: string | null;
  readonly webFolder?: string;
  /** What storage providers may be reached at although it is local. */
  readonly outboundAllow?: readonly AddressRange[];
}

/** Starts the whole admin API over a database of its own; it does not listen unless the test makes it. */
export async function startAdminApi(setup: AdminApiSetup = {}): Promise<TestAdminApi> {
  const database = await openServerDatabase();
  const lines: string[] = [];
  const log = pino(
    { level: 'trace' },
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    }),
  );
  const events = new EventHub({
    databaseUrl: database.url,
    query: (text, values) => database.pool.query(text, values),
    log,
  });
  await events.start();
  const queue = new TaskQueue({ databaseUrl: database.url, log });
  await queue.start();
  const catalog = await keepCatalog({ pool: database.pool, events, log });
  const context: ServerContext = {
    pool: database.pool,
    db: database.db,
    clock: setup.clock ?? aClock(),
    log,
    secrets: createSecretBox(randomBytes(32)),
    events,
    queue,
    catalog,
    outbound: createOutboundGuard(setup.outboundAllow),
    version: '1.2.3',
  };
  const password = setup.password === undefined ? PASSWORD : (setup.password ?? undefined);
  await ensureFirstAccount(context, { password });
  const tls = await ensureServerCertificate(context, 'admin', { hosts: ['localhost', '127.0.0.1'] });
  const emptyFolder = await mkdtemp(join(tmpdir(), 'deskfleet-web-'));
  const api = await createAdminApi(context, { tls, webFolder: setup.webFolder ?? emptyFolder });
  return {
    api,
    context,
    database,
    certificate: tls.cert.join(''),
    logged: () => lines.join(''),
    aBrowser: (options = {}) => new Browser(api, options.address ?? '127.0.0.1'),
    close: async () => {
      await api.close();
      catalog.stop();
      await queue.stop();
      await events.stop();
      await database.close();
      await rm(emptyFolder, { recursive: true });
    },
  };
}

/** Sends requests like the app in a browser does: with its cookie and the header against other sites. */
export class Browser {
  readonly #api: ApiServer;
  readonly address: string;
  cookie: string | undefined;

  constructor(api: ApiServer, address: string) {
    this.#api = api;
    this.address = address;
  }

  async request(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const options: InjectOptions = {
      method,
      url: `/api/v1${path}`,
      remoteAddress: this.address,
      headers: {
        host: 'deskfleet.example.org',
        'x-requested-with': 'deskfleet',
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    };
    if (body !== undefined) options.headers = { 'content-type': 'application/json', ...options.headers };
    const response = await this.#api.inject(options);
    const [cookie] = response.cookies;
    if (cookie !== undefined) {
      this.cookie = cookie.value === '' ? undefined : `${cookie.name}=${cookie.value}`;
    }
    return response;
  }

  async signIn(
    password: string = PASSWORD,
    more: Record<string, unknown> = {},
  ): Promise<LightMyRequestResponse> {
    return this.request('POST', '/session', { username: 'admin', password, ...more });
  }
}
