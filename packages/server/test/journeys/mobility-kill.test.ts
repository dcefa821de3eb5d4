import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPhone, type Exchange, type VirtualPhone } from '@deskfleet/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import { putSetting } from '../../src/features/settings/index.ts';
import { claimLoopbackRange } from '../support/loopback-range.ts';
import { ApiClient, eventually, PASSWORD } from '../support/running-server.ts';
import { openServerDatabase } from '../support/server-database.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const USER = '498970099999';
const USER_PASSWORD = '271828';

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

/** A server that can be killed and started again, with a user and two phones. */
async function aScene() {
  const folder = await mkdtemp(join(tmpdir(), 'deskfleet-mobility-'));
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
  const user = await api.post<{ id: string }>('/users', { e164: USER, password: USER_PASSWORD });
  const values = [{ item: 'sip-user-id', value: 'alice' }];
  await api.send('PATCH', `/users/${user.id}/values`, { values }, { 'if-match': '*' });
  const addresses = await claimLoopbackRange();
  const aPhone = async (seed: number): Promise<VirtualPhone> => {
    const phone = createPhone({
      model: 'cp410',
      seed,
      address: addresses.next(),
      server: `https://127.0.0.1:${phones}`,
      e164: `49300000${seed}`,
      enablesMobility: true,
      items: { 'sip-user-id': 'desk', 'dls-contact-interval': '1' },
      behavior: {
        bootMs: 10,
        overloadDelayMs: [50, 100],
        retry: { firstDelayMs: 200, factor: 1.2, maxDelayMs: 500, jitter: 0, attempts: 100 },
      },
    });
    undo.push(() => phone.powerOff());
    await phone.powerOn();
    await phone.waitFor('idle');
    return phone;
  };
  const restart = async () => {
    await server?.kill();
    await start();
  };
  const where = async () =>
    (await api.get<{ loggedOnAt: { deviceId: string } | null }>(`/users/${user.id}`)).loggedOnAt?.deviceId;
  return { api, aPhone, restart, where };
}

/** Kills the server when the phone has got an answer for which this holds, and starts it again. */
function killAt(
  phone: VirtualPhone,
  condition: (exchange: Exchange) => boolean,
  restart: () => Promise<void>,
) {
  return new Promise<void>((resolve, reject) => {
    const look = (exchange: Exchange) => {
      if (!condition(exchange)) return;
      phone.off('exchange', look);
      restart().then(resolve, reject);
    };
    phone.on('exchange', look);
  });
}

async function quiet(phone: VirtualPhone): Promise<void> {
  await phone.waitFor(({ state, log }) => state === 'idle' && log.at(-1)?.answer?.action === 'CleanUp', {
    timeoutMs: 30_000,
  });
}

describe('a server that is killed', () => {
  test.each([
    [
      'has sent the profile',
      ({ reason, answer }: Exchange) => reason === 'inventory-changes' && answer?.action === 'WriteItems',
    ],
    ['has heard that the phone has it', ({ repliesTo }: Exchange) => repliesTo === 'WriteItems'],
    ['has heard the user’s phone start', ({ reason }: Exchange) => reason === 'start-up'],
  ])(
    'when it %s leaves the user at this phone or nowhere, as the phone does',
    async (_when, condition) => {
      const { aPhone, restart, where } = await aScene();
      const phone = await aPhone(71);
      const killed = killAt(phone, condition, restart);
      void phone.logOn(USER, USER_PASSWORD);
      await killed;
      await quiet(phone);
      await eventually('one truth', async () =>
        (await where()) === (phone.user === undefined ? undefined : phone.mac) ? true : undefined,
      );
      const other = await aPhone(72);
      if (phone.user !== undefined) {
        await phone.logOff(USER_PASSWORD);
        await quiet(phone);
        await phone.waitFor(({ user }) => user === undefined);
      }
      expect(phone.items.get('sip-user-id')).toBe('desk');
      await other.logOn(USER, USER_PASSWORD);
      await other.waitFor(({ user, state }) => user === USER && state === 'idle');
      expect(await where()).toBe(other.mac);
    },
    90_000,
  );

  test.each([
    ['has asked for what the phone keeps', ({ answer }: Exchange) => answer?.action === 'ReadItems'],
    ['has stored it', ({ repliesTo }: Exchange) => repliesTo === 'ReadItems'],
    ['has heard that the phone is its own again', ({ repliesTo }: Exchange) => repliesTo === 'WriteItems'],
  ])(
    'when it %s loses nothing of what the phone keeps for the user',
    async (_when, condition) => {
      const { aPhone, restart, where } = await aScene();
      const phone = await aPhone(73);
      await phone.logOn(USER, USER_PASSWORD);
      await phone.waitFor(({ user, state, log }) => user === USER && state === 'idle' && log.length >= 7);
      await quiet(phone);
      phone.changeUserData('userdata-call-log', 'all calls');
      const killed = killAt(phone, condition, restart);
      void phone.logOff(USER_PASSWORD);
      await killed;
      await quiet(phone);
      await eventually('one truth', async () =>
        (await where()) === (phone.user === undefined ? undefined : phone.mac) ? true : undefined,
      );
      if (phone.user !== undefined) {
        await phone.logOff(USER_PASSWORD);
        await phone.waitFor(({ user, state }) => user === undefined && state === 'idle');
      }
      const other = await aPhone(74);
      await other.logOn(USER, USER_PASSWORD);
      await other.waitFor((there) => there.readUserData('userdata-call-log').length > 0);
      expect(other.readUserData('userdata-call-log')).toEqual(['all calls']);
      expect(await where()).toBe(other.mac);
    },
    90_000,
  );
});
