import { expect } from 'vitest';
import type { ClientValue } from '../../src/features/values/values.schema.ts';
import type { Browser } from './admin-api.ts';

/** What the API tells of the values of a client. */
export interface ClientValues {
  readonly reportedAt: string | null;
  readonly items: ClientValue[];
}

export async function valuesOf(browser: Browser, client: string): Promise<ClientValues> {
  const response = await browser.request('GET', `/clients/${client}/values`);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<ClientValues>();
}

/** Orders values for a client. */
export async function orderValues(
  browser: Browser,
  client: string,
  values: object[],
  more: object = {},
): Promise<{ id: string }> {
  const response = await browser.request('POST', '/jobs', {
    type: 'configure',
    clients: { ids: [client] },
    values,
    ...more,
  });
  expect(response.statusCode, response.body).toBe(202);
  return response.json<{ id: string }>();
}
