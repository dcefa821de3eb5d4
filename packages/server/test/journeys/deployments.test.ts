import { createHash } from 'node:crypto';
import { buildFirmwareImage, type FirmwareImageOptions, type VirtualPhone } from '@deskfleet/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';
import { type UploadedFile, uploadFile } from '../support/uploads.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** What a CP410 of the simulator runs. */
const CURRENT = 'V2 R1.8.0';

interface Target {
  readonly id: string;
  readonly state: string;
  readonly reason: { readonly code: string; readonly params: Record<string, string> } | null;
  readonly files: readonly { readonly name: string; readonly state: string; readonly fetchedBytes: number }[];
  readonly events: readonly { readonly kind: string }[];
}
type FileOrder =
  | { readonly action: 'deploy'; readonly fileId: string }
  | { readonly action: 'delete'; readonly type: string; readonly name: string };

const bring = ({ id }: UploadedFile): FileOrder => ({ action: 'deploy', fileId: id });
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Frames of MP3 without sound: 128 kbit/s, 44.1 kHz. */
const frames = (count: number) =>
  Buffer.concat(
    Array.from({ length: count }, () =>
      Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)]),
    ),
  );
const bell = frames(10);
/** One black pixel. */
const logo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==',
  'base64',
);

async function aRunningPhone(options: Parameters<RunningServer['aPhone']>[0] = {}) {
  const phone = server.aPhone(options);
  await phone.powerOn();
  await phone.waitFor('idle');
  return { phone, id: await clientOf(phone) };
}

function clientOf({ mac }: VirtualPhone): Promise<string> {
  return eventually('the client', async () => {
    const list = await server.api.get<{ items: { id: string }[] }>(`/clients?deviceId=${mac}`);
    return list.items[0]?.id;
  });
}

async function order(
  ids: readonly string[],
  files: readonly FileOrder[],
  more: object = {},
): Promise<string> {
  const job = await server.api.post<{ id: string }>('/jobs', {
    type: 'deploy-files',
    clients: { ids },
    files,
    ...more,
  });
  return job.id;
}

async function targetsOf(jobId: string): Promise<Target[]> {
  return (await server.api.get<{ items: Target[] }>(`/jobs/${jobId}/targets`)).items;
}

async function targetOf(jobId: string): Promise<Target> {
  const [target] = await targetsOf(jobId);
  if (target === undefined) throw new TypeError('the job has no target');
  return target;
}

const ENDED = new Set(['success', 'partial-successful', 'failed', 'timeout', 'canceled']);

function ended(jobId: string): Promise<Target> {
  return eventually('the end of the job', async () => {
    const target = await targetOf(jobId);
    return ENDED.has(target.state) ? target : undefined;
  });
}

function waitsFor(jobId: string, code: string): Promise<Target> {
  return eventually(code, async () => {
    const target = await targetOf(jobId);
    return target.reason?.code === code ? target : undefined;
  });
}

/** As if so many minutes had gone by since phones were told of files. */
async function letTimePass(minutes: number): Promise<void> {
  const { pool } = server.database;
  await pool.query(`update software_orders set told_at = told_at - make_interval(mins => $1)`, [minutes]);
  await pool.query(
    `update job_targets set next_attempt_at = now(), progress = case when progress ? 'toldAt' then jsonb_set(progress, '{toldAt}',
       to_jsonb((progress ->> 'toldAt')::timestamptz - make_interval(mins => $1))) else progress end
     where open and progress ? 'files'`,
    [minutes],
  );
}

async function hasFetched(jobId: string, bytes: readonly number[]): Promise<void> {
  await eventually('the record of the downloads', async () => {
    const { files } = await targetOf(jobId);
    return files.every(({ fetchedBytes }, place) => fetchedBytes === bytes[place]) ? true : undefined;
  });
}

interface ClientFile {
  readonly name: string;
  readonly wireType: string;
  readonly isThere: boolean;
  readonly jobId: string | null;
}
const filesOn = async (id: string) =>
  (await server.api.get<{ items: ClientFile[] }>(`/clients/${id}/files`)).items;

function anImage(options: FirmwareImageOptions): Promise<UploadedFile> {
  const image = buildFirmwareImage({ deviceType: 'CP410', ...options });
  return uploadFile(server.api, `CP410_${options.version.replaceAll(' ', '_')}.img`, image, 'software');
}

describe('files', () => {
  test('are fetched over HTTPS, told by the phone, listed, and taken away again', async () => {
    const { phone, id } = await aRunningPhone();
    const tone = await uploadFile(server.api, 'bell one.mp3', bell, 'ringtone');
    const picture = await uploadFile(server.api, 'logo one.png', logo, 'logo');
    const jobId = await order([id], [bring(tone), bring(picture)]);
    const target = await ended(jobId);
    expect(target).toMatchObject({ state: 'success', reason: { code: 'target.files_done' } });
    expect(target.files).toMatchObject([
      { name: 'bell one.mp3', state: 'stored' },
      { name: 'logo one.png', state: 'stored' },
    ]);
    await hasFetched(jobId, [bell.length, logo.length]);
    expect(phone.files).toMatchObject([
      { type: 'RINGTONE', name: 'bell one.mp3', sha256: sha256(bell) },
      { type: 'LOGO', name: 'logo one.png', sha256: sha256(logo) },
    ]);
    expect(await filesOn(id)).toMatchObject([
      { wireType: 'LOGO', name: 'logo one.png', isThere: true, jobId },
      { wireType: 'RINGTONE', name: 'bell one.mp3', isThere: true, jobId },
    ]);

    const again = await ended(await order([id], [bring(tone)]));
    expect(again).toMatchObject({ state: 'success', reason: { code: 'target.file_present' } });

    const deletion = await order([id], [{ action: 'delete', type: 'ringtone', name: 'bell one.mp3' }]);
    await waitsFor(deletion, 'target.files_told');
    await phone.waitFor(({ files }) => files.length === 1);
    // By the guide nothing is told of a deletion: the list of files shows it.
    await letTimePass(10);
    expect(await ended(deletion)).toMatchObject({
      state: 'success',
      reason: { code: 'target.file_deleted' },
    });
    expect((await filesOn(id)).map(({ name }) => name)).toEqual(['logo one.png']);
  }, 60_000);

  test('are fetched at the address of the server, on every node as soon as somebody has set it', async () => {
    const { phone, id } = await aRunningPhone();
    const other = await server.anotherNode();
    const url = `https://127.0.0.1:${other.ports.phones}`;
    await server.api.send('PATCH', '/settings', { server: { url } });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const tone = await uploadFile(server.api, 'bell two.mp3', frames(11), 'ringtone');
    expect(await ended(await order([id], [bring(tone)]))).toMatchObject({ state: 'success' });
    expect(JSON.stringify(phone.log)).toContain(`"${url}/`);
    await server.api.send('PATCH', '/settings', { server: { url: null } });
  });

  test.each(['single', 'none'] as const)(
    'get there also where firmware tells of transfers: %s',
    async (reportsFiles) => {
      const { phone, id } = await aRunningPhone({ traits: { reportsFiles } });
      const picture = await uploadFile(server.api, `logo ${reportsFiles}.png`, logo, 'logo');
      const jobId = await order([id], [bring(picture)]);
      if (reportsFiles === 'none') {
        await phone.waitFor(({ files }) => files.length === 1);
        await hasFetched(jobId, [logo.length]);
        await letTimePass(10);
      }
      const target = await ended(jobId);
      expect(target).toMatchObject({ state: 'success', reason: { code: 'target.file_stored' } });
      expect(target.events.some(({ kind }) => kind === 'target.files_asked')).toBe(reportsFiles === 'none');
    },
  );

  test('that the phone does not take are refused in its words', async () => {
    const { id } = await aRunningPhone();
    const large = await uploadFile(server.api, 'large.mp3', frames(2_600), 'ringtone');
    expect(await ended(await order([id], [bring(large)]))).toMatchObject({
      state: 'failed',
      reason: { code: 'target.file_refused', params: { name: 'large.mp3', status: 'failed' } },
    });
  });

  test('for other models are refused before anything is sent, client by client', async () => {
    const { id } = await aRunningPhone();
    const other = await aRunningPhone({ model: 'cp710' });
    const picture = await uploadFile(server.api, 'logo 710.png', logo, 'logo');
    const corrected = await server.api.send(
      'PATCH',
      `/files/${picture.id}`,
      { models: ['CP710'] },
      { 'if-match': '*' },
    );
    expect(corrected.status).toBe(200);
    const body = { type: 'deploy-files', clients: { ids: [id, other.id] }, files: [bring(picture)] };
    expect(await server.api.send('POST', '/jobs', body)).toMatchObject({
      status: 400,
      body: { code: 'job.unfit_clients', errors: [{ field: 'files.0', code: 'file.wrong_model' }] },
    });
    const checked = await server.api.post('/deployments/check', { clients: body.clients, files: body.files });
    expect(checked).toMatchObject({ total: 2, counts: { fits: 1, unfit: 1, present: 0, downgrade: 0 } });
    const jobId = await order([id, other.id], [bring(picture)], { skipUnfit: true });
    const targets = await eventually('both ends', async () => {
      const all = await targetsOf(jobId);
      return all.every(({ state }) => ENDED.has(state)) ? all : undefined;
    });
    expect(targets.map(({ state }) => state).sort()).toEqual(['failed', 'success']);
    const failed = targets.find(({ state }) => state === 'failed');
    expect(failed?.reason).toMatchObject({ code: 'target.unfit', params: { cause: 'file.wrong_model' } });
    expect(failed?.events.map(({ kind }) => kind)).toEqual(['target.unfit']);
  });

  test('that do not exist are refused', async () => {
    const { id } = await aRunningPhone();
    const body = {
      type: 'deploy-files',
      clients: { ids: [id] },
      files: [{ action: 'deploy', fileId: '999999' }],
    };
    expect(await server.api.send('POST', '/jobs', body)).toMatchObject({
      status: 400,
      body: { code: 'job.unknown_file', errors: [{ field: 'files.0.fileId' }] },
    });
  });

  test('wait for their place when too many phones fetch, and follow when there is room', async () => {
    // This server takes two seconds to send the file.
    const limits = { deployments: { maxTransfers: 1 }, files: { bandwidthKilobytes: 50 } };
    await server.api.send('PATCH', '/settings', limits);
    const phones = await Promise.all([0, 1, 2].map(() => aRunningPhone()));
    const tone = await uploadFile(server.api, 'slow.mp3', frames(240), 'ringtone');
    const jobId = await order(
      phones.map(({ id }) => id),
      [bring(tone)],
    );
    let most = 0;
    const targets = await eventually('all ends', async () => {
      most = Math.max(most, phones.filter(({ phone }) => phone.state === 'loading-files').length);
      const all = await targetsOf(jobId);
      return all.every(({ state }) => ENDED.has(state)) ? all : undefined;
    });
    const usual = { deployments: { maxTransfers: 100 }, files: { bandwidthKilobytes: null } };
    await server.api.send('PATCH', '/settings', usual);
    expect(targets.map(({ state }) => state)).toEqual(['success', 'success', 'success']);
    expect(most).toBe(1);
  });
});

describe('software', () => {
  test('has come when the phone starts up with it', async () => {
    const { phone, id } = await aRunningPhone();
    const image = await anImage({ version: 'V2 R9.0.0', bytes: 300_000 });
    const jobId = await order([id], [bring(image)]);
    expect(await ended(jobId)).toMatchObject({
      state: 'success',
      reason: { code: 'target.software_installed', params: { version: 'V2 R9.0.0' } },
      files: [{ state: 'stored' }],
    });
    await hasFetched(jobId, [300_000]);
    expect(phone.softwareVersion).toBe('V2 R9.0.0');
    expect(await server.api.get(`/clients/${id}`)).toMatchObject({ softwareVersion: 'V2 R9.0.0' });
  });

  test('is not sent twice within a quarter of an hour', async () => {
    const { phone, id } = await aRunningPhone();
    await ended(await order([id], [bring(await anImage({ version: 'V2 R9.1.0' }))]));
    const next = await order([id], [bring(await anImage({ version: 'V2 R9.2.0' }))]);
    await waitsFor(next, 'target.software_guard');
    expect(phone.log.filter(({ answer }) => answer?.action === 'SoftwareDeployment')).toHaveLength(1);
    await letTimePass(15);
    expect(await ended(next)).toMatchObject({
      state: 'success',
      reason: { code: 'target.software_installed' },
    });
  });

  test('leaves its place to the next phone when it is fetched, not when it is installed', async () => {
    await server.api.send('PATCH', '/settings', { deployments: { maxTransfers: 1 } });
    const first = await aRunningPhone({ behavior: { bootMs: 6_000 } });
    const second = await aRunningPhone();
    const image = await anImage({ version: 'V2 R9.0.1' });
    const jobId = await order([first.id], [bring(image)]);
    await waitsFor(jobId, 'target.software_told');
    expect(await ended(await order([second.id], [bring(image)]))).toMatchObject({ state: 'success' });
    expect(first.phone.state).toBe('booting');
    expect(await ended(jobId)).toMatchObject({ state: 'success' });
    await server.api.send('PATCH', '/settings', { deployments: { maxTransfers: 100 } });
  }, 60_000);

  test('that is older than what the phone has is sent only when that is allowed', async () => {
    const { phone, id } = await aRunningPhone();
    const image = await anImage({ version: 'V1 R3.0.0' });
    const files = [bring(image)];
    expect(await server.api.post('/deployments/check', { clients: { ids: [id] }, files })).toMatchObject({
      counts: { downgrade: 1 },
      clients: [{ verdict: 'downgrade', softwareVersion: CURRENT }],
    });
    expect(await ended(await order([id], files))).toMatchObject({
      state: 'failed',
      reason: { code: 'target.software_downgrade' },
    });
    expect(await ended(await order([id], files, { allowDowngrade: true }))).toMatchObject({
      state: 'success',
    });
    expect(phone.softwareVersion).toBe('V1 R3.0.0');
  });

  test('waits for the end of a call when it may', async () => {
    const { phone, id } = await aRunningPhone();
    phone.startCall();
    const image = await anImage({ version: 'V2 R9.3.0' });
    const jobId = await order([id], [bring(image)], { priority: 'normal' });
    await waitsFor(jobId, 'target.busy');
    phone.endCall();
    expect(await ended(jobId)).toMatchObject({ state: 'success' });
  });

  test('that fails to install leaves the phone as it was, and the job says so, however fast the phone is back', async () => {
    const { phone, id } = await aRunningPhone();
    const image = await anImage({ version: 'V2 R9.4.0', effect: 'fails-to-install' });
    expect(await ended(await order([id], [bring(image)]))).toMatchObject({
      state: 'failed',
      reason: { code: 'target.software_not_installed', params: { version: CURRENT } },
    });
    expect(phone.softwareVersion).toBe(CURRENT);
  });

  test('after which a phone never comes back keeps its target open until the time of the job is over', async () => {
    const { phone, id } = await aRunningPhone();
    const image = await anImage({ version: 'V2 R9.5.0', effect: 'never-starts' });
    const jobId = await order([id], [bring(image)]);
    await phone.waitFor(({ isBroken }) => isBroken);
    expect(await targetOf(jobId)).toMatchObject({ state: 'in-dialogue' });
    await eventually('the phone is known to be rebooting', async () =>
      (await targetOf(jobId)).files[0]?.state === 'rebooting' ? true : undefined,
    );
  });
});

describe('the files of a template', () => {
  async function aTemplate(said: object, files: readonly UploadedFile[]): Promise<string> {
    const { id } = await server.api.post<{ id: string }>('/templates', {
      type: 'default',
      name: `Template ${Math.random()}`,
      ...said,
    });
    const body = { files: files.map((file) => ({ fileId: file.id })) };
    const set = await server.api.send('PUT', `/templates/${id}/files`, body, { 'if-match': '*' });
    expect(set).toMatchObject({ status: 200, body: { job: null, template: { fileCount: files.length } } });
    return id;
  }

  test('come to clients that it is applied to, and what is added follows', async () => {
    const { phone, id } = await aRunningPhone();
    const picture = await uploadFile(server.api, 'logo of template.png', logo, 'logo');
    const tone = await uploadFile(server.api, 'bell of template.mp3', bell, 'ringtone');
    const templateId = await aTemplate({}, [picture]);
    await server.api.post(`/templates/${templateId}/apply`, { clients: { ids: [id] } });
    await phone.waitFor(({ files }) => files.length === 1, { timeoutMs: 20_000 });
    const changed = await server.api.send(
      'PUT',
      `/templates/${templateId}/files`,
      { files: [picture, tone].map((file) => ({ fileId: file.id })) },
      { 'if-match': '*' },
    );
    const { job } = changed.body as { job: { id: string } };
    const target = await ended(job.id);
    expect(target.events.map(({ kind }) => kind)).toContain('target.file_present');
    expect(phone.files.map(({ name }) => name)).toEqual(['logo of template.png', 'bell of template.mp3']);
  });

  test('come with its software to phones that register for the first time, as its policy says', async () => {
    const picture = await uploadFile(server.api, 'logo of all.png', logo, 'logo');
    const image = await anImage({ version: 'V2 R9.6.0' });
    const older = await anImage({ version: 'V1 R1.0.0' });
    const templateId = await aTemplate(
      { type: 'onboarding', softwareUpdate: 'only-newer', models: ['CP410'] },
      [picture, image, older],
    );
    const { phone } = await aRunningPhone();
    await phone.waitFor(
      ({ files, softwareVersion }) => files.length === 1 && softwareVersion === 'V2 R9.6.0',
      { timeoutMs: 30_000 },
    );
    await server.api.send('DELETE', `/templates/${templateId}`, undefined, { 'if-match': '*' });
  });
});
