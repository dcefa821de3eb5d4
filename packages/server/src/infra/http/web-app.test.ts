import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApiServer } from './api-server.ts';
import type { ApiServer } from './api-server-types.ts';
import { serveWebApp } from './web-app.ts';

const script = `console.log("${'phones '.repeat(500)}");`;
let parent: string;
let folder: string;
let app: ApiServer;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'deskfleet-web-'));
  folder = join(parent, 'dist');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(parent, 'secret.txt'), 'secret');
  app = await createApiServer({ tls: { key: [], cert: [] }, log: pino({ level: 'silent' }) });
  serveWebApp(app, folder);
});
afterEach(async () => {
  await app.close();
  await rm(parent, { recursive: true });
});

async function build(): Promise<void> {
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Deskfleet</title>');
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'assets', 'index-abc123.js'), script);
  await writeFile(join(folder, 'assets', 'font-abc123.woff2'), Buffer.from([1, 2, 3]));
  await writeFile(join(folder, 'assets', 'source.map'), '{}');
}

const page = { accept: 'text/html,application/xhtml+xml' };

describe('the web app', () => {
  it.each(['/', '/index.html', '/clients', '/clients/4711?tab=jobs', '/jobs/a.b', '/api-documents'])(
    'begins with its page at %s, asked anew every time',
    async (url) => {
      await build();
      const response = await app.inject({ url, headers: page });
      expect(response.statusCode).toBe(200);
      expect(response.body).toContain('<title>Deskfleet</title>');
      expect(response.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-security-policy': expect.stringContaining("script-src 'self';"),
      });
      expect(response.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      const again = await app.inject({
        url,
        headers: { ...page, 'if-none-match': String(response.headers.etag) },
      });
      expect(again.statusCode).toBe(304);
      expect(again.body).toBe('');
    },
  );

  it('keeps files with a name of their own for ever', async () => {
    await build();
    const response = await app.inject('/assets/index-abc123.js');
    expect(response.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(response.body).toBe(script);
    expect((await app.inject('/favicon.svg')).headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'no-cache',
    });
  });

  it('is compressed as the browser likes it, unless that is of no use', async () => {
    await build();
    const get = (url: string, encoding: string) =>
      app.inject({ url, headers: { 'accept-encoding': encoding } });
    const br = await get('/assets/index-abc123.js', 'gzip, br');
    expect(br.headers['content-encoding']).toBe('br');
    expect(br.rawPayload.length).toBeLessThan(script.length / 10);
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(script);
    const zipped = await get('/assets/index-abc123.js', 'gzip');
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(script);
    const font = await get('/assets/font-abc123.woff2', 'br');
    expect(font.headers).not.toHaveProperty('content-encoding');
    expect(font.rawPayload).toEqual(Buffer.from([1, 2, 3]));
  });

  it('answers HEAD like GET, without the content', async () => {
    await build();
    const response = await app.inject({ method: 'HEAD', url: '/', headers: page });
    expect(response.statusCode).toBe(200);
    expect(response.body).toBe('');
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/link/secret.txt',
    '/assets/missing.js',
    '/assets/source.map',
    '/api/v1/nothing',
    '/api',
    '/%00',
  ])('has no file at %s', async (url) => {
    await build();
    await symlink(parent, join(folder, 'link'));
    const response = await app.inject({ url });
    expect([400, 404]).toContain(response.statusCode);
    expect(response.body).not.toBe('secret');
    expect(response.headers['content-type']).toBe('application/problem+json');
  });

  it('does not take an address of the API for one of the app, even for a browser', async () => {
    await build();
    const response = await app.inject({ url: '/api/v1/nothing', headers: page });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'request.not_found' });
  });

  it('says clearly when it has not been built, and is there as soon as it has', async () => {
    const before = await app.inject({ url: '/', headers: page });
    expect(before.statusCode).toBe(503);
    expect(before.body).toContain('The app has not been built yet');
    await build();
    expect((await app.inject({ url: '/', headers: page })).statusCode).toBe(200);
  });

  it('follows another build', async () => {
    await build();
    await app.inject('/');
    await writeFile(join(folder, 'index.html'), '<title>New</title>');
    await utimes(join(folder, 'index.html'), new Date(), new Date(Date.now() + 5_000));
    expect((await app.inject('/')).body).toBe('<title>New</title>');
  });
});
