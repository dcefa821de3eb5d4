import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPhone, type VirtualPhone } from '@deskfleet/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import type { Job } from '../../src/features/jobs/job.schema.ts';
import { putSetting } from '../../src/features/settings/index.ts';
import { claimLoopbackRange } from '../support/loopback-range.ts';
import { ApiClient, eventually, PASSWORD } from '../support/running-server.ts';
import { openServerDatabase, type ServerDatabase } from '../support/server-database.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'deskfleet-process-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'data');
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** The same ports at every start, as phones and browsers expect it. */
async function anEnvironment(
  folder: string,
  more: Record<string, string> = {},
): Promise<Record<string, string>> {
  const [admin, phones, secure, dcmp, metrics] = await freePorts(5);
  return {
    DESKFLEET_DATA: folder,
    DESKFLEET_HOST: '127.0.0.1',
    DESKFLEET_ADMIN_PORT: String(admin),
    DESKFLEET_PHONE_PORT: String(phones),
    DESKFLEET_SECURE_PHONE_PORT: String(secure),
    DESKFLEET_DCMP_PORT: String(dcmp),
    DESKFLEET_METRICS_PORT: String(metrics),
    DESKFLEET_ADMIN_PASSWORD: PASSWORD,
    DESKFLEET_LOG: 'warn',
    ...more,
  };
}

/** Process ids of the workers of a server, which run the same program. */
async function workersOf(pid: number): Promise<number[]> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean);
  const commands = await Promise.all(children.map((child) => readFile(`/proc/${child}/cmdline`, 'utf8')));
  return children.filter((_child, position) => commands[position]?.includes('main.ts')).map(Number);
}

function start(env: Record<string, string>): ServerProcess {
  const server = startServerProcess(MAIN, [], { env });
  undo.push(async () => {
    server.signal('SIGTERM');
    await server.ended;
  });
  return server;
}

describe('the server process', () => {
  test('follows the log level of the settings in all its processes, the one without a listener too', async () => {
    const database = await openServerDatabase();
    undo.push(() => database.close());
    const env = await anEnvironment(await aFolder(), {
      DESKFLEET_DATABASE_URL: database.url,
      DESKFLEET_WORKERS: '2',
    });
    const server = start(env);
    await server.next('ready');
    expect(server.errors()).not.toContain('"level":"info"');
    const api = new ApiClient(Number(env['DESKFLEET_ADMIN_PORT']));
    undo.push(() => api.close());
    await api.signIn();
    await api.send('PATCH', '/settings', { server: { logLevel: 'info' } });
    await expect
      .poll(() => server.errors().match(/the log level was changed/g), { timeout: 5_000 })
      .toHaveLength(2);
    server.signal('SIGTERM');
    expect(await server.ended).toBe(0);
    // Only the first process says so, when it gets the signal.
    expect(server.errors()).toContain('"msg":"stopping"');
  }, 120_000);

  test('prints one ready line with its addresses, and ends with 0 within 10 s on SIGTERM', async () => {
    const env = await anEnvironment(await aFolder());
    const server = start(env);
    expect(await server.next('ready')).toEqual({
      ready: true,
      admin: `https://127.0.0.1:${env['DESKFLEET_ADMIN_PORT']}`,
      phones: `https://127.0.0.1:${env['DESKFLEET_PHONE_PORT']}`,
      securePhones: `https://127.0.0.1:${env['DESKFLEET_SECURE_PHONE_PORT']}`,
      dcmp: `http://127.0.0.1:${env['DESKFLEET_DCMP_PORT']}`,
      metrics: `http://127.0.0.1:${env['DESKFLEET_METRICS_PORT']}`,
      database: 'embedded',
      version: '0.1.0',
    });
    const asked = Date.now();
    server.signal('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
  });

  test('starts again after kill -9, with the database that it left behind', async () => {
    const env = await anEnvironment(await aFolder());
    const first = start(env);
    await first.next('ready');
    await first.kill();
    const second = start(env);
    expect(await second.next('ready')).toMatchObject({ ready: true, database: 'embedded' });
    const api = new ApiClient(Number(env['DESKFLEET_ADMIN_PORT']));
    undo.push(() => api.close());
    await api.signIn();
  });

  test('refuses a data folder that another server holds, in one sentence, and leaves that server alone', async () => {
    const folder = await aFolder();
    const first = start(await anEnvironment(folder));
    await first.next('ready');
    const second = startServerProcess(MAIN, [], { env: await anEnvironment(folder) });
    await expect(second.next('ready')).rejects.toThrow(
      /Deskfleet did not start: .*(in use|used|holds|another)/i,
    );
    expect(await second.ended).toBe(1);
  });

  test('refuses a wrong value of the environment before it touches anything', async () => {
    const folder = await aFolder();
    const server = startServerProcess(MAIN, [], {
      env: await anEnvironment(folder, { DESKFLEET_WORKERS: 'many' }),
    });
    await expect(server.next('ready')).rejects.toThrow(/DESKFLEET_WORKERS.*many/);
    expect(await server.ended).toBe(1);
  });

  test.skipIf(process.platform !== 'linux')(
    'serves with several processes on the same ports, and replaces one that dies',
    async () => {
      const env = await anEnvironment(await aFolder(), { DESKFLEET_WORKERS: '2' });
      const server = start(env);
      await server.next('ready');
      const api = new ApiClient(Number(env['DESKFLEET_ADMIN_PORT']));
      undo.push(() => api.close());
      await api.signIn();
      const addresses = await claimLoopbackRange();
      const phones = Array.from({ length: 6 }, (_, position) =>
        createPhone({
          model: 'cp210',
          address: addresses.next(),
          server: `https://127.0.0.1:${env['DESKFLEET_PHONE_PORT']}`,
          seed: 9_000 + position,
          behavior: { bootMs: 10 },
        }),
      );
      undo.push(() => Promise.all(phones.map((phone) => phone.powerOff())));
      await Promise.all(phones.map((phone) => phone.powerOn()));
      const known = async () => (await api.get<{ total: number }>('/clients')).total;
      await eventually('all phones', async () => ((await known()) === phones.length ? true : undefined));
      await Promise.all(phones.map((phone) => phone.waitFor('idle')));

      const [first] = await workersOf(server.pid);
      if (first === undefined) throw new TypeError('no worker was found');
      process.kill(first, 'SIGKILL');
      await eventually('a new worker', async () => {
        const workers = await workersOf(server.pid);
        return workers.length === 2 && !workers.includes(first) ? true : undefined;
      });
      await Promise.all(phones.map((phone) => phone.call('start-up')));
      server.signal('SIGTERM');
      expect(await server.ended).toBe(0);
    },
  );
});

describe('kill -9 in the middle of a job', () => {
  const PHONES = 500;

  async function aFleet(port: string): Promise<VirtualPhone[]> {
    const addresses = await claimLoopbackRange();
    const phones = Array.from({ length: PHONES }, (_, position) =>
      createPhone({
        model: position % 2 === 0 ? 'cp210' : 'openstage40',
        address: addresses.next(),
        server: `https://127.0.0.1:${port}`,
        seed: 5_000 + position,
        items: { 'dls-contact-interval': '1' },
        behavior: {
          bootMs: 10,
          bootJitterMs: 500,
          retry: { firstDelayMs: 500, factor: 1.5, maxDelayMs: 2_000, jitter: 0.2, attempts: 5 },
        },
      }),
    );
    undo.push(() => Promise.all(phones.map((phone) => phone.powerOff())));
    await Promise.all(phones.map((phone) => phone.powerOn()));
    return phones;
  }

  test('every target ends as it should, none is lost, and nothing is written twice', async () => {
    const database: ServerDatabase = await openServerDatabase();
    undo.push(() => database.close());
    await putSetting(database.db, 'phones', { contactGapSeconds: 2, contactIntervalSeconds: 1 }, new Date());
    const env = await anEnvironment(await aFolder(), { DESKFLEET_DATABASE_URL: database.url });
    let server = start(env);
    await server.next('ready');
    const api = new ApiClient(Number(env['DESKFLEET_ADMIN_PORT']));
    undo.push(() => api.close());
    await api.signIn();
    const phones = await aFleet(env['DESKFLEET_PHONE_PORT'] ?? '');
    await eventually(
      'the inventories of all phones',
      async () => {
        const { rows } = await database.pool.query(
          'select count(*)::int as n from client_contacts where inventory_at is not null',
        );
        return rows[0].n === PHONES ? true : undefined;
      },
      90_000,
    );
    const values = Array.from({ length: 4 }, (_, position) => ({
      item: 'key-label-unicode',
      index: position + 1,
      value: `Taste ${position + 1}`,
    }));
    const job = await api.post<Job>('/jobs', {
      type: 'configure',
      clients: { filter: {}, confirmedCount: PHONES },
      values,
    });
    for (const least of [1, PHONES / 5, PHONES / 2]) {
      const { counts } = await eventually(
        'some progress',
        async () => {
          const found = await api.get<Job>(`/jobs/${job.id}`);
          return found.counts['in-dialogue'] + found.counts.success >= least ? found : undefined;
        },
        60_000,
      );
      expect(counts.success).toBeLessThan(PHONES);
      await server.kill();
      server = start(env);
      await server.next('ready');
    }
    const done = await eventually(
      'the end of the job',
      async () => {
        const found = await api.get<Job>(`/jobs/${job.id}`);
        return found.finishedAt === null ? undefined : found;
      },
      90_000,
    );
    expect(done).toMatchObject({ state: 'success', counts: { success: PHONES } });
    for (const phone of phones) {
      expect(phone.items.get('key-label-unicode', 3)).toBe('Taste 3');
      expect(phone.writes.filter((write) => write.isRepeated)).toEqual([]);
    }
    const { rows: stored } = await database.pool.query(
      `select e.target_id from job_target_events e join job_targets t on t.id = e.target_id
       where t.job_id = $1 and e.kind = 'target.stored'`,
      [job.id],
    );
    expect(stored).toHaveLength(PHONES);
    expect(new Set(stored.map(({ target_id }) => target_id)).size).toBe(PHONES);
  }, 300_000);
});
