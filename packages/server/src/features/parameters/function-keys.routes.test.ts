import { keyFunctions, keyLayouts, keyNumbering } from '@deskfleet/catalog';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { FunctionKeys } from './function-keys.schema.ts';

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());

it('tells what function keys need, as it is described', async () => {
  const response = await browser.request('GET', '/parameters/function-keys');
  expect(response.statusCode).toBe(200);
  const answer: unknown = response.json();
  expect(Value.Errors(FunctionKeys, answer)).toEqual([]);
  expect(answer).toEqual({ functions: keyFunctions, layouts: keyLayouts, numbering: keyNumbering });
});

it('is not sent again to who has it, and to nobody who is not signed in', async () => {
  const { headers } = await browser.request('GET', '/parameters/function-keys');
  const again = await browser.request('GET', '/parameters/function-keys', undefined, {
    'if-none-match': String(headers.etag),
  });
  expect(again.statusCode).toBe(304);
  expect(again.body).toBe('');
  const stranger = await server.aBrowser().request('GET', '/parameters/function-keys');
  expect(stranger.statusCode).toBe(401);
});
