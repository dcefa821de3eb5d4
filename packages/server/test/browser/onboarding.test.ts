import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setParameter } from '../support/browsed-fleet.ts';
import { looks, openBrowser, seriousFindings, sidewaysScroll, signIn, visit } from '../support/browser.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser] = await Promise.all([
    startServer({ env: { DESKFLEET_SCAN_LOOPBACK: 'true' } }),
    openBrowser(),
  ]);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function aVisitor() {
  const { page, problems } = await visit(browser, server);
  await signIn(page);
  return { page, problems };
}

const put = (rules: object) =>
  server.api
    .send('PUT', '/acceptance', rules, { 'if-match': '*' })
    .then(() => new Promise((resolve) => setTimeout(resolve, 300)));

describe('an administrator', () => {
  test('prepares a client, is told what is wrong beside the field, and sees that its phone was recognized', async () => {
    const phone = server.aPhone({ e164: '' });
    const { page, problems } = await aVisitor();
    await page.goto('/clients');
    await page.getByRole('link', { name: 'New', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'New Plug & Play client' });
    await drawer.getByLabel('Device ID').fill('00:1A:E8');
    await drawer.getByLabel('E.164').fill('1234567890123456');
    await drawer.getByRole('button', { name: 'Register', exact: true }).click();
    await drawer.getByText('is no device ID').waitFor();
    await drawer.getByText('has 16 digits').waitFor();
    await drawer.getByLabel('Device ID').fill(phone.mac.toLowerCase().replaceAll(':', '-'));
    await drawer.getByLabel('E.164').fill('4989700732406');
    await drawer.getByRole('combobox', { name: 'Hardware type' }).click();
    await page.getByRole('option', { name: 'CP410', exact: true }).click();
    await drawer.getByRole('button', { name: 'Register', exact: true }).click();
    await page.getByText('4989700732406 is prepared and waits for its phone.').waitFor();
    await page.getByRole('cell', { name: phone.mac }).waitFor();

    await phone.powerOn();
    await phone.waitFor('idle');
    expect(phone.items.get('e164')).toBe('4989700732406');
    await page.getByText('Nothing is prepared').waitFor();
    await page.goto('/clients/plug-and-play?state=recognized');
    await page.getByRole('link', { name: 'Recognized by device ID' }).click();
    await page.getByRole('heading', { name: '4989700732406' }).waitFor();
    // The browser itself tells of the one answer that refused what was typed.
    expect(problems.filter((problem) => !problem.includes('400'))).toEqual([]);
  });

  test('prepares values in the configuration area, secrets among them, which its phone gets', async () => {
    const phone = server.aPhone({ e164: '' });
    const { page } = await aVisitor();
    await page.goto('/clients/plug-and-play?open=new');
    const drawer = page.getByRole('dialog', { name: 'New Plug & Play client' });
    await drawer.getByLabel('Device ID').fill(phone.mac);
    await drawer.getByRole('button', { name: 'Register and configure' }).click();
    await page.getByRole('heading', { level: 1, name: phone.mac }).waitFor();
    await setParameter(page, 'Registrar address', '192.0.2.88');
    await page.getByPlaceholder('Search parameters').fill('sip-pwd');
    await page
      .getByRole('button', { name: /^Set new/ })
      .first()
      .click();
    const secret = page.getByRole('dialog');
    for (const label of ['New value', 'Repeat']) await secret.getByLabel(label).fill('Geheim-4711');
    await secret.getByRole('button', { name: 'Take over', exact: true }).click();
    await secret.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Submit 2 changes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('cell', { name: '192.0.2.88' }).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await page.content()).not.toContain('Geheim');

    await page.goto('/clients/plug-and-play');
    await page.getByRole('row', { name: phone.mac }).getByRole('button').first().click();
    const values = page.getByRole('dialog').getByRole('region', { name: 'Prepared values' });
    await values.getByText('Registrar address: 192.0.2.88').waitFor();
    await values
      .getByRole('listitem')
      .filter({ hasText: 'password' })
      .getByText('set', { exact: true })
      .waitFor();
    await values.getByRole('button', { name: 'Configure' }).click();
    await page.getByPlaceholder('Search parameters').fill('Registrar address');
    await expect
      .poll(() =>
        page
          .getByRole('group', { name: 'Registrar address' })
          .first()
          .getByRole('textbox')
          .first()
          .inputValue(),
      )
      .toBe('192.0.2.88');

    await phone.powerOn();
    await phone.waitFor('idle');
    const got = () => [phone.items.get('registrar-addr'), phone.items.get('sip-pwd')];
    await expect.poll(got, { timeout: 20_000 }).toEqual(['192.0.2.88', 'Geheim-4711']);
    await page.getByText('The phone has called and got what was prepared').waitFor();
  }, 60_000);

  test('is told when somebody has changed one of those that are to be deleted', async () => {
    const numbers = ['4989700011', '4989700012'];
    const made = [];
    for (const e164 of numbers) {
      made.push(await server.api.post<{ id: string }>('/clients/plug-and-play', { e164 }));
    }
    const { page } = await aVisitor();
    await page.goto('/clients/plug-and-play?search=49897000');
    for (const e164 of numbers) await page.getByLabel(`Select ${e164}`).check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 prepared clients are deleted.', { exact: false }).waitFor();
    const path = `/clients/plug-and-play/${made[1]?.id}`;
    await server.api.send('PATCH', path, { hardwareType: 'CP710' }, { 'if-match': '*' });
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('Meanwhile admin has changed “4989700012”', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('cell', { name: 'CP710' }).waitFor();
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('2 prepared clients were deleted.').waitFor();
  });

  test('copies clients by a list after the dry run has named what is wrong', async () => {
    const phone = server.aPhone({ e164: '4989700021' });
    await phone.powerOn();
    await phone.waitFor('idle');
    const { page } = await aVisitor();
    await page.goto('/clients/plug-and-play');
    await page.getByRole('button', { name: 'Copy clients' }).click();
    const dialog = page.getByRole('dialog');
    const choose = (name: string, content: string) =>
      dialog
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
    const heading = 'deviceId;newDeviceId;hardwareType';
    await choose('wrong.csv', `${heading}\r\n${phone.mac};${phone.mac};CP710\r\n`);
    await dialog.getByRole('cell', { name: 'newDeviceId' }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Copy 0 clients' }).isDisabled()).toBe(true);
    await choose('other.csv', `${heading};softwareType\r\n${phone.mac};00:1A:E8:CC:00:21;CP710;HFA\r\n`);
    await dialog.getByText(/^\d+ settings are left out/).waitFor();
    await dialog.getByRole('row', { name: 'MLPP precedence MLPP-base 1' }).waitFor();
    await dialog.getByLabel(/^Also copy what/).click();
    await dialog.getByText('left out').waitFor({ state: 'detached' });
    await dialog.getByText('1 client is prepared.').waitFor();
    await choose('right.csv', `${heading}\r\n${phone.mac};00:1A:E8:CC:00:21;CP710\r\n`);
    await dialog.getByText('right.csv').waitFor();
    await dialog.getByText('1 client is prepared.').waitFor();
    await dialog.getByRole('button', { name: 'Copy 1 client' }).click();
    await page.getByRole('row', { name: /4989700021.*00:1A:E8:CC:00:21.*CP710/ }).waitFor();
    const { items } = await server.api.get<{ items: { id: string }[] }>(
      '/clients/plug-and-play?search=4989700021',
    );
    await server.api.post('/clients/plug-and-play/delete', { ids: items.map(({ id }) => id) });
  });

  test('is told when somebody else has changed the same, and can go on from there', async () => {
    const { id } = await server.api.post<{ id: string }>('/clients/plug-and-play', { e164: '4989700001' });
    const { page } = await aVisitor();
    await page.goto(`/clients/plug-and-play?open=${id}`);
    const drawer = page.getByRole('dialog', { name: 'Plug & Play client' });
    await drawer.getByLabel('E.164').fill('4989700003');
    await server.api.send(
      'PATCH',
      `/clients/plug-and-play/${id}`,
      { e164: '4989700002' },
      { 'if-match': '*' },
    );
    await drawer.getByRole('button', { name: 'Save', exact: true }).click();
    await drawer.getByRole('alert').waitFor();
    await drawer.getByRole('button', { name: 'Show the current state' }).click();
    await expect.poll(() => drawer.getByLabel('E.164').inputValue()).toBe('4989700002');
    await drawer.getByLabel('E.164').fill('4989700003');
    await drawer.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('4989700003 is changed.').waitFor();
    await server.api.post('/clients/plug-and-play/delete', { ids: [id] });
  });

  test('imports a file after the dry run has named what is wrong, and exports it again', async () => {
    const { page } = await aVisitor();
    await page.goto('/clients/plug-and-play');
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog');
    const choose = (name: string, content: string) =>
      dialog
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
    await choose('wrong.csv', 'deviceId;e164\r\nnonsense;1\r\n00:1A:E8:CC:00:01;49-89\r\n');
    await dialog.getByText('2 values are wrong.', { exact: false }).waitFor();
    await dialog.getByRole('cell', { name: 'nonsense', exact: true }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Import 0 clients' }).isDisabled()).toBe(true);
    await choose(
      'right.csv',
      'deviceId;e164;reg-addr\r\n00:1A:E8:CC:00:01;4989801;192.0.2.1\r\n00:1A:E8:CC:00:02;4989802;\r\n',
    );
    await dialog.getByText('2 clients are prepared.').waitFor();
    await dialog.getByRole('button', { name: 'Import 2 clients' }).click();
    await page.getByText('2 prepared clients were imported.').waitFor();
    await page.getByRole('cell', { name: '00:1A:E8:CC:00:02' }).waitFor();

    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('dialog').getByLabel('Secure mode').uncheck();
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('link', { name: 'Download' }).click();
    const file = await (await download).path();
    expect(await readFile(file, 'utf8')).toContain('\uFEFFdeviceId,e164,hardwareType,template,reg-addr\r\n');

    await page.getByRole('checkbox', { name: 'Select this page' }).check();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('2 prepared clients were deleted.').waitFor();
  });

  test('changes a client by an edited export of the list', async () => {
    const phone = server.aPhone({ e164: '4989700901' });
    await phone.powerOn();
    await phone.waitFor('idle');
    const { page } = await aVisitor();
    await page.goto('/clients?search=4989700901');
    await page.getByText('4989700901').first().waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('link', { name: 'Download' }).click();
    const content = await readFile(await (await download).path(), 'utf8');
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'clients.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(content.replace('4989700901', '4989700902')),
    });
    await dialog.getByText('1 client is changed', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Import 1 client' }).click();
    await page.getByText('1 client was imported.').waitFor();
    await eventually('the number', async () => (phone.items.get('e164') === '4989700902' ? true : undefined));
  });

  test('makes a rule that holds phones, and approves one that waits', async () => {
    const phone = server.aPhone();
    const { page } = await aVisitor();
    await page.goto('/clients/waiting');
    await page.getByRole('button', { name: 'Rules' }).first().click();
    const drawer = page.getByRole('dialog', { name: 'Unknown phones' });
    await drawer.getByRole('button', { name: 'Add rule' }).click();
    await drawer.getByLabel('Address, subnet or range').fill('127.0');
    await drawer.getByRole('button', { name: 'Save', exact: true }).click();
    await drawer.getByText('is no address, subnet or range').first().waitFor();
    await drawer.getByLabel('Address, subnet or range').fill('127.0.0.0/8');
    await drawer.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The rules are in force on all nodes.').waitFor();
    await page.getByText('1 rule makes exceptions.').waitFor();

    await new Promise((resolve) => setTimeout(resolve, 300));
    await phone.powerOn();
    await phone.waitFor('idle');
    await page.getByRole('button', { name: `Approve ${phone.mac}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByText('1 phone is approved and asked to call.').waitFor();
    await eventually('the client', async () => {
      const { items } = await server.api.get<{ items: { deviceId: string }[] }>('/clients?pageSize=100');
      return items.some(({ deviceId }) => deviceId === phone.mac) ? true : undefined;
    });
    await put({ unknownPhones: 'accept', rules: [] });
  });

  test('scans, is refused what is not allowed, follows the scan live and finds the phone', async () => {
    const phone = server.aPhone({ server: undefined as never });
    await phone.powerOn();
    const { page } = await aVisitor();
    await page.goto('/clients');
    await page.getByRole('link', { name: 'Scan', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Scan for devices' });
    await dialog.getByLabel('IP address').fill('192.0.2.0');
    await dialog.getByRole('button', { name: 'Scan' }).click();
    await dialog.getByText('is not within the networks in which scans are allowed').waitFor();
    await dialog.getByLabel('IP address').fill(phone.address);
    await dialog.getByRole('combobox', { name: 'Subnet mask' }).click();
    await page.getByRole('option', { name: '255.255.255.255 (/32)' }).click();
    await dialog.getByRole('button', { name: 'Scan' }).click();
    await page.getByRole('heading', { name: `Scan of ${phone.address}` }).waitFor();
    await page.getByRole('link', { name: /^Client .* \(CP410\)$/ }).waitFor();
    await page.getByText('Addresses asked: 1 of 1 · 1 phone answered').waitFor();

    await page.goto('/clients/scans?settings=open');
    const settings = page.getByRole('dialog', { name: 'Settings for scans' });
    await settings.getByLabel('Allowed networks').fill('10.0.0.0/8\n10.1');
    await settings.getByRole('button', { name: 'Save' }).click();
    await settings.getByText('“10.1” is no IPv4 subnet', { exact: false }).waitFor();
    await settings.getByLabel('Allowed networks').fill('10.0.0.0/8');
    await settings.getByLabel('Addresses a second').fill('4');
    await settings.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings for scans are in force on all nodes.').waitFor();

    await page.goto('/clients/scans?new=scan');
    await page.getByRole('dialog').getByText('List', { exact: true }).click();
    await page.getByLabel('Addresses').fill('127.195.0.0/24\n127.194.0.1-127.194.0.9');
    await page.getByRole('dialog').getByRole('button', { name: 'Scan' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped by admin').waitFor();
  });
});

describe('the pages around clients', () => {
  test.each(looks)(
    'in %s, %s, %i px wide have nothing serious for axe-core and do not scroll sideways, dialogs included',
    async (language, theme, width) => {
      const { items: before } = await server.api.get<{ items: { id: string }[] }>(
        '/clients/plug-and-play?search=4989700555',
      );
      if (before.length > 0) {
        await server.api.post('/clients/plug-and-play/delete', { ids: before.map(({ id }) => id) });
      }
      const prepared = await server.api.post<{ id: string }>('/clients/plug-and-play', {
        deviceId: '00:1A:E8:DD:00:01',
        e164: '4989700555',
        hardwareType: 'CP710',
        secureMode: 'default-pin',
        values: [
          { item: 'reg-addr', value: '192.0.2.20' },
          { item: 'sip-pwd', value: 'Geheim-4711' },
        ],
      });
      await server.api.send('POST', '/clients/plug-and-play', { e164: '4989700556' });
      await put({
        unknownPhones: 'hold',
        rules: [{ addresses: '10.9.0.0/16', model: 'OpenStage*', decision: 'refuse', note: 'Guest network' }],
      });
      const phone = server.aPhone({ e164: '4989700557' });
      await phone.powerOn();
      await phone.waitFor('idle');
      const { items: scans } = await server.api.get<{ items: { id: string }[] }>('/scans');
      const { page, problems } = await visit(browser, server, { language, theme, width });
      await signIn(page, language);
      const places = [
        '/clients',
        '/clients/plug-and-play',
        '/clients/plug-and-play?state=recognized',
        '/clients/plug-and-play?open=new',
        `/clients/plug-and-play?open=${prepared.id}`,
        `/clients/plug-and-play/${prepared.id}?show=set`,
        `/clients/plug-and-play/${prepared.id}/function-keys`,
        '/clients/waiting',
        '/clients/waiting?rules=open',
        '/clients/scans',
        '/clients/scans?new=scan',
        '/clients/scans?settings=open',
        `/clients/scans/${scans.at(-1)?.id}`,
        `/clients/scans/${scans[0]?.id}`,
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
      await put({ unknownPhones: 'accept', rules: [] });
      expect(problems).toEqual([]);
    },
    120_000,
  );
});
