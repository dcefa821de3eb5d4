import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { type TaskName, TaskQueue } from '../../infra/queue/index.ts';
import { deleteClients } from '../clients/index.ts';
import type { Job, Target } from './job.schema.ts';
import { markCanceled } from './job-end.queries.ts';
import type { JobOrder } from './job-order.ts';
import { activateJob, openTargets } from './job-start.queries.ts';
import { startJob } from './job-start.service.ts';
import { findJob } from './jobs.read.ts';
import { createJob } from './jobs.service.ts';
import { sweepJobs } from './jobs.sweep.ts';
import { type TargetUpdate, updateTargets } from './target-updates.queries.ts';
import { listTargets } from './targets.read.ts';
import { wording } from './wording.ts';

let server: TestAdminApi;
let clock: TestClock;
beforeAll(async () => {
  clock = aClock();
  server = await startAdminApi({ clock });
});
afterAll(() => server.close());
beforeEach(() => server.database.pool.query('truncate jobs cascade; delete from tasks.job'));

const sweep = () => sweepJobs(server.context);
const client = () => aClient(server.database.pool, { at: clock.now() });

async function order(more: Partial<JobOrder> & { readonly clientIds: readonly string[] }): Promise<string> {
  const initiator = { id: null, name: 'admin' };
  return createJob(server.context, { type: 'restart', initiator, ...more } as JobOrder);
}

const jobOf = async (id: string): Promise<Job | undefined> =>
  findJob(server.database.db, id, server.context.catalog.current());

async function targetsOf(jobId: string): Promise<Target[]> {
  const list = { page: 1, pageSize: 100, sort: 'id', order: 'asc', search: '' } as const;
  return (await listTargets(server.database, jobId, list)).targets;
}

async function targetOf(jobId: string): Promise<Target> {
  const [target] = await targetsOf(jobId);
  if (target === undefined) throw new TypeError('the job has no target');
  return target;
}

async function update(change: Omit<TargetUpdate, 'targetId'>, jobId: string): Promise<void> {
  const { id } = await targetOf(jobId);
  await inTransaction(server.database.pool, (tx) =>
    updateTargets(tx, [{ ...change, targetId: id }], clock.now()),
  );
}

/** Clients or jobs for which a task waits to be done. */
async function tasks(name: TaskName): Promise<string[]> {
  const { rows } = await server.database.pool.query<{ id: string }>(
    `select coalesce(data ->> 'clientId', data ->> 'jobId') as id from tasks.job where name = $1 and state = 'created'`,
    [name],
  );
  return rows.map(({ id }) => id);
}
const enqueued = () => tasks('clients.request-contact');

describe('a phone with open work', () => {
  test('is due at once, not before its next attempt, and again when that has come', async () => {
    const id = await client();
    const job = await order({ clientIds: [id] });
    expect(await enqueued()).toEqual([id]);
    await server.database.pool.query('delete from tasks.job');
    await update({ state: 'contacting', nextAttemptAt: new Date(clock.now().getTime() + 310_000) }, job);
    clock.advance({ seconds: 309 });
    await sweep();
    expect(await enqueued()).toEqual([]);
    clock.advance({ seconds: 1 });
    await sweep();
    expect(await enqueued()).toEqual([id]);
  });

  test('waits once in the queue, however often it is swept and on however many nodes', async () => {
    const id = await client();
    await order({ clientIds: [id] });
    const other = new TaskQueue({ databaseUrl: server.database.url, log: server.context.log });
    await other.start();
    try {
      const nodes = [server.context, { ...server.context, queue: other }];
      await Promise.all([...nodes, ...nodes, ...nodes].map((node) => sweepJobs(node)));
    } finally {
      await other.stop();
    }
    expect(await enqueued()).toEqual([id]);
  });

  test('is not asked any more when its work has ended', async () => {
    const job = await order({ clientIds: [await client()] });
    await update({ state: 'success', open: false }, job);
    await server.database.pool.query('delete from tasks.job');
    clock.advance({ hours: 1 });
    await sweep();
    expect(await enqueued()).toEqual([]);
  });
});

describe('the time of a job', () => {
  test('ends what is open with the last reason, and the job with it', async () => {
    const job = await order({ clientIds: [await client()], timeoutSeconds: 3_600 });
    await update({ state: 'busy', reason: wording('target.busy') }, job);
    clock.advance({ seconds: 3_599 });
    await sweep();
    expect(await jobOf(job)).toMatchObject({ state: 'active' });
    clock.advance({ seconds: 1 });
    await sweep();
    expect(await jobOf(job)).toMatchObject({
      state: 'timeout',
      counts: { timeout: 1 },
      finishedAt: clock.now().toISOString(),
    });
    const target = await targetOf(job);
    expect(target).toMatchObject({ state: 'timeout', nextAttemptAt: null });
    expect(target.reason?.text).toBe(
      'Not done within the time of the job: The phone is in a call. It gets the change when the call has ended.',
    );
  });

  test('leaves what is done, so that a job may be partly successful', async () => {
    const job = await order({ clientIds: [await client(), await client()], timeoutSeconds: 60 });
    await update({ state: 'success', open: false }, job);
    clock.advance({ seconds: 60 });
    await sweep();
    expect(await jobOf(job)).toMatchObject({
      state: 'partial-successful',
      counts: { success: 1, timeout: 1 },
    });
    expect((await targetsOf(job))[1]?.reason?.text).toContain('the phone never called');
  });

  test('leaves how many targets ended in which state with the job, so that nobody has to count them again', async () => {
    const job = await order({
      clientIds: [await client(), await client(), await client()],
      timeoutSeconds: 60,
    });
    await update({ state: 'success', open: false }, job);
    const stored = async () =>
      (await server.database.pool.query('select target_counts as counts from jobs where id = $1', [job]))
        .rows[0];
    expect(await stored()).toEqual({ counts: null });
    expect(await jobOf(job)).toMatchObject({ counts: { success: 1, waiting: 2 } });
    clock.advance({ seconds: 60 });
    await sweep();
    expect(await stored()).toEqual({ counts: { success: 1, timeout: 2 } });
    expect(await jobOf(job)).toMatchObject({ counts: { success: 1, timeout: 2, waiting: 0 } });
  });

  test('begins with its start and not with its order', async () => {
    const job = await order({
      clientIds: [await client()],
      scheduledAt: new Date(clock.now().getTime() + 7_200_000),
      timeoutSeconds: 60,
    });
    clock.advance({ hours: 1 });
    await sweep();
    expect(await jobOf(job)).toMatchObject({ state: 'created' });
    clock.advance({ hours: 1 });
    await startJob(server.context, job);
    await sweep();
    expect(await jobOf(job)).toMatchObject({ state: 'active' });
    clock.advance({ seconds: 60 });
    await sweep();
    expect(await jobOf(job)).toMatchObject({ state: 'timeout' });
  });

  test('is over once, whatever comes after it', async () => {
    const job = await order({ clientIds: [await client()], timeoutSeconds: 60 });
    clock.advance({ seconds: 60 });
    await Promise.all([sweep(), sweep()]);
    await update({ state: 'success', open: false, events: [wording('target.restarted')] }, job);
    const target = await targetOf(job);
    expect(target.state).toBe('timeout');
    expect(target.events.map(({ kind }) => kind)).toEqual(['job.timeout']);
  });
});

describe('a client that was deleted', () => {
  test('ends its targets, started or not, and says so', async () => {
    const id = await client();
    const active = await order({ clientIds: [id] });
    const planned = await order({ clientIds: [id], scheduledAt: new Date(clock.now().getTime() + 60_000) });
    await inTransaction(server.database.pool, (tx) => deleteClients(tx, [id]));
    await sweep();
    for (const job of [active, planned]) {
      expect(await targetOf(job)).toMatchObject({
        clientId: null,
        state: 'failed',
        reason: { code: 'target.client_deleted' },
      });
    }
    expect(await jobOf(active)).toMatchObject({ state: 'failed' });
    clock.advance({ minutes: 1 });
    await startJob(server.context, planned);
    expect(await jobOf(planned)).toMatchObject({ state: 'failed' });
  });
});

describe('what a dying node leaves behind', () => {
  test('a job whose targets have all ended is closed', async () => {
    const job = await order({ clientIds: [await client()] });
    await update({ state: 'success', open: false }, job);
    expect(await jobOf(job)).toMatchObject({ state: 'active', finishedAt: null });
    await sweep();
    expect(await jobOf(job)).toMatchObject({ state: 'success', finishedAt: clock.now().toISOString() });
  });

  test('a planned job whose task was lost is started all the same, a little late', async () => {
    const job = await order({
      clientIds: [await client()],
      scheduledAt: new Date(clock.now().getTime() + 60_000),
    });
    await server.database.pool.query('delete from tasks.job');
    clock.advance({ seconds: 89 });
    await sweep();
    expect(await jobOf(job)).toMatchObject({ state: 'created' });
    clock.advance({ seconds: 1 });
    await sweep();
    expect(await jobOf(job)).toMatchObject({ state: 'active' });
  });

  test('a job of which only some targets were opened goes on', async () => {
    const clientIds = await Promise.all(Array.from({ length: 6 }, client));
    const job = await order({
      type: 'configure',
      clientIds,
      values: [{ name: 'reg-addr', value: '192.0.2.20' }],
      scheduledAt: new Date(clock.now().getTime() + 60_000),
    });
    clock.advance({ minutes: 1 });
    await inTransaction(server.database.pool, async (tx) => {
      await activateJob(tx, job, clock.now());
      await openTargets(tx, job, clock.now(), 2);
    });
    const wanted = async () =>
      (await server.database.pool.query('select from desired_values where job_id = $1', [job])).rowCount;
    clock.advance({ seconds: 30 });
    await sweep();
    const { rows } = await server.database.pool.query('select open from job_targets where job_id = $1', [
      job,
    ]);
    expect(rows).toEqual(Array(6).fill({ open: true }));
    expect(await wanted()).toBe(4);
  });

  test('a job that was canceled, of which targets are still open, is closed', async () => {
    const job = await order({ clientIds: [await client(), await client()] });
    await markCanceled(server.database.pool, job, 'admin', clock.now());
    await sweep();
    expect(await jobOf(job)).toMatchObject({ state: 'failed', counts: { canceled: 2 } });
    expect((await targetOf(job)).reason?.text).toBe('Canceled by admin.');
  });
});

describe('the start of a job', () => {
  test('happens once, also when its task is done twice and on two nodes at once', async () => {
    const id = await client();
    const job = await order({
      type: 'configure',
      clientIds: [id],
      values: [{ name: 'reg-addr', value: '192.0.2.20' }],
      scheduledAt: new Date(clock.now().getTime() + 60_000),
    });
    clock.advance({ minutes: 1 });
    const startedAt = clock.now();
    await Promise.all([startJob(server.context, job), startJob(server.context, job)]);
    clock.advance({ minutes: 5 });
    // Somebody orders something else meanwhile; a task that comes again must not put it back.
    await order({ type: 'configure', clientIds: [id], values: [{ name: 'reg-addr', value: '192.0.2.99' }] });
    await startJob(server.context, job);
    expect(await jobOf(job)).toMatchObject({ startedAt: startedAt.toISOString(), counts: { waiting: 1 } });
    const { rows } = await server.database.pool.query(
      'select value from desired_values where client_id = $1',
      [id],
    );
    expect(rows).toEqual([{ value: '192.0.2.99' }]);
  });

  test('does not happen any more once the job is canceled, and cancel and start never meet half way', async () => {
    for (let round = 0; round < 5; round += 1) {
      const job = await order({
        clientIds: [await client(), await client()],
        scheduledAt: new Date(clock.now().getTime() + 1_000),
      });
      clock.advance({ seconds: 1 });
      await Promise.all([
        startJob(server.context, job),
        markCanceled(server.database.pool, job, 'admin', clock.now()),
      ]);
      await sweep();
      await startJob(server.context, job);
      expect(await jobOf(job)).toMatchObject({ state: 'failed', counts: { canceled: 2 } });
    }
  });

  test('of a job for very many clients comes in portions, and all of them get it', async () => {
    await server.database.pool.query(
      `with many as (
         insert into clients (device_id, first_seen_at) select 'many-' || n, now() from generate_series(1, 1200) n
         returning id, device_id
       )
       insert into client_contacts (client_id, device_id, last_contact_at, last_contact_reason, address, profile_hash)
       select id, device_id, now(), 'start-up', '127.0.0.1', '\\x00' from many`,
    );
    const { rows } = await server.database.pool.query<{ id: string }>(
      `select id from clients where device_id like 'many-%'`,
    );
    const clientIds = rows.map(({ id }) => id);
    const job = await order({
      type: 'configure',
      clientIds,
      values: [
        { name: 'reg-addr', value: '192.0.2.20' },
        { name: 'sip-name', value: null },
      ],
    });
    expect(await jobOf(job)).toMatchObject({ state: 'created', targetCount: 1_200 });
    await startJob(server.context, job);
    const counted = await server.database.pool.query(
      `select (select count(*)::int from job_targets where job_id = $1 and open) as open,
         (select count(*)::int from desired_values where job_id = $1) as desired`,
      [job],
    );
    expect(counted.rows).toEqual([{ open: 1_200, desired: 1_200 }]);
    await inTransaction(server.database.pool, (tx) => deleteClients(tx, clientIds));
  });

  test('of a very large job lets others begin in between', async () => {
    await server.database.pool.query(
      `insert into clients (device_id, first_seen_at) select 'more-' || n, now() from generate_series(1, 2600) n`,
    );
    const { rows } = await server.database.pool.query<{ id: string }>(
      `select id from clients where device_id like 'more-%'`,
    );
    const clientIds = rows.map(({ id }) => id);
    const large = await order({ clientIds });
    await server.database.pool.query('delete from tasks.job');
    await startJob(server.context, large);
    const opened = async () =>
      (await server.database.pool.query('select from job_targets where job_id = $1 and open', [large]))
        .rowCount;
    expect(await opened()).toBe(2_000);
    expect(await tasks('jobs.start')).toEqual([large]);
    await startJob(server.context, large);
    expect(await opened()).toBe(2_600);
    expect(await tasks('jobs.start')).toEqual([large]);
    await inTransaction(server.database.pool, (tx) => deleteClients(tx, clientIds));
  });
});

describe('an order for clients that are being deleted at this moment', () => {
  /** Gives an order while the deletion of clients is under way, which ends only then. */
  async function orderMeanwhile(clientIds: readonly string[], deleted: readonly string[]) {
    const { pool } = server.database;
    const ordering = await inTransaction(pool, async (tx) => {
      await deleteClients(tx, deleted);
      const given = order({
        type: 'configure',
        clientIds,
        values: [{ name: 'reg-addr', value: '192.0.2.20' }],
      }).then(
        (jobId) => ({ jobId }),
        (error: unknown) => ({ error }),
      );
      const isWaiting = async () => {
        const { rows } = await pool.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rows.length > 0;
      };
      while (!(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 5));
      return { given };
    });
    return ordering.given;
  }

  test('is for the others', async () => {
    const [gone, left] = [await client(), await client()];
    const given = await orderMeanwhile([gone, left], [gone]);
    expect(given).toEqual({ jobId: expect.any(String) });
    if (!('jobId' in given)) return;
    expect(await jobOf(given.jobId)).toMatchObject({ state: 'active', targetCount: 1 });
    expect(await targetsOf(given.jobId)).toMatchObject([{ clientId: left, state: 'waiting' }]);
  });

  test('is refused when there are no others', async () => {
    const gone = await client();
    expect(await orderMeanwhile([gone], [gone])).toMatchObject({ error: { code: 'job.no_clients' } });
  });
});
