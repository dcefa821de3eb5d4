import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, signIn, visit } from '../support/browser.ts';
import { aPng } from '../support/deployable-contents.ts';
import { type RunningServer, startServer } from '../support/running-server.ts';
import { uploadFile } from '../support/uploads.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

interface ListOfApp {
  readonly path: string;
  /** Makes an element. @returns its id */
  readonly make: (name: string) => Promise<string>;
  /** Two elements, the first of which is deleted; the other one gets the third name. */
  readonly names: readonly [string, string, string];
  readonly table: string;
  readonly column: string;
  readonly deletion?: (ids: readonly string[]) => object;
  readonly hidden: string;
  /** A column, and the one before which it is moved. */
  readonly moved: readonly [string, string];
  /** A column that is not shown at first, and one to sort by. */
  readonly added?: string;
}

const idOf = async (path: string, body: object): Promise<string> =>
  (await server.api.post<{ id: string }>(path, body)).id;

const filter = { match: 'all', e164: ['49'], addresses: [], clientTypes: [], serverAddresses: [] };

const lists: readonly ListOfApp[] = [
  {
    path: '/templates',
    make: (name) => idOf('/templates', { type: 'default', name }),
    names: ['Atrium', 'Balcony', 'Cellar'],
    table: 'templates',
    column: 'name',
    hidden: 'Ranking',
    moved: ['Content', 'Software update'],
    added: 'Description',
  },
  {
    path: '/groups',
    make: (name) => idOf('/groups', { name, templateIds: [], filter }),
    names: ['Atrium', 'Balcony', 'Cellar'],
    table: 'groups',
    column: 'name',
    hidden: 'Description',
    moved: ['Templates', 'Members'],
    added: 'Changed',
  },
  {
    path: '/users',
    make: (e164) => idOf('/users', { e164, password: '271828' }),
    names: ['4989700738001', '4989700738002', '4989700738003'],
    table: 'users',
    column: 'e164',
    deletion: (ids) => ({ users: { ids }, logOff: false }),
    hidden: 'Profile size',
    moved: ['Last logoff', 'Last logon'],
  },
  {
    path: '/files',
    make: async (name) => (await uploadFile(server.api, name, aPng(240, 70), 'logo')).id,
    names: ['atrium.png', 'balcony.png', 'cellar.png'],
    table: 'files',
    column: 'name',
    hidden: 'Software version',
    moved: ['Size', 'Type'],
    added: 'SHA-256',
  },
  {
    path: '/storage-providers',
    // Adding one over the API needs a server that answers.
    make: async (name) => {
      const { rows } = await server.database.pool.query<{ id: string }>(
        `insert into storage_providers (type, name, url, schedule, created_at, updated_at)
         values ('https', $1, 'https://192.0.2.7/', '{"kind": "never"}', now(), now()) returning id`,
        [name],
      );
      return rows[0]?.id ?? '';
    },
    names: ['Atrium', 'Balcony', 'Cellar'],
    table: 'storage_providers',
    column: 'name',
    hidden: 'Schedule',
    moved: ['Address', 'Type'],
    added: 'Changed',
  },
];

const headings = async (page: Page): Promise<string[]> =>
  (await page.getByRole('columnheader').allTextContents()).filter(
    (text) => text !== '' && text !== 'Actions',
  );

async function open({ path, names }: ListOfApp) {
  const visited = await visit(browser, server);
  await signIn(visited.page);
  await visited.page.goto(path);
  await visited.page.getByRole('row', { name: names[1] }).waitFor();
  return visited;
}

describe.each(lists)('the list $path', (list) => {
  const [first, second, third] = list.names;
  let ids: string[];
  beforeAll(async () => {
    ids = [await list.make(first), await list.make(second)];
  });

  test('follows by itself, and is read again by its button', async () => {
    const { page, problems } = await open(list);
    await page.getByRole('row', { name: first }).waitFor();
    await server.api.post(`${list.path}/delete`, list.deletion?.([ids[0] ?? '']) ?? { ids: [ids[0]] });
    await page.getByRole('row', { name: first }).waitFor({ state: 'detached' });

    // Nobody tells the page of it.
    await server.database.pool.query(
      `update ${list.table} set ${list.column} = $2 where ${list.column} = $1`,
      [second, third],
    );
    expect(await page.getByRole('row', { name: second }).count()).toBe(1);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('row', { name: third }).waitFor();
    expect(problems).toEqual([]);
    await server.database.pool.query(
      `update ${list.table} set ${list.column} = $1 where ${list.column} = $2`,
      [second, third],
    );
  });

  test('shows, hides and moves columns, and keeps them for the account in another browser', async () => {
    const { page, problems } = await open(list);
    const before = await headings(page);
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    const choice = page.getByRole('dialog', { name: 'Columns' });
    // `check` would want to see it in the same moment.
    const toggle = async (name: string, isShown: boolean) => {
      const column = choice.getByRole('switch', { name, exact: true });
      await column.click();
      await expect.poll(() => column.isChecked()).toBe(isShown);
    };
    await toggle(list.hidden, false);
    if (list.added !== undefined) await toggle(list.added, true);
    const [moved, other] = list.moved;
    await choice.getByRole('button', { name: `Move ${moved} up` }).click();
    expect(before.indexOf(moved)).toBe(before.indexOf(other) + 1);
    const place = async (name: string) => (await headings(page)).indexOf(name);
    await expect.poll(async () => (await place(other)) - (await place(moved))).toBe(1);
    const after = await headings(page);
    expect(after).not.toContain(list.hidden);
    if (list.added !== undefined)
      expect([before, after].map((some) => some.includes(list.added ?? ''))).toEqual([false, true]);
    const { page: elsewhere } = await open(list);
    await expect.poll(() => headings(elsewhere)).toEqual(after);
    expect(problems).toEqual([]);
  });
});
