import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import type { RolloutDetail } from './rollouts.schema.ts';

let server: TestAdminApi;
let admin: Browser;
let ids: string[];
beforeAll(async () => {
  server = await startAdminApi();
  admin = server.aBrowser();
  await admin.signIn();
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.database.pool.query('truncate rollouts, jobs, clients cascade');
  ids = [];
  for (let made = 0; made < 6; made += 1) ids.push(await aClient(server.database.pool));
});

const rules = {
  gate: { successPercent: 100, pauseMinutes: 0 },
  stop: { failures: null, failurePercent: null, notBackMinutes: null },
  window: null,
};
const secretOrder = {
  type: 'configure',
  values: [
    { item: 'reg-addr', value: '192.0.2.20' },
    { item: 'sip-pwd', value: 'Very-Secret-9' },
  ],
};
const aPlan = (more: object = {}) => ({
  clients: { ids },
  waves: { canary: { count: 2 }, steps: [50, 100] },
  rules,
  ...more,
});

async function create(more: object = {}): Promise<RolloutDetail> {
  const body = { name: 'Night', order: secretOrder, ...aPlan(), ...more };
  const response = await admin.request('POST', '/rollouts', body);
  expect(response.statusCode, response.body).toBe(201);
  return response.json();
}

async function change(id: string, more: object = {}, ifMatch = '*') {
  const body = { name: 'Night', ...aPlan(), ...more };
  const response = await admin.request('PUT', `/rollouts/${id}`, body, { 'if-match': ifMatch });
  return { status: response.statusCode, body: response.json() };
}

const storedWork = async (id: string) =>
  (await server.database.pool.query('select work from rollouts where id = $1', [id])).rows[0].work;

describe('a rollout that has not begun', () => {
  test('tells what it is to do and for whom, without secrets', async () => {
    expect(await create()).toMatchObject({
      state: 'planned',
      clients: { ids },
      values: [
        { item: 'reg-addr', value: '192.0.2.20', secret: false },
        { item: 'sip-pwd', value: null, secret: true },
      ],
      deployment: null,
      keepCertificates: false,
    });
    const reset = { type: 'factory-reset', keepCertificates: true };
    expect(await create({ order: reset })).toMatchObject({ type: 'factory-reset', keepCertificates: true });
    const order = { type: 'deploy-files', files: [{ action: 'delete', type: 'ringtone', name: 'bell.wav' }] };
    expect(await create({ order })).toMatchObject({
      deployment: { files: [{ action: 'delete', type: 'ringtone', name: 'bell.wav', fileId: null }] },
    });
  });

  test('gets another name, other clients, waves, rules and a time, and tells who changed it', async () => {
    const { id } = await create();
    const startAt = new Date(Date.now() + 3_600_000).toISOString();
    const { status, body } = await change(id, {
      name: 'Next night ',
      clients: { ids: ids.slice(0, 3) },
      waves: { canary: null, steps: [100] },
      rules: { ...rules, gate: { successPercent: 90, pauseMinutes: 5 } },
      startAt,
      timeoutSeconds: 3_600,
    });
    expect([status, body]).toMatchObject([
      200,
      {
        name: 'Next night',
        state: 'planned',
        clients: { ids: ids.slice(0, 3) },
        waveRules: { canary: null, steps: [100] },
        rules: { gate: { successPercent: 90, pauseMinutes: 5 } },
        startAt,
        timeoutSeconds: 3_600,
      },
    ]);
    expect(
      body.events.map(({ sentence }: RolloutDetail['events'][number]) => sentence.text.en),
    ).toMatchObject(['Created by admin.', 'Changed by admin.', expect.stringMatching(/^Planned by admin/)]);
    const later = await change(id, { name: 'Next night' });
    expect(later.body).toMatchObject({ startAt: null, timeoutSeconds: 3_600 });
  });

  test('is changed by the one who has seen what is there; the other hears who was faster, and loses nothing', async () => {
    const { id, version } = await create();
    const read = await admin.request('GET', `/rollouts/${id}`);
    expect(read.headers['etag']).toBe(`"${version}"`);
    const first = await change(id, { name: 'First' }, `"${version}"`);
    expect([first.status, first.body]).toMatchObject([200, { name: 'First', updatedBy: 'admin' }]);
    expect(first.body.version).toBeGreaterThan(version);
    const late = await change(id, { name: 'Second' }, `"${version}"`);
    expect([late.status, late.body]).toMatchObject([
      412,
      {
        code: 'request.outdated',
        detail: expect.stringContaining('admin has changed this'),
        current: { etag: `"${first.body.version}"`, changedBy: 'admin', state: { name: 'First' } },
      },
    ]);
    // Somebody who has planned its start has changed it as well.
    const startAt = new Date(Date.now() + 3_600_000).toISOString();
    expect((await admin.request('POST', `/rollouts/${id}/start`, { startAt })).statusCode).toBe(200);
    expect((await change(id, { name: 'Second' }, `"${first.body.version}"`)).status).toBe(412);
    const blind = await admin.request('PUT', `/rollouts/${id}`, { name: 'Second', ...aPlan() });
    expect([blind.statusCode, blind.json().code]).toEqual([428, 'request.precondition_required']);
    expect((await admin.request('GET', `/rollouts/${id}`)).json()).toMatchObject({ name: 'First', startAt });
  });

  test('keeps its order with its secrets when the change names none, and takes another one', async () => {
    const { id } = await create();
    const before = await storedWork(id);
    expect(JSON.stringify(before)).not.toContain('Very-Secret-9');
    expect((await change(id)).body).toMatchObject({ type: 'configure' });
    expect(await storedWork(id)).toEqual(before);
    expect((await change(id, { order: { type: 'restart' } })).body).toMatchObject({
      type: 'restart',
      values: [],
    });
    expect(await storedWork(id)).toEqual({ type: 'restart' });
  });

  test('shows the waves of a change and stores nothing of it', async () => {
    const { id } = await create();
    const preview = await admin.request(
      'POST',
      `/rollouts/${id}/preview`,
      aPlan({ waves: { canary: null, steps: [50, 100] } }),
    );
    expect(preview.json()).toMatchObject({
      clientCount: 6,
      waves: [{ clientCount: 3 }, { clientCount: 3 }],
    });
    const { waveRules } = (await admin.request('GET', `/rollouts/${id}`)).json<RolloutDetail>();
    expect(waveRules.canary).toEqual({ count: 2 });
  });

  test('begins as it was changed', async () => {
    const { id } = await create();
    await change(id, { order: { type: 'restart' }, waves: { canary: null, steps: [100] } });
    const started = (await admin.request('POST', `/rollouts/${id}/start`, {})).json<RolloutDetail>();
    expect(started).toMatchObject({ state: 'running', type: 'restart', waveCount: 1, clients: null });
  });

  test('is not changed when something is wrong with the change', async () => {
    const { id } = await create();
    const before = await storedWork(id);
    const wrong = await change(id, { waves: { canary: null, steps: [50] } });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([400, 'waves.steps']);
    const gone = await change(id, { clients: { ids: ['999999'] } });
    expect([gone.status, gone.body.code]).toEqual([400, 'job.no_clients']);
    expect(await storedWork(id)).toEqual(before);
  });
});

test('a rollout that has begun, or is not there, cannot be changed', async () => {
  const { id } = await create({ order: { type: 'restart' }, startAt: '2020-01-01T00:00:00.000Z' });
  for (const [path, status, code] of [
    [id, 409, 'rollout.wrong_state'],
    ['999999', 404, 'rollout.not_found'],
  ] as const) {
    const changed = await change(path);
    expect([changed.status, changed.body.code]).toEqual([status, code]);
    const preview = await admin.request('POST', `/rollouts/${path}/preview`, aPlan());
    expect(preview.json().code).toBe(code);
  }
});
