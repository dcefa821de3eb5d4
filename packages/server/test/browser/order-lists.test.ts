import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, signIn, visit } from '../support/browser.ts';
import { aClient } from '../support/builders.ts';
import { type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));

/** Many tests may share the processors. */
const PATIENCE = { timeout: 15_000 };

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const clients = { ids: [await aClient(server.database.pool)] };
  const later = new Date(Date.now() + 86_400_000).toISOString();
  await server.api.post('/jobs', { type: 'restart', clients, scheduledAt: later });
  await server.api.post('/recurring-jobs', {
    name: 'first',
    type: 'restart',
    clients: { filter: {} },
    schedule: { kind: 'daily', time: '03:30' },
    timeZone: 'Europe/Berlin',
    timeoutSeconds: null,
    paused: true,
  });
  await server.api.post('/rollouts', {
    name: 'first',
    order: { type: 'restart' },
    clients,
    waves: { canary: null, steps: [100] },
    rules: {
      gate: { successPercent: 100, pauseMinutes: 0 },
      stop: { failures: null, failurePercent: null, notBackMinutes: null },
      window: null,
    },
  });
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** What the list is headed with, without the places for ticks and menus. */
const headings = async (page: Page): Promise<string[]> =>
  (await page.getByRole('columnheader').allTextContents()).map((text) => text.trim()).filter((text) => text);

interface List {
  readonly path: string;
  /** A heading that is hidden, and one that goes before the one in front of it. */
  readonly hidden: string;
  readonly moved: string;
  /** Changes what the list shows without telling anybody. */
  readonly change: string;
}

const lists: readonly List[] = [
  { path: '/jobs', hidden: 'By', moved: 'Progress', change: `update jobs set type = 'refresh-data'` },
  {
    path: '/jobs/recurring',
    hidden: 'By',
    moved: 'Schedule',
    change: `update recurring_jobs set name = 'second'`,
  },
  { path: '/rollouts', hidden: 'Wave', moved: 'State', change: `update rollouts set name = 'second'` },
];

describe.each(lists)('the list $path', ({ path, hidden, moved, change }) => {
  test('is read again on demand', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(path);
    const row = page.getByRole('table').getByRole('row').nth(1);
    await expect.poll(() => row.textContent(), PATIENCE).toMatch(/first|Restart 1 client/);
    await server.database.pool.query(change);
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect.poll(() => row.textContent(), PATIENCE).toMatch(/second|Refresh data of 1 client/);
    expect(problems).toEqual([]);
  });

  test('shows the columns that somebody has chosen, in any browser of the account', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(path);
    await page.getByRole('columnheader', { name: moved, exact: true }).waitFor();
    const before = await headings(page);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('switch', { name: hidden, exact: true }).press('Space');
    await page.getByRole('button', { name: `Move ${moved} up` }).press('Enter');
    await page.keyboard.press('Escape');
    const wanted = before.filter((heading) => heading !== hidden);
    const place = wanted.indexOf(moved);
    wanted.splice(place - 1, 2, moved, wanted[place - 1] ?? '');
    await expect.poll(() => headings(page), PATIENCE).toEqual(wanted);

    const elsewhere = await visit(browser, server);
    await signIn(elsewhere.page);
    await elsewhere.page.goto(path);
    await expect.poll(() => headings(elsewhere.page), PATIENCE).toEqual(wanted);
    await elsewhere.page.getByRole('button', { name: 'Columns' }).click();
    await elsewhere.page.getByRole('button', { name: 'Reset to default' }).click();
    await expect.poll(() => headings(elsewhere.page), PATIENCE).toEqual(before);
    expect(problems).toEqual([]);
  });
});
