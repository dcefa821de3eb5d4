import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { type NewNotification, raiseNotification, raiseNotifications } from './index.ts';

let server: TestAdminApi;
let clock: TestClock;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());
beforeEach(async () => {
  clock = aClock();
  await server.database.pool.query('delete from notifications');
});

function garbageFrom(address: string): NewNotification {
  return {
    kind: 'device_endpoint.bad_request',
    params: { address, detail: 'no WPI message' },
    dedupeKey: address,
  };
}

async function texts(query = ''): Promise<string[]> {
  const response = await browser.request('GET', `/notifications${query}`);
  expect(response.statusCode).toBe(200);
  return response.json().items.map(({ text }: { text: string }) => text);
}

describe('raising a notification', () => {
  it('stores its words, its parameters and how serious it is', async () => {
    expect(await raiseNotification(server.database.pool, garbageFrom('192.0.2.1'), clock.now())).toBe(true);
    const { items, total } = (await browser.request('GET', '/notifications')).json();
    expect(total).toBe(1);
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        at: clock.now().toISOString(),
        kind: 'device_endpoint.bad_request',
        severity: 'warning',
        clientId: null,
        params: { address: '192.0.2.1', detail: 'no WPI message' },
        text: "Something at 192.0.2.1 sent requests to the phone port that are no phone's: no WPI message.",
      },
    ]);
  });

  it('happens once per kind, key and hour', async () => {
    const { pool } = server.database;
    const raise = (address: string) => raiseNotification(pool, garbageFrom(address), clock.now());
    expect(await raise('192.0.2.1')).toBe(true);
    expect(await raise('192.0.2.1')).toBe(false);
    expect(await raise('192.0.2.2')).toBe(true);
    clock.advance({ minutes: 59 });
    expect(await raise('192.0.2.1')).toBe(false);
    clock.advance({ minutes: 1 });
    expect(await raise('192.0.2.1')).toBe(true);
  });

  it('counts an hour from the last one and not by the clock on the wall', async () => {
    const late = new Date('2026-03-02T10:59:00Z');
    const early = new Date('2026-03-02T11:01:00Z');
    expect(await raiseNotification(server.database.pool, garbageFrom('192.0.2.1'), late)).toBe(true);
    expect(await raiseNotification(server.database.pool, garbageFrom('192.0.2.1'), early)).toBe(false);
  });

  it('happens once when many nodes see the same at the same time', async () => {
    const raised = await Promise.all(
      Array.from({ length: 12 }, () =>
        inTransaction(server.database.pool, (tx) =>
          raiseNotifications(tx, [garbageFrom('192.0.2.2'), garbageFrom('192.0.2.1')], clock.now()),
        ),
      ),
    );
    expect(raised.reduce((sum, count) => sum + count)).toBe(2);
    expect(await texts()).toHaveLength(2);
  });

  it('of the same thing twice in one go stores it once', async () => {
    const same = [garbageFrom('192.0.2.1'), garbageFrom('192.0.2.1')];
    expect(await raiseNotifications(server.database.pool, same, clock.now())).toBe(1);
    expect(await raiseNotifications(server.database.pool, [], clock.now())).toBe(0);
  });

  it('goes back with the transaction that it tells of', async () => {
    const failing = inTransaction(server.database.pool, async (tx) => {
      await raiseNotification(tx, garbageFrom('192.0.2.1'), clock.now());
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await texts()).toEqual([]);
  });

  it('keeps the newest five thousand', async () => {
    const many = Array.from({ length: 5_010 }, (_, index) => garbageFrom(`source ${index}`));
    expect(await raiseNotifications(server.database.pool, many, clock.now())).toBe(5_010);
    const { rows } = await server.database.pool.query('select count(*)::int as count from notifications');
    expect(rows).toEqual([{ count: 5_000 }]);
  });
});

describe('the list of notifications', () => {
  beforeEach(async () => {
    const { pool } = server.database;
    await raiseNotification(pool, garbageFrom('192.0.2.1'), clock.now());
    clock.advance({ minutes: 1 });
    await raiseNotification(
      pool,
      { kind: 'device_endpoint.overload', params: { count: 7 }, dedupeKey: '' },
      clock.now(),
    );
    clock.advance({ minutes: 1 });
    await raiseNotification(
      pool,
      { kind: 'account.failed_login', params: { username: 'admin', address: '192.0.2.1' }, dedupeKey: 'x' },
      clock.now(),
    );
  });

  it('begins with the newest and comes in pages', async () => {
    const all = await texts();
    expect(all[0]).toBe('Signing in as admin failed from 192.0.2.1.');
    expect(all).toHaveLength(3);
    const response = await browser.request('GET', '/notifications?page=2&pageSize=2');
    expect(response.json()).toMatchObject({ total: 3, page: 2, pageSize: 2, items: [{ text: all[2] }] });
    expect(await texts('?order=asc')).toEqual(all.toReversed());
  });

  it('is sorted, searched and filtered', async () => {
    expect((await texts('?sort=severity'))[0]).toContain('More phones call');
    const { items } = (await browser.request('GET', '/notifications?severity=error')).json();
    expect(items).toMatchObject([{ kind: 'device_endpoint.overload', params: { count: 7 } }]);
    expect((await texts('?sort=kind&order=asc'))[0]).toContain('Signing in');
    expect(await texts('?search=SIGNING')).toHaveLength(1);
    expect(await texts('?search=100%25')).toEqual([]);
    expect(await texts('?severity=warning&search=192.0.2.1')).toHaveLength(2);
  });

  it('is narrowed to what is about one client', async () => {
    const { pool } = server.database;
    const [one, other] = [await aClient(pool), await aClient(pool)];
    for (const [clientId, address] of [
      [one, '192.0.2.7'],
      [other, '192.0.2.8'],
    ] as const) {
      const params = { deviceId: 'a', e164: '1', address, previousAddress: '192.0.2.6' };
      await raiseNotification(
        pool,
        { kind: 'client.new_address', clientId, params, dedupeKey: address },
        clock.now(),
      );
    }
    const ofOne = await texts(`?clientId=${one}`);
    expect(ofOne).toHaveLength(1);
    expect(ofOne[0]).toContain('192.0.2.7');
  });

  it('loses one, or all, and says when one is not there', async () => {
    const [first] = (await browser.request('GET', '/notifications')).json().items;
    expect((await browser.request('DELETE', `/notifications/${first.id}`)).statusCode).toBe(204);
    const again = await browser.request('DELETE', `/notifications/${first.id}`);
    expect(again.statusCode).toBe(404);
    expect(again.json()).toMatchObject({
      code: 'notification.not_found',
      detail: `There is no notification with the id ${first.id}: it may have been cleared.`,
    });
    expect(await texts()).toHaveLength(2);
    expect((await browser.request('DELETE', '/notifications')).statusCode).toBe(204);
    expect(await texts()).toEqual([]);
  });

  it.each(['x', '0', '-1', '99999999999999999999', '1.5', '%00'])(
    'has no entry with the id %s',
    async (id) => {
      const response = await browser.request('DELETE', `/notifications/${id}`);
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({ errors: [{ field: 'id', message: '"id" must be an id.' }] });
    },
  );
});
