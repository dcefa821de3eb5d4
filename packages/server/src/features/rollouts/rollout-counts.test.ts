import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, PASSWORD, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { settleJobs, type TargetUpdate, updateTargets } from '../jobs/index.ts';
import { lookAtRollout } from './rollout-engine.ts';
import { findWaves } from './rollout-facts.read.ts';
import type { RolloutDetail } from './rollouts.schema.ts';

let server: TestAdminApi;
let clock: TestClock;
let admin: Browser;
beforeAll(async () => {
  clock = aClock();
  server = await startAdminApi({ clock });
});
afterAll(() => server.close());
beforeEach(async () => {
  admin = server.aBrowser();
  await admin.signIn(PASSWORD, { keepSignedIn: true });
  await server.database.pool.query(
    'truncate rollouts, jobs, clients, notifications cascade; delete from tasks.job',
  );
});

const query = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await server.database.pool.query<Row>(text, values)).rows;

async function create(count: number, more: object = {}): Promise<string> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1)
    ids.push(await aClient(server.database.pool, { at: clock.now() }));
  const response = await admin.request('POST', '/rollouts', {
    name: 'Restart at night',
    order: { type: 'restart' },
    clients: { ids },
    waves: { canary: null, steps: [50, 100] },
    rules: {
      gate: { successPercent: 0, pauseMinutes: 0 },
      stop: { failures: null, failurePercent: null, notBackMinutes: null },
      window: null,
    },
    startAt: clock.now().toISOString(),
    ...more,
  });
  expect(response.statusCode, response.body).toBe(201);
  return response.json<RolloutDetail>().id;
}

async function act(id: string, action: string, body?: object): Promise<void> {
  const response = await admin.request('POST', `/rollouts/${id}/${action}`, body);
  expect(response.statusCode, response.body).toBe(200);
}

/** Lets things happen to unfinished targets of a rollout, here and there. */
async function happens(id: string, ...updates: readonly Omit<TargetUpdate, 'targetId'>[]): Promise<void> {
  const { pool } = server.database;
  const targets = await query<{ id: string; job_id: string }>(
    `select t.id, t.job_id from job_targets t join rollout_jobs r on r.job_id = t.job_id
     where r.rollout_id = $1 and t.finished_at is null and t.client_id is not null order by hashint8(t.id), t.id limit $2`,
    [id, updates.length],
  );
  const changes = targets.map(({ id: targetId }, place) => ({ ...updates[place], targetId }));
  await inTransaction(pool, (tx) => updateTargets(tx, changes, clock.now()));
  await settleJobs(
    pool,
    targets.map(({ job_id }) => job_id),
    clock.now(),
  );
}

const success = { state: 'success', open: false } as const;
const failed = { state: 'failed', open: false } as const;
const told = () =>
  ({ state: 'in-dialogue', progress: { sent: true, sentAt: clock.now().toISOString() } }) as const;

/** What every client counts as, counted anew from all of them. */
async function countedAnew(id: string, notBackBefore: Date): Promise<object[]> {
  return query(
    `with latest as (
       select distinct on (t.client_id) t.client_id, t.state, t.progress ->> 'sentAt' as sent_at
       from rollout_jobs r join job_targets t on t.job_id = r.job_id
       where r.rollout_id = $1 and t.client_id is not null order by t.client_id, t.id desc
     )
     select
       count(*) filter (where not gone)::int as clients,
       count(*) filter (where gone)::int as accepted,
       count(*) filter (where state = 'success')::int as success,
       count(*) filter (where not gone and state in ('failed', 'timeout', 'partial-successful'))::int as failed,
       count(*) filter (where not gone and state = 'canceled')::int as canceled,
       count(*) filter (where not gone and state in ('waiting', 'contacting', 'busy'))::int as unsent,
       count(*) filter (where not gone and state = 'in-dialogue')::int as "underWay",
       count(*) filter (where not gone and state = 'in-dialogue' and sent_at::timestamptz <= $2)::int as "notBack"
     from (
       select m.wave, t.state, t.sent_at, m.accepted and t.state is distinct from 'success' as gone
       from rollout_clients m left join latest t on t.client_id = m.client_id where m.rollout_id = $1
     ) c
     group by wave order by wave`,
    [id, notBackBefore],
  );
}

/** What the waves say while their counts are not final. */
async function counted(id: string, notBackBefore: Date): Promise<object[]> {
  await query('update rollout_waves set counts = null where rollout_id = $1', [id]);
  const waves = await findWaves(server.context, id, notBackBefore);
  return waves.map(
    ({ clients, accepted, success: well, failed: bad, canceled, unsent, underWay, notBack }) => ({
      clients,
      accepted,
      success: well,
      failed: bad,
      canceled,
      unsent,
      underWay,
      notBack,
    }),
  );
}

async function expectExact(id: string): Promise<void> {
  const aMinuteAgo = new Date(clock.now().getTime() - 60_000);
  // Before anybody has taken up what is new, and afterwards; who is not back is asked only then.
  const fresh = (await counted(id, new Date(0))).map((wave) => ({ ...wave, notBack: 0 }));
  expect(fresh).toEqual((await countedAnew(id, new Date(0))).map((wave) => ({ ...wave, notBack: 0 })));
  // What a look itself has changed at its end is taken up by the next one.
  await lookAtRollout(server.context, id);
  await lookAtRollout(server.context, id);
  expect(await counted(id, aMinuteAgo)).toEqual(await countedAnew(id, aMinuteAgo));
  expect(await query('select from rollout_changes where rollout_id = $1', [id])).toEqual([]);
}

describe('the counts of a rollout', () => {
  test('are those of all its clients, whatever has happened to them', async () => {
    const id = await create(24);
    await expectExact(id);
    await happens(id, success, failed, told(), told(), { state: 'busy' }, { state: 'contacting' });
    await expectExact(id);
    clock.advance({ minutes: 2 });
    await happens(id, told(), success, told(), failed, { state: 'timeout', open: false });
    await expectExact(id);
    // Of some clients several things happen between two looks, and some are deleted meanwhile.
    await happens(id, told(), told(), told(), told());
    await happens(id, success, success, failed, { state: 'canceled', open: false });
    await query(
      'delete from clients where id in (select client_id from rollout_clients where rollout_id = $1 order by client_id limit 5)',
      [id],
    );
    await happens(id, told(), success);
    await expectExact(id);
    await act(id, 'pause');
    await happens(id, success, told());
    await expectExact(id);
    await act(id, 'resume', {});
    await expectExact(id);
    await act(id, 'abort');
    await expectExact(id);
  });

  test.each(['accept', 'repeat'] as const)(
    'are right when somebody decides to %s what has failed, and the order is given again',
    async (after) => {
      const id = await create(12, {
        rules: {
          gate: { successPercent: 100, pauseMinutes: 0 },
          stop: { failures: 2, failurePercent: null, notBackMinutes: null },
          window: null,
        },
      });
      await happens(id, success, failed, told());
      await expectExact(id);
      await happens(id, failed, failed);
      await lookAtRollout(server.context, id);
      await expectExact(id);
      await act(id, 'resume', { after });
      await expectExact(id);
      await happens(id, success, success, told());
      await expectExact(id);
    },
  );

  test('of two looks at the same time count nothing twice', async () => {
    const id = await create(20);
    for (let round = 0; round < 5; round += 1) {
      await happens(id, told(), success);
      const looks = [1, 2, 3].map(() => lookAtRollout(server.context, id));
      await happens(id, told(), failed);
      await Promise.all(looks);
    }
    await expectExact(id);
  });

  test('cost what has changed, and nothing when nothing has', async () => {
    const id = await create(1, { clients: { ids: await manyClients(3_000) } });
    await lookAtRollout(server.context, id);
    await query('analyze');
    const none = await rowsReadBy(() => lookAtRollout(server.context, id));
    expect(none).toEqual({ rollout_clients: 0, job_targets: 0 });
    await happens(id, told(), success, failed);
    const some = await rowsReadBy(() => lookAtRollout(server.context, id));
    expect(some['rollout_clients']).toBeLessThan(20);
    expect(some['job_targets']).toBeLessThan(20);
    const shown = await rowsReadBy(() => admin.request('GET', `/rollouts/${id}`));
    expect(shown).toEqual({ rollout_clients: 0, job_targets: 0 });
  });
});

/** Clients that are copies of one. */
async function manyClients(count: number): Promise<string[]> {
  const one = await aClient(server.database.pool, { at: clock.now() });
  const [columns] = await query<{ names: string }>(
    `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
     where table_name = 'clients' and column_name not in ('id', 'device_id') and is_generated = 'NEVER'`,
  );
  await query(
    `insert into clients (device_id, ${columns?.names})
     select 'copy ' || n, ${columns?.names} from clients, generate_series(2, $2::int) n where id = $1`,
    [one, count],
  );
  return (await query<{ id: string }>('select id from clients order by id')).map(({ id }) => id);
}

/** Rows that something reads of the tables that have one for each client. */
async function rowsReadBy(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await rowsRead();
  await work();
  const after = await rowsRead();
  return Object.fromEntries([...after].map(([table, rows]) => [table, rows - (before.get(table) ?? 0)]));
}

async function rowsRead(): Promise<Map<string, number>> {
  // Each connection tells what it has read; all of them at once, so that each has its turn.
  const { pool, db } = server.database;
  const tell = sql`select pg_stat_force_next_flush(), pg_sleep(0.2)`;
  await Promise.all(
    Array.from({ length: 8 }, () => [pool.query(tell.compile(db).sql), tell.execute(db)]).flat(),
  );
  const rows = await query<{ relname: string; rows: string }>(
    `select relname, seq_tup_read + coalesce(idx_tup_fetch, 0) as rows from pg_stat_user_tables
     where relname in ('rollout_clients', 'job_targets')`,
  );
  return new Map(rows.map((row) => [row.relname, Number(row.rows)]));
}
