import type { VirtualPhone } from '@deskfleet/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import { looks, openBrowser, seriousFindings, sidewaysScroll, signIn, visit } from '../support/browser.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const HOSTILE = `<img src=x onerror=alert(1)>${'long '.repeat(400)}`;

let server: RunningServer;
let browser: Browser;
let phones: VirtualPhone[];
let clients: Client[];
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  phones = [
    server.aPhone({ model: 'cp710', e164: '4989700001', items: { 'registrar-addr': '192.0.2.1' } }),
    server.aPhone({ model: 'cp210', e164: '4989700002', items: { 'registrar-addr': '192.0.2.2' } }),
    server.aPhone({ model: 'cp710', e164: '4989700003', items: { 'registrar-addr': HOSTILE } }),
    server.aPhone({ model: 'cp410', e164: '4989700004' }),
  ];
  await Promise.all(phones.map((phone) => phone.powerOn()));
  clients = await eventually('all inventories', async () => {
    const { rows } = await server.database.pool.query(
      'select count(*)::int as n from client_contacts where inventory_at is not null',
    );
    if (rows[0].n < phones.length) return undefined;
    return (await server.api.get<{ items: Client[] }>('/clients?pageSize=100')).items;
  });
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

function idOf(number: string): string {
  const client = clients.find(({ e164 }) => e164 === number);
  if (client === undefined) throw new TypeError(`no client ${number}`);
  return client.id;
}

async function openArea(number: string, language: 'en' | 'de' = 'en'): Promise<Page> {
  const { page } = await visit(browser, server, { language });
  await signIn(page, language);
  await page.goto(`/clients/${idOf(number)}/configuration`);
  await page.locator('[data-item]').first().waitFor();
  return page;
}

describe('the search of the configuration area', () => {
  test('is reached, moved through and left for a field by keyboard, and marks what it found', async () => {
    const page = await openArea('4989700001');
    await page.keyboard.press('/');
    await page.keyboard.type('registrar addr');
    await page.locator('mark', { hasText: 'Registrar' }).first().waitFor();
    await expect.poll(() => page.url()).toContain('find=registrar');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator(':focus').getAttribute('aria-label')).toBe('Registrar address');
  });

  test('finds German words in the English app, ids and item names', async () => {
    const page = await openArea('4989700001');
    const search = page.getByPlaceholder('Search parameters');
    for (const find of ['IPv4-Subnetzmaske', '7.6.1/ipv4-subnet-mask', 'subnet-mask']) {
      await search.fill(find);
      await page.getByRole('group', { name: 'IPv4 subnet mask' }).first().waitFor();
    }
  });
});

describe('a value', () => {
  test('that a rule bars says why and leads to what bars it', async () => {
    const page = await openArea('4989700001');
    await page.getByPlaceholder('Search parameters').fill('ip-addr');
    const row = page.getByRole('group', { name: 'IPv4 address' }).first();
    await row.getByText('Cannot be set while “DHCPv4 enabled” is “On”', { exact: false }).waitFor();
    expect(await row.getByRole('textbox').first().isDisabled()).toBe(true);
    await row.getByRole('button', { name: 'Go to “DHCPv4 enabled”' }).click();
    await expect.poll(() => page.locator(':focus').getAttribute('aria-label')).toBe('DHCPv4 enabled');
    await page.keyboard.press('Space');
    const again = page.getByRole('group', { name: 'IPv4 address' }).first();
    await expect.poll(() => again.getByRole('textbox').first().isDisabled()).toBe(false);
  });

  test('of a phone is shown as text, cut, and whole on demand', async () => {
    const page = await openArea('4989700003');
    await page.getByPlaceholder('Search parameters').fill('registrar address');
    const row = page.getByRole('group', { name: 'Registrar address' });
    await row.getByText('<img src=x onerror=alert(1)>', { exact: false }).first().waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    await row
      .getByRole('button', { name: /Show all/ })
      .first()
      .click();
    await page.getByRole('dialog').getByText('long long', { exact: false }).first().waitFor();
  });

  test('tells who wants it, is taken over without a word to the phone, and has a history', async () => {
    const page = await openArea('4989700001');
    await page.getByPlaceholder('Search parameters').fill('registrar address');
    const row = page.getByRole('group', { name: 'Registrar address' });
    await row.getByRole('button', { name: 'More: Registrar address' }).click();
    await page.getByRole('menuitem', { name: 'Take over the phone’s value' }).click();
    await row.getByText('In sync', { exact: false }).waitFor();
    await row.getByRole('button', { name: 'admin' }).hover();
    const card = page.getByRole('tooltip');
    await card.getByText('192.0.2.1').first().waitFor();
    expect(await card.getByText('applies').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => card.count()).toBe(0);
    await row.getByRole('button', { name: 'More: Registrar address' }).click();
    await page.getByRole('menuitem', { name: 'History of this value' }).click();
    await page.getByRole('dialog').getByText('took over what the phone reports').waitFor();
    const { total } = await server.api.get<{ total: number }>(`/jobs?clientId=${idOf('4989700001')}`);
    expect(total).toBe(0);
  });

  test('and all others that differ are taken over together, after a question', async () => {
    const id = idOf('4989700004');
    await server.api.post('/jobs', {
      type: 'configure',
      clients: { ids: [id] },
      values: [
        { item: 'registrar-port', value: '5070' },
        { item: 'sip-name', value: 'reception' },
      ],
    });
    await expect.poll(() => phones[3]?.items.get('sip-name'), { timeout: 15_000 }).toBe('reception');
    phones[3]?.changeLocally([
      { name: 'registrar-port', value: '5071' },
      { name: 'sip-name', value: 'ward' },
    ]);
    const page = await openArea('4989700004');
    await page.goto(`/clients/${id}/configuration?show=drift`);
    await page.getByRole('button', { name: 'Take over 2 values from the phone' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take over', exact: true }).click();
    await page.getByText('No parameter found').waitFor();
    const { items } = await server.api.get<{ items: { item: string; desired: string; state: string }[] }>(
      `/clients/${id}/values`,
    );
    const found = (name: string) => items.find(({ item }) => item === name);
    expect(found('registrar-port')).toMatchObject({ desired: '5071', state: 'in-sync' });
    expect(found('sip-name')).toMatchObject({ desired: 'ward', state: 'in-sync' });
  });
});

describe('changes that are not submitted', () => {
  test('stay while the area is minimized and other pages are open, lead back, warn before they are lost, and are discarded', async () => {
    const page = await openArea('4989700001');
    await page.getByPlaceholder('Search parameters').fill('registrar address');
    const field = page.getByRole('textbox', { name: 'Registrar address', exact: true }).first();
    await field.fill('192.0.2.77');
    await page.getByRole('button', { name: 'Minimize' }).click();
    await field.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Restore' }).click();
    expect(await field.inputValue()).toBe('192.0.2.77');

    await page.getByRole('link', { name: 'Templates' }).first().click();
    await page.getByRole('heading', { name: 'Templates', level: 1 }).waitFor();
    const warnsOnLeaving = () =>
      page.evaluate<boolean>(`!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))`);
    expect(await warnsOnLeaving()).toBe(true);
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^1 unsaved change/ })
      .click();
    await page.getByRole('menuitem', { name: '4989700001' }).click();
    await expect.poll(() => page.url()).toContain('/configuration');

    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard', exact: true }).click();
    await page.getByRole('button', { name: /unsaved change/ }).waitFor({ state: 'detached' });
    expect(await warnsOnLeaving()).toBe(false);
  });
});

describe('several clients', () => {
  test('show what differs, and send only what was touched', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/clients/configure?ids=${idOf('4989700001')},${idOf('4989700002')}`);
    await page.getByText('1 × CP710', { exact: false }).first().waitFor();
    await page.getByPlaceholder('Search parameters').fill('registrar address');
    const row = page.getByRole('group', { name: 'Registrar address' });
    await row.getByRole('button', { name: 'different' }).first().focus();
    const card = page.getByRole('tooltip');
    await card.getByText('192.0.2.1').first().waitFor();
    await card.getByText('192.0.2.2').first().waitFor();
    await row.getByRole('textbox').fill('192.0.2.9');
    await page.getByRole('button', { name: 'Submit 1 change' }).click();
    await page.getByRole('dialog').getByText('1 × 192.0.2.1', { exact: false }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => phones[1]?.items.get('registrar-addr'), { timeout: 15_000 }).toBe('192.0.2.9');
    expect(problems).toEqual([]);
  });
});

describe('the clients of a list', () => {
  test('are configured by every part of its filter, and no others', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    const { total } = await server.api.get<{ total: number }>('/clients');
    expect(total).toBeGreaterThan(1);
    for (const part of ['e164=4989700002', 'deviceType=CP210', `deviceId=${phones[1]?.mac}`]) {
      await page.goto(`/clients/configure?all=true&${part}`);
      await page.getByRole('heading', { level: 1, name: 'Configure 1 client' }).waitFor();
    }
  });
});

describe('the history of a client', () => {
  test('compares two points and puts back', async () => {
    const id = idOf('4989700002');
    await server.api.post('/jobs', {
      type: 'configure',
      clients: { ids: [id] },
      values: [{ item: 'registrar-addr', value: '192.0.2.33' }],
    });
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/clients/${id}/history`);
    const entries = page.locator('li', { hasText: 'changed the configuration' });
    await entries.nth(1).waitFor();
    expect(await entries.count()).toBe(2);
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByRole('button', { name: 'Compare' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('cell', { name: '192.0.2.9' }).waitFor();
    await dialog.getByRole('cell', { name: '192.0.2.33' }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await entries.first().getByRole('button', { name: 'Put back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Put back' }).click();
    await expect.poll(() => entries.count()).toBe(2);
    await page.getByText('put back what was before').waitFor();
    await expect.poll(() => phones[1]?.items.get('registrar-addr'), { timeout: 15_000 }).toBe('192.0.2.9');
    expect(problems).toEqual([]);
  });

  test('puts back everything since a change, and says before what that changes', async () => {
    const id = idOf('4989700004');
    for (const values of [
      [{ item: 'registrar-addr', value: '192.0.2.40' }],
      [{ item: 'registrar-addr', value: '192.0.2.41' }],
      [{ parameter: '7.7.1/language', value: 'fr' }],
    ])
      await server.api.post('/jobs', { type: 'configure', clients: { ids: [id] }, values });
    const edits = async () =>
      (
        await server.api.get<{ items: { item: string; desired: string | null }[] }>(`/clients/${id}/values`)
      ).items
        .filter(({ desired }) => desired !== null)
        .map(({ item, desired }) => [item, desired]);
    const languageItem = (await edits()).find(([, desired]) => desired === 'fr')?.[0];
    expect(languageItem).toBeDefined();
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/clients/${id}/history`);
    await page.getByRole('button', { name: 'Put back' }).nth(1).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('cell', { name: '192.0.2.40' }).waitFor();
    expect(await dialog.getByRole('row', { name: 'French' }).count()).toBe(0);
    await dialog.getByRole('switch', { name: 'Also put back what was changed later' }).click({ force: true });
    await dialog.getByRole('row', { name: 'Language French not set' }).waitFor();
    await dialog.getByRole('button', { name: 'Put back' }).click();
    await expect.poll(edits, { timeout: 15_000 }).toContainEqual(['registrar-addr', '192.0.2.40']);
    const after = await edits();
    expect(after.map(([item]) => item)).not.toContain(languageItem);
    expect(problems).toEqual([]);
  });
});

describe('every page of the configuration', () => {
  test.each(looks)(
    'in %s, %s, %i px wide has nothing serious for axe-core and does not scroll sideways',
    async (language, theme, width) => {
      const { page, problems } = await visit(browser, server, { language, theme, width });
      await signIn(page, language);
      const both = `${idOf('4989700001')},${idOf('4989700002')}`;
      for (const path of [
        `/clients/${idOf('4989700001')}/configuration?section=7.6.1`,
        `/clients/${idOf('4989700001')}/configuration?find=address`,
        `/clients/${idOf('4989700001')}/history`,
        `/clients/configure?ids=${both}&find=registrar`,
      ]) {
        await page.goto(path);
        await page.getByRole('main').first().waitFor();
        await page.waitForLoadState('networkidle').catch(() => {});
        await page.waitForTimeout(300);
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
        expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
      }
      expect(problems).toEqual([]);
    },
    120_000,
  );
});
