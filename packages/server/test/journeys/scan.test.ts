import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createNetServer, type Server } from 'node:net';
import type { VirtualPhone } from '@deskfleet/simulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONTACT_PORT, claimLoopbackRange } from '../support/loopback-range.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

let server: RunningServer;
const undo: (() => unknown)[] = [];
beforeAll(async () => {
  server = await startServer({ env: { DESKFLEET_SCAN_LOOPBACK: 'true' } });
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.database.pool.query('truncate scans, scan_addresses, held_phones; delete from clients');
  await server.api.send('PATCH', '/settings', { scans: { perSecond: 200 } });
});
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

interface Scan {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
}

interface Scanned {
  readonly address: string;
  readonly state: string;
  readonly detail: { readonly en: string; readonly de: string } | null;
  readonly held: boolean;
  readonly askedAt: string | null;
  readonly client: { readonly deviceId: string } | null;
}

const start = (...targets: string[]) => server.api.post<Scan>('/scans', { targets });
const get = (id: string) => server.api.get<Scan>(`/scans/${id}`);
const results = async (id: string, query = '') =>
  (await server.api.get<{ items: Scanned[] }>(`/scans/${id}/addresses?pageSize=100${query}`)).items;

/** Waits until every address has its result. */
function allAsked(id: string): Promise<Scan> {
  return eventually('the results of all addresses', async () => {
    const scan = await get(id);
    return scan.counts['waiting'] === 0 && scan.counts['asking'] === 0 ? scan : undefined;
  });
}

/** A phone that is on and knows no server: nobody but a scan finds it. */
async function aLostPhone(): Promise<VirtualPhone> {
  const phone = server.aPhone({ server: undefined as never });
  await phone.powerOn();
  return phone;
}

async function listen(listener: Server): Promise<string> {
  const address = (await claimLoopbackRange()).next();
  await once(listener.listen({ host: address, port: CONTACT_PORT }), 'listening');
  undo.push(() => listener.close());
  return address;
}

describe('a scan', () => {
  test('finds phones that know no server, and says of each address what came of it', async () => {
    const phone = await aLostPhone();
    const webServer = await listen(createServer((_request, response) => response.writeHead(404).end()));
    const silent = createNetServer(() => {});
    const silentAddress = await listen(silent);
    const nobody = (await claimLoopbackRange()).next();
    const { id, total } = await start(phone.address, webServer, silentAddress, `${nobody}/32`);
    expect(total).toBe(4);
    await eventually('the phone', async () =>
      (await get(id)).counts['registered'] === 1 ? true : undefined,
    );
    await allAsked(id);
    const byAddress = new Map((await results(id)).map((one) => [one.address, one]));
    expect(byAddress.get(phone.address)).toMatchObject({
      state: 'answered',
      client: { deviceId: phone.mac },
    });
    expect(byAddress.get(webServer)).toMatchObject({
      state: 'failed',
      detail: {
        en: 'it answered with HTTP status 404',
        de: 'es hat mit dem HTTP-Status 404 geantwortet',
      },
    });
    expect(byAddress.get(silentAddress)).toMatchObject({ state: 'timed-out' });
    expect(byAddress.get(nobody)).toMatchObject({ state: 'refused', client: null });
    expect(await results(id, '&state=registered')).toHaveLength(1);
    const done = await eventually('the end', async () => {
      const scan = await get(id);
      return scan.state === 'finished' ? scan : undefined;
    });
    expect(done.counts).toMatchObject({ answered: 1, registered: 1, refused: 1, timedOut: 1, failed: 1 });
    expect(phone.contactRequests).toHaveLength(1);
  }, 30_000);

  test('tells phones to call at the address of the server, of which a name is looked up, unless scans have their own', async () => {
    const told: string[] = [];
    const phone = await listen(
      createServer((request, response) => {
        request.setEncoding('utf8').on('data', (body: string) => told.push(body));
        request.on('end', () => response.writeHead(204).end());
      }),
    );
    const settings = (body: object) => server.api.send('PATCH', '/settings', body);
    const scan = async () => {
      await server.database.pool.query('truncate scans, scan_addresses');
      const { id } = await start(phone);
      await allAsked(id);
      const [result] = await results(id);
      return result;
    };
    await settings({ server: { url: 'https://localhost:18450' } });
    await scan();
    expect(told.pop()).toBe('ContactMe=true&dls_ip_addr=127.0.0.1&dls_ip_port=18450');
    await settings({ scans: { callBackAddress: '10.20.30.40' } });
    await scan();
    expect(told.pop()).toBe('ContactMe=true&dls_ip_addr=10.20.30.40&dls_ip_port=18450');
    // No name server is asked for a name that cannot be one.
    const name = `${'x'.repeat(64)}.example`;
    await settings({ server: { url: `https://${name}:18443` }, scans: { callBackAddress: null } });
    expect(await scan()).toMatchObject({
      state: 'failed',
      detail: { en: expect.stringContaining(name), de: expect.stringContaining(name) },
    });
    expect(told).toEqual([]);
    await settings({ server: { url: null } });
  });

  test('asks in its pace, and is stopped in the middle', async () => {
    await server.api.send('PATCH', '/settings', { scans: { perSecond: 4 } });
    const { id } = await start('127.199.0.0/24');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const stopped = await server.api.post<Scan>(`/scans/${id}/stop`);
    expect(stopped.state).toBe('stopped');
    const asked = stopped.total - (stopped.counts['waiting'] ?? 0);
    expect(asked).toBeGreaterThan(4);
    expect(asked).toBeLessThanOrEqual(13);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await results(id, '&state=waiting')).length).toBe(100);
    expect((await get(id)).counts).toEqual(stopped.counts);
    expect(await server.api.send('POST', `/scans/${id}/stop`)).toMatchObject({
      status: 409,
      body: { code: 'scan.ended' },
    });
    expect(await server.api.send('DELETE', `/scans/${id}`)).toMatchObject({ status: 204 });
    expect(await server.api.send('GET', `/scans/${id}`)).toMatchObject({ status: 404 });
  });

  test('leaves a phone in peace that was asked a moment ago, by another scan or for a job', async () => {
    await server.api.send('PATCH', '/settings', { phones: { contactIntervalSeconds: 60 } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const phone = await aLostPhone();
    const first = await start(phone.address);
    await eventually('the first answer', async () =>
      (await get(first.id)).counts['registered'] === 1 ? true : undefined,
    );
    const second = await start(phone.address);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await get(second.id)).counts).toMatchObject({ waiting: 1, answered: 0 });
    expect(phone.contactRequests).toHaveLength(1);
    await server.api.post(`/scans/${second.id}/stop`);
    await server.api.send('PATCH', '/settings', { phones: { contactIntervalSeconds: 1 } });
  });

  test('is gone on with by another node, also with addresses over which a node died', async () => {
    await server.api.send('PATCH', '/settings', { scans: { perSecond: 40 } });
    const { id } = await start('127.198.0.1-127.198.0.60');
    // A node took two of them and was gone before it could ask.
    await server.database.pool.query(
      `update scan_addresses set state = 'asking', asked_at = now() - interval '2 minutes' where scan_id = $1 and place > 58`,
      [id],
    );
    const other = await server.anotherNode();
    const done = await allAsked(id);
    expect(done.counts).toMatchObject({ refused: 60 });
    await other.stop();
  });

  test('finds phones that are held for approval, and says so', async () => {
    await server.api.send('PUT', '/acceptance', { unknownPhones: 'hold', rules: [] }, { 'if-match': '*' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const phone = await aLostPhone();
    const { id } = await start(phone.address);
    await eventually('the held phone', async () =>
      (await results(id))[0]?.held === true ? true : undefined,
    );
    expect((await results(id))[0]?.client).toBeNull();
    await server.api.send('PUT', '/acceptance', { unknownPhones: 'accept', rules: [] }, { 'if-match': '*' });
  });

  test('of a network that is not allowed, or is too large, is refused with the reason', async () => {
    expect(await server.api.send('POST', '/scans', { targets: ['192.0.2.0/24'] })).toMatchObject({
      status: 400,
      body: { code: 'scan.not_allowed', errors: [{ field: 'targets.0', text: { de: expect.any(String) } }] },
    });
    expect(await server.api.send('POST', '/scans', { targets: ['10.0.0.0/8'] })).toMatchObject({
      status: 400,
      body: { code: 'scan.too_large', detail: expect.stringContaining('16,777,214 addresses') },
    });
    const many = await Promise.all(
      Array.from({ length: 7 }, () => server.api.send('POST', '/scans', { targets: ['127.197.0.0/24'] })),
    );
    expect(many.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 201, 409, 409]);
  });

  test('the largest one that is allowed begins at once', async () => {
    await server.api.send('PATCH', '/settings', { scans: { perSecond: 1 } });
    const startedAt = performance.now();
    const { id, total } = await start('127.196.0.0-127.196.255.255');
    expect(total).toBe(65_536);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    const { items } = await server.api.get<{ items: Scan[] }>('/scans?state=active');
    expect(items.map((scan) => scan.id)).toEqual([id]);
  });
});
