import { afterEach, expect, test } from 'vitest';
import type { RolloutDetail } from '../../src/features/rollouts/rollouts.schema.ts';
import { type KillableServer, startKillableServer } from '../support/killable-server.ts';
import { eventually } from '../support/running-server.ts';

const FLEET = 12;

let server: KillableServer;
afterEach(() => server.stop());

test('a rollout goes on after its server was killed in the middle of a wave, and no wave is ordered twice', async () => {
  server = await startKillableServer();
  const { api, database } = server;
  const phones = Array.from({ length: FLEET }, (_, place) =>
    server.aPhone({ seed: 9_000 + place, e164: `4932000${String(place).padStart(4, '0')}` }),
  );
  await Promise.all(phones.map((phone) => phone.powerOn()));
  const ids = await eventually('all inventories', async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      'select client_id as id from client_contacts where inventory_at is not null',
    );
    return rows.length < FLEET ? undefined : rows.map(({ id }) => id);
  });

  // On a busy machine the second phone may have its values before the order itself is answered.
  const { promise: ordered, resolve: tellOrdered } = Promise.withResolvers<void>();
  let sent = 0;
  const inTheMiddle = new Promise<void>((resolve, reject) => {
    for (const phone of phones) {
      phone.on('exchange', ({ answer }) => {
        if (answer?.action !== 'WriteItems') return;
        sent += 1;
        // Once in the first wave and once in a later one.
        if (sent === 2 || sent === 7) {
          ordered
            .then(() => server.restart())
            .then(() => {
              if (sent >= 7) resolve();
            }, reject);
        }
      });
    }
  });
  const rollout = await api.post<RolloutDetail>('/rollouts', {
    name: 'Through thick and thin',
    order: { type: 'configure', values: [{ item: 'sip-name', value: 'alive' }] },
    clients: { ids },
    waves: { canary: { count: 4 }, steps: [60, 100] },
    rules: {
      gate: { successPercent: 100, pauseMinutes: 0 },
      stop: { failures: 1, failurePercent: null, notBackMinutes: null },
      window: null,
    },
    startAt: new Date().toISOString(),
  });
  tellOrdered();
  await inTheMiddle;
  const done = await eventually(
    'the rollout being done',
    async () => {
      const { body } = await api.send('GET', `/rollouts/${rollout.id}`).catch(() => ({ body: undefined }));
      const now = body as RolloutDetail | undefined;
      return now?.state === 'done' ? now : undefined;
    },
    60_000,
  );
  expect(done.sentence.text.en).toBe('12 of 12 clients succeeded.');
  expect(done.waves.map(({ clientCount, jobIds }) => [clientCount, jobIds.length])).toEqual([
    [4, 1],
    [4, 1],
    [4, 1],
  ]);
  expect(phones.map((phone) => phone.items.get('sip-name'))).toEqual(phones.map(() => 'alive'));
  const { rows } = await database.pool.query('select count(*)::int as jobs from jobs');
  expect(rows).toEqual([{ jobs: 3 }]);
}, 180_000);
