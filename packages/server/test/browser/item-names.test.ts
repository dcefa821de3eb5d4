import { existsSync } from 'node:fs';
import { parameters } from '@deskfleet/catalog';
import type { VirtualPhone } from '@deskfleet/simulator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { ItemName } from '../../src/features/item-names/item-names.schema.ts';
import type { Job } from '../../src/features/jobs/job.schema.ts';
import { looks, openBrowser, seriousFindings, sidewaysScroll, signIn, visit } from '../support/browser.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));
const ROUTE = '7.6.5/ipv4-route-1-destination';
const withCodes = parameters.find(
  ({ codesCertainty, purpose, type }) =>
    type === 'enum' && codesCertainty === 'inferred' && purpose === 'setting',
);
const GATEWAY = '7.6.5/ipv4-route-1-gateway';

let server: RunningServer;
let browser: Browser;
let phone: VirtualPhone;
let client: Client;
beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  phone = server.aPhone({
    e164: '4989700000042',
    itemNames: { 'route1-addr': 'route1-dest-address' },
    items: { 'route1-dest-address': '192.0.2.0' },
  });
  await phone.powerOn();
  client = await eventually('the inventory', async () => {
    const { items } = await server.api.get<{ items: Client[] }>('/clients');
    const [found] = items;
    if (found === undefined) return undefined;
    const { reportedAt } = await server.api.get<{ reportedAt: string | null }>(`/clients/${found.id}/values`);
    return reportedAt === null ? undefined : found;
  });
  const job = await server.api.post<Job>('/jobs', {
    type: 'configure',
    clients: { ids: [client.id] },
    values: [{ item: 'route1-addr', value: '198.51.100.0' }],
  });
  await eventually('the refusal', async () => {
    const { finishedAt } = await server.api.get<Job>(`/jobs/${job.id}`);
    return finishedAt ?? undefined;
  });
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const nameOf = (id: string) => server.api.get<ItemName>(`/item-names/${encodeURIComponent(id)}`);

describe('the page of item names', () => {
  test.each(looks)(
    'in %s, %s, %i px wide has nothing serious for axe-core and does not scroll sideways, dialogs included',
    async (language, theme, width) => {
      const { page, problems } = await visit(browser, server, { language, theme, width });
      await signIn(page, language);
      const places = [
        '/item-names',
        '/item-names?state=refused',
        '/item-names?state=corrected',
        `/item-names?parameter=${ROUTE}`,
        `/item-names?parameter=${withCodes?.id}`,
        '/item-names?learn=choose',
        `/item-names?learn=${client.id}`,
      ];
      for (const path of places) {
        await page.goto(path);
        await page.getByRole('main').first().waitFor();
        await page.waitForLoadState('networkidle').catch(() => {});
        await page.waitForTimeout(400);
        if (process.env['DESKFLEET_SHOTS'] !== undefined) {
          const name = `${places.indexOf(path)}-${language}-${theme}-${width}`;
          await page.screenshot({ path: `${process.env['DESKFLEET_SHOTS']}/${name}.png` });
        }
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
        expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
      }
      expect(problems).toEqual([]);
    },
    120_000,
  );

  test('is in the menu, is searched by keyboard, and opens and closes a parameter by keyboard', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.getByRole('link', { name: 'Item names' }).first().click();
    await page.getByRole('heading', { name: 'Item names' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('IPv4 Route 1 gateway');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('searchbox').first().blur();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('route1-gateway-addr').first().waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('parameter')).toBe(GATEWAY);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('corrects a name, shows what the server refuses beside its field, and puts the name back', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/item-names?search=ipv4-route-1-gateway&parameter=${GATEWAY}`);
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Item name').fill('no name');
    await drawer.getByRole('button', { name: 'Save correction' }).click();
    await drawer.getByText('Begin with a letter', { exact: false }).waitFor();
    await drawer.getByLabel('Item name').fill('reg-addr');
    await drawer.getByRole('button', { name: 'Save correction' }).click();
    await drawer.getByText('has the item "reg-addr"', { exact: false }).first().waitFor();
    await drawer.getByLabel('Item name').fill('route1-router');
    await drawer.getByLabel('Index', { exact: true }).selectOption('fixed');
    await drawer.getByLabel('The index').fill('2');
    await drawer.getByRole('button', { name: 'Save correction' }).click();
    await drawer.waitFor({ state: 'detached' });
    await page.locator('tbody').getByText('route1-router').waitFor();
    await page.locator('tbody').getByText('Corrected').waitFor();
    expect((await nameOf(GATEWAY)).override).toEqual({
      item: 'route1-router',
      index: { kind: 'fixed', index: 2 },
    });
    await page.locator('tbody').getByRole('button').first().click();
    await drawer.getByRole('button', { name: 'Put back to this release' }).click();
    await drawer.waitFor({ state: 'detached' });
    await page.locator('tbody').getByText('Inferred').waitFor();
    expect((await nameOf(GATEWAY)).override).toBeNull();
    // The refused attempt is an answer with 400, which the browser reports on its own.
    expect(problems.filter((problem) => !problem.includes('400'))).toEqual([]);
  });

  test('shows what a phone refused, learns the right name from it in German, and the phone is understood', async () => {
    const { page } = await visit(browser, server, { language: 'de' });
    await signIn(page, 'de');
    await page.goto('/item-names?state=refused');
    await page.locator('tbody').getByText('IPv4-Route 1: Ziel').waitFor();
    await page.getByRole('button', { name: 'Von einem Telefon lernen' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '4989700000042', exact: false }).click();
    const accept = dialog.getByRole('button', {
      name: 'route1-dest-address für IPv4-Route 1: Ziel übernehmen',
    });
    await accept.waitFor();
    await dialog.getByText('Der Wert „192.0.2.0“ ist für den Parameter zulässig.').first().waitFor();
    await accept.click();
    await dialog.getByText('Übernommen').waitFor();
    expect((await nameOf(ROUTE)).override).toEqual({ item: 'route1-dest-address' });
    await server.api.send('DELETE', `/item-names/${encodeURIComponent(ROUTE)}`);
  });

  test('imports a file after showing what it would change, and says of a broken one what is wrong', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto('/item-names');
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog');
    const choose = async (content: string) => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        dialog.getByRole('button', { name: 'Choose file' }).click(),
      ]);
      await chooser.setFiles({
        name: 'item-names.json',
        mimeType: 'application/json',
        buffer: Buffer.from(content),
      });
    };
    const document = (overrides: object) => JSON.stringify({ format: 'deskfleet.item-names/1', overrides });
    await choose('{ broken');
    await dialog.getByText('no JSON document', { exact: false }).waitFor();
    await choose(document({ '7.9.9/gone': { item: 'gone' } }));
    await dialog.getByText('The catalog has no parameter', { exact: false }).waitFor();
    await choose(document({ [GATEWAY]: { item: 'route1-from-file' } }));
    await dialog.getByText('1 new correction').waitFor();
    expect((await nameOf(GATEWAY)).override).toBeNull();
    await dialog.getByRole('button', { name: 'Import 1 change' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await nameOf(GATEWAY)).item).toBe('route1-from-file');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('item-names.json');
    await server.api.send('DELETE', `/item-names/${encodeURIComponent(GATEWAY)}`);
  });

  test('says what happened when it cannot be loaded, and comes back', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    let broken = true;
    await page.route('**/api/v1/item-names?*', (route) => (broken ? route.abort() : route.continue()));
    await page.goto('/item-names');
    await page.getByRole('alert').first().waitFor();
    broken = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('tbody tr').first().waitFor();
  });
});
