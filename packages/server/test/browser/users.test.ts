import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { looks, openBrowser, seriousFindings, sidewaysScroll, signIn, visit } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));
/** A folder for pictures of what the tests see, for people to look at. */
const pictures = process.env['DESKFLEET_SCREENSHOTS'];

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
      const places = ['/users', '/users?open=new', `/users/${user?.id}`, `/users/${user?.id}/configuration`];
      for (const [at, path] of places.entries()) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForTimeout(400);
        if (pictures !== undefined)
          await page.screenshot({ path: `${pictures}/users-${at}-${language}-${theme}-${width}.png` });
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
        expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
      }
      expect(problems).toEqual([]);
    },
    60_000,
  );
});
