import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';
import { S3_USER, type StorageServer, startS3 } from '../support/storage-servers.ts';

let server: RunningServer;
let s3: StorageServer;
/** The same bucket, by when the address that a phone was given has run out. */
let later: StorageServer;
beforeAll(async () => {
  [server, s3, later] = await Promise.all([
    startServer({ env: { DESKFLEET_OUTBOUND_ALLOW: '127.0.0.0/8' } }),
    startS3(),
    startS3({ hoursAhead: 7 }),
  ]);
});
afterAll(async () => {
  await Promise.all([server.stop(), s3.stop(), later.stop()]);
});

/** One black pixel. */
const logo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==',
  'base64',
);

interface Target {
  readonly state: string;
  readonly reason: { readonly code: string; readonly params: object } | null;
}

const ENDED = new Set(['success', 'failed', 'timeout']);
const ended = (jobId: string) =>
  eventually('the end of the job', async () => {
    const { items } = await server.api.get<{ items: Target[] }>(`/jobs/${jobId}/targets`);
    return items.find(({ state }) => ENDED.has(state));
  });

test('a phone that comes for a file of a bucket when its address has run out fails with a reason, and a retry gives it a new one', async () => {
  for (const store of [s3, later]) await store.put('logos/hall.png', logo);
  const { id: providerId } = await server.api.post<{ id: string }>('/storage-providers', {
    type: 's3',
    name: 'Bucket',
    url: s3.url,
    region: 'eu-central-1',
    bucket: 'phones',
    pathStyle: true,
    ca: s3.certificate,
    startScan: true,
    ...S3_USER,
  });
  const file = await eventually('the file', async () => {
    const { items } = await server.api.get<{ items: { id: string }[] }>('/files?search=hall');
    return items[0];
  });
  const phone = server.aPhone();
  await phone.powerOn();
  await phone.waitFor('idle');
  const client = await eventually('the client', async () => {
    const { items } = await server.api.get<{ items: { id: string }[] }>(`/clients?deviceId=${phone.mac}`);
    return items[0];
  });
  const move = async ({ url }: StorageServer) => {
    await server.database.pool.query(
      'update storage_providers set url = $2, version = version + 1 where id = $1',
      [providerId, url],
    );
  };

  await move(later);
  const job = await server.api.post<{ id: string }>('/jobs', {
    type: 'deploy-files',
    clients: { ids: [client.id] },
    files: [{ action: 'deploy', fileId: file.id }],
  });
  expect(await ended(job.id)).toMatchObject({
    state: 'failed',
    reason: { code: 'target.file_refused', params: { name: 'hall.png', status: 'failed' } },
  });
  expect(phone.files).toHaveLength(0);

  await move(s3);
  const again = await server.api.post<{ id: string }>(`/jobs/${job.id}/retry`, {});
  expect(await ended(again.id)).toMatchObject({ state: 'success' });
  expect(phone.files).toMatchObject([{ name: 'hall.png', status: 'ok' }]);
}, 60_000);
