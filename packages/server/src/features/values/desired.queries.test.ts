import { releasedCatalog } from '@deskfleet/catalog';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aClient } from '../../../test/support/builders.ts';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { type DesiredOrigin, inTransaction } from '../../infra/db/index.ts';
import { findDesired, setDesired, type WantedValue, type WishSource } from './desired.queries.ts';
import { origins, settle } from './precedence.ts';
import { mergeReportedItems, refOf } from './values.queries.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');

let database: ServerDatabase;
beforeAll(async () => {
  database = await openServerDatabase();
});
afterAll(() => database.close());

const loggedOn = { 'mobility-enabled': 'true', 'sip-mobility-state': '0' };
const loggedOff = { 'mobility-enabled': 'true', 'sip-mobility-state': '2' };
const client = (said: Record<string, string> = {}) => aClient(database.pool, { said });

const want = (
  clientIds: string[],
  origin: DesiredOrigin,
  values: WantedValue[],
  source: Partial<Pick<WishSource, 'sourceId' | 'ranking'>> = {},
) =>
  inTransaction(database.pool, (tx) =>
    setDesired(
      tx,
      {
        clientIds,
        values,
        accountId: null,
        jobId: null,
        source: { origin, sourceId: '0', ranking: 0, catalog: releasedCatalog, ...source },
      },
      NOW,
    ),
  );

async function desired(id: string): Promise<Record<string, string | undefined>> {
  const found = (await findDesired(database.pool, [id])).get(id) ?? new Map();
  return Object.fromEntries(
    [...found].map(([key, value]) => [key, 'sealed' in value ? 'sealed' : value.value]),
  );
}

/** The same numbers every time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

describe('what is desired', () => {
  test('is of the origin with the highest precedence, and of the next one when that is withdrawn', async () => {
    const id = await client(loggedOn);
    const value = (text: string) => [{ name: 'reg-addr', value: text }];
    await want([id], 'template', value('second'), { sourceId: '8', ranking: 2 });
    await want([id], 'template', value('first'), { sourceId: '9', ranking: 1 });
    await want([id], 'edit', value('edit'));
    await want([id], 'user', value('user'), { sourceId: '3' });
    const withdraw = [{ name: 'reg-addr', value: null }];
    const seen = [await desired(id)];
    await want([id], 'user', withdraw, { sourceId: '3' });
    seen.push(await desired(id));
    await want([id], 'edit', withdraw);
    seen.push(await desired(id));
    await want([id], 'template', withdraw, { sourceId: '9' });
    seen.push(await desired(id));
    await want([id], 'template', withdraw, { sourceId: '8' });
    expect(seen.map((one) => one[':reg-addr'])).toEqual(['user', 'edit', 'first', 'second']);
    expect(await desired(id)).toEqual({});
  });

  test('is what a user wants only while logged on, and only of user scope', async () => {
    const [on, off] = [await client(loggedOn), await client(loggedOff)];
    const values = [
      { name: 'reg-addr', value: 'user' },
      { name: 'vlan-method', value: '1' },
    ];
    await want([on, off], 'edit', [{ name: 'reg-addr', value: 'edit' }]);
    await want([on, off], 'user', values, { sourceId: '3' });
    expect(await desired(on)).toEqual({ ':reg-addr': 'user' });
    expect(await desired(off)).toEqual({ ':reg-addr': 'edit' });
  });

  test('has its own mark of drift for each origin', async () => {
    const id = await client();
    await want([id], 'template', [{ name: 'reg-addr', value: '192.0.2.1' }], { sourceId: '9' });
    await want([id], 'edit', [{ name: 'reg-addr', value: '192.0.2.2' }]);
    await inTransaction(database.pool, (tx) =>
      mergeReportedItems(
        tx,
        new Map([[id, [{ name: 'reg-addr', value: '192.0.2.1' }]]]),
        NOW,
        releasedCatalog,
      ),
    );
    const { rows } = await database.pool.query(
      'select origin, drift from desired_values where client_id = $1 order by origin',
      [id],
    );
    expect(rows).toEqual([
      { origin: 'edit', drift: true },
      { origin: 'template', drift: false },
    ]);
  });

  test('is the same by the statement and by the rules, for many clients in one statement', async () => {
    const roll = dice(42);
    const ids = await Promise.all(
      Array.from({ length: 60 }, (_, n) => client(n % 3 === 0 ? loggedOn : n % 3 === 1 ? loggedOff : {})),
    );
    const items = ['reg-addr', 'sip-name', 'reg-port', 'function-key-def'];
    for (let order = 0; order < 120; order += 1) {
      const origin = origins[roll(origins.length)] ?? 'edit';
      const sourceId = origin === 'edit' ? '0' : String(1 + roll(3));
      const some = ids.filter(() => roll(3) === 0);
      const name = items[roll(items.length)] ?? '';
      const ref = name === 'function-key-def' ? { name, index: 1 + roll(2) } : { name };
      const value = roll(5) === 0 ? null : `${origin} ${sourceId} ${roll(100)}`;
      const values = [roll(6) === 0 && value !== null ? { ...ref, sealed: value } : { ...ref, value }];
      await want(some, origin, values, { sourceId, ranking: origin === 'edit' ? 0 : roll(3) });
    }

    const statements: unknown[] = [];
    const counting = {
      query: (...all: unknown[]) => {
        statements.push(all[0]);
        return (database.pool.query as (...given: unknown[]) => unknown)(...all);
      },
    } as unknown as typeof database.pool;
    const found = await findDesired(counting, ids);
    expect(statements).toHaveLength(1);

    const { rows } = await database.pool.query<{
      id: string;
      on: boolean;
      item: string;
      idx: number;
      origin: DesiredOrigin;
      ranking: number;
      sourceId: string;
      text: string;
    }>(
      `select c.id, c.mobility_enabled and c.mobility_state = 0 as on, v.item, v.idx, v.origin, v.ranking,
         v.source_id as "sourceId", coalesce(v.value, v.sealed) as text
       from clients c join desired_values v on v.client_id = c.id where c.id = any($1::bigint[])`,
      [ids],
    );
    expect(rows.length).toBeGreaterThan(500);
    let compared = 0;
    for (const [, wishes] of Map.groupBy(rows, ({ id, item, idx }) => `${id} ${item} ${idx}`)) {
      const [{ id, on, item, idx } = { id: '', on: false, item: '', idx: -1 }] = wishes;
      const { winner } = settle(wishes, { userLoggedOn: on === true });
      const { index } = refOf(item, idx);
      const is = found.get(id)?.get(`${index ?? ''}:${item}`);
      expect(is && ('sealed' in is ? is.sealed : is.value)).toBe(winner?.text);
      compared += winner === undefined ? 0 : 1;
    }
    expect([...found.values()].reduce((sum, { size }) => sum + size, 0)).toBe(compared);

    const view = await database.pool.query<{ id: string; item: string; idx: number; text: string }>(
      `select client_id as id, item, idx, coalesce(value, sealed) as text from effective_values
       where client_id = any($1::bigint[])`,
      [ids],
    );
    expect(view.rows).toHaveLength(compared);
    for (const { id, item, idx, text } of view.rows) {
      const is = found.get(id)?.get(`${refOf(item, idx).index ?? ''}:${item}`);
      expect(is && ('sealed' in is ? is.sealed : is.value)).toBe(text);
    }
  });
});
