import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { ConfigurationPage } from './configuration-page.ts';

export const CERTIFICATE_PASSWORD = 'Geheim & 1';
export const SIP_PASSWORD = 'Sip-Secret-4711';
export const PIN = '4711*9';

/** Certificates as administrators have them: `ca.der` and `ca.pem` of an authority, `phone.p12` with its key. */
export function makeCertificateFiles(folder: string): void {
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
}

/** One or more values by one kind of editor. */
export interface Editing {
  readonly section: string;
  /** @param folder - with the files of {@link makeCertificateFiles} */
  readonly use: (area: ConfigurationPage, folder: string) => Promise<void>;
  /** What the phone has then, by item and index. */
  readonly arrives?: Readonly<Record<string, string>>;
}

const labels = (switches: Locator): Promise<(string | null)[]> =>
  switches.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));

/** Every kind of editor that a client's configuration has; function keys have their own test. */
export const EDITINGS: Readonly<Record<string, Editing>> = {
  'text, number, switch and choice': {
    section: '7.3.2',
    use: async (area) => {
      await area.field('7.3.2/registrar-address').fill('pbx.example');
      await area.field('7.3.2/registration-timer').fill('1800');
      await area.page
        .getByRole('switch', { name: area.label('7.3.2/session-timer-enabled'), exact: true })
        .setChecked(true, { force: true });
      await area.choose(area.field('7.3.2/server-type'), area.choice('7.3.2/server-type', 'genesys'));
      // The sentence of the server, in the field, when it is left.
      const port = area.field('7.3.2/registrar-port');
      await port.fill('70000');
      await port.blur();
      await area.page.getByText(area.fault('7.3.2/registrar-port', '70000')).waitFor();
      await port.fill('5070');
    },
    arrives: {
      'registrar-addr': 'pbx.example',
      'reg-ttl': '1800',
      'session-timer': 'true',
      'registrar-port': '5070',
      'server-type': '4',
    },
  },
  'password with confirmation': {
    section: '7.3.2',
    use: async (area) => {
      const { dialog } = area;
      await area.button('Set new', area.label('7.3.2/sip-credentials-password')).click();
      await dialog.getByLabel(area.say('New value')).fill(SIP_PASSWORD);
      await dialog.getByLabel(area.say('Repeat')).fill('another');
      await area.takeOver();
      await dialog.getByText(area.say('The two entries differ.')).waitFor();
      await dialog.getByRole('switch', { name: area.say('Show') }).setChecked(true, { force: true });
      expect(await dialog.getByLabel(area.say('New value')).getAttribute('type')).toBe('text');
      await dialog.getByLabel(area.say('Repeat')).fill(SIP_PASSWORD);
      await area.takeOver();
      await dialog.waitFor({ state: 'detached' });
    },
    arrives: { 'sip-pwd': SIP_PASSWORD },
  },
  'class of service by its name': {
    section: '7.6.7',
    use: async (area) => {
      await area.field('7.6.7/layer-3-voice').fill('EF');
      await area.page.keyboard.press('Escape');
    },
    arrives: { 'l3qos-voice': '46' },
  },
  'order with switches, by keyboard': {
    section: '7.4.2',
    use: async (area) => {
      const codecs = area.list('codecs');
      await codecs.getByRole('listitem').first().waitFor();
      const switches = codecs.getByRole('switch');
      const before = await labels(switches);
      expect(before).toHaveLength(3);
      await switches.nth(1).focus();
      await area.page.keyboard.press('Alt+ArrowUp');
      await switches.nth(2).setChecked(false, { force: true });
      expect(await labels(switches)).toEqual([before[1], before[0], before[2]]);
    },
    arrives: {
      'codec-rank[1]': '2',
      'codec-rank[2]': '1',
      'codec-rank[3]': '3',
      'codec-allowed[1]': 'true',
      'codec-allowed[2]': 'true',
      'codec-allowed[3]': 'false',
    },
  },
  'growing lines': {
    section: '7.3.8',
    use: async (area) => {
      const line = (id: string, number: number): Locator =>
        area.list('canonical-lookup').getByRole('textbox', {
          name: `${area.label(id)}, ${area.entry('canonical-lookup')} ${number}`,
        });
      await line('7.3.8/local-code', 1).fill('722');
      await line('7.3.8/international-code', 1).fill('+4989722');
      await line('7.3.8/local-code', 2).fill('722');
      await area.page.getByText(area.say('The same as entry 1')).waitFor();
      await line('7.3.8/local-code', 2).fill('723');
    },
    arrives: {
      'Canonical-lookup-local-code[1]': '722',
      'Canonical-lookup-local-code[2]': '723',
      'Canonical-lookup-international-code[1]': '+4989722',
    },
  },
  'table with a dialog and its own check': {
    section: '7.3.10',
    use: async (area) => {
      const { dialog } = area;
      const field = (name: string): Locator => area.field(`7.3.10/dialplan-entry.${name}`, dialog);
      await area.button('Add', area.entry('dialplan')).click();
      await field('digit-string').fill('0[1-9]');
      await area.takeOver();
      await dialog.getByRole('alert').first().waitFor();
      await field('digit-string').fill('0xx');
      await area.choose(field('action'), area.choice('7.3.10/dialplan-entry.action', 'send-digits'));
      await field('minimum-length').fill('3');
      await field('maximum-length').fill('5');
      await area.takeOver();
      await area.list('dialplan').getByText('0xx').waitFor();
    },
    arrives: {
      'dial-plan-digit-string[1]': '0xx',
      'dial-plan-action[1]': '1',
      'dial-plan-min-length[1]': '3',
      'dial-plan-max-length[1]': '5',
    },
  },
  'slots with a secret, whose dialog closes alone': {
    section: '7.5.7',
    use: async (area) => {
      const { page } = area;
      const pin = area.label('7.5.7/door-opener-pin');
      const name = `${area.entry('door-openers')} 2`;
      await area.button('Edit', name).click();
      await area.field('7.5.7/door-opener-name', area.dialog).fill('Gate');
      await area.button('Set new', pin).click();
      const inner = page.getByRole('dialog', { name: `${area.say('Set')}: ${pin}` });
      await inner.waitFor();
      await page.keyboard.press('Escape');
      await inner.waitFor({ state: 'detached' });
      await area.button('Set new', pin).click();
      await inner.getByLabel(area.say('New value')).fill(PIN);
      await inner.getByLabel(area.say('Repeat')).fill(PIN);
      await area.takeOver(inner);
      await area.takeOver(page.getByRole('dialog', { name, exact: true }));
      await area.dialog.first().waitFor({ state: 'detached' });
    },
    arrives: { 'door-opener-name[2]': 'Gate', 'door-opener-pin-pwd[2]': PIN },
  },
  'grid of switches, all at once': {
    section: '7.5.6',
    use: async (area) => {
      await area.page.getByRole('button', { name: area.say('All off'), exact: true }).click();
      await area.page
        .getByRole('switch', { name: area.label('7.5.6/blf-allowed'), exact: true })
        .setChecked(true, { force: true });
    },
    arrives: { 'blf-allowed': 'true', 'feature-availability[11]': 'false' },
  },
  'table of policies': {
    section: '7.8.4',
    use: async (area) => {
      const id = '7.8.4/https-authentication-policy';
      await area.page.getByRole('radio', { name: `${area.label(id)}: ${area.choice(id, 'full')}` }).check();
    },
    arrives: { 'https-authentication-policy': '2' },
  },
  'rules for passwords': {
    section: '7.8.7',
    use: (area) => area.field('7.8.7/password-minimum-digits').fill('2'),
    arrives: { 'pwd-digit': '2' },
  },
  'numbered switches': {
    section: 'other.locks',
    use: (area) =>
      area.page
        .getByRole('switch', { name: `${area.label('other/locked-config-menus')}, ${area.say('No')}. 42` })
        .setChecked(true, { force: true }),
    arrives: { 'locked-config-menus[42]': 'true' },
  },
  'certificate of an authority': {
    section: '7.8.2',
    use: async (area, folder) => {
      const id = '7.8.2/https-server-ca-certificate-1';
      await area.upload(id, join(folder, 'phone.p12'));
      await area.page.getByText(area.say('This file contains a private key'), { exact: false }).waitFor();
      await area.upload(id, join(folder, 'ca.der'));
      await area.page.getByText('CN=Ward Root').first().waitFor();
      await area.page.getByText(area.say('Expires'), { exact: false }).first().waitFor();
    },
  },
  'certificate with its key': {
    section: '7.8.3',
    use: async (area, folder) => {
      const { page } = area;
      await area.upload('7.8.3/web-based-management-certificate', join(folder, 'phone.p12'));
      await page.getByLabel(area.say('Password of the file')).fill('wrong');
      await page.getByRole('button', { name: area.say('Open file') }).click();
      await page.getByText(area.say('The password does not open this file.'), { exact: false }).waitFor();
      await page.getByLabel(area.say('Password of the file')).fill(CERTIFICATE_PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByText('CN=phone.example').first().waitFor();
    },
  },
};
