import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  looks,
  openBrowser,
  seriousFindings,
  sidewaysScroll,
  signIn,
  triesToLeave,
  visit,
} from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));
/** A folder for pictures of what the tests see, for people to look at. */
const pictures = process.env['DESKFLEET_PICTURES'];

interface User {
  readonly id: string;
  readonly e164: string;
}

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const usersOf = async (search: string): Promise<User[]> =>
  (await server.api.get<{ items: User[] }>(`/users?search=${search}`)).items;

describe('a mobile user', () => {
  test('is registered, told of a number that is taken, configured and deleted', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.getByRole('link', { name: 'Mobile users' }).click();
    await page.getByText('No mobile users').waitFor();
    await page.getByRole('button', { name: 'Register user' }).first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('E.164').fill('4989700732406');
    await drawer.getByLabel('Password', { exact: true }).fill('271828');
    await drawer.getByLabel('Repeat password').fill('271829');
    await drawer.getByRole('button', { name: 'Register' }).click();
    await drawer.getByText('The two entries differ.').waitFor();
    await drawer.getByLabel('Repeat password').fill('271828');
    await drawer.getByRole('button', { name: 'Register' }).click();
    await page.getByRole('link', { name: '4989700732406' }).waitFor();
    const [user] = await usersOf('4989700732406');

    await page.keyboard.press('n');
    await drawer.getByLabel('E.164').fill('4989700732406');
    await drawer.getByLabel('Password', { exact: true }).fill('271828');
    await drawer.getByLabel('Repeat password').fill('271828');
    await drawer.getByRole('button', { name: 'Register' }).click();
    await drawer.getByText('E164 user already exists', { exact: false }).waitFor();
    await drawer.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();

    await page.getByRole('link', { name: '4989700732406' }).click();
    await page.getByText('Not logged on so far').waitFor();
    await page.getByRole('link', { name: 'Configuration' }).click();
    await page.getByPlaceholder('Search parameters').fill('display id');
    const field = page.getByRole('textbox', { name: 'Display ID', exact: true }).first();
    await field.fill('Ward 3');
    await page.getByRole('button', { name: 'Submit 1 change' }).click();
    await page.getByRole('dialog').getByText('with the next logon', { exact: false }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
    await page.getByRole('group', { name: 'Display ID' }).first().getByText('Set here').waitFor();
    // What is typed and not yet submitted is "set here" as well.
    const desired = async () =>
      (await server.api.get<{ items: { desired: string }[] }>(`/users/${user?.id}/values`)).items.map(
        (value) => value.desired,
      );
    await expect.poll(desired).toEqual(['Ward 3']);

    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => usersOf('4989700732406')).toEqual([]);
    expect(problems.filter((text) => !text.includes('409') && !text.includes('404'))).toEqual([]);
  }, 60_000);
});

describe('a mobile user who is being changed', () => {
  test('keeps what was typed when somebody else is faster, and until it is said that it may go', async () => {
    const { id } = await server.api.post<{ id: string }>('/users', {
      e164: '4989700736000',
      password: '271828',
    });
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/users/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    const drawer = page.getByRole('dialog', { name: 'Mobile user', exact: true });
    const number = drawer.getByLabel('E.164');
    await number.fill('4989700736001');
    await server.api.send('PATCH', `/users/${id}`, { e164: '4989700736002' }, { 'if-match': '*' });
    await page.getByRole('heading', { level: 1, name: '4989700736002' }).waitFor();
    expect(await number.inputValue()).toBe('4989700736001');

    await triesToLeave(page, [() => page.keyboard.press('Escape')], async () =>
      expect(await number.inputValue()).toBe('4989700736001'),
    );
    await drawer.getByRole('button', { name: 'Save' }).click();
    const told = drawer.getByRole('alert').filter({ hasText: 'admin has changed this in the meantime' });
    await told.getByRole('row', { name: /E\.164 .*4989700736000 .*4989700736002 .*4989700736001/ }).waitFor();
    await drawer.getByRole('button', { name: 'Show what is there now' }).click();
    expect(await number.inputValue()).toBe('4989700736002');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });
});

describe('the function keys and the history of a mobile user', () => {
  test('begin empty; a key is set in the picture, changed, and put back', async () => {
    const { id } = await server.api.post<{ id: string }>('/users', {
      e164: '4989700732407',
      password: '271828',
    });
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/users/${id}`);
    await page.getByRole('link', { name: 'Function keys' }).click();
    const set = async (label: string) => {
      const panel = page.getByRole('region', { name: 'Key 3' });
      await panel.getByRole('textbox', { name: 'Label' }).fill(label);
      await page.getByRole('button', { name: 'Submit 1 change' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await page.locator('[data-key="3"]').click();
    await set('Gate');
    await set('Door');

    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('cell', { name: 'Door' }).waitFor();
    await page.getByRole('button', { name: 'Put back' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('row', { name: 'Key label 3 Door Gate' }).waitFor();
    await dialog.getByText('with the next logon', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Put back' }).click();
    const desired = async () =>
      (await server.api.get<{ items: { desired: string }[] }>(`/users/${id}/values`)).items.map(
        (value) => value.desired,
      );
    await expect.poll(desired, { timeout: 15_000 }).toEqual(['Gate']);
    await page.getByRole('listitem').filter({ hasText: 'admin put back what was before' }).waitFor();
    expect(problems).toEqual([]);
  });

  test('can be of any phone, with key modules, and of keys that no drawing has', async () => {
    const { id } = await server.api.post<{ id: string }>('/users', {
      e164: '4989700732408',
      password: '271828',
    });
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/users/${id}/function-keys?as=OpenStage+40&modules=1`);
    await page.locator('[data-key="6"]').waitFor();
    expect(await page.locator('[data-key="7"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Key module 1', exact: true }).click();
    await page.locator('[data-key="312"]').waitFor();
    await page.getByRole('button', { name: 'Add key' }).click();
    await page.getByLabel('Number of the key').fill('15');
    await page.getByRole('button', { name: 'Show key' }).click();
    await page.locator('[data-key="15"]').waitFor();
    await page.getByRole('region', { name: 'Key 15' }).getByRole('textbox', { name: 'Label' }).waitFor();
  });
});

describe('forced logon and logoff', () => {
  test('brings users to phones and away again by dialogs, and says where they are', async () => {
    const phone = server.aPhone({ e164: '4989700731000', enablesMobility: true });
    await phone.powerOn();
    await phone.waitFor('idle');
    await server.api.post('/users', { e164: '4989700731406', password: '271828' });
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto('/users?search=4989700731406');
    await page.getByRole('button', { name: /4989700731406/ }).click();
    await page.getByRole('menuitem', { name: 'Log on' }).click();
    const logon = page.getByRole('dialog', { name: 'Log on mobile user' });
    await logon.getByRole('combobox', { name: 'Phone' }).fill('4989700731000');
    await page.getByRole('option', { name: /4989700731000/ }).click();
    await logon.getByRole('button', { name: 'Log on' }).click();
    await page.getByText('The logon is ordered.').waitFor();
    await phone.waitFor(({ user, state }) => user === '4989700731406' && state === 'idle');
    const row = page.getByRole('row', { name: /4989700731406/ });
    await row.getByText('Logged on at', { exact: false }).waitFor();
    const { items: jobs } = await server.api.get<{ items: { id: string }[] }>('/jobs?type=logon');
    await page.goto(`/jobs/${jobs[0]?.id}`);
    await page.getByRole('columnheader', { name: 'Mobile user' }).waitFor();
    await page.getByRole('cell', { name: '4989700731406', exact: true }).getByRole('link').waitFor();
    await page.getByRole('searchbox', { name: 'Search clients and users of this job' }).fill('731406');
    await expect.poll(() => page.url()).toContain('search=731406');
    await page.getByRole('cell', { name: '4989700731406', exact: true }).waitFor();

    await page.goto('/clients?search=4989700731406');
    await page.getByRole('button', { name: 'Mobile user logged on' }).click();
    await page.getByRole('link', { name: '4989700731406', exact: true }).last().click();
    await page.getByRole('heading', { name: '4989700731406' }).waitFor();
    await page.getByRole('button', { name: 'Log off', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Log off' }).click();
    await phone.waitFor(({ user, state }) => user === undefined && state === 'idle');
    await page.getByRole('button', { name: 'Log on', exact: true }).waitFor();
    expect(problems).toEqual([]);
  }, 60_000);

  test('of all that match leaves out who cannot be logged on, on demand', async () => {
    const phone = server.aPhone({ e164: '4989700731001', enablesMobility: true });
    await phone.powerOn();
    await phone.waitFor('idle');
    const { items } = await server.api.get<{ items: { id: string }[] }>('/clients?search=4989700731001');
    await server.api.post('/users', {
      e164: '4989700734000',
      password: '271828',
      baseClientId: items[0]?.id ?? null,
    });
    for (let number = 1; number < 12; number += 1) {
      const e164 = `49897007340${String(number).padStart(2, '0')}`;
      await server.api.post('/users', { e164, password: '271828' });
    }
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto('/users?search=4989700734&pageSize=10');
    await page.getByRole('checkbox', { name: 'Select this page' }).check();
    await page.getByRole('button', { name: 'Select all 12 that match' }).click();
    await page.getByText('12 selected').waitFor();
    await page.getByRole('toolbar').getByRole('button', { name: 'Log on' }).click();
    const logon = page.getByRole('dialog', { name: 'Log on 12 mobile users' });
    await logon.getByRole('button', { name: 'Log on' }).click();
    await logon.getByText('4989700734001 has no base device', { exact: false }).waitFor();
    await logon.getByText('and one more').waitFor();
    await logon.getByLabel('Leave out those who cannot be logged on now').check();
    await logon.getByRole('button', { name: 'Log on' }).click();
    await page.getByText('The logon is ordered.').waitFor();
    await phone.waitFor(({ user, state }) => user === '4989700734000' && state === 'idle');
  }, 60_000);
});

describe('deleting', () => {
  test('a user who is logged on logs the user off first, and says so', async () => {
    const phone = server.aPhone({ e164: '4989700731002', enablesMobility: true });
    await phone.powerOn();
    await phone.waitFor('idle');
    await server.api.post('/users', { e164: '4989700735000', password: '271828' });
    await phone.logOn('4989700735000', '271828');
    await phone.waitFor(({ user, state }) => user === '4989700735000' && state === 'idle');
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto('/users?search=4989700735000');
    await page
      .getByRole('row', { name: /4989700735000/ })
      .getByText('Logged on at')
      .waitFor();
    await page.getByRole('button', { name: /4989700735000/ }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete mobile user' });
    await dialog.getByText('A job logs the user off first', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Log off and delete' }).click();
    await page.getByText('The logoff is ordered; the deletion follows.').waitFor();
    await phone.waitFor(({ user, state }) => user === undefined && state === 'idle');
    await expect.poll(() => usersOf('4989700735000')).toEqual([]);
    await page.getByText('Nothing matches').waitFor();
    expect(problems).toEqual([]);
  }, 60_000);
});

describe('the settings for mobility', () => {
  test('are changed beside the list and hold from then on', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto('/users');
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'Settings for mobility' });
    await drawer.getByLabel('Interval before a forced logoff').fill('120');
    await drawer.getByLabel('Enhanced security').check();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings for mobility are in force on all nodes.').waitFor();
    const { mobility } = await server.api.get<{ mobility: object }>('/settings');
    expect(mobility).toEqual({ forcedLogonSeconds: 0, forcedLogoffSeconds: 120, enhancedSecurity: true });
    await server.api.send('PATCH', '/settings', {
      mobility: { forcedLogoffSeconds: 0, enhancedSecurity: false },
    });
    expect(problems).toEqual([]);
  });
});

describe('the pages of mobile users', () => {
  test.each(looks)(
    'in %s, %s, %i px wide have nothing serious for axe-core and do not scroll sideways',
    async (language, theme, width) => {
      if ((await usersOf('49897007330')).length === 0) {
        for (let number = 0; number < 30; number += 1)
          await server.api.post('/users', {
            e164: `4989700733${String(number).padStart(3, '0')}`,
            password: '271828',
          });
      }
      const [user] = await usersOf('4989700733000');
      const { page, problems } = await visit(browser, server, { language, theme, width });
      await signIn(page, language);
      const places = [
        '/users',
        '/users?open=new',
        `/users/${user?.id}`,
        `/users/${user?.id}/configuration`,
        `/users/${user?.id}/function-keys`,
        `/users/${user?.id}/history`,
      ];
      for (const [at, path] of places.entries()) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForTimeout(400);
        if (pictures !== undefined)
          await page.screenshot({ path: `${pictures}/users-${at}-${language}-${theme}-${width}.png` });
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
        expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
      }
      for (const button of [/^(Settings|Einstellungen)$/, /^(Log off|Abmelden|Delete|Löschen)$/]) {
        await page.goto('/users?search=4989700733');
        await page.getByRole('row').nth(3).getByRole('checkbox').check();
        await page.getByRole('button', { name: button }).first().click();
        await page.getByRole('dialog').waitFor();
        await page.waitForTimeout(400);
        if (pictures !== undefined)
          await page.screenshot({
            path: `${pictures}/users-${String(button).slice(3, 10)}-${language}-${theme}-${width}.png`,
          });
        expect(await seriousFindings(page)).toEqual([]);
      }
      expect(problems).toEqual([]);
    },
    60_000,
  );
});
