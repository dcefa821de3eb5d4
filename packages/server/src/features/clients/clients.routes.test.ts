import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { createJob } from '../jobs/index.ts';
import { storeRefusals } from '../values/index.ts';
import { profileHash, profileOf } from './client-profile.ts';
import type { Client, ClientDetail } from './clients.schema.ts';
import { type ProfiledContact, recordContacts, storeProfiles } from './contacts.queries.ts';

interface Page {
  readonly items: Client[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

const NOW = new Date('2026-03-02T08:00:00.000Z');

let server: TestAdminApi;
let browser: Browser;
let ids: Map<string, string>;

/** The phones of these tests: number in the device id, and what it says of itself. */
const phones: Record<number, Record<string, string>> = {
  1: { e164: '498970073001', 'device-type': 'OpenStage 40', 'software-version': 'V3 R5.21.0' },
  2: { e164: '498970073002', 'device-type': 'OpenScape Desk Phone CP710', 'software-version': 'V1 R10.2.2' },
  3: { e164: '498970073003', 'device-type': 'OpenScape Desk Phone CP710', 'software-version': 'V1 R9.4.0' },
  4: { e164: '', 'device-type': 'OpenScape Desk Phone CP210', 'software-type': 'Siemens HFA' },
  5: { e164: '4930_5%5', 'device-type': 'Phone \\ of tomorrow' },
};

const deviceId = (number: number) => `00:1A:E8:00:00:0${number}`;
const id = (number: number) => ids.get(deviceId(number)) ?? '';

function aContact(number: number, said: Record<string, string>): ProfiledContact {
  const address = `192.0.2.${number}`;
  const usual = {
    'mac-addr': deviceId(number),
    'software-type': 'Siemens SIP',
    'contact-me-uri': `http://${address}:8085/contact_dls.html/ContactDLS`,
  };
  const items = Object.entries({ ...usual, ...said }).map(([name, value]) => ({ name, value }));
  const profile = profileOf(deviceId(number), items);
  return {
    deviceId: deviceId(number),
    profileHash: profileHash(items, address),
    reason: 'start-up',
    address,
    profile,
  };
}

async function register(phonesToRegister: Record<number, Record<string, string>>): Promise<void> {
  for (const [number, said] of Object.entries(phonesToRegister)) {
    const at = new Date(NOW.getTime() + Number(number) * 1_000);
    const [stored] = await storeProfiles(server.database.pool, [aContact(Number(number), said)], at);
    ids.set(deviceId(Number(number)), stored?.clientId ?? '');
  }
}

beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
  ids = new Map();
  await register(phones);
});
afterAll(() => server.close());

async function list(query = ''): Promise<Page> {
  const response = await browser.request('GET', `/clients${query}`);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<Page>();
}

/** Numbers of the phones that a list shows, in its order. */
async function shown(query: string): Promise<number[]> {
  return (await list(query)).items.map((client) => Number(client.deviceId.at(-1)));
}

describe('the list of clients', () => {
  test('is by number, ten a page', async () => {
    expect(await list()).toMatchObject({ total: 5, page: 1, pageSize: 10 });
    expect(await shown('')).toEqual([4, 5, 1, 2, 3]);
  });

  test('shows of a client what its phone says and how it stands', async () => {
    const { items } = await list('?search=498970073002');
    expect(items).toEqual([
      {
        id: id(2),
        e164: '498970073002',
        deviceType: 'OpenScape Desk Phone CP710',
        model: 'CP710',
        deviceId: deviceId(2),
        softwareType: 'SIP',
        softwareVersion: 'V1 R10.2.2',
        address: '192.0.2.2',
        contactMeUri: 'http://192.0.2.2:8085/contact_dls.html/ContactDLS',
        firstSeenAt: '2026-03-02T08:00:02.000Z',
        lastContactAt: '2026-03-02T08:00:02.000Z',
        lastContactReason: 'start-up',
        secureMode: { enabled: false },
        mobility: { enabled: false, loggedOn: false, userE164: null, userId: null, since: null },
        access: { mode: 'direct', reason: null },
        groups: [],
        partNumber: '',
        keyModules: null,
        backlightType: null,
        gigabitEthernet: null,
        openTargets: 0,
        driftCount: 0,
        refusedCount: 0,
        wbmUrl: 'https://192.0.2.2',
      },
    ]);
  });
});

describe('searching', () => {
  test.each([
    ['a part of the number', '73002', [2]],
    ['the device id', '00:1a:e8:00:00:03', [3]],
    ['the device id without colons', '001AE8000003', [3]],
    ['the model in other letters', 'cp7', [2, 3]],
    ['several words, all of which must be there', 'cp710 73003', [3]],
    ['words in any order and with more blanks', '  sip   openstage ', [1]],
    ['a version', 'r10.2', [2]],
    ['the type of software', 'hfa', [4]],
    ['what nobody has', 'nobody', []],
    ['a percent sign as such', '5%5', [5]],
    ['a percent sign that nobody has', '7%7', []],
    ['an underscore as such', '_5', [5]],
    ['an underscore that is no placeholder', '4_8970', []],
    ['a backslash as such', '\\', [5]],
    ['a quote', "'", []],
    ['blanks alone, which is nothing', '   ', [4, 5, 1, 2, 3]],
  ])('finds %s', async (_name, text, expected) => {
    expect(await shown(`?search=${encodeURIComponent(text)}`)).toEqual(expected);
    expect((await list(`?search=${encodeURIComponent(text)}`)).total).toBe(expected.length);
  });
});

describe('sorting', () => {
  test.each([
    ['sort=e164&order=asc', [4, 5, 1, 2, 3]],
    ['sort=e164&order=desc', [3, 2, 1, 5, 4]],
    ['sort=deviceId&order=asc', [1, 2, 3, 4, 5]],
    ['sort=softwareVersion&order=desc&softwareType=SIP', [1, 2, 3, 5]],
    ['sort=deviceType&order=asc', [4, 2, 3, 1, 5]],
    ['sort=deviceType&order=desc', [5, 1, 3, 2, 4]],
    ['sort=firstSeenAt&order=asc', [1, 2, 3, 4, 5]],
    ['sort=lastContactAt&order=asc', [1, 2, 3, 4, 5]],
    ['sort=address&order=asc', [1, 2, 3, 4, 5]],
  ])('%s', async (query, expected) => {
    expect(await shown(`?${query}`)).toEqual(expected);
  });

  test('by address follows its numbers', async () => {
    const { pool } = server.database;
    const added = [];
    for (const address of ['198.18.0.10', '198.18.0.9', '198.18.0.100'])
      added.push(await aClient(pool, { address }));
    const [ten, nine, hundred] = added;
    const of = async (order: string) =>
      (await list(`?sort=address&order=${order}&address=198.18.0.0/24`)).items.map((client) => client.id);
    expect(await of('asc')).toEqual([nine, ten, hundred]);
    expect(await of('desc')).toEqual([hundred, ten, nine]);
    await pool.query('delete from clients where id = any($1::bigint[])', [added]);
  });

  test('by what many have in common still shows each once over all pages', async () => {
    for (const sort of ['softwareVersion', 'deviceType', 'e164']) {
      const pages = await Promise.all(
        [1, 2, 3].map((page) => shown(`?sort=${sort}&pageSize=2&page=${page}`)),
      );
      expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
      expect(new Set(pages.flat()).size).toBe(5);
    }
  });

  test('a page beyond the last is empty and tells how many there are', async () => {
    expect(await list('?page=9')).toMatchObject({ items: [], total: 5, page: 9 });
  });

  test.each(['lastContactAt', 'e164'])(
    'a search sorted by %s tells on every page how many were found',
    async (sort) => {
      const found = `search=CP710&sort=${sort}&pageSize=1`;
      expect((await list(`?${found}`)).items).toHaveLength(1);
      for (const page of [1, 2, 9]) expect((await list(`?${found}&page=${page}`)).total).toBe(2);
      expect((await list(`?search=nobody&sort=${sort}`)).total).toBe(0);
    },
  );
});

describe('filters', () => {
  test('narrow by software, type and state, and together', async () => {
    expect(await shown('?softwareType=HFA')).toEqual([4]);
    expect(await shown('?deviceType=CP710')).toEqual([2, 3]);
    expect(await shown('?deviceType=CP710&search=73002')).toEqual([2]);
    expect(await shown('?softwareType=HFA&deviceType=CP710')).toEqual([]);
  });

  test('find open work, drift and refusals, which the clients count as well', async () => {
    const { pool } = server.database;
    await createJob(server.context, {
      type: 'configure',
      clientIds: [id(1), id(2)],
      initiator: { id: null, name: 'admin' },
      values: [
        { name: 'reg-addr', value: '192.0.2.20' },
        { name: 'sip-name', value: 'Lobby' },
      ],
    });
    const tx = await pool.connect();
    await storeRefusals(
      tx,
      [{ clientId: id(2), name: 'reg-addr', value: '192.0.2.20', status: 'read only' }],
      NOW,
    );
    tx.release();
    expect(await shown('?state=open-work')).toEqual([1, 2]);
    expect(await shown('?state=drift')).toEqual([1, 2]);
    expect(await shown('?state=refused')).toEqual([2]);
    expect((await list('?state=refused')).items[0]).toMatchObject({
      openTargets: 1,
      driftCount: 2,
      refusedCount: 1,
    });
  });

  test.each([
    ['a part of the number', 'e164=73002', [2]],
    ['a part of the device ID, with or without separators', 'deviceId=1a-e8-00-00-03', [3]],
    ['a device ID that is only in another column', 'deviceId=73002', []],
    ['a part of the version', 'softwareVersion=r9', [3]],
    ['a version that all others are newer than', 'softwareOlderThan=V1 R10.0.0', [3]],
    ['an address', 'address=192.0.2.4', [4]],
    ['the beginning of addresses', 'address=192.0.2.', [4, 5, 1, 2, 3]],
    ['a network', 'address=192.0.2.2/31', [2, 3]],
    ['a network as wide as a site', 'address=192.0.0.0/16', [4, 5, 1, 2, 3]],
    ['a percent sign as such', 'e164=%255', [5]],
    ['several at once', 'e164=7300&address=192.0.2.0/24&softwareType=SIP&softwareOlderThan=V2 R0', [2, 3]],
  ])('by %s', async (_name, query, expected) => {
    expect(await shown(`?${query}`)).toEqual(expected);
    expect((await list(`?${query}`)).total).toBe(expected.length);
  });

  test('by mobility tell who is logged on from where one could', async () => {
    const { pool } = server.database;
    await pool.query('update clients set mobility_enabled = true, mobility_state = 0 where id = $1', [id(1)]);
    await pool.query('update clients set mobility_enabled = true, mobility_state = 1 where id = $1', [id(2)]);
    await pool.query('update clients set mobility_enabled = true where id = $1', [id(3)]);
    expect(await shown('?mobility=logged-on')).toEqual([1]);
    expect(await shown('?mobility=on')).toEqual([2, 3]);
    expect(await shown('?mobility=off')).toEqual([4, 5]);
    await pool.query('update clients set mobility_enabled = false, mobility_state = null');
  });

  test('by access tell whom the server can ask, who asks itself, and who does neither', async () => {
    const { pool } = server.database;
    const [unreachable, polling] = [4, 5].map((number) =>
      aContact(number, { ...phones[number], 'contact-me-uri': 'http://198.51.100.9:8085/elsewhere' }),
    );
    if (unreachable === undefined || polling === undefined) throw new TypeError('two phones');
    await storeProfiles(pool, [unreachable, polling], NOW);
    await pool.query('insert into client_polls select $1, now()', [id(5)]);
    expect(await shown('?access=direct')).toEqual([1, 2, 3]);
    expect(await shown('?access=dcmp')).toEqual([5]);
    expect(await shown('?access=none')).toEqual([4]);
    expect((await list('?access=dcmp')).items[0]?.access).toMatchObject({ mode: 'dcmp' });
    await pool.query("update client_polls set polled_at = now() - interval '3 days'");
    expect(await shown('?access=none')).toEqual([4, 5]);
    await storeProfiles(pool, [aContact(4, phones[4] ?? {}), aContact(5, phones[5] ?? {})], NOW);
    expect(await shown('?access=none')).toEqual([]);
  });

  test.each([
    ['address=10.1.0.0/33', 'address'],
    ['address=ward', 'address'],
    ['softwareOlderThan=soon', 'softwareOlderThan'],
  ])('that mean nothing are refused with the field: %s', async (query, field) => {
    const response = await browser.request('GET', `/clients?${query}`);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'request.invalid', errors: [{ field }] });
  });

  test('are offered with counts', async () => {
    const facets = (await browser.request('GET', '/clients/facets')).json();
    expect(facets).toMatchObject({ total: 5, openWork: 2, drift: 2, refused: 1 });
    expect(facets.deviceTypes).toContainEqual({ type: 'CP710', count: 2 });
    expect(facets.softwareTypes).toContainEqual({ type: 'HFA', count: 1 });
  });
});

describe('a query that is wrong', () => {
  test.each([
    ['page=0', 'page'],
    ['page=x', 'page'],
    ['pageSize=0', 'pageSize'],
    ['pageSize=101', 'pageSize'],
    ['sort=password', 'sort'],
    ['order=up', 'order'],
    ['state=nice', 'state'],
    ['unknown=1', 'unknown'],
    ['search=%00', 'search'],
    ['deviceType=CP%00', 'deviceType'],
    [`search=${'x'.repeat(201)}`, 'search'],
  ])('%s is refused with the field', async (query, field) => {
    const response = await browser.request('GET', `/clients?${query}`);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'request.invalid', errors: [{ field }] });
  });
});

describe('one client', () => {
  test('is shown with its basic items and addresses', async () => {
    const response = await browser.request('GET', `/clients/${id(4)}`);
    const client = response.json<ClientDetail>();
    expect(client).toMatchObject({
      model: 'CP210',
      inventoryAt: null,
      addresses: [{ address: '192.0.2.4', firstSeenAt: '2026-03-02T08:00:04.000Z' }],
    });
    expect(client.basicItems).toContainEqual({
      name: 'software-type',
      index: null,
      value: 'Siemens HFA',
      status: null,
    });
  });

  test('was last seen at its address when it called last', async () => {
    const later = new Date(NOW.getTime() + 3_600_000);
    const { deviceId: device, profileHash: hash, reason, address } = aContact(1, phones[1] ?? {});
    await recordContacts(
      server.database.pool,
      [{ deviceId: device, profileHash: hash, reason, address }],
      later,
    );
    const client = (await browser.request('GET', `/clients/${id(1)}`)).json<ClientDetail>();
    expect(client.lastContactAt).toBe(later.toISOString());
    expect(client.addresses[0]).toMatchObject({ address, lastSeenAt: later.toISOString() });
  });

  test.each(['GET', 'DELETE'] as const)('that does not exist is not found (%s)', async (method) => {
    const response = await browser.request(method, '/clients/999999');
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'client.not_found' });
  });

  test.each(['0', 'x', '-1', '1e3', '9'.repeat(19)])('with the id "%s" is no client', async (wrong) => {
    const response = await browser.request('GET', `/clients/${wrong}`);
    expect(response.statusCode).toBe(400);
  });
});

describe('deleting', () => {
  test('takes a client with everything of it', async () => {
    await register({ 6: { e164: '1' } });
    expect((await browser.request('DELETE', `/clients/${id(6)}`)).statusCode).toBe(204);
    expect((await browser.request('GET', `/clients/${id(6)}`)).statusCode).toBe(404);
    const { rowCount } = await server.database.pool.query(
      'select from client_addresses where client_id = $1',
      [id(6)],
    );
    expect(rowCount).toBe(0);
  });

  test('takes several by id, and counts those that existed', async () => {
    await register({ 7: {}, 8: {} });
    const response = await browser.request('POST', '/clients/delete', {
      clients: { ids: [id(7), id(8), '999999'] },
    });
    expect(response.json()).toEqual({ deleted: 2 });
  });

  test('takes all that match a filter, and only them', async () => {
    await register({ 7: { e164: 'gone 1' }, 8: { e164: 'gone 2' } });
    const response = await browser.request('POST', '/clients/delete', {
      clients: { filter: { search: 'gone' } },
    });
    expect(response.json()).toEqual({ deleted: 2 });
    expect(await shown('?sort=deviceId&order=asc')).toEqual([1, 2, 3, 4, 5]);
  });

  test('takes none when more match than were confirmed', async () => {
    await register({ 7: { e164: 'gone 1' }, 8: { e164: 'gone 2' } });
    const order = (confirmedCount: number) =>
      browser.request('POST', '/clients/delete', {
        clients: { filter: { search: 'gone' }, confirmedCount },
      });
    const refused = await order(1);
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      code: 'client.selection_grown',
      errors: [{ field: 'clients.confirmedCount', text: { de: expect.stringContaining('mehr als die') } }],
    });
    expect((await list('?search=gone')).total).toBe(2);
    expect((await order(3)).json()).toEqual({ deleted: 2 });
  });

  test.each([
    ['no selection', {}],
    ['an empty list', { clients: { ids: [] } }],
    ['both ways at once', { clients: { ids: ['1'], filter: {} } }],
    ['an id that is none', { clients: { ids: ["1'; drop table clients"] } }],
    ['a filter that does not exist', { clients: { filter: { color: 'red' } } }],
  ])('is refused with %s', async (_name, body) => {
    const response = await browser.request('POST', '/clients/delete', body);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'request.invalid' });
  });

  test('goes on while the phone calls, and neither of them fails', async () => {
    for (let round = 0; round < 5; round += 1) {
      await register({ 9: {} });
      const contact = aContact(9, { e164: String(round) });
      const [response] = await Promise.all([
        browser.request('DELETE', `/clients/${id(9)}`),
        storeProfiles(server.database.pool, [contact], NOW),
      ]);
      expect(response.statusCode).toBe(204);
    }
    await browser.request('POST', '/clients/delete', { clients: { filter: { search: deviceId(9) } } });
  });
});
