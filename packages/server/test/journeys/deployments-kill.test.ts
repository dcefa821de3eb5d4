import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFirmwareImage, createPhone, type Exchange, type VirtualPhone } from '@deskfleet/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import { putSetting } from '../../src/features/settings/index.ts';
import { claimLoopbackRange } from '../support/loopback-range.ts';
import { ApiClient, eventually, PASSWORD } from '../support/running-server.ts';
import { openServerDatabase } from '../support/server-database.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';
import { uploadFile } from '../support/uploads.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const NEW = 'V2 R9.9.0';

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

/** A server that can be killed and started again, and a phone that shall get new software. */
async function aScene() {
  const folder = await mkdtemp(join(tmpdir(), 'deskfleet-deployments-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const database = await openServerDatabase();
  undo.push(() => database.close());
  await putSetting(database.db, 'phones', { contactGapSeconds: 1, contactIntervalSeconds: 1 }, new Date());
  const [admin, phones] = [await freePort(), await freePort()];
  const env = {
    DESKFLEET_DATA: join(folder, 'data'),
    DESKFLEET_DATABASE_URL: database.url,
    DESKFLEET_HOST: '127.0.0.1',
    DESKFLEET_ADMIN_PORT: admin,
    DESKFLEET_PHONE_PORT: phones,
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
  const phone = createPhone({
    model: 'cp410',
    seed: 91,
    address: addresses.next(),
    server: `https://127.0.0.1:${phones}`,
    items: { 'dls-contact-interval': '1' },
    behavior: {
      bootMs: 3_500,
      overloadDelayMs: [50, 100],
      retry: { firstDelayMs: 200, factor: 1.2, maxDelayMs: 500, jitter: 0, attempts: 100 },
    },
  });
  undo.push(() => phone.powerOff());
  await phone.powerOn();
  await phone.waitFor('idle');
  const image = buildFirmwareImage({ version: NEW, deviceType: 'CP410', bytes: 400_000 });
  const file = await uploadFile(api, 'CP410.img', image, 'software');
  const clients = await api.get<{ items: { id: string }[] }>('/clients');
  const restart = async () => {
    await server?.kill();
    await start();
  };
  const order = async () => {
    const { id } = await api.post<{ id: string }>('/jobs', {
      type: 'deploy-files',
      clients: { ids: clients.items.map((client) => client.id) },
      files: [{ action: 'deploy', fileId: file.id }],
    });
    return id;
  };
  return { api, phone, restart, order };
}

/** Kills the server when the phone has come to a point, and starts it again. */
function killAt(
  phone: VirtualPhone,
  point: (exchange: Exchange) => boolean,
  restart: () => Promise<void>,
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

describe('a server that is killed', () => {
  test.each([
    ['has told the phone of its software', ({ answer }: Exchange) => answer?.action === 'SoftwareDeployment'],
    [
      'has heard the phone start up with it',
      ({ reason, message }: Exchange) =>
        reason === 'start-up' &&
        message.items.some(({ name, value }) => name === 'software-version' && value === NEW),
    ],
  ])(
    'when it %s tells it no second time, and the job ends as the phone did',
    async (_when, point) => {
      const { api, phone, restart, order } = await aScene();
      const killed = killAt(phone, point, restart);
      const jobId = await order();
      await killed;
      const job = await eventually(
        'the end of the job',
        async () => {
          const found = await api.get<{ state: string; finishedAt: string | null }>(`/jobs/${jobId}`);
          return found.finishedAt === null ? undefined : found;
        },
        60_000,
      );
      // A phone that finds nobody to fetch from gives the software up, and says so.
      expect(job.state).toBe(phone.softwareVersion === NEW ? 'success' : 'failed');
      expect(phone.log.filter(({ answer }) => answer?.action === 'SoftwareDeployment')).toHaveLength(1);
    },
    120_000,
  );
});
