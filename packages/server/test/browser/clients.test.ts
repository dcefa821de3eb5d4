import { existsSync, mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import { looks, openBrowser, seriousFindings, sidewaysScroll, signIn, visit } from '../support/browser.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));
/** Where pictures of the pages go, to be looked at; none are taken without it. */
const pictures = process.env['DESKFLEET_PICTURES'];

let server: RunningServer;
let browser: Browser;
let clients: Client[];
beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const phones = ['cp710', 'cp710', 'cp410', 'openstage60'].map((model, place) =>
    server.aPhone({ model: model as 'cp710', e164: `498970000040${place}` }),
  );
  await Promise.all(phones.map((phone) => phone.powerOn()));
  clients = await eventually('all inventories', async () => {
    const { rows } = await server.database.pool.query(
      'select count(*)::int as n from client_contacts where inventory_at is not null',
    );
    if (rows[0].n < phones.length) return undefined;
    return (await server.api.get<{ items: Client[] }>('/clients?pageSize=100')).items;
  });
  phones[0]?.refuse('registrar-addr', 'read only');
  await server.api.post('/jobs', {
    type: 'configure',
    clients: { ids: [clients[0]?.id ?? ''] },
    values: [
      { item: 'registrar-addr', value: '192.0.2.20' },
      { item: 'sip-pwd', value: 'Very-Secret-99' },
    ],
  });
  await eventually('the refusal in the log', async () => {
    const path = `/clients/${clients[0]?.id}/contacts?kind=failed`;
    return (await server.api.get<{ total: number }>(path)).total > 0 ? true : undefined;
  });
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function aPage(path: string): Promise<{ page: Page; problems: string[] }> {
  const visited = await visit(browser, server);
  await signIn(visited.page);
  await visited.page.goto(path);
  return visited;
}

const rows = (page: Page) => page.locator('tbody tr');

describe('the clients list', () => {
  test('is filtered by columns, reads as a sentence, and is kept as a view with its columns', async () => {
    const { page, problems } = await aPage('/clients');
    await expect.poll(() => rows(page).count(), { timeout: 15_000 }).toBe(4);
    await page.getByRole('button', { name: 'More filters' }).click();
    await page.getByLabel('E.164 contains').fill('4989700000403');
    await page.getByLabel('Address, its beginning, or network').fill('127.0.0.0/8');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('Address 127.0.0.0/8').waitFor();
    expect(page.url()).toContain('address=127.0.0.0/8');
    await expect.poll(() => rows(page).count(), { timeout: 15_000 }).toBe(1);
    await page.getByRole('button', { name: 'Save as view' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Lobby');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const view = page.getByRole('navigation', { name: 'Views of the list' });
    await view.getByRole('button', { name: 'Lobby' }).waitFor();
    await view.getByRole('button', { name: 'All clients' }).click();
    await expect.poll(() => rows(page).count(), { timeout: 15_000 }).toBe(4);
    await page.reload();
    await view.getByRole('button', { name: 'Lobby' }).click();
    await expect.poll(() => rows(page).count(), { timeout: 15_000 }).toBe(1);
    expect(problems).toEqual([]);
  });

  test('opens the next filter right after others have been applied', async () => {
    const { page, problems } = await aPage('/clients');
    await expect.poll(() => rows(page).count(), { timeout: 15_000 }).toBe(4);
    for (const e164 of ['4989700000403', '498970000040', '4989700000401']) {
      await page.getByRole('button', { name: 'More filters' }).click();
      await page.getByRole('textbox', { name: 'E.164 contains' }).fill(e164);
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.getByRole('button', { name: 'Type', exact: true }).first().click();
      const choice = page.getByRole('menuitemcheckbox', { name: /^CP710/ });
      await choice.waitFor();
      // It stays open: nothing takes the focus away from it a moment later.
      await page.waitForTimeout(400);
      expect(await choice.isVisible()).toBe(true);
      await page.keyboard.press('Escape');
    }
    await expect
      .poll(() => page.getByRole('button', { name: 'More filters' }).textContent())
      .toBe('More filters1');
    expect(problems).toEqual([]);
  });

  test('says in words why a filter means nothing', async () => {
    const { page } = await aPage('/clients?address=10.1.0.0/33');
    await page.getByText('a network such as 10.1.0.0/22', { exact: false }).waitFor();
  });

  test('does not order for more than were seen', async () => {
    const { page } = await aPage('/clients?deviceType=CP410');
    await expect.poll(() => rows(page).count(), { timeout: 15_000 }).toBe(1);
    const refused = await server.api.send('POST', '/jobs', {
      type: 'restart',
      clients: { filter: {}, confirmedCount: 1 },
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'client.selection_grown' } });
    const { total } = await server.api.get<{ total: number }>('/jobs?type=restart');
    expect(total).toBe(0);
  });
});

describe('the overview of a client', () => {
  test('shows what differs, jobs, contacts and notifications, each with the way to more', async () => {
    const id = clients[0]?.id ?? '';
    await server.database.pool.query(
      `insert into notifications (at, kind, severity, client_id, params, text, dedupe_key, hour)
       values (now(), 'client.new_address', 'warning', $1, $2, 'A new address', 'overview', 1)`,
      [id, { deviceId: 'x', e164: '4989', address: '192.0.2.9', previousAddress: '192.0.2.8' }],
    );
    const { page, problems } = await aPage(`/clients/${id}`);
    const panel = (title: string) =>
      page
        .locator('section')
        .filter({ has: page.getByRole('heading', { level: 2, name: title, exact: true }) });
    const differences = panel('Differing and refused values');
    await differences.getByText('refused: “read only”').waitFor();
    expect(await differences.innerText()).toContain('192.0.2.20');
    expect(await page.getByRole('main').innerText()).not.toContain('Very-Secret-99');
    await panel('Latest jobs').getByRole('link', { name: 'Configure 1 client' }).waitFor();
    await panel('Latest contacts').getByText('With failures').waitFor();
    const notifications = panel('Notifications');
    const entry = notifications.getByRole('listitem').filter({ hasText: 'from the new address 192.0.2.9' });
    await entry.getByRole('button', { name: 'Clear notification' }).click();
    await entry.waitFor({ state: 'detached' });
    await panel('Latest contacts').getByRole('link', { name: 'All contacts' }).click();
    await page.waitForURL(`**/clients/${id}/contacts`);
    await page.goBack();
    await differences.getByRole('link', { name: 'In the configuration' }).click();
    await page.waitForURL(/\/configuration\?show=refused/);
    expect(problems).toEqual([]);
  });
});

describe('the menu of a client', () => {
  test('opens its own web page in a window of its own, without a way back', async () => {
    const { page } = await aPage(`/clients/${clients[0]?.id}`);
    await page.getByRole('button', { name: /^Actions for/ }).click();
    const link = page.getByRole('menuitem', { name: 'Open WBM' });
    expect(await link.getAttribute('href')).toBe(`https://${clients[0]?.address}/`);
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await link.getAttribute('target')).toBe('_blank');
  });

  test('copies it for another phone, and says what that gets', async () => {
    const { page, problems } = await aPage(`/clients/${clients[1]?.id}`);
    await page.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Copy client' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Device ID').fill('00:1A:E8:75:FD:B9');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await page.getByText(/The other phone gets \d+ values/).waitFor();
    const { items } = await server.api.get<{ items: { deviceId: string; e164: string }[] }>(
      '/clients/plug-and-play',
    );
    expect(items).toContainEqual(
      expect.objectContaining({ deviceId: '00:1A:E8:75:FD:B9', e164: clients[1]?.e164 }),
    );
    expect(problems).toEqual([]);
  });

  test('resets only what was ticked', async () => {
    const { page } = await aPage(`/clients/${clients[2]?.id}`);
    await page.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Reset' }).click();
    const dialog = page.getByRole('dialog');
    const keep = dialog.getByLabel('Keep certificates after factory reset');
    await keep.waitFor();
    expect(await keep.isDisabled()).toBe(true);
    expect(await dialog.getByRole('button', { name: 'Reset' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reset configuration to factory default values').check();
    expect(await keep.isDisabled()).toBe(false);
    expect(await dialog.getByRole('button', { name: 'Reset' }).isDisabled()).toBe(false);
  });
});

describe('the contacts of a client', () => {
  test('show what was sent and refused, without secrets, and are downloaded as text', async () => {
    const { page, problems } = await aPage(`/clients/${clients[0]?.id}/contacts`);
    await page.getByText('“read only”').first().waitFor();
    const text = await page.getByRole('main').innerText();
    expect(text).toContain('WriteItems');
    expect(text).toContain('••••••••');
    expect(text).not.toContain('Very-Secret-99');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as text' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('contacts-4989700000400.txt');
    const stream = await download.createReadStream();
    let saved = '';
    for await (const part of stream) saved += String(part);
    expect(saved).toContain('registrar-addr');
    expect(saved).toContain('“read only”');
    expect(saved).not.toContain('Very-Secret-99');
    await page.getByLabel('Search contacts').fill('nothing of this');
    await page.getByText('No contact matches', { exact: false }).waitFor();
    expect(problems).toEqual([]);
  });
});

describe('every page of clients', () => {
  test.each(looks)(
    'in %s, %s, %i px wide has nothing serious for axe-core and does not scroll sideways',
    async (language, theme, width) => {
      const { page, problems } = await visit(browser, server, { language, theme, width });
      await signIn(page, language);
      const look = async (name: string) => {
        await page.waitForTimeout(400);
        expect([name, await seriousFindings(page)]).toEqual([name, []]);
        expect([name, await sidewaysScroll(page)]).toEqual([name, 0]);
        if (pictures === undefined) return;
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: `${pictures}/${name}-${language}-${theme}-${width}.png` });
      };
      const goTo = async (path: string) => {
        await page.goto(path);
        await page.waitForLoadState('networkidle').catch(() => {});
        await page.getByRole('main').first().waitFor();
      };
      await goTo('/clients?softwareType=SIP&softwareOlderThan=V9 R0&sort=lastContactAt&order=desc');
      await page.getByRole('button', { name: /^(More filters|Weitere Filter)$/ }).click();
      await look('filters');
      await goTo(`/clients/${clients[0]?.id}`);
      await look('overview');
      await goTo(`/clients/${clients[0]?.id}/contacts`);
      await look('contacts');
      await page.getByRole('button', { name: /^(Actions for|Aktionen für)/ }).click();
      await page.getByRole('menuitem', { name: /^(Copy client|Endgerät kopieren)$/ }).click();
      await look('copy');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^(Actions for|Aktionen für)/ }).click();
      await page.getByRole('menuitem', { name: /^(Reset|Zurücksetzen)/ }).click();
      await look('reset');
      expect(problems).toEqual([]);
    },
    120_000,
  );
});
