import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, PASSWORD, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { followClients } from '../groups/index.ts';
import {
  cancelJob,
  findOpenTargets,
  settleJobs,
  sweepJobs,
  type TargetUpdate,
  updateTargets,
  wording,
} from '../jobs/index.ts';
import { lookAtRollout } from './rollout-engine.ts';
import type { RolloutDetail } from './rollouts.schema.ts';
import { sweepRollouts } from './rollouts.sweep.ts';

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
  // The clock runs for days.
  await admin.signIn(PASSWORD, { keepSignedIn: true });
  await server.database.pool.query(
    'truncate rollouts, jobs, clients, notifications cascade; delete from tasks.job',
  );
});

const noRules = {
  gate: { successPercent: 100, pauseMinutes: 0 },
  stop: { failures: null, failurePercent: null, notBackMinutes: null },
  window: null,
};

async function clients(count: number): Promise<string[]> {
  const ids = [];
  for (let made = 0; made < count; made += 1)
    ids.push(await aClient(server.database.pool, { at: clock.now() }));
  return ids;
}

function aRollout(ids: readonly string[], more: object = {}) {
  return {
    name: 'Restart at night',
    order: { type: 'restart' },
    clients: { ids },
    waves: { canary: { count: 2 }, steps: [50, 100] },
    rules: noRules,
    startAt: clock.now().toISOString(),
    ...more,
  };
}

async function create(ids: readonly string[], more: object = {}): Promise<RolloutDetail> {
  const response = await admin.request('POST', '/rollouts', aRollout(ids, more));
  expect(response.statusCode, response.body).toBe(201);
  return response.json();
}

async function act(id: string, action: string, body?: object): Promise<RolloutDetail> {
  const response = await admin.request('POST', `/rollouts/${id}/${action}`, body);
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
}

const get = async (id: string): Promise<RolloutDetail> =>
  (await admin.request('GET', `/rollouts/${id}`)).json();

/** Looks at it as a node does every second. */
async function look(id: string): Promise<RolloutDetail> {
  await lookAtRollout(server.context, id);
  return get(id);
}

const success = { state: 'success', open: false } as const;
const failed = { state: 'failed', open: false } as const;
/** The phone was told to restart. */
const told = () =>
  ({ state: 'in-dialogue', progress: { sent: true, sentAt: clock.now().toISOString() } }) as const;

/** Lets something happen to the first unfinished targets of a wave. */
async function happens(
  rollout: RolloutDetail,
  wave: number,
  ...updates: readonly Omit<TargetUpdate, 'targetId'>[]
): Promise<void> {
  const jobId = (await get(rollout.id)).waves[wave - 1]?.jobIds.at(-1);
  const { pool } = server.database;
  const { rows } = await pool.query<{ id: string }>(
    'select id from job_targets where job_id = $1 and finished_at is null order by id',
    [jobId],
  );
  const changes = updates.map((update, place) => ({ ...update, targetId: rows[place]?.id ?? '' }));
  await inTransaction(pool, (tx) => updateTargets(tx, changes, clock.now()));
  await settleJobs(pool, [jobId ?? ''], clock.now());
}

const waveSizes = (rollout: RolloutDetail) => rollout.waves.map(({ clientCount }) => clientCount);
const story = (rollout: RolloutDetail) => rollout.events.map(({ sentence }) => sentence.text.en);

async function jobStates(): Promise<string[]> {
  const { rows } = await server.database.pool.query<{ state: string }>('select state from jobs order by id');
  return rows.map(({ state }) => state);
}

describe('a rollout', () => {
  test('goes from wave to wave, each one job, and is done', async () => {
    const rollout = await create(await clients(10));
    expect(rollout).toMatchObject({ state: 'running', clientCount: 10, wave: 1, waveCount: 3 });
    expect(waveSizes(rollout)).toEqual([2, 3, 5]);
    await happens(rollout, 1, success);
    expect(await look(rollout.id)).toMatchObject({ wave: 1 });
    await happens(rollout, 1, success);
    expect(await look(rollout.id)).toMatchObject({ wave: 2, state: 'running' });
    await happens(rollout, 2, success, success, success);
    expect(await look(rollout.id)).toMatchObject({ wave: 3 });
    await happens(rollout, 3, success, success, success, success, failed);
    const done = await look(rollout.id);
    expect(done).toMatchObject({ state: 'done', counts: { success: 9, failed: 1, waiting: 0, underWay: 0 } });
    expect(story(done)).toEqual([
      'Created by admin.',
      'Started by admin.',
      '10 clients were put into 3 waves.',
      'Wave 1 began: 2 clients.',
      'Wave 2 began: 3 clients.',
      'Wave 3 began: 5 clients.',
      '9 of 10 clients succeeded.',
    ]);
    expect(await jobStates()).toEqual(['success', 'success', 'partial-successful']);
    const job = (await admin.request('GET', `/jobs/${done.waves[1]?.jobIds[0]}`)).json();
    expect(job).toMatchObject({ rollout: { id: rollout.id, name: 'Restart at night', wave: 2 } });
  });

  test('gives the order of a wave once, however many nodes look at the same moment', async () => {
    const rollout = await create(await clients(6));
    await happens(rollout, 1, success, success);
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => lookAtRollout(server.context, rollout.id)));
    const after = await get(rollout.id);
    expect(after.waves.map(({ jobIds }) => jobIds.length)).toEqual([1, 1, 0]);
    expect(await jobStates()).toHaveLength(2);
  });

  test('is moved on by the sweep of any node', async () => {
    const rollout = await create(await clients(2));
    await happens(rollout, 1, success, success);
    await Promise.all([sweepRollouts(server.context), sweepRollouts(server.context)]);
    expect(await get(rollout.id)).toMatchObject({ state: 'done' });
  });

  test('leaves out clients that cannot take the order, and those that are deleted', async () => {
    const ids = await clients(4);
    const other = await aClient(server.database.pool, {
      at: clock.now(),
      said: { 'software-type': 'Siemens HFA' },
    });
    const order = {
      type: 'configure',
      values: [{ parameter: '7.3.2/sip-name', value: 'Empfang' }],
      skipUnfit: true,
    };
    const refused = await admin.request(
      'POST',
      '/rollouts',
      aRollout([...ids, other], { order: { ...order, skipUnfit: false } }),
    );
    expect(refused.json()).toMatchObject({ code: 'job.unfit_clients' });
    const rollout = await create([...ids, other], { order, waves: { canary: null, steps: [50, 100] } });
    expect(rollout).toMatchObject({ clientCount: 4, leftOut: 1 });
    const list = (await admin.request('GET', `/rollouts/${rollout.id}/clients?wave=2`)).json();
    expect(list).toMatchObject({ total: 2, items: [{ wave: 2, state: 'waiting', jobId: null }, {}] });
    await admin.request('DELETE', `/clients/${list.items[0].clientId}`);
    await happens(rollout, 1, success, success);
    const next = await look(rollout.id);
    expect(next.waves[1]).toMatchObject({ clientCount: 1, jobIds: [expect.any(String)] });
    await happens(rollout, 2, success);
    expect(story(await look(rollout.id)).at(-1)).toBe('3 of 3 clients succeeded.');
  });

  test('shows and stores no secret in clear', async () => {
    const ids = await clients(2);
    const values = [{ item: 'sip-pwd', value: 'Purple-Secret-1' }];
    const response = await admin.request(
      'POST',
      '/rollouts',
      aRollout(ids, { order: { type: 'configure', values } }),
    );
    expect(response.statusCode, response.body).toBe(201);
    expect(response.body).not.toContain('Purple-Secret-1');
    expect(response.json().values).toMatchObject([{ item: 'sip-pwd', secret: true, value: null }]);
    const { rows } = await server.database.pool.query('select work from rollouts');
    expect(JSON.stringify(rows)).not.toContain('Purple-Secret-1');
  });

  test('that is planned for later fixes its clients when it begins', async () => {
    await clients(2);
    const startAt = new Date(clock.now().getTime() + 3_600_000).toISOString();
    const rollout = await create([], { clients: { filter: {}, confirmedCount: 2 }, startAt });
    expect(rollout).toMatchObject({ state: 'planned', startAt, waves: [] });
    await clients(1);
    expect(await look(rollout.id)).toMatchObject({ state: 'planned' });
    clock.advance({ hours: 1 });
    await sweepRollouts(server.context);
    expect(await get(rollout.id)).toMatchObject({ state: 'running', clientCount: 3 });
  });

  test('that nobody has started waits, and can be started or deleted', async () => {
    const ids = await clients(2);
    const rollout = await create(ids, { startAt: undefined });
    expect(await look(rollout.id)).toMatchObject({ state: 'planned', startAt: null });
    expect(await act(rollout.id, 'start', {})).toMatchObject({ state: 'running' });
    const other = await create(ids, { startAt: undefined });
    expect((await admin.request('DELETE', `/rollouts/${other.id}`)).statusCode).toBe(204);
    const running = await admin.request('DELETE', `/rollouts/${rollout.id}`);
    expect(running.json()).toMatchObject({
      code: 'rollout.wrong_state',
      errors: [{ text: { de: 'Das geht jetzt nicht, denn der Rollout läuft.' } }],
    });
  });

  test('begins with the members of a group', async () => {
    const ids = await clients(3);
    const [canary] = ids;
    const { e164 } = (await admin.request('GET', `/clients/${canary}`)).json();
    await inTransaction(server.database.pool, (tx) => {
      const changed = { clientIds: ids, serverAddresses: new Map(), nextAttemptAt: clock.now() };
      return followClients(tx, changed, {
        catalog: server.context.catalog.current(),
        by: null,
        now: clock.now(),
      });
    });
    const filter = { match: 'all', e164: [e164], addresses: [], clientTypes: [], serverAddresses: [] };
    const group = await admin.request('POST', '/groups', { name: 'IT', filter });
    expect(group.statusCode, group.body).toBe(201);
    const waves = { canary: { groupId: group.json().id }, steps: [100] };
    const rollout = await create(ids, { waves });
    expect(waveSizes(rollout)).toEqual([1, 2]);
    expect(rollout.waveRules.canary).toEqual({ groupId: group.json().id, groupName: 'IT' });
    const first = (await admin.request('GET', `/rollouts/${rollout.id}/clients?wave=1`)).json();
    expect(first.items).toMatchObject([{ clientId: canary }]);
    const refused = await admin.request('POST', '/rollouts', aRollout(ids.slice(1), { waves }));
    expect(refused.json()).toMatchObject({ code: 'rollout.empty_canary' });
  });
});

describe('a rollout that stops itself', () => {
  const rules = { ...noRules, stop: { ...noRules.stop, failures: 1, notBackMinutes: 15 } };
  const waves = { canary: { count: 4 }, steps: [100] };

  test('holds back what was not sent, lets the others finish, says why and tells the administrators', async () => {
    const rollout = await create(await clients(6), { rules, waves });
    await happens(rollout, 1, success, told(), failed);
    const stopped = await look(rollout.id);
    const sentence = 'Stopped in wave 1: 1 of 4 clients failed, the limit is 1.';
    expect(stopped).toMatchObject({
      state: 'stopped',
      sentence: { text: { en: sentence } },
      counts: { success: 1, underWay: 1, failed: 1, heldBack: 1, waiting: 2 },
    });
    await happens(rollout, 1, success);
    expect((await look(rollout.id)).counts).toMatchObject({ success: 2, underWay: 0 });
    expect(await jobStates()).toEqual(['partial-successful']);
    const { rows } = await server.database.pool.query('select kind, severity, text from notifications');
    expect(rows).toEqual([
      {
        kind: 'rollout.stopped',
        severity: 'error',
        text: `The rollout “Restart at night” stopped itself. ${sentence}`,
      },
    ]);
    const targets = (
      await admin.request('GET', `/jobs/${stopped.waves[0]?.jobIds[0]}/targets?state=canceled`)
    ).json();
    expect(targets.items[0].reason.text).toBe(
      'Not sent: the rollout “Restart at night” stopped itself before it was the turn of this phone.',
    );
    expect(await look(rollout.id)).toMatchObject({ state: 'stopped', wave: 1 });
  });

  test('counts phones that were told to restart and do not come back', async () => {
    const rollout = await create(await clients(6), { rules, waves });
    await happens(rollout, 1, told(), told());
    clock.advance({ minutes: 14 });
    expect(await look(rollout.id)).toMatchObject({ state: 'running' });
    clock.advance({ minutes: 1 });
    expect((await look(rollout.id)).sentence.text.en).toBe(
      'Stopped in wave 1: 2 of 4 phones did not come back within 15 minutes, the limit is 1.',
    );
  });

  test('goes on with those that were held back when somebody accepts what failed', async () => {
    const rollout = await create(await clients(6), { rules, waves });
    await happens(rollout, 1, success, failed);
    await look(rollout.id);
    const undecided = await admin.request('POST', `/rollouts/${rollout.id}/resume`, {});
    expect(undecided.json()).toMatchObject({ code: 'request.invalid', errors: [{ field: 'after' }] });
    const resumed = await act(rollout.id, 'resume', { after: 'accept' });
    expect(resumed).toMatchObject({ state: 'running', counts: { success: 1, failed: 1, waiting: 4 } });
    expect(resumed.waves[0]?.jobIds).toHaveLength(2);
    await happens(rollout, 1, success, success);
    expect(await look(rollout.id)).toMatchObject({ wave: 2 });
    await happens(rollout, 2, success, success);
    expect((await look(rollout.id)).sentence.text.en).toBe('5 of 6 clients succeeded.');
  });

  test('gives the order again to those that failed or are not back when somebody says so', async () => {
    const rollout = await create(await clients(6), { rules, waves });
    await happens(rollout, 1, success, failed, told());
    await look(rollout.id);
    clock.advance({ minutes: 15 });
    const resumed = await act(rollout.id, 'resume', { after: 'repeat' });
    expect(resumed).toMatchObject({ state: 'running', counts: { success: 1, waiting: 5 } });
    expect(story(resumed)).toContain('Wave 1 goes to 3 clients again.');
    await happens(rollout, 1, success, success, success);
    expect(await look(rollout.id)).toMatchObject({ wave: 2 });
  });

  test('still counts the first job of a wave that is given again when somebody deletes that job', async () => {
    const rollout = await create(await clients(4), { rules, waves: { canary: null, steps: [100] } });
    await happens(rollout, 1, success, failed, failed, failed);
    const [first = ''] = (await look(rollout.id)).waves[0]?.jobIds ?? [];
    await act(rollout.id, 'resume', { after: 'repeat' });
    expect((await admin.request('DELETE', `/jobs/${first}`)).statusCode).toBe(204);
    for (let round = 0; round < 3; round += 1) await sweepJobs(server.context);
    await happens(rollout, 1, success, success, success);
    expect(await look(rollout.id)).toMatchObject({ state: 'done', counts: { success: 4, failed: 0 } });
    for (let round = 0; round < 3; round += 1) await sweepJobs(server.context);
    expect(await jobStates()).toHaveLength(1);
  });

  test('when somebody cancels the job of its wave', async () => {
    const rollout = await create(await clients(6), { waves });
    await cancelJob(server.context, rollout.waves[0]?.jobIds[0] ?? '', 'eve');
    expect((await look(rollout.id)).sentence.text.en).toBe('Stopped in wave 1: its job was canceled by eve.');
    expect(await act(rollout.id, 'resume', { after: 'accept' })).toMatchObject({
      state: 'running',
      counts: { waiting: 6 },
    });
  });

  test('when its template is gone', async () => {
    const response = await admin.request('POST', '/templates', {
      name: 'Reception',
      type: 'default',
    });
    expect(response.statusCode, response.body).toBe(201);
    const values = [{ item: 'reg-addr', value: '192.0.2.20' }];
    const path = `/templates/${response.json().id}/content`;
    const content = await admin.request('PATCH', path, { values }, { 'if-match': '*' });
    expect(content.statusCode, content.body).toBe(200);
    const order = { type: 'apply-template', templateId: response.json().id };
    const rollout = await create(await clients(3), { order, waves: { canary: { count: 1 }, steps: [100] } });
    expect(rollout).toMatchObject({ type: 'apply-template', template: { name: 'Reception' } });
    await server.database.pool.query('update templates set removed_at = now()');
    await happens(rollout, 1, success);
    const stopped = await look(rollout.id);
    expect(stopped).toMatchObject({ state: 'stopped', wave: 1, sentence: { code: 'rollout.stopped_order' } });
  });
});

describe('a rollout that somebody pauses', () => {
  test('sends nothing more until it is resumed, and its time does not run', async () => {
    const ids = await clients(4);
    const waves = { canary: null, steps: [100] };
    const rollout = await create(ids, { waves, timeoutSeconds: 3_600 });
    await happens(rollout, 1, told());
    await server.database.pool.query('delete from tasks.job');
    expect(await act(rollout.id, 'pause')).toMatchObject({ state: 'paused' });
    const open = async () => (await findOpenTargets(server.database.pool, ids)).length;
    expect(await open()).toBe(1);
    clock.advance({ hours: 5 });
    await look(rollout.id);
    const due = async () => {
      const { rows } = await server.database.pool.query(
        `select j.timeout_at, count(t.next_attempt_at) filter (where t.state = 'waiting')::int as due
         from jobs j join job_targets t on t.job_id = j.id group by j.id`,
      );
      return rows[0];
    };
    expect(await due()).toMatchObject({ due: 0 });
    const resumed = await act(rollout.id, 'resume', {});
    expect(resumed).toMatchObject({ state: 'running', sentence: { code: 'rollout.last_wave' } });
    expect(await open()).toBe(4);
    expect(await due()).toEqual({ due: 3, timeout_at: new Date(clock.now().getTime() + 3_600_000) });
  });

  test('can be aborted: what was not sent never is', async () => {
    const rollout = await create(await clients(4), { waves: { canary: { count: 3 }, steps: [100] } });
    await happens(rollout, 1, told());
    await act(rollout.id, 'pause');
    const aborted = await act(rollout.id, 'abort');
    expect(aborted).toMatchObject({ state: 'aborted', counts: { underWay: 1, heldBack: 3, waiting: 0 } });
    expect(aborted.sentence.text.en).toBe(
      'Aborted by admin: what was not sent is not sent any more; phones that have got the order finish.',
    );
    for (const action of ['pause', 'resume', 'abort', 'start']) {
      const body = action === 'pause' || action === 'abort' ? undefined : {};
      const refused = await admin.request('POST', `/rollouts/${rollout.id}/${action}`, body);
      expect(refused.json()).toMatchObject({ code: 'rollout.wrong_state' });
    }
    await happens(rollout, 1, success);
    await look(rollout.id);
    expect(await jobStates()).toEqual(['partial-successful']);
  });

  test('ends a large wave that had not even started', async () => {
    const ids = await clients(3);
    const rollout = await create(ids, { waves: { canary: null, steps: [100] } });
    await server.database.pool.query(
      `update jobs set state = 'created', started_at = null; update job_targets set open = false, next_attempt_at = null`,
    );
    await act(rollout.id, 'pause');
    expect(await act(rollout.id, 'abort')).toMatchObject({ counts: { heldBack: 3 } });
    expect(await jobStates()).toEqual(['failed']);
  });
});

describe('a maintenance window', () => {
  // The clock of these tests stands at 09:00 in Berlin on a Monday, or later.
  const window = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', timeZone: 'Europe/Berlin' };
  const minutesFromNow = (minutes: number) => {
    const at = new Date(clock.now().getTime() + minutes * 60_000);
    return new Intl.DateTimeFormat('de-DE', { timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(at);
  };

  test('that names no time zone gets that of the server, and so do the times of a rollout without a window', async () => {
    const ids = await clients(1);
    await admin.request('PATCH', '/settings', { server: { timeZone: 'America/Lima' } });
    const { timeZone: _zone, ...unnamed } = window;
    const startAt = new Date(clock.now().getTime() + 3_600_000).toISOString();
    const windowed = await create(ids, { rules: { ...noRules, window: unnamed }, startAt });
    expect(windowed.rules.window).toEqual({ ...window, timeZone: 'America/Lima' });
    expect((await create(ids, { name: 'Other', startAt })).sentence.text.de).toContain('(America/Lima)');
    await admin.request('PATCH', '/settings', { server: { timeZone: null } });
  });

  test('is waited for before the first wave', async () => {
    const rules = { ...noRules, window: { ...window, from: minutesFromNow(60), to: minutesFromNow(120) } };
    const rollout = await create(await clients(2), { rules });
    expect(rollout).toMatchObject({ state: 'waiting-for-window', wave: 0, waveCount: 1 });
    clock.advance({ minutes: 60 });
    expect(await look(rollout.id)).toMatchObject({ state: 'running', wave: 1 });
  });

  test('that closes in the middle of a wave holds back what was not sent, until it opens again', async () => {
    const ids = await clients(3);
    const rules = { ...noRules, window: { ...window, from: minutesFromNow(-10), to: minutesFromNow(10) } };
    const rollout = await create(ids, { rules, waves: { canary: null, steps: [100] } });
    await happens(rollout, 1, told());
    clock.advance({ minutes: 10 });
    const closed = await look(rollout.id);
    expect(closed).toMatchObject({ state: 'waiting-for-window', sentence: { params: { unsent: 2 } } });
    expect(await findOpenTargets(server.database.pool, ids)).toHaveLength(1);
    await happens(rollout, 1, success);
    expect(await look(rollout.id)).toMatchObject({ state: 'waiting-for-window', counts: { success: 1 } });
    clock.advance({ hours: 23, minutes: 40 });
    expect(await look(rollout.id)).toMatchObject({ state: 'running' });
    expect(await findOpenTargets(server.database.pool, ids)).toHaveLength(2);
  });
});

describe('the API of rollouts', () => {
  test('previews the waves and stores nothing', async () => {
    const ids = await clients(10);
    const { name: _name, startAt: _startAt, ...plan } = aRollout(ids);
    const preview = (await admin.request('POST', '/rollouts/preview', plan)).json();
    expect(preview).toEqual({
      clientCount: 10,
      leftOut: 0,
      opensAt: null,
      waves: [
        { kind: 'canary', percent: null, clientCount: 2, models: [{ model: 'CP410', count: 2 }] },
        { kind: 'step', percent: 50, clientCount: 3, models: [{ model: 'CP410', count: 3 }] },
        { kind: 'step', percent: 100, clientCount: 5, models: [{ model: 'CP410', count: 5 }] },
      ],
    });
    expect((await admin.request('GET', '/rollouts')).json()).toMatchObject({ total: 0 });
  });

  test.each<[string, object, string]>([
    ['steps that do not rise', { waves: { canary: null, steps: [50, 50, 100] } }, 'waves.steps'],
    ['steps that leave somebody over', { waves: { canary: null, steps: [50] } }, 'waves.steps'],
    [
      'phones that are not back without a limit',
      { rules: { ...noRules, stop: { ...noRules.stop, notBackMinutes: 5 } } },
      'rules.stop.notBackMinutes',
    ],
    [
      'a zone that does not exist',
      {
        rules: { ...noRules, window: { weekdays: [1], from: '22:00', to: '05:00', timeZone: 'Mars/Phobos' } },
      },
      'rules.window.timeZone',
    ],
    [
      'a time that does not exist',
      { rules: { ...noRules, window: { weekdays: [1], from: '24:00', to: '05:00', timeZone: 'UTC' } } },
      'rules.window.from',
    ],
    ['a name of nothing', { name: '  ' }, 'name'],
  ])('refuses %s and names the field', async (_what, more, field) => {
    const response = await admin.request('POST', '/rollouts', aRollout(await clients(1), more));
    expect(response.statusCode).toBe(400);
    expect(response.json().errors.map((error: { field: string }) => error.field)).toContain(field);
    expect((await admin.request('GET', '/rollouts')).json()).toMatchObject({ total: 0 });
  });

  test('refuses a rollout for nobody, and one that does not exist', async () => {
    const nobody = await admin.request('POST', '/rollouts', aRollout(['999999']));
    expect(nobody.json()).toMatchObject({ code: 'job.no_clients' });
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/clients'],
      ['POST', '/pause'],
      ['DELETE', ''],
    ] as const) {
      const response = await admin.request(method, `/rollouts/999999${path}`);
      expect(response.json()).toMatchObject({ code: 'rollout.not_found' });
    }
  });

  test('lists by state and name', async () => {
    const ids = await clients(2);
    await create(ids, { name: 'Alpha' });
    await create(ids, { name: 'Beta', startAt: undefined });
    const names = async (query: string) =>
      (await admin.request('GET', `/rollouts?${query}`))
        .json()
        .items.map((one: { name: string }) => one.name);
    expect(await names('sort=name&order=asc')).toEqual(['Alpha', 'Beta']);
    expect(await names('state=planned')).toEqual(['Beta']);
    expect(await names('search=ALPH')).toEqual(['Alpha']);
  });

  test('shows who is in which wave and how far each is', async () => {
    const rollout = await create(await clients(4));
    await happens(rollout, 1, success, { ...told(), reason: wording('target.restart_sent') });
    const { items, total } = (
      await admin.request('GET', `/rollouts/${rollout.id}/clients?pageSize=100`)
    ).json();
    expect(total).toBe(4);
    const states = items.map(({ wave, state }: { wave: number; state: string }) => `${wave} ${state}`);
    expect(states.sort()).toEqual(['1 success', '1 under-way', '2 waiting', '2 waiting']);
    const some = (await admin.request('GET', `/rollouts/${rollout.id}/clients?state=under-way`)).json();
    expect(some).toMatchObject({
      total: 1,
      items: [{ jobId: rollout.waves[0]?.jobIds[0], reason: { text: 'The phone was told to restart.' } }],
    });
  });
});
