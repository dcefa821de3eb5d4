import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import type { MaintenanceWindow } from '../../infra/clock/maintenance-window.ts';
import type { SoftwareUpdate } from '../../infra/db/index.ts';
import { fileSettings } from '../settings/index.ts';
import { orderFilesDue, orderSoftwareByPolicy } from './index.ts';

let server: TestAdminApi;
let clock: TestClock;
/** What an administrator asks, and what is answered. */
let browser: {
  get<Body>(path: string): Promise<Body>;
  put<Body>(path: string, body: object): Promise<Body>;
};
beforeAll(async () => {
  clock = aClock();
  server = await startAdminApi({ clock });
  const account = server.aBrowser();
  const send = async (method: 'GET' | 'PUT', path: string, body?: object) => {
    await account.signIn();
    const response = await account.request(method, path, body, { 'if-match': '*' });
    expect(response.statusCode, response.body).toBe(200);
    return response;
  };
  browser = {
    get: async (path) => (await send('GET', path)).json(),
    put: async (path, body) => (await send('PUT', path, body)).json(),
  };
});
afterAll(() => server.close());
beforeEach(() => server.database.pool.query('truncate jobs, clients, templates cascade'));

interface FilesSet {
  readonly job: { readonly id: string; readonly deployment: object };
  readonly leftOut: object[];
}

const ALWAYS_OPEN: MaintenanceWindow = {
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  from: '00:00',
  to: '00:00',
  timeZone: 'Europe/Berlin',
};
const OLD = 'V1 R10.2.2';
const NEW = 'V1 R11.0.0';

const query = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await server.database.pool.query<Row>(text, [...values])).rows;

const idOf = async (text: string, values: readonly unknown[]): Promise<string> =>
  (await query<{ id: string }>(text, values))[0]?.id ?? '';

async function aFile(type: string, name: string, version: string | null = null): Promise<string> {
  const contentId = await idOf('insert into file_contents (created_at) values ($1) returning id', [
    clock.now(),
  ]);
  return idOf(
    `insert into files (name, type, size, software_type, software_version, store, content_id, created_at)
     values ($1, $2, 10, $3, $4, 'database', $5, $6) returning id`,
    [name, type, version === null ? null : 'SIP', version, contentId, clock.now()],
  );
}

let names = 0;
async function aTemplate(softwareUpdate: SoftwareUpdate, fileIds: readonly string[]): Promise<string> {
  names += 1;
  const id = await idOf(
    `insert into templates (name, description, type, ranking, models, software_types, software_update, created_at, updated_at)
     values ($1, '', 'default', 1, '{}', '{}', $2, $3, $3) returning id`,
    [`Template ${names}`, softwareUpdate, clock.now()],
  );
  for (const fileId of fileIds) {
    await query('insert into template_files (template_id, file_id) values ($1, $2)', [id, fileId]);
  }
  return id;
}

const aPhone = (version = OLD) =>
  aClient(server.database.pool, { at: clock.now(), said: { 'software-version': version } });

async function give(clientId: string, templateId: string, origin = 'template', ranking = 1): Promise<void> {
  await query(
    `insert into template_assignments (client_id, origin, template_id, ranking, assigned_at) values ($1, $2, $3, $4, $5)`,
    [clientId, origin, templateId, ranking, clock.now()],
  );
}

interface OrderedJob {
  readonly id: string;
  readonly clients: string[];
  readonly files: string[];
  readonly timeout_seconds: number;
}
/** Jobs with files, oldest first. */
const jobs = () =>
  query<OrderedJob>(`
    select j.id, j.timeout_seconds,
      array(select t.client_id::text from job_targets t where t.job_id = j.id order by t.client_id) as clients,
      array(select f ->> 'name' from jsonb_array_elements(j.payload -> 'files') f) as files
    from jobs j where j.type = 'deploy-files' order by j.id`);

/** What is said of the targets of a job. */
const saidOf = async (job: OrderedJob | undefined) =>
  (
    await query<{ text: string }>(
      'select e.text from job_target_events e join job_targets t on t.id = e.target_id where t.job_id = $1 order by e.id',
      [job?.id],
    )
  ).map(({ text }) => text);

const look = (window = ALWAYS_OPEN) => orderSoftwareByPolicy(server.context, window, '0');

describe('software by policy', () => {
  test.each<[SoftwareUpdate, string, boolean]>([
    ['only-newer', OLD, true],
    ['only-newer', 'V1 R12.0.0', false],
    ['always', 'V1 R12.0.0', true],
    ['always', NEW, false],
    ['ignored', OLD, false],
    ['disabled', OLD, false],
  ])('%s, for a phone with %s: %s', async (policy, version, expected) => {
    const clientId = await aPhone(version);
    await give(clientId, await aTemplate(policy, [await aFile('software', 'cp.img', NEW)]));
    await look();
    expect((await jobs()).map(({ clients }) => clients)).toEqual(expected ? [[clientId]] : []);
  });

  test('waits while the file server that phones would fetch it from is switched off', async () => {
    const clientId = await aPhone();
    await give(clientId, await aTemplate('only-newer', [await aFile('software', 'cp.img', NEW)]));
    const enabled = (serverEnabled: boolean) => fileSettings.change(server.context, { serverEnabled });
    await enabled(false);
    await look();
    expect(await jobs()).toEqual([]);
    await enabled(true);
    await look();
    expect((await jobs()).map(({ clients }) => clients)).toEqual([[clientId]]);
  });

  test('is ordered once while it is open, and not again when it did not come', async () => {
    const clientId = await aPhone();
    await give(clientId, await aTemplate('only-newer', [await aFile('software', 'cp.img', NEW)]));
    await look();
    await look();
    expect(await jobs()).toHaveLength(1);
    // It failed to install: the phone has what it had.
    await query(`update job_targets set state = 'failed', open = false, finished_at = now()`);
    await look();
    expect(await jobs()).toHaveLength(1);
  });

  test('is ordered again for a phone that has other software since', async () => {
    const clientId = await aPhone();
    await give(clientId, await aTemplate('always', [await aFile('software', 'cp.img', NEW)]));
    await look();
    await query(`update job_targets set state = 'success', open = false, finished_at = now()`);
    await query(`update clients set software_version = 'V1 R9.0.0' where id = $1`, [clientId]);
    await look();
    expect(await jobs()).toHaveLength(2);
  });

  test('comes from the template that goes first, and brings no other files', async () => {
    const clientId = await aPhone();
    const logo = await aFile('logo', 'logo.png');
    const first = await aTemplate('only-newer', [await aFile('software', 'first.img', NEW), logo]);
    const second = await aTemplate('only-newer', [await aFile('software', 'second.img', 'V1 R12.0.0')]);
    await give(clientId, second, 'template', 1);
    await give(clientId, first, 'group', 500);
    await look();
    const ordered = await jobs();
    expect(ordered.map(({ files }) => files)).toEqual([['first.img']]);
    expect(await saidOf(ordered[0])).toEqual([
      expect.stringMatching(
        /^The template “.+” goes before Template \d+ here, so its software counts, V1 R11\.0\.0\.$/,
      ),
    ]);
  });

  test('passes over a template whose software is of the other type', async () => {
    const clientId = await aPhone();
    await query(`update clients set software_type = 'SIP' where id = $1`, [clientId]);
    const hfa = await aFile('software', 'hfa.img', 'V1 R12.0.0');
    await query(`update files set software_type = 'HFA' where id = $1`, [hfa]);
    await give(clientId, await aTemplate('always', [hfa]), 'group', 1);
    await give(clientId, await aTemplate('always', [await aFile('software', 'sip.img', NEW)]));
    await look();
    expect((await jobs()).map(({ files }) => files)).toEqual([['sip.img']]);
  });

  test('of an onboarding template is for phones that register, not for the window', async () => {
    const clientId = await aPhone();
    const templateId = await aTemplate('always', [await aFile('software', 'cp.img', NEW)]);
    await give(clientId, templateId, 'onboarding');
    await look();
    expect(await jobs()).toEqual([]);
  });

  test('is left alone outside of the window, and ends with it', async () => {
    const clientId = await aPhone();
    await give(clientId, await aTemplate('always', [await aFile('software', 'cp.img', NEW)]));
    const hour = (hours: number) =>
      new Date(clock.now().getTime() + hours * 3_600_000).toISOString().slice(11, 16);
    await look({ ...ALWAYS_OPEN, from: hour(1), to: hour(2), timeZone: 'UTC' });
    expect(await jobs()).toEqual([]);
    await look({ ...ALWAYS_OPEN, from: hour(-1), to: hour(1), timeZone: 'UTC' });
    const [job] = await jobs();
    expect(job?.timeout_seconds).toBeLessThanOrEqual(3_600);
    expect(job?.timeout_seconds).toBeGreaterThan(3_500);
  });
});

describe('files of a template that has come to clients', () => {
  const due = (clientId: string, templateId: string, withSoftware: boolean) =>
    query('insert into template_files_due values ($1, $2, $3, $4)', [
      clientId,
      templateId,
      withSoftware,
      clock.now(),
    ]);

  test('go out as one job, as soon as it comes to nobody else', async () => {
    const files = [await aFile('logo', 'logo.png'), await aFile('software', 'cp.img', NEW)];
    const templateId = await aTemplate('only-newer', files);
    const clientIds = [await aPhone(), await aPhone()];
    for (const clientId of clientIds) await due(clientId, templateId, true);
    await orderFilesDue(server.context);
    expect(await jobs()).toEqual([]);
    clock.advance({ seconds: 2 });
    await orderFilesDue(server.context);
    await orderFilesDue(server.context);
    expect(await jobs()).toMatchObject([{ clients: clientIds, files: ['logo.png', 'cp.img'] }]);
  });

  test('leave software to the window where it came by a group', async () => {
    const files = [await aFile('logo', 'logo.png'), await aFile('software', 'cp.img', NEW)];
    const clientId = await aPhone();
    await due(clientId, await aTemplate('always', files), false);
    clock.advance({ seconds: 2 });
    await orderFilesDue(server.context);
    expect((await jobs()).map((job) => job.files)).toEqual([['logo.png']]);
  });

  test('leave software out where another template goes first with other software, and say so', async () => {
    const [logo, image] = [await aFile('logo', 'logo.png'), await aFile('software', 'cp.img', NEW)];
    const [first, second] = [
      await aTemplate('only-newer', [await aFile('software', 'other.img', 'V1 R10.9.0')]),
      await aTemplate('always', [logo, image]),
    ];
    const [both, alone] = [await aPhone(), await aPhone()];
    await give(both, first, 'template', 10);
    for (const clientId of [both, alone]) {
      await give(clientId, second, 'template', 20);
      await due(clientId, second, true);
    }
    clock.advance({ seconds: 2 });
    await orderFilesDue(server.context);
    const [job] = await jobs();
    expect(job).toMatchObject({ clients: [both, alone], files: ['logo.png', 'cp.img'] });
    expect(await saidOf(job)).toEqual([
      expect.stringMatching(
        /^cp\.img is left out: the template “.+” goes before “.+” here and has the say on the software, V1 R10\.9\.0\.$/,
      ),
    ]);
    const { items } = await browser.get<{ items: { clientId: string; files: object[] }[] }>(
      `/jobs/${job?.id}/targets`,
    );
    const filesOf = (clientId: string) => items.find((item) => item.clientId === clientId)?.files;
    expect(filesOf(both)).toMatchObject([
      { name: 'logo.png', state: 'pending' },
      { name: 'cp.img', state: 'left-out', reason: { code: 'target.software_outranked' } },
    ]);
    expect(filesOf(alone)).toMatchObject([
      { name: 'logo.png', state: 'pending' },
      { name: 'cp.img', state: 'pending' },
    ]);
  });

  test('bring the same software by whichever template comes', async () => {
    const image = await aFile('software', 'cp.img', NEW);
    const [first, second] = [await aTemplate('always', [image]), await aTemplate('always', [image])];
    const clientId = await aPhone();
    await give(clientId, first, 'template', 10);
    await give(clientId, second, 'template', 20);
    await due(clientId, second, true);
    clock.advance({ seconds: 2 });
    await orderFilesDue(server.context);
    expect(await saidOf((await jobs())[0])).toEqual([]);
  });

  test('for other phones end at once with the reason, and the answer names the clients', async () => {
    const [image, other] = [await aFile('software', 'cp710.img', NEW), await aFile('logo', 'logo.png')];
    await query(`update files set models = '{CP710}' where id = $1`, [image]);
    const templateId = await aTemplate('always', []);
    const clientId = await aPhone();
    await query(`update clients set model = 'CP410' where id = $1`, [clientId]);
    await give(clientId, templateId);
    const set = (...fileIds: readonly string[]) =>
      browser.put<FilesSet>(`/templates/${templateId}/files`, {
        files: fileIds.map((fileId) => ({ fileId })),
      });
    const { job, leftOut } = await set(image);
    expect(job.deployment).toMatchObject({ onlyFitting: true });
    expect(leftOut).toMatchObject([
      {
        name: 'cp710.img',
        reason: { en: '“cp710.img” is for CP710, not for CP410.' },
        clientCount: 1,
        clients: [{ id: clientId }],
      },
    ]);
    const targetOf = async (jobId: string) =>
      (await browser.get<{ items: object[] }>(`/jobs/${jobId}/targets`)).items[0];
    expect(await targetOf(job.id)).toMatchObject({
      state: 'success',
      reason: { code: 'target.file_left_out', params: { cause: 'file.wrong_model' } },
      files: [{ name: 'cp710.img', state: 'left-out' }],
    });
    expect(await targetOf((await set(other, image)).job.id)).toMatchObject({
      state: 'waiting',
      files: [
        { name: 'logo.png', state: 'pending' },
        { name: 'cp710.img', state: 'left-out', reason: { code: 'target.file_left_out' } },
      ],
    });
    // What cannot be fetched now is not left out for good: who orders it again later brings it.
    await fileSettings.change(server.context, { serverEnabled: false });
    expect(await targetOf((await set(image, other)).job.id)).toMatchObject({
      state: 'failed',
      reason: { code: 'target.unfit', params: { cause: 'file.server_off' } },
    });
    await fileSettings.change(server.context, { serverEnabled: true });
  });
});
