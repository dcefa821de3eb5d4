import { findParameterForValue } from '@deskfleet/catalog';
import { itemKey } from '@deskfleet/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadOpenWork } from '../src/device-endpoint/dialogue-store/open-work.ts';
import { updateTargets } from '../src/features/jobs/index.ts';
import { findValuesDue, markValuesDue, setDesired } from '../src/features/values/index.ts';
import { inTransaction } from '../src/infra/db/index.ts';
import type { Browser, TestAdminApi } from './support/admin-api.ts';
import { aClient } from './support/builders.ts';
import {
  type CorrectedCatalog,
  SIP_SERVER_ADDRESS,
  startCorrectedCatalog,
} from './support/corrected-catalog.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');

let catalog: CorrectedCatalog;
let server: TestAdminApi;
let browser: Browser;
let correct: CorrectedCatalog['correct'];
beforeAll(async () => {
  catalog = await startCorrectedCatalog();
  ({ server, browser, correct } = catalog);
});
afterAll(() => server.close());

let client: string;
beforeEach(async () => {
  client = await aClient(server.database.pool, { said: { 'software-type': 'SIP' } });
});
afterEach(() => catalog.takeBackAll());

describe('while a template is on its way to phones', () => {
  const item = findParameterForValue('reg-addr', null)?.item ?? '';
  const pool = () => server.database.pool;

  it('phones that have not called yet get its values under the corrected name', async () => {
    const hfa = await aClient(pool(), { said: { 'software-type': 'HFA' } });
    const made = await browser.request('POST', '/templates', { type: 'default', name: 'On its way' });
    const { id } = made.json<{ id: string }>();
    const values = [
      { item, value: '192.0.2.1' },
      { item: 'sntp-addr', value: 'ntp.example.org' },
    ];
    await browser.request('PATCH', `/templates/${id}/content`, { values }, { 'if-match': '"1"' });
    const order = { clients: { ids: [client, hfa] } };
    const applied = await browser.request('POST', `/templates/${id}/apply`, order);
    expect(applied.statusCode, applied.body).toBe(202);
    // What the phone refused under the wrong name is tried again.
    await pool().query(
      `update job_targets set progress = progress || jsonb_build_object('refused', jsonb_build_object($2::text, 'unknown item'))
       where client_id = $1`,
      [client, itemKey(item)],
    );
    await correct(SIP_SERVER_ADDRESS, { item: 'sip-server' });

    const now = new Date();
    const pendingOf = async (clientId: string) =>
      (await loadOpenWork(pool(), [clientId], now)).get(clientId)?.map((work) => {
        if (work.kind !== 'configure') throw new TypeError(work.kind);
        return work.pending.map(({ name }) => name).sort();
      });
    expect(await pendingOf(client)).toEqual([['sip-server', 'sntp-addr']]);
    // Its software knows the old name.
    expect(await pendingOf(hfa)).toEqual([[item, 'sntp-addr']]);

    // A dialogue that read its work before the correction does not bring the old names back.
    const { rows } = await pool().query<{ id: string }>('select id from job_targets where client_id = $1', [
      client,
    ]);
    const stale = {
      stored: [itemKey('sntp-addr')],
      refused: {},
      keys: [itemKey(item), itemKey('sntp-addr')],
    };
    await inTransaction(pool(), (tx) =>
      updateTargets(tx, [{ targetId: rows[0]?.id ?? '', progress: stale }], now),
    );
    expect(await pendingOf(client)).toEqual([['sip-server']]);
  });

  it('values that a phone gets without a job are due under the corrected name', async () => {
    await inTransaction(pool(), async (tx) => {
      const source = { origin: 'group', sourceId: '8', ranking: 1 } as const;
      const values = [{ name: item, value: '192.0.2.8' }];
      await setDesired(tx, { clientIds: [client], values, accountId: null, jobId: null, source }, NOW);
      await markValuesDue(tx, new Map([[client, [itemKey(item)]]]), NOW);
    });
    await correct(SIP_SERVER_ADDRESS, { item: 'sip-server' });
    expect((await findValuesDue(pool(), [client])).get(client)).toMatchObject({
      version: 2,
      pending: [{ name: 'sip-server', value: '192.0.2.8' }],
    });
  });
});
