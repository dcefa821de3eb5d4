import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { freePort } from '../../../test/support/child-process.ts';
import { eventually } from '../../../test/support/running-server.ts';
import {
  makeCertificate,
  S3_USER,
  type StorageServer,
  startNginx,
  startS3,
} from '../../../test/support/storage-servers.ts';
import { aClock } from '../../../test/support/test-clock.ts';
import { readAddressRange } from '../../infra/addresses/index.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { ProviderScanner } from './provider-scanner.ts';
import { takeScan } from './scans.queries.ts';
import type { StorageProvider } from './storage-providers.schema.ts';

const clock = aClock();
let server: TestAdminApi;
let browser: Browser;
let s3: StorageServer;
let nginx: StorageServer;
const scanners: ProviderScanner[] = [];
const sites: Server[] = [];
beforeAll(async () => {
  const loopback = readAddressRange('127.0.0.0/8');
  [server, s3, nginx] = await Promise.all([
    startAdminApi({ clock, outboundAllow: loopback === undefined ? [] : [loopback] }),
    startS3(),
    startNginx(),
  ]);
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(async () => {
  await Promise.all([server.close(), s3.stop(), nginx.stop()]);
});
beforeEach(() => server.database.pool.query('delete from storage_providers'));
afterEach(async () => {
  for (const scanner of scanners.splice(0)) await scanner.stop();
  for (const site of sites.splice(0)) {
    site.closeAllConnections();
    site.close();
  }
});

function aNode(): ProviderScanner {
  const scanner = new ProviderScanner(server.context, { tickMs: 50 });
  scanners.push(scanner);
  return scanner;
}

let count = 0;
async function add(body: object): Promise<StorageProvider> {
  count += 1;
  const response = await browser.request('POST', '/storage-providers', {
    name: `Provider ${count}`,
    ...body,
  });
  expect(response.statusCode, response.body).toBe(201);
  return response.json<StorageProvider>();
}
const bucket = (more: object = {}) =>
  add({
    type: 's3',
    url: s3.url,
    region: 'eu-central-1',
    bucket: 'phones',
    pathStyle: true,
    ca: s3.certificate,
    ...S3_USER,
    ...more,
  });
const folder = (more: object = {}) => add({ type: 'https', url: nginx.url, ca: nginx.certificate, ...more });

const get = async (id: string) =>
  (await browser.request('GET', `/storage-providers/${id}`)).json<StorageProvider>();
const ended = (id: string) =>
  eventually('the end of the scan', async () => {
    const { scan } = await get(id);
    return scan === null || ['waiting', 'running'].includes(scan.state) ? undefined : scan;
  });
async function scan(id: string) {
  const response = await browser.request('POST', `/storage-providers/${id}/scan`);
  expect(response.statusCode, response.body).toBe(202);
  clock.advance({ seconds: 1 });
  return ended(id);
}

interface StoredFile {
  readonly provider_key: string;
  readonly type: string;
  readonly size: string;
  readonly software_version: string | null;
  readonly facts: { readonly format?: string; readonly width?: number };
}
const filesOf = async (id: string) =>
  (
    await server.database.pool.query<StoredFile>(
      'select provider_key, type, size, software_version, facts from files where provider_id = $1 order by provider_key',
      [id],
    )
  ).rows;
const keysOf = async (id: string) => (await filesOf(id)).map(({ provider_key }) => provider_key);

/** A PNG of 320x240, as far as anybody looks. */
const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000001400000 00f00806000000'.replace(' ', ''), 'hex'),
  Buffer.alloc(4),
]);

/** A web server that wants a user, and whose answers of its lower folder can be held back. */
async function aPrivateSite() {
  const { privateKey: key, certificate: cert } = await makeCertificate();
  const waiting: (() => void)[] = [];
  let holds = false;
  let refused = 0;
  let user = 'old';
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const [, sent = ''] = (request.headers.authorization ?? '').split(' ');
    if (Buffer.from(sent, 'base64').toString() !== `${user}:pw`) {
      refused += 1;
      response.writeHead(401).end();
    } else if (request.url?.endsWith('.png')) {
      response.writeHead(200, { 'content-length': PNG.length, etag: '"1"' }).end(PNG);
    } else {
      const links = request.url === '/' ? ['a.png', 'sub/'] : ['b.png'];
      const list = links.map((link) => `<a href="${link}">${link}</a>`).join('');
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Index of /</h1>${list}`);
    }
  };
  const site = createServer({ key, cert }, (request, response) => {
    if (holds && request.url === '/sub/') waiting.push(() => answer(request, response));
    else answer(request, response);
  });
  await once(site.listen(0, '127.0.0.1'), 'listening');
  sites.push(site);
  return {
    url: `https://127.0.0.1:${(site.address() as AddressInfo).port}/`,
    certificate: cert,
    hold: () => {
      holds = true;
    },
    release: () => {
      holds = false;
      for (const go of waiting.splice(0)) go();
    },
    held: () => waiting.length,
    admitOnly: (name: string) => {
      user = name;
    },
    refused: () => refused,
  };
}

describe('a scan', () => {
  test('makes files of what can be deployed, by name and by content, from a bucket and from a folder', async () => {
    aNode();
    for (const store of [s3, nginx]) {
      await store.put('fw/CP_400_SIP_V1_R7_4_0.img', Buffer.alloc(300_000, 1));
      await store.put('pictures/lobby.png', PNG);
      await store.put('notes/readme.docx', 'nothing for phones');
    }
    for (const { id } of [await bucket(), await folder()]) {
      expect(await scan(id)).toMatchObject({
        state: 'finished',
        origin: 'manual',
        createdBy: 'admin',
        objects: 3,
        files: 2,
        added: 2,
        lookedAt: 2,
        problem: null,
      });
      const files = await filesOf(id);
      expect(files).toMatchObject([
        { provider_key: 'fw/CP_400_SIP_V1_R7_4_0.img', type: 'software', size: '300000' },
        { provider_key: 'pictures/lobby.png', type: 'picture' },
      ]);
      expect(files[0]?.software_version).toContain('R7.4.0');
      expect(files[1]?.facts).toMatchObject({ format: 'png', width: 320 });
      expect(await get(id)).toMatchObject({ files: 2 });
    }
  });

  test('lets vanish what is gone, and looks again only at what has changed', async () => {
    aNode();
    await nginx.put('change/a.png', PNG);
    await nginx.put('change/b.png', PNG);
    const { id } = await folder({ url: `${nginx.url}change/` });
    await scan(id);
    expect(await scan(id)).toMatchObject({ added: 0, changed: 0, removed: 0, lookedAt: 0 });
    await nginx.remove('change/b.png');
    await nginx.put('change/a.png', Buffer.concat([PNG, Buffer.alloc(10)]));
    expect(await scan(id)).toMatchObject({ added: 0, changed: 1, removed: 1, lookedAt: 1 });
    expect(await keysOf(id)).toEqual(['a.png']);
  });

  test('lets nothing vanish when the list could not be read to its end', async () => {
    aNode();
    await nginx.put('broken/a.png', PNG);
    await nginx.put('broken/z/b.png', PNG);
    const { id, version } = await folder({ url: `${nginx.url}broken/` });
    await scan(id);
    await browser.request(
      'PATCH',
      `/storage-providers/${id}`,
      { url: `${nginx.url}hidden/`, validate: false },
      { 'if-match': `"${version}"` },
    );
    expect(await scan(id)).toMatchObject({
      state: 'failed',
      removed: 0,
      problem: {
        kind: 'denied',
        field: 'url',
        text: { de: expect.stringContaining('darf nicht gelesen werden') },
      },
    });
    expect(await keysOf(id)).toEqual(['a.png', 'z/b.png']);
  });

  test('of a provider is one at a time, and can be stopped before it has begun', async () => {
    const { id } = await folder();
    expect((await browser.request('POST', `/storage-providers/${id}/scan`)).statusCode).toBe(202);
    const second = await browser.request('POST', `/storage-providers/${id}/scan`);
    expect(second.statusCode).toBe(409);
    expect(second.json()).toMatchObject({ code: 'storage_provider.scanning' });
    const stopped = await browser.request('POST', `/storage-providers/${id}/scan/stop`);
    expect(stopped.json()).toMatchObject({ scan: { state: 'stopped', stoppedBy: 'admin' } });
    const again = await browser.request('POST', `/storage-providers/${id}/scan/stop`);
    expect(again.json()).toMatchObject({ code: 'storage_provider.not_scanning' });
    aNode();
    expect(await scan(id)).toMatchObject({ state: 'finished' });
    const { items } = (await browser.request('GET', `/storage-providers/${id}/scans`)).json<{
      items: object[];
    }>();
    expect(items).toMatchObject([{ state: 'finished' }, { state: 'stopped' }]);
  });

  test('stores nothing more when it was stopped in the middle', async () => {
    const { id } = await folder();
    await browser.request('POST', `/storage-providers/${id}/scan`);
    // As a node does that has just begun.
    const until = new Date(clock.now().getTime() + 30_000);
    const taken = await inTransaction(server.database.pool, (tx) => takeScan(tx, clock.now(), until));
    expect(taken?.attempt).toBe(1);
    await browser.request('POST', `/storage-providers/${id}/scan/stop`);
    const { addProgress } = await import('./scans.queries.ts');
    if (taken === undefined) throw new TypeError('nothing was taken');
    expect(await inTransaction(server.database.pool, (tx) => addProgress(tx, taken, { objects: 5 }))).toBe(
      false,
    );
    expect((await get(id)).scan).toMatchObject({ state: 'stopped', objects: 0 });
  });

  test('whose access is changed in the middle ends, lets nothing vanish, and begins again with the new one', async () => {
    const site = await aPrivateSite();
    aNode();
    const { id } = await add({
      type: 'https',
      url: site.url,
      ca: site.certificate,
      user: 'old',
      secret: 'pw',
    });
    expect(await scan(id)).toMatchObject({ state: 'finished', files: 2 });
    site.hold();
    expect((await browser.request('POST', `/storage-providers/${id}/scan`)).statusCode).toBe(202);
    await eventually('the middle of the scan', async () => (site.held() > 0 ? true : undefined));
    site.admitOnly('new');
    const change = { user: 'new', secret: 'pw', validate: false, startScan: true };
    const changed = await browser.request('PATCH', `/storage-providers/${id}`, change, { 'if-match': '*' });
    expect(changed.statusCode, changed.body).toBe(200);
    site.release();
    expect(await ended(id)).toMatchObject({ state: 'finished', files: 2, removed: 0, problem: null });
    const { items } = (await browser.request('GET', `/storage-providers/${id}/scans`)).json<{
      items: object[];
    }>();
    expect(items).toMatchObject([
      { state: 'finished' },
      { state: 'stopped', stoppedBy: 'admin', problem: null, removed: 0 },
      { state: 'finished' },
    ]);
    expect(await keysOf(id)).toEqual(['a.png', 'sub/b.png']);
    expect(site.refused()).toBeLessThanOrEqual(1);
  });

  test('is begun again by another node when its own is gone', async () => {
    await nginx.put('survive/a.png', PNG);
    const { id } = await folder({ url: `${nginx.url}survive/` });
    await browser.request('POST', `/storage-providers/${id}/scan`);
    const until = new Date(clock.now().getTime() + 30_000);
    await inTransaction(server.database.pool, (tx) => takeScan(tx, clock.now(), until));
    aNode();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await get(id)).scan).toMatchObject({ state: 'running' });
    clock.advance({ seconds: 31 });
    expect(await ended(id)).toMatchObject({ state: 'finished', files: 1 });
  });

  test('is given up when it has cost several nodes their lives', async () => {
    const { id } = await folder();
    await browser.request('POST', `/storage-providers/${id}/scan`);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const until = new Date(clock.now().getTime() + 30_000);
      await inTransaction(server.database.pool, (tx) => takeScan(tx, clock.now(), until));
      clock.advance({ seconds: 31 });
    }
    aNode();
    aNode();
    expect(await ended(id)).toMatchObject({ state: 'failed', problem: { kind: 'given-up' } });
  });

  test('that is given up is told once, also when it was started by hand, until a scan ends well', async () => {
    await server.database.pool.query('delete from notifications');
    const { id, name } = await folder();
    const told = async () =>
      (await browser.request('GET', '/notifications')).json<{ items: { kind: string; text: string }[] }>()
        .items;
    const giveUp = async () => {
      const response = await browser.request('POST', `/storage-providers/${id}/scan`);
      expect(response.statusCode, response.body).toBe(202);
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        const until = new Date(clock.now().getTime() + 30_000);
        await inTransaction(server.database.pool, (tx) => takeScan(tx, clock.now(), until));
        clock.advance({ seconds: 31 });
      }
      const nodes = [aNode(), aNode()];
      expect(await ended(id)).toMatchObject({ state: 'failed', problem: { kind: 'given-up' } });
      for (const node of nodes) await node.stop();
    };
    await giveUp();
    const notification = {
      kind: 'storage_provider.scan_failed',
      text: `The storage provider “${name}” could not be scanned. The server was ended several times during this scan: it was given up.`,
      params: { providerId: id, sentenceDe: expect.stringContaining('mehrmals beendet') },
    };
    expect(await told()).toMatchObject([notification]);
    clock.advance({ minutes: 90 });
    await browser.signIn();
    await giveUp();
    expect(await told()).toHaveLength(1);
    aNode();
    expect(await scan(id)).toMatchObject({ state: 'finished' });
    expect(await told()).toEqual([]);
  });
});

describe('a schedule', () => {
  test('asks for a scan when its time has come, and for one however many nodes there are', async () => {
    const { id, nextScanAt } = await folder({ schedule: { kind: 'interval', minutes: 60 } });
    expect(new Date(nextScanAt ?? '').getTime() - clock.now().getTime()).toBe(3_600_000);
    aNode();
    aNode();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await get(id)).scan).toBeNull();
    clock.advance({ minutes: 60 });
    expect(await ended(id)).toMatchObject({ state: 'finished', origin: 'schedule', createdBy: null });
    const { items } = (await browser.request('GET', `/storage-providers/${id}/scans`)).json<{
      items: object[];
    }>();
    expect(items).toHaveLength(1);
    expect(new Date((await get(id)).nextScanAt ?? '').getTime()).toBeGreaterThan(clock.now().getTime());
  });

  test('knows times of day, in the time zone of the server when it names none, and refuses zones that there are not', async () => {
    const schedule = { kind: 'daily', time: '03:30', timeZone: 'Europe/Berlin' };
    const { nextScanAt } = await folder({ schedule });
    expect(nextScanAt).toMatch(/T02:30:00/);
    await browser.request('PATCH', '/settings', { server: { timeZone: 'America/Lima' } });
    const unnamed = await folder({ schedule: { kind: 'daily', time: '03:30' } });
    expect(unnamed).toMatchObject({ schedule: { timeZone: 'America/Lima' } });
    expect(unnamed.nextScanAt).toMatch(/T08:30:00/);
    await browser.request('PATCH', '/settings', { server: { timeZone: null } });
    const wrong = {
      type: 'https',
      name: 'X',
      url: nginx.url,
      schedule: { ...schedule, timeZone: 'Mars/Olympus' },
    };
    const response = await browser.request('POST', '/storage-providers', wrong);
    expect(response.json()).toMatchObject({ errors: [{ field: 'schedule.timeZone' }] });
  });

  test('that fails is told once for each cause, and taken back when it works again', async () => {
    await server.database.pool.query('delete from notifications');
    const port = await freePort();
    const broken = { url: `https://127.0.0.1:${port}/`, validate: false };
    const { id, name } = await folder({ ...broken, schedule: { kind: 'interval', minutes: 60 } });
    aNode();
    let last: string | undefined;
    const nextScan = async () => {
      clock.advance({ minutes: 61 });
      await browser.signIn();
      const scan = await eventually('the next scan', async () => {
        const found = (await get(id)).scan;
        const isOver = found !== null && !['waiting', 'running'].includes(found.state);
        return isOver && found.id !== last ? found : undefined;
      });
      last = scan.id;
      return scan.state;
    };
    const point = async (body: object) => {
      const changed = await browser.request('PATCH', `/storage-providers/${id}`, body, { 'if-match': '*' });
      expect(changed.statusCode, changed.body).toBe(200);
    };
    const told = async () => {
      const list = await browser.request('GET', '/notifications');
      return list.json<{ items: { kind: string; text: string }[] }>().items;
    };
    expect(await nextScan()).toBe('failed');
    const notification = {
      kind: 'storage_provider.scan_failed',
      severity: 'error',
      text: expect.stringContaining(`The storage provider “${name}” could not be scanned.`),
      params: { sentenceDe: expect.any(String) },
    };
    expect(await told()).toMatchObject([notification]);
    expect(await nextScan()).toBe('failed');
    expect(await told()).toHaveLength(1);
    await point({ url: `${nginx.url}not-there/`, validate: false });
    expect(await nextScan()).toBe('failed');
    expect(await told()).toMatchObject([notification, notification]);
    await point({ url: nginx.url });
    expect(await nextScan()).toBe('finished');
    expect(await told()).toEqual([]);
    await point(broken);
    expect(await nextScan()).toBe('failed');
    expect(await told()).toHaveLength(1);
    const removed = await browser.request('DELETE', `/storage-providers/${id}`, undefined, {
      'if-match': '*',
    });
    expect(removed.statusCode).toBe(204);
    expect(await told()).toEqual([]);
  });
});
