import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import { isoIn } from '../../infra/clock/local-time.ts';
import { inTransaction, type TargetState } from '../../infra/db/index.ts';
import { deleteClients } from '../clients/index.ts';
import { changeJobSettings, defaultJobSettings } from '../settings/index.ts';
import type { Job, Target } from './job.schema.ts';
import { settleJobs } from './job-end.queries.ts';
import { createJob } from './jobs.service.ts';
import { sweepJobs } from './jobs.sweep.ts';
import { updateTargets } from './target-updates.queries.ts';
import { wording } from './wording.ts';

let server: TestAdminApi;
let clock: TestClock;
let browser: Browser;
beforeAll(async () => {
  clock = aClock();
  server = await startAdminApi({ clock });
});
beforeEach(async () => {
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());

const client = (said: Record<string, string> = {}, deviceId?: string) =>
  aClient(server.database.pool, { said, at: clock.now(), ...(deviceId === undefined ? {} : { deviceId }) });

/** Some clients in the order of their ids. */
async function clientsOf(count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push(await client());
  return ids;
}

async function send<Body>(method: 'GET' | 'POST', path: string, body?: object, status = 200): Promise<Body> {
  const response = await browser.request(method, path, body);
  expect(response.statusCode, response.body).toBe(status);
  return response.json<Body>();
}

const order = (body: object) =>
  send<Job>(
    'POST',
    '/jobs',
    { type: 'configure', values: [{ item: 'reg-addr', value: '192.0.2.20' }], ...body },
    202,
  );

const list = async (query: string) =>
  (await send<{ items: Job[] }>('GET', `/jobs?pageSize=100&${query}`)).items.map(({ id }) => id);

const targetsOf = async (id: string) =>
  (await send<{ items: Target[] }>('GET', `/jobs/${id}/targets?pageSize=100`)).items;

/** Ends the targets of a job in their order. */
async function end(job: Job, ...states: TargetState[]): Promise<void> {
  const targets = await targetsOf(job.id);
  const reason = wording('target.refused', { item: 'reg-addr', status: 'read only' });
  await inTransaction(server.database.pool, (tx) =>
    updateTargets(
      tx,
      states.map((state, place) => ({ targetId: targets[place]?.id ?? '', state, open: false, reason })),
      clock.now(),
    ),
  );
  await settleJobs(server.database.pool, [job.id], clock.now());
}

describe('what has failed', () => {
  test('is ordered again for its clients only, in a job that says of which it comes', async () => {
    const clients = await clientsOf(6);
    const job = await order({ clients: { ids: clients }, timeoutSeconds: 3_600 });
    await end(job, 'success', 'failed', 'timeout', 'canceled', 'partial-successful', 'failed');
    await inTransaction(server.database.pool, (tx) => deleteClients(tx, clients.slice(5)));
    const again = await send<Job>('POST', `/jobs/${job.id}/retry`, {}, 202);
    expect(again).toMatchObject({
      type: 'configure',
      state: 'active',
      targetCount: 3,
      timeoutSeconds: 3_600,
      origin: { kind: 'retry', jobId: job.id, recurringId: null },
      values: [{ item: 'reg-addr', value: '192.0.2.20' }],
    });
    expect((await targetsOf(again.id)).map(({ clientId }) => clientId)).toEqual(clients.slice(1, 4));
  });

  test('is not written to a client that cannot take it any more, which says why', async () => {
    const [fits, changed] = [await client(), await client()];
    const job = await order({
      clients: { ids: [fits, changed] },
      values: [{ item: 'sip-name', value: 'Front' }],
    });
    await end(job, 'failed', 'failed');
    await server.database.pool.query(`update clients set software_type = 'HFA' where id = $1`, [changed]);
    const again = await send<Job>('POST', `/jobs/${job.id}/retry`, {}, 202);
    expect(await targetsOf(again.id)).toMatchObject([
      { clientId: fits, state: 'waiting' },
      { clientId: changed, state: 'failed', reason: { code: 'target.unfit' } },
    ]);
  });

  test('keeps its secrets, which nobody sees', async () => {
    const id = await client();
    const job = await order({
      clients: { ids: [id] },
      values: [{ item: 'sip-pwd', value: 'Very-Secret-99' }],
    });
    await end(job, 'failed');
    const again = await send<Job>('POST', `/jobs/${job.id}/retry`, {}, 202);
    expect(again.values).toMatchObject([{ item: 'sip-pwd', value: null, secret: true }]);
    const { rows } = await server.database.pool.query<{ payload: { values: { sealed: string }[] } }>(
      'select payload from jobs where id = $1',
      [again.id],
    );
    expect(server.context.secrets.open(rows[0]?.payload.values[0]?.sealed ?? '')).toBe('Very-Secret-99');
  });

  test('is refused when nothing has failed, and for a job that is gone', async () => {
    const job = await order({ clients: { ids: [await client()] } });
    await end(job, 'success');
    expect(await send('POST', `/jobs/${job.id}/retry`, {}, 409)).toMatchObject({
      code: 'job.nothing_to_retry',
    });
    expect(await send('POST', '/jobs/999999/retry', {}, 404)).toMatchObject({ code: 'job.not_found' });
  });
});

describe('a job', () => {
  test.each([
    { type: 'refresh-data' },
    { type: 'restart' },
    { type: 'factory-reset', keepCertificates: true },
  ])('of $type is repeated for all of its clients, now or later', async (work) => {
    const clients = [await client(), await client()];
    const job = await send<Job>('POST', '/jobs', { ...work, clients: { ids: clients } }, 202);
    await end(job, 'success', 'failed');
    const scheduledAt = new Date(clock.now().getTime() + 3_600_000).toISOString();
    const again = await send<Job>(
      'POST',
      `/jobs/${job.id}/repeat`,
      { scheduledAt, timeoutSeconds: 600 },
      202,
    );
    expect(again).toMatchObject({
      type: work.type,
      state: 'created',
      plannedAt: scheduledAt,
      timeoutSeconds: 600,
      targetCount: 2,
      origin: { kind: 'repeat', jobId: job.id },
    });
    const { rows } = await server.database.pool.query(
      'select payload from jobs where id = any($1) order by id',
      [[job.id, again.id]],
    );
    expect(rows[1]).toEqual(rows[0]);
  });

  test('that logs mobile users on is repeated with the same users', async () => {
    const id = await client();
    const users = { [id]: { id: '17', e164: '4989100' } };
    const initiator = { id: null, name: 'admin' };
    const jobId = await createJob(server.context, { type: 'logon', clientIds: [id], users, initiator });
    const again = await send<Job>('POST', `/jobs/${jobId}/repeat`, {}, 202);
    const { rows } = await server.database.pool.query('select payload from jobs where id = $1', [again.id]);
    expect(rows).toEqual([{ payload: { users } }]);
  });
});

describe('the list', () => {
  test('narrows by who ordered, and by when jobs began or are to begin', async () => {
    const clientIds = [await client()];
    const initiator = { id: null, name: 'somebody else' };
    const early = await createJob(server.context, { type: 'restart', clientIds, initiator });
    clock.advance({ hours: 2 });
    const between = clock.now().toISOString();
    clock.advance({ hours: 2 });
    const late = await createJob(server.context, { type: 'restart', clientIds, initiator });
    const scheduledAt = new Date(clock.now().getTime() + 86_400_000);
    const planned = await createJob(server.context, { type: 'restart', clientIds, initiator, scheduledAt });
    const byThem = 'initiator=somebody%20else&order=asc';
    expect(await list(byThem)).toEqual([early, late, planned]);
    expect(await list(`${byThem}&before=${between}`)).toEqual([early]);
    expect(await list(`${byThem}&after=${between}`)).toEqual([late, planned]);
    expect(await list(`${byThem}&after=${between}&before=${scheduledAt.toISOString()}`)).toEqual([late]);
    const { items } = await send<{ items: object[] }>('GET', '/jobs/initiators');
    expect(items).toContainEqual({ username: 'somebody else', jobs: 3 });
  });

  test('is sorted by how long jobs took and by who ordered them', async () => {
    const jobs: Job[] = [];
    for (const minutes of [5, 1, 3]) {
      const job = await order({ clients: { ids: [await client({ e164: '4930777' })] } });
      clock.advance({ minutes });
      await end(job, 'success');
      jobs.push(job);
    }
    const [five, one, three] = jobs.map(({ id }) => id);
    const sorted = await list('sort=duration&order=asc&state=success');
    expect(sorted.filter((id) => jobs.some((job) => job.id === id))).toEqual([one, three, five]);
    const byInitiator = await send<{ items: Job[] }>('GET', '/jobs?sort=initiator&order=desc&pageSize=1');
    expect(byInitiator.items).toMatchObject([{ initiator: { username: 'somebody else' } }]);
  });
});

describe('a job that is deleted', () => {
  const left = async (id: string) => {
    const { rows } = await server.database.pool.query(
      `select (select count(*)::int from jobs where id = $1) as jobs,
         (select count(*)::int from job_targets where job_id = $1) as targets`,
      [id],
    );
    return rows[0];
  };

  test('is gone at once, and removed by and by; what comes from it stays', async () => {
    const clients = await clientsOf(2);
    const job = await order({ clients: { ids: clients } });
    await end(job, 'failed', 'failed');
    const again = await send<Job>('POST', `/jobs/${job.id}/retry`, {}, 202);
    expect((await browser.request('DELETE', `/jobs/${job.id}`)).statusCode).toBe(204);
    for (const path of ['', '/targets', '/targets/export']) {
      expect((await browser.request('GET', `/jobs/${job.id}${path}`)).statusCode).toBe(404);
    }
    expect((await browser.request('DELETE', `/jobs/${job.id}`)).statusCode).toBe(404);
    expect(await list('')).not.toContain(job.id);
    expect(await left(job.id)).toEqual({ jobs: 1, targets: 2 });
    await sweepJobs(server.context);
    expect(await left(job.id)).toEqual({ jobs: 0, targets: 0 });
    expect(await send('GET', `/jobs/${again.id}`)).toMatchObject({ origin: { kind: 'retry', jobId: null } });
  });

  test('must have ended; of several, one that has not keeps all of them', async () => {
    const [ended, running] = [
      await order({ clients: { ids: [await client()] } }),
      await order({ clients: { ids: [await client()] } }),
    ];
    await end(ended, 'success');
    const refused = await send<{ errors: object[] }>(
      'POST',
      '/jobs/delete',
      { ids: [ended.id, running.id] },
      409,
    );
    expect(refused).toMatchObject({
      code: 'job.still_running',
      detail: `The job ${running.id} has not ended yet: cancel it first.`,
      errors: [
        { text: { de: `Der Auftrag ${running.id} ist noch nicht beendet: Brechen Sie ihn zuerst ab.` } },
      ],
    });
    expect((await browser.request('DELETE', `/jobs/${running.id}`)).statusCode).toBe(409);
    expect(await list('')).toEqual(expect.arrayContaining([ended.id, running.id]));
    await end(running, 'success');
    expect(await send('POST', '/jobs/delete', { ids: [ended.id, running.id, '999999'] })).toEqual({
      deleted: 2,
    });
  });

  test('because its days are over is one that has ended', async () => {
    const [ended, running] = [
      await order({ clients: { ids: [await client()] }, timeoutSeconds: 30 * 86_400 }),
      await order({ clients: { ids: [await client()] }, timeoutSeconds: 30 * 86_400 }),
    ];
    await end(ended, 'success');
    await changeJobSettings(server.context, { retentionDays: 10 });
    clock.advance({ days: 9, hours: 23 });
    await sweepJobs(server.context);
    await browser.signIn();
    expect(await list('')).toContain(ended.id);
    clock.advance({ hours: 2 });
    await sweepJobs(server.context);
    const ids = await list('');
    expect(ids).toContain(running.id);
    expect(ids).not.toContain(ended.id);
    expect(await left(ended.id)).toEqual({ jobs: 0, targets: 0 });
    await changeJobSettings(server.context, defaultJobSettings);
  });

  test('of very many clients is removed in portions', async () => {
    const { rows } = await server.database.pool.query<{ id: string }>(
      `insert into jobs (type, state, initiator_name, payload, created_at, planned_at, finished_at, timeout_seconds, target_count)
       values ('restart', 'success', 'admin', '{}', $1, $1, $1, 60, 1500) returning id`,
      [clock.now()],
    );
    const id = rows[0]?.id ?? '';
    await server.database.pool.query(
      `insert into job_targets (job_id, device_id, e164, device_type, model, state, open, created_at, updated_at, finished_at)
       select $1, n::text, '', '', '', 'success', false, $2, $2, $2 from generate_series(1, 1500) n`,
      [id, clock.now()],
    );
    await send('POST', '/jobs/delete', { ids: [id] });
    await sweepJobs(server.context);
    expect(await left(id)).toEqual({ jobs: 1, targets: 500 });
    await sweepJobs(server.context);
    expect(await left(id)).toEqual({ jobs: 0, targets: 0 });
  });
});

describe('the time of a job', () => {
  test('is that of the settings when its order says none', async () => {
    await changeJobSettings(server.context, { timeoutSeconds: 900 });
    const job = await order({ clients: { ids: [await client()] } });
    expect(job.timeoutSeconds).toBe(900);
    clock.advance({ seconds: 900 });
    await sweepJobs(server.context);
    expect(await send('GET', `/jobs/${job.id}`)).toMatchObject({ state: 'timeout' });
    await changeJobSettings(server.context, defaultJobSettings);
  });
});

describe('the export of targets', () => {
  const file = async (job: Job, query: string) => {
    const response = await browser.request('GET', `/jobs/${job.id}/targets/export?${query}`);
    expect(response.statusCode, response.body).toBe(200);
    return { ...response.headers, lines: response.body.replace('\uFEFF', '').trim().split('\r\n') };
  };

  test('is in the language of who asks, with the words of phones, and nothing of it is a formula', async () => {
    const clients = [
      await client({ e164: '4989100' }, '00:1A:E8:00:77:01'),
      await client({ e164: '4989200', 'device-type': '=HYPERLINK("x")' }, '00:1A:E8:00:77:02'),
    ];
    const job = await send<Job>('POST', '/jobs', { type: 'restart', clients: { ids: clients } }, 202);
    await end(job, 'failed');
    const at = clock.now().toISOString();
    const english = await file(job, '');
    expect(english['content-disposition']).toBe(`attachment; filename="job-${job.id}.csv"`);
    expect(english.lines[0]).toBe('E.164,Hardware type,MAC address,State,Attempts,Reason,Last change,Ended');
    expect(english.lines[1]).toBe(
      `4989100,OpenScape Desk Phone CP410,00:1A:E8:00:77:01,Failed,0,"The phone refused reg-addr: ""read only"".",${at},${at}`,
    );
    expect(english.lines[2]).toMatch(/^4989200,"'=HYPERLINK\(""x""\)",00:1A:E8:00:77:02,Waiting,0,,/);
    const german = await file(job, 'language=de&separator=semicolon');
    expect(german.lines[0]).toBe(
      'E.164-Rufnummer;Gerätetyp;MAC-Adresse;Status;Versuche;Grund;Letzte Änderung;Beendet',
    );
    expect(german.lines[1]).toContain(';Fehlgeschlagen;0;Das Telefon hat reg-addr abgelehnt: „read only“.;');
    expect((await file(job, 'state=failed')).lines).toHaveLength(2);
    await browser.request('PATCH', '/settings', { server: { timeZone: 'America/Lima' } });
    const local = isoIn(clock.now(), 'America/Lima');
    expect((await file(job, 'state=failed')).lines[1]).toContain(`,${local},${local}`);
    await browser.request('PATCH', '/settings', { server: { timeZone: null } });
    expect((await file(job, 'search=77:02')).lines).toHaveLength(2);
  });
});
