import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DatabaseProxy, openDatabaseProxy } from '../../../test/support/database-proxy.ts';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { createPool } from '../db/index.ts';
import type { ChangeNews } from './change-news.ts';
import { EventHub } from './event-hub.ts';

const log = pino({ level: 'silent' });

let database: ServerDatabase;
beforeAll(async () => {
  database = await openServerDatabase();
});
afterAll(() => database.close());

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface Listening {
  readonly hub: EventHub;
  readonly heard: ChangeNews[];
}

/** A node's hub with everything that its subscriber hears. */
async function aHub(options: { url?: string; checkEveryMs?: number } = {}): Promise<Listening> {
  const url = options.url ?? database.url;
  const pool = createPool(url, { max: 1 });
  pool.on('error', () => {});
  const hub = new EventHub({
    databaseUrl: url,
    query: (text, values) => pool.query(text, values),
    log,
    ...(options.checkEveryMs === undefined ? {} : { checkEveryMs: options.checkEveryMs }),
  });
  const heard: ChangeNews[] = [];
  hub.subscribe((news) => void heard.push(news));
  await hub.start();
  undo.push(async () => {
    await hub.stop();
    await pool.end();
  });
  return { hub, heard };
}

async function aProxy(): Promise<DatabaseProxy> {
  const proxy = await openDatabaseProxy(database.url);
  undo.push(() => proxy.close());
  return proxy;
}

/** Connections with which hubs listen, as the database sees them. */
async function listeners(): Promise<number[]> {
  const { rows } = await database.pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and application_name = 'deskfleet events'`,
  );
  return rows.map((row) => row.pid);
}

const everything: ChangeNews = {
  clients: 'all',
  plugAndPlay: 'all',
  heldPhones: 'all',
  scans: 'all',
  users: 'all',
  jobs: 'all',
  recurringJobs: 'all',
  rollouts: 'all',
  templates: 'all',
  groups: 'all',
  notifications: 'all',
  parameters: 'all',
  settings: 'all',
  sessions: 'all',
  files: 'all',
  storageProviders: 'all',
};

describe('news between nodes', () => {
  test('reach the subscribers of every node, the own one included, within a second', async () => {
    const [one, two] = await Promise.all([aHub(), aHub()]);
    one.hub.changed('clients', ['1', '2']);
    for (const { heard } of [one, two]) {
      await expect.poll(() => heard, { timeout: 1_000 }).toEqual([{ clients: ['1', '2'] }]);
    }
  });

  test('of the same moment leave together, each id once', async () => {
    const { hub, heard } = await aHub();
    hub.changed('clients', ['1']);
    hub.changed('jobs', ['7']);
    hub.changed('clients', ['1', '2']);
    await expect.poll(() => heard).toEqual([{ clients: ['1', '2'], jobs: ['7'] }]);
  });

  test('name up to 200 ids and say "all" beyond', async () => {
    const { hub, heard } = await aHub();
    const ids = Array.from({ length: 201 }, (_, position) => String(position));
    hub.changed('clients', ids.slice(0, 200));
    await expect.poll(() => heard).toEqual([{ clients: ids.slice(0, 200) }]);
    hub.changed('clients', ids);
    hub.changed('clients', ['5']);
    await expect.poll(() => heard.slice(1)).toEqual([{ clients: 'all' }]);
  });

  test('that are too long for one notice of the database become "all"', async () => {
    const { hub, heard } = await aHub();
    const ids = Array.from({ length: 200 }, (_, position) => `9999999999999${position}`);
    for (const topic of ['clients', 'jobs', 'sessions'] as const) hub.changed(topic, ids);
    hub.changed('settings', ['phones']);
    await expect
      .poll(() => heard)
      .toEqual([{ clients: 'all', jobs: 'all', sessions: 'all', settings: ['phones'] }]);
  });

  test('of nothing are not sent', async () => {
    const { hub, heard } = await aHub();
    hub.changed('clients', []);
    hub.changed('jobs', ['1']);
    await expect.poll(() => heard).toEqual([{ jobs: ['1'] }]);
  });

  test('that somebody else puts into the channel do no harm', async () => {
    const { hub, heard } = await aHub();
    for (const text of ['', 'null', '7', '[]', '{"clients":7}', '{"clients":[7]}', '{"weather":"all"}']) {
      await database.pool.query('select pg_notify($1, $2)', ['deskfleet_change', text]);
    }
    hub.changed('jobs', ['1']);
    await expect.poll(() => heard).toEqual([{ jobs: ['1'] }]);
  });

  test('reach the others even when one subscriber fails', async () => {
    const { hub, heard } = await aHub();
    const others: ChangeNews[] = [];
    hub.subscribe(() => {
      throw new TypeError('a subscriber that fails');
    });
    hub.subscribe((news) => void others.push(news));
    hub.changed('jobs', ['1']);
    await expect.poll(() => others).toEqual([{ jobs: ['1'] }]);
    expect(heard).toEqual([{ jobs: ['1'] }]);
  });

  test('are not delivered to whoever has unsubscribed', async () => {
    const { hub, heard } = await aHub();
    const others: ChangeNews[] = [];
    hub.subscribe((news) => void others.push(news))();
    hub.changed('jobs', ['1']);
    await expect.poll(() => heard).toHaveLength(1);
    expect(others).toEqual([]);
  });
});

describe('a hub that loses its connection', () => {
  test('listens again and announces everything, for it may have missed something', async () => {
    const { hub, heard } = await aHub();
    await database.pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [
      await listeners(),
    ]);
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual([everything]);
    hub.changed('jobs', ['1']);
    await expect.poll(() => heard.slice(1)).toEqual([{ jobs: ['1'] }]);
    expect(await listeners()).toHaveLength(1);
  });

  test('opens one connection and no more when the database is back after a while', async () => {
    const proxy = await aProxy();
    const { heard } = await aHub({ url: proxy.url });
    proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 3_300));
    proxy.restore();
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual([everything]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(heard).toHaveLength(1);
    expect(await listeners()).toHaveLength(1);
  });

  test('notices that nothing comes through any more although nobody closed the connection', async () => {
    const proxy = await aProxy();
    const { heard } = await aHub({ url: proxy.url, checkEveryMs: 200 });
    proxy.freeze();
    await new Promise((resolve) => setTimeout(resolve, 600));
    proxy.restore();
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual([everything]);
  });

  test('keeps what it has to tell until the database is back', async () => {
    const proxy = await aProxy();
    const [away, other] = await Promise.all([aHub({ url: proxy.url }), aHub()]);
    proxy.cut();
    away.hub.changed('clients', ['1']);
    await new Promise((resolve) => setTimeout(resolve, 600));
    away.hub.changed('clients', ['2']);
    proxy.restore();
    await expect.poll(() => other.heard, { timeout: 5_000 }).toEqual([{ clients: ['1', '2'] }]);
  });

  test('leaves no connection behind when it is stopped while it connects again', async () => {
    const proxy = await aProxy();
    const { hub } = await aHub({ url: proxy.url });
    proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 100));
    proxy.restore();
    await hub.stop();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await listeners()).toEqual([]);
    await hub.stop();
  });
});

test('a hub that cannot connect at its start says so and does not go on trying', async () => {
  const proxy = await aProxy();
  proxy.cut();
  await expect(aHub({ url: proxy.url })).rejects.toThrow();
  proxy.restore();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(proxy.connections()).toBe(0);
});
