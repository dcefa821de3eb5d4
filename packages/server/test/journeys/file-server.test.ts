import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFileLinks } from '../../src/features/files/index.ts';
import { createSecretBox } from '../../src/infra/secrets/index.ts';
import { aClient } from '../support/builders.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';
import { NGINX_USER, S3_USER, type StorageServer, startNginx, startS3 } from '../support/storage-servers.ts';

let server: RunningServer;
let content: Buffer;
let fileId: string;
let clientId: string;
beforeAll(async () => {
  server = await startServer({ env: { DESKFLEET_OUTBOUND_ALLOW: '127.0.0.0/8' } });
  content = randomBytes(3 * 1_048_576 + 12_345);
  fileId = await upload('OS40_SIP_V3_R5_12_0.img', content);
  clientId = await aClient(server.database.pool, { address: '127.0.0.1' });
});
afterAll(() => server.stop());
beforeEach(() => server.database.pool.query('truncate file_downloads'));
afterEach(() => settings({ serverEnabled: true, bandwidthKilobytes: null }));

async function settings(files: object): Promise<void> {
  const { status, body } = await server.api.send('PATCH', '/settings', { files });
  expect(status, JSON.stringify(body)).toBe(200);
  // Nodes hear of it by news.
  await new Promise((resolve) => setTimeout(resolve, 500));
}

interface Uploaded {
  readonly id: string;
  readonly size: number;
  readonly sha256: string;
}

/** Sends a file over the wire, in two portions. */
async function upload(name: string, bytes: Buffer): Promise<string> {
  const begun = await server.api.post<{ id: string }>('/file-uploads', { name, size: bytes.length });
  return (await sendFrom(begun.id, bytes, 0)).id;
}

/** Sends the rest of an upload, at most 2 MB of it at first. */
async function sendFrom(id: string, bytes: Buffer, from: number): Promise<Uploaded> {
  let offset = from;
  for (;;) {
    const { port, cookie } = server.api.connection;
    const sent = request({
      host: '127.0.0.1',
      port,
      path: `/api/v1/file-uploads/${id}`,
      method: 'PATCH',
      rejectUnauthorized: false,
      headers: {
        cookie,
        'x-requested-with': 'deskfleet',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
      },
    });
    sent.end(bytes.subarray(offset, offset === from ? from + 2_000_000 : undefined));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const step = JSON.parse((await read(response)).toString()) as {
      upload: { offset: number } | null;
      file: Uploaded | null;
    };
    if (step.file !== null) return step.file;
    offset = step.upload?.offset ?? 0;
  }
}

function aLink(more: { expiresAt?: Date; key?: Uint8Array; fileId?: string } = {}): string {
  const links = createFileLinks(createSecretBox(more.key ?? server.secretKey));
  const expiresAt = more.expiresAt ?? new Date(Date.now() + 60_000);
  return links.pathOf({ fileId: more.fileId ?? fileId, clientId, targetId: null, expiresAt }, 'image.img');
}

async function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; port?: number; localAddress?: string } = {},
): Promise<IncomingMessage> {
  const sent = request({
    host: '127.0.0.1',
    port: options.port ?? server.node.ports.phones,
    path,
    method: options.method ?? 'GET',
    headers: options.headers ?? {},
    rejectUnauthorized: false,
    agent: false,
    ...(options.localAddress === undefined ? {} : { localAddress: options.localAddress }),
  });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

async function read(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Download {
  state: string;
  bytes: number;
  rangeStart: number;
  address: string;
  fromOtherAddress: boolean;
  clientId: string;
  endedAt: string | null;
}

/** Downloads as the API lists them, when one is there as described. */
function recorded(expected: Partial<Download>): Promise<Download> {
  return eventually(`a download like ${JSON.stringify(expected)}`, async () => {
    const { items } = await server.api.get<{ items: Download[] }>(`/file-downloads?clientId=${clientId}`);
    return items.find((item) =>
      Object.entries(expected).every(([name, value]) => item[name as keyof Download] === value),
    );
  });
}

test('an upload whose connection breaks goes on where it stands', async () => {
  const bytes = randomBytes(4 * 1_048_576 + 99);
  const begun = await server.api.post<{ id: string }>('/file-uploads', {
    name: 'CP400_SIP_V1_R2_3_4.img',
    size: bytes.length,
  });
  const { port, cookie } = server.api.connection;
  const sent = request({
    host: '127.0.0.1',
    port,
    path: `/api/v1/file-uploads/${begun.id}`,
    method: 'PATCH',
    rejectUnauthorized: false,
    headers: {
      cookie,
      'x-requested-with': 'deskfleet',
      'content-type': 'application/offset+octet-stream',
      'content-length': bytes.length,
      'upload-offset': '0',
    },
  });
  sent.on('error', () => {});
  sent.write(bytes.subarray(0, 2 * 1_048_576 + 500_000));
  const state = () => server.api.get<{ offset: number }>(`/file-uploads/${begun.id}`);
  await eventually('two pieces to arrive', async () =>
    (await state()).offset === 2 * 1_048_576 ? true : undefined,
  );
  sent.destroy();
  const file = await sendFrom(begun.id, bytes, (await state()).offset);
  expect(file).toMatchObject({
    size: bytes.length,
    sha256: sha256(bytes),
    models: ['CP400'],
    softwareVersion: 'V1 R2.3.4',
  });
  const response = await ask(aLink({ fileId: file.id }));
  expect(sha256(await read(response))).toBe(sha256(bytes));
  expect(server.logged()).not.toContain('"level":50');
});

describe('a phone with its link', () => {
  test('gets the file with its length, and the download is recorded', async () => {
    const response = await ask(aLink());
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-length': String(content.length),
      'accept-ranges': 'bytes',
      'content-type': 'application/octet-stream',
    });
    expect(sha256(await read(response))).toBe(sha256(content));
    const download = await recorded({ state: 'completed', bytes: content.length });
    expect(download).toMatchObject({ rangeStart: 0, address: '127.0.0.1', fromOtherAddress: false });
    expect(download.endedAt).not.toBeNull();
  });

  test('gets the rest after a break, and only of the same content', async () => {
    const first = await ask(aLink(), { headers: { range: 'bytes=2000000-' } });
    expect(first.statusCode).toBe(206);
    expect(first.headers['content-range']).toBe(`bytes 2000000-${content.length - 1}/${content.length}`);
    expect((await read(first)).equals(content.subarray(2_000_000))).toBe(true);
    await recorded({ state: 'completed', rangeStart: 2_000_000 });
    const etag = first.headers.etag ?? '';
    const same = await ask(aLink(), { headers: { range: 'bytes=-5', 'if-range': etag } });
    expect((await read(same)).equals(content.subarray(-5))).toBe(true);
    const other = await ask(aLink(), {
      headers: { range: 'bytes=-5', 'if-range': '"other"' },
      method: 'HEAD',
    });
    expect([other.statusCode, other.headers['content-length']]).toEqual([200, String(content.length)]);
    const behind = await ask(aLink(), { headers: { range: `bytes=${content.length}-` } });
    expect([behind.statusCode, behind.headers['content-range']]).toEqual([416, `bytes */${content.length}`]);
  });

  test('may ask what it would get, which is no download', async () => {
    const response = await ask(aLink(), { method: 'HEAD' });
    expect([response.statusCode, response.headers['content-length']]).toEqual([200, String(content.length)]);
    expect((await read(response)).length).toBe(0);
    const { rows } = await server.database.pool.query('select from file_downloads');
    expect(rows).toEqual([]);
  });

  test('that breaks off or calls from elsewhere is recorded so', async () => {
    await settings({ bandwidthKilobytes: 500 });
    const response = await ask(aLink(), { localAddress: '127.0.0.77' });
    await once(response, 'data');
    await recorded({ state: 'running' });
    response.destroy();
    const download = await recorded({ state: 'broken-off' });
    expect(download).toMatchObject({ address: '127.0.0.77', fromOtherAddress: true });
    expect(download.bytes).toBeGreaterThan(0);
    expect(download.bytes).toBeLessThan(content.length);
  });

  test('has at most four transfers at a time', async () => {
    await settings({ bandwidthKilobytes: 100 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(aLink())));
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 200, 200, 503, 503]);
    for (const answer of answers) answer.destroy();
  });
});

describe('somebody without a proper link', () => {
  test.each([
    ['made elsewhere', () => aLink({ key: randomBytes(32) }), 404],
    [
      'changed',
      () => aLink().replace(/(v1\..{20})(.)/, (_all, before, sign) => `${before}${sign === '_' ? '-' : '_'}`),
      404,
    ],
    ['guessed', () => '/files/1/image.img', 404],
    ['expired', () => aLink({ expiresAt: new Date(Date.now() - 2_000) }), 410],
    ['to a file that is gone', () => aLink({ fileId: '999999' }), 410],
  ])('(%s) is turned away', async (_what, link, status) => {
    const response = await ask(link());
    expect(response.statusCode).toBe(status);
    expect((await read(response)).toString()).toMatch(/^[\w ]+\n$/);
  });

  test('leaves a few lines in the log, however often it tries', async () => {
    for (let tries = 0; tries < 30; tries += 1) (await ask(`/files/x${tries}/a`)).destroy();
    const lines = server
      .logged()
      .split('\n')
      .filter((line) => line.includes('a link to a file is not valid'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(10);
  });

  test('may not post there, and nothing else is served', async () => {
    expect((await ask(aLink(), { method: 'POST' })).statusCode).toBe(405);
    expect((await ask('/file')).statusCode).toBe(404);
  });
});

test('a file server that is switched off says so', async () => {
  await settings({ serverEnabled: false });
  await eventually('the switch to reach the listener', async () =>
    (await ask(aLink(), { method: 'HEAD' })).statusCode === 503 ? true : undefined,
  );
  const response = await ask(aLink());
  expect((await read(response)).toString()).toBe('the integrated file server is switched off\n');
});

describe('the bandwidth', () => {
  test('holds for all transfers together, and each gets the same', async () => {
    await settings({ bandwidthKilobytes: 1_000 });
    const other = await server.anotherNode();
    const clients = await Promise.all(
      Array.from({ length: 6 }, () => aClient(server.database.pool, { address: '127.0.0.1' })),
    );
    const links = createFileLinks(createSecretBox(server.secretKey));
    const received = new Map<string, number>();
    const responses = await Promise.all(
      clients.map((id, place) => {
        const expiresAt = new Date(Date.now() + 60_000);
        const path = links.pathOf({ fileId, clientId: id, targetId: null, expiresAt }, 'a');
        return ask(path, { port: place % 3 === 0 ? other.ports.phones : server.node.ports.phones });
      }),
    );
    for (const [place, response] of responses.entries()) {
      response.on('data', (part: Buffer) => {
        received.set(String(place), (received.get(String(place)) ?? 0) + part.length);
      });
    }
    const total = () => [...received.values()].reduce((sum, bytes) => sum + bytes, 0);
    // The processes need a second to hear of each other.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const [before, beganMs] = [total(), performance.now()];
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const rate = (total() - before) / (performance.now() - beganMs);
    for (const response of responses) response.destroy();
    expect(rate).toBeGreaterThan(900);
    expect(rate).toBeLessThan(1_100);
    const each = [...received.values()];
    expect(Math.min(...each)).toBeGreaterThan(0.5 * Math.max(...each));
  });
});

describe('a file of a storage provider', () => {
  let s3: StorageServer;
  let nginx: StorageServer;
  beforeAll(async () => {
    [s3, nginx] = await Promise.all([startS3(), startNginx()]);
  });
  afterAll(() => Promise.all([s3.stop(), nginx.stop()]));

  /** Puts an object into the bucket, and waits until it is a file. */
  async function scanned(name: string, object: Buffer): Promise<{ id: string }> {
    await s3.put(`fw/${name}`, object);
    return scannedAt(name, {
      type: 's3',
      name: 'Bucket',
      url: s3.url,
      region: 'eu-central-1',
      bucket: 'phones',
      pathStyle: true,
      ca: s3.certificate,
      ...S3_USER,
    });
  }

  /** Scans a provider, which is added if need be, and waits for a file. */
  async function scannedAt(
    name: string,
    provider: Readonly<Record<string, unknown>>,
  ): Promise<{ id: string }> {
    const { items } = await server.api.get<{ items: { id: string; name: string }[] }>('/storage-providers');
    const { id } =
      items.find((known) => known.name === provider['name']) ??
      (await server.api.post<{ id: string }>('/storage-providers', provider));
    await server.api.post(`/storage-providers/${id}/scan`);
    return eventually('the file', async () => {
      const found = await server.api.get<{ items: { id: string }[] }>(`/files?search=${name}`);
      return found.items[0];
    });
  }

  test('is passed on to phones that cannot fetch it there, in parts and recorded', async () => {
    const object = randomBytes(300_000);
    const file = await scanned('CP_400_SIP_V1_R7_4_0.img', object);
    const whole = await ask(aLink({ fileId: file.id }));
    expect(whole.headers['content-length']).toBe(String(object.length));
    expect(sha256(await read(whole))).toBe(sha256(object));
    await recorded({ state: 'completed', bytes: object.length, rangeStart: 0 });
    const rest = await ask(aLink({ fileId: file.id }), { headers: { range: 'bytes=200000-' } });
    expect((await read(rest)).equals(object.subarray(200_000))).toBe(true);
  });

  test('is passed on from a web server that wants a user, who is nobody of the phones', async () => {
    const object = randomBytes(300_000);
    await nginx.put('bell.mp3', object);
    const file = await scannedAt('bell.mp3', {
      type: 'https',
      name: 'Private folder',
      url: `${nginx.url}private/`,
      ca: nginx.certificate,
      ...NGINX_USER,
    });
    const response = await ask(aLink({ fileId: file.id }));
    expect(response.statusCode).toBe(200);
    expect(sha256(await read(response))).toBe(sha256(object));
  });

  test('that is replaced by one of the same size while a phone fetches it is broken off, and never mixed', async () => {
    const [before, after] = [Buffer.alloc(300_000, 'a'), Buffer.alloc(300_000, 'b')];
    const file = await scanned('OS40_SIP_V3_R5_13_0.img', before);
    const link = aLink({ fileId: file.id });
    await settings({ bandwidthKilobytes: 100 });
    const response = await ask(link);
    const received: Buffer[] = [];
    const ended = new Promise<void>((resolve) => {
      response.on('data', (part: Buffer) => received.push(part));
      response.on('error', () => resolve()).on('close', () => resolve());
    });
    await eventually('the first bytes', async () => (received.length > 0 ? true : undefined));
    await s3.put('fw/OS40_SIP_V3_R5_13_0.img', after);
    await ended;
    const got = Buffer.concat(received);
    expect(got.length).toBeLessThan(before.length);
    expect(got.equals(before.subarray(0, got.length))).toBe(true);
    await recorded({ state: 'broken-off', rangeStart: 0 });
    await settings({ bandwidthKilobytes: null });
    // Whoever goes on after the break begins anew, with what is there now.
    const headers = { range: `bytes=${got.length}-`, 'if-range': String(response.headers.etag) };
    const again = await ask(link, { headers });
    expect(again.statusCode).toBe(200);
    expect((await read(again)).equals(after)).toBe(true);
  });
});
