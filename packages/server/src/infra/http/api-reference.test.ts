import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiReferenceRoutes } from './api-reference.ts';
import { createApiServer } from './api-server.ts';
import type { ApiServer } from './api-server-types.ts';

let app: ApiServer;
beforeAll(async () => {
  app = await createApiServer({ tls: { key: [], cert: [] }, log: pino({ level: 'silent' }) });
  apiReferenceRoutes(app);
});
afterAll(() => app.close());

describe('the reference page of the API', () => {
  it('loads everything from this server, scripts as files only', async () => {
    const response = await app.inject('/api-docs/');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-security-policy']).toContain("script-src 'self';");
    const scripts = [...response.body.matchAll(/<script([^>]*)>([^<]*)</g)];
    expect(scripts.map(([, attributes]) => attributes)).toEqual([
      ' src="/api-docs/scalar.js"',
      ' src="/api-docs/start.js"',
    ]);
    expect(scripts.every(([, , content]) => content === '')).toBe(true);
    expect(response.body).not.toMatch(/https?:\/\//);
  });

  it("starts with this server's description and asks no other host for fonts or figures", async () => {
    const { body } = await app.inject('/api-docs/start.js');
    const configuration: unknown = JSON.parse(/\{.*\}/.exec(body)?.[0] ?? '');
    expect(configuration).toMatchObject({
      url: '/api/v1/openapi.json',
      withDefaultFonts: false,
      telemetry: false,
      agent: { disabled: true },
    });
  });

  it('gets its script compressed, and once', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    const response = await app.inject({ url: '/api-docs/scalar.js', headers });
    expect(response.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
    });
    expect(response.rawPayload.length).toBeLessThan(2_000_000);
    const again = await app.inject({
      url: '/api-docs/scalar.js',
      headers: { ...headers, 'if-none-match': String(response.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  it('is found without the slash as well', async () => {
    const response = await app.inject('/api-docs');
    expect(response.statusCode).toBe(308);
    expect(response.headers.location).toBe('/api-docs/');
  });
});
