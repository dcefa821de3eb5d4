import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { openEventSource, type TestEventSource } from '../../../test/support/event-source.ts';
import { systemClock } from '../../infra/clock/index.ts';
import { listen } from '../../infra/http/listen.ts';

let server: TestAdminApi;
let browser: Browser;
let port: number;
let sources: TestEventSource[];
beforeEach(async () => {
  server = await startAdminApi({ clock: systemClock });
  port = await listen(server.api.server, { host: '127.0.0.1', port: 0 });
  browser = server.aBrowser();
  await browser.signIn();
  sources = [];
});
afterEach(async () => {
  for (const source of sources) source.close();
  await server.close();
});

async function open(cookie = browser.cookie ?? ''): Promise<TestEventSource> {
  const source = await openEventSource(port, { cookie, ca: server.certificate });
  sources.push(source);
  return source;
}

describe('the event stream', () => {
  it('tells what changes, on whichever node it changed, and nothing of what is between nodes', async () => {
    const source = await open();
    expect(source.response.statusCode).toBe(200);
    expect(source.response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const { events } = server.context;
    events.changed('settings', ['server-certificate.admin']);
    events.changed('jobs', []);
    await new Promise((resolve) => setTimeout(resolve, 400));
    events.changed('clients', ['1', '2']);
    events.changed('jobs', ['7']);
    events.changed('notifications', ['3']);
    await expect
      .poll(() => source.changes)
      .toEqual([{ clients: ['1', '2'], jobs: ['7'], notifications: true }]);
    events.changed(
      'clients',
      Array.from({ length: 201 }, (_, index) => String(index)),
    );
    await expect.poll(() => source.changes.at(-1)).toEqual({ clients: 'all' });
    expect(source.text()).toMatch(/^retry: \d+\n/);
  });

  it('tells that parameters are called otherwise now', async () => {
    const source = await open();
    const path = `/item-names/${encodeURIComponent('7.6.5/ipv4-route-1-destination')}`;
    expect((await browser.request('PUT', path, { item: 'static-route-1' })).statusCode).toBe(200);
    await expect.poll(() => source.changes).toEqual([{ parameters: true }]);
  });

  it('tells of notifications that are cleared', async () => {
    const source = await open();
    await server.aBrowser().signIn('wrong');
    await expect.poll(() => source.changes).toEqual([{ notifications: true }]);
    await browser.request('DELETE', '/notifications');
    await expect.poll(() => source.changes).toHaveLength(2);
  });

  it('is refused without a session, as a problem', async () => {
    const source = await open('__Host-deskfleet=none');
    expect(source.response.statusCode).toBe(401);
    expect(source.response.headers['content-type']).toBe('application/problem+json');
  });

  it('ends within a second after signing out, and other sessions go on', async () => {
    const other = server.aBrowser();
    await other.signIn();
    const [mine, others] = [await open(), await open(other.cookie)];
    const started = performance.now();
    await browser.request('DELETE', '/session');
    await mine.ended;
    expect(performance.now() - started).toBeLessThan(1_000);
    server.context.events.changed('clients', ['1']);
    await expect.poll(() => others.changes).toEqual([{ clients: ['1'] }]);
  });

  it('ends when its session expires', async () => {
    const source = await open();
    await server.database.pool.query(`update sessions set expires_at = now() + interval '300 milliseconds'`);
    server.context.events.changed('sessions', 'all');
    await source.ended;
  });

  it('lives on when its session was prolonged meanwhile', async () => {
    const { pool } = server.database;
    await pool.query(`update sessions set expires_at = now() + interval '1500 milliseconds'`);
    const source = await open();
    await pool.query(`update sessions set expires_at = now() + interval '1 hour'`);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    server.context.events.changed('clients', ['1']);
    await expect.poll(() => source.changes).toEqual([{ clients: ['1'] }]);
  });

  it('ends at once when the server stops, so that stopping waits for nobody', async () => {
    const source = await open();
    const started = performance.now();
    await server.api.close();
    await source.ended;
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it('is one of thirty-two of an account; the next one is told so', async () => {
    await Promise.all(Array.from({ length: 32 }, () => open()));
    const refused = await open();
    expect(refused.response.statusCode).toBe(429);
    expect(refused.response.headers['retry-after']).toBe('60');
    await expect.poll(() => refused.text()).toContain('event.too_many_streams');
    sources[0]?.close();
    await expect.poll(async () => (await open()).response.statusCode).toBe(200);
  });
});

describe('stopping the server', () => {
  it('cuts off whoever began to talk and does not go on', async () => {
    const half = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    half.on('error', () => {});
    half.resume();
    const closed = new Promise((resolve) => half.once('close', resolve));
    await new Promise((resolve) => half.once('secureConnect', resolve));
    half.write(
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = performance.now();
    await server.api.close();
    await closed;
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
