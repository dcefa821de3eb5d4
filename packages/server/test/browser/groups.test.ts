import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Group } from '../../src/features/groups/groups.schema.ts';
import {
  aName,
  type BrowsedFleet,
  cellsOf,
  has,
  noFilter,
  startBrowsedFleet,
} from '../support/browsed-fleet.ts';
import {
  discardQuestion,
  looks,
  seriousFindings,
  sidewaysScroll,
  signIn,
  triesToLeave,
  visit,
} from '../support/browser.ts';

let fleet: BrowsedFleet;
beforeAll(async () => {
  fleet = await startBrowsedFleet();
}, 90_000);
afterAll(() => fleet.stop());

describe('a group', () => {
  test('shows while it is edited which clients its filter finds, and gives them its template', async () => {
    const template = await fleet.aTemplate({}, [{ item: 'realm', value: 'ward.example' }]);
    const name = aName('Ward');
    const page = await fleet.signedIn('/groups/new');
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
    await has(fleet.phones[0], 'realm', 'ward.example');
    await has(fleet.phones[2], 'realm', 'ward.example');
    expect(fleet.phones[1]?.items.get('realm')).not.toBe('ward.example');

    await page.getByRole('link', { name: '4989700001' }).click();
    const panel = page.locator('section', { hasText: 'Templates and groups' }).last();
    await panel.getByRole('link', { name: template.name }).waitFor();
    await panel.getByRole('link', { name }).waitFor();
  }, 60_000);

  test('is deleted from the list after it was said what members lose', async () => {
    const template = await fleet.aTemplate();
    const group = await fleet.server.api.post<Group>('/groups', {
      name: aName('Ward'),
      templateIds: [template.id],
      filter: { ...noFilter, e164: ['4989700001'] },
    });
    const page = await fleet.signedIn('/groups');
    await page.getByLabel(`Select ${group.name}`).check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await page
      .getByRole('dialog')
      .getByText(`${group.name}: one member loses what came by ${template.name}`, { exact: false })
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete group' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect((await fleet.server.api.send('GET', `/groups/${group.id}`)).status).toBe(404);
  }, 60_000);
});

describe('the filters of a group', () => {
  test('find by number, address, type and server, all that are filled in or any of them', async () => {
    const page = await fleet.signedIn('/groups/new');
    const enter = async (field: string, text: string): Promise<void> => {
      const box = page.getByRole('combobox', { name: field });
      await box.fill(text);
      await box.press('Enter');
    };
    const counted = (text: string) => page.getByText(text, { exact: true }).waitFor();
    await page.getByText('Fill in at least one field to find clients.').waitFor();
    await enter('Server address', '192.0.2.44');
    await counted('1 client');
    await page.getByRole('cell', { name: '4989700002' }).waitFor();
    await page.getByText('at least one field', { exact: true }).click();
    await enter('E.164 number', '498970000?');
    await counted('3 clients');
    await page.getByText('all fields that are filled in', { exact: true }).click();
    await counted('1 client');
    await enter('IP address', `${fleet.clients[1]?.address}`);
    await enter('IP address', '10.0.0.0/8');
    await page.getByRole('combobox', { name: 'Client type' }).fill('CP4');
    await page.getByRole('option', { name: 'CP410', exact: true }).click();
    await page.getByRole('combobox', { name: 'Client type' }).press('Tab');
    await counted('1 client');
    await enter('E.164 number', '49+1');
    await page.getByText('The filter cannot be used yet', { exact: false }).waitFor();
    await page.getByRole('combobox', { name: 'E.164 number' }).press('Backspace');
    await counted('1 client');

    const name = aName('Every filter');
    await page.getByLabel('Name', { exact: false }).first().fill(name);
    await page.getByRole('button', { name: 'Create group' }).click();
    await page.getByText(`The group ${name} is created; it has one member.`).waitFor();
    const { items } = await fleet.server.api.get<{ items: Group[] }>('/groups?pageSize=100');
    expect(items.find((group) => group.name === name)?.filter).toEqual({
      match: 'all',
      e164: ['498970000?'],
      addresses: [fleet.clients[1]?.address, '10.0.0.0/8'],
      clientTypes: ['CP410'],
      serverAddresses: ['192.0.2.44'],
    });
  }, 60_000);
});

describe('the list of groups', () => {
  test('has a column for each thing, is sorted, leads to editing, and deletes several', async () => {
    const template = await fleet.aTemplate();
    const [first, second] = [aName('Zenith'), aName('Apse')];
    for (const [name, e164] of [
      [first, '498970000?'],
      [second, '4989700001'],
    ] as const)
      await fleet.server.api.post<Group>('/groups', {
        name,
        description: `Floor of ${name}`,
        templateIds: [template.id],
        filter: { ...noFilter, e164: [e164], clientTypes: ['CP710'] },
      });
    const page = await fleet.signedIn(`/groups`);
    const row = page.getByRole('row', { name: first });
    for (const text of [`Floor of ${first}`, '2', template.name])
      await row.getByRole('cell', { name: text, exact: true }).waitFor();
    await row.getByText('E.164 number 498970000?').waitFor();
    await row.getByText('and Client type CP710').waitFor();

    const order = async () => {
      const names = await page.locator('tbody [data-row-link]').allTextContents();
      return names.indexOf(second) - names.indexOf(first);
    };
    expect(await order()).toBeLessThan(0);
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await expect.poll(order).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Members', exact: true }).click();
    await expect.poll(order).toBeLessThan(0);

    await page.getByRole('button', { name: `Actions for ${first}` }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const types = page.getByRole('combobox', { name: 'Client type' });
    await types.press('Backspace');
    await page.getByText('3 clients', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(`The group ${first} is saved; it has 3 members.`).waitFor();
    await page.getByRole('cell', { name: '4989700002' }).waitFor();

    await page.goto('/groups');
    for (const name of [first, second]) await page.getByLabel(`Select ${name}`).check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByText(`${second}: one member loses`, { exact: false }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete 2 groups' }).click();
    await page.getByText('2 groups deleted.').waitFor();
    await row.waitFor({ state: 'detached' });
  }, 60_000);

  test('follows a phone that joins a group because it says something new of itself', async () => {
    const name = aName('Branch');
    await fleet.server.api.post('/groups', {
      name,
      templateIds: [],
      filter: { ...noFilter, serverAddresses: ['192.0.2.99'] },
    });
    const page = await fleet.signedIn('/groups');
    const members = page.getByRole('row', { name }).getByRole('cell').nth(3);
    expect(await members.textContent()).toBe('0');
    await fleet.server.api.post('/jobs', {
      type: 'configure',
      clients: { ids: [fleet.clients[0]?.id] },
      values: [{ item: 'reg-addr', value: '192.0.2.99' }],
    });
    await expect.poll(() => members.textContent(), { timeout: 20_000 }).toBe('1');
  }, 60_000);
});

describe('a group that is being edited', () => {
  const typed = 'Half a group';

  test('keeps what was typed until it is said that it may go', async () => {
    const page = await fleet.signedIn('/groups');
    await page.getByRole('link', { name: 'New' }).first().click();
    const name = page.getByLabel('Name', { exact: false }).first();
    await name.fill(typed);
    const ways = [
      () => page.getByRole('link', { name: 'Templates', exact: true }).click(),
      () => page.goBack(),
      () => page.getByRole('button', { name: 'Cancel' }).click(),
    ];
    await triesToLeave(page, ways, async () => expect(await name.inputValue()).toBe(typed));
    const asked = page.waitForEvent('dialog');
    void page.reload().catch(() => {});
    const browserAsks = await asked;
    expect(browserAsks.type()).toBe('beforeunload');
    await browserAsks.dismiss();
    expect(await name.inputValue()).toBe(typed);

    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    const signOut = page.getByRole('dialog', { name: 'Sign out with unsaved changes?' });
    await signOut.getByText('What you entered into the open form is lost.').waitFor();
    await signOut.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('link', { name: 'Templates', exact: true }).click();
    await discardQuestion(page).getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor();
  }, 60_000);

  test('that somebody else has changed meanwhile is shown side by side, and mine goes over it', async () => {
    const group = await fleet.server.api.post<Group>('/groups', {
      name: aName('Wing'),
      description: 'at first',
      templateIds: [],
      filter: { ...noFilter, e164: ['4989700001'] },
    });
    const page = await fleet.signedIn(`/groups/${group.id}/edit`);
    await page.getByLabel('Ranking').fill('5');
    const number = page.getByRole('combobox', { name: 'E.164 number' });
    await number.fill('4989700002');
    await number.press('Enter');
    const theirs = { description: 'by another', filter: { ...noFilter, e164: ['4989700003'] } };
    await fleet.server.api.send('PATCH', `/groups/${group.id}`, theirs, { 'if-match': '*' });
    await page.getByRole('button', { name: 'Save' }).click();
    const told = page.getByRole('alert').filter({ hasText: 'admin has changed this in the meantime' });
    expect(await cellsOf(told, 'Ranking')).toEqual(['1', '1', '5']);
    expect(await cellsOf(told, 'Description')).toEqual(['at first', 'by another', 'by another']);
    expect(await cellsOf(told, 'Filters')).toEqual([
      'E.164 number 4989700001',
      'E.164 number 4989700003',
      'E.164 number 4989700001, 4989700002',
    ]);
    expect((await fleet.server.api.get<Group>(`/groups/${group.id}`)).ranking).toBe(1);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(`The group ${group.name} is saved`, { exact: false }).waitFor();
    expect(await fleet.server.api.get(`/groups/${group.id}`)).toMatchObject({
      ranking: 5,
      description: 'by another',
      filter: { e164: ['4989700001', '4989700002'] },
    });
  }, 60_000);
});

describe('the pages of groups', () => {
  test.each(looks)(
    'in %s, %s, %i px wide have nothing serious for axe-core and do not scroll sideways',
    async (language, theme, width) => {
      const group = await fleet.server.api.post<Group>('/groups', {
        name: aName('Ward'),
        description: 'Third floor',
        templateIds: [(await fleet.aTemplate()).id],
        filter: { ...noFilter, clientTypes: ['CP710'], addresses: ['127.0.0.0/8'] },
      });
      const { page, problems } = await visit(fleet.browser, fleet.server, { language, theme, width });
      await signIn(page, language);
      for (const path of ['/groups', '/groups/new', `/groups/${group.id}`, `/groups/${group.id}/edit`]) {
        await page.goto(path);
        await page.getByRole('main').first().waitFor();
        await page.waitForTimeout(900);
        expect.soft([path, await seriousFindings(page)]).toEqual([path, []]);
        expect.soft([path, await sidewaysScroll(page)]).toEqual([path, 0]);
      }
      expect(problems).toEqual([]);
    },
    60_000,
  );
});
