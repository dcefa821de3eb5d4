import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { Job, Target } from '../../src/features/jobs/job.schema.ts';
import { claimLoopbackRange } from '../support/loopback-range.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';
import { startServerProcess } from '../support/server-process.ts';

const PHONES = fileURLToPath(new URL('../../../simulator/src/cli.ts', import.meta.url));

let server: RunningServer;
beforeAll(async () => {
  // As a new installation has them.
  server = await startServer({ phoneSettings: {} });
});
afterAll(() => server.stop());

test('the first steps of the README: fifty phones of `npm run phones`, ten of them changed, one busy, one that refuses', async () => {
  const { api, phones } = server;
  const first = (await claimLoopbackRange()).next();
  const program = startServerProcess(PHONES, [
    ...['--count', '50', '--mix', 'cp410:2,openstage60:1,ip55g:1', '--server', phones],
    ...['--base-address', first, '--boot-window', '1s', '--boot-time', '100ms'],
    ...['--busy', '1@3s', '--refuse', 'registrar-addr=2', '--json'],
  ]);
  const clients = await eventually(
    'fifty phones',
    async () => {
      const { items, total } = await api.get<{ items: Client[]; total: number }>(
        '/clients?pageSize=50&sort=address&order=asc',
      );
      return total === 50 ? items : undefined;
    },
    25_000,
  );
  const ten = clients.slice(0, 10);
  expect(ten[0]?.address).toBe(first);
  const job = await api.post<Job>('/jobs', {
    type: 'configure',
    clients: { ids: ten.map(({ id }) => id) },
    values: [{ item: 'registrar-addr', value: '192.0.2.20' }],
  });
  const done = await eventually(
    'the end of the job',
    async () => {
      const found = await api.get<Job>(`/jobs/${job.id}`);
      return found.finishedAt === null ? undefined : found;
    },
    60_000,
  );
  expect(done).toMatchObject({ state: 'partial-successful', counts: { success: 9, failed: 1 } });
  const { items: targets } = await api.get<{ items: Target[] }>(`/jobs/${job.id}/targets`);
  const of = (place: number) => targets.find(({ deviceId }) => deviceId === ten[place]?.deviceId);
  expect(of(0)?.events.map(({ kind }) => kind)).toEqual([
    'target.asked',
    'target.called',
    'target.sent',
    'target.busy',
    'target.called',
    'target.sent',
    'target.stored',
  ]);
  expect(of(1)?.reason?.text).toBe('The phone refused registrar-addr: "read only".');
  program.signal('SIGINT');
  expect(await program.ended).toBe(0);
}, 120_000);
