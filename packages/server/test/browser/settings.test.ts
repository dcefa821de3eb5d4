import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  discardQuestion,
  looks,
  openBrowser,
  seriousFindings,
  sidewaysScroll,
  signIn,
  triesToLeave,
  visit,
} from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));
/** A folder for pictures of what the tests see, for people to look at. */
const pictures = process.env['DESKFLEET_SCREENSHOTS'];

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

interface ServerSettings {
  readonly url: string | null;
  readonly logLevel: string | null;
  readonly timeZone: string | null;
}
const stored = async () => (await server.api.get<{ server: ServerSettings }>('/settings')).server;
const change = (settings: Partial<ServerSettings>) =>
  server.api.send('PATCH', '/settings', { server: settings });

async function choose(page: Page, zone: string, search: string): Promise<void> {
  const select = page.getByRole('combobox', { name: /^Time zone/ });
  await select.click();
  await select.fill(search);
  await page.getByRole('option', { name: zone, exact: true }).click();
}

describe('the settings of the server', () => {
  test('are refused beside the field, saved, and nothing of them is lost by a click', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    const save = page.getByRole('button', { name: 'Save' });
    await save.waitFor();
    expect(await save.isDisabled()).toBe(true);

    const address = page.getByLabel('Address of this server for phones');
    await address.fill('phones.example.org');
    await page.getByLabel('Log level').selectOption('warn');
    await choose(page, 'Europe/Berlin', 'berlin');
    await save.click();
    await page.getByText('“phones.example.org” is no address of a server', { exact: false }).waitFor();
    expect(await stored()).toEqual({ url: null, logLevel: null, timeZone: null });

    await page.getByRole('link', { name: 'Files', exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep editing' }).click();
    expect(await address.inputValue()).toBe('phones.example.org');

    await address.fill('https://phones.example.org:18443/');
    await save.click();
    await page.getByText('The settings of the server are saved.').waitFor();
    const settings = { url: 'https://phones.example.org:18443', logLevel: 'warn', timeZone: 'Europe/Berlin' };
    expect(await stored()).toEqual(settings);
    expect(await address.inputValue()).toBe('https://phones.example.org:18443');
    expect(await save.isDisabled()).toBe(true);

    await page.reload();
    await address.waitFor();
    expect(await page.getByRole('combobox', { name: /^Time zone/ }).inputValue()).toBe('Europe/Berlin');
    await address.fill('');
    await page.getByLabel('Log level').selectOption('');
    await save.click();
    await expect.poll(stored).toEqual({ url: null, logLevel: null, timeZone: 'Europe/Berlin' });
    await page.getByRole('link', { name: 'Files', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Files' }).waitFor();
    expect(problems.filter((text) => !text.includes('400'))).toEqual([]);
  }, 60_000);

  test('give new schedules their time zone, and the first start the address that phones are told', async () => {
    await change({ url: 'https://phones.example.org:18450', timeZone: 'America/Lima' });
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto('/jobs/recurring');
    await page.getByRole('button', { name: 'New recurring job' }).first().click();
    const drawer = page.getByRole('dialog');
    await expect
      .poll(() => drawer.getByRole('combobox', { name: 'Time zone' }).inputValue())
      .toBe('America/Lima');
    await page.goto('/clients');
    await page.getByText('sdlp://phones.example.org:18450').first().waitFor();
    expect(problems).toEqual([]);
    await change({ url: null, timeZone: null });
  }, 60_000);

  test.each(looks)('can be read in %s, %s, at %i px', async (language, theme, width) => {
    const { page, problems } = await visit(browser, server, { language, theme, width });
    await signIn(page, language);
    await page.goto('/settings');
    await page
      .getByRole('heading', { level: 1, name: language === 'de' ? 'Einstellungen' : 'Settings' })
      .waitFor();
    await page.getByRole('button', { name: language === 'de' ? 'Speichern' : 'Save' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(problems).toEqual([]);
    if (pictures !== undefined) {
      await page.screenshot({
        path: `${pictures}/settings-${language}-${theme}-${width}.png`,
        fullPage: true,
      });
    }
  });
});

describe('the drawer with', () => {
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const drawers = [
    {
      of: 'settings for jobs',
      path: '/jobs',
      opens: 'Settings for jobs',
      field: 'Time of a job (seconds)',
      typed: '7,200',
    },
    {
      of: 'settings for mobility',
      path: '/users',
      opens: 'Settings',
      field: 'Interval before a forced logon',
      typed: '30 s',
    },
    {
      of: 'settings for scans',
      path: '/clients/scans?settings=open',
      field: 'Allowed networks',
      typed: '10.1.0.0/16',
    },
    {
      of: 'the file server',
      path: '/files?show=server',
      field: 'Other address for files',
      typed: 'https://files.example.org',
    },
    {
      of: 'rules for unknown phones',
      path: '/clients/waiting?rules=open',
      adds: 'Add rule',
      field: 'Note',
      typed: 'Ward 3',
    },
    {
      of: 'an item name',
      path: '/item-names?parameter=7.6.5/ipv4-route-1-gateway',
      field: 'Item name',
      typed: 'other-gateway',
    },
    { of: 'a prepared client', path: '/clients/plug-and-play?open=new', field: 'E.164', typed: '4989700' },
  ];

  test.each(drawers)(
    '$of keeps what was typed until it is said that it may go',
    async ({ path, opens, adds, field, typed }) => {
      const { page } = await visit(browser, server);
      await signIn(page);
      await page.goto(path);
      if (opens !== undefined) await press(page, opens);
      const drawer = page.getByRole('dialog').first();
      if (adds !== undefined) await drawer.getByRole('button', { name: adds }).click();
      const input = drawer.getByLabel(field, { exact: true });
      await input.fill(typed);
      const close = () => drawer.getByRole('button', { name: 'Close' }).click();
      await triesToLeave(page, [() => page.keyboard.press('Escape'), close], async () =>
        expect(await input.inputValue()).toBe(typed),
      );
      await close();
      await discardQuestion(page).getByRole('button', { name: 'Discard' }).click();
      await drawer.waitFor({ state: 'detached' });
    },
  );
});
