import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from './support/admin-api.ts';

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());
beforeEach(() =>
  server.database.pool.query('truncate groups, templates, users, plug_and_play_clients cascade'),
);

const filter = { match: 'all', e164: ['49*'], addresses: [], clientTypes: [], serverAddresses: [] };

/** What can be deleted several at once: how one is made, and changed by somebody else. */
const kinds = [
  {
    path: '/templates',
    names: ['Reception', 'Ward 3'],
    make: (name: string) => ({ type: 'default', name }),
    change: { ranking: 2 },
    body: (ids: readonly string[]) => ({ ids }),
  },
  {
    path: '/groups',
    names: ['Reception', 'Ward 3'],
    make: (name: string) => ({ name, templateIds: [], filter }),
    change: { ranking: 2 },
    body: (ids: readonly string[]) => ({ ids }),
  },
  {
    path: '/users',
    names: ['4989111', '4989222'],
    make: (e164: string) => ({ e164, password: 'k7-Sparrow' }),
    change: { password: 'k8-Sparrow' },
    body: (ids: readonly string[]) => ({ users: { ids } }),
  },
  {
    path: '/clients/plug-and-play',
    names: ['4989111', '4989222'],
    make: (e164: string) => ({ e164 }),
    change: { hardwareType: 'CP710' },
    body: (ids: readonly string[]) => ({ ids }),
  },
];

describe.each(kinds)('deleting several of $path', ({ path, names, make, change, body }) => {
  async function made(): Promise<string[]> {
    const ids: string[] = [];
    for (const name of names) {
      const answer = await browser.request('POST', path, make(name));
      expect(answer.statusCode, answer.body).toBe(201);
      ids.push(answer.json<{ id: string }>().id);
    }
    return ids;
  }

  test('is refused as a whole when somebody has changed one meanwhile, and says which and who', async () => {
    const ids = await made();
    const [first = '', second = ''] = ids;
    const changed = await browser.request('PATCH', `${path}/${second}`, change, { 'if-match': '"1"' });
    expect(changed.statusCode, changed.body).toBe(200);

    const versions = { [first]: 1, [second]: 1 };
    const late = await browser.request('POST', `${path}/delete`, { ...body(ids), versions });
    expect(late.statusCode, late.body).toBe(412);
    expect(late.json()).toMatchObject({
      code: 'request.outdated',
      detail: expect.stringContaining(`admin has changed “${names[1]}”`),
      errors: [{ field: second, text: { de: expect.stringContaining(`admin „${names[1]}“ geändert`) } }],
    });
    expect((await browser.request('GET', `${path}/${first}`)).statusCode).toBe(200);

    const seen = { [first]: 1, [second]: 2 };
    const again = await browser.request('POST', `${path}/delete`, { ...body(ids), versions: seen });
    expect(again.json()).toMatchObject({ deleted: 2 });
  });

  test('takes what is not named with a version as it is now', async () => {
    const ids = await made();
    await browser.request('PATCH', `${path}/${ids[1]}`, change, { 'if-match': '"1"' });
    const versions = { [ids[0] ?? '']: 1 };
    const answer = await browser.request('POST', `${path}/delete`, { ...body(ids), versions });
    expect(answer.json()).toMatchObject({ deleted: 2 });
  });
});
