import { releasedCatalog } from '@deskfleet/catalog';
import type { ClientBase } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { setDesired, storeConfirmed, storeInventories } from '../values/index.ts';
import type { JobOrder } from './job-order.ts';
import { cancelJob, createJob } from './jobs.service.ts';
import { sweepJobs } from './jobs.sweep.ts';
import { type TargetUpdate, updateTargets } from './target-updates.queries.ts';

let server: TestAdminApi;
let clock: TestClock;
beforeAll(async () => {
  clock = aClock();
  server = await startAdminApi({ clock });
});
afterAll(() => server.close());

const tx = <T>(work: (connection: ClientBase) => Promise<T>) => inTransaction(server.database.pool, work);
const values = [
  { name: 'reg-addr', value: '192.0.2.20' },
  { name: 'sip-pwd', sealed: 'sealed-1' },
] as const;

let client: string;
let neighbor: string;
/** Two phones that have what is wanted, of which only the first is reset. */
beforeEach(async () => {
  client = await aClient(server.database.pool);
  neighbor = await aClient(server.database.pool);
  await tx((t) =>
    setDesired(t, { clientIds: [client, neighbor], values, accountId: null, jobId: '1' }, clock.now()),
  );
  await confirm(client);
  await confirm(neighbor);
  expect([await drift(client), await drift(neighbor)]).toEqual([[], []]);
});

const confirm = (clientId: string) =>
  tx((t) =>
    storeConfirmed(
      t,
      values.map((value) => ({ ...value, clientId })),
      clock.now(),
      releasedCatalog,
    ),
  );

/** Items of a client that differ from what is wanted. */
async function drift(clientId: string): Promise<string[]> {
  const { rows } = await server.database.pool.query<{ item: string }>(
    'select item from desired_values where client_id = $1 and drift order by item',
    [clientId],
  );
  return rows.map(({ item }) => item);
}

async function order(type: 'factory-reset' | 'restart' = 'factory-reset', more: Partial<JobOrder> = {}) {
  const initiator = { id: null, name: 'admin' };
  return createJob(server.context, { type, clientIds: [client], initiator, ...more } as JobOrder);
}

async function update(jobId: string, change: Omit<TargetUpdate, 'targetId'>): Promise<void> {
  const { rows } = await server.database.pool.query<{ id: string }>(
    'select id from job_targets where job_id = $1',
    [jobId],
  );
  await tx((t) => updateTargets(t, [{ ...change, targetId: rows[0]?.id ?? '' }], clock.now()));
}

const sent = { state: 'in-dialogue', open: true, progress: { sent: true } } as const;
const ALL = ['reg-addr', 'sip-pwd'];

describe('a phone that was reset to factory values', () => {
  test('has lost everything, until it reports or confirms it; its neighbor has not', async () => {
    const job = await order();
    await update(job, sent);
    expect(await drift(client)).toEqual([]);
    await update(job, { state: 'success', open: false });
    expect(await drift(client)).toEqual(ALL);
    expect(await drift(neighbor)).toEqual([]);

    const items = () => [{ name: 'reg-addr', value: '192.0.2.20' }];
    const hash = Buffer.from('an inventory');
    await tx((t) => storeInventories(t, [{ clientId: client, hash, items }], clock.now(), releasedCatalog));
    expect(await drift(client)).toEqual(['sip-pwd']);
    await confirm(client);
    expect(await drift(client)).toEqual([]);
  });

  test('has lost everything also when it tells the very inventory that it had before', async () => {
    const told = (value: string) => ({
      clientId: client,
      hash: Buffer.from(value),
      items: () => [{ name: 'reg-addr', value }],
    });
    await tx((t) => storeInventories(t, [told('192.0.2.20')], clock.now(), releasedCatalog));
    const job = await order();
    await update(job, sent);
    await update(job, { state: 'success', open: false });
    await tx((t) => storeInventories(t, [told('192.0.2.20')], clock.now(), releasedCatalog));
    expect(await drift(client)).toEqual(['sip-pwd']);
  });

  test('may have lost everything when nobody heard of it in time', async () => {
    const job = await order('factory-reset', { timeoutSeconds: 60 });
    await update(job, sent);
    clock.advance({ seconds: 60 });
    await sweepJobs(server.context);
    expect(await drift(client)).toEqual(ALL);
  });

  test('may have lost everything when the job was canceled too late', async () => {
    const job = await order();
    await update(job, sent);
    await cancelJob(server.context, job, 'admin');
    expect(await drift(client)).toEqual(ALL);
  });
});

describe('a phone keeps what it has', () => {
  test.each<[string, (job: string) => Promise<unknown>]>([
    ['it was never told to reset itself', (job) => cancelJob(server.context, job, 'admin')],
    [
      'it refused',
      async (job) => {
        await update(job, sent);
        await update(job, { state: 'failed', open: false });
      },
    ],
    [
      'it was in a call, and the job canceled then',
      async (job) => {
        await update(job, sent);
        await update(job, { state: 'busy', open: true, progress: {} });
        await cancelJob(server.context, job, 'admin');
      },
    ],
  ])('when %s', async (_name, end) => {
    await end(await order());
    expect(await drift(client)).toEqual([]);
  });

  test('when it only restarted', async () => {
    const job = await order('restart');
    await update(job, sent);
    await update(job, { state: 'success', open: false });
    expect(await drift(client)).toEqual([]);
  });
});
