import { releasedCatalog } from '@deskfleet/catalog';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aStartUp, type ClientToBe } from '../../../test/support/builders.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { storeProfiles } from '../clients/index.ts';
import { storeInventories } from '../values/index.ts';
import type { Group, GroupFilter } from './groups.schema.ts';
import { followClients, keepSettled, settleUnsettled } from './index.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());
beforeEach(() =>
  server.database.pool.query('delete from clients; delete from groups; delete from templates'),
);

/** Lets a phone call, and its groups follow. @returns the id of the client */
async function aMember(options: ClientToBe & { server?: string } = {}): Promise<string> {
  return inTransaction(server.database.pool, async (tx) => {
    const [stored] = await storeProfiles(tx, [aStartUp(options)], NOW);
    const id = stored?.clientId ?? '';
    const context = { catalog: server.context.catalog.current(), by: null, now: NOW };
    const serverAddresses = new Map(options.server === undefined ? [] : [[id, options.server]]);
    await followClients(tx, { clientIds: [id], serverAddresses, nextAttemptAt: NOW }, context);
    return id;
  });
}

const filter = (said: Partial<GroupFilter>): GroupFilter => ({
  match: 'all',
  e164: [],
  addresses: [],
  clientTypes: [],
  serverAddresses: [],
  ...said,
});

let count = 0;
async function aGroup(said: Partial<GroupFilter>, more: object = {}): Promise<Group> {
  count += 1;
  const body = { name: `Group ${count}`, filter: filter(said), ...more };
  const response = await browser.request('POST', '/groups', body);
  expect(response.statusCode, response.body).toBe(201);
  return response.json<Group>();
}

async function aTemplate(said: object = {}): Promise<string> {
  count += 1;
  const body = { type: 'default', name: `Template ${count}`, ...said };
  return (await browser.request('POST', '/templates', body)).json<{ id: string }>().id;
}

async function get<Body>(path: string): Promise<Body> {
  const response = await browser.request('GET', path);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<Body>();
}

const membersOf = async ({ id }: Pick<Group, 'id'>, query = '') =>
  (await get<{ items: { id: string }[] }>(`/groups/${id}/members${query}`)).items.map((member) => member.id);

async function found(said: Partial<GroupFilter>): Promise<string[]> {
  const response = await browser.request('POST', '/groups/preview', { filter: filter(said) });
  expect(response.statusCode, response.body).toBe(200);
  const { count: number, sample } = response.json<{ count: number; sample: { id: string }[] }>();
  expect(sample.length).toBe(Math.min(number, 10));
  return sample.map(({ id }) => id);
}

describe('a filter', () => {
  test('finds clients by number, address, type and server, all of them or any', async () => {
    const a = await aMember({ said: { e164: '49891' }, address: '10.1.0.1', server: 'sip1.example.org' });
    const b = await aMember({ said: { e164: '49892' }, address: '10.1.0.2' });
    const c = await aMember({
      said: { e164: '4930', 'device-type': 'OpenScape Desk Phone CP710' },
      address: '2001:db8::1',
      server: 'SIP2.example.org',
    });
    expect(await found({ e164: ['4989?'] })).toEqual([a, b]);
    expect(await found({ e164: ['4989'] })).toEqual([]);
    expect(await found({ e164: ['*'] })).toHaveLength(3);
    expect(await found({ addresses: ['10.1.0.2-10.9.0.0'] })).toEqual([b]);
    expect(await found({ addresses: ['10.1.0.0/31', '2001:db8::/32'] })).toEqual([c, a]);
    expect(await found({ clientTypes: ['CP710'] })).toEqual([c]);
    expect(await found({ serverAddresses: ['sip?.example.org'.replace('?', '*')] })).toEqual([c, a]);
    expect(await found({ e164: ['4989*'], addresses: ['10.1.0.2'] })).toEqual([b]);
    expect(await found({ match: 'any', e164: ['49891'], clientTypes: ['CP710'] })).toEqual([c, a]);
  });

  test('looks at the phone’s own number while a mobile user is logged on', async () => {
    const id = await aMember({
      said: { e164: '499999', 'basic-e164': '49891', 'mobility-enabled': 'true', 'sip-mobility-state': '0' },
    });
    expect(await found({ e164: ['49891'] })).toEqual([id]);
    expect(await found({ e164: ['499999'] })).toEqual([]);
  });

  test('that is not possible is refused with every entry, in both languages', async () => {
    const body = { name: 'Wrong', filter: filter({ e164: ['49-89'], addresses: ['10.0.0.9-10.0.0.1'] }) };
    const response = await browser.request('POST', '/groups', body);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      code: 'group.invalid_filter',
      errors: [
        { field: 'filter.e164.0', text: { de: expect.stringContaining('Rufnummernmuster') } },
        { field: 'filter.addresses.0', code: 'filter.reversed_range' },
      ],
    });
  });

  test('that drives out its own members is refused, also when the template changes later', async () => {
    const templateId = await aTemplate();
    const fill = (value: string) =>
      browser.request(
        'PATCH',
        `/templates/${templateId}/content`,
        { values: [{ item: 'reg-addr', value }] },
        { 'if-match': '*' },
      );
    await fill('new.example.org');
    const body = {
      name: 'Circle',
      templateIds: [templateId],
      filter: filter({ serverAddresses: ['old.example.org'] }),
    };
    const refused = await browser.request('POST', '/groups', body);
    expect(refused.json()).toMatchObject({
      code: 'group.invalid_filter',
      errors: [{ field: 'filter.serverAddresses', code: 'filter.circular' }],
    });
    expect((await fill('old.example.org')).statusCode).toBe(200);
    expect((await browser.request('POST', '/groups', body)).statusCode).toBe(201);
    expect((await fill('new.example.org')).json()).toMatchObject({
      errors: [{ code: 'filter.circular' }],
    });
  });
});

describe('a group', () => {
  test('has its members at once, and follows a phone that changes', async () => {
    const inside = await aMember({ said: { e164: '49891' } });
    const group = await aGroup({ e164: ['4989*'] });
    expect(group).toMatchObject({ ranking: 1, description: '', templates: [], memberCount: 1, version: 1 });
    const later = await aMember({ said: { e164: '49892' }, deviceId: '00:1A:E8:99:00:01' });
    expect(await membersOf(group)).toEqual([inside, later]);
    expect(await membersOf(group, '?search=49892')).toEqual([later]);
    expect(await membersOf(group, '?sort=e164&order=desc&pageSize=1')).toEqual([later]);
    await aMember({ said: { e164: '4930' }, deviceId: '00:1A:E8:99:00:01' });
    expect(await membersOf(group)).toEqual([inside]);
    expect(await get('/groups')).toMatchObject({ items: [{ memberCount: 1 }] });
    await browser.request('DELETE', `/clients/${inside}`);
    expect(await get(`/groups/${group.id}`)).toMatchObject({ memberCount: 0 });
  });

  test('lists its members in each order, page by page, and by what is searched', async () => {
    const models = ['CP710', 'CP410', 'CP210', 'CP410', 'CP710'];
    const members: Record<'id' | 'e164' | 'deviceId' | 'model' | 'address', string>[] = [];
    for (const [place, model] of models.entries()) {
      const e164 = `4989${[3, 0, 4, 1, 2][place]}`;
      const deviceId = `00:1A:E8:99:01:0${[2, 4, 1, 0, 3][place]}`;
      const address = `10.1.0.${[20, 3, 100, 7, 1][place]}`;
      const said = { e164, 'device-type': `OpenScape Desk Phone ${model}` };
      members.push({ id: await aMember({ deviceId, address, said }), e164, deviceId, model, address });
    }
    await aMember({ said: { e164: '4930' } });
    const group = await aGroup({ e164: ['4989*'] });
    const lastPart = ({ address }: (typeof members)[number]) => Number(address.split('.')[3]);
    const inOrder = {
      e164: members.toSorted((a, b) => Number(a.e164) - Number(b.e164)),
      deviceId: members.toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : 1)),
      model: members.toSorted((a, b) => (a.model === b.model ? 0 : a.model < b.model ? -1 : 1)),
      address: members.toSorted((a, b) => lastPart(a) - lastPart(b)),
      joinedAt: members,
    };
    for (const [sort, sorted] of Object.entries(inOrder)) {
      for (const search of ['', 'cp410']) {
        const all = sorted.filter(({ model }) => search === '' || model === 'CP410').map(({ id }) => id);
        for (const order of ['asc', 'desc']) {
          const expected = order === 'asc' ? all : all.toReversed();
          for (const page of [1, 2, 3]) {
            const query = `?search=${search}&sort=${sort}&order=${order}&page=${page}&pageSize=2`;
            expect(await membersOf(group, query), query).toEqual(expected.slice(page * 2 - 2, page * 2));
          }
        }
      }
    }
    expect(await get(`/groups/${group.id}/members?search=cp410&pageSize=1`)).toMatchObject({ total: 2 });
    expect(await get(`/groups/${group.id}/members?pageSize=1`)).toMatchObject({ total: 5 });
  });

  test('with another filter finds its members anew', async () => {
    const [a, b] = [await aMember({ said: { e164: '49891' } }), await aMember({ said: { e164: '4930' } })];
    const group = await aGroup({ e164: ['4989*'] });
    const change = { filter: filter({ e164: ['4930*'] }) };
    const changed = await browser.request('PATCH', `/groups/${group.id}`, change, { 'if-match': '"1"' });
    expect(changed.headers['etag']).toBe('"2"');
    expect([await membersOf(group), a === b]).toEqual([[b], false]);
  });

  test('has a name that no other one has, and only default templates that exist', async () => {
    const { name } = await aGroup({ e164: ['1'] });
    const again = { name: name.toLowerCase(), filter: filter({ e164: ['1'] }) };
    expect((await browser.request('POST', '/groups', again)).json()).toMatchObject({
      code: 'group.name_taken',
    });
    const onboarding = await aTemplate({ type: 'onboarding' });
    const body = { name: 'Other', templateIds: [onboarding, '999999'], filter: filter({ e164: ['1'] }) };
    expect((await browser.request('POST', '/groups', body)).json()).toMatchObject({
      code: 'group.unusable_template',
      errors: [{ field: 'templateIds.0' }, { field: 'templateIds.1' }],
    });
  });

  test('is changed by the first of two administrators, and the second one is told', async () => {
    const { id } = await aGroup({ e164: ['1'] });
    const path = `/groups/${id}`;
    await browser.request('PATCH', path, { ranking: 2 }, { 'if-match': '"1"' });
    expect(
      (await browser.request('PATCH', path, { ranking: 3 }, { 'if-match': '"1"' })).json(),
    ).toMatchObject({
      status: 412,
      code: 'request.outdated',
      current: { etag: '"2"', changedBy: 'admin', state: { ranking: 2 } },
    });
    expect((await browser.request('DELETE', path)).statusCode).toBe(428);
    expect((await browser.request('DELETE', path, undefined, { 'if-match': '"2"' })).statusCode).toBe(204);
    expect((await browser.request('GET', path)).json()).toMatchObject({ code: 'group.not_found' });
  });

  test('is settled by whichever node is there, and by two at once just as well', async () => {
    const templateId = await aTemplate();
    await browser.request(
      'PATCH',
      `/templates/${templateId}/content`,
      { values: [{ item: 'reg-addr', value: '192.0.2.20' }] },
      { 'if-match': '*' },
    );
    const ids: string[] = [];
    for (let number = 0; number < 30; number += 1)
      ids.push(await aMember({ said: { e164: `4989${number}` } }));
    const group = await aGroup({ e164: ['4989*'] }, { templateIds: [templateId] });
    await Promise.all([settleUnsettled(server.context), settleUnsettled(server.context)]);
    const { rows } = await server.database.pool.query(
      `select count(*)::int as wishes, count(distinct client_id)::int as clients from desired_values where origin = 'group'`,
    );
    expect(rows).toEqual([{ wishes: 30, clients: 30 }]);
    expect(await get(`/templates/${templateId}`)).toMatchObject({ usage: { clients: 30 } });
    expect(await get(`/clients/${ids[0]}`)).toMatchObject({ groups: [{ id: group.id }] });

    await browser.request('POST', '/groups/delete', { ids: [group.id] });
    await settleUnsettled(server.context);
    expect(await get(`/templates/${templateId}`)).toMatchObject({ usage: { clients: 0, groups: [] } });
  });
});

describe('a client that told its configuration before there were groups', () => {
  test('is found by its server as well, when that has been looked for', async () => {
    const { pool } = server.database;
    const id = await aMember({ said: { e164: '49891' } });
    const items = [{ name: 'reg-addr', value: 'old.example.org' }];
    await inTransaction(pool, (tx) =>
      storeInventories(
        tx,
        [{ clientId: id, hash: Buffer.alloc(16), items: () => items }],
        NOW,
        releasedCatalog,
      ),
    );
    expect(await found({ serverAddresses: ['old.example.org'] })).toEqual([]);
    const settling = keepSettled(server.context);
    try {
      await vi.waitFor(
        async () => expect(await found({ serverAddresses: ['old.example.org'] })).toEqual([id]),
        {
          timeout: 5_000,
        },
      );
    } finally {
      await settling.stop();
    }
  });
});
