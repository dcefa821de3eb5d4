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
beforeEach(() => server.database.pool.query('truncate users cascade'));

const PASSWORD = 'k7-Sparrow';

async function aUser(e164 = '4989700732406', more: object = {}) {
  const answer = await browser.request('POST', '/users', { e164, password: PASSWORD, ...more });
  expect(answer.statusCode, answer.body).toBe(201);
  return { ...answer.json(), etag: String(answer.headers['etag']) };
}

async function request(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
  headers = {},
) {
  const answer = await browser.request(method, path, body, headers);
  return {
    ...(answer.body === '' ? {} : answer.json()),
    etag: String(answer.headers['etag']),
    http: answer.statusCode,
  };
}

const logOn = (userId: string, clientId: string) =>
  server.database.pool.query(
    `update users set client_id = $2, logged_on_at = '2026-03-02T08:00:00Z', last_logon_at = '2026-03-02T08:00:00Z'
     where id = $1`,
    [userId, clientId],
  );

const importFile = (content: string, options: { dryRun?: boolean; type?: string } = {}) =>
  server.api.inject({
    method: 'POST',
    url: `/api/v1/users/import?dryRun=${options.dryRun === true}`,
    headers: {
      host: 'deskfleet.example.org',
      'x-requested-with': 'deskfleet',
      cookie: browser.cookie ?? '',
      'content-type': options.type ?? 'text/csv',
    },
    payload: content,
  });

const numbers = async () =>
  (await server.database.pool.query('select e164 from users order by e164')).rows.map(({ e164 }) => e164);

describe('registering', () => {
  test('stores the number and base device, and keeps the password sealed', async () => {
    const clientId = await aClient(server.database.pool, { deviceId: '00:1A:E8:75:FD:B1' });
    const user = await aUser('4989700732406', { baseClientId: clientId });
    expect(user).toMatchObject({
      e164: '4989700732406',
      status: 'logged-off',
      baseDevice: { clientId, deviceId: '00:1A:E8:75:FD:B1', model: 'CP410' },
      loggedOnAt: null,
      profileBytes: 0,
      createdBy: 'admin',
      etag: '"1"',
    });
    const { rows } = await server.database.pool.query('select password from users');
    expect(rows[0].password).not.toContain(PASSWORD);
    expect(server.context.secrets.open(rows[0].password)).toBe(PASSWORD);
    const told = await browser.request('GET', '/users');
    expect(told.body + JSON.stringify(user) + server.logged()).not.toContain(PASSWORD);
  });

  test.each([
    ['1234567890123456', PASSWORD, 'e164', 'e164.too_long'],
    ['+4989', PASSWORD, 'e164', 'e164.form'],
    ['', PASSWORD, 'e164', 'e164.missing'],
    ['4989', '12345', 'password', 'password.length'],
    ['4989', 'x'.repeat(25), 'password', 'password.length'],
    ['4989', 'has a blank', 'password', 'password.characters'],
    ['4989', 'Müllers7', 'password', 'password.characters'],
  ])('refuses the number %j with the password %j in both languages', async (e164, password, field, code) => {
    expect(await request('POST', '/users', { e164, password })).toMatchObject({
      http: 400,
      code: 'request.invalid',
      errors: [{ field, code, text: { en: expect.any(String), de: expect.any(String) } }],
    });
    expect(await numbers()).toEqual([]);
  });

  test('refuses a number that is registered already, in the words of the guide', async () => {
    await aUser('4989700732406');
    expect(await request('POST', '/users', { e164: ' 4989700732406 ', password: PASSWORD })).toMatchObject({
      http: 409,
      code: 'user.exists',
      detail: expect.stringMatching(/^E164 user already exists/),
      errors: [{ field: 'e164' }],
    });
  });

  test('refuses a base device that does not exist', async () => {
    expect(
      await request('POST', '/users', { e164: '4989', password: PASSWORD, baseClientId: '99999' }),
    ).toMatchObject({ http: 404, code: 'client.not_found' });
  });
});

describe('the list', () => {
  test('narrows by part of the number and by status, sorts and pages', async () => {
    const clientId = await aClient(server.database.pool);
    const first = await aUser('4989111');
    const second = await aUser('4989222');
    await aUser('4930333');
    await logOn(second.id, clientId);
    const found = async (query: string) =>
      (await request('GET', `/users?${query}`)).items.map(({ e164 }: { e164: string }) => e164);
    expect(await found('search=4989')).toEqual(['4989111', '4989222']);
    expect(await found('search=222')).toEqual(['4989222']);
    expect(await found('search=%25')).toEqual([]);
    expect(await found('status=logged-on')).toEqual(['4989222']);
    expect(await found('search=4989&status=logged-off')).toEqual(['4989111']);
    expect(await found(`clientId=${clientId}`)).toEqual(['4989222']);
    expect(await found('sort=e164&order=desc&pageSize=2')).toEqual(['4989222', '4989111']);
    for (const sort of ['baseDevice', 'lastLogonAt', 'lastLogoffAt', 'status', 'profileBytes']) {
      expect(await found(`sort=${sort}`)).toHaveLength(3);
    }
    expect((await found('sort=lastLogonAt&order=desc'))[0]).toBe('4989222');
    expect(await request('GET', `/users/${second.id}`)).toMatchObject({
      http: 200,
      since: '2026-03-02T08:00:00.000Z',
      loggedOnAt: { clientId },
    });
    expect(first.status).toBe('logged-off');
  });
});

describe('changing', () => {
  test('needs the state that was read, and tells who was faster', async () => {
    const user = await aUser();
    const path = `/users/${user.id}`;
    expect(await request('PATCH', path, { e164: '4989700732407' })).toMatchObject({
      http: 428,
      code: 'request.precondition_required',
    });
    const changed = await request('PATCH', path, { e164: '4989700732407' }, { 'if-match': user.etag });
    expect(changed).toMatchObject({ http: 200, e164: '4989700732407', etag: '"2"' });
    expect(await request('PATCH', path, { password: 'another-1' }, { 'if-match': user.etag })).toMatchObject({
      http: 412,
      code: 'request.outdated',
      current: { changedBy: 'admin' },
    });
  });

  test('refuses a number that another user has', async () => {
    await aUser('4989111');
    const user = await aUser('4989222');
    expect(
      await request('PATCH', `/users/${user.id}`, { e164: '4989111' }, { 'if-match': user.etag }),
    ).toMatchObject({ http: 409, code: 'user.exists' });
  });

  test('keeps the number while the user is logged on', async () => {
    const user = await aUser();
    await logOn(user.id, await aClient(server.database.pool));
    const ifMatch = { 'if-match': user.etag };
    expect(await request('PATCH', `/users/${user.id}`, { e164: '4989111' }, ifMatch)).toMatchObject({
      http: 409,
      code: 'user.logged_on',
    });
    expect(await request('PATCH', `/users/${user.id}`, { password: 'another-1' }, ifMatch)).toMatchObject({
      http: 200,
    });
  });
});

describe('deleting', () => {
  test('removes users, and none of them when one is logged on', async () => {
    const users = [await aUser('4989111'), await aUser('4989222'), await aUser('4989333')];
    const [first, second, third] = users.map(({ id }) => String(id));
    await logOn(second ?? '', await aClient(server.database.pool, { deviceId: '00:1A:E8:75:FD:B2' }));
    expect(await request('POST', '/users/delete', { users: { ids: [first, second] } })).toMatchObject({
      http: 409,
      code: 'user.logged_on',
      detail: expect.stringContaining('4989222 is logged on at 00:1A:E8:75:FD:B2'),
    });
    expect(await numbers()).toHaveLength(3);
    expect(await request('POST', '/users/delete', { users: { ids: [first, third] } })).toMatchObject({
      deleted: 2,
    });
    expect(await request('DELETE', `/users/${first}`)).toMatchObject({ http: 404, code: 'user.not_found' });
    expect(await numbers()).toEqual(['4989222']);
  });
});

describe('an order for all mobile users that match', () => {
  test('is refused when more match than were confirmed, and changes nothing', async () => {
    for (const e164 of ['4989111', '4989112', '4989222']) await aUser(e164);
    const users = { filter: { search: '498911' }, confirmedCount: 1 };
    expect(await request('POST', '/users/delete', { users })).toMatchObject({
      http: 409,
      code: 'user.selection_grown',
      detail: expect.stringContaining('2 mobile users that match now, 1 more'),
      errors: [{ field: 'users.confirmedCount', text: { de: expect.stringContaining('2 mobile Benutzer') } }],
    });
    expect(await numbers()).toHaveLength(3);
    expect(await request('POST', '/users/delete', { users: { ...users, confirmedCount: 2 } })).toMatchObject({
      http: 200,
      deleted: 2,
      job: null,
    });
    expect(await numbers()).toEqual(['4989222']);
  });

  test('logs on whom it can and leaves out the others on demand', async () => {
    const { pool } = server.database;
    const said = { 'mobility-enabled': 'true' };
    const clientId = await aClient(pool, { deviceId: '00:1A:E8:75:FD:D1', said });
    await aUser('4989111', { baseClientId: clientId });
    await aUser('4989222', { baseClientId: clientId });
    await aUser('4989333');
    const users = { filter: {}, confirmedCount: 3 };
    const refused = await request('POST', '/users/logon', { users });
    expect(refused).toMatchObject({ http: 409, code: 'user.no_phone' });
    expect(refused.errors.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringContaining('The mobile user 4989111 has or gets 00:1A:E8:75:FD:D1'),
      expect.stringContaining('4989333 has no base device'),
    ]);
    const job = await request('POST', '/users/logon', { users, skipUnfit: true });
    expect(job).toMatchObject({ http: 202, type: 'logon', targetCount: 1 });
  });

  test('logs off only who is logged on', async () => {
    const user = await aUser('4989111');
    await aUser('4989112');
    await logOn(user.id, await aClient(server.database.pool));
    const users = { filter: { search: '4989', status: 'logged-on' }, confirmedCount: 1 };
    expect(await request('POST', '/users/logoff', { users })).toMatchObject({ http: 202, targetCount: 1 });
  });

  test('names in the job whom it logs on where, is searched by that number, and exports it', async () => {
    const { pool } = server.database;
    const said = { 'mobility-enabled': 'true' };
    const wanted = [];
    for (const e164 of ['4989111', '4989222']) {
      const clientId = await aClient(pool, { deviceId: `00:1A:E8:75:FD:${e164.slice(-2)}`, said });
      wanted.push({ userId: (await aUser(e164)).id, clientId });
    }
    const job = await request('POST', '/users/logon', { users: wanted });
    const targets = async (query = '') =>
      (await request('GET', `/jobs/${job.id}/targets${query}`)).items.map(
        ({ user, deviceId }: { user: object; deviceId: string }) => ({ ...user, deviceId }),
      );
    const [first, second] = [
      { id: wanted[0]?.userId, e164: '4989111', deviceId: '00:1A:E8:75:FD:11' },
      { id: wanted[1]?.userId, e164: '4989222', deviceId: '00:1A:E8:75:FD:22' },
    ];
    expect(await targets()).toEqual([first, second]);
    expect(await targets('?search=989222')).toEqual([second]);
    await pool.query('delete from users where id = $1', [wanted[0]?.userId]);
    expect(await targets('?search=989111')).toEqual([{ ...first, id: null }]);
    const file = await browser.request('GET', `/jobs/${job.id}/targets/export?language=de`);
    const lines = file.body.replace('\uFEFF', '').split('\r\n');
    expect(lines[0]).toMatch(/^E\.164-Rufnummer,Gerätetyp,MAC-Adresse,Mobiler Benutzer,Status,/);
    expect(lines[2]).toMatch(/,00:1A:E8:75:FD:22,4989222,/);
  });
});

describe('deleting a user who is logged on', () => {
  test('orders the logoff, marks the user, and deletes the others at once', async () => {
    const users = [await aUser('4989111'), await aUser('4989222')];
    const ids = users.map(({ id }) => id);
    await logOn(ids[0], await aClient(server.database.pool));
    const { job, ...answer } = await request('POST', '/users/delete', { users: { ids }, logOff: true });
    expect(answer).toMatchObject({ http: 200, deleted: 1 });
    expect(job).toMatchObject({ type: 'logoff', targetCount: 1 });
    expect(await numbers()).toEqual(['4989111']);
    expect(await request('GET', `/users/${ids[0]}`)).toMatchObject({ leavingJobId: job.id });
    await request('POST', `/jobs/${job.id}/cancel`);
    expect(await request('GET', `/users/${ids[0]}`)).toMatchObject({ leavingJobId: null });
  });
});

describe('values', () => {
  test('are those of user scope, in the form of the values of a client, with secrets sealed', async () => {
    const user = await aUser();
    const path = `/users/${user.id}/values`;
    const changed = await request(
      'PATCH',
      path,
      {
        values: [
          { item: 'sip-user-id', value: 'alice' },
          { item: 'sip-pwd', value: 'Very-Secret-9' },
        ],
      },
      { 'if-match': user.etag },
    );
    expect(changed, JSON.stringify(changed)).toMatchObject({
      http: 200,
      etag: '"2"',
      user: { valueCount: 2 },
      items: [
        { item: 'sip-pwd', secret: true, desired: null, desiredSet: true },
        {
          item: 'sip-user-id',
          desired: 'alice',
          desiredOrigin: 'user',
          state: 'in-sync',
          desiredBy: 'admin',
        },
      ],
    });
    const { rows } = await server.database.pool.query(
      `select value, sealed from user_values where item = 'sip-pwd'`,
    );
    expect(rows[0].value).toBeNull();
    expect(server.context.secrets.open(rows[0].sealed)).toBe('Very-Secret-9');
    const withdrawn = await request(
      'PATCH',
      path,
      { values: [{ item: 'sip-user-id', value: null }] },
      { 'if-match': '"2"' },
    );
    expect(withdrawn.items.map(({ item }: { item: string }) => item)).toEqual(['sip-pwd']);
  });

  test('are refused when a mobile user cannot have them', async () => {
    const user = await aUser();
    expect(
      await request(
        'PATCH',
        `/users/${user.id}/values`,
        { values: [{ item: 'mobility-enabled', value: 'true' }] },
        { 'if-match': user.etag },
      ),
    ).toMatchObject({ http: 400, code: 'job.invalid_value', errors: [{ field: 'values.0.item' }] });
  });

  test('reach the phone where the user is logged on, before all that is wanted there', async () => {
    const { pool } = server.database;
    const user = await aUser();
    const said = { 'mobility-enabled': 'true', 'sip-mobility-state': '0', e164: user.e164 };
    const clientId = await aClient(pool, { said });
    await logOn(user.id, clientId);
    const values = [{ item: 'sip-user-id', value: 'alice' }];
    await request('PATCH', `/users/${user.id}/values`, { values }, { 'if-match': user.etag });
    const { rows } = await pool.query(
      'select item, origin, value from effective_values where client_id = $1',
      [clientId],
    );
    expect(rows).toEqual([{ item: 'sip-user-id', origin: 'user', value: 'alice' }]);
    const due = await pool.query('select keys from values_due where client_id = $1', [clientId]);
    expect(due.rows).toEqual([{ keys: [':sip-user-id'] }]);
  });
});

describe('files', () => {
  test('an export can be imported again and changes nothing', async () => {
    const clientId = await aClient(server.database.pool, { deviceId: '00:1A:E8:75:FD:C1' });
    await aUser('4989111', { baseClientId: clientId });
    await aUser('4989222');
    const file = await browser.request('GET', '/users/export');
    expect(file.headers['content-disposition']).toContain('mobile-users.csv');
    expect(file.body).not.toContain(PASSWORD);
    expect(file.body).toContain('4989111,00:1A:E8:75:FD:C1,logged-off');
    const again = await importFile(file.body);
    expect(again.json()).toMatchObject({ created: 0, updated: 0, unchanged: 2, faultCount: 0 });
    const json = await browser.request('GET', '/users/export?format=json&search=222');
    expect(json.json()).toMatchObject([{ e164: '4989222', baseDevice: null }]);
    expect((await importFile(json.body, { type: 'application/json' })).json()).toMatchObject({
      unchanged: 1,
    });
    await server.database.pool.query(
      `update users set last_logon_at = '2026-07-01T08:00:00Z' where e164 = '4989222'`,
    );
    await browser.request('PATCH', '/settings', { server: { timeZone: 'Europe/Berlin' } });
    const local = await browser.request('GET', '/users/export?format=json&columns=lastLogon&search=222');
    expect(local.json()).toEqual([{ lastLogon: '2026-07-01T10:00:00.000+02:00' }]);
    await browser.request('PATCH', '/settings', { server: { timeZone: null } });
  });

  test('a dry run names every wrong line and stores nothing', async () => {
    await aUser('4989111');
    const file = [
      'e164;password;baseDevice',
      '4989111;other-password;',
      '4989222;271828;',
      '4989222;271828;',
      '4989x;271828;',
      '4989333;12;',
      '4989444;;',
      '4989555;271828;00:1A:E8:99:99:99',
    ].join('\n');
    const tried = (await importFile(file, { dryRun: true })).json();
    expect(tried).toMatchObject({ dryRun: true, records: 7, created: 1, updated: 1, faultCount: 5 });
    expect(
      tried.faults.map(({ line, column, rule }: { line: number; column: string; rule: string }) => [
        line,
        column,
        rule,
      ]),
    ).toEqual([
      [4, 'e164', 'user.twice'],
      [5, 'e164', 'e164.form'],
      [6, 'password', 'password.length'],
      [7, 'password', 'password.missing'],
      [8, 'baseDevice', 'client.unknown'],
    ]);
    expect(await numbers()).toEqual(['4989111']);
    const refused = await importFile(file);
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ code: 'import.refused' });
    expect(refused.json().errors).toHaveLength(5);
    expect(await numbers()).toEqual(['4989111']);
  });

  test('takes 50,000 lines', { timeout: 60_000 }, async () => {
    const lines = Array.from(
      { length: 50_000 },
      (_, place) => `49891${String(place).padStart(6, '0')},271828`,
    );
    const answer = await importFile(`e164,password\n${lines.join('\n')}\n`);
    expect(answer.json()).toMatchObject({ records: 50_000, created: 50_000, faultCount: 0 });
    expect(await request('GET', '/users?search=000042')).toMatchObject({ total: 1 });
  });
});
