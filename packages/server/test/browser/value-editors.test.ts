import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VirtualPhone } from '@deskfleet/simulator';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import { looks, openBrowser, seriousFindings, sidewaysScroll, signIn, visit } from '../support/browser.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));
const CERTIFICATE_PASSWORD = 'Geheim & 1';
const SIP_PASSWORD = 'Sip-Secret-4711';
const PIN = '4711*9';

let server: RunningServer;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  folder = mkdtempSync(join(tmpdir(), 'deskfleet-editors-'));
  const openssl = (...parts: string[]) => execFileSync('openssl', parts, { cwd: folder, stdio: 'pipe' });
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(...request, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '20', '-subj', '/CN=Ward Root');
  openssl('x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.der');
  openssl(
    ...request,
    '-keyout',
    'phone.key',
    '-out',
    'phone.pem',
    '-days',
    '400',
    '-subj',
    '/CN=phone.example',
  );
  const protection = ['-passout', `pass:${CERTIFICATE_PASSWORD}`];
  openssl('pkcs12', '-export', '-inkey', 'phone.key', '-in', 'phone.pem', '-out', 'phone.p12', ...protection);
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

interface Entry {
  readonly name: string;
  readonly index: number;
  readonly value: string;
}

interface Values {
  readonly items: { item: string; index: number | null; reported: string | null }[];
}

/** A phone whose data the server has, entries that somebody made at the phone included. */
async function aClient(
  e164: string,
  entries: readonly Entry[] = [],
): Promise<{ phone: VirtualPhone; client: Client }> {
  const phone = server.aPhone({ model: 'cp710', e164 });
  await phone.powerOn();
  const valuesOf = async (found: Client): Promise<Values['items']> =>
    (await server.api.get<Values>(`/clients/${found.id}/values`)).items;
  const client = await eventually('the inventory', async () => {
    const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${phone.mac}`);
    const [found] = items;
    if (found === undefined) return undefined;
    return (await valuesOf(found)).some(({ item }) => item === 'codec-type') ? found : undefined;
  });
  if (entries.length > 0) phone.changeLocally(entries);
  await eventually('the entries', async () => {
    const values = await valuesOf(client);
    const isThere = ({ name, index, value }: Entry): boolean =>
      values.some((one) => one.item === name && one.index === index && one.reported === value);
    return entries.every(isThere) || undefined;
  });
  return { phone, client };
}

/** Goes to a section without loading the page anew, as its menu does: changes stay. */
async function toSection(page: Page, client: Client, section: string): Promise<void> {
  const path = `/clients/${client.id}/configuration?section=${section}`;
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`);
  await expect.poll(() => page.url()).toContain(section);
}

const shownList = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true }).first();

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function submit(page: Page, button: RegExp, confirm: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('dialog').getByRole('button', { name: confirm, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

const certificateOf = (wire: string | undefined, parts: readonly string[]): string =>
  execFileSync('openssl', parts, {
    cwd: folder,
    input: Buffer.from(wire ?? '', 'base64'),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  });

describe('one value of every kind of editor', () => {
  test('is set in the app, sent in one job, and arrives at the phone with item, index and code', async () => {
    const { phone, client } = await aClient('4989700000201');
    const { page, problems } = await visit(browser, server);
    // High enough for whole sections: only what is in sight is drawn.
    await page.setViewportSize({ width: 1440, height: 6000 });
    await signIn(page);
    await page.goto(`/clients/${client.id}/configuration?section=7.3.2`);

    // Host, number, switch, choice, password.
    await page.getByRole('textbox', { name: 'Registrar address', exact: true }).fill('pbx.example');
    await page.getByRole('textbox', { name: /^Registration timer \(s\)/ }).fill('1800');
    await page.getByRole('switch', { name: 'Session timer enabled' }).setChecked(true, { force: true });
    await page.getByRole('button', { name: 'Set new: SIP credentials password' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('New value').fill(SIP_PASSWORD);
    await dialog.getByLabel('Repeat').fill('another');
    await dialog.getByRole('button', { name: 'Take over' }).click();
    await dialog.getByText('The two entries differ.').waitFor();
    await dialog.getByRole('switch', { name: 'Show' }).setChecked(true, { force: true });
    expect(await dialog.getByLabel('New value').getAttribute('type')).toBe('text');
    await dialog.getByLabel('Repeat').fill(SIP_PASSWORD);
    await dialog.getByRole('button', { name: 'Take over' }).click();
    await dialog.waitFor({ state: 'detached' });

    // The sentence of the server, in the field, when it is left.
    const port = page.getByRole('textbox', { name: /^Registrar port/ });
    await port.fill('70000');
    await port.blur();
    await page.getByText('Registrar port: “70000” is not in the range 0 to 65535.').waitFor();
    await port.fill('5070');

    // A class by its name.
    await toSection(page, client, '7.6.7');
    await page
      .getByRole('combobox', { name: /^Layer 3 Voice/ })
      .or(page.getByRole('textbox', { name: /^Layer 3 Voice/ }))
      .fill('EF');
    await page.keyboard.press('Escape');

    // An order with switches: moved by keyboard and by button.
    await toSection(page, client, '7.4.2');
    const codecs = shownList(page, 'Codecs');
    await codecs.getByRole('listitem').first().waitFor();
    const before = await codecs
      .getByRole('switch')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(before).toHaveLength(3);
    await codecs.getByRole('switch').nth(1).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await codecs.getByRole('switch').nth(2).setChecked(false, { force: true });
    const after = await codecs
      .getByRole('switch')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(after).toEqual([before[1], before[0], before[2]]);

    // Growing lines.
    await toSection(page, client, '7.3.8');
    const lookup = shownList(page, 'Canonical dial lookup');
    await lookup.getByRole('textbox', { name: 'Local code, Lookup row 1' }).fill('722');
    await lookup.getByRole('textbox', { name: 'International code, Lookup row 1' }).fill('+4989722');
    await lookup.getByRole('textbox', { name: 'Local code, Lookup row 2' }).fill('722');
    await lookup.getByText('The same as entry 1').waitFor();
    await lookup.getByRole('textbox', { name: 'Local code, Lookup row 2' }).fill('723');

    // A table with a dialog, and its own check.
    await toSection(page, client, '7.3.10');
    await page.getByRole('button', { name: 'Add: Dial plan entry' }).click();
    await dialog.getByRole('textbox', { name: 'Digit String' }).fill('0[1-9]');
    await dialog.getByRole('button', { name: 'Take over' }).click();
    await dialog.getByRole('alert').first().waitFor();
    await dialog.getByRole('textbox', { name: 'Digit String' }).fill('0xx');
    await choose(
      page,
      dialog.getByRole('combobox', { name: 'Action' }).or(dialog.getByRole('textbox', { name: 'Action' })),
      'Send digits',
    );
    await dialog.getByRole('textbox', { name: /^Minimum length/ }).fill('3');
    await dialog.getByRole('textbox', { name: /^Maximum length/ }).fill('5');
    await dialog.getByRole('button', { name: 'Take over' }).click();
    await shownList(page, 'Dial plan entries').getByText('0xx').waitFor();

    // Slots with a secret, whose dialog closes alone.
    await toSection(page, client, '7.5.7');
    await page.getByRole('button', { name: 'Edit: Door opener 2' }).click();
    await dialog.getByRole('textbox', { name: 'Door Opener Name' }).fill('Gate');
    await dialog.getByRole('button', { name: 'Set new: Door Opener PIN' }).click();
    const inner = page.getByRole('dialog', { name: 'Set: Door Opener PIN' });
    await inner.waitFor();
    await page.keyboard.press('Escape');
    await inner.waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Set new: Door Opener PIN' }).click();
    await inner.getByLabel('New value').fill(PIN);
    await inner.getByLabel('Repeat').fill(PIN);
    await inner.getByRole('button', { name: 'Take over' }).click();
    await page
      .getByRole('dialog', { name: 'Door opener 2' })
      .getByRole('button', { name: 'Take over' })
      .click();
    await dialog.first().waitFor({ state: 'detached' });

    // Grids: all switches at once, a table of policies, rules, numbered switches.
    await toSection(page, client, '7.5.6');
    await page.getByRole('button', { name: 'All off' }).click();
    await page.getByRole('switch', { name: 'BLF Allowed' }).setChecked(true, { force: true });
    await toSection(page, client, '7.8.4');
    await page.getByRole('radio', { name: 'HTTPS authentication policy: Full' }).check();
    await toSection(page, client, '7.8.7');
    await page.getByRole('textbox', { name: /^Password minimum digits/ }).fill('2');
    await toSection(page, client, 'other.locks');
    await page
      .getByRole('switch', { name: 'Locked settings menu, No. 42' })
      .setChecked(true, { force: true });

    // Certificates: of an authority, and one with its key.
    await toSection(page, client, '7.8.2');
    const upload = async (label: string, file: string): Promise<void> => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: `Upload: ${label}` }).click();
      await (await chooser).setFiles(join(folder, file));
    };
    await upload('HTTPS server CA certificate 1', 'phone.p12');
    await page.getByText('This file contains a private key', { exact: false }).waitFor();
    await upload('HTTPS server CA certificate 1', 'ca.der');
    await page.getByText('CN=Ward Root').first().waitFor();
    await page.getByText('Expires', { exact: false }).first().waitFor();
    await toSection(page, client, '7.8.3');
    await upload('Web based management certificate', 'phone.p12');
    await page.getByLabel('Password of the file').fill('wrong');
    await page.getByRole('button', { name: 'Open file' }).click();
    await page.getByText('The password does not open this file.', { exact: false }).waitFor();
    await page.getByLabel('Password of the file').fill(CERTIFICATE_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('CN=phone.example').first().waitFor();

    // Secrets and keys are in no storage of the browser.
    const stored = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }])',
    );
    for (const secret of [SIP_PASSWORD, PIN, CERTIFICATE_PASSWORD, 'MII', 'BEGIN'])
      expect(stored).not.toContain(secret);

    await submit(page, /^Submit \d+ changes/, 'Submit');
    await expect.poll(() => phone.items.get('registrar-addr'), { timeout: 20_000 }).toBe('pbx.example');
    const has = (name: string, index?: number) => phone.items.get(name, index);
    await expect.poll(() => has('wbm-server-certificate') ?? '', { timeout: 20_000 }).not.toBe('');
    expect({
      timer: has('reg-ttl'),
      port: has('registrar-port'),
      session: has('session-timer'),
      password: has('sip-pwd'),
      voice: has('l3qos-voice'),
      ranks: [1, 2, 3].map((index) => has('codec-rank', index)),
      allowed: [1, 2, 3].map((index) => has('codec-allowed', index)),
      local: [1, 2].map((index) => has('Canonical-lookup-local-code', index)),
      international: has('Canonical-lookup-international-code', 1),
      digits: has('dial-plan-digit-string', 1),
      action: has('dial-plan-action', 1),
      lengths: [has('dial-plan-min-length', 1), has('dial-plan-max-length', 1)],
      opener: has('door-opener-name', 2),
      pin: has('door-opener-pin-pwd', 2),
      lamp: has('blf-allowed'),
      disturb: has('feature-availability', 11),
      policy: has('https-authentication-policy'),
      rule: has('pwd-digit'),
      menu: has('locked-config-menus', 42),
    }).toEqual({
      timer: '1800',
      port: '5070',
      session: 'true',
      password: SIP_PASSWORD,
      voice: '46',
      ranks: ['2', '1', '3'],
      allowed: ['true', 'true', 'false'],
      local: ['722', '723'],
      international: '+4989722',
      digits: '0xx',
      action: '1',
      lengths: ['3', '5'],
      opener: 'Gate',
      pin: PIN,
      lamp: 'true',
      disturb: 'false',
      policy: '2',
      rule: '2',
      menu: 'true',
    });
    expect(has('https-server-ca', 0)).toBe(readFileSync(join(folder, 'ca.pem'), 'utf8').trim());
    const sent = certificateOf(has('wbm-server-certificate'), [
      'pkcs12',
      '-in',
      '-',
      '-passin',
      'pass:',
      '-nodes',
      '-nocerts',
    ]);
    expect(sent).toContain('BEGIN PRIVATE KEY');
    expect(problems).toEqual([]);
  }, 120_000);

  test('is changed, moved and removed in German, dark, on a telephone', async () => {
    const { phone, client } = await aClient('4989700000202', [
      { name: 'dial-plan-digit-string', index: 1, value: '0x' },
      { name: 'dial-plan-comment', index: 1, value: 'Amt' },
      { name: 'dial-plan-digit-string', index: 2, value: '112' },
    ]);
    const { page, problems } = await visit(browser, server, { language: 'de', theme: 'dark', width: 390 });
    await signIn(page, 'de');
    await page.goto(`/clients/${client.id}/configuration?section=7.3.10`);
    const plan = shownList(page, 'Wählplaneinträge');
    await plan.getByText('0x').waitFor();
    await page.getByRole('button', { name: 'Nach unten: Wählplaneintrag 1' }).click();
    await page.getByRole('button', { name: 'Entfernen: Wählplaneintrag 1' }).click();
    await plan.getByText('Wird entfernt:', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Rückgängig: Wählplaneintrag 1' }).click();
    await plan.getByText('Wird entfernt:', { exact: false }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Entfernen: Wählplaneintrag 1' }).click();
    await toSection(page, client, '7.4.2');
    const codecs = shownList(page, 'Codecs').getByRole('listitem');
    await codecs.nth(2).locator('[draggable=true]').dragTo(codecs.nth(0));
    await codecs.nth(0).getByText('Geändert').waitFor();
    await toSection(page, client, '7.8.4');
    await page.getByRole('combobox', { name: 'Alle setzen auf' }).click();
    await page.getByRole('option', { name: 'Vertrauenswürdig', exact: true }).click();
    await page.getByRole('button', { name: /^Alle setzen/ }).click();
    await submit(page, /^\d+ Änderungen/, 'Übertragen');
    await expect.poll(() => phone.items.get('dial-plan-digit-string', 1), { timeout: 20_000 }).toBe('');
    expect(phone.items.get('dial-plan-digit-string', 2)).toBe('0x');
    expect(phone.items.get('dial-plan-comment', 2)).toBe('Amt');
    expect([1, 2, 3].map((index) => phone.items.get('codec-rank', index))).toEqual(['2', '3', '1']);
    expect(phone.items.get('sip-tls-authentication-policy')).toBe('1');
    expect(phone.items.get('https-authentication-policy')).toBe('1');
    expect(problems).toEqual([]);
  }, 120_000);
});

describe('the editors of every kind', () => {
  test.each(looks)(
    'in %s, %s, %i px wide have nothing serious for axe-core and do not scroll sideways',
    async (language, theme, width) => {
      const { client } = await aClient(`49897000003${width}`, [
        { name: 'dial-plan-digit-string', index: 1, value: '0x' },
        { name: 'Canonical-lookup-local-code', index: 1, value: '722' },
      ]);
      const { page, problems } = await visit(browser, server, { language, theme, width });
      await signIn(page, language);
      const shots = process.env['DESKFLEET_SCREENSHOTS'];
      for (const section of [
        '7.3.2',
        '7.3.8',
        '7.3.10',
        '7.4.2',
        '7.5.6',
        '7.5.7',
        '7.6.7',
        '7.8.2',
        '7.8.3',
        '7.8.4',
        '7.8.7',
        'other.locks',
        'other.applications',
      ]) {
        await page.goto(`/clients/${client.id}/configuration?section=${section}`);
        await page.getByRole('heading', { level: 2 }).first().waitFor();
        await page.waitForTimeout(200);
        if (shots !== undefined)
          await page.screenshot({ path: join(shots, `${section}-${language}-${theme}-${width}.png`) });
        expect([section, await seriousFindings(page)]).toEqual([section, []]);
        expect([section, await sidewaysScroll(page)]).toEqual([section, 0]);
      }
      await page.goto(`/clients/${client.id}/configuration?section=7.5.7`);
      await page
        .getByRole('button', { name: /: (Door opener|Türöffner) 1$/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(300);
      if (shots !== undefined)
        await page.screenshot({ path: join(shots, `dialog-${language}-${theme}-${width}.png`) });
      expect(await seriousFindings(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      expect(problems).toEqual([]);
    },
    120_000,
  );
});
