import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../../test/support/admin-api.ts';
import { freePort } from '../../../../test/support/child-process.ts';
import { eventually } from '../../../../test/support/running-server.ts';
import { type StorageServer, startNginx, startS3 } from '../../../../test/support/storage-servers.ts';
import { readAddressRange } from '../../../infra/addresses/index.ts';
import { addressesOf, ProviderSearcher } from './provider-searcher.ts';
import type { ProviderSearch } from './searches.schema.ts';

let server: TestAdminApi;
let browser: Browser;
let s3: StorageServer;
let nginx: StorageServer;
beforeAll(async () => {
  const loopback = readAddressRange('127.0.0.0/8');
  [server, s3, nginx] = await Promise.all([
    startAdminApi({ outboundAllow: loopback === undefined ? [] : [loopback] }),
    startS3(),
    startNginx(),
  ]);
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(async () => {
  await Promise.all([server.close(), s3.stop(), nginx.stop()]);
});
beforeEach(() => server.database.pool.query('delete from storage_provider_searches'));

const start = (body: object) => browser.request('POST', '/storage-provider-searches', body);
const newest = async () =>
  (await browser.request('GET', '/storage-provider-searches')).json<{ items: ProviderSearch[] }>().items[0];

describe('a search for storage providers', () => {
  test('finds S3 endpoints and web servers that list their folder, with their certificates', async () => {
    const ports = [s3.port, nginx.port, await freePort()];
    const response = await start({ targets: ['127.0.0.1', '127.0.1.0/30'], ports });
    expect(response.statusCode, response.body).toBe(201);
    const searcher = new ProviderSearcher(server.context, { tickMs: 20 });
    const search = await eventually('the end', async () => {
      const found = await newest();
      return found?.state === 'finished' ? found : undefined;
    });
    await searcher.stop();
    expect(search).toMatchObject({ total: 3, asked: 3, createdBy: 'admin' });
    const found = new Map(search.found.map((one) => [one.type, one]));
    expect(found.size).toBe(2);
    expect(found.get('https')).toMatchObject({
      url: nginx.url,
      trusted: false,
      title: expect.stringMatching(/^nginx/),
    });
    expect(found.get('https')?.certificate.trim()).toBe(nginx.certificate.trim());
    expect(found.get('s3')?.url).toBe(`${s3.url}/`);
  });

  test('is one at a time, and can be stopped', async () => {
    const first = (await start({ targets: ['127.0.0.0/28'] })).json<ProviderSearch>();
    expect((await start({ targets: ['127.0.0.1'] })).json()).toMatchObject({
      code: 'storage_provider.searching',
    });
    const stop = () => browser.request('POST', `/storage-provider-searches/${first.id}/stop`);
    expect((await stop()).json()).toMatchObject({ state: 'stopped', stoppedBy: 'admin' });
    expect((await stop()).json()).toMatchObject({ code: 'storage_provider.not_searching' });
    expect((await browser.request('POST', '/storage-provider-searches/999/stop')).statusCode).toBe(404);
  });

  test('looks only where scans are allowed, and nowhere in large', async () => {
    expect((await start({ targets: ['8.8.8.0/24'] })).json()).toMatchObject({ code: 'scan.not_allowed' });
    expect((await start({ targets: ['169.254.169.254'] })).json()).toMatchObject({
      code: 'scan.not_allowed',
    });
    expect((await start({ targets: ['10.0.0.0/18'] })).json()).toMatchObject({ code: 'scan.too_large' });
    expect((await start({ targets: ['files.example.org'] })).json()).toMatchObject({
      code: 'request.invalid',
    });
  });

  test('counts its addresses over all of its ranges', () => {
    const ranges = [
      { first: 0x0a000001, last: 0x0a000003 },
      { first: 0x0a000101, last: 0x0a000102 },
    ];
    expect(addressesOf({ ranges }, 0, 2)).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(addressesOf({ ranges }, 2, 2)).toEqual(['10.0.0.3', '10.0.1.1']);
    expect(addressesOf({ ranges }, 4, 9)).toEqual(['10.0.1.2']);
    expect(addressesOf({ ranges }, 5, 9)).toEqual([]);
  });
});
