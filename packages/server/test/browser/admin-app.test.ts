import { existsSync } from 'node:fs';
import type { VirtualPhone } from '@deskfleet/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { Job } from '../../src/features/jobs/job.schema.ts';
import { looks, openBrowser, seriousFindings, sidewaysScroll, signIn, visit } from '../support/browser.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));

let server: RunningServer;
let browser: Browser;
let phones: VirtualPhone[];
let clients: Client[];
let job: Job;
beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  phones = Array.from({ length: 12 }, (_, position) =>
    server.aPhone({
      model: position % 3 === 0 ? 'openstage60' : 'cp710',
      e164: `4989700000${10 + position}`,
    }),
  );
  await Promise.all(phones.map((phone) => phone.powerOn()));
  clients = await eventually('all inventories', async () => {
    const { rows } = await server.database.pool.query(
      'select count(*)::int as n from client_contacts where inventory_at is not null',
    );
    if (rows[0].n < phones.length) return undefined;
    return (await server.api.get<{ items: Client[] }>('/clients?pageSize=100')).items;
  });
  const ids = clients.slice(0, 1).map((client) => client.id);
  job = await server.api.post<Job>('/jobs', { type: 'refresh-data', clients: { ids } });
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe('signing in', () => {
  test('says what is wrong and lets the right password in', async () => {
    const { page } = await visit(browser, server);
    await page.getByLabel('Username').fill('admin');
    await page.getByLabel('Password').first().fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').first().waitFor();
    await signIn(page);
    await page.getByRole('link', { name: 'Clients' }).first().waitFor();
  });
});

async function openClients(page: Page): Promise<void> {
  await page.goto('/clients');
  await page.getByText('498970000010').first().waitFor();
}

describe('the clients list', () => {
  test('shows phones as they call, without a reload', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await openClients(page);
    const phone = server.aPhone({ e164: '4989700000099' });
    await phone.powerOn();
    await page.goto('/clients?search=4989700000099');
    const row = page.getByRole('row', { name: '4989700000099' });
    await row.getByText('start-up', { exact: false }).waitFor();
    await phone.waitFor('idle');
    await phone.call('solicited');
    await row.getByText('asked by the server', { exact: false }).waitFor();
    expect(problems).toEqual([]);
    await phone.powerOff();
    const { items } = await server.api.get<{ items: Client[] }>('/clients?search=4989700000099');
    await server.api.send('DELETE', `/clients/${items[0]?.id}`);
  });

  test('is searched by keyboard and keeps the search in its address', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    await openClients(page);
    await page.keyboard.press('/');
    await page.keyboard.type('498970000015');
    await expect.poll(() => page.url()).toContain('498970000015');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    await page.reload();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
  });
});

describe('the first view', () => {
  test('needs less than 250 KB of script in few files', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    await openClients(page);
    const scripts = await page.evaluate<number[]>(
      `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map((file) => file.encodedBodySize)`,
    );
    expect(scripts.length).toBeLessThan(12);
    expect(scripts.reduce((sum, size) => sum + size, 0)).toBeLessThan(250 * 1024);
  });
});

describe('submitting a value that is not allowed', () => {
  test('leads to its field, which says what is wrong', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/clients/${clients[0]?.id}/configuration?find=Display%20ID`);
    await page.getByRole('textbox', { name: 'Display ID', exact: true }).fill('x'.repeat(60));
    await page.getByPlaceholder('Search parameters').fill('registrar');
    await page.getByRole('textbox', { name: 'Registrar address' }).waitFor();
    await page.getByRole('button', { name: 'Submit 1 change' }).click();
    await page.getByText('has more than 24 characters.', { exact: false }).waitFor();
    await expect
      .poll(() => page.evaluate(`document.activeElement.getAttribute('aria-invalid')`))
      .toBe('true');
  });
});

describe('changing a value on ten phones', () => {
  test('shows of each what became of it: eight have it, one follows after its call, one refuses in its own words', async () => {
    const [busy, refusing] = phones;
    busy?.startCall();
    refusing?.refuse('registrar-addr', 'read only');
    const ten = clients.filter((client) =>
      phones.slice(0, 10).some((phone) => phone.mac === client.deviceId),
    );
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/clients/configure?ids=${ten.map((client) => client.id).join(',')}`);
    await page.getByPlaceholder('Search parameters').fill('registrar');
    await page.getByRole('textbox', { name: 'Registrar address' }).fill('192.0.2.20');
    await page.getByRole('button', { name: 'Submit 1 change' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
    await page.getByText('9 of 10', { exact: false }).first().waitFor();
    await page.getByText('“read only”', { exact: false }).first().waitFor();
    await page.getByText('The phone is in a call', { exact: false }).first().waitFor();
    busy?.endCall();
    await page.getByRole('link', { name: 'Open job' }).first().click();
    await page.getByText('Partial successful', { exact: false }).first().waitFor();
    expect(busy?.items.get('registrar-addr')).toBe('192.0.2.20');
    expect(problems).toEqual([]);
  });
});

describe('every page', () => {
  const pages = () => [
    '/',
    '/clients',
    `/clients/${clients[0]?.id}`,
    `/clients/${clients[0]?.id}/configuration`,
    '/jobs',
    `/jobs/${job.id}`,
  ];

  test.each(looks)(
    'in %s, %s, %i px wide has nothing serious for axe-core and does not scroll sideways',
    async (language, theme, width) => {
      const { page, problems } = await visit(browser, server, { language, theme, width });
      expect(await seriousFindings(page)).toEqual([]);
      await signIn(page, language);
      for (const path of pages()) {
        await page.goto(path);
        await page.waitForLoadState('networkidle').catch(() => {});
        await page.getByRole('main').first().waitFor();
        await page.waitForTimeout(300);
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
        expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
      }
      expect(problems).toEqual([]);
    },
    120_000,
  );
});
