import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VirtualPhone } from '@deskfleet/simulator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import { looks, openBrowser, seriousFindings, sidewaysScroll, signIn, visit } from '../support/browser.ts';
import { ConfigurationPage } from '../support/configuration-page.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';
import {
  CERTIFICATE_PASSWORD,
  EDITINGS,
  makeCertificateFiles,
  PIN,
  SIP_PASSWORD,
} from '../support/value-editings.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));
const OPEN_PKCS12 = ['pkcs12', '-in', '-', '-passin', 'pass:', '-nodes', '-nocerts'];

let server: RunningServer;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  folder = mkdtempSync(join(tmpdir(), 'deskfleet-editors-'));
  makeCertificateFiles(folder);
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

const certificateOf = (wire: string | undefined, parts: readonly string[]): string =>
  execFileSync('openssl', parts, {
    cwd: folder,
    input: Buffer.from(wire ?? '', 'base64'),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  });

describe('one value of every kind of editor', () => {
  test.each([
    ['en', 'light', '4989700000201'],
    ['de', 'dark', '4989700000203'],
  ] as const)(
    'is set in the app (%s, %s), sent in one job, and arrives at the phone with item, index and code',
    async (language, theme, e164) => {
      const { phone, client } = await aClient(e164);
      const { page, problems } = await visit(browser, server, { language, theme });
      // High enough for whole sections: only what is in sight is drawn.
      await page.setViewportSize({ width: 1440, height: 6000 });
      await signIn(page, language);
      const area = new ConfigurationPage(page, language, `/clients/${client.id}`);
      await area.open('7.1.1');
      for (const { section, use } of Object.values(EDITINGS)) {
        await area.toSection(section);
        await use(area, folder);
      }
      // Secrets and keys are in no storage of the browser.
      const stored = await page.evaluate<string>(
        'JSON.stringify([{ ...localStorage }, { ...sessionStorage }])',
      );
      for (const secret of [SIP_PASSWORD, PIN, CERTIFICATE_PASSWORD, 'MII', 'BEGIN'])
        expect(stored).not.toContain(secret);

      await area.submit();
      const has = (name: string, index?: number) => phone.items.get(name, index);
      await expect.poll(() => has('wbm-server-certificate') ?? '', { timeout: 20_000 }).not.toBe('');
      const arrived = Object.assign({}, ...Object.values(EDITINGS).map(({ arrives }) => arrives));
      expect(
        Object.fromEntries(
          Object.keys(arrived).map((key) => {
            const [, name = key, index] = /^(.+)\[(\d+)\]$/.exec(key) ?? [];
            return [key, index === undefined ? has(name) : has(name, Number(index))];
          }),
        ),
      ).toEqual(arrived);
      expect(
        new Set(phone.writes.filter(({ origin }) => origin === 'server').map((one) => one.dialogue)).size,
      ).toBe(1);
      expect(has('https-server-ca', 0)).toBe(readFileSync(join(folder, 'ca.pem'), 'utf8').trim());
      const sent = certificateOf(has('wbm-server-certificate'), OPEN_PKCS12);
      expect(sent).toContain('BEGIN PRIVATE KEY');
      expect(problems).toEqual([]);
    },
    120_000,
  );

  test.each([
    ['en', 'light'],
    ['de', 'dark'],
  ] as const)(
    'that only templates have is set there (%s, %s): a trace level for all, a Wi-Fi network in its dialog',
    async (language, theme) => {
      const { id } = await server.api.post<{ id: string }>('/templates', {
        type: 'default',
        name: `Editors ${language}`,
      });
      const { page, problems } = await visit(browser, server, { language, theme });
      await page.setViewportSize({ width: 1440, height: 6000 });
      await signIn(page, language);
      const area = new ConfigurationPage(page, language, `/templates/${id}`);
      await area.open('7.9.2');
      await area.choose(
        page.getByRole('combobox', { name: area.say('Set all to') }),
        area.choice('7.9.2/admin', 'warning'),
      );
      await page.getByRole('button', { name: new RegExp(`^${area.say('Set all')} \\(67\\)`) }).click();
      await area.choose(area.field('7.9.2/phonebook'), area.choice('7.9.2/phonebook', 'error'));
      await area.toSection('7.6.4');
      await area.button('Add', area.entry('wi-fi-networks')).click();
      await area.field('7.6.4/wi-fi-network.wi-fi-network-ssid', area.dialog).fill('Ward');
      await area.takeOver();
      await area.submit(language === 'de' ? 'Speichern' : 'Save');
      const { values } = await server.api.get<{ values: { item: string; index: number; value: string }[] }>(
        `/templates/${id}/content`,
      );
      const levels = values.filter(({ item }) => item === 'trace-level').map(({ value }) => value);
      expect([levels.length, levels.filter((level) => level === '3').length]).toEqual([67, 66]);
      expect(values).toContainEqual(expect.objectContaining({ item: 'wlan-ssid', index: 1, value: 'Ward' }));
      expect(problems).toEqual([]);
    },
    60_000,
  );

  test('is changed, moved and removed in German, dark, on a telephone', async () => {
    const { phone, client } = await aClient('4989700000202', [
      { name: 'dial-plan-digit-string', index: 1, value: '0x' },
      { name: 'dial-plan-comment', index: 1, value: 'Amt' },
      { name: 'dial-plan-digit-string', index: 2, value: '112' },
    ]);
    const { page, problems } = await visit(browser, server, { language: 'de', theme: 'dark', width: 390 });
    await signIn(page, 'de');
    const area = new ConfigurationPage(page, 'de', `/clients/${client.id}`);
    await area.open('7.3.10');
    const plan = area.list('dialplan');
    await plan.getByText('0x').waitFor();
    await page.getByRole('button', { name: 'Nach unten: Wählplaneintrag 1' }).click();
    await page.getByRole('button', { name: 'Entfernen: Wählplaneintrag 1' }).click();
    await plan.getByText('Wird entfernt:', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Rückgängig: Wählplaneintrag 1' }).click();
    await plan.getByText('Wird entfernt:', { exact: false }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Entfernen: Wählplaneintrag 1' }).click();
    await area.toSection('7.4.2');
    const codecs = area.list('codecs').getByRole('listitem');
    await codecs.nth(2).locator('[draggable=true]').dragTo(codecs.nth(0));
    await codecs.nth(0).getByText('Geändert').waitFor();
    await area.toSection('7.8.4');
    await area.choose(page.getByRole('combobox', { name: area.say('Set all to') }), 'Vertrauenswürdig');
    await page.getByRole('button', { name: /^Alle setzen/ }).click();
    await area.submit();
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
      const shots = process.env['DESKFLEET_PICTURES'];
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
