import { releasedCatalog } from '@deskfleet/catalog';
import type { Item } from '@deskfleet/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { orderValues, valuesOf as valuesOfClient } from '../../../test/support/value-requests.ts';
import { inTransaction } from '../../infra/db/index.ts';
import type { ValuesSummary } from './summary.schema.ts';
import { mergeReportedItems, storeRefusals } from './values.queries.ts';
import type { ClientValue } from './values.schema.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());

const valuesOf = (client: string) => valuesOfClient(browser, client);

async function theValue(client: string, item: string): Promise<ClientValue | undefined> {
  return (await valuesOf(client)).items.find((value) => value.item === item);
}

const order = (client: string, values: object[], more: object = {}) =>
  orderValues(browser, client, values, more);

const told = (client: string, items: readonly Item[]) =>
  inTransaction(server.database.pool, (tx) =>
    mergeReportedItems(tx, new Map([[client, items]]), NOW, releasedCatalog),
  );

describe('taking over what a phone reports', () => {
  const takeOver = (client: string, items: object[]) =>
    browser.request('POST', `/clients/${client}/values/take-over`, { items });

  test('makes it desired and in sync, and sends nothing', async () => {
    const client = await aClient(server.database.pool);
    await order(client, [{ item: 'reg-addr', value: '192.0.2.20' }]);
    await told(client, [
      { name: 'reg-addr', value: '192.0.2.66' },
      { name: 'key-label-unicode', index: 3, value: 'Tor' },
    ]);
    expect(await theValue(client, 'reg-addr')).toMatchObject({ state: 'waiting' });
    const jobs = await openTargetsOf(client);
    const response = await takeOver(client, [
      { item: 'reg-addr', index: null },
      { item: 'key-label-unicode', index: 3 },
    ]);
    expect(response.statusCode, response.body).toBe(204);
    for (const [item, desired] of [
      ['reg-addr', '192.0.2.66'],
      ['key-label-unicode', 'Tor'],
    ] as const) {
      expect(await theValue(client, item)).toMatchObject({
        desired,
        desiredOrigin: 'edit',
        desiredBy: 'admin',
        state: 'in-sync',
      });
    }
    expect(await openTargetsOf(client)).toBe(jobs);
  });

  test('is refused as a whole, naming each value that cannot be', async () => {
    const client = await aClient(server.database.pool);
    await told(client, [
      { name: 'reg-addr', value: '192.0.2.66' },
      { name: 'sip-pwd', value: 'Geheim-4711' },
      { name: 'mac-addr', value: '00:1A:E8:00:00:01' },
      { name: 'huge', value: 'x'.repeat(70_000) },
      { name: 'control', value: 'a\u0007' },
    ]);
    const names = ['reg-addr', 'sip-name', 'sip-pwd', 'mac-addr', 'huge', 'control'];
    const response = await takeOver(
      client,
      names.map((item) => ({ item })),
    );
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      code: 'value.not_taken_over',
      errors: [
        {
          field: 'items.1.item',
          code: 'value.not_reported',
          text: { de: expect.stringContaining('meldet') },
        },
        { field: 'items.2.item', code: 'value.secret' },
        { field: 'items.3.item', code: 'parameter.read_only' },
        { field: 'items.4.item', code: 'value.unusable' },
        { field: 'items.5.item', code: 'value.unusable' },
      ],
    });
    expect(await theValue(client, 'reg-addr')).toMatchObject({ state: 'unmanaged' });
    expect(server.logged()).not.toContain('Geheim');
  });

  test('of a client that does not exist, or of nothing, is refused', async () => {
    expect((await takeOver('999999', [{ item: 'reg-addr' }])).statusCode).toBe(404);
    expect((await takeOver(await aClient(server.database.pool), [])).statusCode).toBe(400);
  });

  async function openTargetsOf(client: string): Promise<number> {
    const { rows } = await server.database.pool.query(
      'select from job_targets where client_id = $1 and open',
      [client],
    );
    return rows.length;
  }
});

describe('the summary of several clients', () => {
  async function summarize(body: object): Promise<ValuesSummary> {
    const response = await browser.request('POST', '/clients/values-summary', body);
    expect(response.statusCode, response.body).toBe(200);
    return response.json<ValuesSummary>();
  }

  test('says what is the same, what differs, what drifts and what was refused', async () => {
    const said = { e164: '4930555' };
    const clients = [
      await aClient(server.database.pool, { said }),
      await aClient(server.database.pool, { said }),
      await aClient(server.database.pool, { said: { e164: '4930777' } }),
    ];
    const [one = '', two = '', three = ''] = clients;
    await told(one, [
      { name: 'reg-addr', value: '192.0.2.1' },
      { name: 'sip-name', value: 'A' },
    ]);
    await told(two, [{ name: 'reg-addr', value: '192.0.2.1' }]);
    for (const client of [one, two]) await order(client, [{ item: 'reg-addr', value: '192.0.2.20' }]);
    await inTransaction(server.database.pool, (tx) =>
      storeRefusals(tx, [{ clientId: two, name: 'reg-addr', value: '192.0.2.20', status: 'read only' }], NOW),
    );
    const summary = await summarize({ clientIds: [one, two] });
    expect(summary.clients).toBe(2);
    expect(summary.items).toEqual([
      {
        item: 'reg-addr',
        index: null,
        parameterId: '7.3.2/server-address',
        secret: false,
        reported: { same: true, value: '192.0.2.1', values: [{ value: '192.0.2.1', count: 2 }], missing: 0 },
        desired: { same: true, value: '192.0.2.20', values: [{ value: '192.0.2.20', count: 2 }], missing: 0 },
        driftCount: 2,
        refusedCount: 1,
      },
      expect.objectContaining({
        item: 'sip-name',
        reported: { same: false, value: null, values: [{ value: 'A', count: 1 }], missing: 1 },
      }),
    ]);
    expect(await summarize({ filter: { search: '4930555' } })).toEqual(summary);
    expect(await summarize({ clientIds: [three] })).toMatchObject({ clients: 1, items: [] });
    expect(await summarize({ clientIds: ['999999'] })).toEqual({ clients: 0, kinds: [], items: [] });
  });

  test('says what kinds of phones they are, and the most key modules that one of a kind has', async () => {
    const pool = server.database.pool;
    const ids = await Promise.all([
      aClient(pool, { said: { 'device-type': 'OpenScape Desk Phone CP710', 'key-modules': '1' } }),
      aClient(pool, { said: { 'device-type': 'OpenScape Desk Phone CP710', 'key-modules': '2' } }),
      aClient(pool, {
        said: { 'device-type': 'OpenScape Desk Phone CP200', 'software-type': 'Siemens HFA' },
      }),
    ]);
    expect((await summarize({ clientIds: ids })).kinds).toEqual([
      { model: 'CP710', softwareType: 'SIP', keyModules: 2, count: 2 },
      { model: 'CP200', softwareType: 'HFA', keyModules: null, count: 1 },
    ]);
  });

  test('of no selection is refused', async () => {
    for (const body of [{}, { clientIds: [] }, { ids: ['1'] }]) {
      expect((await browser.request('POST', '/clients/values-summary', body)).statusCode).toBe(400);
    }
  });
});
