import { brotliDecompressSync } from 'node:zlib';
import { lists, parameters, relations } from '@deskfleet/catalog';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { ParameterCatalog } from './parameters.schema.ts';

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());

describe('the catalog of parameters', () => {
  it('is all there in one answer, as it is described', async () => {
    const response = await browser.request('GET', '/parameters');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    const catalog: unknown = response.json();
    expect(Value.Errors(ParameterCatalog, catalog)).toEqual([]);
    expect(catalog).toMatchObject({
      items: parameters.map(({ menu, title, ...parameter }) => ({
        ...parameter,
        menu: menu.en,
        title: title.en,
        menuLabel: menu,
        titleLabel: title,
      })),
      lists,
      relations,
    });
    expect(parameters.length).toBeGreaterThan(0);
  });

  it('is not sent again to who has it', async () => {
    const first = await browser.request('GET', '/parameters');
    const { etag } = first.headers;
    expect(first.headers['cache-control']).toBe('private, no-cache');
    const again = await browser.request('GET', '/parameters', undefined, { 'if-none-match': String(etag) });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
    expect(again.headers.etag).toBe(etag);
    const other = await browser.request('GET', '/parameters', undefined, { 'if-none-match': '"other"' });
    expect(other.statusCode).toBe(200);
  });

  it('is compressed', async () => {
    const plain = await browser.request('GET', '/parameters');
    const response = await browser.request('GET', '/parameters', undefined, { 'accept-encoding': 'br' });
    expect(response.headers['content-encoding']).toBe('br');
    expect(response.rawPayload.length).toBeLessThan(plain.rawPayload.length / 5);
    expect(brotliDecompressSync(response.rawPayload)).toEqual(plain.rawPayload);
  });

  it('is for signed-in accounts', async () => {
    const response = await server.aBrowser().request('GET', '/parameters');
    expect(response.json()).toMatchObject({ code: 'session.required' });
  });
});
