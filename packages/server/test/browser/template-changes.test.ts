import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type BrowsedFleet,
  cellsOf,
  has,
  setParameter,
  startBrowsedFleet,
} from '../support/browsed-fleet.ts';
import { discardQuestion, triesToLeave } from '../support/browser.ts';
import { aClient } from '../support/builders.ts';
import { aPng } from '../support/deployable-contents.ts';
import { uploadFile } from '../support/uploads.ts';

let fleet: BrowsedFleet;
beforeAll(async () => {
  fleet = await startBrowsedFleet();
}, 90_000);
afterAll(() => fleet.stop());

describe('a template', () => {
  test('says before a change what it will do, and brings it to the phones as one job', async () => {
    const template = await fleet.aTemplate({}, [{ item: 'sip-name', value: 'before' }]);
    const [first, second] = fleet.clients;
    await fleet.server.api.post(`/templates/${template.id}/apply`, {
      clients: { ids: [first?.id, second?.id] },
    });
    await has(fleet.phones[0], 'sip-name', 'before');
    await has(fleet.phones[1], 'sip-name', 'before');
    await fleet.server.api.post('/jobs', {
      type: 'configure',
      clients: { ids: [first?.id] },
      values: [{ item: 'sip-name', value: 'own' }],
    });
    await has(fleet.phones[0], 'sip-name', 'own');

    const page = await fleet.signedIn(`/templates/${template.id}/configuration?find=sip-name`);
    await page.getByRole('group', { name: 'Name' }).getByRole('textbox').first().fill('after');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Submit 1 change' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 clients have this template.').waitFor();
    await dialog.getByText('On 1 something else goes before it.').waitFor();
    await dialog.getByRole('button', { name: 'Save and send' }).click();
    await has(fleet.phones[1], 'sip-name', 'after');
    expect(fleet.phones[0]?.items.get('sip-name')).toBe('own');
    await page.getByText('2 of 2 done', { exact: false }).waitFor();
  }, 60_000);

  test('says which clients cannot take a value, and why', async () => {
    const hfa = await aClient(fleet.server.database.pool, {
      deviceId: '00:1A:E8:99:00:01',
      said: { 'software-type': 'Siemens HFA' },
    });
    const template = await fleet.aTemplate();
    const ids = [fleet.clients[0]?.id, hfa];
    await fleet.server.api.post(`/templates/${template.id}/apply`, { clients: { ids } });
    const page = await fleet.signedIn(`/templates/${template.id}/configuration`);
    await setParameter(page, 'Registrar address', '192.0.2.3');
    await page.getByRole('button', { name: 'Submit 1 change' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 client does not get all of it, for its phone cannot take it:').waitFor();
    await dialog
      .getByRole('listitem')
      .filter({ hasText: 'HFA (1): “Registrar address” does not exist' })
      .waitFor();
    const cells = await cellsOf(dialog, 'Registrar address');
    // In force, overridden, not possible.
    expect(cells.slice(-3)).toEqual(['1', '0', '1']);
    await dialog.getByRole('button', { name: 'Save and send' }).click();
    await has(fleet.phones[0], 'registrar-addr', '192.0.2.3');
    await fleet.server.api.post(`/templates/${template.id}/withdraw`, { clients: { ids } });
    await fleet.server.api.post('/clients/delete', { clients: { ids: [hfa] } });
  }, 60_000);

  test('that somebody else has changed meanwhile is shown side by side, and mine goes over it', async () => {
    const template = await fleet.aTemplate({ description: 'at first' });
    const page = await fleet.signedIn(`/templates?edit=${template.id}`);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Ranking').fill('5');
    await fleet.server.api.send(
      'PATCH',
      `/templates/${template.id}`,
      { description: 'by another', ranking: 3 },
      { 'if-match': '*' },
    );
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('admin has changed this in the meantime').waitFor();
    expect(await cellsOf(dialog, 'Ranking')).toEqual(['1', '3', '5']);
    expect(await cellsOf(dialog, 'Description')).toEqual(['at first', 'by another', 'by another']);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await fleet.server.api.get(`/templates/${template.id}`)).toMatchObject({
      ranking: 5,
      description: 'by another',
    });
  }, 60_000);

  test('whose content somebody else has changed tells it before mine is submitted', async () => {
    const template = await fleet.aTemplate({}, [{ item: 'registrar-addr', value: '192.0.2.1' }]);
    const page = await fleet.signedIn(`/templates/${template.id}/configuration`);
    await setParameter(page, 'Registrar address', '192.0.2.3');
    await fleet.fill(template, [{ item: 'registrar-addr', value: '192.0.2.2' }]);
    // The page hears of it a moment later; the row then says what it would overwrite.
    await page.getByText('192.0.2.2', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Submit 1 change' }).click();
    await page.getByText('admin has changed this in the meantime').waitFor();
    await page.getByRole('dialog').getByText('192.0.2.2').first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await expect
      .poll(async () => {
        const { values } = await fleet.server.api.get<{ values: { value: string }[] }>(
          `/templates/${template.id}/content`,
        );
        return values[0]?.value;
      })
      .toBe('192.0.2.3');
  }, 60_000);

  test('says which other one it loses to, and on how many clients', async () => {
    const loser = await fleet.aTemplate({ ranking: 5 }, [{ item: 'registrar-addr', value: '192.0.2.50' }]);
    const winner = await fleet.aTemplate({ ranking: 2 }, [{ item: 'registrar-addr', value: '192.0.2.20' }]);
    const ids = fleet.clients.slice(0, 2).map(({ id }) => id);
    for (const { id } of [loser, winner])
      await fleet.server.api.post(`/templates/${id}/apply`, { clients: { ids } });
    const page = await fleet.signedIn(`/templates/${loser.id}`);
    const row = page.getByRole('row', { name: new RegExp(winner.name) });
    await row.getByText(`Loses to ${winner.name} on 2 clients`).waitFor();
    expect(await row.textContent()).toMatch(/192\.0\.2\.50.*192\.0\.2\.20/);
    await row.getByRole('link', { name: winner.name }).click();
    await page.getByRole('heading', { level: 1, name: winner.name }).waitFor();
    await page
      .getByRole('row', { name: new RegExp(loser.name) })
      .getByText('Wins on 2 clients')
      .waitFor();
    for (const { id } of [loser, winner])
      await fleet.server.api.post(`/templates/${id}/withdraw`, { clients: { ids } });
  }, 60_000);

  test('keeps what was typed until it is said that it may go', async () => {
    const page = await fleet.signedIn('/templates');
    await page.getByRole('button', { name: 'New', exact: true }).first().click();
    const form = page.getByRole('dialog', { name: 'New template' });
    const name = form.getByLabel('Name', { exact: false });
    await name.fill('Half a template');
    const cancel = () => form.getByRole('button', { name: 'Cancel' }).click();
    const ways = [() => page.keyboard.press('Escape'), () => page.goBack(), cancel];
    await triesToLeave(page, ways, async () => expect(await name.inputValue()).toBe('Half a template'));
    await cancel();
    await discardQuestion(page).getByRole('button', { name: 'Discard' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'New', exact: true }).first().click();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  }, 60_000);

  test('whose files somebody else has changed meanwhile shows both, and keeps what was chosen', async () => {
    const template = await fleet.aTemplate();
    const [theirs, mine] = [
      await uploadFile(fleet.server.api, 'theirs.png', aPng(240, 71), 'logo'),
      await uploadFile(fleet.server.api, 'mine.png', aPng(240, 72), 'logo'),
    ];
    const page = await fleet.signedIn(`/templates/${template.id}/files`);
    await page.getByRole('button', { name: 'Choose files' }).first().click();
    await page.getByRole('checkbox', { name: /mine\.png/ }).check();
    const files = [{ fileId: theirs.id, action: 'deploy' }];
    await fleet.server.api.send('PUT', `/templates/${template.id}/files`, { files }, { 'if-match': '*' });
    const told = page.getByRole('alert').filter({ hasText: 'admin has changed this in the meantime' });
    expect(await cellsOf(told, 'theirs.png')).toEqual([
      'not in the template',
      'Bring to phones',
      'Bring to phones',
    ]);
    expect(await cellsOf(told, 'mine.png')).toEqual([
      'not in the template',
      'not in the template',
      'Bring to phones',
    ]);
    await page.getByRole('button', { name: 'Save files' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save files' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    const { items } = await fleet.server.api.get<{ items: { fileId: string }[] }>(
      `/templates/${template.id}/files`,
    );
    expect(items.map(({ fileId }) => fileId)).toEqual([theirs.id, mine.id]);
  }, 60_000);
});
