import { existsSync } from 'node:fs';
import type { VirtualPhone } from '@deskfleet/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import { looks, openBrowser, seriousFindings, sidewaysScroll, signIn, visit } from '../support/browser.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));
/** A folder for pictures of what the tests see, for people to look at. */
const pictures = process.env['DESKFLEET_PICTURES'];

const key = (index: number, values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, index, value }));

/** What somebody has set at the phone. */
const KEYS = [
  ...key(2, { 'function-key-def': '1', 'key-label-unicode': 'Ward 3', 'select-dial': '4711' }),
  ...key(5, { 'function-key-def': '18', 'key-label-unicode': 'Level 2' }),
  ...key(6, {
    'function-key-def': '25',
    'key-label-unicode': 'Do not disturb',
    'locked-function-keys': 'true',
  }),
  ...key(7, {
    'function-key-def': '59',
    'key-label-unicode': 'Empfang <b>📞</b>',
    'stimulus-led-control-uri': '4989700732499',
  }),
  ...key(1001, {
    'function-key-def': '30',
    'key-label-unicode': 'Night mode',
    'repertory-dial': '*97',
  }),
];

let server: RunningServer;
let browser: Browser;
let phone: VirtualPhone;
let client: Client;
/** Of the same model, with the same keys but for one. */
let twin: VirtualPhone;
let twinClient: Client;
/** Of a model whose keys no source counts. */
let silent: Client;

async function clientOf(mac: string): Promise<Client> {
  return eventually(`the inventory of ${mac}`, async () => {
    const { items } = await server.api.get<{ items: Client[] }>('/clients?pageSize=100');
    const found = items.find(({ deviceId }) => deviceId === mac);
    if (found === undefined) return undefined;
    const values = await server.api.get<{ reportedAt: string | null }>(`/clients/${found.id}/values`);
    return values.reportedAt === null ? undefined : found;
  });
}

async function reportsKeys(id: string): Promise<void> {
  await eventually(`the keys of ${id}`, async () => {
    const { items } = await server.api.get<{ items: { item: string; index: number; reported: string }[] }>(
      `/clients/${id}/values`,
    );
    return items.some(({ item, index }) => item === 'repertory-dial' && index === 1001) ? true : undefined;
  });
}

beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  phone = server.aPhone({ model: 'openstage60', e164: '4989700000060' });
  const other = server.aPhone({ model: 'cp710', e164: '4989700000071' });
  twin = server.aPhone({ model: 'openstage60', e164: '4989700000061' });
  await Promise.all([phone.powerOn(), twin.powerOn(), other.powerOn()]);
  [client, twinClient, silent] = await Promise.all([
    clientOf(phone.mac),
    clientOf(twin.mac),
    clientOf(other.mac),
  ]);
  phone.changeLocally(KEYS);
  twin.changeLocally([...KEYS, ...key(7, { 'key-label-unicode': 'Porter' })]);
  for (const { id } of [client, twinClient]) await reportsKeys(id);
  phone.attachKeyModules(1);
  await eventually('the key module', async () => {
    const { keyModules } = await server.api.get<Client>(`/clients/${client.id}`);
    return keyModules === 1 ? true : undefined;
  });
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function openKeys(page: Page, search = ''): Promise<void> {
  await page.goto(`/clients/${client.id}/function-keys${search}`);
  await page.locator('[data-key="1"]').waitFor();
}

const inPicture = (page: Page, number: number) => page.locator(`svg [data-key="${number}"]`);

async function take(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  await page.waitForTimeout(250);
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

/** Presses Tab until an element with this name has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(
      `(() => { const a = document.activeElement; return a === null ? '' : a.getAttribute('aria-label') || (a.labels && a.labels[0] ? a.labels[0].textContent : '') || a.textContent || ''; })()`,
    );
    if (name.test(focused)) return;
  }
  throw new TypeError(`Tab leads to nothing named ${name}`);
}

async function drag(page: Page, from: number, to: number, alt: boolean): Promise<void> {
  await inPicture(page, from).hover();
  await page.mouse.down();
  if (alt) await page.keyboard.down('Alt');
  await inPicture(page, to).hover({ force: true });
  await page.mouse.move(...(await centre(page, to)), { steps: 4 });
  await page.mouse.up();
  if (alt) await page.keyboard.up('Alt');
}

async function centre(page: Page, number: number): Promise<[number, number]> {
  const box = await inPicture(page, number).boundingBox();
  if (box === null) throw new TypeError(`key ${number} is not to be seen`);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

const changeButton = (page: Page) => page.getByRole('button', { name: /^Submit/ }).first();

describe('setting keys', () => {
  test('through the picture: a selected-dialling key arrives with all of its items, in one message', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await openKeys(page);
    await inPicture(page, 3).click();
    const panel = page.getByRole('region', { name: 'Key 3' });
    await panel.getByLabel('Function', { exact: true }).first().click();
    await page.getByRole('option', { name: 'Selected dialing' }).click();
    // Incomplete: nothing is sent, and the key says why.
    await panel.getByRole('textbox', { name: 'Label' }).fill('Reception');
    await changeButton(page).click();
    await panel.getByText('Without “Selected number” this key does nothing.').waitFor();
    await panel.getByRole('textbox', { name: 'Selected number' }).fill('4989700732400');
    await inPicture(page, 3).getByText('Reception').waitFor();
    await take(page, 'set-light-1440');
    await page.getByRole('button', { name: 'Submit 3 changes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => phone.items.get('select-dial', 3), { timeout: 15_000 }).toBe('4989700732400');
    expect(phone.items.get('function-key-def', 3)).toBe('1');
    expect(phone.items.get('key-label-unicode', 3)).toBe('Reception');
    const written = phone.writes.filter(({ index, origin }) => index === 3 && origin === 'server');
    expect(written.map(({ name }) => name).toSorted()).toEqual([
      'function-key-def',
      'key-label-unicode',
      'select-dial',
    ]);
    expect(new Set(written.map(({ dialogue }) => dialogue)).size).toBe(1);
    await expect.poll(() => inPicture(page, 3).getAttribute('aria-label')).not.toContain('changed');
    expect(problems).toEqual([]);
  }, 60_000);

  test('by keyboard in the list: a line key of the second level arrives, its password unread', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await openKeys(page, '?form=list');
    await page.getByRole('button', { name: 'Key 4 free, Level 2' }).focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('region', { name: 'Key 4, Level 2' });
    await panel.waitFor();
    // The focus is on the function: type, choose, go on.
    await page.keyboard.type('Line');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(page, /^Label$/);
    await page.keyboard.type('Line B');
    await tabTo(page, /^SIP URI of the line$/);
    await page.keyboard.type('4989700732401');
    await tabTo(page, /Change: SIP password|Set.*SIP password|SIP password of the line/);
    await page.keyboard.press('Enter');
    await page.locator(':focus').and(page.getByLabel('New value')).waitFor();
    await page.keyboard.type('Quiet-Lake-9');
    await tabTo(page, /repeat/i);
    await page.keyboard.type('Quiet-Lake-9');
    await page.keyboard.press('Enter');
    await panel.getByText('entered', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByLabel('Label: Key 4, Level 2').inputValue()).toBe('Line B');
    await take(page, 'list-light-1440');
    await changeButton(page).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.textContent()).not.toContain('Quiet-Lake-9');
    await dialog.getByRole('button', { name: 'Submit' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => phone.items.get('line-sip-uri', 1004), { timeout: 15_000 }).toBe('4989700732401');
    expect(phone.items.get('function-key-def', 1004)).toBe('31');
    expect(phone.items.get('key-label-unicode', 1004)).toBe('Line B');
    expect(phone.items.get('line-sip-pwd', 1004)).toBe('Quiet-Lake-9');
    expect(problems).toEqual([]);
  }, 60_000);
});

describe('moving keys', () => {
  test('drag moves, Alt-drag copies, locked keys stay, and undo goes back step by step', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await openKeys(page);
    await drag(page, 2, 4, false);
    await inPicture(page, 4).getByText('Ward 3').waitFor();
    await inPicture(page, 2).getByText('free').waitFor();
    await drag(page, 4, 1, true);
    await inPicture(page, 1).getByText('Ward 3').waitFor();
    await inPicture(page, 4).getByText('Ward 3').waitFor();
    await drag(page, 4, 6, false);
    await page.getByText('Key 6 is locked. Unlock it first.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await inPicture(page, 1).getByText('free').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await inPicture(page, 2).getByText('Ward 3').waitFor();
    expect(await changeButton(page).isDisabled()).toBe(true);
    expect(problems).toEqual([]);
  }, 60_000);

  test('by keyboard too, and the configuration area shows the same unsaved changes', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await openKeys(page);
    await inPicture(page, 1).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('c');
    await page.getByText('Where shall the copy of Key 2 go?', { exact: false }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await inPicture(page, 1).getByText('Ward 3').waitFor();
    await page.getByRole('link', { name: /^Configuration/ }).click();
    await page.getByRole('button', { name: 'Submit 3 changes' }).waitFor();
    await page.getByRole('button', { name: /^Changed/ }).click();
    expect(await page.getByRole('textbox', { name: 'Selected number 1', exact: true }).inputValue()).toBe(
      '4711',
    );
    expect(problems).toEqual([]);
  }, 60_000);

  test('what the phone refuses stands at the key in its own words', async () => {
    phone.refuse('select-dial', 'invalid data', 8);
    const values = [
      { item: 'function-key-def', index: 8, value: '1' },
      { item: 'select-dial', index: 8, value: '333' },
    ];
    await server.api.post('/jobs', { type: 'configure', clients: { ids: [client.id] }, values });
    const { page } = await visit(browser, server);
    await signIn(page);
    await openKeys(page, '?key=8');
    await page.getByRole('region', { name: 'Key 8' }).getByText('“invalid data”', { exact: false }).waitFor();
    expect(await inPicture(page, 8).getAttribute('aria-label')).toContain('refused by the phone');
    await take(page, 'refused-light-1440');
  }, 60_000);
});

describe('the function keys of several phones', () => {
  test('are one picture for one model: equal keys shown, others marked, only what is set is sent', async () => {
    const { page, problems } = await visit(browser, server, { language: 'de', theme: 'dark' });
    await signIn(page, 'de');
    await page.goto(`/clients/configure?ids=${client.id},${twinClient.id}&section=7.7.2`);
    await page.getByText('2 × OpenStage 60 SIP').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Funktionstasten' }).click();
    await inPicture(page, 2).getByText('Ward 3').waitFor();
    expect(await inPicture(page, 2).getAttribute('aria-label')).not.toContain('nicht bei allen');
    expect(await inPicture(page, 7).getAttribute('aria-label')).toContain(
      'nicht bei allen Endgeräten gleich',
    );
    await inPicture(page, 7).hover();
    const card = page.getByRole('tooltip');
    for (const label of ['Empfang <b>📞</b>', 'Porter']) await card.getByText(label).waitFor();
    await take(page, 'several-hover-dark-1440');
    await drag(page, 7, 4, false);
    await page.getByText('Taste 7 ist nicht bei allen Endgeräten gleich', { exact: false }).waitFor();

    await inPicture(page, 1).click();
    const panel = page.getByRole('region', { name: 'Taste 1' });
    await panel.getByLabel('Funktion', { exact: true }).first().click();
    await page.getByRole('option', { name: 'Zielwahl' }).click();
    await panel.getByRole('textbox', { name: 'Zielwahl-Rufnummer' }).first().fill('4989700732401');
    const writesBefore = [phone.writes.length, twin.writes.length];
    await page.getByRole('button', { name: '2 Änderungen übertragen' }).click();
    await page.getByRole('dialog').getByText('2', { exact: true }).first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Übertragen' }).click();
    for (const [at, one] of [phone, twin].entries()) {
      await expect.poll(() => one.items.get('select-dial', 1), { timeout: 15_000 }).toBe('4989700732401');
      const written = one.writes.slice(writesBefore[at]).filter(({ origin }) => origin === 'server');
      expect(written.map(({ name, index }) => [name, index]).toSorted()).toEqual([
        ['function-key-def', 1],
        ['select-dial', 1],
      ]);
    }
    expect(twin.items.get('key-label-unicode', 7)).toBe('Porter');
    expect(problems).toEqual([]);
  }, 60_000);

  test('of different models have no picture, which is said, but a list of all their keys', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/clients/configure/function-keys?ids=${client.id},${silent.id}`);
    await page.getByText('No picture of different phones').waitFor();
    await page.getByText('1 × CP710 and 1 × OpenStage 60', { exact: false }).waitFor();
    await take(page, 'several-mixed-light-1440');
    await page.getByRole('button', { name: 'Show the list' }).click();
    const list = page.getByRole('table', { name: 'Function keys as a list' });
    await list.getByText('1 of 2 phones report it').first().waitFor();
    await take(page, 'several-list-light-1440');
    expect(await seriousFindings(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe('the function keys', () => {
  const places = ['', '?key=2', '?page=2', '?page=m1', '?form=list', '?form=list&key=7'];

  test.each(looks)(
    'in %s, %s, %i px wide have nothing serious for axe-core and do not scroll sideways',
    async (language, theme, width) => {
      const { page, problems } = await visit(browser, server, { language, theme, width });
      await signIn(page, language);
      const several = `/clients/configure/function-keys?ids=${client.id},${twinClient.id}&key=7`;
      for (const place of [...places.map((one) => `/clients/${client.id}/function-keys${one}`), several]) {
        await page.goto(place);
        await page.locator('[data-key]').first().waitFor();
        await page.waitForTimeout(300);
        await take(page, `${language}-${theme}-${width}-${place.replaceAll(/[/?&=,]/g, '_')}`);
        expect([place, await seriousFindings(page)]).toEqual([place, []]);
        expect([place, await sidewaysScroll(page)]).toEqual([place, 0]);
      }
      expect(problems).toEqual([]);
    },
    120_000,
  );

  test('are printed as a table of their labels, without the app around it', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    await openKeys(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('banner').first().isVisible()).toBe(false);
    expect(await page.locator('table', { hasText: 'Ward 3' }).last().isVisible()).toBe(true);
    // Markup from a phone is text.
    expect(await page.locator('td', { hasText: 'Empfang <b>📞</b>' }).last().isVisible()).toBe(true);
    await take(page, 'print');
  });

  test('that nobody knows say so and offer to ask the phone', async () => {
    // As after a first contact, before the phone has been asked for everything.
    await server.database.pool.query('delete from reported_values where client_id = $1', [silent.id]);
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/clients/${silent.id}/function-keys`);
    await page.getByText('No keys known').waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Refresh data' }).last().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await take(page, 'empty');
  });
});
