import { existsSync } from 'node:fs';
import type { VirtualPhone } from '@deskfleet/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RolloutDetail } from '../../src/features/rollouts/rollouts.schema.ts';
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
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));
/** A folder for pictures of the pages, for whoever wants to look at them. */
const PICTURES = process.env['DESKFLEET_PICTURES'];

let server: RunningServer;
let browser: Browser;
let phones: VirtualPhone[];
let ids: string[];
beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  phones = ['cp710', 'cp410', 'cp410', 'cp210', 'cp410', 'cp710'].map((model, place) =>
    server.aPhone({ model: model as 'cp410', e164: `498970000${place + 1}` }),
  );
  await Promise.all(phones.map((phone) => phone.powerOn()));
  ids = await eventually('all inventories', async () => {
    const { rows } = await server.database.pool.query(
      'select count(*)::int as n from client_contacts where inventory_at is not null',
    );
    if (rows[0].n < phones.length) return undefined;
    const { items } = await server.api.get<{ items: { id: string }[] }>('/clients?sort=e164&order=asc');
    return items.map(({ id }) => id);
  });
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 2, name }).waitFor();

const noRules = {
  gate: { successPercent: 100, pauseMinutes: 0 },
  stop: { failures: null, failurePercent: null, notBackMinutes: null },
  window: null,
};
const create = (more: object) =>
  server.api.post<RolloutDetail>('/rollouts', {
    name: 'Made by the API',
    order: { type: 'refresh-data' },
    clients: { ids },
    waves: { canary: { count: 2 }, steps: [50, 100] },
    rules: noRules,
    startAt: new Date().toISOString(),
    ...more,
  });

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

describe('the page of rollouts', () => {
  test('leads by keyboard from nothing to a rollout that goes through its waves', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.getByRole('link', { name: 'Rollouts' }).click();
    await page.getByText('No rollouts yet').waitFor();
    await page.getByRole('link', { name: 'New rollout' }).first().press('Enter');

    await heading(page, 'What');
    await next(page);
    await page.getByText('Choose at least one file.').waitFor();
    await page.getByLabel('Apply a template', { exact: false }).check();
    await next(page);
    await page.getByText('Choose a template.').waitFor();
    await page.getByLabel('Set values', { exact: false }).check();
    await page.getByPlaceholder('Search by name or item').fill('sip-name');
    await page.getByRole('option', { name: /sip-name/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await picture(page, 'chosen');
    await page.getByRole('textbox', { name: 'SIP name' }).fill('Wave');
    await picture(page, 'what');
    await next(page);

    await heading(page, 'For whom');
    await next(page);
    await page.getByText('Choose at least one client.').waitFor();
    await page.getByLabel('Select this page').check();
    await next(page);

    await heading(page, 'Waves');
    await page.getByLabel('Clients in the canary').fill('2');
    await page.getByLabel('Further waves', { exact: false }).fill('50, 40');
    await next(page);
    await page.getByText('Whole percents that rise', { exact: false }).waitFor();
    await page.getByLabel('Further waves', { exact: false }).fill('50, 100');
    await page.getByText('Wave 3').waitFor();
    await picture(page, 'waves');
    await next(page);

    await heading(page, 'Rules and window');
    await page.getByLabel('Pause, in minutes').fill('0');
    await page.getByLabel('Send only at certain times').check();
    await picture(page, 'rules');
    await page.getByLabel('Send only at certain times').uncheck();
    await next(page);

    await heading(page, 'Review');
    await page.getByLabel('Name', { exact: true }).fill('Names by waves');
    await page.getByText('first 2 clients; then up to 50 % and 100 % of all clients').waitFor();
    await picture(page, 'review');
    await page.getByRole('button', { name: 'Start rollout' }).click();

    await page.getByRole('heading', { level: 1, name: 'Names by waves' }).waitFor();
    await page.getByText('6 of 6 clients succeeded.').first().waitFor({ timeout: 30_000 });
    expect(phones.map((phone) => phone.items.get('sip-name'))).toEqual(phones.map(() => 'Wave'));
    await page.getByRole('button', { name: 'Wave 2' }).click();
    await page.getByRole('table').getByText('Succeeded').first().waitFor();
    expect(new URL(page.url()).searchParams.get('wave')).toBe('2');
    await picture(page, 'done');
    expect(problems).toEqual([]);
  });

  test('keeps what was put together until it is said that it may go', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto('/rollouts');
    await page.getByRole('link', { name: 'New rollout' }).first().click();
    await page.getByLabel('Restart', { exact: false }).check();
    await next(page);
    const ways = [
      () => page.getByRole('link', { name: 'Files', exact: true }).click(),
      () => page.goBack(),
      () => page.getByRole('link', { name: 'Rollouts' }).last().click(),
    ];
    await triesToLeave(page, ways, () => heading(page, 'For whom'));
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    expect(await page.getByLabel('Restart', { exact: false }).isChecked()).toBe(true);
    await page.getByRole('link', { name: 'Files', exact: true }).click();
    await discardQuestion(page).getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('heading', { level: 1, name: 'Files' }).waitFor();
  });

  test('keeps a rollout until it is edited and started; its order with its password stays', async () => {
    const values = [
      { item: 'sip-name', value: 'Later' },
      { item: 'sip-pwd', value: 'Very-Secret-9' },
    ];
    const body = {
      name: 'Not yet',
      order: { type: 'configure', values },
      clients: { ids },
      waves: { canary: { count: 2 }, steps: [100] },
      rules: noRules,
    };
    const rollout = await server.api.post<RolloutDetail>('/rollouts', body);
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/rollouts/${rollout.id}`);
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByText('The order stays as it is.', { exact: false }).waitFor();
    await next(page);
    await page.getByText('6 clients chosen').waitFor();
    await next(page);
    await page.getByLabel('Nobody apart').check();
    await page.getByLabel('Further waves', { exact: false }).fill('50, 100');
    await page.getByText('Wave 2').waitFor();
    await next(page);
    await page.getByLabel('Succeeded, in percent').fill('50');
    await next(page);
    await page.getByLabel('Name', { exact: true }).fill('Now');
    await page.getByLabel('Now or at a time').check();
    await picture(page, 'edited');
    await page.getByRole('button', { name: 'Save and start' }).click();
    await page.getByRole('heading', { level: 1, name: 'Now' }).waitFor();
    await page.getByText('Changed by admin.').waitFor();
    await page.getByText('6 of 6 clients succeeded.').first().waitFor({ timeout: 30_000 });
    expect(phones.map((phone) => [phone.items.get('sip-name'), phone.items.get('sip-pwd')])).toEqual(
      phones.map(() => ['Later', 'Very-Secret-9']),
    );
    await page.goto(`/rollouts/${rollout.id}/edit`);
    await page.getByText('The rollout has begun').waitFor();
    expect(problems).toEqual([]);
  });

  test('that somebody else has changed meanwhile is shown side by side, and mine goes over it', async () => {
    const body = { name: 'At first', waves: { canary: { count: 2 }, steps: [100] }, startAt: undefined };
    const rollout = await create(body);
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/rollouts/${rollout.id}/edit`);
    await heading(page, 'What');
    for (const step of ['For whom', 'Waves', 'Rules and window']) {
      await next(page);
      await heading(page, step);
    }
    await page.getByLabel('Succeeded, in percent').fill('80');
    await next(page);
    await page.getByLabel('Name', { exact: true }).fill('Mine');
    const theirs = {
      name: 'Theirs',
      clients: { ids: ids.slice(0, 4) },
      waves: { canary: null, steps: [50, 100] },
      rules: noRules,
    };
    await server.api.send('PUT', `/rollouts/${rollout.id}`, theirs, { 'if-match': '*' });
    await page.getByRole('button', { name: 'Save changes' }).click();
    const told = page.getByRole('alert').filter({ hasText: 'admin has changed this in the meantime' });
    await told.waitFor();
    await picture(page, 'meanwhile');
    const cells = (label: string) =>
      told
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: label, exact: true }) })
        .getByRole('cell')
        .allInnerTexts();
    expect(await cells('Name')).toEqual(['At first', 'Theirs', 'Mine']);
    expect(await cells('Clients')).toEqual(['6 clients chosen', '4 clients chosen', '4 clients chosen']);
    expect((await cells('Waves')).map((words) => words.startsWith('first 2 clients'))).toEqual([
      true,
      false,
      false,
    ]);
    expect(await cells('Next wave')).toEqual([
      'When 100 % of a wave have succeeded',
      'When 100 % of a wave have succeeded',
      'When 80 % of a wave have succeeded',
    ]);
    expect(await server.api.get(`/rollouts/${rollout.id}`)).toMatchObject({ name: 'Theirs' });
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Mine' }).waitFor();
    expect(await server.api.get(`/rollouts/${rollout.id}`)).toMatchObject({
      name: 'Mine',
      clients: { ids: ids.slice(0, 4) },
      waveRules: { canary: null, steps: [50, 100] },
      rules: { gate: { successPercent: 80 } },
    });
  });

  test('deletes files on phones and resets phones, after a question that names the number', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/rollouts/new?ids=${ids.slice(0, 2).join(',')}`);
    await page.getByLabel('Delete files on phones', { exact: false }).check();
    await next(page);
    await page.getByText('Name at least one file.').waitFor();
    await page.getByRole('combobox', { name: 'Name on the phone' }).fill('bell.wav');
    await page.keyboard.press('Enter');
    await page.getByRole('listitem').filter({ hasText: 'bell.wav' }).waitFor();
    for (let step = 0; step < 4; step += 1) await next(page);
    await page.getByLabel('Name', { exact: true }).fill('No bells');
    await page.getByLabel('Not yet', { exact: false }).check();
    await page.getByRole('button', { name: 'Save rollout' }).click();
    await page.getByRole('dialog').getByText('bell.wav is deleted on the phone.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Save rollout' }).click();
    await page.getByRole('heading', { level: 1, name: 'No bells' }).waitFor();
    await page.getByText('Delete bell.wav').waitFor();

    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Change the order' }).click();
    await page.getByLabel('Factory reset', { exact: false }).check();
    await page.getByLabel('Keep certificates after factory reset').check();
    for (let step = 0; step < 4; step += 1) await next(page);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('dialog').getByText('Reset 2 clients to factory defaults?').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { items } = await server.api.get<{ items: RolloutDetail[] }>('/rollouts?search=bells');
    expect(await server.api.get(`/rollouts/${items[0]?.id}`)).toMatchObject({
      type: 'factory-reset',
      keepCertificates: true,
      clients: { ids: ids.slice(0, 2) },
    });
    expect(problems).toEqual([]);
  });

  test('says what stopped a rollout, and lets somebody decide how it goes on', async () => {
    const values = [{ item: 'no-such-item-anywhere', value: '1' }];
    const rules = { ...noRules, stop: { ...noRules.stop, failures: 1 } };
    const order = { type: 'configure', values, skipUnfit: true };
    const rollout = await create({ name: 'Bad on purpose', order, rules });
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/rollouts/${rollout.id}`);
    await page.getByText('Stopped in wave 1:', { exact: false }).first().waitFor();
    await picture(page, 'stopped');
    await page.getByRole('button', { name: 'Decide and resume' }).click();
    await page.getByLabel('Leave them as they are and go on').waitFor();
    await picture(page, 'resume');
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Stopped in wave 2:', { exact: false }).first().waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Abort' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Abort' }).click();
    await page.getByText('Aborted by admin', { exact: false }).first().waitFor();
    expect(problems).toEqual([]);
  });

  test('pauses and resumes one that is waiting, and shows it live', async () => {
    const rules = { ...noRules, gate: { successPercent: 100, pauseMinutes: 60 } };
    const rollout = await create({ name: 'With a pause', rules });
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto('/rollouts');
    const row = page.getByRole('row', { name: 'With a pause' });
    await row.getByText('Waiting before the next wave').waitFor({ timeout: 30_000 });
    await row.getByRole('link').first().click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused by admin', { exact: false }).first().waitFor();
    await server.api.post(`/rollouts/${rollout.id}/resume`, {});
    await page.getByText('Enough clients of wave 1 have succeeded', { exact: false }).first().waitFor();
    expect(problems).toEqual([]);
  });

  test.each(looks)('is readable in %s, %s, at %i pixels', async (language, theme, width) => {
    const rules = { ...noRules, gate: { successPercent: 100, pauseMinutes: 60 } };
    const rollout = await create({ name: 'Firmware V1 R11.4 für alle Standorte', rules });
    const { page } = await visit(browser, server, { language, theme, width });
    await signIn(page, language);
    for (const path of ['/rollouts', `/rollouts/${rollout.id}`, '/rollouts/new']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await picture(
        page,
        `${path.replaceAll('/', '-').replace(rollout.id, 'one')}-${language}-${theme}-${width}`,
      );
      expect(await sidewaysScroll(page), path).toBeLessThanOrEqual(0);
      expect(await seriousFindings(page), path).toEqual([]);
    }
  });
});
