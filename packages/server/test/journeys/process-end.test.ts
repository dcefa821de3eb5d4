import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import { CONTACT_PORT, claimLoopbackRange } from '../support/loopback-range.ts';
import { aMac, anInitial, aReply, sendRaw } from '../support/raw-phone.ts';
import { ApiClient, eventually, PASSWORD } from '../support/running-server.ts';
import { openServerDatabase, type ServerDatabase } from '../support/server-database.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function anEnvironment(more: Record<string, string> = {}): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'deskfleet-process-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const port = '0';
  return {
    DESKFLEET_DATA: join(folder, 'data'),
    DESKFLEET_HOST: '127.0.0.1',
    DESKFLEET_ADMIN_PORT: port,
    DESKFLEET_PHONE_PORT: port,
    DESKFLEET_SECURE_PHONE_PORT: port,
    DESKFLEET_DCMP_PORT: port,
    DESKFLEET_METRICS_PORT: port,
    DESKFLEET_ADMIN_PASSWORD: PASSWORD,
    DESKFLEET_LOG: 'warn',
    ...more,
  };
}

async function aDatabase(): Promise<ServerDatabase> {
  const database = await openServerDatabase();
  undo.push(() => database.close());
  return database;
}

interface Addresses {
  readonly admin: number;
  readonly phones: number;
  readonly securePhones: number;
  readonly dcmp: number;
  readonly metrics: number;
}

async function start(env: Record<string, string>): Promise<{ server: ServerProcess; ports: Addresses }> {
  const server = startServerProcess(MAIN, [], { env });
  undo.push(async () => {
    server.signal('SIGKILL');
    await server.ended;
  });
  const ready = await server.next('ready');
  const port = (name: string) => Number(new URL(String(ready[name])).port);
  return {
    server,
    ports: {
      admin: port('admin'),
      phones: port('phones'),
      securePhones: port('securePhones'),
      dcmp: port('dcmp'),
      metrics: port('metrics'),
    },
  };
}

/** A connection that says a little and then nothing any more. */
async function aSilentConnection(port: number, text = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  undo.push(() => socket.destroy());
  await once(socket, 'connect');
  if (text !== '') socket.write(text);
  return socket;
}

async function aSilentSession(port: number, text: string): Promise<void> {
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
  socket.on('error', () => {});
  undo.push(() => socket.destroy());
  await once(socket, 'secureConnect');
  socket.write(text);
}

/** A phone that takes contact requests and never answers them. */
async function aHangingPhone(address: string): Promise<{ asked: Promise<unknown> }> {
  const listener = createServer((socket) => {
    socket.on('error', () => {});
    undo.push(() => socket.destroy());
  });
  listener.listen(CONTACT_PORT, address);
  await once(listener, 'listening');
  undo.push(() => listener.close());
  return { asked: once(listener, 'connection') };
}

describe('SIGTERM', () => {
  test('ends the server with 0 within 10 s, whatever hangs on its ports and whatever it waits for', async () => {
    const database = await aDatabase();
    const { server, ports } = await start(await anEnvironment({ DESKFLEET_DATABASE_URL: database.url }));
    const api = new ApiClient(ports.admin);
    undo.push(() => api.close());
    await api.signIn();

    const address = (await claimLoopbackRange()).next();
    const { asked } = await aHangingPhone(address);
    const mac = aMac();
    const contactMeUri = `http://${address}:${CONTACT_PORT}/contact_dls.html/ContactDLS`;
    const phone = { port: ports.phones, from: address };
    const { cookie } = await sendRaw({ ...phone, body: anInitial(mac, { contactMeUri }) });
    await sendRaw({ ...phone, body: aReply('ReadAllItems'), cookie });
    const { items } = await api.get<{ items: Client[] }>(`/clients?search=${mac}`);
    await api.post('/jobs', { type: 'restart', clients: { ids: [items[0]?.id] } });
    await asked;

    for (const port of Object.values(ports)) await aSilentConnection(port);
    for (const port of [ports.dcmp, ports.metrics])
      await aSilentConnection(port, 'GET / HTTP/1.1\r\nHost: x\r\n');
    for (const port of [ports.admin, ports.phones]) {
      await aSilentSession(
        port,
        'POST /DeploymentService/LoginService HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n<',
      );
    }
    const toldAt = Date.now();
    server.signal('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(Date.now() - toldAt).toBeLessThan(9_000);
  });

  test('during the start ends the server as well', async () => {
    const env = await anEnvironment();
    const server = startServerProcess(MAIN, [], { env });
    undo.push(() => server.kill());
    await eventually('the start of the database', async () =>
      existsSync(env['DESKFLEET_DATA'] ?? '') ? true : undefined,
    );
    const toldAt = Date.now();
    server.signal('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(Date.now() - toldAt).toBeLessThan(10_000);
  });
});

describe('a server whose database goes away', () => {
  test('goes on when it is back', async () => {
    const database = await aDatabase();
    const { server, ports } = await start(await anEnvironment({ DESKFLEET_DATABASE_URL: database.url }));
    const mac = aMac();
    const call = () => sendRaw({ port: ports.phones, body: anInitial(mac) });
    await call();
    await database.pool
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name like 'deskfleet%' and pid <> pg_backend_pid()`,
      )
      .catch(() => {});
    const answer = await eventually('an answer', async () => {
      const { message } = await call();
      return message?.items.some((item) => item.value === 'overload') ? undefined : message;
    });
    expect(answer.action).toBe('ReadAllItems');
    server.signal('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});

describe('a server that cannot start', () => {
  const sentence = async (env: Record<string, string>): Promise<string> => {
    const server = startServerProcess(MAIN, [], { env });
    undo.push(() => server.kill());
    const error: unknown = await server.next('ready').catch((reason: unknown) => reason);
    expect(await server.ended).toBe(1);
    return String(error);
  };

  test('because its database does not answer says so in one sentence, without the password', async () => {
    const said = await sentence(
      await anEnvironment({
        DESKFLEET_DATABASE_URL: 'postgresql://deskfleet:Geheim-4711@127.0.0.1:1/deskfleet',
      }),
    );
    expect(said).toMatch(
      /Deskfleet did not start: The database of DESKFLEET_DATABASE_URL cannot be used: .*127\.0\.0\.1:1\.\n/,
    );
    expect(said).not.toContain('Geheim');
    expect(said).not.toContain(' at ');
  });

  test('because its database does not exist says so in one sentence', async () => {
    const url = new URL((await aDatabase()).url);
    url.pathname = '/nowhere';
    const said = await sentence(await anEnvironment({ DESKFLEET_DATABASE_URL: url.href }));
    expect(said).toMatch(/The database of DESKFLEET_DATABASE_URL cannot be used: .*"nowhere"/);
  });

  test.each(['1', '2'])(
    'because a port is taken says which one in one sentence (workers: %s)',
    async (workers) => {
      const other = createServer();
      other.listen(0, '127.0.0.1');
      await once(other, 'listening');
      undo.push(() => other.close());
      const { port } = other.address() as AddressInfo;
      const said = await sentence(
        await anEnvironment({
          DESKFLEET_DATABASE_URL: (await aDatabase()).url,
          DESKFLEET_DCMP_PORT: String(port),
          DESKFLEET_WORKERS: workers,
          DESKFLEET_LOG: 'fatal',
        }),
      );
      expect(said).toContain(
        `Deskfleet did not start: Port ${port} of 127.0.0.1 is in use by another program: stop it or choose another port (DESKFLEET_DCMP_PORT).`,
      );
      expect(said).not.toContain(' at ');
    },
  );
});
