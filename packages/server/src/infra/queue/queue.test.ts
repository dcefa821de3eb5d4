import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabaseProxy } from '../../../test/support/database-proxy.ts';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { inTransaction } from '../db/index.ts';
import { TaskQueue } from './index.ts';

let database: ServerDatabase;
beforeAll(async () => {
  database = await openServerDatabase();
});
afterAll(() => database.close());

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

let logged = '';
const log = pino(
  new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  }),
);

/** A node's part in the queue. */
async function aNode(url = database.url): Promise<TaskQueue> {
  const queue = new TaskQueue({ databaseUrl: url, log });
  await queue.start();
  undo.push(() => queue.stop());
  return queue;
}

let queue: TaskQueue;
beforeEach(async () => {
  queue = await aNode();
  await database.pool.query('delete from tasks.job');
});

async function waiting(): Promise<unknown[]> {
  const { rows } = await database.pool.query<{ data: unknown }>(
    `select data from tasks.job where state in ('created', 'retry') order by data::text`,
  );
  return rows.map(({ data }) => data);
}

describe('tasks', () => {
  test('that are enqueued in a transaction exist when it commits, and only then', async () => {
    const handled: string[] = [];
    await queue.work('jobs.start', async (tasks) => void handled.push(...tasks.map(({ jobId }) => jobId)));
    await inTransaction(database.pool, async (tx) => {
      await queue.enqueue('jobs.start', [{ payload: { jobId: '1' } }], tx);
      expect(await waiting()).toEqual([]);
    });
    await expect.poll(() => handled, { timeout: 5_000 }).toEqual(['1']);
  });

  test('vanish with a transaction that fails', async () => {
    const failing = inTransaction(database.pool, async (tx) => {
      await queue.enqueue('jobs.start', [{ payload: { jobId: '1' } }], tx);
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await waiting()).toEqual([]);
  });

  test('of one key wait once, however often and from wherever they are enqueued', async () => {
    const other = await aNode();
    const order = (clientId: string) => ({ payload: { clientId }, key: clientId });
    await Promise.all(
      [queue, other, queue, other].map((node) =>
        node.enqueue('clients.request-contact', [order('1'), order('2'), order('1')]),
      ),
    );
    expect(await waiting()).toEqual([{ clientId: '1' }, { clientId: '2' }]);
  });

  test('of the same keys in another order never make two transactions wait for each other', async () => {
    const orders = Array.from({ length: 200 }, (_, position) => ({
      payload: { clientId: String(position) },
      key: String(position),
    }));
    const enqueue = (list: typeof orders) =>
      inTransaction(database.pool, async (tx) => {
        await queue.enqueue('clients.request-contact', list, tx);
        await tx.query('select pg_sleep(0.05)');
      });
    const before = await deadlocks();
    await Promise.all([enqueue(orders), enqueue([...orders].reverse()), enqueue(orders)]);
    expect(await waiting()).toHaveLength(200);
    expect(await deadlocks()).toBe(before);
  });

  test('begin not before their time', async () => {
    const handledAt: number[] = [];
    await queue.work('jobs.start', async () => void handledAt.push(Date.now()));
    const startAfter = new Date(Date.now() + 1_500);
    await queue.enqueue('jobs.start', [{ payload: { jobId: '1' }, startAfter }]);
    await expect.poll(() => handledAt, { timeout: 8_000 }).toHaveLength(1);
    expect(handledAt[0]).toBeGreaterThanOrEqual(startAfter.getTime());
  });

  test('are done again when their handler failed, which is logged', async () => {
    const tries: string[] = [];
    await queue.work('jobs.start', async ([task]) => {
      tries.push(task?.jobId ?? '');
      if (tries.length === 1) throw new RangeError('the first time');
    });
    await queue.enqueue('jobs.start', [{ payload: { jobId: '1' } }]);
    await expect.poll(() => tries, { timeout: 15_000 }).toEqual(['1', '1']);
    expect(logged).toContain('a task failed');
    expect(logged).toContain('the first time');
  });

  test('are shared between nodes, and each is done once', async () => {
    const other = await aNode();
    const handled: string[] = [];
    for (const node of [queue, other]) {
      await node.work('clients.request-contact', async (tasks) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        handled.push(...tasks.map(({ clientId }) => clientId));
      });
    }
    const ids = Array.from({ length: 500 }, (_, position) => String(position));
    await queue.enqueue(
      'clients.request-contact',
      ids.map((clientId) => ({ payload: { clientId }, key: clientId })),
    );
    await expect.poll(() => handled.length, { timeout: 10_000 }).toBe(500);
    expect(new Set(handled).size).toBe(500);
  });

  test('that are under way are finished before a node stops', async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    let finished = false;
    const node = await aNode();
    await node.work('jobs.start', async () => {
      begin();
      await new Promise((resolve) => setTimeout(resolve, 500));
      finished = true;
    });
    await node.enqueue('jobs.start', [{ payload: { jobId: '1' } }]);
    await begun;
    await node.stop();
    expect(finished).toBe(true);
  });
});

describe('a queue', () => {
  test('is made once when several nodes start at the same time on an empty database', async () => {
    const empty = await openServerDatabase();
    try {
      const nodes = Array.from({ length: 3 }, () => new TaskQueue({ databaseUrl: empty.url, log }));
      await Promise.all(nodes.map((node) => node.start()));
      await nodes[0]?.enqueue('jobs.start', [{ payload: { jobId: '1' } }]);
      await Promise.all(nodes.map((node) => node.stop()));
    } finally {
      await empty.close();
    }
  });

  test('goes on when the database was away', async () => {
    const proxy = await openDatabaseProxy(database.url);
    undo.push(() => proxy.close());
    const node = await aNode(proxy.url);
    const handled: string[] = [];
    await node.work('jobs.start', async (tasks) => void handled.push(...tasks.map(({ jobId }) => jobId)));
    proxy.cut();
    await queue.enqueue('jobs.start', [{ payload: { jobId: '7' } }]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    proxy.restore();
    await expect.poll(() => handled, { timeout: 15_000 }).toEqual(['7']);
  });

  test('stops without harm when it never started', async () => {
    await new TaskQueue({ databaseUrl: database.url, log }).stop();
  });
});

async function deadlocks(): Promise<number> {
  const { rows } = await database.pool.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]?.deadlocks);
}
