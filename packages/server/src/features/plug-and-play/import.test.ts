import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { isoIn } from '../../infra/clock/local-time.ts';

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

/** Sends a file as it is. */
async function send(content: string, options: { dryRun?: boolean; type?: string } = {}) {
  const { dryRun = false, type = 'text/csv' } = options;
  const answer = await server.api.inject({
    method: 'POST',
    url: `/api/v1${PATH}/import?dryRun=${dryRun}`,
    headers: {
      host: 'deskfleet.example.org',
      'x-requested-with': 'deskfleet',
      cookie: browser.cookie ?? '',
      'content-type': type,
    },
    payload: content,
  });
  return { status: answer.statusCode, ...answer.json() };
}

async function all(): Promise<Record<string, unknown>[]> {
  return (await browser.request('GET', `${PATH}?state=all&pageSize=100&sort=createdAt&order=asc`)).json()
    .items;
}

const mac = (number: number) =>
  `00:1A:E8:${[number >> 16, (number >> 8) & 255, number & 255].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(':')}`;

describe('an import', () => {
  test('of what a German spreadsheet writes prepares clients with everything', async () => {
    const content =
      '\uFEFFDeviceID;E164;HardwareType;SecureMode;reg-addr;key-label-unicode[2]\r\n' +
      '001ae8000001;4989700001;cp710;default-pin;192.0.2.1;Tür\r\n' +
      '00-1A-E8-00-00-02;;;;;\r\n';
    const dry = await send(content, { dryRun: true });
    expect(dry).toMatchObject({
      status: 200,
      dryRun: true,
      records: 2,
      created: 2,
      updated: 0,
      faultCount: 0,
    });
    expect(await all()).toEqual([]);
    expect(await send(content)).toMatchObject({ dryRun: false, created: 2 });
    expect(await all()).toMatchObject([
      {
        deviceId: '00:1A:E8:00:00:01',
        e164: '4989700001',
        hardwareType: 'CP710',
        secureMode: 'default-pin',
        createdBy: 'admin',
        values: [
          { item: 'reg-addr', index: null, value: '192.0.2.1' },
          { item: 'key-label-unicode', index: 2, value: 'Tür' },
        ],
      },
      { deviceId: '00:1A:E8:00:00:02', e164: null, hardwareType: '', secureMode: 'disabled', values: [] },
    ]);
  });

  test('names every fault with line, column, value and rule, and changes nothing', async () => {
    await aClient(server.database.pool, { deviceId: '00:1A:E8:BB:00:01', said: { e164: '49898001' } });
    await browser.request('POST', PATH, { deviceId: '00:1A:E8:BB:00:09', e164: '49898009' });
    const content = [
      'deviceId,e164,hardwareType,template,reg-port',
      '00:1A:E8:BB:00:02,49898002,CP999,,5060',
      'nonsense,1234567890123456,,,x',
      '00:1A:E8:BB:00:01,,,,',
      '00:1A:E8:BB:00:03,49898001,,,',
      '00:1A:E8:BB:00:04,49898009,,Nobody,',
      ',,CP710,,',
      '00:1A:E8:BB:00:05,49898005,,,',
      '00:1A:E8:BB:00:05,49898006,,,',
      '00:1A:E8:BB:00:07,49898005,,,',
      '',
    ].join('\n');
    const dry = await send(content, { dryRun: true });
    expect(dry).toMatchObject({ status: 200, records: 9, faultCount: 11 });
    expect(
      dry.faults.map(({ line, column, rule }: Record<string, unknown>) => `${line} ${column} ${rule}`).sort(),
    ).toEqual(
      [
        '2 hardwareType choice.unknown',
        '3 deviceId device_id.form',
        '3 e164 e164.too_long',
        '3 reg-port parameter.not_an_integer',
        '4 deviceId plug_and_play.taken',
        '5 e164 plug_and_play.taken',
        '6 e164 plug_and_play.taken',
        '6 template template.unknown',
        '7  preparation.empty',
        '9 deviceId file.duplicate',
        '10 e164 file.duplicate',
      ].sort(),
    );
    const taken = dry.faults.find(({ line }: { line: number }) => line === 5);
    expect(taken.value).toBe('49898001');
    expect(taken.text.en).toContain('00:1A:E8:BB:00:01');
    expect(taken.text.de).toContain('Rufnummer eines Telefons');
    const refused = await send(content);
    expect(refused).toMatchObject({ status: 400, code: 'import.refused' });
    expect(refused.detail).toContain('Nothing was imported, for 11 values are wrong. Line 2, "hardwareType"');
    expect(await all()).toHaveLength(1);
  });

  test('changes what is waiting: other columns stay, an empty cell empties, the rest is counted as unchanged', async () => {
    await send(
      'deviceId,e164,hardwareType,reg-addr,reg-port\n00:1A:E8:00:00:01,4989,CP710,192.0.2.1,5061\n,4990,CP210,,\n',
    );
    const again = await send('deviceId,e164,reg-addr\n00:1A:E8:00:00:01,4989,\n,4990,\n,4991,192.0.2.2\n');
    expect(again).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
    expect(await all()).toMatchObject([
      {
        deviceId: '00:1A:E8:00:00:01',
        hardwareType: 'CP710',
        version: 2,
        values: [{ item: 'reg-port', value: '5061' }],
      },
      { e164: '4990', hardwareType: 'CP210', version: 1 },
      { e164: '4991' },
    ]);
  });

  test('lets two change their numbers', async () => {
    await send('deviceId,e164\n00:1A:E8:00:00:01,4989\n00:1A:E8:00:00:02,4990\n');
    expect(await send('deviceId,e164\n00:1A:E8:00:00:01,4990\n00:1A:E8:00:00:02,4989\n')).toMatchObject({
      updated: 2,
    });
    expect(await all()).toMatchObject([{ e164: '4990' }, { e164: '4989' }]);
  });

  test('takes JSON, seals secrets and does not repeat them', async () => {
    const entries = [{ deviceId: '00:1A:E8:00:00:01', 'sip-pwd': 'Geheim-4711', 'reg-port': 5061 }];
    const done = await send(JSON.stringify(entries), { type: 'application/json' });
    expect(done).toMatchObject({ status: 200, created: 1 });
    expect(await all()).toMatchObject([
      {
        values: [
          { item: 'sip-pwd', value: null, secret: true },
          { item: 'reg-port', value: '5061' },
        ],
      },
    ]);
    const wrong = await send('deviceId,sip-pwd\n00:1A:E8:00:00:02,Geheim\u0007\n', { dryRun: true });
    expect(JSON.stringify(wrong)).not.toContain('Geheim');
    expect(wrong.faultCount).toBe(1);
  });

  test.each([
    ['text/csv', 'color\nred\n', 'import.unreadable'],
    ['text/csv', '', 'import.unreadable'],
    ['application/json', '{}', 'import.unreadable'],
    ['application/xml', '<a/>', 'request.unsupported_media_type'],
  ])('of %s "%s" is refused', async (type, content, code) => {
    expect(await send(content, { type })).toMatchObject({ code });
  });

  test('that breaks off leaves nothing', async () => {
    const answer = await send('deviceId\n00:1A:E8:00:00:01\n"00:1A:E8:00:00:02\n');
    expect(answer.code).toBe('import.unreadable');
    expect(await all()).toEqual([]);
  });
});

describe('an export', () => {
  test('can be imported again, with the chosen columns, and holds neither formulas nor secrets', async () => {
    await browser.request('POST', PATH, {
      deviceId: '00:1A:E8:00:00:01',
      e164: '4989',
      hardwareType: 'CP710',
      values: [
        { item: 'key-label-unicode', index: 1, value: '=1+1' },
        { item: 'sip-pwd', value: 'Geheim-4711' },
      ],
    });
    const csv = await browser.request('GET', `${PATH}/export?separator=semicolon`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toBe('attachment; filename="plug-and-play.csv"');
    expect(csv.body).toBe(
      '\uFEFFdeviceId;e164;hardwareType;secureMode;template;key-label-unicode[1]\r\n' +
        `00:1A:E8:00:00:01;4989;CP710;disabled;;'=1+1\r\n`,
    );
    const json = await browser.request('GET', `${PATH}/export?format=json&columns=e164&columns=values`);
    expect(json.json()).toEqual([{ e164: '4989', 'key-label-unicode[1]': '=1+1' }]);
    const made = async () =>
      (await browser.request('GET', `${PATH}/export?format=json&columns=createdAt`)).json<
        [{ createdAt: string }]
      >()[0].createdAt;
    const utc = await made();
    await browser.request('PATCH', '/settings', { server: { timeZone: 'Asia/Tokyo' } });
    expect(await made()).toBe(isoIn(new Date(utc), 'Asia/Tokyo'));
    await browser.request('PATCH', '/settings', { server: { timeZone: null } });
    expect(await send(csv.body)).toMatchObject({ status: 200, unchanged: 0, updated: 1 });
    const [entry] = await all();
    expect(entry).toMatchObject({
      values: expect.arrayContaining([expect.objectContaining({ value: '=1+1' })]),
    });
  });
});

test('fifty thousand lines are checked, imported and exported within a minute', async () => {
  const lines = Array.from(
    { length: 50_000 },
    (_, n) => `${mac(n + 1)},${4_989_000_000_000 + n},CP410,192.0.2.${n % 250}`,
  );
  const content = `deviceId,e164,hardwareType,reg-addr\n${lines.join('\n')}\n`;
  const startedAt = performance.now();
  expect(await send(content, { dryRun: true })).toMatchObject({
    records: 50_000,
    created: 50_000,
    faultCount: 0,
  });
  expect(await send(content)).toMatchObject({ created: 50_000 });
  expect(await send(content)).toMatchObject({ unchanged: 50_000 });
  expect(performance.now() - startedAt).toBeLessThan(60_000);
  const exported = await browser.request('GET', `${PATH}/export?columns=deviceId&columns=e164`);
  expect(exported.body.split('\r\n')).toHaveLength(50_002);
}, 120_000);
