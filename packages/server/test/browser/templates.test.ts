import { existsSync } from 'node:fs';
import type { VirtualPhone } from '@deskfleet/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { Group, GroupFilter } from '../../src/features/groups/groups.schema.ts';
import type { Job } from '../../src/features/jobs/jobs.schema.ts';
import type { Template } from '../../src/features/templates/templates.schema.ts';
import { looks, openBrowser, seriousFindings, sidewaysScroll, signIn, visit } from '../support/browser.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));

let server: RunningServer;
let browser: Browser;
let phones: VirtualPhone[];
let clients: Client[];
beforeAll(async () => {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  phones = [
    server.aPhone({ model: 'cp710', e164: '4989700001' }),
    server.aPhone({ model: 'cp410', e164: '4989700002' }),
    server.aPhone({ model: 'cp710', e164: '4989700003' }),
  ];
  await Promise.all(phones.map((phone) => phone.powerOn()));
  clients = await eventually('all inventories', async () => {
    const { rows } = await server.database.pool.query(
      'select count(*)::int as n from client_contacts where inventory_at is not null',
    );
    if (rows[0].n < phones.length) return undefined;
    return (await server.api.get<{ items: Client[] }>('/clients?sort=e164&order=asc')).items;
  });
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const noFilter: GroupFilter = { match: 'all', e164: [], addresses: [], clientTypes: [], serverAddresses: [] };

let names = 0;
/** Names that tests do not share. */
function aName(what: string): string {
  names += 1;
  return `${what} ${names}`;
}

async function aTemplate(said: object = {}, values: readonly object[] = []): Promise<Template> {
  const made = await server.api.post<Template>('/templates', {
    type: 'default',
    name: aName('Template'),
    ...said,
  });
  return values.length === 0 ? made : (await fill(made, values)).template;
}

async function fill({ id }: Pick<Template, 'id'>, values: readonly object[]) {
  const answer = await server.api.send('PATCH', `/templates/${id}/content`, { values }, { 'if-match': '*' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as { template: Template; job: Job | null };
}

async function signedIn(path: string): Promise<Page> {
  const { page } = await visit(browser, server);
  await signIn(page);
  await page.goto(path);
  return page;
}

/** Types a value into the configuration area. */
async function setParameter(page: Page, parameter: string, value: string): Promise<void> {
  await page.getByPlaceholder('Search parameters').fill(parameter);
  const row = page.getByRole('group', { name: parameter }).first();
  await row.getByRole('textbox').first().fill(value);
  await page.keyboard.press('Tab');
}

const has = (phone: VirtualPhone | undefined, item: string, value: string) =>
  expect.poll(() => phone?.items.get(item), { timeout: 20_000 }).toBe(value);

describe('a template', () => {
  test('is made, gets its configuration, is applied to three phones, and the job is shown', async () => {
    const name = aName('Reception');
    const page = await signedIn('/templates');
    await page.getByRole('button', { name: 'New', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: false }).fill(name);
    await dialog.getByRole('button', { name: 'Create template' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();

    await setParameter(page, 'Registrar address', '192.0.2.77');
    await page.getByRole('button', { name: 'Submit 1 change' }).click();
    await page.getByText('No client has this template at the moment, so nothing is sent.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

    await page.getByRole('link', { name: 'Apply to clients' }).click();
    for (const { e164 } of clients) await page.getByLabel(`Select ${e164}`).check();
    await page.getByRole('button', { name: 'Apply to 3 clients' }).click();
    await page.getByText('get the 1 values of the template', { exact: false }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click();
    for (const phone of phones) await has(phone, 'registrar-addr', '192.0.2.77');
    await page.getByText('3 of 3 done', { exact: false }).waitFor();

    await page.goto('/templates');
    await page.getByRole('row', { name }).getByText('3 clients').waitFor();
  });

  test('says before a change what it will do, and brings it to the phones as one job', async () => {
    const template = await aTemplate({}, [{ item: 'sip-name', value: 'before' }]);
    const [first, second] = clients;
    await server.api.post(`/templates/${template.id}/apply`, {
      clients: { ids: [first?.id, second?.id] },
    });
    await has(phones[0], 'sip-name', 'before');
    await has(phones[1], 'sip-name', 'before');
    await server.api.post('/jobs', {
      type: 'configure',
      clients: { ids: [first?.id] },
      values: [{ item: 'sip-name', value: 'own' }],
    });
    await has(phones[0], 'sip-name', 'own');

    const page = await signedIn(`/templates/${template.id}/configuration?find=sip-name`);
    await page.getByRole('group', { name: 'Name' }).getByRole('textbox').first().fill('after');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Submit 1 change' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 clients have this template.').waitFor();
    await dialog.getByText('On 1 something else goes before it.').waitFor();
    await dialog.getByRole('button', { name: 'Save and send' }).click();
    await has(phones[1], 'sip-name', 'after');
    expect(phones[0]?.items.get('sip-name')).toBe('own');
    await page.getByText('2 of 2 done', { exact: false }).waitFor();
  });

  test('of a client is made of chosen values', async () => {
    const [client] = clients;
    const page = await signedIn(`/templates/from-client?client=${client?.id}`);
    const name = aName('Like');
    await page.getByLabel('Name', { exact: false }).first().fill(name);
    await page.getByText('All', { exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search parameters' }).fill('sip-name');
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Create with 1 value' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    const { items } = await server.api.get<{ items: Template[] }>(
      `/templates?search=${encodeURIComponent(name)}`,
    );
    expect(items).toMatchObject([{ name, valueCount: 1 }]);
  });

  test('is compared with another one, at first only what differs', async () => {
    const one = await aTemplate({}, [
      { item: 'sip-name', value: 'same' },
      { item: 'registrar-addr', value: '192.0.2.1' },
    ]);
    const other = await aTemplate({ ranking: 7 }, [
      { item: 'sip-name', value: 'same' },
      { item: 'registrar-addr', value: '192.0.2.2' },
    ]);
    const page = await signedIn(`/templates/compare?first=${one.id}&second=${other.id}`);
    await page.getByRole('cell', { name: '192.0.2.2' }).waitFor();
    await page.getByRole('cell', { name: '7', exact: true }).waitFor();
    expect(await page.getByRole('cell', { name: 'same' }).count()).toBe(0);
    await page.getByRole('switch', { name: 'Only what differs' }).click();
    await expect.poll(() => page.getByRole('cell', { name: 'same' }).count()).toBe(2);
    expect(page.url()).toContain('show=all');
  });

  test('that somebody else has changed meanwhile is shown side by side, and mine goes over it', async () => {
    const template = await aTemplate({ description: 'at first' });
    const page = await signedIn(`/templates?edit=${template.id}`);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Ranking').fill('5');
    await server.api.send(
      'PATCH',
      `/templates/${template.id}`,
      { description: 'by another', ranking: 3 },
      { 'if-match': '*' },
    );
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('admin has changed this in the meantime').waitFor();
    const ranking = dialog.getByRole('row', { name: /^Ranking/ });
    expect(await ranking.getByRole('cell').allTextContents()).toEqual(['1', '3', '5']);
    const description = dialog.getByRole('row', { name: /^Description/ });
    expect(await description.getByRole('cell').allTextContents()).toEqual([
      'at first',
      'by another',
      'by another',
    ]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await server.api.get(`/templates/${template.id}`)).toMatchObject({
      ranking: 5,
      description: 'by another',
    });
  });

  test('whose content somebody else has changed tells it before mine is submitted', async () => {
    const template = await aTemplate({}, [{ item: 'registrar-addr', value: '192.0.2.1' }]);
    const page = await signedIn(`/templates/${template.id}/configuration`);
    await setParameter(page, 'Registrar address', '192.0.2.3');
    await fill(template, [{ item: 'registrar-addr', value: '192.0.2.2' }]);
    // The page hears of it a moment later; the row then says what it would overwrite.
    await page.getByText('192.0.2.2', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Submit 1 change' }).click();
    await page.getByText('admin has changed this in the meantime').waitFor();
    await page.getByRole('dialog').getByText('192.0.2.2').first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await expect
      .poll(async () => {
        const { values } = await server.api.get<{ values: { value: string }[] }>(
          `/templates/${template.id}/content`,
        );
        return values[0]?.value;
      })
      .toBe('192.0.2.3');
  });

  test('in use says where before it is deleted, and is withdrawn on demand', async () => {
    const template = await aTemplate();
    const name = aName('Ward');
    await server.api.post('/groups', {
      name,
      templateIds: [template.id],
      filter: { ...noFilter, e164: ['0815'] },
    });
    const page = await signedIn('/templates');
    await page.getByRole('button', { name: `Actions for ${template.name}` }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`group ${name}`, { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Delete template' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('switch', { name: 'Withdraw what is in use' }).click();
    await dialog.getByRole('button', { name: 'Delete template' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect((await server.api.send('GET', `/templates/${template.id}`)).status).toBe(404);
  });
});

describe('a group', () => {
  test('shows while it is edited which clients its filter finds, and gives them its template', async () => {
    const template = await aTemplate({}, [{ item: 'realm', value: 'ward.example' }]);
    const name = aName('Ward');
    const page = await signedIn('/groups/new');
    await page.getByLabel('Name', { exact: false }).first().fill(name);
    const number = page.getByRole('combobox', { name: 'E.164 number' });
    await number.fill('49897*');
    await number.press('Enter');
    await page.getByText('3 clients', { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Client type' }).click();
    await page.getByRole('option', { name: 'CP710', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByText('2 clients', { exact: true }).waitFor();
    await page.getByRole('link', { name: '4989700003' }).waitFor();

    const address = page.getByRole('combobox', { name: 'IP address' });
    await address.fill('10.1.0.9-10.1.0.1');
    await address.press('Enter');
    await page.getByText('ends before it begins', { exact: false }).waitFor();
    await address.press('Backspace');
    await page.getByText('2 clients', { exact: true }).waitFor();

    await page.getByRole('combobox', { name: 'Add template' }).fill(template.name);
    await page.getByRole('option', { name: template.name }).click();
    await page.getByRole('list', { name: 'Templates' }).getByText(template.name).waitFor();
    await page.getByRole('button', { name: 'Create group' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByRole('link', { name: '4989700001' }).waitFor();
    await has(phones[0], 'realm', 'ward.example');
    await has(phones[2], 'realm', 'ward.example');
    expect(phones[1]?.items.get('realm')).not.toBe('ward.example');

    await page.getByRole('link', { name: '4989700001' }).click();
    const panel = page.locator('section', { hasText: 'Templates and groups' }).last();
    await panel.getByRole('link', { name: template.name }).waitFor();
    await panel.getByRole('link', { name }).waitFor();
  });

  test('is deleted from the list after it was said what members lose', async () => {
    const template = await aTemplate();
    const group = await server.api.post<Group>('/groups', {
      name: aName('Ward'),
      templateIds: [template.id],
      filter: { ...noFilter, e164: ['4989700001'] },
    });
    const page = await signedIn('/groups');
    await page.getByLabel(`Select ${group.name}`).check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await page
      .getByRole('dialog')
      .getByText(`${group.name}: one member loses the templates ${template.name}`, { exact: false })
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete group' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect((await server.api.send('GET', `/groups/${group.id}`)).status).toBe(404);
  });
});

describe('the pages of templates and groups', () => {
  test.each(looks)(
    'in %s, %s, %i px wide have nothing serious for axe-core and do not scroll sideways',
    async (language, theme, width) => {
      const template = await aTemplate({ models: ['CP710', 'CP410'], description: 'At the front desk' }, [
        { item: 'registrar-addr', value: '192.0.2.1' },
        { item: 'sip-pwd', value: 'Geheim-4711' },
      ]);
      const rival = await aTemplate({ ranking: 9 }, [{ item: 'registrar-addr', value: '192.0.2.9' }]);
      for (const { id } of [template, rival]) {
        await server.api.post(`/templates/${id}/apply`, { clients: { ids: [clients[0]?.id] } });
      }
      const group = await server.api.post<Group>('/groups', {
        name: aName('Ward'),
        description: 'Third floor',
        templateIds: [template.id],
        filter: { ...noFilter, clientTypes: ['CP710'], addresses: ['127.0.0.0/8'] },
      });
      const { page, problems } = await visit(browser, server, { language, theme, width });
      await signIn(page, language);
      const places = [
        '/templates',
        '/templates?edit=new',
        `/templates/${template.id}`,
        `/templates/${template.id}/configuration`,
        `/templates/${template.id}/function-keys`,
        `/templates/${template.id}/content`,
        `/templates/apply?template=${template.id}`,
        `/templates/compare?first=${template.id}&second=${rival.id}&show=all`,
        `/templates/from-client?client=${clients[0]?.id}`,
        '/groups',
        '/groups/new',
        `/groups/${group.id}`,
        `/groups/${group.id}/edit`,
        `/clients/${clients[0]?.id}`,
      ];
      for (const [at, path] of places.entries()) {
        await page.goto(path);
        await page.getByRole('main').first().waitFor();
        await page.waitForTimeout(900);
        if (process.env['DESKFLEET_SHOTS'] !== undefined) {
          await page.screenshot({
            path: `${process.env['DESKFLEET_SHOTS']}/${at}-${language}-${theme}-${width}.png`,
          });
        }
        expect.soft([path, await seriousFindings(page)]).toEqual([path, []]);
        expect.soft([path, await sidewaysScroll(page)]).toEqual([path, 0]);
      }
      expect(problems).toEqual([]);
    },
    90_000,
  );
});
