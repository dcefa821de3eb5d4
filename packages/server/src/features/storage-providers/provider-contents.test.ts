import { once } from 'node:events';
import { utimes } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import {
  makeCertificate,
  S3_USER,
  type StorageServer,
  startNginx,
  startS3,
} from '../../../test/support/storage-servers.ts';
import { readAddressRange } from '../../infra/addresses/index.ts';
import { createProviderContents, type ProviderContents } from './provider-contents.ts';

let server: TestAdminApi;
let browser: Browser;
let nginx: StorageServer;
let s3: StorageServer;
const undo: (() => unknown)[] = [];
beforeAll(async () => {
  const loopback = readAddressRange('127.0.0.0/8');
  [server, nginx, s3] = await Promise.all([
    startAdminApi({ outboundAllow: loopback === undefined ? [] : [loopback] }),
    startNginx(),
    startS3(),
  ]);
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(async () => {
  await Promise.all([server.close(), nginx.stop(), s3.stop()]);
});
beforeEach(() => server.database.pool.query('delete from storage_providers'));
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

const PART = 65_536;
const SIZE = 3 * PART;

let count = 0;
async function add(body: object): Promise<string> {
  count += 1;
  const response = await browser.request('POST', '/storage-providers', {
    type: 'https',
    name: `Provider ${count}`,
    validate: false,
    ...body,
  });
  expect(response.statusCode, response.body).toBe(201);
  return response.json<{ id: string }>().id;
}
const folder = () => add({ url: nginx.url, ca: nginx.certificate });
const bucket = () =>
  add({
    type: 's3',
    url: s3.url,
    region: 'eu-central-1',
    bucket: 'phones',
    pathStyle: true,
    ca: s3.certificate,
    ...S3_USER,
  });

/** Puts an object there as it is after so many minutes. */
async function put(store: StorageServer, key: string, letter: string, minute = 0): Promise<void> {
  await store.put(key, Buffer.alloc(SIZE, letter));
  if (store !== nginx) return;
  // The marks of nginx are those of its files: their time in seconds, and their size.
  const at = new Date(Date.UTC(2026, 0, 1, 0, minute));
  await utimes(join(store.folder, key), at, at);
}

function contents(pool: Pool = server.database.pool): ProviderContents {
  const made = createProviderContents({ ...server.context, pool });
  undo.push(() => made.close());
  return made;
}

test('an object is read in parts, and what is said of its provider is looked up once', async () => {
  await put(nginx, 'whole.img', 'a');
  let queries = 0;
  const counting = new Proxy(server.database.pool, {
    get(pool, name) {
      if (name === 'query') queries += 1;
      const value: unknown = Reflect.get(pool, name, pool);
      return typeof value === 'function' ? value.bind(pool) : value;
    },
  });
  const place = { providerId: await folder(), key: 'whole.img', size: SIZE };
  const object = await contents(counting).open(place);
  const opened = queries;
  expect(opened).toBeLessThanOrEqual(2);
  for (let start = 0; start < SIZE; start += PART) {
    expect((await object?.readPart(start, PART))?.equals(Buffer.alloc(PART, 'a'))).toBe(true);
  }
  expect(queries).toBe(opened);
});

test.each([
  ['a web server', () => nginx, folder],
  ['a bucket', () => s3, bucket],
])(
  'an object of %s that is replaced by one of the same size is not read on, and opened anew it is another',
  async (_name, store, provider) => {
    await put(store(), 'fw.img', 'a', 1);
    const place = { providerId: await provider(), key: 'fw.img', size: SIZE };
    const all = contents();
    const before = await all.open(place);
    expect((await before?.readPart(0, PART))?.toString('latin1', 0, 3)).toBe('aaa');
    await put(store(), 'fw.img', 'b', 2);
    expect(await before?.readPart(PART, PART)).toBeUndefined();
    const after = await all.open(place);
    expect(after?.mark).not.toBe(before?.mark);
    expect((await after?.readPart(PART, PART))?.toString('latin1', 0, 3)).toBe('bbb');
  },
);

test('an object of another size than at the last scan is not opened', async () => {
  await put(nginx, 'grown.img', 'a');
  const place = { providerId: await folder(), key: 'grown.img', size: SIZE - 1 };
  expect(await contents().open(place)).toBeUndefined();
});

test('an object of which its provider gives no mark is not opened, for its parts could be of different states', async () => {
  const { privateKey: key, certificate: cert } = await makeCertificate();
  const answer = ({ headers }: IncomingMessage, response: ServerResponse) => {
    const [, from = '0', to = '0'] = /bytes=(\d+)-(\d+)/.exec(headers.range ?? '') ?? [];
    const length = Number(to) - Number(from) + 1;
    response
      .writeHead(206, { 'content-range': `bytes ${from}-${to}/${SIZE}`, 'content-length': length })
      .end(Buffer.alloc(length));
  };
  const plain = createServer({ key, cert }, answer);
  await once(plain.listen(0, '127.0.0.1'), 'listening');
  undo.push(() => {
    plain.closeAllConnections();
    plain.close();
  });
  const { port } = plain.address() as AddressInfo;
  const providerId = await add({ url: `https://127.0.0.1:${port}/`, ca: cert });
  await expect(contents().open({ providerId, key: 'a.img', size: SIZE })).rejects.toMatchObject({
    kind: 'broken',
    text: { de: expect.stringContaining('weder ETag noch Last-Modified') },
  });
});

test('an object that is being read stays open while those of many other providers are read', async () => {
  await put(nginx, 'many.img', 'a');
  const all = contents();
  const first = await all.open({ providerId: await folder(), key: 'many.img', size: SIZE });
  for (let other = 0; other < 25; other += 1) {
    const object = await all.open({ providerId: await folder(), key: 'many.img', size: SIZE });
    object?.close();
  }
  expect(await first?.readPart(PART, PART)).toHaveLength(PART);
  first?.close();
});
