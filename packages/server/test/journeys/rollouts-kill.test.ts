import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPhone, type VirtualPhone } from '@deskfleet/simulator';
import { afterEach, expect, test } from 'vitest';
import type { RolloutDetail } from '../../src/features/rollouts/rollouts.schema.ts';
import { putSetting } from '../../src/features/settings/index.ts';
import { claimLoopbackRange } from '../support/loopback-range.ts';
import { ApiClient, eventually, PASSWORD } from '../support/running-server.ts';
import { openServerDatabase } from '../support/server-database.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const FLEET = 12;

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

test('a rollout goes on after its server was killed in the middle of a wave, and no wave is ordered twice', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'deskfleet-rollout-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const database = await openServerDatabase();
  undo.push(() => database.close());
  await putSetting(database.db, 'phones', { contactGapSeconds: 1, contactIntervalSeconds: 1 }, new Date());
  const [adminPort, phonePort] = [await freePort(), await freePort()];
  const env = {
    DESKFLEET_DATA: join(folder, 'data'),
    DESKFLEET_DATABASE_URL: database.url,
    DESKFLEET_HOST: '127.0.0.1',
    DESKFLEET_ADMIN_PORT: adminPort,
    DESKFLEET_PHONE_PORT: phonePort,
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
  const api = new ApiClient(Number(adminPort));
  undo.push(() => api.close());
  await api.signIn();

  const addresses = await claimLoopbackRange();
  const phones = Array.from({ length: FLEET }, (_, place): VirtualPhone => {
    const phone = createPhone({
      model: 'cp410',
      seed: 9_000 + place,
      address: addresses.next(),
      server: `https://127.0.0.1:${phonePort}`,
      e164: `4932000${String(place).padStart(4, '0')}`,
      items: { 'dls-contact-interval': '1' },
      behavior: {
        bootMs: 10,
        overloadDelayMs: [50, 100],
        retry: { firstDelayMs: 200, factor: 1.2, maxDelayMs: 500, jitter: 0, attempts: 100 },
      },
    });
    undo.push(() => phone.powerOff());
    return phone;
  });
  await Promise.all(phones.map((phone) => phone.powerOn()));
  const ids = await eventually('all inventories', async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      'select client_id as id from client_contacts where inventory_at is not null',
    );
    return rows.length < FLEET ? undefined : rows.map(({ id }) => id);
  });

  let sent = 0;
  const inTheMiddle = new Promise<void>((resolve, reject) => {
    for (const phone of phones) {
      phone.on('exchange', ({ answer }) => {
        if (answer?.action !== 'WriteItems') return;
        sent += 1;
        // Once in the first wave and once in a later one.
        if (sent === 2 || sent === 7) {
          const again = async () => {
            await server?.kill();
            await start();
            if (sent >= 7) resolve();
          };
          again().catch(reject);
        }
      });
    }
  });
  const rollout = await api.post<RolloutDetail>('/rollouts', {
    name: 'Through thick and thin',
    order: { type: 'configure', values: [{ item: 'sip-name', value: 'alive' }] },
    clients: { ids },
    waves: { canary: { count: 4 }, steps: [60, 100] },
    rules: {
      gate: { successPercent: 100, pauseMinutes: 0 },
      stop: { failures: 1, failurePercent: null, notBackMinutes: null },
      window: null,
    },
    startAt: new Date().toISOString(),
  });
  await inTheMiddle;
  const done = await eventually(
    'the rollout being done',
    async () => {
      const { body } = await api.send('GET', `/rollouts/${rollout.id}`).catch(() => ({ body: undefined }));
      const now = body as RolloutDetail | undefined;
      return now?.state === 'done' ? now : undefined;
    },
    60_000,
  );
  expect(done.sentence.text.en).toBe('12 of 12 clients succeeded.');
  expect(done.waves.map(({ clientCount, jobIds }) => [clientCount, jobIds.length])).toEqual([
    [4, 1],
    [4, 1],
    [4, 1],
  ]);
  expect(phones.map((phone) => phone.items.get('sip-name'))).toEqual(phones.map(() => 'alive'));
  const { rows } = await database.pool.query('select count(*)::int as jobs from jobs');
  expect(rows).toEqual([{ jobs: 3 }]);
}, 180_000);
