import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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
beforeEach(() => server.database.pool.query('truncate clients, plug_and_play_clients cascade'));

const OLD = ['00:1A:E8:00:00:01', '00:1A:E8:00:00:02', '00:1A:E8:00:00:03'] as const;

async function send(content: string, dryRun: boolean) {
  const answer = await server.api.inject({
    method: 'POST',
    url: `/api/v1/clients/copy/import?dryRun=${dryRun}`,
    headers: {
      host: 'deskfleet.example.org',
      'x-requested-with': 'deskfleet',
      cookie: browser.cookie ?? '',
      'content-type': 'text/csv',
    },
    payload: content,
  });
  return { status: answer.statusCode, ...answer.json() };
}

async function someClients(): Promise<void> {
  for (const [at, deviceId] of OLD.entries()) {
    await aClient(server.database.pool, { deviceId, said: { e164: at === 2 ? '' : `498970000${at}` } });
  }
}

const prepared = async () => (await browser.request('GET', '/clients/plug-and-play?pageSize=100')).json();

test('an exported list with a column of new devices is all that it takes', async () => {
  await someClients();
  const list = await browser.request('GET', '/clients/export?columns=deviceId&columns=e164&columns=model');
  const [heading = '', ...lines] = list.body.replace('\uFEFF', '').trim().split('\r\n');
  const content = [
    `${heading},newDeviceId`,
    ...lines.map((line, at) => `${line},00:1A:E8:00:01:0${at}`),
  ].join('\r\n');
  expect(await send(content, true)).toMatchObject({ status: 200, created: 3, faultCount: 0 });
  expect((await prepared()).total).toBe(0);
  expect(await send(content, false)).toMatchObject({ status: 200, created: 3 });
  const { items } = await prepared();
  expect(items.map(({ deviceId }: { deviceId: string }) => deviceId).toSorted()).toEqual([
    '00:1A:E8:00:01:00',
    '00:1A:E8:00:01:01',
    '00:1A:E8:00:01:02',
  ]);
});

test('every wrong line is named with its column, and nothing is prepared', async () => {
  await someClients();
  await browser.request('POST', '/clients/plug-and-play', { deviceId: '00:1A:E8:00:09:01' });
  const faulty = [
    ['00:1A:E8:00:00:99,00:1A:E8:00:02:01,', 'deviceId', 'client.unknown'],
    [`${OLD[0]},${OLD[0]},`, 'newDeviceId', 'device_id.same'],
    [`${OLD[0]},${OLD[1]},`, 'newDeviceId', 'plug_and_play.taken'],
    [`${OLD[0]},00:1A:E8:00:09:01,`, 'newDeviceId', 'plug_and_play.taken'],
    [`${OLD[0]},00:1A:E8,`, 'newDeviceId', 'device_id.form'],
    [`${OLD[0]},00:1A:E8:00:02:01,CP999`, 'hardwareType', 'choice.unknown'],
    [`${OLD[2]},,`, 'newDeviceId', 'preparation.empty'],
    [',00:1A:E8:00:02:01,', 'deviceId', 'device_id.missing'],
  ] as const;
  for (const [line, column, rule] of faulty) {
    const content = `deviceId,newDeviceId,hardwareType\r\n${OLD[1]},00:1A:E8:00:03:01,\r\n${line}\r\n`;
    const dry = await send(content, true);
    expect(dry, line).toMatchObject({ faultCount: 1, faults: [{ line: 3, column, rule }] });
    expect(dry.faults[0].text.de).not.toBe('');
    expect(await send(content, false), line).toMatchObject({ status: 400, code: 'import.refused' });
  }
  const { total } = await prepared();
  expect(total).toBe(1);
});

test('a phone that is replaced twice, or takes two places, is refused', async () => {
  await someClients();
  const list = (...lines: string[]) => `deviceId;newDeviceId\r\n${lines.join('\r\n')}\r\n`;
  expect(await send(list(`${OLD[0]};00:1A:E8:00:03:01`, `${OLD[0]};00:1A:E8:00:03:02`), true)).toMatchObject({
    faultCount: 1,
    faults: [{ line: 3, column: 'deviceId', rule: 'file.duplicate' }],
  });
  expect(await send(list(`${OLD[0]};00:1A:E8:00:03:01`, `${OLD[1]};00:1A:E8:00:03:01`), true)).toMatchObject({
    faultCount: 1,
    faults: [{ line: 3, column: 'newDeviceId', rule: 'file.duplicate' }],
  });
  const twice = list(`${OLD[0]};00:1A:E8:00:03:01`);
  expect(await send(twice, false)).toMatchObject({ created: 1 });
  expect(await send(twice, true)).toMatchObject({ faultCount: 2 });
});

test('a file without the column of new devices is refused', async () => {
  expect(await send(`deviceId\r\n${OLD[0]}\r\n`, true)).toMatchObject({
    status: 400,
    code: 'import.unreadable',
  });
});

test('what the new phones cannot take is told beforehand, by item and number of clients', async () => {
  await someClients();
  const { rows } = await server.database.pool.query<{ id: string }>('select id from clients');
  const ids = rows.map(({ id }) => id);
  const wish = (clientIds: readonly string[], item: string, value: string) =>
    browser.request('POST', '/jobs', {
      type: 'configure',
      clients: { ids: clientIds },
      values: [{ item, value }],
    });
  expect((await wish(ids, 'registrar-addr', '192.0.2.77')).statusCode).toBe(202);
  expect((await wish(ids.slice(0, 1), 'sip-pwd', 'Very-Secret-99')).statusCode).toBe(202);
  const list = (softwareType: string) =>
    `deviceId,newDeviceId,softwareType\r\n${OLD.map((old, at) => `${old},00:1A:E8:00:04:0${at},${softwareType}\r\n`).join('')}`;
  expect(await send(list('SIP'), true)).toMatchObject({ created: 3, leftOut: [] });
  const expected = {
    created: 3,
    leftOut: [
      { item: 'registrar-addr', clients: 3 },
      { item: 'sip-pwd', clients: 1 },
    ],
  };
  const told = await send(list('HFA'), true);
  expect(told).toMatchObject(expected);
  expect(told.leftOut[0].parameterId).toBe('7.3.2/registrar-address');
  expect((await prepared()).total).toBe(0);
  expect(await send(list('HFA'), false)).toMatchObject(expected);
});
