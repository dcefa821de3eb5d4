import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { createPool } from '../db/index.ts';
import { createLogger } from '../log/index.ts';
import { DatabaseClock } from './database-clock.ts';
import { systemClock } from './index.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const log = createLogger('silent');
const machine = (behindMs: number) => ({ now: () => new Date(Date.now() - behindMs) });
const start = (behindMs: number) =>
  DatabaseClock.start({ query: (sql) => pool.query(sql), log, machine: machine(behindMs) });

test.each([90_000, -3_600_000])(
  'nodes whose clock is %i ms behind have the time of the database',
  async (behindMs) => {
    const clock = await start(behindMs);
    const { rows } = await pool.query<{ at: Date }>('select clock_timestamp() as at');
    expect(Math.abs(clock.now().getTime() - (rows[0]?.at.getTime() ?? 0))).toBeLessThan(1_000);
    clock.stop();
  },
);

test('on the machine of the database the clock is the machine’s own, to the millisecond', async () => {
  const fixed = new Date();
  const clock = await DatabaseClock.start({
    query: async () => ({ rows: [{ at: fixed }] }),
    log,
    machine: { now: () => fixed },
  });
  expect(clock.now()).toEqual(fixed);
  expect(systemClock.now().getTime()).toBeGreaterThanOrEqual(fixed.getTime());
  clock.stop();
});

test('a database that cannot be asked is no time', async () => {
  const unasked = DatabaseClock.start({ query: () => Promise.reject(new Error('gone')), log });
  await expect(unasked).rejects.toThrow('gone');
});
