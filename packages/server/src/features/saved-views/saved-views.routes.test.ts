import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, PASSWORD, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import type { SavedView } from './saved-views.schema.ts';

let server: TestAdminApi;
let admin: Browser;
let other: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  await server.database.pool.query(
    `insert into accounts (username, password_hash, must_change_password, preferences, failed_logins, created_at)
     select 'other', password_hash, false, '{}', 0, now() from accounts where username = 'admin'`,
  );
  [admin, other] = [server.aBrowser(), server.aBrowser()];
  await admin.signIn();
  await other.signIn(PASSWORD, { username: 'other' });
});
afterAll(() => server.close());

const aView = (changes: object = {}) => ({
  name: 'Old firmware',
  shared: false,
  filter: { softwareOlderThan: 'V1 R10.0.0', deviceType: 'CP710' },
  sort: 'lastContactAt',
  order: 'desc',
  columns: { order: ['e164', 'softwareVersion', 'type'], hidden: ['type'] },
  ...changes,
});

async function viewsOf(browser: Browser): Promise<SavedView[]> {
  return (await browser.request('GET', '/saved-views')).json<{ items: SavedView[] }>().items;
}

test('keeps filter, order and columns under a name', async () => {
  const made = await admin.request('POST', '/saved-views', aView({ name: ' Old firmware ' }));
  expect(made.statusCode, made.body).toBe(201);
  expect(await viewsOf(admin)).toEqual([
    { ...aView(), id: expect.any(String), own: true, owner: 'admin', updatedAt: expect.any(String) },
  ]);
});

test('shows others only what is shared, after their own ones', async () => {
  await admin.request('POST', '/saved-views', aView({ name: 'For all', shared: true }));
  await other.request('POST', '/saved-views', aView({ name: 'Mine' }));
  expect((await viewsOf(other)).map(({ name, own, owner }) => [name, own, owner])).toEqual([
    ['Mine', true, 'other'],
    ['For all', false, 'admin'],
  ]);
});

test('lets nobody change or delete those of others', async () => {
  const shared = (await viewsOf(other)).find(({ name }) => name === 'For all');
  for (const answer of [
    await other.request('PATCH', `/saved-views/${shared?.id}`, { name: 'Taken' }),
    await other.request('DELETE', `/saved-views/${shared?.id}`),
  ]) {
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'saved_view.not_found' });
  }
  expect((await viewsOf(admin)).map(({ name }) => name)).toEqual(['For all', 'Old firmware']);
});

test('changes what is given and leaves the rest', async () => {
  const [view] = await viewsOf(admin);
  const answer = await admin.request('PATCH', `/saved-views/${view?.id}`, {
    filter: {},
    order: 'asc',
    shared: false,
  });
  expect(answer.json()).toMatchObject({ name: 'For all', filter: {}, order: 'asc', sort: 'lastContactAt' });
  expect((await viewsOf(other)).map(({ name }) => name)).toEqual(['Mine']);
});

test('refuses a second one of the same name, and says how it is called', async () => {
  const answer = await admin.request('POST', '/saved-views', aView({ name: 'OLD FIRMWARE' }));
  expect(answer.statusCode).toBe(409);
  expect(answer.json()).toMatchObject({
    code: 'saved_view.name_taken',
    errors: [{ field: 'name', text: { de: expect.stringContaining('OLD FIRMWARE') } }],
  });
  const [view] = await viewsOf(admin);
  const renamed = await admin.request('PATCH', `/saved-views/${view?.id}`, { name: 'old firmware' });
  expect(renamed.json()).toMatchObject({ code: 'saved_view.name_taken' });
  expect((await other.request('POST', '/saved-views', aView())).statusCode).toBe(201);
});

test('refuses what is no view', async () => {
  for (const [changes, field] of [
    [{ name: '   ' }, 'name'],
    [{ sort: 'password' }, 'sort'],
    [{ filter: { color: 'red' } }, 'filter.color'],
    [{ columns: { order: [], hidden: 'all' } }, 'columns.hidden'],
  ] as const) {
    const answer = await admin.request('POST', '/saved-views', aView(changes));
    expect(answer.statusCode, JSON.stringify(changes)).toBe(400);
    expect(answer.body).toContain(field);
  }
});

test('deletes one', async () => {
  const [view] = await viewsOf(admin);
  expect((await admin.request('DELETE', `/saved-views/${view?.id}`)).statusCode).toBe(204);
  expect((await viewsOf(admin)).map(({ name }) => name)).toEqual(['Old firmware']);
});
