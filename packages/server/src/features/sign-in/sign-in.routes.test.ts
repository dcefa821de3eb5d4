import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClock } from '../../../test/support/test-clock.ts';

const clock = aClock();
let server: TestAdminApi;
beforeAll(async () => {
  server = await startAdminApi({ clock });
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.database.db.deleteFrom('sessions').execute();
  await server.database.db.deleteFrom('signInAttempts').execute();
  await server.database.db.deleteFrom('notifications').execute();
});

describe('signing in', () => {
  it('answers who is signed in, and a cookie that scripts and other sites never get', async () => {
    const response = await server.aBrowser().signIn();
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      account: { id: '1', username: 'admin', language: null, theme: null, preferences: {} },
      expiresAt: new Date(clock.now().getTime() + 12 * 3_600_000).toISOString(),
      mustChangePassword: false,
      version: '1.2.3',
    });
    expect(response.headers['set-cookie']).toMatch(
      /^__Host-deskfleet=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('finds the account in whatever case its name is typed', async () => {
    const browser = server.aBrowser();
    const response = await browser.request('POST', '/session', { username: ' ADMIN ', password: PASSWORD });
    expect(response.statusCode).toBe(200);
  });

  it('stores the digest of the token and never the token', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    const token = browser.cookie?.split('=')[1] ?? '';
    const row = await server.database.db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow();
    expect(row.tokenHash).toEqual(createHash('sha256').update(token).digest());
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it('leaves no password and no token in the log, whatever comes of it', async () => {
    const browser = server.aBrowser();
    await browser.signIn('Wrong-Password-11');
    await browser.signIn();
    await browser.request('GET', '/session');
    const program = server.aBrowser();
    const { body: bearer } = await program.request(
      'POST',
      '/session',
      { username: 'admin', password: PASSWORD },
      { accept: 'application/jwt' },
    );
    await program.request('GET', '/session', undefined, { authorization: `Bearer ${bearer}` });
    await program.request('POST', '/session', { username: PASSWORD, password: PASSWORD, extra: PASSWORD });
    await program.request('POST', '/session', { username: PASSWORD, password: 'x' });
    const logged = server.logged();
    expect(logged).toContain('signed in');
    expect(logged).toContain('a sign-in failed');
    const token = browser.cookie?.split('=')[1] ?? '';
    for (const secret of [PASSWORD, 'Wrong-Password-11', token, bearer, bearer.split('.')[2] ?? '']) {
      expect(secret).not.toBe('');
      expect(logged).not.toContain(secret);
    }
  });

  it('answers the same for a wrong password and an unknown name', async () => {
    const wrong = await server.aBrowser().signIn('Wrong-Password-11');
    const unknown = await server
      .aBrowser()
      .request('POST', '/session', { username: 'nobody', password: 'Wrong-Password-11' });
    for (const response of [wrong, unknown]) {
      expect(response.statusCode).toBe(401);
      expect(response.headers['content-type']).toBe('application/problem+json');
      expect(response.headers['set-cookie']).toBeUndefined();
    }
    const { requestId: first, ...body } = wrong.json();
    const { requestId: second, ...otherBody } = unknown.json();
    expect(body).toEqual(otherBody);
    expect(first).not.toBe(second);
    expect(body).toEqual({
      type: 'urn:deskfleet:problem:session.invalid_credentials',
      title: 'User name or password is wrong',
      status: 401,
      detail: 'User name or password is wrong.',
      code: 'session.invalid_credentials',
    });
  });

  it('that fails is counted and raises one notification per source and hour, without what was typed as a name', async () => {
    const browser = server.aBrowser({ address: '192.0.2.9' });
    await browser.signIn('wrong');
    await browser.signIn('wrong');
    await browser.request('POST', '/session', { username: 'my-secret-password', password: 'wrong' });
    const notifications = await server.database.db
      .selectFrom('notifications')
      .select(['kind', 'severity', 'params', 'text', 'dedupeKey'])
      .orderBy('id')
      .execute();
    expect(notifications).toMatchObject([
      {
        kind: 'account.failed_login',
        severity: 'warning',
        params: { username: 'admin', address: '192.0.2.9' },
        text: 'Signing in as admin failed from 192.0.2.9.',
      },
      { kind: 'account.failed_login_unknown', params: { address: '192.0.2.9' } },
    ]);
    const attempts = await server.database.db.selectFrom('signInAttempts').selectAll().execute();
    expect(JSON.stringify([notifications, attempts])).not.toContain('my-secret-password');
    const account = await server.database.db.selectFrom('accounts').selectAll().executeTakeFirstOrThrow();
    expect(account.failedLogins).toBeGreaterThanOrEqual(2);
    expect(account.lastFailedLoginAt).toEqual(clock.now());
  });

  it.each([
    [{}, 'username', '"username" is missing.'],
    [{ username: 'admin', password: 7 }, 'password', '"password" must be a text of 1 to 1000 characters.'],
    [{ username: 'admin', password: 'x', role: 'root' }, 'role', '"role" is not known here'],
  ])('with the body %j is refused', async (body, field, sentence) => {
    const response = await server.aBrowser().request('POST', '/session', body);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'request.invalid' });
    expect(response.json().errors).toContainEqual({ field, message: expect.stringContaining(sentence) });
  });

  it('from a page of another site is refused', async () => {
    const response = await server.api.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { host: 'deskfleet.example.org', origin: 'https://evil.example.org' },
      payload: { username: 'admin', password: PASSWORD },
    });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({ code: 'request.cross_site' });
  });

  it('as a form, which a browser sends anywhere without asking, is refused', async () => {
    const response = await server.api.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { 'content-type': 'text/plain' },
      payload: JSON.stringify({ username: 'admin', password: PASSWORD }),
    });
    expect(response.statusCode).toBe(415);
    expect(response.json()).toMatchObject({ code: 'request.unsupported_media_type' });
  });

  it('again ends the session before', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    const { cookie } = browser;
    await browser.signIn();
    expect(browser.cookie).not.toBe(cookie);
    const other = server.aBrowser();
    other.cookie = cookie;
    expect((await other.request('GET', '/session')).statusCode).toBe(401);
    expect((await browser.request('GET', '/session')).statusCode).toBe(200);
  });
});

describe('a session', () => {
  it('is needed for everything, and nobody without one learns more than that', async () => {
    const browser = server.aBrowser();
    for (const path of ['/session', '/notifications', '/events']) {
      const response = await browser.request('GET', path);
      expect(response.statusCode).toBe(401);
      expect(response.json()).toMatchObject({ code: 'session.required' });
    }
    browser.cookie = '__Host-deskfleet=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    expect((await browser.request('GET', '/session')).statusCode).toBe(401);
  });

  it('ends after twelve hours without a call, and every call prolongs it', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    clock.advance({ hours: 11 });
    const response = await browser.request('GET', '/session');
    expect(response.json().expiresAt).toBe(new Date(clock.now().getTime() + 12 * 3_600_000).toISOString());
    clock.advance({ hours: 11, minutes: 59 });
    expect((await browser.request('GET', '/notifications')).statusCode).toBe(200);
    clock.advance({ hours: 12, seconds: 1 });
    expect((await browser.request('GET', '/session')).statusCode).toBe(401);
  });

  it('ends after seven days however much it is used', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    for (let calls = 0; calls < 7 * 24 - 1; calls += 11) {
      expect((await browser.request('GET', '/session')).statusCode).toBe(200);
      clock.advance({ hours: 11 });
    }
    clock.advance({ hours: 3 });
    expect((await browser.request('GET', '/session')).statusCode).toBe(401);
  });

  it('that is kept survives the browser, thirty days without a call', async () => {
    const browser = server.aBrowser();
    const response = await browser.signIn(PASSWORD, { keepSignedIn: true });
    const [cookie] = response.cookies;
    expect(cookie?.expires).toEqual(new Date(clock.now().getTime() + 90 * 86_400_000));
    clock.advance({ days: 29 });
    expect((await browser.request('GET', '/session')).statusCode).toBe(200);
    clock.advance({ days: 30, seconds: 1 });
    expect((await browser.request('GET', '/session')).statusCode).toBe(401);
  });

  it('is worth nothing after signing out, and the cookie is gone', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    const { cookie } = browser;
    expect((await browser.request('DELETE', '/session')).statusCode).toBe(204);
    expect(browser.cookie).toBeUndefined();
    browser.cookie = cookie;
    expect((await browser.request('GET', '/session')).statusCode).toBe(401);
    expect((await browser.request('DELETE', '/session')).json()).toMatchObject({ code: 'session.required' });
  });

  it('is not made longer by more than one write a minute', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    const lastSeen = async () =>
      (await server.database.db.selectFrom('sessions').select('lastSeenAt').executeTakeFirstOrThrow())
        .lastSeenAt;
    const before = await lastSeen();
    clock.advance({ seconds: 59 });
    await browser.request('GET', '/session');
    expect(await lastSeen()).toEqual(before);
    clock.advance({ seconds: 1 });
    await browser.request('GET', '/session');
    expect(await lastSeen()).toEqual(clock.now());
  });

  it('is one of two hundred at most: the longest unused one goes, and what has ended is removed', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    await server.database.pool.query(
      `insert into sessions (token_hash, account_id, username, must_change_password, kind, created_at, last_seen_at,
         expires_at, keep_signed_in, address, user_agent)
       select sha256(n::text::bytea), 1, 'admin', false, 'token', $1, $1::timestamptz + n * interval '1 second',
         $1::timestamptz + case when n > 210 then interval '0' else interval '1 hour' end, false, '192.0.2.1', ''
       from generate_series(1, 220) as n`,
      [clock.now()],
    );
    await server.aBrowser().signIn();
    const { rows } = await server.database.pool.query<{ count: number; oldest: number }>(
      `select count(*)::int as count, count(*) filter (where token_hash = sha256('1'))::int as oldest from sessions`,
    );
    expect(rows).toEqual([{ count: 200, oldest: 0 }]);
  });
});

describe('a change by a cookie', () => {
  it.each<[string, Record<string, string>, number]>([
    ['without proof of where it comes from', {}, 403],
    ['of another site', { origin: 'https://evil.example.org' }, 403],
    ['of another port', { origin: 'https://deskfleet.example.org:444' }, 403],
    ['of a page that is not secure', { origin: 'http://deskfleet.example.org' }, 403],
    ['with another header', { 'x-requested-with': 'XMLHttpRequest' }, 403],
    ['with the header', { 'x-requested-with': 'deskfleet' }, 204],
    ['of the same origin', { origin: 'https://deskfleet.example.org' }, 204],
  ])('%s', async (_name, headers, status) => {
    const browser = server.aBrowser();
    await browser.signIn();
    const response = await server.api.inject({
      method: 'DELETE',
      url: '/api/v1/notifications',
      headers: { host: 'deskfleet.example.org', cookie: browser.cookie ?? '', ...headers },
    });
    expect(response.statusCode).toBe(status);
    if (status === 403) expect(response.json()).toMatchObject({ code: 'request.cross_site' });
  });
});

describe('a bearer token', () => {
  async function aToken(): Promise<string> {
    const response = await server.api.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { accept: 'application/jwt' },
      payload: { username: 'admin', password: PASSWORD },
    });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/jwt');
    expect(response.headers['set-cookie']).toBeUndefined();
    return response.body;
  }

  function call(method: 'GET' | 'DELETE', path: string, authorization: string) {
    return server.api.inject({ method, url: `/api/v1${path}`, headers: { authorization } });
  }

  it('says in its claims whose it is and when it ends', async () => {
    const [header = '', payload = '', signature = ''] = (await aToken()).split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
    const now = Math.floor(clock.now().getTime() / 1000);
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      iss: 'deskfleet',
      sub: '1',
      iat: now,
      exp: now + 7 * 86_400,
      jti: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(Buffer.from(signature, 'base64url')).toHaveLength(32);
  });

  it('does everything without a cookie and without the header against other sites', async () => {
    const token = await aToken();
    expect((await call('GET', '/session', `Bearer ${token}`)).statusCode).toBe(200);
    expect((await call('DELETE', '/notifications', `bearer ${token}`)).statusCode).toBe(204);
  });

  it('is worth nothing after its session was ended', async () => {
    const token = await aToken();
    expect((await call('DELETE', '/session', `Bearer ${token}`)).statusCode).toBe(204);
    expect((await call('GET', '/session', `Bearer ${token}`)).statusCode).toBe(401);
  });

  it.each(['Bearer', 'Bearer x.y.z', 'Basic YWRtaW46eA==', ''])('%j is none', async (authorization) => {
    expect((await call('GET', '/session', authorization)).statusCode).toBe(401);
  });

  it('with a changed claim is none', async () => {
    const [header, , signature] = (await aToken()).split('.');
    const payload = Buffer.from(JSON.stringify({ iss: 'deskfleet', sub: '1', exp: 9_999_999_999 }));
    const forged = `${header}.${payload.toString('base64url')}.${signature}`;
    expect((await call('GET', '/session', `Bearer ${forged}`)).statusCode).toBe(401);
  });

  it('that is wrong is not made good by a cookie', async () => {
    const browser = server.aBrowser();
    await browser.signIn();
    const response = await browser.request('GET', '/session', undefined, { authorization: 'Bearer x' });
    expect(response.statusCode).toBe(401);
  });
});
