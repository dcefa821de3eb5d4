import { buildFirmwareImage, type Exchange } from '@deskfleet/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import { type KillableServer, killAt, startKillableServer } from '../support/killable-server.ts';
import { eventually } from '../support/running-server.ts';
import { uploadFile } from '../support/uploads.ts';

const NEW = 'V2 R9.9.0';

let server: KillableServer;
afterEach(() => server.stop());

/** A phone that shall get new software. */
async function aScene() {
  server = await startKillableServer();
  const { api } = server;
  // What was fetched is known two seconds later.
  const phone = server.aPhone({ seed: 91, behavior: { bootMs: 3_500 } });
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
      const { api, phone, order } = await aScene();
      const killed = killAt(phone, point, server);
      const jobId = await order();
      await killed;
      const job = await eventually(
        'the end of the job',
        async () => {
          const found = await api.get<{ state: string; finishedAt: string | null }>(`/jobs/${jobId}`);
          return found.finishedAt === null ? undefined : found;
        },
        60_000,
      );
      // A phone that finds nobody to fetch from gives the software up, and says so.
      expect(job.state).toBe(phone.softwareVersion === NEW ? 'success' : 'failed');
      expect(phone.log.filter(({ answer }) => answer?.action === 'SoftwareDeployment')).toHaveLength(1);
    },
    120_000,
  );
});
