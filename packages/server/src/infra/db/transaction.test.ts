import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseProxy, openDatabaseProxy } from '../../../test/support/database-proxy.ts';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { createDb, createPool, inTransaction, isDatabaseUnavailable } from './index.ts';

let database: ServerDatabase;
beforeAll(async () => {
  database = await openServerDatabase();
  await database.pool.query('create table sums (name text primary key, n int not null)');
});
afterAll(() => database.close());
beforeEach(() => database.pool.query(`truncate sums; insert into sums values ('a', 0), ('b', 0)`));

async function sums(): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ name: string; n: number }>('select name, n from sums');
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

describe('a transaction', () => {
  test('leaves nothing of what it did before an error, and its connection can be used again', async () => {
    const failing = inTransaction(database.pool, async (tx) => {
      await tx.query(`update sums set n = 7`);
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await sums()).toEqual({ a: 0, b: 0 });
    expect(database.pool.waitingCount).toBe(0);
  });

  test('that meets another one in a deadlock is done again, so that both succeed', async () => {
    const add = (first: string, second: string) =>
      inTransaction(database.pool, async (tx) => {
        await tx.query('update sums set n = n + 1 where name = $1', [first]);
        await tx.query('select pg_sleep(0.2)');
        await tx.query('update sums set n = n + 1 where name = $1', [second]);
      });
    await Promise.all([add('a', 'b'), add('b', 'a')]);
    expect(await sums()).toEqual({ a: 2, b: 2 });
  });

  test('that fails by itself is not done again', async () => {
    let tries = 0;
    const failing = inTransaction(database.pool, async (tx) => {
      tries += 1;
      await tx.query(`insert into sums values ('a', 1)`);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(tries).toBe(1);
  });
});

describe('when the database goes away', () => {
  let proxy: DatabaseProxy;
  let pool: Pool;
  beforeEach(async () => {
    proxy = await openDatabaseProxy(database.url);
    pool = createPool(proxy.url, { max: 2, statementTimeoutMs: 500 });
    pool.on('error', () => {});
  });
  afterEach(async () => {
    proxy.restore();
    await pool.end();
    await proxy.close();
  });

  test('a transaction that is under way fails, the process lives on, and the next one works', async () => {
    for (const whileIdle of [true, false]) {
      const failing = inTransaction(pool, async (tx) => {
        await tx.query('update sums set n = 1');
        setTimeout(() => proxy.cut(), 50);
        if (whileIdle) await new Promise((resolve) => setTimeout(resolve, 150));
        await tx.query('select pg_sleep(1)');
      });
      const error = await failing.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(isDatabaseUnavailable(error)).toBe(true);
      proxy.restore();
      expect(await inTransaction(pool, async (tx) => (await tx.query('select 1 as one')).rows)).toEqual([
        { one: 1 },
      ]);
    }
    expect(await sums()).toEqual({ a: 0, b: 0 });
  });

  test('the query builder survives it as well', async () => {
    const db = createDb(pool);
    const failing = db.transaction().execute(async (trx) => {
      await trx.selectFrom('clients').selectAll().execute();
      proxy.cut();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await trx.selectFrom('clients').selectAll().execute();
    });
    await expect(failing).rejects.toThrow();
    proxy.restore();
    expect(await db.selectFrom('clients').selectAll().execute()).toEqual([]);
  });

  test('without a word, statements are given up after their time', async () => {
    await pool.query('select 1');
    proxy.freeze();
    const startedAt = performance.now();
    const error = await inTransaction(pool, (tx) => tx.query('select 1')).catch((thrown: unknown) => thrown);
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(6_000);
    proxy.restore();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('a statement that takes too long is ended by the database, and its connection stays', async () => {
    const failing = inTransaction(pool, (tx) => tx.query('select pg_sleep(5)'));
    await expect(failing).rejects.toMatchObject({ code: '57014' });
    expect(pool.idleCount).toBe(1);
  });
});

test.each([
  ['a refused connection', Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' }), true],
  ['a time limit of the driver', new Error('Query read timeout'), true],
  ['a fault of our own', new TypeError('x'), false],
  ['something that is no error', 'x', false],
])('%s tells whether the database is away', (_name, error, expected) => {
  expect(isDatabaseUnavailable(error)).toBe(expected);
});
