import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPhone, type Exchange, type PhoneOptions, type VirtualPhone } from '@deskfleet/simulator';
import { putSetting } from '../../src/features/settings/index.ts';
import { freePort } from './child-process.ts';
import { claimLoopbackRange } from './loopback-range.ts';
import { ApiClient, PASSWORD } from './running-server.ts';
import { openServerDatabase, type ServerDatabase } from './server-database.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A whole server in a process of its own that can be killed and comes back at the same ports, with the same database. */
export interface KillableServer {
  readonly api: ApiClient;
  readonly database: ServerDatabase;
  /** A phone of this server, not yet switched on, that calls again within half a second when nobody answers. */
  aPhone(options?: Partial<PhoneOptions>): VirtualPhone;
  /** Kills the server without any farewell and starts it again. */
  restart(): Promise<void>;
  /** Ends everything that belongs to it. */
  stop(): Promise<void>;
}

export async function startKillableServer(): Promise<KillableServer> {
  const undo: (() => unknown)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'deskfleet-kill-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const database = await openServerDatabase();
    undo.push(() => database.close());
    await putSetting(database.db, 'phones', { contactGapSeconds: 1, contactIntervalSeconds: 1 }, new Date());
    const [admin, phones] = [await freePort(), await freePort()];
    const env = {
      DESKFLEET_DATA: join(folder, 'data'),
      DESKFLEET_DATABASE_URL: database.url,
      DESKFLEET_HOST: '127.0.0.1',
      DESKFLEET_ADMIN_PORT: String(admin),
      DESKFLEET_PHONE_PORT: String(phones),
      DESKFLEET_SECURE_PHONE_PORT: '0',
      DESKFLEET_DCMP_PORT: '0',
      DESKFLEET_METRICS_PORT: '0',
      DESKFLEET_ADMIN_PASSWORD: PASSWORD,
      DESKFLEET_LOG: 'warn',
    };
    let server: ServerProcess | undefined;
    const start = async () => {
      server = startServerProcess(MAIN, [], { env });
      await server.next('ready');
    };
    undo.push(() => server?.kill());
    await start();
    const api = new ApiClient(Number(admin));
    undo.push(() => api.close());
    await api.signIn();
    const addresses = await claimLoopbackRange();
    return {
      api,
      database,
      aPhone: (options = {}) => {
        const phone = createPhone({
          model: 'cp410',
          seed: 1,
          address: addresses.next(),
          server: `https://127.0.0.1:${phones}`,
          ...options,
          items: { 'dls-contact-interval': '1', ...options.items },
          behavior: {
            bootMs: 10,
            overloadDelayMs: [50, 100],
            retry: { firstDelayMs: 200, factor: 1.2, maxDelayMs: 500, jitter: 0, attempts: 100 },
            ...options.behavior,
          },
        });
        undo.push(() => phone.powerOff());
        return phone;
      },
      restart: async () => {
        await server?.kill();
        await start();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Kills the server when the phone has come to a point, and starts it again. */
export function killAt(
  phone: VirtualPhone,
  point: (exchange: Exchange) => boolean,
  { restart }: Pick<KillableServer, 'restart'>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (exchange: Exchange) => {
      if (!point(exchange)) return;
      phone.off('exchange', look);
      restart().then(resolve, reject);
    };
    phone.on('exchange', look);
  });
}
