import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { eventually } from '../../../test/support/running-server.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import type { Job } from '../jobs/index.ts';
import type { RecurringJob } from './recurring-jobs.schema.ts';
import { runDueRecurringJobs } from './recurring-jobs.service.ts';
import { nextRun } from './schedule.ts';

let server: TestAdminApi;
let clock: TestClock;
let browser: Browser;
beforeAll(async () => {
  // A Monday, 09:00 in Berlin.
  clock = aClock(new Date('2026-03-02T08:00:00.000Z'));
  server = await startAdminApi({ clock });
});
afterAll(() => server.close());
beforeEach(async () => {
  browser = server.aBrowser();
  await browser.signIn();
  await server.database.pool.query('truncate recurring_jobs, jobs cascade; delete from tasks.job');
});

async function send<Body>(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
  status = 200,
  ifMatch = '*',
) {
  const response = await browser.request(method, path, body, { 'if-match': ifMatch });
  expect(response.statusCode, response.body).toBe(status);
  return response.json<Body>();
}

const nightly = {
  name: 'Nightly refresh',
  type: 'refresh-data',
  clients: { filter: {} },
  schedule: { kind: 'daily', time: '02:00' },
  timeZone: 'Europe/Berlin',
  timeoutSeconds: null,
  paused: false,
};
const create = (more: object = {}) =>
  send<RecurringJob>('POST', '/recurring-jobs', { ...nightly, ...more }, 201);
const get = ({ id }: RecurringJob) => send<RecurringJob>('GET', `/recurring-jobs/${id}`);
const change = ({ id }: RecurringJob, body: object) =>
  send<RecurringJob>('PATCH', `/recurring-jobs/${id}`, body);
const remove = ({ id }: RecurringJob, ifMatch = '*') =>
  browser.request('DELETE', `/recurring-jobs/${id}`, undefined, { 'if-match': ifMatch });
const run = () => runDueRecurringJobs(server.context);

async function runsOf({ id }: RecurringJob): Promise<Job[]> {
  await browser.signIn();
  return (await send<{ items: Job[] }>('GET', `/jobs?recurringId=${id}&order=asc`)).items;
}

const endAll = () =>
  server.database.pool.query(
    `update jobs set finished_at = now(), state = 'success';
     update job_targets set open = false, finished_at = now(), state = 'success'`,
  );

describe('a recurring job', () => {
  test('runs at its time for the clients that match then, and tells when it runs next', async () => {
    const job = await create();
    expect(job).toMatchObject({
      nextRunAt: '2026-03-03T01:00:00.000Z',
      lastRun: null,
      skipped: null,
      paused: false,
    });
    await aClient(server.database.pool, { at: clock.now() });
    clock.advance({ hours: 16, minutes: 59 });
    await run();
    expect(await runsOf(job)).toEqual([]);
    await aClient(server.database.pool, { at: clock.now() });
    clock.advance({ minutes: 1 });
    await run();
    const [made] = await runsOf(job);
    expect(made).toMatchObject({
      type: 'refresh-data',
      initiator: { username: 'admin' },
      targetCount: 2,
      origin: { kind: 'recurring', recurringId: job.id, jobId: null },
    });
    expect(await get(job)).toMatchObject({
      nextRunAt: '2026-03-04T01:00:00.000Z',
      lastRun: { jobId: made?.id, state: 'active' },
    });
  });

  test('runs once, whatever was missed and however many nodes look at it', async () => {
    await aClient(server.database.pool, { at: clock.now() });
    const job = await create();
    clock.advance({ days: 5 });
    await Promise.all([run(), run(), run()]);
    expect(await runsOf(job)).toHaveLength(1);
    expect(new Date((await get(job)).nextRunAt ?? 0).getTime()).toBeGreaterThan(clock.now().getTime());
  });

  test('leaves a time out while its last run has not ended, and says so until it runs again', async () => {
    await aClient(server.database.pool, { at: clock.now() });
    const job = await create({ timeoutSeconds: 7 * 86_400 });
    clock.advance({ days: 1 });
    await run();
    clock.advance({ days: 1 });
    await run();
    expect(await runsOf(job)).toHaveLength(1);
    expect(await get(job)).toMatchObject({ skipped: { reason: 'still-running' } });
    await endAll();
    clock.advance({ days: 1 });
    await run();
    expect(await runsOf(job)).toHaveLength(2);
    expect(await get(job)).toMatchObject({ skipped: null });
  });

  test('leaves a time out when no client matches', async () => {
    const job = await create({ clients: { filter: { search: 'nobody has this' } } });
    clock.advance({ days: 1 });
    await run();
    await browser.signIn();
    expect(await get(job)).toMatchObject({ skipped: { reason: 'no-clients' }, lastRun: null });
  });

  test('that is paused does not run, and goes on from now when it is resumed', async () => {
    await aClient(server.database.pool, { at: clock.now() });
    const job = await create();
    expect(await change(job, { paused: true })).toMatchObject({ paused: true, nextRunAt: null });
    clock.advance({ days: 3 });
    await run();
    expect(await runsOf(job)).toEqual([]);
    const resumed = await change(job, { paused: false });
    expect(new Date(resumed.nextRunAt ?? 0).getTime()).toBeGreaterThan(clock.now().getTime());
  });

  test('that gets another name keeps its next time; another schedule gives it another', async () => {
    const job = await create();
    expect(await change(job, { name: 'Each night' })).toMatchObject({
      name: 'Each night',
      nextRunAt: job.nextRunAt,
    });
    const changed = await change(job, {
      schedule: { kind: 'weekly', days: ['sun'], time: '03:30' },
      timeZone: 'UTC',
    });
    expect(new Date(changed.nextRunAt ?? 0).getUTCDay()).toBe(0);
    expect(changed.nextRunAt).toContain('T03:30:00');
  });

  test('logs off the mobile users who are logged on at its clients, and is left out when nobody is', async () => {
    const { pool } = server.database;
    const job = await create({ type: 'logoff' });
    const [occupied] = [await aClient(pool, { at: clock.now() }), await aClient(pool, { at: clock.now() })];
    clock.advance({ days: 1 });
    await run();
    await browser.signIn();
    expect(await get(job)).toMatchObject({ skipped: { reason: 'nobody-logged-on' }, lastRun: null });
    const { rows } = await pool.query<{ id: string }>(
      `insert into users (e164, password, client_id, created_at, updated_at) values ('4989700740001', '', $1, now(), now()) returning id`,
      [occupied],
    );
    clock.advance({ days: 1 });
    await run();
    const [made] = await runsOf(job);
    expect(made).toMatchObject({ type: 'logoff', targetCount: 1 });
    const payload = await pool.query('select payload from jobs where id = $1', [made?.id]);
    expect(payload.rows[0]).toMatchObject({
      payload: { users: { [occupied]: { id: rows[0]?.id, e164: '4989700740001' } } },
    });
    expect(await get(job)).toMatchObject({ skipped: null });
  });

  test('that names no time zone gets that of the server, and keeps it', async () => {
    const zone = (timeZone: string | null) => send('PATCH', '/settings', { server: { timeZone } });
    await zone('America/Lima');
    const job = await create({ timeZone: undefined });
    expect(job).toMatchObject({ timeZone: 'America/Lima' });
    expect(job.nextRunAt).toMatch(/T07:00:00/);
    await zone(null);
    expect(await get(job)).toMatchObject({ timeZone: 'America/Lima' });
    expect(await create({ timeZone: undefined, name: 'In UTC' })).toMatchObject({ timeZone: 'UTC' });
  });

  test('is changed by the one who has seen what is there, and everybody hears of it', async () => {
    const job = await create();
    const news: unknown[] = [];
    const stop = server.context.events.subscribe(({ recurringJobs = [] }) => {
      if (recurringJobs === 'all' || recurringJobs.includes(job.id)) news.push(recurringJobs);
    });
    const path = `/recurring-jobs/${job.id}`;
    const rename = (name: string, ifMatch: string, status: number) =>
      send<RecurringJob & { code: string; current: object }>('PATCH', path, { name }, status, ifMatch);
    expect(await rename('First', '"1"', 200)).toMatchObject({ version: 2, updatedBy: 'admin' });
    expect(await rename('Second', '"1"', 412)).toMatchObject({ code: 'request.outdated' });
    expect((await browser.request('PATCH', path, { name: 'Second' })).statusCode).toBe(428);
    expect(await get(job)).toMatchObject({ name: 'First', version: 2 });
    await eventually('news of the change', async () => (news.length > 0 ? true : undefined));
    expect(await remove(job, '"2"')).toMatchObject({ statusCode: 204 });
    await eventually('news of the end', async () => (news.length > 1 ? true : undefined));
    expect(news).toHaveLength(2);
    stop();
  });

  test('is deleted by the one who has seen what is there', async () => {
    const job = await create();
    await change(job, { paused: true });
    expect((await browser.request('DELETE', `/recurring-jobs/${job.id}`)).statusCode).toBe(428);
    const late = await remove(job, '"1"');
    expect(late.statusCode).toBe(412);
    expect(late.json()).toMatchObject({
      code: 'request.outdated',
      current: { changedBy: 'admin', etag: '"2"', state: { name: 'Nightly refresh', version: 2 } },
    });
    expect(await get(job)).toMatchObject({ paused: true });
    expect((await remove(job, '"2"')).statusCode).toBe(204);
  });

  test('is deleted without its runs', async () => {
    await aClient(server.database.pool, { at: clock.now() });
    const job = await create();
    clock.advance({ days: 1 });
    await run();
    const [made] = await runsOf(job);
    expect(await remove(job)).toMatchObject({ statusCode: 204 });
    expect(await remove(job)).toMatchObject({ statusCode: 404 });
    expect(await send('GET', `/jobs/${made?.id}`)).toMatchObject({
      origin: { kind: 'recurring', recurringId: null },
    });
  });

  test.each([
    [{ schedule: { kind: 'cron', expression: '0 25 * * *' } }, 'schedule'],
    [{ schedule: { kind: 'cron', expression: '0 0 2 * * *' } }, 'schedule'],
    [{ schedule: { kind: 'cron', expression: '0 2 30 2 *' } }, 'schedule'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
  ])('with %j is refused, and the field is named in both languages', async (more, field) => {
    const refused = await send('POST', '/recurring-jobs', { ...nightly, ...more }, 400);
    expect(refused).toMatchObject({
      code: 'recurring_job.invalid_schedule',
      errors: [{ field, text: { en: expect.any(String), de: expect.any(String) } }],
    });
  });

  test('has a name of its own', async () => {
    await create();
    expect(await send('POST', '/recurring-jobs', { ...nightly, name: 'nightly REFRESH' }, 409)).toMatchObject(
      {
        code: 'recurring_job.name_taken',
        errors: [{ field: 'name' }],
      },
    );
  });
});

describe('a schedule', () => {
  const at = (schedule: Parameters<typeof nextRun>[0], after: string, timeZone = 'Europe/Berlin') =>
    nextRun(schedule, timeZone, new Date(after)).toISOString();

  test('comes once on the days when the clocks change', () => {
    const daily = { kind: 'daily', time: '02:30' } as const;
    // 02:30 does not exist on this day, and comes twice on the other.
    expect(at(daily, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z');
    expect(at(daily, '2026-03-29T01:30:00Z')).toBe('2026-03-30T00:30:00.000Z');
    expect(at(daily, '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(at(daily, '2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z');
  });

  test('follows the days of the week and cron expressions in its time zone', () => {
    expect(at({ kind: 'weekly', days: ['tue', 'fri'], time: '23:00' }, '2026-03-03T22:30:00Z')).toBe(
      '2026-03-06T22:00:00.000Z',
    );
    expect(at({ kind: 'cron', expression: '0 2 1 * *' }, '2026-03-02T00:00:00Z', 'America/New_York')).toBe(
      '2026-04-01T06:00:00.000Z',
    );
  });
});
