import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';

let server: TestAdminApi;
beforeAll(async () => {
  server = await startAdminApi();
});
afterAll(() => server.close());

async function aBrowser() {
  const browser = server.aBrowser();
  await browser.signIn();
  return browser;
}

test('begins with what is safe for phones', async () => {
  const browser = await aBrowser();
  expect((await browser.request('GET', '/settings')).json()).toEqual({
    phones: {
      secretsNeedContactRequest: true,
      contactAnswerSeconds: 120,
      contactGapSeconds: 300,
      contactIntervalSeconds: 60,
    },
  });
});

test('changes what is given and leaves the rest', async () => {
  const browser = await aBrowser();
  const answer = await browser.request('PATCH', '/settings', { phones: { contactGapSeconds: 30 } });
  expect(answer.json()).toMatchObject({ phones: { contactGapSeconds: 30, contactIntervalSeconds: 60 } });
  await browser.request('PATCH', '/settings', { phones: { contactIntervalSeconds: 90 } });
  expect((await browser.request('GET', '/settings')).json()).toMatchObject({
    phones: { contactGapSeconds: 30, contactIntervalSeconds: 90 },
  });
});

test.each([
  [{ phones: { contactGapSeconds: 0 } }, 'phones.contactGapSeconds'],
  [{ phones: { contactIntervalSeconds: 'often' } }, 'phones.contactIntervalSeconds'],
  [{ phones: { color: 'red' } }, 'color'],
])('refuses %j and names the field', async (body, field) => {
  const browser = await aBrowser();
  const answer = await browser.request('PATCH', '/settings', body);
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain(field);
});
