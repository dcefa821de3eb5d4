import { request } from 'node:https';
import { buildFirmwareImage, type ImageEffect, type VirtualPhone } from '@deskfleet/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RolloutDetail } from '../../src/features/rollouts/rollouts.schema.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const FLEET = 200;
const OLD = 'V1 R10.2.2';

let server: RunningServer;
let phones: VirtualPhone[];
let ids: string[];
beforeAll(async () => {
  server = await startServer();
  phones = Array.from({ length: FLEET }, (_, place) =>
    server.aPhone({ model: 'cp410', firmware: OLD, e164: `49897${String(place).padStart(6, '0')}` }),
  );
  for (let from = 0; from < FLEET; from += 20) {
    await Promise.all(phones.slice(from, from + 20).map((phone) => phone.powerOn()));
  }
  ids = await eventually(
    'all inventories',
    async () => {
      const { rows } = await server.database.pool.query<{ id: string }>(
        `select c.id from clients c join client_contacts k on k.client_id = c.id
         where k.inventory_at is not null order by c.e164`,
      );
      return rows.length < FLEET ? undefined : rows.map(({ id }) => id);
    },
    60_000,
  );
}, 120_000);
afterAll(() => server.stop(), 60_000);

const noRules = {
  gate: { successPercent: 90, pauseMinutes: 0 },
  stop: { failures: null, failurePercent: null, notBackMinutes: null },
  window: null,
};

const create = (more: object) =>
  server.api.post<RolloutDetail>('/rollouts', {
    name: 'In waves',
    clients: { ids },
    waves: { canary: { count: 10 }, steps: [25, 100] },
    rules: noRules,
    startAt: new Date().toISOString(),
    ...more,
  });
const get = (id: string) => server.api.get<RolloutDetail>(`/rollouts/${id}`);
const sets = (value: string) => ({ type: 'configure', values: [{ item: 'sip-name', value }] });

function becomes(id: string, state: RolloutDetail['state'], timeoutMs = 60_000): Promise<RolloutDetail> {
  return eventually(
    `the rollout being ${state}`,
    async () => {
      const rollout = await get(id);
      return rollout.state === state ? rollout : undefined;
    },
    timeoutMs,
  );
}

/** Waits until nothing of a stopped rollout is under way any more. */
const settles = (id: string) =>
  eventually('everything being settled', async () => {
    const rollout = await get(id);
    return rollout.counts.underWay === 0 && rollout.waves[0]?.endedAt != null ? rollout : undefined;
  });

const withItem = (item: string, value: string) =>
  phones.filter((phone) => phone.items.get(item) === value).length;

describe('a rollout to 200 phones', () => {
  test('whose values every phone refuses stops itself in the canary, and the others hear nothing of it', async () => {
    const order = { type: 'configure', values: [{ item: 'no-such-item-anywhere', value: '1' }] };
    const rules = { ...noRules, stop: { ...noRules.stop, failures: 3 } };
    const rollout = await create({ order, rules });
    const stopped = await becomes(rollout.id, 'stopped');
    expect(stopped).toMatchObject({ wave: 1, waveCount: 3 });
    expect(stopped.sentence.text.en).toMatch(
      /^Stopped in wave 1: \d+ of 10 clients failed, the limit is 3\.$/,
    );
    const { counts } = await settles(rollout.id);
    expect(counts).toMatchObject({ success: 0, underWay: 0, waiting: 190 });
    const { rows } = await server.database.pool.query(
      `select count(*)::int as n from job_targets t join rollout_jobs r on r.job_id = t.job_id where r.rollout_id = $1`,
      [rollout.id],
    );
    expect(rows).toEqual([{ n: 10 }]);
    const news = await server.api.get<{ items: { kind: string; text: string }[] }>('/notifications');
    expect(news.items.find(({ kind }) => kind === 'rollout.stopped')?.text).toBe(
      `The rollout “In waves” stopped itself. ${stopped.sentence.text.en}`,
    );
  });

  test('goes through its waves when all is well, and no phone gets it twice', async () => {
    const rollout = await create({ order: sets('wave by wave') });
    const done = await becomes(rollout.id, 'done');
    expect(done.sentence.text.en).toBe('200 of 200 clients succeeded.');
    expect(done.waves.map(({ clientCount }) => clientCount)).toEqual([10, 40, 150]);
    const began = done.waves.map(({ beganAt }) => beganAt ?? '');
    expect(began).toEqual([...began].sort());
    expect(withItem('sip-name', 'wave by wave')).toBe(FLEET);
  });
});

describe('a rollout of which some phones are away', () => {
  const AWAY = 3;
  const all = () => phones.slice(0, 8);
  const away = () => phones.slice(0, AWAY);
  const waves = { canary: null, steps: [100] };

  /** Five phones have got the value, three are switched off. */
  async function halfDone(value: string): Promise<RolloutDetail> {
    await Promise.all(away().map((phone) => phone.powerOff()));
    const rollout = await create({ order: sets(value), waves, clients: { ids: ids.slice(0, 8) } });
    await eventually('five phones', async () =>
      (await get(rollout.id)).counts.success === 8 - AWAY ? true : undefined,
    );
    return rollout;
  }
  /** They start up, and have had the time to get something. */
  async function comeBack(): Promise<void> {
    await Promise.all(away().map((phone) => phone.powerOn()));
    await Promise.all(away().map((phone) => phone.waitFor('idle')));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
  const having = (value: string) => all().filter((phone) => phone.items.get('sip-name') === value).length;

  test('gives them nothing while it is paused, and everything when it is resumed', async () => {
    const rollout = await halfDone('paused');
    await server.api.post(`/rollouts/${rollout.id}/pause`);
    await comeBack();
    expect(having('paused')).toBe(8 - AWAY);
    expect(await get(rollout.id)).toMatchObject({ state: 'paused', counts: { success: 5, waiting: 3 } });
    await server.api.post(`/rollouts/${rollout.id}/resume`, {});
    await becomes(rollout.id, 'done');
    expect(having('paused')).toBe(8);
  });

  test('holds them back when its window closes, until it opens again', async () => {
    const rollout = await halfDone('in the window');
    const yesterday = ((new Date().getUTCDay() + 5) % 7) + 1;
    const closed = { weekdays: [yesterday], from: '12:00', to: '12:01', timeZone: 'UTC' };
    const change = (window: object | null) =>
      server.database.pool.query(
        `update rollouts set rules = jsonb_set(rules, '{window}', $2) where id = $1`,
        [rollout.id, JSON.stringify(window)],
      );
    await change(closed);
    await becomes(rollout.id, 'waiting-for-window');
    await comeBack();
    expect(having('in the window')).toBe(8 - AWAY);
    await change(null);
    await becomes(rollout.id, 'done');
    expect(having('in the window')).toBe(8);
  });

  test('never gives it to them when it was aborted', async () => {
    const rollout = await halfDone('aborted');
    await server.api.post(`/rollouts/${rollout.id}/abort`);
    await comeBack();
    expect(having('aborted')).toBe(8 - AWAY);
    expect(await get(rollout.id)).toMatchObject({
      state: 'aborted',
      counts: { success: 5, heldBack: 3, waiting: 0 },
    });
  });

  test('is moved on by another node as well, and by both only once', async () => {
    const other = await server.anotherNode();
    const rollout = await create({
      order: sets('two nodes'),
      waves: { canary: { count: 1 }, steps: [10, 20, 40, 60, 80, 100] },
    });
    const done = await becomes(rollout.id, 'done');
    await other.stop();
    expect(done.waves.every(({ jobIds }) => jobIds.length === 1)).toBe(true);
    expect(withItem('sip-name', 'two nodes')).toBe(FLEET);
  });
});

/** Uploads an image for all phones here. @returns the id of the file */
async function firmware(version: string, effect: ImageEffect): Promise<string> {
  const content = buildFirmwareImage({
    version,
    effect,
    deviceType: 'OpenScape Desk Phone CP410',
    bytes: 96 * 1_024,
  });
  const { id } = await server.api.post<{ id: string }>('/file-uploads', {
    name: `${effect}.img`,
    size: content.length,
  });
  const { port, cookie } = server.api.connection;
  const answer = await new Promise<{ file: { id: string } | null }>((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method: 'PATCH',
        path: `/api/v1/file-uploads/${id}`,
        rejectUnauthorized: false,
        headers: {
          cookie,
          'x-requested-with': 'deskfleet',
          'content-type': 'application/offset+octet-stream',
          'upload-offset': '0',
        },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('end', () => resolve(JSON.parse(text) as { file: { id: string } | null }));
      },
    );
    sent.on('error', reject);
    sent.end(content);
  });
  if (answer.file === null) throw new TypeError(`the image became no file: ${JSON.stringify(answer)}`);
  return answer.file.id;
}

describe('firmware that is bad on purpose', () => {
  const rules = { ...noRules, stop: { failures: 3, failurePercent: null, notBackMinutes: 1 } };
  test('so that phones never come back, stops the rollout in the canary, and 190 phones are spared', async () => {
    const fileId = await firmware('V1 R11.5.0', 'never-starts');
    const order = { type: 'deploy-files', files: [{ action: 'deploy', fileId }] };
    const rollout = await create({ order, rules });
    const stopped = await becomes(rollout.id, 'stopped', 120_000);
    expect(stopped.sentence.text.en).toMatch(
      /^Stopped in wave 1: \d+ of 10 phones did not come back within 1 minute, the limit is 3\.$/,
    );
    const broken = phones.filter((phone) => phone.isBroken).length;
    expect(broken).toBeGreaterThanOrEqual(3);
    expect(broken).toBeLessThanOrEqual(10);
    expect(stopped.counts.waiting).toBe(190);
  }, 150_000);
});
