import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from './support/admin-api.ts';
import { aPng } from './support/deployable-contents.ts';

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());
beforeEach(() =>
  server.database.pool.query(
    'truncate groups, templates, users, plug_and_play_clients, file_uploads, file_contents, files, storage_providers cascade',
  ),
);

const filter = { match: 'all', e164: ['49*'], addresses: [], clientTypes: [], serverAddresses: [] };

/** Makes something by its routes. @returns its id */
type Make = (path: string, name: string) => Promise<string>;

const madeOf =
  (body: (name: string) => object): Make =>
  async (path, name) => {
    const answer = await browser.request('POST', path, body(name));
    expect(answer.statusCode, answer.body).toBe(201);
    return answer.json<{ id: string }>().id;
  };

const uploaded: Make = async (_path, name) => {
  const content = aPng(240, name.length);
  const begun = await browser.request('POST', '/file-uploads', { name, size: content.length, type: 'logo' });
  expect(begun.statusCode, begun.body).toBe(201);
  const sent = await server.api.inject({
    method: 'PATCH',
    url: `/api/v1/file-uploads/${begun.json<{ id: string }>().id}`,
    remoteAddress: browser.address,
    headers: {
      host: 'deskfleet.example.org',
      'x-requested-with': 'deskfleet',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      cookie: browser.cookie ?? '',
    },
    payload: content,
  });
  expect(sent.statusCode, sent.body).toBe(200);
  return sent.json<{ file: { id: string } }>().file.id;
};

/** What can be deleted several at once: how one is made, and changed by somebody else. */
const kinds = [
  {
    path: '/templates',
    names: ['Reception', 'Ward 3'],
    make: madeOf((name) => ({ type: 'default', name })),
    change: { ranking: 2 },
    body: (ids: readonly string[]) => ({ ids }),
  },
  {
    path: '/groups',
    names: ['Reception', 'Ward 3'],
    make: madeOf((name) => ({ name, templateIds: [], filter })),
    change: { ranking: 2 },
    body: (ids: readonly string[]) => ({ ids }),
  },
  {
    path: '/users',
    names: ['4989111', '4989222'],
    make: madeOf((e164) => ({ e164, password: 'k7-Sparrow' })),
    change: { password: 'k8-Sparrow' },
    body: (ids: readonly string[]) => ({ users: { ids } }),
  },
  {
    path: '/clients/plug-and-play',
    names: ['4989111', '4989222'],
    make: madeOf((e164) => ({ e164 })),
    change: { hardwareType: 'CP710' },
    body: (ids: readonly string[]) => ({ ids }),
  },
  {
    path: '/files',
    names: ['door.png', 'lobby.png'],
    make: uploaded,
    change: { models: ['CP710'] },
    body: (ids: readonly string[]) => ({ ids }),
  },
  {
    path: '/storage-providers',
    names: ['Firmware', 'Pictures'],
    make: madeOf((name) => ({ type: 'https', name, url: 'https://files.example.org/', validate: false })),
    change: { schedule: { kind: 'interval', minutes: 60 } },
    body: (ids: readonly string[]) => ({ ids }),
  },
];

describe.each(kinds)('deleting several of $path', ({ path, names, make, change, body }) => {
  async function made(): Promise<string[]> {
    const ids: string[] = [];
    for (const name of names) ids.push(await make(path, name));
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
