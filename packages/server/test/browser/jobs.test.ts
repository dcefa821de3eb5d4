import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../src/features/jobs/job.schema.ts';
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
/** A folder for pictures of what the tests see, for people to look at. */
const pictures = process.env['DESKFLEET_PICTURES'];

let server: RunningServer;
let browser: Browser;
let clientIds: string[];
/** One of its two phones has refused the value. */
let job: Job;
beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const phones = ['4989700001', '4989700002'].map((e164) => server.aPhone({ e164 }));
  phones[1]?.refuse('registrar-addr', 'read only');
  for (const phone of phones) await phone.powerOn();
  clientIds = await eventually('both phones', async () => {
    const { rows } = await server.database.pool.query<{ id: string }>(
      'select c.id from clients c join client_contacts k on k.client_id = c.id where k.inventory_at is not null order by c.e164',
    );
    return rows.length === 2 ? rows.map(({ id }) => id) : undefined;
  });
  for (const phone of phones) await phone.waitFor('idle');
  job = await ended(await orderConfiguration());
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const orderConfiguration = (more: object = {}) =>
  server.api.post<Job>('/jobs', {
    type: 'configure',
    clients: { ids: clientIds },
    values: [{ item: 'registrar-addr', value: '192.0.2.20' }],
    ...more,
  });

const ended = ({ id }: Pick<Job, 'id'>) =>
  eventually('the end of the job', async () => {
    const found = await server.api.get<Job>(`/jobs/${id}`);
    return found.finishedAt === null ? undefined : found;
  });

const orderLater = () =>
  server.api.post<Job>('/jobs', {
    type: 'restart',
    clients: { ids: clientIds },
    scheduledAt: new Date(Date.now() + 86_400_000).toISOString(),
  });

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

describe('the list of jobs', () => {
  test('is narrowed by state, initiator and time, shows other columns, and keeps them', async () => {
    await orderLater();
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto('/jobs');
    await row(page, 'Configure 2 clients').first().waitFor();
    await page.getByRole('button', { name: 'By', exact: true }).first().click();
    await page.getByRole('menuitemcheckbox', { name: 'admin' }).click();
    await page.getByText('Ordered by admin').waitFor();
    await page.getByRole('button', { name: 'State', exact: true }).first().click();
    await page.getByRole('menuitemcheckbox', { name: 'Scheduled' }).click();
    await row(page, 'Restart 2 clients').waitFor();
    await expect.poll(() => row(page, 'Configure 2 clients').count()).toBe(0);

    await page.goto('/jobs');
    await page
      .getByRole('button', { name: /More filters|Filter/ })
      .first()
      .click();
    await page.getByLabel('Executed before').fill('2020-01-01T00:00');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('No job matches these filters.').waitFor();
    expect(page.url()).toContain('before=');
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await row(page, 'Configure 2 clients').first().waitFor();
    expect(problems).toEqual([]);
  }, 60_000);

  test('deletes what has ended, and says of the rest that it has to be canceled first', async () => {
    const gone = await ended(await orderConfiguration());
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto('/jobs');
    await page.getByRole('checkbox', { name: 'Configure 2 clients' }).first().check();
    await page.getByRole('checkbox', { name: 'Restart 2 clients' }).check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This job has not ended yet', { exact: false }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Delete 2 jobs' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('checkbox', { name: 'Restart 2 clients' }).uncheck();
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete job' }).click();
    await page.getByText('1 job deleted.').waitFor();
    expect((await server.api.send('GET', `/jobs/${gone.id}`)).status).toBe(404);
    expect(problems).toEqual([]);
  }, 60_000);

  test('leads to the settings for jobs', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto('/jobs');
    await page.getByRole('button', { name: 'Settings for jobs' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Contacts at a time in a subnet').fill('25');
    await drawer.getByLabel('Keep jobs for (days)').fill('');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings for jobs are saved.').waitFor();
    expect(await server.api.get('/settings')).toMatchObject({
      jobs: { maxContactsPerSubnet: 25, retentionDays: null, maxContacts: 1_000 },
    });
  }, 60_000);
});

describe('the page of a job', () => {
  test('shows the messages that were exchanged with a client, and gives the clients as a file', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/jobs/${job.id}`);
    await page.getByRole('columnheader', { name: 'Hardware type' }).waitFor();
    await page.getByRole('button', { name: 'Show what happened to 4989700002' }).click();
    await page.getByText('Messages exchanged').click();
    await page.getByText('“read only”').last().waitFor();
    const address = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href');
    const file = await (await page.request.get(address ?? '')).text();
    expect(file.split('\r\n')[2]).toMatch(
      /^4989700002,.*,Failed,1,"The phone refused registrar-addr: ""read only""\."/,
    );
    await page.getByRole('button', { name: 'MAC address' }).click();
    expect(page.url()).toContain('sort=deviceId');
    expect(problems).toEqual([]);
  }, 60_000);

  test('orders again what failed, in a job that leads back to it', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/jobs/${job.id}`);
    await page.getByRole('button', { name: 'Retry the failed' }).click();
    await page.getByRole('dialog').getByText('Configure 1 client').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('heading', { name: 'Configure 1 client' }).waitFor();
    const back = page.getByRole('link', { name: 'Failed clients of an earlier job' });
    expect(await back.getAttribute('href')).toBe(`/jobs/${job.id}`);
    expect(page.url()).not.toContain(`/jobs/${job.id}`);
    expect(problems).toEqual([]);
  }, 60_000);
});

describe('a recurring job', () => {
  test('is made, says what is wrong with its schedule, is paused and deleted', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto('/jobs');
    await page.getByRole('link', { name: 'Recurring jobs' }).click();
    await page.getByText('No recurring jobs').waitFor();
    await page.getByRole('button', { name: 'New recurring job' }).first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Name').fill('Nightly refresh');
    await drawer.getByText('Cron', { exact: true }).click();
    await drawer.getByRole('textbox', { name: 'Cron' }).fill('0 25 * * *');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.getByText('cannot be understood', { exact: false }).waitFor();
    await drawer.getByText('Daily', { exact: true }).click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await row(page, 'Nightly refresh').getByText('Daily at 02:00', { exact: false }).waitFor();
    const menu = row(page, 'Nightly refresh').getByRole('button').last();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    await row(page, 'Nightly refresh').getByText('Paused').waitFor();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No recurring jobs').waitFor();
    expect(problems.filter((text) => !text.includes('400'))).toEqual([]);
  }, 60_000);
});

describe('the form of a recurring job', () => {
  const aPausedRecurringJob = (name: string) =>
    server.api.post<{ id: string }>('/recurring-jobs', {
      name,
      type: 'restart',
      clients: { filter: {} },
      schedule: { kind: 'daily', time: '03:30' },
      timeZone: 'Europe/Berlin',
      timeoutSeconds: null,
      paused: true,
    });

  test('keeps what was typed until it is said that it may go', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto('/jobs');
    await page.getByRole('link', { name: 'Recurring jobs' }).click();
    await page.getByRole('button', { name: 'New recurring job' }).first().click();
    const drawer = page.getByRole('dialog', { name: 'New recurring job' });
    const name = drawer.getByLabel('Name');
    await name.fill('Half a job');
    const cancel = () => drawer.getByRole('button', { name: 'Cancel' }).click();
    const ways = [() => page.keyboard.press('Escape'), () => page.goBack(), cancel];
    await triesToLeave(page, ways, async () => expect(await name.inputValue()).toBe('Half a job'));
    await cancel();
    await discardQuestion(page).getByRole('button', { name: 'Discard' }).click();
    await drawer.waitFor({ state: 'detached' });
  }, 60_000);

  test('says who was faster, shows the states side by side, and sends what was typed over what is there now', async () => {
    const { id } = await aPausedRecurringJob('Shared');
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/jobs/recurring?open=${id}`);
    const drawer = page.getByRole('dialog', { name: 'Edit recurring job' });
    await drawer.getByLabel('Name').fill('Mine');
    const theirs = { schedule: { kind: 'weekly', days: ['sun'], time: '05:00' }, name: 'Theirs' };
    await server.api.send('PATCH', `/recurring-jobs/${id}`, theirs, { 'if-match': '*' });
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.getByRole('alert').getByText('admin has changed this in the meantime').waitFor();
    const told = drawer.getByRole('alert').getByRole('row');
    await told
      .filter({ hasText: 'Name' })
      .filter({ hasText: 'Shared' })
      .filter({ hasText: 'Mine' })
      .waitFor();
    await told
      .filter({ hasText: 'Daily at 03:30 (Europe/Berlin)' })
      .getByText('Sun at 05:00')
      .first()
      .waitFor();
    expect(await drawer.getByLabel('Name').inputValue()).toBe('Mine');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.waitFor({ state: 'detached' });
    expect(await server.api.get(`/recurring-jobs/${id}`)).toMatchObject({ ...theirs, name: 'Mine' });
    await server.database.pool.query('delete from recurring_jobs');
  }, 60_000);

  test('has an address that also leads to one that the list does not show, and offers groups by hundreds', async () => {
    const filter = { match: 'all', e164: ['49'], addresses: [], clientTypes: [], serverAddresses: [] };
    for (let place = 100; place < 205; place += 1)
      await server.api.post('/groups', { name: `Ward ${place}`, templateIds: [], filter });
    const { id } = await aPausedRecurringJob('Elsewhere');
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/jobs/recurring?search=nothing-like-it&open=${id}`);
    const drawer = page.getByRole('dialog', { name: 'Edit recurring job' });
    expect(await drawer.getByLabel('Name').inputValue()).toBe('Elsewhere');
    await drawer.getByRole('combobox', { name: 'Clients' }).click();
    await page.getByRole('option', { name: 'Clients of a group' }).click();
    await drawer.getByPlaceholder('Choose a group').fill('Ward 204');
    await page.getByRole('option', { name: 'Ward 204' }).click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.waitFor({ state: 'detached' });
    const groups = await server.api.get<{ items: { id: string }[] }>('/groups?search=Ward%20204');
    expect(await server.api.get(`/recurring-jobs/${id}`)).toMatchObject({
      clients: { filter: { group: groups.items[0]?.id } },
    });
    await server.database.pool.query('delete from recurring_jobs');
    expect(problems).toEqual([]);
  }, 60_000);
});

describe('the pages of jobs', () => {
  test.each(looks)(
    'in %s, %s, %i px wide have nothing serious for axe-core and do not scroll sideways',
    async (language, theme, width) => {
      const { page, problems } = await visit(browser, server, { language, theme, width });
      await signIn(page, language);
      const target = (await server.api.get<{ items: { id: string }[] }>(`/jobs/${job.id}/targets`)).items[1];
      const recurring = await server.api.get<{ total: number }>('/recurring-jobs');
      if (recurring.total === 0) {
        await server.api.post('/recurring-jobs', {
          name: 'Weekly restart',
          type: 'restart',
          clients: { filter: {} },
          schedule: { kind: 'weekly', days: ['sat', 'sun'], time: '03:30' },
          timeZone: 'Europe/Berlin',
          timeoutSeconds: null,
          paused: false,
        });
      }
      const places = [
        '/jobs',
        `/jobs/${job.id}?target=${target?.id}`,
        '/jobs/recurring',
        '/jobs/recurring?open=new',
      ];
      for (const [at, path] of places.entries()) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForTimeout(600);
        if (pictures !== undefined)
          await page.screenshot({
            path: `${pictures}/jobs-${at}-${language}-${theme}-${width}.png`,
            fullPage: true,
          });
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
        expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
      }
      expect(problems).toEqual([]);
    },
    60_000,
  );
});
