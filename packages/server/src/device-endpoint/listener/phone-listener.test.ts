import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { type DatabaseProxy, openDatabaseProxy } from '../../../test/support/database-proxy.ts';
import { aMac, anInitial, aReply, sendRaw } from '../../../test/support/raw-phone.ts';
import { createPool } from '../../infra/db/index.ts';
import { makeSelfSigned } from '../../infra/tls/index.ts';
import { FileServer } from '../file-server/file-server.ts';
import { Interaction, type InteractionDeps } from '../interaction.ts';
import { BadRequestGuard } from './bad-request-guard.ts';
import { type PhoneListener, type PhoneListenerLimits, startPhoneListener } from './phone-listener.ts';

let server: TestAdminApi;
let proxy: DatabaseProxy;
let pool: Pool;
let tls: { key: string; cert: string };
beforeAll(async () => {
  server = await startAdminApi();
  const now = new Date();
  const made = await makeSelfSigned({
    keyType: 'ecdsa-p256',
    hosts: ['127.0.0.1'],
    notBefore: new Date(now.getTime() - 60_000),
    notAfter: new Date(now.getTime() + 3_600_000),
  });
  tls = { key: made.privateKey, cert: made.certificate };
});
afterAll(() => server.close());

const undo: (() => unknown)[] = [];
let overloads: number;
beforeEach(async () => {
  overloads = 0;
  proxy = await openDatabaseProxy(server.database.url);
  pool = createPool(proxy.url, { max: 4, byKey: true, statementTimeoutMs: 3_000 });
  pool.on('error', () => {});
});
afterEach(async () => {
  proxy.restore();
  for (const step of undo.splice(0).reverse()) await step();
  await pool.end();
  await proxy.close();
});

/** A port for phones over a way to the database that can be cut. */
async function aListener(
  limits: Partial<PhoneListenerLimits> = {},
  openings: InteractionDeps['openings'] = {},
): Promise<PhoneListener> {
  const { context } = server;
  const settings = () => ({
    secretsNeedContactRequest: true,
    contactAnswerSeconds: 120,
    contactGapSeconds: 300,
    contactIntervalSeconds: 60,
    contactLogDays: 14,
  });
  const badRequests = new BadRequestGuard({ ...context, notify: () => {} });
  const files = new FileServer({
    ...context,
    pool,
    badRequests,
    settings: () => ({ serverEnabled: true, bandwidthKilobytes: null }),
  });
  undo.push(() => files.stop());
  const interaction = new Interaction({ ...context, pool, settings, openings });
  undo.push(() => interaction.stop());
  const listener = await startPhoneListener({
    tls,
    host: '127.0.0.1',
    port: 0,
    interaction,
    badRequests,
    files,
    log: context.log,
    limits: { checkEveryMs: 50, ...limits },
    onAnswer: () => {},
    onOverload: () => {
      overloads += 1;
    },
  });
  undo.push(() => listener.stop());
  return listener;
}

const overload = { action: 'CleanUp', items: [{ name: 'cleanup-reason', value: 'overload' }] };

async function aSocket(listener: PhoneListener): Promise<Socket> {
  const socket = connect(listener.port, '127.0.0.1');
  socket.on('error', () => {});
  undo.push(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function aSession(listener: PhoneListener): Promise<TLSSocket> {
  const socket = connectTls({ port: listener.port, host: '127.0.0.1', rejectUnauthorized: false });
  socket.on('error', () => {});
  undo.push(() => socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
}

/** Milliseconds until the server has closed the connection. */
async function closedAfter(socket: Socket): Promise<number> {
  const startedAt = performance.now();
  socket.resume();
  // `once` of node:events would fail when the server resets the connection, which is as good an end as any.
  await new Promise((resolve) => socket.once('close', resolve));
  return performance.now() - startedAt;
}

const head = (length: number) =>
  `POST /DeploymentService/LoginService HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`;

describe('more messages than can be answered', () => {
  test('are told to come again, with their own nonce', async () => {
    const { port } = await aListener({ maxUnderWay: 0 });
    const answer = await sendRaw({ port, body: anInitial(aMac(), { nonce: 'AB12' }) });
    expect(answer.status).toBe(200);
    expect(answer.message).toEqual({ nonce: 'AB12', ...overload });
    expect(answer.headers['content-length']).toBe(String(answer.text.length));
    expect(overloads).toBe(1);
  });

  test('are those beyond the limit, and those within it are answered in the end', async () => {
    const { port } = await aListener({ maxUnderWay: 2 });
    const blocker = await server.database.pool.connect();
    await blocker.query('begin; lock table clients in exclusive mode');
    const waiting = [1, 2].map(() => sendRaw({ port, body: anInitial(aMac()) }));
    await expect
      .poll(async () => (await sendRaw({ port, body: anInitial(aMac()) })).message?.items)
      .toEqual(overload.items);
    await blocker.query('commit');
    blocker.release();
    for (const answer of await Promise.all(waiting)) expect(answer.message?.action).toBe('ReadAllItems');
  });

  test('are refused before they are read when their bytes have no room', async () => {
    const { port } = await aListener({ bodyRoom: { total: 2_000, perSource: 2_000 } });
    expect((await sendRaw({ port, body: anInitial(aMac()) })).status).toBe(200);
    const answer = await sendRaw({ port, body: Buffer.alloc(2_001, 0x20) });
    expect(answer.status).toBe(503);
    expect(overloads).toBe(1);
    expect((await sendRaw({ port, body: anInitial(aMac()) })).status).toBe(200);
  });

  test('of one source leave room for the phones of others', async () => {
    const listener = await aListener({ bodyRoom: { total: 100_000, perSource: 5_000 } });
    const { port } = listener;
    const hoarder = await aSession(listener);
    hoarder.write(`${head(5_000)}${'x'.repeat(4_900)}`);
    await expect.poll(async () => (await sendRaw({ port, body: anInitial(aMac()) })).status).toBe(503);
    expect((await sendRaw({ port, body: anInitial(aMac()), from: '127.0.0.99' })).status).toBe(200);
    hoarder.destroy();
    await expect.poll(async () => (await sendRaw({ port, body: anInitial(aMac()) })).status).toBe(200);
  });
});

describe('more connections than can be made', () => {
  test('are broken off before their TLS, but not those of a phone in the middle of its dialogue', async () => {
    // The line is full whatever happens.
    const { port } = await aListener({}, { maxWaiting: 0 });
    const from = '127.0.0.7';
    const { cookie } = await sendRaw({ port, from, body: anInitial(aMac()) });
    let broken = 0;
    for (let stranger = 0; stranger < 300; stranger += 1) {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      socket.on('close', () => {
        broken += 1;
      });
      undo.push(() => socket.destroy());
    }
    const answer = await sendRaw({ port, from, cookie, body: aReply('ReadAllItems') });
    expect(answer.message?.action).toBe('CleanUp');
    expect(overloads).toBeGreaterThan(0);
    await expect.poll(() => broken).toBe(overloads);
    expect(broken).toBeLessThan(300);
  });
});

describe('a message that cannot be committed', () => {
  test('is not acknowledged: the phone is told to come again, and heard when the database is back', async () => {
    const { port } = await aListener();
    const mac = aMac();
    const first = await sendRaw({ port, body: anInitial(mac) });
    proxy.cut();
    const reply = aReply('ReadAllItems', {
      nonce: 'CD34',
      items: [{ name: 'reg-addr', value: '192.0.2.1' }],
    });
    expect((await sendRaw({ port, body: reply, cookie: first.cookie })).message).toEqual({
      nonce: 'CD34',
      ...overload,
    });
    expect((await sendRaw({ port, body: anInitial(aMac()) })).message).toMatchObject(overload);
    proxy.restore();
    expect((await sendRaw({ port, body: reply, cookie: first.cookie })).message).toEqual({
      nonce: 'CD34',
      action: 'CleanUp',
      items: [],
    });
    const { rows } = await server.database.pool.query(
      'select inventory_at from client_contacts where device_id = $1',
      [mac],
    );
    expect(rows).toEqual([{ inventory_at: expect.any(Date) }]);
  });

  test('because the database hangs is given up in time', async () => {
    const { port } = await aListener();
    await sendRaw({ port, body: anInitial(aMac()) });
    proxy.freeze();
    const startedAt = performance.now();
    expect((await sendRaw({ port, body: anInitial(aMac()) })).message).toMatchObject(overload);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  test('costs one line of the log a second, not one for each message', async () => {
    const { port } = await aListener();
    proxy.cut();
    const before = server.logged().length;
    await Promise.all(Array.from({ length: 20 }, () => sendRaw({ port, body: anInitial(aMac()) })));
    const lines = server
      .logged()
      .slice(before)
      .match(/a message of a phone could not be answered/g);
    expect(lines?.length).toBe(1);
  });
});

describe('a connection that wastes time', () => {
  test('without beginning its TLS is ended', async () => {
    const listener = await aListener({ handshakeTimeoutMs: 200 });
    expect(await closedAfter(await aSocket(listener))).toBeLessThan(3_000);
  });

  test('in the middle of its TLS is ended', async () => {
    const listener = await aListener({ handshakeTimeoutMs: 200 });
    const socket = await aSocket(listener);
    socket.write(Buffer.from('160301', 'hex'));
    expect(await closedAfter(socket)).toBeLessThan(3_000);
  });

  test('without sending a request is ended', async () => {
    const listener = await aListener({ headersTimeoutMs: 200, requestTimeoutMs: 300 });
    expect(await closedAfter(await aSession(listener))).toBeLessThan(3_000);
  });

  test('by sending its headers byte by byte is ended', async () => {
    const listener = await aListener({ headersTimeoutMs: 300, requestTimeoutMs: 400 });
    const socket = await aSession(listener);
    const bytes = [...head(10)];
    const drip = setInterval(() => socket.write(bytes.shift() ?? 'x'), 50);
    expect(await closedAfter(socket)).toBeLessThan(3_000);
    clearInterval(drip);
  });

  test('by sending its body byte by byte is ended', async () => {
    const listener = await aListener({ headersTimeoutMs: 200, requestTimeoutMs: 400 });
    const socket = await aSession(listener);
    socket.write(head(10_000));
    const drip = setInterval(() => socket.write('x'), 50);
    expect(await closedAfter(socket)).toBeLessThan(3_000);
    clearInterval(drip);
  });

  test('between two messages is ended after its time, and not before', async () => {
    const listener = await aListener({ keepAliveMs: 600 });
    const socket = await aSession(listener);
    const body = anInitial(aMac());
    socket.write(`${head(Buffer.byteLength(body))}${body}`);
    await once(socket, 'data');
    const after = await closedAfter(socket);
    expect(after).toBeGreaterThan(400);
    expect(after).toBeLessThan(4_000);
  });
});

describe('a port that is closed', () => {
  test('lets a message under way end, and tells its phone not to come again over this connection', async () => {
    const listener = await aListener();
    const blocker = await server.database.pool.connect();
    await blocker.query('begin; lock table clients in exclusive mode');
    const waiting = sendRaw({
      port: listener.port,
      body: anInitial(aMac()),
      headers: { connection: 'keep-alive' },
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const stopped = listener.stop();
    await blocker.query('commit');
    blocker.release();
    const answer = await waiting;
    expect(answer.message?.action).toBe('ReadAllItems');
    expect(answer.headers['connection']).toBe('close');
    await stopped;
  });

  test('is closed in time, whatever hangs on it', async () => {
    const listener = await aListener({ stopMs: 300 });
    await aSocket(listener);
    const half = await aSession(listener);
    half.write(`${head(100)}x`);
    await aSession(listener);
    const startedAt = performance.now();
    await listener.stop();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await expect(aSocket(listener)).rejects.toThrow();
  });
});
