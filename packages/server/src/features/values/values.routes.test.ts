import { releasedCatalog } from '@deskfleet/catalog';
import type { Item } from '@deskfleet/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import {
  type ClientValues,
  orderValues,
  valuesOf as valuesOfClient,
} from '../../../test/support/value-requests.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { setDesired } from './desired.queries.ts';
import { mergeReportedItems, storeConfirmed, storeInventories, storeRefusals } from './values.queries.ts';
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

const report = (client: string, value: string) =>
  inTransaction(server.database.pool, (tx) =>
    mergeReportedItems(tx, new Map([[client, [{ name: 'reg-addr', value }]]]), NOW, releasedCatalog),
  );

describe('the values of a client', () => {
  test('are none for a phone that has told nothing and of which nothing is wanted', async () => {
    expect(await valuesOf(await aClient(server.database.pool))).toEqual({ reportedAt: null, items: [] });
  });

  test('are those that it reported, the parameter that each belongs to, and since when', async () => {
    const client = await aClient(server.database.pool);
    await inTransaction(server.database.pool, (tx) =>
      storeInventories(
        tx,
        [
          {
            clientId: client,
            hash: Buffer.from('x'),
            items: () => [
              { name: 'reg-addr', value: '192.0.2.1' },
              { name: 'trace-level', index: 0, value: '3' },
              { name: 'sip-pwd', value: 'Geheim-4711' },
              { name: 'an-item-of-tomorrow', value: 'x' },
            ],
          },
        ],
        NOW,
        releasedCatalog,
      ),
    );
    const { reportedAt, items } = await valuesOf(client);
    expect(reportedAt).toBe(NOW.toISOString());
    const unmanaged = {
      desired: null,
      desiredSet: false,
      desiredOrigin: null,
      desiredAt: null,
      desiredBy: null,
      state: 'unmanaged',
      waitingReason: null,
      refused: null,
      reportedAt: NOW.toISOString(),
      reportedExact: true,
      layers: [],
    };
    expect(items).toEqual([
      {
        ...unmanaged,
        item: 'reg-addr',
        index: null,
        parameterId: expect.any(String),
        secret: false,
        reported: '192.0.2.1',
      },
      {
        ...unmanaged,
        item: 'trace-level',
        index: 0,
        parameterId: expect.anything(),
        secret: false,
        reported: '3',
      },
      {
        ...unmanaged,
        item: 'sip-pwd',
        index: null,
        parameterId: expect.any(String),
        secret: true,
        reported: null,
      },
      {
        ...unmanaged,
        item: 'an-item-of-tomorrow',
        index: null,
        parameterId: null,
        secret: false,
        reported: 'x',
      },
    ]);
  });

  test('of a client that does not exist are not found', async () => {
    const response = await browser.request('GET', '/clients/999999/values');
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'client.not_found' });
  });
});

describe('the state of a value', () => {
  const wanted = [{ item: 'reg-addr', value: '192.0.2.20' }];

  test('is "waiting" with the reason of the order that brings it, until the phone has it', async () => {
    const client = await aClient(server.database.pool);
    await order(client, wanted);
    await server.database.pool.query(
      `update job_targets set reason = '{"code": "target.busy", "params": {}, "text": "In a call."}' where client_id = $1`,
      [client],
    );
    expect(await theValue(client, 'reg-addr')).toMatchObject({
      reported: null,
      desired: '192.0.2.20',
      desiredSet: true,
      desiredOrigin: 'edit',
      desiredBy: 'admin',
      state: 'waiting',
      waitingReason: { code: 'target.busy', text: 'In a call.' },
    });
    await inTransaction(server.database.pool, (tx) =>
      storeConfirmed(tx, [{ clientId: client, name: 'reg-addr', value: '192.0.2.20' }], NOW, releasedCatalog),
    );
    expect(await theValue(client, 'reg-addr')).toMatchObject({
      reported: '192.0.2.20',
      state: 'in-sync',
      waitingReason: null,
    });
  });

  test('is "drift" when nothing is on its way any more', async () => {
    const client = await aClient(server.database.pool);
    const job = await order(client, wanted);
    await browser.request('POST', `/jobs/${job.id}/cancel`);
    expect(await theValue(client, 'reg-addr')).toMatchObject({ state: 'drift', waitingReason: null });
    await report(client, '192.0.2.66');
    expect(await theValue(client, 'reg-addr')).toMatchObject({ reported: '192.0.2.66', state: 'drift' });
    await report(client, '192.0.2.20');
    expect(await theValue(client, 'reg-addr')).toMatchObject({ state: 'in-sync' });
  });

  test('is "refused" with the words of the phone, and "waiting" again with a new order', async () => {
    const client = await aClient(server.database.pool);
    await order(client, wanted);
    await inTransaction(server.database.pool, (tx) =>
      storeRefusals(
        tx,
        [{ clientId: client, name: 'reg-addr', value: '192.0.2.20', status: 'read only' }],
        NOW,
      ),
    );
    expect(await theValue(client, 'reg-addr')).toMatchObject({
      state: 'refused',
      refused: { status: 'read only', at: NOW.toISOString() },
    });
    await order(client, wanted);
    expect(await theValue(client, 'reg-addr')).toMatchObject({ state: 'waiting', refused: null });
  });

  test('is "unmanaged" again when the order is withdrawn, and the phone keeps what it has', async () => {
    const client = await aClient(server.database.pool);
    await report(client, '192.0.2.20');
    await order(client, wanted);
    const withdrawal = await order(client, [{ item: 'reg-addr', value: null }]);
    expect(withdrawal).toMatchObject({ state: 'success', counts: { success: 1 } });
    expect(await theValue(client, 'reg-addr')).toMatchObject({
      reported: '192.0.2.20',
      desired: null,
      desiredSet: false,
      state: 'unmanaged',
    });
  });

  test('does not change with an order for later', async () => {
    const client = await aClient(server.database.pool);
    await report(client, '192.0.2.1');
    await order(client, wanted, { scheduledAt: '2027-01-01T00:00:00.000Z' });
    expect(await theValue(client, 'reg-addr')).toMatchObject({ state: 'unmanaged', desiredSet: false });
  });

  test('of a secret never shows it, neither wanted nor reported', async () => {
    const client = await aClient(server.database.pool);
    await order(client, [{ item: 'sip-pwd', value: 'Geheim-4711' }]);
    const response = await browser.request('GET', `/clients/${client}/values`);
    expect(response.body).not.toContain('Geheim');
    expect(response.body).not.toContain('v1.');
    expect(response.json<ClientValues>().items).toMatchObject([
      { item: 'sip-pwd', secret: true, desired: null, desiredSet: true, state: 'waiting' },
    ]);
  });
});

const told = (client: string, items: readonly Item[]) =>
  inTransaction(server.database.pool, (tx) =>
    mergeReportedItems(tx, new Map([[client, items]]), NOW, releasedCatalog),
  );

describe('the layers of a value', () => {
  test('are all that is wanted of it, and which of them wins', async () => {
    const client = await aClient(server.database.pool);
    await order(client, [
      { item: 'reg-addr', value: '192.0.2.20' },
      { item: 'sip-pwd', value: 'Geheim-4711' },
    ]);
    const made = async (path: string, body: object) =>
      (await browser.request('POST', path, body)).json<{ id: string }>().id;
    const templateId = await made('/templates', { type: 'default', name: 'Ward 3' });
    const userId = await made('/users', { e164: '4989700732406', password: '271828' });
    const wish = (origin: 'user' | 'template', sourceId: string, value: string) =>
      inTransaction(server.database.pool, (tx) =>
        setDesired(
          tx,
          {
            clientIds: [client],
            values: [{ name: 'reg-addr', value }],
            accountId: null,
            jobId: null,
            source: { origin, sourceId, ranking: 1, catalog: releasedCatalog },
          },
          NOW,
        ),
      );
    await wish('template', templateId, '192.0.2.30');
    await wish('user', userId, '192.0.2.40');
    const layer = { set: true, setAt: NOW.toISOString(), setBy: null, wins: false };
    expect(await theValue(client, 'reg-addr')).toMatchObject({
      desired: '192.0.2.20',
      desiredOrigin: 'edit',
      desiredBy: 'admin',
      layers: [
        // Nobody is logged on.
        {
          ...layer,
          origin: 'user',
          source: { kind: 'user', id: userId, name: '4989700732406' },
          value: '192.0.2.40',
        },
        { ...layer, origin: 'edit', source: null, value: '192.0.2.20', setBy: 'admin', wins: true },
        {
          ...layer,
          origin: 'template',
          source: { kind: 'template', id: templateId, name: 'Ward 3' },
          value: '192.0.2.30',
        },
      ],
    });
    expect(await theValue(client, 'sip-pwd')).toMatchObject({
      desired: null,
      desiredSet: true,
      layers: [{ origin: 'edit', value: null, set: true, wins: true }],
    });
  });
});

describe('hostile texts of phones', () => {
  test('are cut, shown as text and marked', async () => {
    const client = await aClient(server.database.pool);
    const markup = '<img src=x onerror=alert(1)>';
    await told(client, [
      { name: 'markup', value: markup },
      { name: 'huge', value: 'x'.repeat(1_000_000) },
      { name: 'control', value: 'a\u001b[2Jb\u202ec' },
    ]);
    expect(await theValue(client, 'markup')).toMatchObject({ reported: markup, reportedExact: true });
    const huge = await theValue(client, 'huge');
    expect(huge?.reported?.length).toBe(2_048);
    expect(huge?.reportedExact).toBe(false);
    expect(await theValue(client, 'control')).toMatchObject({
      reported: 'a\ufffd[2Jb\ufffdc',
      reportedExact: false,
    });
  });
});
