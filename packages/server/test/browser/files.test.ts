import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  looks,
  openBrowser,
  seriousFindings,
  settled,
  sidewaysScroll,
  signIn,
  triesToLeave,
  visit,
} from '../support/browser.ts';
import { openDatabaseProxy } from '../support/database-proxy.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));
/** A folder for pictures of what the tests see, for people to look at. */
const pictures = process.env['DESKFLEET_PICTURES'];

interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  readonly softwareVersion: string | null;
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

const filesOf = async (search = ''): Promise<StoredFile[]> =>
  (await server.api.get<{ items: StoredFile[] }>(`/files?search=${search}&pageSize=100`)).items;

/** A file as the browser's own dialog gives it. */
const given = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const crc = body.reduce((sum, byte) => (crcTable[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8), 0xffffffff);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
  return chunk;
}

/** A picture of one color that every browser shows. */
function png(width: number, height: number, [red, green, blue]: readonly [number, number, number]): Buffer {
  const row = Buffer.concat([
    Buffer.from([0]),
    Buffer.concat(Array.from({ length: width }, () => Buffer.from([red, green, blue]))),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A sound: PCM, one channel. */
function wav(sampleRate: number, seconds: number): Buffer {
  const data = Buffer.alloc(sampleRate * seconds * 2);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

const ldapTemplate = Buffer.from(
  'OpenStage LDAP TEMPLATE (v.1)\nSEARCHBASE="dc=example"\nATTRIB01="sn"\nEOF\n',
);

/** @param files contents, or the path of one that is too large to be handed to the browser */
async function choose(page: Page, files: ReturnType<typeof given>[] | string): Promise<void> {
  await page.getByRole('button', { name: 'Upload', exact: true }).first().click();
  await page.getByRole('dialog', { name: 'Upload files' }).waitFor();
  await page.locator('input[type=file]').setInputFiles(files);
}

describe('files', () => {
  test('are uploaded several at once, recognized, looked at, corrected, and the same content is noticed', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.getByRole('link', { name: 'Files' }).click();
    await page.getByText('No files yet').waitFor();
    await choose(page, [
      given('CP_710_SIP_V1_R11_4_0.img', Buffer.alloc(3_000_000, 7)),
      given('logo-480.png', png(480, 148, [11, 107, 118])),
      given('bell.wav', wav(8000, 1)),
      given('people.txt', ldapTemplate),
      given('copy.png', png(480, 148, [11, 107, 118])),
    ]);
    const uploads = page.getByRole('listitem').filter({ has: page.getByText('Check and correct') });
    await expect.poll(() => uploads.count(), { timeout: 20_000 }).toBe(5);
    await page.getByText('The same content is already there as “logo-480.png”.').waitFor();
    expect((await filesOf()).map(({ name, type, softwareVersion }) => [name, type, softwareVersion])).toEqual(
      [
        ['bell.wav', 'ringtone', null],
        ['copy.png', 'picture', null],
        ['CP_710_SIP_V1_R11_4_0.img', 'software', 'V1 R11.4.0'],
        ['logo-480.png', 'logo', null],
        ['people.txt', 'ldap-template', null],
      ],
    );

    await page.getByRole('button', { name: 'logo-480.png', exact: true }).click();
    const drawer = page.getByRole('dialog');
    const picture = drawer.getByRole('img', { name: 'Picture logo-480.png' });
    await picture.waitFor();
    await expect
      .poll(() => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(480);
    await drawer.getByText('480 × 148 pixels').waitFor();
    const name = drawer.getByRole('textbox', { name: 'Filename' });
    await name.fill('lobby-logo.png');
    await triesToLeave(page, [() => page.keyboard.press('Escape')], async () =>
      expect(await name.inputValue()).toBe('lobby-logo.png'),
    );
    await drawer.getByRole('button', { name: 'Save corrections' }).click();
    await drawer.getByRole('heading', { name: 'lobby-logo.png' }).waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Actions for bell.wav' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('bell.wav');
    expect(readFileSync(await download.path())).toEqual(wav(8000, 1));

    await page.getByRole('button', { name: 'people.txt', exact: true }).click();
    await page.getByRole('dialog').getByText('SEARCHBASE="dc=example"').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'bell.wav', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Sound bell.wav').waitFor();
    expect(problems).toEqual([]);
  }, 90_000);

  test('go on where a broken connection stopped, and arrive byte by byte as they were', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    const arrived = async (): Promise<number> => {
      const { rows } = await server.database.pool.query<{ received: string }>(
        'select received from file_uploads',
      );
      return Number(rows[0]?.received ?? 0);
    };
    const folder = await mkdtemp(join(tmpdir(), 'deskfleet-upload-'));
    const way = await openDatabaseProxy(`https://127.0.0.1:${server.node.ports.admin}`);
    try {
      const offsets: number[] = [];
      page.on('request', (request) => {
        const offset = request.headers()['upload-offset'];
        if (offset !== undefined) offsets.push(Number(offset));
      });
      await page.goto(new URL('/files', way.url).href);
      const content = Buffer.concat(
        Array.from({ length: 24 * 1024 }, (_, block) => Buffer.alloc(1024, block)),
      );
      const path = join(folder, 'OS60_SIP_V3_R5_12_0.img');
      await writeFile(path, content);
      // However fast the machine is, the rest is still on its way when the connection breaks.
      way.holdAfter(content.length / 4);
      await choose(page, path);
      await eventually(
        'some of it to arrive',
        async () => ((await arrived()) > 0 ? true : undefined),
        30_000,
      );
      way.cut();
      await page.getByText('Connection lost; it goes on by itself').waitFor();
      const [before, broken] = [await arrived(), offsets.length];
      expect(before).toBeLessThan(content.length);
      way.restore();
      await page.getByText('Check and correct').waitFor({ timeout: 60_000 });
      expect(offsets[broken]).toBeGreaterThanOrEqual(before);
      const [file] = await filesOf('OS60');
      expect(file).toMatchObject({
        size: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
      });
    } finally {
      await way.close();
      await rm(folder, { recursive: true });
    }
  }, 120_000);

  test('that are refused say why in words, and leave nothing', async () => {
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto('/files');
    const before = (await filesOf()).length;
    await choose(page, [
      given('broken.png', png(480, 148, [1, 2, 3]).subarray(0, 60)),
      given('liar.mp3', wav(8000, 1)),
    ]);
    await page.getByText('is damaged or cut off', { exact: false }).waitFor();
    await page.getByText('The name ends with .mp3', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'Continue broken.png' }).count()).toBe(0);
    expect(await filesOf()).toHaveLength(before);
  }, 60_000);

  test('are found by type and by what they are for, sorted, and deleted after a question', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto('/files');
    await page.getByRole('button', { name: 'Type', exact: true }).first().click();
    await page.getByRole('menuitemcheckbox', { name: 'Software' }).click();
    await page.getByText('Type is Software').waitFor();
    const rows = page.locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole('table').getByRole('button', { name: 'Software version' }).click();
    await expect.poll(() => rows.first().textContent()).toContain('OS60_SIP_V3_R5_12_0.img');
    await page.goto('/files');
    await page.getByRole('checkbox', { name: 'Select copy.png' }).check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await page
      .getByRole('dialog')
      .getByText('“copy.png” is deleted from this server.', { exact: false })
      .waitFor();
    const cancel = page.getByRole('dialog').getByRole('button', { name: 'Cancel' });
    await expect.poll(() => cancel.evaluate((button) => button.matches(':focus'))).toBe(true);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(async () => (await filesOf('copy')).length).toBe(0);
    expect(problems).toEqual([]);
  }, 60_000);
});

describe('a deployment', () => {
  test('shows who gets what, is followed until the phones have fetched the bytes, and is taken back on a client', async () => {
    const content = wav(8000, 3);
    const phones = (['cp710', 'cp410'] as const).map((model, place) =>
      server.aPhone({ model, e164: `498970000050${place}` }),
    );
    await Promise.all(phones.map((phone) => phone.powerOn()));
    await eventually('all inventories', async () => {
      const { rows } = await server.database.pool.query(
        'select count(*)::int as n from client_contacts where inventory_at is not null',
      );
      return rows[0].n < phones.length ? undefined : true;
    });
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto('/files');
    await choose(page, [given('lobby-bell.wav', content)]);
    await page.getByText('Check and correct').waitFor();

    await page.getByRole('link', { name: 'Clients' }).click();
    await page.getByRole('checkbox', { name: /page/ }).check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Deploy files' }).click();
    await page.getByRole('heading', { name: 'Deploy files' }).waitFor();
    await page.getByRole('checkbox', { name: 'Select lobby-bell.wav' }).check();
    await page.getByRole('tab', { name: '2 phones get it' }).waitFor();
    await page.getByRole('button', { name: 'Storage', exact: true }).first().click();
    await page.getByRole('menuitemcheckbox', { name: 'Storage provider' }).click();
    const storage = page.getByRole('button', { name: 'Storage provider', exact: true });
    await storage.waitFor();
    await page.getByText('Nothing matches').waitFor({ timeout: 30_000 });
    await storage.click();
    await page.getByRole('menuitemcheckbox', { name: 'Storage provider' }).click();
    // Firmware of one model does not fit the other, and that is said before anything is sent.
    await page.getByRole('checkbox', { name: 'Select CP_710_SIP_V1_R11_4_0.img' }).check();
    await page.getByRole('tab', { name: /Not possible on 1 phone/ }).click();
    await page.getByRole('cell', { name: /is for CP710/ }).waitFor();
    await page.getByRole('button', { name: 'Deploy to 1 phone' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deploy to 1 phone' });
    await dialog.getByText('is for CP710, not for CP410. 1 phone', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('checkbox', { name: 'Select CP_710_SIP_V1_R11_4_0.img' }).uncheck();
    await page.getByRole('tab', { name: '2 phones get it' }).waitFor();
    await page.getByRole('button', { name: 'Deploy to 2 phones' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
    await expect
      .poll(() => page.getByText('on the phone', { exact: true }).count(), { timeout: 30_000 })
      .toBe(2);
    const sha256 = createHash('sha256').update(content).digest('hex');
    for (const phone of phones)
      expect(phone.files).toMatchObject([{ name: 'lobby-bell.wav', type: 'RINGTONE', sha256 }]);

    await page.goto('/files?show=downloads');
    await expect.poll(() => page.getByText('Complete', { exact: true }).count(), { timeout: 15_000 }).toBe(2);

    const { items } = await server.api.get<{ items: { id: string }[] }>('/clients?search=4989700000500');
    await page.goto(`/clients/${items[0]?.id}/files`);
    await page.getByRole('checkbox', { name: 'Select lobby-bell.wav' }).check();
    await page.getByRole('button', { name: 'Delete 1 file on the phone' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => phones[0]?.files, { timeout: 30_000 }).toEqual([]);
    // The virtual phone reports no deletion; the server looks later, when it reads the phone's list of files.
    await page.getByText('the phone knows', { exact: true }).waitFor();
    expect(problems).toEqual([]);
  }, 120_000);

  test('is planned for a date and time', async () => {
    const [bell] = await filesOf('lobby-bell.wav');
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/clients/deploy?files=${bell?.id}&all=true`);
    await page.getByLabel('Also to phones that have the files already').check();
    await page.getByRole('button', { name: /^Deploy to/ }).click();
    const dialog = page.getByRole('dialog', { name: /^Deploy to/ });
    await dialog.getByText('At a date and time').click();
    await dialog.getByRole('button', { name: 'Choose date and time' }).click();
    await page.getByRole('button', { name: 'Next 06:00' }).click();
    await page.getByRole('button', { name: 'Take over' }).click();
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Scheduled for', { exact: false }).first().waitFor();
    const { items } = await server.api.get<{ items: { state: string; plannedAt: string }[] }>(
      '/jobs?type=deploy-files&state=created',
    );
    expect(items.map(({ plannedAt }) => new Date(plannedAt).getHours())).toEqual([6]);
    expect(Date.parse(items[0]?.plannedAt ?? '')).toBeGreaterThan(Date.now());
    expect(problems).toEqual([]);
  }, 60_000);

  test('is refused to be forgotten: a file that a template uses is not deleted, and the template is named', async () => {
    const bell = (await filesOf('bell.wav')).find(({ name }) => name === 'bell.wav');
    const template = await server.api.post<{ id: string }>('/templates', { name: 'Lobby', type: 'default' });
    const { page } = await visit(browser, server);
    await signIn(page);
    await page.goto(`/templates/${template.id}/files`);
    await page.getByRole('button', { name: 'Choose files' }).first().click();
    await page.getByRole('checkbox', { name: 'Select bell.wav', exact: true }).check();
    await page.getByRole('button', { name: 'Save files' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save files' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.goto(`/files?open=${bell?.id}`);
    await page.getByRole('link', { name: 'Template Lobby' }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog', { name: 'Delete file' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('is used by the template “Lobby”', { exact: false }).waitFor();
    expect((await filesOf('bell.wav')).map(({ id }) => id)).toContain(bell?.id);
  }, 60_000);

  test('of the file server is limited and switched off in its settings', async () => {
    const { page, problems } = await visit(browser, server);
    await signIn(page);
    await page.goto('/files?show=server');
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Bandwidth for all phones together').fill('5000');
    await drawer.getByLabel('Other address for files').fill('http://files/path');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.getByText('is no address of a server', { exact: false }).waitFor();
    await drawer.getByLabel('Other address for files').fill('');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.waitFor({ state: 'detached' });
    expect(await server.api.get('/settings')).toMatchObject({
      files: { serverEnabled: true, bandwidthKilobytes: 5000, publicUrl: null },
    });
    expect(problems.filter((text) => !text.includes('400') && !text.includes('422'))).toEqual([]);
  }, 60_000);
});

describe('the pages of files', () => {
  test.each(looks)(
    'in %s, %s, %i px wide have nothing serious for axe-core and do not scroll sideways',
    async (language, theme, width) => {
      const files = await filesOf();
      const [clients, templates] = await Promise.all(
        ['/clients', '/templates'].map((path) => server.api.get<{ items: { id: string }[] }>(path)),
      );
      const logo = files.find(({ name }) => name === 'lobby-logo.png');
      const { page, problems } = await visit(browser, server, { language, theme, width });
      await signIn(page, language);
      const places = [
        '/files',
        '/files?show=upload',
        '/files?show=server',
        '/files?show=downloads',
        `/files?open=${logo?.id}`,
        `/clients/deploy?files=${files.map(({ id }) => id).join(',')}&all=true`,
        `/clients/${clients?.items[1]?.id}/files`,
        `/templates/${templates?.items[0]?.id}/files`,
      ];
      for (const [at, path] of places.entries()) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await settled(page);
        if (pictures !== undefined)
          await page.screenshot({ path: `${pictures}/files-${at}-${language}-${theme}-${width}.png` });
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
        expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
      }
      expect(problems).toEqual([]);
    },
    150_000,
  );
});
