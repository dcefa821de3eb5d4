import { buildFirmwareImage, type Exchange, type VirtualPhone } from '@deskfleet/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import { holdContactPlaces } from '../../src/features/jobs/contact-places.queries.ts';
import { type KillableServer, killAt, startKillableServer } from '../support/killable-server.ts';
import { eventually } from '../support/running-server.ts';
import { uploadFile } from '../support/uploads.ts';

const NEW = 'V2 R9.9.0';

let server: KillableServer;
afterEach(() => server.stop());

/** A phone that shall get new software; sent slowly, the image takes some twenty seconds. */
async function aScene(sends: 'quickly' | 'slowly' = 'quickly') {
  server = await startKillableServer();
  const { api } = server;
  // Long before the order, for all processes have to hear of it.
  if (sends === 'slowly') await api.send('PATCH', '/settings', { files: { bandwidthKilobytes: 20 } });
  const phone = server.aPhone({ seed: 91 });
  await phone.powerOn();
  await phone.waitFor('idle');
  const image = buildFirmwareImage({ version: NEW, deviceType: 'CP410', bytes: 400_000 });
  const file = await uploadFile(api, 'CP410.img', image, 'software');
  const clients = await api.get<{ items: { id: string }[] }>('/clients');
  const order = async () => {
    const { id } = await api.post<{ id: string }>('/jobs', {
      type: 'deploy-files',
      clients: { ids: clients.items.map((client) => client.id) },
      files: [{ action: 'deploy', fileId: file.id }],
    });
    return id;
  };
  return { api, phone, order };
}

interface EndedJob {
  readonly state: string;
  readonly finishedAt: string | null;
}

const ended = (jobId: string) =>
  eventually(
    'the end of the job',
    async () => {
      const found = await server.api.get<EndedJob>(`/jobs/${jobId}`);
      return found.finishedAt === null ? undefined : found;
    },
    60_000,
  );
const tellings = (phone: VirtualPhone) =>
  phone.log.filter(({ answer }) => answer?.action === 'SoftwareDeployment').length;

describe('a server that is killed', () => {
  test.each([
    ['has told the phone of its software', ({ answer }: Exchange) => answer?.action === 'SoftwareDeployment'],
    [
      'has heard the phone start up with it',
      ({ reason, message }: Exchange) =>
        reason === 'start-up' &&
        message.items.some(({ name, value }) => name === 'software-version' && value === NEW),
    ],
  ])(
    'when it %s tells it no second time, and the job ends as the phone did',
    async (_when, point) => {
      const { phone, order } = await aScene();
      const killed = killAt(phone, point, server);
      const jobId = await order();
      await killed;
      const job = await ended(jobId);
      // A phone that finds nobody to fetch from gives the software up, and says so.
      expect(job.state).toBe(phone.softwareVersion === NEW ? 'success' : 'failed');
      expect(tellings(phone)).toBe(1);
    },
    120_000,
  );

  test('when an order is stored and nobody was asked yet asks the phone when it is back', async () => {
    const { phone, order } = await aScene();
    // Whoever asks phones waits for this.
    const tx = await server.database.pool.connect();
    try {
      await tx.query('begin');
      await holdContactPlaces(tx);
      const jobId = await order();
      expect(phone.contactRequests).toHaveLength(0);
      await server.restart();
      await tx.query('commit');
      expect(await ended(jobId)).toMatchObject({ state: 'success' });
    } finally {
      tx.release(true);
    }
    expect(phone.softwareVersion).toBe(NEW);
    expect(tellings(phone)).toBe(1);
  }, 120_000);

  test('while the phone fetches its software tells it no second time, and the job says that it did not get it', async () => {
    const { api, phone, order } = await aScene('slowly');
    const jobId = await order();
    await eventually(
      'some of the image to be fetched',
      async () => {
        const { items } = await api.get<{ items: { bytes: number; state: string }[] }>('/file-downloads');
        if (items.some(({ state }) => state !== 'running')) throw new TypeError('it was fetched too quickly');
        return items.some(({ bytes }) => bytes > 0) ? true : undefined;
      },
      60_000,
    );
    await server.restart();
    expect(await ended(jobId)).toMatchObject({ state: 'failed' });
    const { items } = await api.get<{ items: { reason: object }[] }>(`/jobs/${jobId}/targets`);
    expect(items[0]?.reason).toMatchObject({ code: 'target.file_refused' });
    expect(tellings(phone)).toBe(1);
    expect(phone.softwareVersion).not.toBe(NEW);
    // The place of the phone is free for others.
    await eventually('the place to be free', async () => {
      const { rowCount } = await server.database.pool.query('select from transfers');
      return rowCount === 0 ? true : undefined;
    });
  }, 120_000);
});
