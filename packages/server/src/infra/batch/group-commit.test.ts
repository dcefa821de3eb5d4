import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabaseProxy } from '../../../test/support/database-proxy.ts';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { createPool, inTransaction, isDatabaseUnavailable } from '../db/index.ts';
import { BatchError, GroupCommit, type GroupCommitOptions } from './index.ts';

interface Input {
  readonly key: string;
  readonly value: number;
  readonly weight?: number;
}

const one = (value: number, key = String(value)): Input => ({ key, value });

/** A group that doubles its inputs, with the values of every batch; a batch waits while the gate is closed. */
function aGroup(options: Partial<GroupCommitOptions<Input, number>> = {}) {
  const batches: number[][] = [];
  let gate = Promise.resolve();
  const group = new GroupCommit<Input, number>({
    keyOf: ({ key }) => key,
    maxSize: 64,
    commit: async (inputs) => {
      batches.push(inputs.map(({ value }) => value));
      await gate;
      return inputs.map(({ value }) => value * 2);
    },
    ...options,
  });
  return {
    group,
    batches,
    /** Holds up what is under way until the returned function is called. */
    close: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
}

describe('a pace', () => {
  test('lets a lone input go at once, and gathers those that follow soon', async () => {
    const { group, batches } = aGroup({ pace: { ms: 200, enough: 10 } });
    expect(await group.add(one(1))).toBe(2);
    const others = [];
    for (const value of [2, 3, 4]) {
      others.push(group.add(one(value)));
      await sleep(5);
    }
    expect(batches).toEqual([[1]]);
    await Promise.all(others);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  test('holds up nobody when there are enough for a batch', async () => {
    const { group, batches } = aGroup({ pace: { ms: 3_600_000, enough: 3 } });
    await group.add(one(1));
    await Promise.all([2, 3, 4].map((value) => group.add(one(value))));
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });
});

describe('inputs of the same moment', () => {
  test('share a batch, and each gets its own output', async () => {
    const { group, batches } = aGroup();
    expect(await Promise.all([1, 2, 3].map((value) => group.add(one(value))))).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  test('that come while a batch is under way gather for the next one, in their order', async () => {
    const { group, batches, close } = aGroup();
    const open = close();
    const first = group.add(one(1));
    await nextTurn();
    const others = [];
    for (const value of [2, 3, 4]) {
      others.push(group.add(one(value)));
      await nextTurn();
    }
    expect(group.waiting).toBe(3);
    expect(batches).toEqual([[1]]);
    open();
    expect(await Promise.all([first, ...others])).toEqual([2, 4, 6, 8]);
    expect(batches).toEqual([[1], [2, 3, 4]]);
    expect(group.waiting).toBe(0);
  });

  test('of one key come into batches of their own, in their order', async () => {
    const { group, batches } = aGroup();
    await Promise.all([one(1, 'a'), one(2, 'a'), one(3, 'b'), one(4, 'a')].map((input) => group.add(input)));
    expect(batches).toEqual([[1, 3], [2], [4]]);
  });

  test('go in batches of at most the greatest size', async () => {
    const { group, batches } = aGroup({ maxSize: 2 });
    await Promise.all([1, 2, 3, 4, 5].map((value) => group.add(one(value))));
    expect(batches).toEqual([[1, 2], [3, 4], [5]]);
  });

  test('go in batches of at most the greatest weight, and what is heavier goes alone', async () => {
    const { group, batches } = aGroup({ weightOf: ({ weight = 1 }) => weight, maxWeight: 3 });
    const weights = [1, 1, 9, 2, 1, 1];
    await Promise.all(
      weights.map((weight, position) => group.add({ key: String(position), value: position, weight })),
    );
    expect(batches).toEqual([[0, 1, 4], [2], [3, 5]]);
  });

  test('of one key keep their order also when the first of them was too heavy', async () => {
    const { group, batches } = aGroup({ weightOf: ({ weight = 1 }) => weight, maxWeight: 3 });
    const inputs: Input[] = [
      { key: 'a', value: 1, weight: 2 },
      { key: 'b', value: 2, weight: 2 },
      { key: 'b', value: 3, weight: 1 },
    ];
    await Promise.all(inputs.map((input) => group.add(input)));
    expect(batches).toEqual([[1], [2], [3]]);
  });

  test('run in as many batches at once as allowed, and no more', async () => {
    let running = 0;
    let most = 0;
    const { group } = aGroup({
      maxSize: 1,
      inFlight: 2,
      commit: async (inputs) => {
        running += 1;
        most = Math.max(most, running);
        await sleep(5);
        running -= 1;
        return inputs.map(({ value }) => value);
      },
    });
    await Promise.all([1, 2, 3, 4, 5, 6].map((value) => group.add(one(value))));
    expect(most).toBe(2);
  });
});

describe('a batch that fails', () => {
  test('is tried again one by one, so that only the bad input fails', async () => {
    const { group, batches } = aGroup({
      commit: async (inputs) => {
        batches.push(inputs.map(({ value }) => value));
        if (inputs.some(({ value }) => value === 2)) throw new RangeError('two is bad');
        return inputs.map(({ value }) => value * 2);
      },
    });
    const results = await Promise.allSettled([1, 2, 3].map((value) => group.add(one(value))));
    expect(results).toEqual([
      { status: 'fulfilled', value: 2 },
      { status: 'rejected', reason: new RangeError('two is bad') },
      { status: 'fulfilled', value: 6 },
    ]);
    expect(batches).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  test('is not tried again when no input can be at fault, nor are those behind it made to wait', async () => {
    let calls = 0;
    const { group } = aGroup({
      isolates: (error) => error instanceof RangeError,
      commit: async () => {
        calls += 1;
        throw calls === 3 ? new TypeError('away') : new RangeError('bad');
      },
    });
    const results = await Promise.allSettled([1, 2, 3, 4].map((value) => group.add(one(value))));
    expect(results.map((result) => result.status === 'rejected' && result.reason)).toEqual([
      new RangeError('bad'),
      new TypeError('away'),
      new TypeError('away'),
      new TypeError('away'),
    ]);
    expect(calls).toBe(3);
  });

  test('lets the next batch run', async () => {
    let failing = true;
    const { group } = aGroup({
      commit: async (inputs) => {
        if (failing) throw new RangeError('no');
        return inputs.map(({ value }) => value);
      },
    });
    await expect(group.add(one(1))).rejects.toThrow('no');
    failing = false;
    expect(await group.add(one(2))).toBe(2);
  });

  test('also when it throws before it has begun to wait', async () => {
    const { group } = aGroup({
      commit: () => {
        throw new RangeError('at once');
      },
    });
    await expect(group.add(one(1))).rejects.toThrow('at once');
  });
});

describe('the outputs of a batch', () => {
  test('may be an error for one of its inputs', async () => {
    const { group } = aGroup({
      commit: async (inputs) => inputs.map(({ value }) => (value === 2 ? new RangeError('two') : value)),
    });
    const results = await Promise.allSettled([1, 2, 3].map((value) => group.add(one(value))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('that are too few fail those that got none', async () => {
    const { group } = aGroup({ commit: async () => [7] });
    const [first, second] = await Promise.allSettled([group.add(one(1)), group.add(one(2))]);
    expect(first).toEqual({ status: 'fulfilled', value: 7 });
    expect(second).toMatchObject({ status: 'rejected', reason: expect.any(BatchError) });
  });
});

describe('batches on a database', () => {
  let database: ServerDatabase;
  beforeAll(async () => {
    database = await openServerDatabase();
    await database.pool.query('create table counters (name text primary key check (name <> $$bad$$), n int)');
  });
  afterAll(() => database.close());

  function counting(pool: ServerDatabase['pool']) {
    return new GroupCommit<string, { name: string }>({
      keyOf: (name) => name,
      maxSize: 64,
      isolates: (error) => !isDatabaseUnavailable(error),
      commit: (names) =>
        inTransaction(pool, async (tx) => {
          await tx.query(
            'insert into counters select name, 1 from unnest($1::text[]) as name on conflict (name) do update set n = counters.n + 1',
            [names],
          );
          return names.map((name) => ({ name }));
        }),
    });
  }

  test('count every input once, although one of them breaks the transaction that it shares', async () => {
    const group = counting(database.pool);
    const names = ['a', 'b', 'bad', 'c', 'a'];
    const results = await Promise.allSettled(names.map((name) => group.add(name)));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    const { rows } = await database.pool.query('select name, n from counters order by name');
    expect(rows).toEqual([
      { name: 'a', n: 2 },
      { name: 'b', n: 1 },
      { name: 'c', n: 1 },
    ]);
  });

  test('fail fast while the database is away, and work again when it is back', async () => {
    const proxy = await openDatabaseProxy(database.url);
    const pool = createPool(proxy.url, { max: 2 });
    pool.on('error', () => {});
    try {
      const group = counting(pool);
      await group.add('away');
      proxy.cut();
      const startedAt = performance.now();
      const results = await Promise.allSettled(
        Array.from({ length: 50 }, (_, position) => group.add(`away ${position}`)),
      );
      expect(results.every(({ status }) => status === 'rejected')).toBe(true);
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      proxy.restore();
      expect(await group.add('away')).toEqual({ name: 'away' });
    } finally {
      await pool.end();
      await proxy.close();
    }
  });
});
