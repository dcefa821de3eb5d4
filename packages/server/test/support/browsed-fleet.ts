import { existsSync } from 'node:fs';
import type { VirtualPhone } from '@deskfleet/simulator';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { GroupFilter } from '../../src/features/groups/groups.schema.ts';
import type { Job } from '../../src/features/jobs/job.schema.ts';
import type { Template } from '../../src/features/templates/templates.schema.ts';
import { openBrowser, signIn, visit } from './browser.ts';
import { eventually, type RunningServer, startServer } from './running-server.ts';

const built = existsSync(new URL('../../../web/dist/index.html', import.meta.url));

export const noFilter: GroupFilter = {
  match: 'all',
  e164: [],
  addresses: [],
  clientTypes: [],
  serverAddresses: [],
};

// None of them begins with another one.
let names = 100;
/** Names that tests do not share. */
export function aName(what: string): string {
  names += 1;
  return `${what} ${names}`;
}

/** A server with a browser and three phones: CP710, CP410 and CP710 with numbers from 4989700001 on. */
export interface BrowsedFleet {
  readonly server: RunningServer;
  readonly browser: Browser;
  readonly phones: readonly VirtualPhone[];
  /** The phones as the server knows them, by number. */
  readonly clients: readonly Client[];
  aTemplate(said?: object, values?: readonly object[]): Promise<Template>;
  /** Changes the content of a template. */
  fill(
    template: Pick<Template, 'id'>,
    values: readonly object[],
  ): Promise<{ template: Template; job: Job | null }>;
  /** A page of a new browser profile, signed in. */
  signedIn(path: string): Promise<Page>;
  stop(): Promise<void>;
}

/** Starts a server, a browser and three phones, and waits until the phones have told everything. */
export async function startBrowsedFleet(): Promise<BrowsedFleet> {
  if (!built) throw new TypeError('the admin app has not been built: run `npm test`, which builds it first');
  const [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const phones = [
    server.aPhone({ model: 'cp710', e164: '4989700001' }),
    server.aPhone({ model: 'cp410', e164: '4989700002', items: { 'reg-addr': '192.0.2.44' } }),
    server.aPhone({ model: 'cp710', e164: '4989700003' }),
  ];
  await Promise.all(phones.map((phone) => phone.powerOn()));
  const clients = await eventually('all inventories', async () => {
    const { rows } = await server.database.pool.query(
      'select count(*)::int as n from client_contacts where inventory_at is not null',
    );
    if (rows[0].n < phones.length) return undefined;
    return (await server.api.get<{ items: Client[] }>('/clients?sort=e164&order=asc')).items;
  });
  const fill: BrowsedFleet['fill'] = async ({ id }, values) => {
    const answer = await server.api.send(
      'PATCH',
      `/templates/${id}/content`,
      { values },
      { 'if-match': '*' },
    );
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body as { template: Template; job: Job | null };
  };
  return {
    server,
    browser,
    phones,
    clients,
    fill,
    aTemplate: async (said = {}, values = []) => {
      const body = { type: 'default', name: aName('Template'), ...said };
      const made = await server.api.post<Template>('/templates', body);
      return values.length === 0 ? made : (await fill(made, values)).template;
    },
    signedIn: async (path) => {
      const { page } = await visit(browser, server);
      await signIn(page);
      await page.goto(path);
      return page;
    },
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

/** Types a value into the configuration area. */
export async function setParameter(page: Page, parameter: string, value: string): Promise<void> {
  await page.getByPlaceholder('Search parameters').fill(parameter);
  const row = page.getByRole('group', { name: parameter }).first();
  await row.getByRole('textbox').first().fill(value);
  await page.keyboard.press('Tab');
}

/** What stands in a row of a table, once it is there. */
export async function cellsOf(within: Locator, name: string): Promise<string[]> {
  const row = within.getByRole('row', { name });
  await row.waitFor();
  return row.getByRole('cell').allTextContents();
}

/** Waits until a phone has a value. */
export const has = (phone: VirtualPhone | undefined, item: string, value: string): Promise<void> =>
  expect.poll(() => phone?.items.get(item), { timeout: 20_000 }).toBe(value);
