import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { inTransaction } from '../../infra/db/index.ts';
import type { Job, Target } from './job.schema.ts';
import { type TargetUpdate, updateTargets } from './target-updates.queries.ts';
import { wording } from './wording.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());

const client = (said: Record<string, string> = {}) => aClient(server.database.pool, { said });
const wanted = [{ item: 'reg-addr', value: '192.0.2.20' }];

const post = (body: unknown) => browser.request('POST', '/jobs', body);

async function order(body: object): Promise<Job> {
  const response = await post({ type: 'configure', values: wanted, ...body });
  expect(response.statusCode, response.body).toBe(202);
  return response.json<Job>();
}

async function get<Body>(path: string): Promise<Body> {
  const response = await browser.request('GET', path);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<Body>();
}

interface Page<Item> {
  readonly items: Item[];
  readonly total: number;
}

const targetsOf = async (job: Job, query = '') =>
  (await get<Page<Target>>(`/jobs/${job.id}/targets${query}`)).items;

const update = (...updates: TargetUpdate[]) =>
  inTransaction(server.database.pool, (tx) => updateTargets(tx, updates, NOW));

describe('an order', () => {
  test('is answered with its job, which is active at once', async () => {
    const clients = [await client(), await client()];
    const job = await order({ clients: { ids: clients }, timeoutSeconds: 3_600 });
    expect(job).toEqual({
      id: expect.any(String),
      type: 'configure',
      state: 'active',
      initiator: { id: expect.any(String), username: 'admin' },
      createdAt: NOW.toISOString(),
      plannedAt: NOW.toISOString(),
      startedAt: NOW.toISOString(),
      finishedAt: null,
      canceledAt: null,
      timeoutSeconds: 3_600,
      targetCount: 2,
      origin: null,
      template: null,
      rollout: null,
      deployment: null,
      counts: {
        waiting: 2,
        contacting: 0,
        busy: 0,
        'in-dialogue': 0,
        success: 0,
        'partial-successful': 0,
        failed: 0,
        timeout: 0,
        canceled: 0,
      },
      values: [
        {
          item: 'reg-addr',
          index: null,
          parameterId: expect.any(String),
          value: '192.0.2.20',
          secret: false,
          withdrawn: false,
        },
      ],
    });
    expect(await get<Job>(`/jobs/${job.id}`)).toEqual(job);
    expect(await targetsOf(job)).toMatchObject(
      clients.map((clientId) => ({ clientId, state: 'waiting', attempts: 0, reason: null, events: [] })),
    );
  });

  test.each(['refresh-data', 'restart', 'factory-reset'])('%s needs no values', async (type) => {
    const response = await post({ type, clients: { ids: [await client()] } });
    expect(response.statusCode).toBe(202);
    expect(response.json()).toMatchObject({ type, state: 'active', values: [] });
  });

  test('goes to all that match a filter, and to none that came later', async () => {
    await Promise.all([client({ e164: '4930111' }), client({ e164: '4930112' })]);
    const job = await order({ clients: { filter: { search: '493011' } } });
    await client({ e164: '4930113' });
    expect(await get<Job>(`/jobs/${job.id}`)).toMatchObject({ targetCount: 2 });
  });

  test('leaves out clients that do not exist', async () => {
    const job = await order({ clients: { ids: [await client(), '999999'] } });
    expect(job.targetCount).toBe(1);
  });

  test('for a time in the past begins now, and for one to come later', async () => {
    const ids = [await client()];
    const now = await order({ clients: { ids }, scheduledAt: '2020-01-01T00:00:00.000Z' });
    expect(now).toMatchObject({ state: 'active', plannedAt: NOW.toISOString() });
    const later = await order({ clients: { ids }, scheduledAt: '2027-01-01T00:00:00.000Z' });
    expect(later).toMatchObject({
      state: 'created',
      plannedAt: '2027-01-01T00:00:00.000Z',
      startedAt: null,
      counts: { waiting: 1 },
    });
    expect((await targetsOf(later))[0]?.nextAttemptAt).toBeNull();
  });

  test('never shows its secrets, neither in the answer nor in the database nor in the log', async () => {
    const ids = [await client()];
    const response = await post({
      type: 'configure',
      clients: { ids },
      values: [{ item: 'sip-pwd', value: 'Geheim-4711' }],
    });
    expect(response.json<Job>().values).toMatchObject([{ item: 'sip-pwd', value: null, secret: true }]);
    await post({
      type: 'configure',
      clients: { ids },
      values: [{ item: 'sip-pwd', value: 'Geheim-4711\u0007' }],
    });
    const { rows } = await server.database.pool.query(
      `select (select string_agg(j::text, ' ') from jobs j) || (select string_agg(v::text, ' ') from desired_values v)
         || (select string_agg(q::text, ' ') from tasks.job q) as everything`,
    );
    expect(JSON.stringify(rows)).not.toContain('Geheim');
    expect(server.logged()).not.toContain('Geheim');
  });
});

describe('an order that is wrong', () => {
  test.each<[string, object, string, string]>([
    ['no clients', { clients: undefined }, 'request.invalid', 'clients'],
    ['an empty list of clients', { clients: { ids: [] } }, 'request.invalid', 'clients.ids'],
    ['a wrong id', { clients: { ids: ['x'] } }, 'request.invalid', 'clients.ids.0'],
    ['no values', { values: [] }, 'request.invalid', 'values'],
    ['a value of nothing', { values: [{ value: 'x' }] }, 'request.invalid', 'values.0'],
    ['an item without value', { values: [{ item: 'a' }] }, 'request.invalid', 'values.0.value'],
    [
      'a value of two things',
      { values: [{ item: 'a', parameter: 'b', value: 'x' }] },
      'request.invalid',
      'values.0',
    ],
    [
      'an object as the value of a parameter',
      { values: [{ parameter: '7.3.2/server-port', value: {} }] },
      'request.invalid',
      'values.0.value',
    ],
    [
      'a number as a value',
      { values: [{ item: 'reg-port', value: 5060 }] },
      'request.invalid',
      'values.0.value',
    ],
    [
      'an index below 0',
      { values: [{ item: 'a', index: -1, value: 'x' }] },
      'request.invalid',
      'values.0.index',
    ],
    ['a time limit that is too short', { timeoutSeconds: 59 }, 'request.invalid', 'timeoutSeconds'],
    ['a time that is none', { scheduledAt: 'tomorrow' }, 'request.invalid', 'scheduledAt'],
    ['something nobody knows', { priority: 1 }, 'request.invalid', 'priority'],
    [
      'values of the wrong kind',
      { values: [{ item: 'reg-port', value: 'x' }] },
      'job.invalid_value',
      'values.0.value',
    ],
  ])('with %s says which field, and stores nothing', async (_name, body, code, field) => {
    const { total } = await get<Page<Job>>('/jobs');
    const response = await post({
      type: 'configure',
      clients: { ids: [await client()] },
      values: wanted,
      ...body,
    });
    expect(response.statusCode, response.body).toBe(400);
    expect(response.json()).toMatchObject({ code, errors: [{ field }] });
    expect((await get<Page<Job>>('/jobs')).total).toBe(total);
  });

  test.each([
    ['of an unknown type', { type: 'reboot', clients: { ids: ['1'] } }, ''],
    ['without a type', { clients: { ids: ['1'] }, values: wanted }, 'is missing: it '],
  ])('%s is refused with the types there are', async (_name, body, missing) => {
    const response = await post(body);
    expect(response.statusCode, response.body).toBe(400);
    expect(response.json()).toMatchObject({
      code: 'request.invalid',
      errors: [
        {
          field: 'type',
          message: `"type" ${missing}must be "configure", "refresh-data", "restart", "factory-reset" or "deploy-files".`,
        },
      ],
    });
  });

  test('for clients of which none exists is refused', async () => {
    const response = await post({ type: 'restart', clients: { ids: ['999999'] } });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'job.no_clients' });
  });
});

describe('the list of jobs', () => {
  test('shows the newest first, and narrows by type, state, client and text', async () => {
    const id = await client();
    const first = await order({ clients: { ids: [id] } });
    const second = (await post({ type: 'restart', clients: { ids: [id] } })).json<Job>();
    const ofClient = async (query = '') =>
      (await get<Page<Job>>(`/jobs?clientId=${id}${query}`)).items.map((job) => job.id);
    expect(await ofClient()).toEqual([second.id, first.id]);
    expect(await ofClient('&order=asc')).toEqual([first.id, second.id]);
    expect(await ofClient('&type=restart')).toEqual([second.id]);
    expect(await ofClient('&search=RESTART')).toEqual([second.id]);
    expect(await ofClient('&search=admin')).toHaveLength(2);
    expect(await ofClient('&search=nobody')).toEqual([]);
    await browser.request('POST', `/jobs/${first.id}/cancel`);
    expect(await ofClient('&state=failed')).toEqual([first.id]);
    expect(await ofClient('&state=active')).toEqual([second.id]);
    expect(await ofClient('&sort=finishedAt&order=asc')).toEqual([first.id, second.id]);
    expect(await ofClient('&sort=finishedAt&order=desc')).toEqual([first.id, second.id]);
  });

  test('shows 200 values of a job, and the job itself all of them', async () => {
    const values = Array.from({ length: 250 }, (_, index) => ({ item: 'an-item', index, value: 'x' }));
    const job = await order({ clients: { ids: [await client()] }, values });
    expect((await get<Job>(`/jobs/${job.id}`)).values).toHaveLength(250);
    const { items } = await get<Page<Job>>('/jobs?pageSize=1');
    expect(items[0]?.values).toHaveLength(200);
  });
});

describe('the targets of a job', () => {
  test('tell what happened to each, in order, and narrow by state and text', async () => {
    const ids = [await client({ e164: '4930771' }), await client({ e164: '4930772' })];
    const job = await order({ clients: { ids } });
    const [one, two] = await targetsOf(job);
    const asked = wording('target.asked', { address: '192.0.2.7' });
    const refused = wording('target.refused', { item: 'reg-addr', status: 'read only' });
    await update(
      { targetId: one?.id ?? '', state: 'contacting', countAttempt: true, reason: asked, events: [asked] },
      { targetId: two?.id ?? '', state: 'failed', open: false, reason: refused, events: [asked, refused] },
    );
    expect(await targetsOf(job)).toMatchObject([
      { state: 'contacting', attempts: 1, reason: { code: 'target.asked' }, finishedAt: null },
      {
        state: 'failed',
        reason: { code: 'target.refused', params: { item: 'reg-addr', status: 'read only' } },
        finishedAt: NOW.toISOString(),
        nextAttemptAt: null,
        events: [
          { kind: 'target.asked', at: NOW.toISOString(), text: 'The phone at 192.0.2.7 is asked to call.' },
          { kind: 'target.refused', text: 'The phone refused reg-addr: "read only".' },
        ],
      },
    ]);
    const shown = async (query: string) => (await targetsOf(job, query)).map((target) => target.id);
    expect(await shown('?state=failed')).toEqual([two?.id]);
    expect(await shown('?search=4930771')).toEqual([one?.id]);
    expect(await shown('?search=READ%20only')).toEqual([two?.id]);
    expect(await shown('?sort=e164&order=desc')).toEqual([two?.id, one?.id]);
    expect(await shown('?pageSize=1&page=2')).toEqual([two?.id]);
    expect(await get<Job>(`/jobs/${job.id}`)).toMatchObject({
      counts: { contacting: 1, failed: 1, waiting: 0 },
    });
  });

  test('show the last 100 events of those that were never reached', async () => {
    const job = await order({ clients: { ids: [await client()] } });
    const [target] = await targetsOf(job);
    for (let day = 0; day < 3; day += 1) {
      const events = Array.from({ length: 50 }, (_, hour) =>
        wording('target.unreachable', { address: '192.0.2.7', detail: `try ${day * 50 + hour}` }),
      );
      await update({ targetId: target?.id ?? '', events });
    }
    const [found] = await targetsOf(job);
    expect(found?.events).toHaveLength(100);
    expect(found?.events[0]?.params['detail']).toBe('try 50');
    expect(found?.events.at(-1)?.params['detail']).toBe('try 149');
  });
});

describe('canceling', () => {
  test('ends what is open, keeps what is done, and says who did it', async () => {
    const ids = [await client(), await client()];
    const job = await order({ clients: { ids } });
    const [one] = await targetsOf(job);
    await update({
      targetId: one?.id ?? '',
      state: 'success',
      open: false,
      reason: wording('target.stored'),
    });
    const response = await browser.request('POST', `/jobs/${job.id}/cancel`);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      state: 'partial-successful',
      canceledAt: NOW.toISOString(),
      finishedAt: NOW.toISOString(),
      counts: { success: 1, canceled: 1 },
    });
    expect((await targetsOf(job))[1]).toMatchObject({
      state: 'canceled',
      reason: { code: 'job.canceled', text: 'Canceled by admin.' },
    });
  });

  test('a job that has not begun means that it never begins', async () => {
    const ids = [await client()];
    const job = await order({ clients: { ids }, scheduledAt: '2027-01-01T00:00:00.000Z' });
    expect((await browser.request('POST', `/jobs/${job.id}/cancel`)).json()).toMatchObject({
      state: 'failed',
      startedAt: null,
      counts: { canceled: 1 },
    });
  });

  test('once more, or a job that has ended, is refused', async () => {
    const job = await order({ clients: { ids: [await client()] } });
    await browser.request('POST', `/jobs/${job.id}/cancel`);
    const response = await browser.request('POST', `/jobs/${job.id}/cancel`);
    expect(response.statusCode).toBe(409);
    expect(response.json()).toMatchObject({ code: 'job.already_finished' });
  });

  test('at the same moment from two sides succeeds once', async () => {
    const job = await order({ clients: { ids: [await client()] } });
    const responses = await Promise.all([1, 2].map(() => browser.request('POST', `/jobs/${job.id}/cancel`)));
    expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect((await targetsOf(job))[0]?.events).toHaveLength(1);
  });
});

describe('a job that does not exist', () => {
  test.each([
    ['GET', '/jobs/999999'],
    ['GET', '/jobs/999999/targets'],
    ['POST', '/jobs/999999/cancel'],
  ] as const)('%s %s is not found', async (method, path) => {
    const response = await browser.request(method, path);
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'job.not_found' });
  });
});
