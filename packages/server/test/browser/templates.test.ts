import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Group } from '../../src/features/groups/groups.schema.ts';
import type { Template } from '../../src/features/templates/templates.schema.ts';
import {
  aName,
  type BrowsedFleet,
  has,
  noFilter,
  setParameter,
  startBrowsedFleet,
} from '../support/browsed-fleet.ts';
import { looks, seriousFindings, sidewaysScroll, signIn, visit } from '../support/browser.ts';
import { aPng } from '../support/deployable-contents.ts';
import { uploadFile } from '../support/uploads.ts';

let fleet: BrowsedFleet;
beforeAll(async () => {
  fleet = await startBrowsedFleet();
}, 90_000);
afterAll(() => fleet.stop());

describe('a template', () => {
  test('is made, gets its configuration, is applied to three phones, and the job is shown', async () => {
    const name = aName('Reception');
    const page = await fleet.signedIn('/templates');
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
    for (const { e164 } of fleet.clients) await page.getByLabel(`Select ${e164}`).check();
    await page.getByRole('button', { name: 'Apply to 3 clients' }).click();
    await page.getByText('get what the template has (1 value and no files)', { exact: false }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click();
    for (const phone of fleet.phones) await has(phone, 'registrar-addr', '192.0.2.77');
    await page.getByText('3 of 3 done', { exact: false }).waitFor();

    await page.goto('/templates');
    await page.getByRole('row', { name }).getByText('3 clients').waitFor();
  });

  test('of a client is made of chosen values', async () => {
    const [client] = fleet.clients;
    const page = await fleet.signedIn(`/templates/from-client?client=${client?.id}`);
    const name = aName('Like');
    await page.getByLabel('Name', { exact: false }).first().fill(name);
    await page.getByText('All', { exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search parameters' }).fill('sip-name');
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Create with 1 value' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    const { items } = await fleet.server.api.get<{ items: Template[] }>(
      `/templates?search=${encodeURIComponent(name)}`,
    );
    expect(items).toMatchObject([{ name, valueCount: 1 }]);
  });

  test('is compared with another one, at first only what differs', async () => {
    const one = await fleet.aTemplate({}, [
      { item: 'sip-name', value: 'same' },
      { item: 'registrar-addr', value: '192.0.2.1' },
    ]);
    const other = await fleet.aTemplate({ ranking: 7 }, [
      { item: 'sip-name', value: 'same' },
      { item: 'registrar-addr', value: '192.0.2.2' },
    ]);
    const page = await fleet.signedIn(`/templates/compare?first=${one.id}&second=${other.id}`);
    await page.getByRole('cell', { name: '192.0.2.2' }).waitFor();
    await page.getByRole('cell', { name: '7', exact: true }).waitFor();
    expect(await page.getByRole('cell', { name: 'same' }).count()).toBe(0);
    await page.getByRole('switch', { name: 'Only what differs' }).click();
    await expect.poll(() => page.getByRole('cell', { name: 'same' }).count()).toBe(2);
    expect(page.url()).toContain('show=all');
  });

  test('is made with everything that is said of one, has a column for each, and begins empty', async () => {
    const name = aName('Foyer');
    await fleet.aTemplate({ name: aName('Atrium'), ranking: 3 });
    const page = await fleet.signedIn('/templates');
    await page.getByRole('button', { name: 'New', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create template' }).click();
    await dialog.getByText('Give it a name.').waitFor();
    await dialog.getByLabel('Type').selectOption('Onboarding');
    await dialog.getByLabel('Name', { exact: false }).fill(name);
    await dialog.getByLabel('Description').fill('Phones at the doors');
    expect(await dialog.getByLabel('Ranking').inputValue()).toBe('1');
    await dialog.getByLabel('Ranking').fill('7');
    for (const [field, options] of [
      ['Supported clients', ['CP710', 'CP410']],
      ['Supported software', ['SIP']],
    ] as const) {
      await dialog.getByRole('combobox', { name: field }).click();
      for (const option of options) await page.getByRole('option', { name: option, exact: true }).click();
      await dialog.getByLabel('Description').click();
    }
    await dialog.getByLabel('Software update').selectOption('Only newer versions');
    await dialog.getByRole('button', { name: 'Create template' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();

    await page.goto('/templates');
    const row = page.getByRole('row', { name });
    for (const text of ['Onboarding', '7', 'CP710 and CP410', 'SIP', 'Only newer versions', 'not used'])
      await row.getByRole('cell', { name: text, exact: true }).waitFor();
    await row.getByRole('link', { name: 'no files' }).waitFor();
    await row.getByRole('link', { name: 'no values' }).click();
    await page.getByText('This template has no content yet').waitFor();

    await page.goto('/templates');
    const rankings = async () => {
      const cells = await page.locator('tbody tr td:nth-child(4)').allTextContents();
      return cells.map(Number);
    };
    for (const order of [1, -1]) {
      await page.getByRole('button', { name: 'Ranking' }).click();
      const areSorted = async () => {
        const shown = await rankings();
        return shown.every((ranking, at) => at === 0 || (ranking - (shown[at - 1] ?? 0)) * order >= 0);
      };
      await expect.poll(areSorted).toBe(true);
    }
    expect((await rankings())[0]).toBeGreaterThanOrEqual(7);
    await page.getByRole('button', { name: 'Type', exact: true }).first().click();
    await page.getByRole('menuitemcheckbox', { name: 'Onboarding' }).click();
    await page.getByText('Type is Onboarding').waitFor();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
  }, 60_000);

  test('gets files from its menu, shows them with its content, and is compared with its copy', async () => {
    const template = await fleet.aTemplate({}, [{ item: 'sip-name', value: 'door' }]);
    await uploadFile(fleet.server.api, 'door-logo.png', aPng(240, 70), 'logo');
    const page = await fleet.signedIn(`/templates?search=${encodeURIComponent(template.name)}`);
    await page.getByRole('button', { name: `Actions for ${template.name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: 'Assign files' }).click();
    await page.getByRole('button', { name: 'Choose files' }).first().click();
    await page.getByRole('checkbox', { name: /door-logo\.png/ }).check();
    await page.getByText('1 file added, 0 taken out').waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep editing' }).click();
    await page.getByRole('button', { name: 'Save files' }).click();
    await page.getByRole('dialog').getByText('No client has this template now.', { exact: false }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Save files' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

    await page.goto(`/templates?search=${encodeURIComponent(template.name)}`);
    const row = page.getByRole('row', { name: template.name });
    await row.getByRole('link', { name: '1 file' }).waitFor();
    await page.getByRole('button', { name: `Actions for ${template.name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: 'View content' }).click();
    await page.getByRole('cell', { name: 'door', exact: true }).waitFor();
    await page.getByRole('row', { name: /door-logo\.png.*Logo.*Bring to phones/ }).waitFor();

    await page.getByRole('button', { name: `Actions for ${template.name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    const copy = `${template.name} (copy)`;
    expect(await page.getByRole('dialog').getByLabel('Name').inputValue()).toBe(copy);
    await page.getByRole('dialog').getByRole('button', { name: 'Duplicate' }).click();
    await page.getByRole('heading', { level: 1, name: copy }).waitFor();

    await page.goto(`/templates?search=${encodeURIComponent(template.name)}`);
    await page.getByRole('checkbox', { name: 'Select this page' }).check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Compare' }).click();
    await page.getByText('These templates do not differ.', { exact: false }).waitFor();
    await page.getByText('1 file is the same in both.', { exact: false }).waitFor();
    await fleet.server.api.send('PUT', `/templates/${template.id}/files`, { files: [] }, { 'if-match': '*' });
    await page
      .getByRole('row', { name: /^File door-logo\.png.*not in the template.*Bring to phones/ })
      .waitFor();
  }, 60_000);

  test('says which clients do not get a file, and why, when its files are saved', async () => {
    const template = await fleet.aTemplate();
    const logo = await uploadFile(fleet.server.api, 'only-700.png', aPng(240, 72), 'logo');
    await fleet.server.api.send('PATCH', `/files/${logo.id}`, { models: ['CP700'] }, { 'if-match': '*' });
    const clients = { ids: fleet.clients.slice(0, 1).map(({ id }) => id) };
    await fleet.server.api.post(`/templates/${template.id}/apply`, { clients });
    const page = await fleet.signedIn(`/templates/${template.id}/files`);
    await page.getByRole('button', { name: 'Choose files' }).first().click();
    await page.getByRole('checkbox', { name: /only-700\.png/ }).check();
    await page.getByRole('button', { name: 'Save files' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save files' }).click();
    await page
      .getByText(/^1 client does not get only-700\.png .*“only-700\.png” is for CP700, not for/)
      .waitFor();
  }, 60_000);

  test('goes elsewhere as a file, which is looked at before it is imported', async () => {
    const templates = [
      await fleet.aTemplate({}, [
        { item: 'sip-pwd', value: 'Geheim-4711' },
        { item: 'sip-name', value: 'gate' },
      ]),
      await fleet.aTemplate(),
    ];
    const tone = await uploadFile(fleet.server.api, 'gate.png', aPng(240, 71), 'logo');
    const path = `/templates/${templates[0]?.id}/files`;
    await fleet.server.api.send('PUT', path, { files: [{ fileId: tone.id }] }, { 'if-match': '*' });
    const page = await fleet.signedIn('/templates');
    for (const { name } of templates) await page.getByLabel(`Select ${name}`, { exact: true }).check();
    const exported = page.waitForEvent('download');
    await page.getByRole('toolbar').getByRole('link', { name: 'Export' }).click();
    const file = await (await exported).path();
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain('Geheim');
    // As if it came from a server that has another file of this name.
    const elsewhere = text.replace(/"sha256": "[0-9a-f]{64}"/, `"sha256": "${'0'.repeat(64)}"`);
    await page.getByRole('toolbar').getByRole('button', { name: 'Clear selection' }).click();

    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'templates.json',
      mimeType: 'application/json',
      buffer: Buffer.from(elsewhere),
    });
    await dialog.getByText('The file cannot be imported, for 2 reasons:').waitFor();
    expect(await dialog.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
    await dialog.getByLabel('Give a number to names that are taken').check();
    await dialog.getByText('2 templates would be made:').waitFor();
    await dialog.getByText(`${templates[0]?.name} (2)`, { exact: true }).waitFor();
    await dialog.getByText('1 secret is not in the file', { exact: false }).waitFor();
    await dialog.getByText('1 file is not here: upload it, and choose it for the template.').waitFor();
    await dialog.getByText(`gate.png · Logo · ${templates[0]?.name} (2)`).waitFor();
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('2 templates imported.').waitFor();

    for (const { name } of templates) await page.getByLabel(`Select ${name} (2)`).check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('They are used nowhere.', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Delete 2 templates' }).click();
    await page.getByText('2 templates deleted.').waitFor();
    await expect.poll(() => page.getByText(`${templates[0]?.name} (2)`).count()).toBe(0);
    await page
      .getByRole('row', { name: templates[1]?.name ?? '' })
      .first()
      .waitFor();
  }, 60_000);

  test('in use says where before it is deleted, and is withdrawn on demand', async () => {
    const template = await fleet.aTemplate();
    const name = aName('Ward');
    await fleet.server.api.post('/groups', {
      name,
      templateIds: [template.id],
      filter: { ...noFilter, e164: ['0815'] },
    });
    const page = await fleet.signedIn(`/templates?search=${encodeURIComponent(template.name)}`);
    await page.getByRole('button', { name: `Actions for ${template.name}` }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`group ${name}`, { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Delete template' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('switch', { name: 'Withdraw what is in use' }).click();
    await dialog.getByRole('button', { name: 'Delete template' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect((await fleet.server.api.send('GET', `/templates/${template.id}`)).status).toBe(404);
  });
});

describe('the pages of templates', () => {
  test.each(looks)(
    'in %s, %s, %i px wide have nothing serious for axe-core and do not scroll sideways',
    async (language, theme, width) => {
      const template = await fleet.aTemplate(
        { models: ['CP710', 'CP410'], description: 'At the front desk' },
        [
          { item: 'registrar-addr', value: '192.0.2.1' },
          { item: 'sip-pwd', value: 'Geheim-4711' },
        ],
      );
      const rival = await fleet.aTemplate({ ranking: 9 }, [{ item: 'registrar-addr', value: '192.0.2.9' }]);
      for (const { id } of [template, rival]) {
        await fleet.server.api.post(`/templates/${id}/apply`, { clients: { ids: [fleet.clients[0]?.id] } });
      }
      await fleet.server.api.post<Group>('/groups', {
        name: aName('Ward'),
        description: 'Third floor',
        templateIds: [template.id],
        filter: { ...noFilter, clientTypes: ['CP710'], addresses: ['127.0.0.0/8'] },
      });
      const { page, problems } = await visit(fleet.browser, fleet.server, { language, theme, width });
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
        `/templates/from-client?client=${fleet.clients[0]?.id}`,
        `/clients/${fleet.clients[0]?.id}`,
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
