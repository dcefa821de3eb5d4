import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClock } from '../../../test/support/test-clock.ts';
import { ensureFirstAccount } from './first-account.ts';

const NEW_PASSWORD = 'Golden-Bridge-58';

async function setupCodeOf(server: TestAdminApi): Promise<string> {
  const { setupCode } = await ensureFirstAccount(server.context, {});
  expect(setupCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  return setupCode ?? '';
}

describe('the first account of a new installation', () => {
  let server: TestAdminApi;
  beforeEach(async () => {
    server = await startAdminApi({ password: null });
  });
  afterEach(() => server.close());

  it('signs in from the server itself without a code, and can do nothing but change its password', async () => {
    const browser = server.aBrowser({ address: '::ffff:127.0.0.1' });
    const response = await browser.signIn('change_me');
    expect(response.json()).toMatchObject({ mustChangePassword: true });
    expect((await browser.request('GET', '/session')).json()).toMatchObject({ mustChangePassword: true });
    for (const [method, path, body] of [
      ['GET', '/notifications'],
      ['GET', '/events'],
      ['DELETE', '/notifications'],
      ['PATCH', '/accounts/me', { language: 'de' }],
    ] as const) {
      const refused = await browser.request(method, path, body);
      expect(refused.statusCode).toBe(403);
      expect(refused.json()).toMatchObject({ code: 'account.password_change_required' });
    }
    const change = { currentPassword: 'change_me', newPassword: NEW_PASSWORD };
    expect((await browser.request('PUT', '/accounts/me/password', change)).statusCode).toBe(204);
    expect((await browser.request('GET', '/session')).json()).toMatchObject({ mustChangePassword: false });
    expect((await browser.request('GET', '/notifications')).statusCode).toBe(200);
    expect((await server.aBrowser().signIn('change_me')).statusCode).toBe(401);
    expect((await server.aBrowser().signIn(NEW_PASSWORD)).json()).toMatchObject({
      mustChangePassword: false,
    });
  });

  it('needs the setup code from another machine, until the password was changed', async () => {
    const code = await setupCodeOf(server);
    const browser = server.aBrowser({ address: '192.0.2.9' });
    const without = await browser.signIn('change_me');
    expect(without.statusCode).toBe(401);
    expect(without.json()).toMatchObject({ code: 'session.setup_code_required' });
    const wrong = await browser.signIn('change_me', { code: '0000-0000' });
    expect(wrong.statusCode).toBe(401);
    expect(wrong.json()).toMatchObject({ code: 'session.setup_code_wrong' });
    expect((await browser.signIn('change_me', { code: code.toLowerCase() })).statusCode).toBe(200);

    const change = { currentPassword: 'change_me', newPassword: NEW_PASSWORD };
    expect((await browser.request('PUT', '/accounts/me/password', change)).statusCode).toBe(204);
    const later = await server.aBrowser({ address: '198.51.100.4' }).signIn(NEW_PASSWORD);
    expect(later.statusCode).toBe(200);
    expect(await ensureFirstAccount(server.context, {})).toEqual({ setupCode: undefined });
  });

  it('does not take a proxy on the same machine for somebody at the machine', async () => {
    const local = server.aBrowser({ address: '127.0.0.1' });
    for (const header of ['x-forwarded-for', 'forwarded', 'via']) {
      const credentials = { username: 'admin', password: 'change_me' };
      const response = await local.request('POST', '/session', credentials, { [header]: 'for=127.0.0.1' });
      expect(response.json()).toMatchObject({ code: 'session.setup_code_required' });
    }
  });

  it('does not tell who guesses the code whether the password was right', async () => {
    const code = await setupCodeOf(server);
    const response = await server.aBrowser({ address: '192.0.2.9' }).signIn('wrong', { code });
    expect(response.json()).toMatchObject({ code: 'session.invalid_credentials' });
  });

  it('counts wrong codes like wrong passwords, and asking for the code does not count', async () => {
    const browser = server.aBrowser({ address: '192.0.2.9' });
    for (let asked = 0; asked < 8; asked++) {
      expect((await browser.signIn('change_me')).json()).toMatchObject({
        code: 'session.setup_code_required',
      });
    }
    for (let tried = 0; tried < 5; tried++) {
      const response = await browser.signIn('change_me', { code: `000${tried}-0000` });
      expect(response.json()).toMatchObject({ code: 'session.setup_code_wrong' });
    }
    const code = await setupCodeOf(server);
    const response = await browser.signIn('change_me', { code });
    expect(response.statusCode).toBe(429);
    const { rows } = await server.database.pool.query<{ kind: string }>('select kind from notifications');
    expect(rows).toEqual([{ kind: 'account.setup_code_wrong' }]);
  });

  it('keeps its code over restarts and on all nodes, prints it in the log at each start, and stores it sealed', async () => {
    const code = await setupCodeOf(server);
    const others = await Promise.all([1, 2].map(() => ensureFirstAccount(server.context, {})));
    expect(others).toEqual([{ setupCode: code }, { setupCode: code }]);
    expect(server.logged().split(code).length - 1).toBeGreaterThanOrEqual(4);
    const { rows } = await server.database.pool.query('select value from settings');
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it('is made once however many nodes start at the same time', async () => {
    await server.database.pool.query('delete from accounts');
    await server.database.pool.query('delete from settings');
    const codes = await Promise.all([1, 2, 3].map(() => ensureFirstAccount(server.context, {})));
    expect(new Set(codes.map(({ setupCode }) => setupCode)).size).toBe(1);
    const { rows } = await server.database.pool.query('select username from accounts');
    expect(rows).toEqual([{ username: 'admin' }]);
  });
});

describe('the password from the environment', () => {
  let server: TestAdminApi;
  beforeAll(async () => {
    server = await startAdminApi({ password: 'not a good one' });
  });
  afterAll(() => server.close());

  it('needs neither a change nor a code, and is warned of when it breaks the rules', async () => {
    const response = await server.aBrowser({ address: '192.0.2.9' }).signIn('not a good one');
    expect(response.json()).toMatchObject({ mustChangePassword: false });
    expect(server.logged()).toContain('DESKFLEET_ADMIN_PASSWORD breaks the rules for passwords');
    expect(server.logged()).not.toContain('not a good one');
  });

  it('means nothing once there is an account', async () => {
    await ensureFirstAccount(server.context, { password: NEW_PASSWORD });
    expect((await server.aBrowser().signIn(NEW_PASSWORD)).statusCode).toBe(401);
  });

  it('that is the default one must be changed all the same', async () => {
    await server.database.pool.query('delete from accounts');
    const { setupCode } = await ensureFirstAccount(server.context, { password: 'change_me' });
    expect(setupCode).toBeDefined();
    expect((await server.aBrowser().signIn('change_me')).json()).toMatchObject({ mustChangePassword: true });
  });
});

describe('the own account', () => {
  const clock = aClock();
  let server: TestAdminApi;
  beforeEach(async () => {
    server = await startAdminApi({ clock });
  });
  afterEach(() => server.close());

  it('keeps language, theme and preferences; what is not given stays, and null clears', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    const columns = ['e164', { name: 'model', width: 120 }];
    const first = await browser.request('PATCH', '/accounts/me', {
      language: 'de',
      theme: 'dark',
      preferences: { 'clients.columns': columns, density: 'compact' },
    });
    expect(first.statusCode).toBe(200);
    const second = await browser.request('PATCH', '/accounts/me', {
      theme: null,
      preferences: { density: null, 'jobs.pageSize': 25 },
    });
    expect(second.json()).toEqual({
      id: '1',
      username: 'admin',
      language: 'de',
      theme: null,
      preferences: { 'clients.columns': columns, 'jobs.pageSize': 25 },
    });
    expect((await browser.request('GET', '/session')).json().account).toEqual(second.json());
    expect((await browser.request('PATCH', '/accounts/me', {})).json()).toEqual(second.json());
  });

  it('loses no preference when two windows change different ones at the same time', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    const keys = Array.from({ length: 8 }, (_, index) => `key${index}`);
    await Promise.all(
      keys.map((key) => browser.request('PATCH', '/accounts/me', { preferences: { [key]: true } })),
    );
    const { account } = (await browser.request('GET', '/session')).json();
    expect(Object.keys(account.preferences).sort()).toEqual(keys);
  });

  it.each([
    [{ language: 'fr' }, '"language" must be "en", "de" or null.'],
    [{ theme: 'blue' }, '"theme" must be "light", "dark" or null.'],
    [{ preferences: [] }, '"preferences" must be an object of at most 100 properties.'],
    [{ username: 'root' }, '"username" is not known here: known are "language", "theme", "preferences".'],
    [
      { preferences: { big: 'x'.repeat(70_000) } },
      '"preferences" must not be larger than 64 KiB as a whole.',
    ],
  ])('refuses a wrong change %#', async (body, sentence) => {
    const browser = server.aBrowser();
    await browser.signIn();
    const response = await browser.request('PATCH', '/accounts/me', body);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'request.invalid', errors: [{ message: sentence }] });
  });

  it('ends all other sessions when its password is changed', async () => {
    const [browser, other] = [server.aBrowser(), server.aBrowser()];
    await browser.signIn();
    await other.signIn();
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await browser.request('PUT', '/accounts/me/password', change)).statusCode).toBe(204);
    expect((await other.request('GET', '/session')).statusCode).toBe(401);
    expect((await browser.request('GET', '/session')).statusCode).toBe(200);
    expect(server.logged()).not.toContain(NEW_PASSWORD);
  });

  it('refuses a new password that breaks rules, one sentence for each', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    const change = { currentPassword: PASSWORD, newPassword: 'admin1234' };
    const response = await browser.request('PUT', '/accounts/me/password', change);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      code: 'account.password_policy',
      detail: 'The new password must have 14 to 20 characters.',
    });
    const { errors } = response.json();
    expect(errors).toHaveLength(5);
    expect(new Set(errors.map(({ field }: { field: string }) => field))).toEqual(new Set(['newPassword']));
  });

  it('refuses its current password as the new one', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    const change = { currentPassword: PASSWORD, newPassword: PASSWORD };
    const response = await browser.request('PUT', '/accounts/me/password', change);
    expect(response.json()).toMatchObject({
      code: 'account.password_policy',
      detail: 'The new password must differ from the current one.',
    });
  });

  it('refuses a wrong current password, a few times', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    const change = { currentPassword: 'Wrong-Password-11', newPassword: NEW_PASSWORD };
    for (let tried = 0; tried < 5; tried++) {
      const response = await browser.request('PUT', '/accounts/me/password', change);
      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({
        code: 'account.wrong_password',
        errors: [{ field: 'currentPassword' }],
      });
    }
    const right = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const refused = await browser.request('PUT', '/accounts/me/password', right);
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('30');
    clock.advance({ seconds: 30 });
    expect((await browser.request('PUT', '/accounts/me/password', right)).statusCode).toBe(204);
  });

  it('is signed out when it is gone', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    await server.database.pool.query('delete from accounts');
    expect((await browser.request('GET', '/session')).statusCode).toBe(401);
  });
});
