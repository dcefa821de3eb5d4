import { existsSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, signIn, visit } from '../support/browser.ts';
import { aClient } from '../support/builders.ts';
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

/** Many tests may share the processors. */
const PATIENCE = { timeout: 15_000 };

interface ListOfApp {
  readonly path: string;
  /** Makes an element. @returns its id */
  readonly make: (name: string) => Promise<string>;
  /** How two elements are called in the list, the first of which is taken away; the other one gets the third name. */
  readonly names: readonly [string, string, string];
  /** Takes an element away; without it, the list's own deletion does. */
  readonly remove?: (id: string) => Promise<unknown>;
  /** Where the name is, and what stands there for each of the three when it is not the name. */
  readonly column: readonly [table: string, column: string];
  readonly stored?: readonly [string, string, string];
  /** The heading of a column that is hidden, and of one that goes before the one in front of it. */
  readonly hidden: string;
  readonly moved: string;
  /** A column that is not shown at first. */
  readonly added?: string;
}

const idOf = async (path: string, body: object): Promise<string> =>
  (await server.api.post<{ id: string }>(path, body)).id;

const filter = { match: 'all', e164: ['49'], addresses: [], clientTypes: [], serverAddresses: [] };
const rooms = ['Atrium', 'Balcony', 'Cellar'] as const;
const orders = ['restart', 'refresh-data', 'factory-reset'] as const;

const lists: readonly ListOfApp[] = [
  {
    path: '/templates',
    make: (name) => idOf('/templates', { type: 'default', name }),
    names: rooms,
    column: ['templates', 'name'],
    hidden: 'Ranking',
    moved: 'Content',
    added: 'Description',
  },
  {
    path: '/groups',
    make: (name) => idOf('/groups', { name, templateIds: [], filter }),
    names: rooms,
    column: ['groups', 'name'],
    hidden: 'Description',
    moved: 'Templates',
    added: 'Changed',
  },
  {
    path: '/users',
    make: (e164) => idOf('/users', { e164, password: '271828' }),
    names: ['4989700738001', '4989700738002', '4989700738003'],
    remove: (id) => server.api.post('/users/delete', { users: { ids: [id] }, logOff: false }),
    column: ['users', 'e164'],
    hidden: 'Profile size',
    moved: 'Last logoff',
  },
  {
    path: '/files',
    make: async (name) => (await uploadFile(server.api, name, aPng(240, 70), 'logo')).id,
    names: ['atrium.png', 'balcony.png', 'cellar.png'],
    column: ['files', 'name'],
    hidden: 'Software version',
    moved: 'Size',
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
    names: rooms,
    column: ['storage_providers', 'name'],
    hidden: 'Schedule',
    moved: 'Address',
    added: 'Changed',
  },
  {
    path: '/jobs',
    make: async (name) => {
      const clients = { ids: [await aClient(server.database.pool)] };
      const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
      return idOf('/jobs', { type: orders[name.startsWith('Restart') ? 0 : 1], clients, scheduledAt });
    },
    names: ['Restart 1 client', 'Refresh data of 1 client', 'Reset 1 client'],
    remove: async (id) => {
      await server.api.post(`/jobs/${id}/cancel`, {});
      await server.api.post('/jobs/delete', { ids: [id] });
    },
    column: ['jobs', 'type'],
    stored: orders,
    hidden: 'By',
    moved: 'Progress',
    added: 'Ordered',
  },
  {
    path: '/jobs/recurring',
    make: (name) =>
      idOf('/recurring-jobs', {
        name,
        type: 'restart',
        clients: { filter: {} },
        schedule: { kind: 'daily', time: '03:30' },
        timeZone: 'Europe/Berlin',
        timeoutSeconds: null,
        paused: true,
      }),
    names: rooms,
    remove: (id) => server.api.send('DELETE', `/recurring-jobs/${id}`, undefined, { 'if-match': '*' }),
    column: ['recurring_jobs', 'name'],
    hidden: 'By',
    moved: 'Schedule',
  },
  {
    path: '/rollouts',
    make: async (name) =>
      idOf('/rollouts', {
        name,
        order: { type: 'restart' },
        clients: { ids: [await aClient(server.database.pool)] },
        waves: { canary: null, steps: [100] },
        rules: {
          gate: { successPercent: 100, pauseMinutes: 0 },
          stop: { failures: null, failurePercent: null, notBackMinutes: null },
          window: null,
        },
      }),
    names: rooms,
    remove: (id) => server.api.send('DELETE', `/rollouts/${id}`, undefined, { 'if-match': '*' }),
    column: ['rollouts', 'name'],
    hidden: 'Wave',
    moved: 'State',
    added: 'Created by',
  },
];

/** What the list is headed with, without the places for ticks and menus. */
const headings = async (page: Page): Promise<string[]> =>
  (await page.getByRole('columnheader').allTextContents())
    .map((text) => text.trim())
    .filter((text) => text !== '' && text !== 'Actions');

/** Clicks one after the other in so short a time that the page draws nothing in between, as keys under load do. */
async function inOneBreath(page: Page, targets: readonly Locator[]): Promise<void> {
  const elements = await Promise.all(targets.map((target) => target.elementHandle()));
  await page.evaluate(async (clicked) => {
    for (const element of clicked) {
      (element as unknown as { click(): void }).click();
      // What was promised is done, and no timer runs: with one the page draws.
      for (let promise = 0; promise < 50; promise += 1) await undefined;
    }
  }, elements);
}

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
    const [gone = ''] = ids;
    await (list.remove?.(gone) ?? server.api.post(`${list.path}/delete`, { ids: [gone] }));
    await page.getByRole('row', { name: first }).waitFor({ state: 'detached' });

    const [, before, after] = list.stored ?? list.names;
    const [table, column] = list.column;
    const rename = (from: string, to: string) =>
      server.database.pool.query(`update ${table} set ${column} = $2 where ${column} = $1`, [from, to]);
    // Nobody tells the page of it.
    await rename(before, after);
    expect(await page.getByRole('row', { name: second }).count()).toBe(1);
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await page.getByRole('row', { name: third }).waitFor();
    expect(problems).toEqual([]);
    await rename(after, before);
  });

  test('shows, hides and moves columns, and keeps them for the account in another browser', async () => {
    const { page, problems } = await open(list);
    const before = await headings(page);
    await page.getByRole('button', { name: 'Columns', exact: true }).press('Enter');
    const choice = page.getByRole('dialog', { name: 'Columns' });
    const switchOf = (name: string) => choice.getByRole('switch', { name, exact: true });
    await inOneBreath(page, [
      choice.getByRole('button', { name: `Move ${list.moved} up` }),
      switchOf(list.hidden),
    ]);
    await expect.poll(() => switchOf(list.hidden).isChecked(), PATIENCE).toBe(false);
    const wanted = before.filter((heading) => heading !== list.hidden);
    const place = wanted.indexOf(list.moved);
    wanted.splice(place - 1, 2, list.moved, wanted[place - 1] ?? '');
    await expect.poll(() => headings(page), PATIENCE).toEqual(wanted);
    if (list.added !== undefined) {
      await switchOf(list.added).press('Space');
      await expect.poll(() => switchOf(list.added ?? '').isChecked(), PATIENCE).toBe(true);
      await expect.poll(() => headings(page), PATIENCE).toContain(list.added);
      expect((await headings(page)).filter((heading) => heading !== list.added)).toEqual(wanted);
    }
    const after = await headings(page);

    const { page: elsewhere } = await open(list);
    await expect.poll(() => headings(elsewhere), PATIENCE).toEqual(after);
    await elsewhere.getByRole('button', { name: 'Columns', exact: true }).click();
    await elsewhere.getByRole('button', { name: 'Reset to default' }).click();
    await expect.poll(() => headings(elsewhere), PATIENCE).toEqual(before);
    expect(problems).toEqual([]);
  });
});
