import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { openDatabaseProxy } from '../../../test/support/database-proxy.ts';
import { aMac } from '../../../test/support/raw-phone.ts';
import { createJob } from '../../features/jobs/index.ts';
import { createPool } from '../../infra/db/index.ts';
import { type DcmpListener, type DcmpListenerOptions, startDcmpListener } from './dcmp-listener.ts';

let server: TestAdminApi;
beforeAll(async () => {
  server = await startAdminApi();
});
afterAll(() => server.close());

const listeners: DcmpListener[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(listeners.splice(0).map((listener) => listener.stop()));
});

async function aListener(options: Partial<DcmpListenerOptions> = {}): Promise<DcmpListener> {
  const { pool, log, clock } = server.context;
  const listener = await startDcmpListener({ pool, log, clock, host: '127.0.0.1', port: 0, ...options });
  listeners.push(listener);
  return listener;
}

/** A connection on which any bytes may be sent. */
class Line {
  readonly #socket: Socket;
  readonly #closed: Promise<void>;
  #text = '';

  constructor({ port }: DcmpListener) {
    this.#socket = connect(port, '127.0.0.1');
    sockets.push(this.#socket);
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text: string) => {
      this.#text += text;
    });
    this.#socket.on('error', () => {});
    this.#closed = new Promise((resolve) => this.#socket.once('close', () => resolve()));
  }

  send(text: string): this {
    this.#socket.write(text);
    return this;
  }

  /** Everything that came until the server closed the connection. */
  async rest(): Promise<string> {
    await this.#closed;
    return this.#text;
  }

  /** Status of the answer; undefined when the connection was closed without one. */
  async status(): Promise<number | undefined> {
    const answered = new Promise<void>((resolve) => {
      const look = () => this.#text.includes('\r\n\r\n') && resolve();
      this.#socket.on('data', look);
      look();
    });
    await Promise.race([answered, this.#closed]);
    const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(this.#text) ?? [];
    return status === undefined ? undefined : Number(status);
  }
}

const aRequest = (target: string, method = 'GET', headers = '') =>
  `${method} ${target} HTTP/1.1\r\nHost: deskfleet\r\n${headers}\r\n`;

const ask = (listener: DcmpListener, target: string, method?: string, headers?: string) =>
  new Line(listener).send(aRequest(target, method, headers)).status();

const poll = (listener: DcmpListener, deviceId: string) =>
  ask(listener, `/dcmp/contact-me?device-id=${deviceId}`);

async function aDevice(options: { deviceId?: string; hasWork?: boolean } = {}): Promise<string> {
  const deviceId = options.deviceId ?? aMac();
  const clientId = await aClient(server.database.pool, { deviceId });
  if (options.hasWork === true) {
    const initiator = { id: null, name: 'admin' };
    await createJob(server.context, { type: 'restart', clientIds: [clientId], initiator });
  }
  return deviceId;
}

describe('a phone that polls', () => {
  test('is told to call when work waits for it, and only then', async () => {
    const listener = await aListener();
    const [waiting, idle] = [await aDevice({ hasWork: true }), await aDevice()];
    expect(await poll(listener, waiting)).toBe(202);
    expect(await poll(listener, idle)).toBe(200);
  });

  test('is known from then on as one that can be reached by DCMP', async () => {
    const listener = await aListener();
    const deviceId = await aDevice();
    expect(await poll(listener, deviceId)).toBe(200);
    await listener.stop();
    const { rows } = await server.database.pool.query(
      'select p.polled_at from client_polls p join clients c on c.id = p.client_id where c.device_id = $1',
      [deviceId],
    );
    expect(rows).toEqual([{ polled_at: server.context.clock.now() }]);
  });

  test('may write its MAC address in any usual way', async () => {
    const listener = await aListener();
    const mac = await aDevice({ hasWork: true });
    const forms = [
      mac.toLowerCase(),
      mac.replaceAll(':', '-'),
      mac.replaceAll(':', ''),
      encodeURIComponent(mac),
    ];
    for (const form of forms) expect(await poll(listener, form), form).toBe(202);
  });

  test('may be a soft client, whose identifier is no MAC address', async () => {
    const listener = await aListener();
    await aDevice({ deviceId: 'soft-17@example', hasWork: true });
    expect(await poll(listener, 'soft-17@example')).toBe(202);
    expect(await poll(listener, encodeURIComponent('soft-17@example'))).toBe(202);
  });

  test('has nothing to do when nobody knows it', async () => {
    expect(await poll(await aListener(), aMac())).toBe(200);
  });

  test('asks as often as it likes on one connection', async () => {
    const listener = await aListener();
    const target = `/dcmp/contact-me?device-id=${await aDevice({ hasWork: true })}`;
    const line = new Line(listener);
    line.send(aRequest(target).repeat(2) + aRequest(target, 'GET', 'Connection: close\r\n'));
    expect((await line.rest()).match(/HTTP\/1\.1 202 /g)).toHaveLength(3);
  });

  test('gets its own answer among those of many others', async () => {
    const listener = await aListener();
    const waiting = await aDevice({ hasWork: true });
    const others = Array.from({ length: 200 }, () => aMac());
    const statuses = await Promise.all(
      [waiting, ...others.slice(0, 100), waiting, ...others.slice(100), waiting].map((id) =>
        poll(listener, id),
      ),
    );
    expect(statuses.filter((status) => status === 202)).toHaveLength(3);
    expect([statuses[0], statuses[101], statuses[202]]).toEqual([202, 202, 202]);
  });
});

describe('whoever is no phone', () => {
  test.each([
    ['no identifier', '/dcmp/contact-me', 400],
    ['an empty identifier', '/dcmp/contact-me?device-id=', 400],
    ['another parameter', '/dcmp/contact-me?mac=00:1A:E8:00:00:01', 400],
    ['SQL', "/dcmp/contact-me?device-id='%20or%201=1--", 400],
    ['a NUL', '/dcmp/contact-me?device-id=00:1A:E8%00', 400],
    ['a lone surrogate', '/dcmp/contact-me?device-id=%ED%A0%80', 400],
    ['broken escapes', '/dcmp/contact-me?device-id=%zz%', 400],
    ['an identifier longer than any that is kept', `/dcmp/contact-me?device-id=${'A'.repeat(65)}`, 400],
    ['another path', '/', 404],
    ['a path below', '/dcmp/contact-me/x?device-id=00:1A:E8:00:00:01', 404],
    ['a path that leads elsewhere', '/dcmp/contact-me/../../etc/passwd', 404],
    ['no path', '*', 404],
    ['a URL that is none', 'http://[', 404],
  ])('and asks with %s is refused', async (_name, target, status) => {
    expect(await ask(await aListener(), target)).toBe(status);
  });

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'])(
    'and says %s is refused',
    async (method) => {
      const line = new Line(await aListener());
      line.send(aRequest(`/dcmp/contact-me?device-id=${aMac()}`, method));
      expect((await line.rest()).split('\r\n')).toEqual(
        expect.arrayContaining(['HTTP/1.1 405 Method Not Allowed', 'allow: GET']),
      );
    },
  );

  test.each([
    [
      'a URL of a megabyte',
      `GET /dcmp/contact-me?device-id=${'A'.repeat(1_048_576)} HTTP/1.1\r\n\r\n`,
      '431',
    ],
    ['headers without end', `${aRequest('/dcmp/contact-me').slice(0, -2)}X: ${'y'.repeat(65_536)}`, '431'],
    ['no HTTP', '\u0016\u0003\u0001 this is TLS', '400'],
    ['two lengths', aRequest('/dcmp/contact-me', 'GET', 'Content-Length: 1\r\nContent-Length: 2\r\n'), '400'],
  ])('and sends %s is refused and cut off', async (_name, text, status) => {
    const rest = await new Line(await aListener()).send(text).rest();
    // Whoever still sends when it is cut off may lose the answer.
    if (rest !== '') expect(rest).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test.each(['GET', 'POST'])('and %s a body is refused without its being waited for', async (method) => {
    const line = new Line(await aListener());
    line.send(aRequest(`/dcmp/contact-me?device-id=${aMac()}`, method, 'Content-Length: 1000000000\r\n'));
    expect(await line.rest()).toMatch(method === 'GET' ? /^HTTP\/1\.1 413 / : /^HTTP\/1\.1 405 /);
  });

  test('does not disturb a phone', async () => {
    const listener = await aListener();
    const waiting = await aDevice({ hasWork: true });
    const noise = Array.from({ length: 100 }, (_, n) =>
      new Line(listener).send(n % 2 === 0 ? 'GET ' : '\u0000\u0001\r\n\r\n'),
    );
    expect(await poll(listener, waiting)).toBe(202);
    expect(noise).toHaveLength(100);
  });
});

describe('the port', () => {
  test.each([
    ['says nothing', ''],
    ['stops in the middle of its request', 'GET /dcmp/contact-me?device-id=00:1A'],
    ['stops in the middle of its headers', 'GET /dcmp/contact-me HTTP/1.1\r\nHost: a\r\n'],
  ])('cuts off who %s', async (_name, text) => {
    const listener = await aListener({ limits: { requestTimeoutMs: 100, checkEveryMs: 20 } });
    const rest = await new Line(listener).send(text).rest();
    expect(rest === '' || rest.startsWith('HTTP/1.1 408 ')).toBe(true);
  });

  test('cuts off who sends one sign after the other', async () => {
    const listener = await aListener({ limits: { requestTimeoutMs: 100, checkEveryMs: 20 } });
    const line = new Line(listener).send('GET /dcmp/contact-me?device-id=');
    const dribble = setInterval(() => line.send('0'), 10);
    try {
      expect(await line.rest()).toMatch(/^(HTTP\/1\.1 408 |$)/);
    } finally {
      clearInterval(dribble);
    }
  });

  test('has room for so many connections, and again when one has gone', async () => {
    const listener = await aListener({ limits: { maxConnections: 2 } });
    const waiting = await aDevice({ hasWork: true });
    const target = `/dcmp/contact-me?device-id=${waiting}`;
    const kept = [new Line(listener).send(aRequest(target)), new Line(listener).send(aRequest(target))];
    for (const line of kept) expect(await line.status()).toBe(202);
    expect(await poll(listener, waiting)).toBeUndefined();
    await Promise.all(kept.map((line) => line.send(aRequest(target, 'GET', 'Connection: close\r\n')).rest()));
    expect(await poll(listener, waiting)).toBe(202);
  });

  test('turns polls away when too many wait, and takes them again afterwards', async () => {
    const listener = await aListener({ limits: { maxWaiting: 1 } });
    const target = (id: string) => aRequest(`/dcmp/contact-me?device-id=${id}`);
    const statuses = await Promise.all(
      Array.from({ length: 50 }, () => new Line(listener).send(target(aMac())).status()),
    );
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(await poll(listener, aMac())).toBe(200);
  });

  test('answers 503 while there is no database', async () => {
    const proxy = await openDatabaseProxy(server.database.url);
    const pool = createPool(proxy.url, { max: 2 });
    pool.on('error', () => {});
    try {
      const listener = await aListener({ pool });
      const waiting = await aDevice({ hasWork: true });
      expect(await poll(listener, waiting)).toBe(202);
      proxy.cut();
      expect(await poll(listener, waiting)).toBe(503);
      proxy.restore();
      expect(await poll(listener, waiting)).toBe(202);
    } finally {
      await pool.end();
      await proxy.close();
    }
  });

  test('closes though somebody holds a connection and says nothing', async () => {
    const listener = await aListener({ limits: { stopMs: 50 } });
    const line = new Line(listener).send('GET /');
    expect(await poll(listener, aMac())).toBe(200);
    await listener.stop();
    expect(await line.rest()).toBe('');
    listeners.splice(0);
  });
});
