import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
  const at = new Date('2026-03-02T08:00:00.000Z');
  const { pool } = server.database;
  await aClient(pool, { at, deviceId: '00:1A:E8:00:00:01', address: '192.0.2.1', said: { e164: '=49"1' } });
  await aClient(pool, {
    at,
    deviceId: '00:1A:E8:00:00:02',
    address: '192.0.2.2',
    said: { e164: '4989', 'device-type': 'OpenScape Desk Phone CP710' },
  });
});
afterAll(() => server.close());

test('clients are exported as CSV for spreadsheets, without formulas', async () => {
  const answer = await browser.request('GET', '/clients/export?separator=semicolon');
  expect(answer.headers['content-disposition']).toBe('attachment; filename="clients.csv"');
  expect(answer.body).toBe(
    '\uFEFFdeviceId;e164;model;softwareType;softwareVersion;address;lastContactAt\r\n' +
      `00:1A:E8:00:00:01;"'=49""1";CP410;SIP;V1 R10.2.2;192.0.2.1;2026-03-02T08:00:00.000Z\r\n` +
      '00:1A:E8:00:00:02;4989;CP710;SIP;V1 R10.2.2;192.0.2.2;2026-03-02T08:00:00.000Z\r\n',
  );
});

test('the columns are chosen, and the filter is that of the list', async () => {
  const answer = await browser.request(
    'GET',
    '/clients/export?format=json&columns=e164&columns=deviceId&deviceType=CP710',
  );
  expect(answer.json()).toEqual([{ e164: '4989', deviceId: '00:1A:E8:00:00:02' }]);
  const wrong = await browser.request('GET', '/clients/export?columns=secrets');
  expect(wrong.statusCode).toBe(400);
  expect(server.aBrowser().cookie).toBeUndefined();
  expect((await server.aBrowser().request('GET', '/clients/export')).statusCode).toBe(401);
});

test('more clients than one portion are exported, each once', async () => {
  await server.database.pool.query(`
    with new as (
      insert into clients (device_id, first_seen_at) select 'soft-' || n, now() from generate_series(1, 2500) n
      returning id, device_id
    )
    insert into client_contacts (client_id, device_id, last_contact_at, last_contact_reason, address, profile_hash)
    select id, device_id, now(), 'start-up', '192.0.2.9', '\\x00' from new`);
  const { body } = await browser.request('GET', '/clients/export?columns=deviceId&search=soft');
  const lines = body.trim().split('\r\n').slice(1);
  expect(lines).toHaveLength(2_500);
  expect(new Set(lines).size).toBe(2_500);
});

test('times are written in the time zone of the server, once it has one', async () => {
  const seen = async () =>
    (
      await browser.request('GET', '/clients/export?format=json&columns=lastContactAt&deviceType=CP710')
    ).json();
  expect(await seen()).toEqual([{ lastContactAt: '2026-03-02T08:00:00.000Z' }]);
  await browser.request('PATCH', '/settings', { server: { timeZone: 'Europe/Berlin' } });
  expect(await seen()).toEqual([{ lastContactAt: '2026-03-02T09:00:00.000+01:00' }]);
  await browser.request('PATCH', '/settings', { server: { timeZone: null } });
});
