import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  discardQuestion,
  isInSight,
  looks,
  openBrowser,
  seriousFindings,
  sidewaysScroll,
  signIn,
  triesToLeave,
  visit,
} from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/running-server.ts';
import { S3_USER, type StorageServer, startNginx, startS3 } from '../support/storage-servers.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));
/** A folder for pictures of what the tests see, for people to look at. */
const pictures = process.env['DESKFLEET_PICTURES'];

let server: RunningServer;
let browser: Browser;
let s3: StorageServer;
let nginx: StorageServer;
beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser, s3, nginx] = await Promise.all([
    startServer({ env: { DESKFLEET_OUTBOUND_ALLOW: '127.0.0.0/8' } }),
    openBrowser(),
    startS3(),
    startNginx(),
  ]);
  await s3.put('fw/CP_400_SIP_V1_R7_4_0.img', Buffer.alloc(1_000, 1));
  await nginx.put('ring.mp3', Buffer.alloc(1_000, 1));
}, 90_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([server.stop(), s3.stop(), nginx.stop()]);
});

describe('storage providers', () => {
  test('are added after a connection that failed was put right, scanned, changed and deleted', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.getByRole('link', { name: 'Storage providers' }).click();
    await page.getByText('No storage providers yet').waitFor();
    if (pictures) await page.screenshot({ path: `${pictures}/storage-providers-empty.png` });
    await page.getByRole('button', { name: 'New' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Firmware');
    await dialog.getByLabel('Endpoint URL').fill(s3.url);
    await dialog.getByLabel('Bucket name').fill('nothing');
    await dialog.getByLabel('Region').fill('eu-central-1');
    await dialog.getByLabel('Access key').fill(S3_USER.user);
    await dialog.getByLabel('Access secret').fill(S3_USER.secret);
    await dialog.getByRole('button', { name: 'Validate connection' }).click();
    await dialog.getByText('it is self-signed').first().waitFor();
    await dialog.getByLabel('Certificate to trust (PEM)').fill(s3.certificate);
    await dialog.getByRole('button', { name: 'Add provider' }).click();
    await dialog.getByText('There is no bucket “nothing”', { exact: false }).first().waitFor();
    if (pictures) await page.screenshot({ path: `${pictures}/storage-providers-refused.png` });
    await dialog.getByLabel('Bucket name').fill('phones');
    await dialog.getByRole('button', { name: 'Validate connection' }).click();
    await dialog.getByText('The connection works.').waitFor();
    await dialog.getByRole('button', { name: 'Add provider' }).click();
    await dialog.waitFor({ state: 'detached' });
    const row = page.getByRole('row').filter({ hasText: 'Firmware' });
    await row.getByText('finished').waitFor({ timeout: 20_000 });
    await row.getByRole('cell', { name: '1', exact: true }).waitFor();
    await server.api.post('/storage-providers', {
      type: 'https',
      name: 'Music',
      url: nginx.url,
      ca: nginx.certificate,
      schedule: { kind: 'daily', time: '03:30', timeZone: 'Europe/Berlin' },
    });
    const music = page.getByRole('row').filter({ hasText: 'Music' });
    await music.getByText('never scanned').waitFor();
    if (pictures) await page.screenshot({ path: `${pictures}/storage-providers.png` });

    await music.getByRole('button', { name: 'Music' }).last().click();
    await page.getByRole('menuitem', { name: 'Scan now' }).click();
    await music.getByText('finished').waitFor({ timeout: 20_000 });

    await page.getByRole('button', { name: 'Type', exact: true }).first().click();
    await page.getByRole('menuitemcheckbox', { name: 'HTTPS' }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Clear', exact: false }).first().click();

    await row.getByRole('button', { name: 'Firmware' }).first().click();
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Firmware of phones');
    expect(await dialog.getByLabel('Access secret').inputValue()).toBe('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Firmware of phones' }).first().waitFor();

    for (const name of ['Firmware of phones', 'Music']) await page.getByRole('checkbox', { name }).check();
    await page.getByRole('button', { name: 'Delete' }).first().click();
    await dialog.getByText('Firmware of phones: 1 file').waitFor();
    await dialog.getByRole('button', { name: 'Delete 2 providers' }).click();
    await page.getByText('No storage providers yet').waitFor();
    expect(problems.filter((text) => !text.includes('400'))).toEqual([]);
  }, 120_000);

  test('are looked for in a subnet, and what is found is added', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto('/storage-providers');
    await page.getByRole('button', { name: 'Scan subnet' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill('8.8.8.0');
    await dialog.getByRole('button', { name: 'Scan', exact: true }).click();
    await dialog.getByText('is not within the networks', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    // The usual ports are not ours in a test.
    await server.api.post('/storage-provider-searches', {
      targets: ['127.0.0.1'],
      ports: [nginx.port, s3.port],
    });
    await page.getByText('2 possible providers found', { exact: false }).waitFor({ timeout: 20_000 });
    if (pictures) await page.screenshot({ path: `${pictures}/storage-providers-found.png` });
    await page.getByRole('button', { name: `Add ${nginx.url}` }).click();
    await dialog.getByRole('button', { name: 'Add provider' }).click();
    await dialog.waitFor({ state: 'detached' });
    const row = page.getByRole('row').filter({ hasText: `127.0.0.1:${nginx.port}` });
    await row.getByText('finished').waitFor({ timeout: 20_000 });
    await server.database.pool.query('delete from storage_providers');
  }, 60_000);

  test('are not changed over the head of somebody else: both states are shown, and what was typed stays', async () => {
    const { id } = await server.api.post<{ id: string }>('/storage-providers', {
      type: 'https',
      name: 'Shared',
      url: nginx.url,
      ca: nginx.certificate,
      startScan: false,
    });
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto('/storage-providers');
    await page.getByRole('button', { name: 'Shared', exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Edit provider' });
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Mine');
    const theirs = { schedule: { kind: 'interval', minutes: 45 } };
    await server.api.send('PATCH', `/storage-providers/${id}`, theirs, { 'if-match': '*' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    const told = dialog.getByRole('alert');
    await told.getByText('admin has changed this in the meantime').waitFor();
    // *Save* is at the other end of a long form.
    await expect.poll(() => isInSight(told.getByText('admin has changed this'))).toBe(true);
    await told.getByRole('row').filter({ hasText: 'Scan by itself' }).filter({ hasText: '45' }).waitFor();
    await told.getByRole('row').filter({ hasText: 'Shared' }).filter({ hasText: 'Mine' }).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await server.api.get(`/storage-providers/${id}`)).toMatchObject({ ...theirs, name: 'Mine' });
    await server.database.pool.query('delete from storage_providers');
  }, 60_000);

  test('keep what was typed until it is said that it may go, and are edited as they are stored', async () => {
    await server.api.post('/storage-providers', {
      type: 'https',
      name: 'Typed',
      url: nginx.url,
      ca: nginx.certificate,
      startScan: false,
    });
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.getByRole('link', { name: 'Storage providers' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit provider' });
    const name = dialog.getByRole('textbox', { name: 'Name', exact: true });
    const edit = async (called: string) => {
      await page.getByRole('button', { name: called, exact: true }).first().click();
      await name.waitFor();
    };
    await edit('Typed');
    await name.fill('Half a name');
    const cancel = () => dialog.getByRole('button', { name: 'Cancel' }).click();
    const ways = [() => page.keyboard.press('Escape'), () => page.goBack(), cancel];
    await triesToLeave(page, ways, async () => expect(await name.inputValue()).toBe('Half a name'));
    await cancel();
    await discardQuestion(page).getByRole('button', { name: 'Discard' }).click();
    await dialog.waitFor({ state: 'detached' });

    await edit('Typed');
    expect(await name.inputValue()).toBe('Typed');
    await name.fill('Stored');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await edit('Stored');
    expect(await name.inputValue()).toBe('Stored');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await server.database.pool.query('delete from storage_providers');
  }, 60_000);

  test.each(looks)(
    'look right in %s, %s, at %i pixels',
    async (language, theme, width) => {
      await server.api.post('/storage-providers', {
        type: 'https',
        name: `Look ${language} ${theme} ${width}`,
        url: `${nginx.url}hidden/`,
        ca: nginx.certificate,
        validate: false,
        startScan: true,
      });
      const { page } = await visit(browser, server, { language, theme, width });
      await signIn(page, language);
      await page.goto('/storage-providers');
      await page
        .getByText(language === 'de' ? 'fehlgeschlagen' : 'failed')
        .first()
        .waitFor({ timeout: 20_000 });
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
      expect(await seriousFindings(page)).toEqual([]);
      if (pictures)
        await page.screenshot({ path: `${pictures}/storage-providers-${language}-${theme}-${width}.png` });
      await page
        .getByRole('button', { name: language === 'de' ? 'Neu' : 'New' })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(400);
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
      expect(await seriousFindings(page)).toEqual([]);
      if (pictures)
        await page.screenshot({
          path: `${pictures}/storage-provider-dialog-${language}-${theme}-${width}.png`,
        });
    },
    60_000,
  );
});
