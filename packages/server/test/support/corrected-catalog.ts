import { expect } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from './admin-api.ts';

/** Id of a parameter whose item SIP and HFA share, so that a correction of it is about SIP phones only. */
export const SIP_SERVER_ADDRESS = '7.3.2/server-address';

/** The admin API, with somebody who corrects names of the catalog. */
export interface CorrectedCatalog {
  readonly server: TestAdminApi;
  /** Signed in. */
  readonly browser: Browser;
  /** Corrects a parameter; what is wanted on clients has followed when this resolves. */
  correct(parameterId: string, correction: object): Promise<void>;
  /** The catalog is as it was released again. */
  takeBackAll(): Promise<void>;
}

export async function startCorrectedCatalog(): Promise<CorrectedCatalog> {
  const server = await startAdminApi();
  const browser = server.aBrowser();
  await browser.signIn();
  return {
    server,
    browser,
    correct: async (parameterId, correction) => {
      const path = `/item-names/${encodeURIComponent(parameterId)}`;
      const response = await browser.request('PUT', path, correction);
      expect(response.statusCode, response.body).toBe(200);
    },
    takeBackAll: async () => {
      const document = { format: 'deskfleet.item-names/1', overrides: {} };
      const response = await browser.request('POST', '/item-names/import', { document, replace: true });
      expect(response.statusCode, response.body).toBe(200);
    },
  };
}
