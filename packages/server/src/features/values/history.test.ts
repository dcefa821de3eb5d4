import { releasedCatalog } from '@deskfleet/catalog';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { startJob } from '../jobs/index.ts';
import { submitChange, trimHistory } from './history.queries.ts';
import type { HistoryEntry, ValueChange } from './history.schema.ts';
import { mergeReportedItems } from './values.queries.ts';

let server: TestAdminApi;
let browser: Browser;
let clock: TestClock;
beforeAll(async () => {
  clock = aClock();
  server = await startAdminApi({ clock });
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());

let client: string;
beforeEach(async () => {
  client = await aClient(server.database.pool);
});

async function order(values: object[], clients: string[] = [client], more: object = {}): Promise<string> {
  const response = await browser.request('POST', '/jobs', {
    type: 'configure',
    clients: { ids: clients },
    values,
    ...more,
  });
  expect(response.statusCode, response.body).toBe(202);
  return response.json<{ id: string }>().id;
}

interface Page {
  readonly items: HistoryEntry[];
  readonly total: number;
}

async function history(of = client, query = ''): Promise<Page> {
  const response = await browser.request('GET', `/clients/${of}/history${query}`);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<Page>();
}

const short = (changes: readonly ValueChange[] = []) =>
  changes.map(({ item, index, old, new: after }) => [item, index, old, after]);

const label = (value: string | null) => ({ item: 'key-label-unicode', index: 3, value });
const addr = (value: string | null) => ({ item: 'reg-addr', value });

describe('the history of a client', () => {
  test('is empty at first, and of a client that does not exist not found', async () => {
    expect(await history()).toEqual({ items: [], total: 0, page: 1, pageSize: 10 });
    for (const path of ['', '/1', '/compare?from=1&to=2']) {
      const response = await browser.request('GET', `/clients/999999/history${path}`);
      expect(response.statusCode).toBe(404);
      expect(response.json()).toMatchObject({ code: 'client.not_found' });
    }
  });

  test('has who, when, why, old and new of every change, newest first', async () => {
    const first = await order([addr('192.0.2.20'), label('Tor')]);
    clock.advance({ minutes: 5 });
    await order([addr('192.0.2.21'), label(null)]);
    const { items, total } = await history();
    expect(total).toBe(2);
    expect(items[0]).toMatchObject({
      at: clock.now().toISOString(),
      by: 'admin',
      cause: 'configure',
      changeCount: 2,
    });
    expect(items[1]).toMatchObject({ jobId: first });
    expect(items.map(({ changes }) => short(changes))).toEqual([
      [
        ['reg-addr', null, '192.0.2.20', '192.0.2.21'],
        ['key-label-unicode', 3, 'Tor', null],
      ],
      [
        ['reg-addr', null, null, '192.0.2.20'],
        ['key-label-unicode', 3, null, 'Tor'],
      ],
    ]);
    expect((await history(client, '?pageSize=1&page=2')).items).toEqual(items.slice(1));
    const one = await browser.request('GET', `/clients/${client}/history/${items[1]?.id}`);
    expect(one.json()).toEqual(items[1]);
  });

  test('says that secrets were changed, and never which', async () => {
    await order([{ item: 'sip-pwd', value: 'Geheim-4711' }]);
    await order([{ item: 'sip-pwd', value: 'Geheim-4712' }]);
    const { items } = await history();
    expect(items[0]?.changes).toMatchObject([
      { item: 'sip-pwd', secret: true, old: null, new: null, oldSet: true, newSet: true },
    ]);
    expect(items[1]?.changes).toMatchObject([{ oldSet: false, newSet: true }]);
    const { rows } = await server.database.pool.query(
      `select (select string_agg(h::text, ' ') from value_history h) || (select string_agg(c::text, ' ') from value_changes c)
         as everything`,
    );
    const everything = JSON.stringify(rows);
    expect(everything).toContain('sip-pwd');
    expect(everything).not.toMatch(/Geheim|v1\./);
  });

  test('has what was taken over, without a job', async () => {
    await inTransaction(server.database.pool, (tx) =>
      mergeReportedItems(
        tx,
        new Map([[client, [{ name: 'reg-addr', value: '192.0.2.66' }]]]),
        clock.now(),
        releasedCatalog,
      ),
    );
    await browser.request('POST', `/clients/${client}/values/take-over`, { items: [{ item: 'reg-addr' }] });
    expect((await history()).items).toMatchObject([
      { cause: 'take-over', by: 'admin', jobId: null, changes: [{ old: null, new: '192.0.2.66' }] },
    ]);
  });

  test('is written for all clients of an order, each with what was there before', async () => {
    const others = await Promise.all(Array.from({ length: 5 }, () => aClient(server.database.pool)));
    await order([addr('192.0.2.1')], [others[2] ?? '']);
    await order([addr('192.0.2.2')], others);
    const olds = await Promise.all(others.map(async (id) => (await history(id)).items[0]?.changes[0]?.old));
    expect(olds).toEqual([null, null, '192.0.2.1', null, null]);
    const { rows } = await server.database.pool.query('select from value_changes where items::text like $1', [
      '%192.0.2.2"%',
    ]);
    expect(rows).toHaveLength(1);
  });

  test('of a planned order is written when it begins', async () => {
    const job = await order([addr('192.0.2.20')], [client], { scheduledAt: '2027-01-01T00:00:00.000Z' });
    expect((await history()).total).toBe(0);
    await startJob(server.context, job);
    expect((await history()).items).toMatchObject([{ jobId: job, by: 'admin' }]);
  });

  test('of an order in portions is one change', async () => {
    const many = await Promise.all(Array.from({ length: 501 }, () => aClient(server.database.pool)));
    const job = await order([addr('192.0.2.20')], many);
    await startJob(server.context, job);
    const { rows } = await server.database.pool.query(
      `select count(distinct h.change_id)::int as changes, count(*)::int as entries
       from value_history h join value_changes c on c.id = h.change_id where c.job_id = $1`,
      [job],
    );
    expect(rows).toEqual([{ changes: 1, entries: 501 }]);
  });

  test('is not written when nothing is ordered in the end', async () => {
    const failed = inTransaction(server.database.pool, async (tx) => {
      const values = [{ name: 'reg-addr', value: '192.0.2.20' }];
      const change = { clientIds: [client], values, accountId: null, by: null, jobId: null };
      await submitChange(tx, { ...change, cause: 'configure' }, clock.now());
      throw new TypeError('too late');
    });
    await expect(failed).rejects.toThrow('too late');
    expect((await history()).total).toBe(0);
  });

  test('never loses what two changes at the same moment replace', async () => {
    const values = Array.from({ length: 12 }, (_, n) => `192.0.2.${n + 1}`);
    await Promise.all(values.map((value) => order([addr(value)])));
    const { items } = await history(client, '?pageSize=100');
    const chain = items.map(({ changes }) => changes[0]).toReversed();
    expect(chain.map((change) => change?.old)).toEqual([null, ...chain.slice(0, -1).map((c) => c?.new)]);
    expect(chain.map((change) => change?.new).toSorted()).toEqual(values.toSorted());
  });

  test('shows 200 changes of an entry in the list, and all of them alone', async () => {
    await order(Array.from({ length: 250 }, (_, index) => ({ item: 'an-item', index, value: 'x' })));
    const [entry] = (await history()).items;
    expect(entry).toMatchObject({ changeCount: 250 });
    expect(entry?.changes).toHaveLength(200);
    const one = await browser.request('GET', `/clients/${client}/history/${entry?.id}`);
    expect(one.json<HistoryEntry>().changes).toHaveLength(250);
  });
});

describe('comparing two points', () => {
  test('tells what differs between them', async () => {
    await order([addr('192.0.2.1')]);
    await order([addr('192.0.2.2'), label('Tor')]);
    await order([addr('192.0.2.1')]);
    const ids = (await history()).items.map(({ id }) => id).toReversed();
    const compare = async (from: number, to: number) => {
      const path = `/clients/${client}/history/compare?from=${ids[from]}&to=${ids[to]}`;
      const response = await browser.request('GET', path);
      expect(response.statusCode, response.body).toBe(200);
      return short(response.json<{ changes: ValueChange[] }>().changes);
    };
    expect(await compare(0, 2)).toEqual([['key-label-unicode', 3, null, 'Tor']]);
    expect(await compare(1, 2)).toEqual([['reg-addr', null, '192.0.2.2', '192.0.2.1']]);
  });

  test('needs two entries of this client, in their order', async () => {
    await order([addr('192.0.2.1')]);
    await order([addr('192.0.2.2')]);
    const [newer, older] = (await history()).items.map(({ id }) => id);
    const other = await aClient(server.database.pool);
    const status = async (of: string, from: unknown, to: unknown) =>
      (await browser.request('GET', `/clients/${of}/history/compare?from=${from}&to=${to}`)).statusCode;
    expect(await status(client, newer, older)).toBe(400);
    expect(await status(client, older, older)).toBe(400);
    expect(await status(client, older, '999999999')).toBe(404);
    expect(await status(other, older, newer)).toBe(404);
    expect(await status(client, 'x', newer)).toBe(400);
  });
});

describe('putting back', () => {
  const putBack = (entry: string | undefined, query = '') =>
    browser.request('POST', `/clients/${client}/history/${entry}/put-back${query}`);

  test('orders what was desired before a change, and withdraws what was not', async () => {
    await order([addr('192.0.2.1')]);
    await order([addr('192.0.2.2'), label('Tor')]);
    await order([{ item: 'sip-name', value: 'Later' }]);
    const [, second] = (await history()).items;
    const response = await putBack(second?.id);
    expect(response.statusCode, response.body).toBe(202);
    expect(response.json()).toMatchObject({
      notPutBack: [],
      job: {
        type: 'configure',
        targetCount: 1,
        values: [
          { item: 'reg-addr', value: '192.0.2.1', withdrawn: false },
          { item: 'key-label-unicode', index: 3, value: null, withdrawn: true },
        ],
      },
    });
    const [entry] = (await history()).items;
    expect(entry).toMatchObject({ cause: 'put-back', by: 'admin' });
    expect(short(entry?.changes)).toEqual([
      ['reg-addr', null, '192.0.2.2', '192.0.2.1'],
      ['key-label-unicode', 3, 'Tor', null],
    ]);
    expect(await edits()).toEqual({ 'reg-addr': '192.0.2.1', 'sip-name': 'Later' });
  });

  test('with what came later brings back all of it', async () => {
    await order([addr('192.0.2.1')]);
    await order([addr('192.0.2.2')]);
    await order([{ item: 'sip-name', value: 'Later' }]);
    const [, second] = (await history()).items;
    expect((await putBack(second?.id, '?withLater=true')).statusCode).toBe(202);
    expect(await edits()).toEqual({ 'reg-addr': '192.0.2.1' });
  });

  test('names secrets, for old ones are not kept', async () => {
    await order([{ item: 'sip-pwd', value: 'Geheim-1' }, addr('192.0.2.1')]);
    await order([{ item: 'sip-pwd', value: 'Geheim-2' }, addr('192.0.2.2')]);
    const [second] = (await history()).items;
    const response = await putBack(second?.id);
    expect(response.statusCode, response.body).toBe(202);
    expect(response.json()).toMatchObject({
      notPutBack: [{ item: 'sip-pwd', index: null, parameterId: '7.3.2/sip-credentials-password' }],
      job: { values: [{ item: 'reg-addr', value: '192.0.2.1' }] },
    });
  });

  test('is refused when there is nothing to put back', async () => {
    await order([addr('192.0.2.1')]);
    await order([addr('192.0.2.1')]);
    const [second] = (await history()).items;
    const response = await putBack(second?.id);
    expect(response.statusCode).toBe(409);
    expect(response.json()).toMatchObject({ code: 'history.nothing_to_put_back' });
    await order([{ item: 'sip-pwd', value: 'Geheim-1' }]);
    await order([{ item: 'sip-pwd', value: 'Geheim-2' }]);
    const [secret] = (await history()).items;
    const onlySecrets = await putBack(secret?.id);
    expect(onlySecrets.statusCode).toBe(409);
    expect(onlySecrets.json<{ detail: string }>().detail).toContain('sip-pwd');
  });

  test('of an entry that is not of this client is not found', async () => {
    const other = await aClient(server.database.pool);
    await order([addr('192.0.2.1')], [other]);
    const [foreign] = (await history(other)).items;
    for (const id of [foreign?.id, '999999999']) {
      const response = await putBack(id);
      expect(response.statusCode).toBe(404);
      expect(response.json()).toMatchObject({ code: 'history.not_found' });
    }
  });

  async function edits(): Promise<Record<string, string>> {
    const { rows } = await server.database.pool.query<{ item: string; value: string }>(
      'select item, value from desired_values where client_id = $1',
      [client],
    );
    return Object.fromEntries(rows.map(({ item, value }) => [item, value]));
  }
});

describe('what is kept', () => {
  test('is bounded by age and by number, for each client', async () => {
    const other = await aClient(server.database.pool);
    await order([addr('192.0.2.1')], [client, other]);
    clock.advance({ hours: 48 });
    const since = clock.now();
    await browser.signIn();
    for (let n = 2; n <= 6; n += 1) await order([addr(`192.0.2.${n}`)]);
    const bounds = { since: new Date(0), settledBefore: clock.now(), entries: 4 };
    // Clients of other tests have more than that as well.
    expect(await trimHistory(server.database.pool, bounds)).toBeGreaterThanOrEqual(2);
    const kept = (await history()).items.map(({ changes }) => changes[0]?.new);
    expect(kept).toEqual(['192.0.2.6', '192.0.2.5', '192.0.2.4', '192.0.2.3']);
    expect((await history(other)).total).toBe(1);
    await trimHistory(server.database.pool, { ...bounds, since });
    expect((await history(other)).total).toBe(0);
    expect((await history()).total).toBe(4);
  });

  test('goes with its client, and nothing of it stays', async () => {
    const job = await order([addr('192.0.2.1')]);
    await browser.request('DELETE', `/clients/${client}`);
    clock.advance({ hours: 48 });
    const settledBefore = clock.now();
    await browser.signIn();
    await trimHistory(server.database.pool, { since: new Date(0), settledBefore, entries: 200 });
    const { rows } = await server.database.pool.query('select from value_changes where job_id = $1', [job]);
    expect(rows).toEqual([]);
  });
});
