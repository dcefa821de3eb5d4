import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());
beforeEach(() => server.database.pool.query('truncate plug_and_play_clients'));

const PATH = '/clients/plug-and-play';

async function prepared(body: object) {
  const answer = await browser.request('POST', PATH, body);
  expect(answer.statusCode, answer.body).toBe(201);
  return { ...answer.json(), etag: String(answer.headers['etag']) };
}

async function refused(method: 'POST' | 'PATCH', path: string, body: object, headers = {}) {
  const answer = await browser.request(method, path, body, headers);
  return { status: answer.statusCode, ...answer.json() };
}

describe('preparing a client', () => {
  test('stores what the guide asks for, and normalizes the device ID', async () => {
    const created = await prepared({
      deviceId: '001ae875FDB1',
      e164: '4989700732406',
      hardwareType: 'CP710',
      secureMode: 'default-pin',
      templateId: null,
      values: [{ item: 'reg-addr', value: '192.0.2.20' }],
    });
    expect(created).toMatchObject({
      deviceId: '00:1A:E8:75:FD:B1',
      e164: '4989700732406',
      hardwareType: 'CP710',
      secureMode: 'default-pin',
      state: 'waiting',
      createdBy: 'admin',
      values: [{ item: 'reg-addr', index: null, value: '192.0.2.20', secret: false }],
      etag: '"1"',
    });
    expect((await browser.request('GET', `${PATH}/${created.id}`)).json()).toMatchObject({ id: created.id });
  });

  test.each(['00:1a:e8:75:fd:b1', '00-1A-E8-75-FD-B1', '001a.e875.fdb1', ' 001AE875FDB1 '])(
    'takes the device ID %s',
    async (deviceId) => {
      expect((await prepared({ deviceId })).deviceId).toBe('00:1A:E8:75:FD:B1');
    },
  );

  test.each([
    [{}, 'deviceId', 'preparation.empty'],
    [{ deviceId: '', e164: null }, 'deviceId', 'preparation.empty'],
    [{ deviceId: '00:1A:E8:75:FD' }, 'deviceId', 'device_id.form'],
    [{ deviceId: '00:1A:E8:75:FD:BG' }, 'deviceId', 'device_id.form'],
    [{ deviceId: 'FF:FF:FF:FF:FF:FF' }, 'deviceId', 'device_id.no_device'],
    [{ e164: '1234567890123456' }, 'e164', 'e164.too_long'],
    [{ e164: '+4989' }, 'e164', 'e164.form'],
    [{ e164: '49 89' }, 'e164', 'e164.form'],
  ])('refuses %j in both languages', async (body, field, code) => {
    expect(await refused('POST', PATH, body)).toMatchObject({
      status: 400,
      code: 'request.invalid',
      errors: [{ field, code, text: { en: expect.any(String), de: expect.any(String) } }],
    });
  });

  test('refuses values that no phone could take, and stores nothing', async () => {
    const body = { deviceId: '00:1A:E8:75:FD:B1', values: [{ item: 'reg-port', value: 'x' }] };
    expect(await refused('POST', PATH, body)).toMatchObject({ status: 400, code: 'job.invalid_value' });
    expect((await browser.request('GET', PATH)).json().total).toBe(0);
  });

  test('seals secrets and never shows them again', async () => {
    const created = await prepared({ e164: '4989', values: [{ item: 'sip-pwd', value: 'Geheim-4711' }] });
    expect(created.values).toEqual([expect.objectContaining({ item: 'sip-pwd', value: null, secret: true })]);
    const { rows } = await server.database.pool.query('select p::text as row from plug_and_play_clients p');
    expect(JSON.stringify(rows)).not.toContain('Geheim');
  });

  test('refuses a device ID or a number that somebody has, and names who', async () => {
    const clientId = await aClient(server.database.pool, {
      deviceId: '00:1A:E8:AA:00:01',
      said: { e164: '49897001' },
    });
    expect(clientId).toMatch(/^\d+$/);
    await prepared({ deviceId: '00:1A:E8:AA:00:02', e164: '49897002', hardwareType: 'CP410' });
    const byClient = await refused('POST', PATH, { deviceId: '00:1A:E8:AA:00:01' });
    expect(byClient).toMatchObject({ status: 409, code: 'plug_and_play.taken' });
    expect(byClient.errors[0].text.en).toContain('49897001');
    const both = await refused('POST', PATH, { deviceId: '001AE8AA0002', e164: '49897001' });
    expect(both.errors.map(({ field }: { field: string }) => field)).toEqual(['deviceId', 'e164']);
    expect(both.errors[0].text.de).toContain('Plug&Play-Telefon (49897002, CP410)');
    expect(both.errors[1].text.en).toContain('00:1A:E8:AA:00:01');
  });

  test('lets only one of two win who prepare the same at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        browser.request('POST', PATH, { e164: '4989700', hardwareType: 'CP210' }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });
});

describe('changing a prepared client', () => {
  test('keeps what is absent, clears what is null, and counts', async () => {
    const { id, etag } = await prepared({
      deviceId: '00:1A:E8:75:FD:B1',
      e164: '4989',
      hardwareType: 'CP710',
    });
    const answer = await browser.request('PATCH', `${PATH}/${id}`, { e164: null }, { 'if-match': etag });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      deviceId: '00:1A:E8:75:FD:B1',
      e164: null,
      hardwareType: 'CP710',
      version: 2,
    });
    expect(answer.headers['etag']).toBe('"2"');
  });

  test('sets and takes out single values; secrets among the others stay, and nobody sees them', async () => {
    const { id } = await prepared({
      e164: '4989',
      values: [
        { item: 'sip-pwd', value: 'Geheim-4711' },
        { item: 'reg-addr', value: '192.0.2.20' },
        { item: 'reg-port', value: '5060' },
      ],
    });
    const change = (values: object[], match = '*') =>
      browser.request('PATCH', `${PATH}/${id}/values`, { values }, { 'if-match': match });
    const answer = await change([
      { item: 'reg-addr', value: '192.0.2.21' },
      { item: 'reg-port', value: null },
      { item: 'key-label-unicode', index: 3, value: 'Lobby' },
    ]);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.body).not.toContain('Geheim');
    expect(answer.json()).toMatchObject({ version: 2, e164: '4989' });
    expect(answer.json().values).toEqual([
      expect.objectContaining({ item: 'sip-pwd', value: null, secret: true }),
      expect.objectContaining({ item: 'reg-addr', value: '192.0.2.21' }),
      expect.objectContaining({ item: 'key-label-unicode', index: 3, value: 'Lobby' }),
    ]);
    expect((await change([{ item: 'reg-port', value: '1' }], '"1"')).json().code).toBe('request.outdated');
    expect((await change([{ item: 'reg-port', value: 'x' }])).json()).toMatchObject({
      code: 'job.invalid_value',
      errors: [{ field: expect.stringMatching(/^values\.0\./) }],
    });
  });

  test('refuses more values than can be prepared, and keeps what was there', async () => {
    const value = (number: number) => ({ item: `made-up-${number}`, value: 'x' });
    const { id } = await prepared({
      e164: '4989',
      values: Array.from({ length: 499 }, (_, at) => value(at + 1)),
    });
    const values = [value(500), value(501)];
    const answer = await browser.request('PATCH', `${PATH}/${id}/values`, { values }, { 'if-match': '*' });
    expect(answer.json()).toMatchObject({
      code: 'request.invalid',
      errors: [{ field: 'values', code: 'preparation.too_many_values', text: { de: expect.any(String) } }],
    });
    expect((await browser.request('GET', `${PATH}/${id}`)).json().values).toHaveLength(499);
  });

  test('tells the second of two who change it what the first has made of it', async () => {
    const { id, etag } = await prepared({ e164: '4989' });
    await browser.request('PATCH', `${PATH}/${id}`, { e164: '4990' }, { 'if-match': etag });
    expect(await refused('PATCH', `${PATH}/${id}`, { e164: '4991' }, { 'if-match': etag })).toMatchObject({
      status: 412,
      code: 'request.outdated',
      current: { state: { e164: '4990' }, etag: '"2"', changedBy: 'admin' },
    });
    expect(await refused('PATCH', `${PATH}/${id}`, { e164: '4991' })).toMatchObject({ status: 428 });
  });

  test('refuses to take away what a phone is recognized by, and what another one has', async () => {
    const { id, etag } = await prepared({ e164: '4989' });
    await prepared({ e164: '4990' });
    const headers = { 'if-match': etag };
    expect(await refused('PATCH', `${PATH}/${id}`, { e164: '' }, headers)).toMatchObject({ status: 400 });
    expect(await refused('PATCH', `${PATH}/${id}`, { e164: '4990' }, headers)).toMatchObject({ status: 409 });
    expect(await refused('PATCH', `${PATH}/4711`, { e164: '4990' }, headers)).toMatchObject({ status: 404 });
  });
});

describe('the list of prepared clients', () => {
  test('is searched, sorted and paged, and loses what is deleted', async () => {
    const a = await prepared({ deviceId: '00:1A:E8:00:00:0A', hardwareType: 'CP710' });
    const b = await prepared({ deviceId: '00:1A:E8:00:00:0B', e164: '498970' });
    const c = await prepared({ e164: '49305' });
    const ids = async (query: string) =>
      (await browser.request('GET', `${PATH}?${query}`)).json().items.map(({ id }: { id: string }) => id);
    expect(await ids('sort=createdAt&order=asc')).toEqual([a.id, b.id, c.id]);
    expect(await ids('sort=deviceId&order=desc')).toEqual([b.id, a.id, c.id]);
    expect(await ids('search=001ae8')).toHaveLength(2);
    expect(await ids('search=cp710%2000:0a')).toEqual([a.id]);
    expect(await ids('search=%25')).toEqual([]);
    expect(await ids('state=recognized')).toEqual([]);
    const one = `${PATH}/${a.id}`;
    expect((await browser.request('DELETE', one)).statusCode).toBe(428);
    expect((await browser.request('DELETE', one, undefined, { 'if-match': '"2"' })).statusCode).toBe(412);
    expect((await browser.request('DELETE', one, undefined, { 'if-match': '"1"' })).statusCode).toBe(204);
    expect((await browser.request('DELETE', one, undefined, { 'if-match': '"1"' })).statusCode).toBe(404);
    expect((await browser.request('POST', `${PATH}/delete`, { ids: [b.id, c.id, a.id] })).json()).toEqual({
      deleted: 2,
    });
    expect(await ids('state=all')).toEqual([]);
  });
});
