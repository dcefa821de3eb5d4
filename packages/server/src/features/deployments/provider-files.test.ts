import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { startJob } from '../jobs/index.ts';
import { createProviderUrls } from '../storage-providers/index.ts';
import { createFileAddress } from './file-address.ts';

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());
beforeEach(() =>
  server.database.pool.query('delete from template_files; delete from files; delete from storage_providers'),
);

async function aProvider(more: object): Promise<string> {
  const response = await browser.request('POST', '/storage-providers', { validate: false, ...more });
  expect(response.statusCode, response.body).toBe(201);
  return response.json<{ id: string }>().id;
}
const folder = (more: object = {}) =>
  aProvider({ type: 'https', name: 'Folder', url: 'https://files.example.org/fw/', ...more });
const bucket = () =>
  aProvider({
    type: 's3',
    name: 'Bucket',
    url: 'https://s3.example.org',
    region: 'eu-central-1',
    bucket: 'phones',
    pathStyle: true,
    user: 'KEY',
    secret: 'a secret key',
  });

async function aFileAt(providerId: string, key: string): Promise<string> {
  const { rows } = await server.database.pool.query<{ id: string }>(
    `insert into files (name, type, size, store, provider_id, provider_key, created_at, seen_at)
     values ($2, 'logo', 10, 'provider', $1, $2, now(), now()) returning id`,
    [providerId, key],
  );
  return rows[0]?.id ?? '';
}

describe('the address of a file at a provider', () => {
  const addressFor = async (model: string, fileId: string) => {
    const { pool } = server.database;
    const clientId = await aClient(pool);
    await pool.query('update clients set model = $2 where id = $1', [clientId, model]);
    const addressOf = createFileAddress({
      ...server.context,
      publicUrl: () => null,
      providers: createProviderUrls(server.context),
    });
    return addressOf({ fileId, clientId, targetId: '1', name: 'logo & more.png' }, 'https://192.0.2.1:18443');
  };

  test('is the presigned one for phones that can read it, and ours for those that cannot', async () => {
    const fileId = await aFileAt(await bucket(), 'logo & more.png');
    expect(await addressFor('CP710', fileId)).toMatch(/^https:\/\/s3\.example\.org\/phones\/.+&X-Amz-/);
    const own = await addressFor('OpenStage 40', fileId);
    expect(own).toMatch(/^https:\/\/192\.0\.2\.1:18443\/files\/.+\/logo%20%26%20more\.png$/);
    expect(own).not.toMatch(/[&<>]/);
  });

  test('is ours for all phones when the web server wants a user, and says nothing of that user', async () => {
    const fileId = await aFileAt(await folder({ user: 'fleet', secret: 'Open-Sesame-9' }), 'logo & more.png');
    for (const model of ['CP710', 'OpenStage 40']) {
      const own = await addressFor(model, fileId);
      expect(own).toMatch(/^https:\/\/192\.0\.2\.1:18443\/files\/.+\/logo%20%26%20more\.png$/);
      expect(own).not.toMatch(/fleet|Sesame/);
    }
  });

  test('is the direct one for all phones when there is nothing in it that they cannot read', async () => {
    const fileId = await aFileAt(await folder(), 'logo & more.png');
    for (const model of ['CP710', 'OpenStage 40']) {
      expect(await addressFor(model, fileId)).toBe('https://files.example.org/fw/logo%20%26%20more.png');
    }
  });
});

describe('while the integrated file server is switched off', () => {
  const serverEnabled = async (enabled: boolean) => {
    const files = { serverEnabled: enabled };
    expect((await browser.request('PATCH', '/settings', { files })).statusCode).toBe(200);
  };
  beforeEach(() => serverEnabled(false));
  afterEach(() => serverEnabled(true));

  async function clientsOf(...models: string[]): Promise<string[]> {
    const { pool } = server.database;
    const ids: string[] = [];
    for (const [place, model] of models.entries()) {
      const id = await aClient(pool);
      await pool.query('update clients set model = $2, e164 = $3 where id = $1', [
        id,
        model,
        `49891${place}`,
      ]);
      ids.push(id);
    }
    return ids;
  }
  async function anUploadedFile(): Promise<string> {
    const { rows } = await server.database.pool.query<{ id: string }>(
      `with content as (insert into file_contents (created_at) values (now()) returning id)
       insert into files (name, type, size, store, content_id, sha256, created_at)
       select 'bell.mp3', 'ringtone', 10, 'database', id, repeat('0', 64), now() from content returning id`,
    );
    return rows[0]?.id ?? '';
  }
  const orderFor = (ids: readonly string[], fileId: string, more: object = {}) =>
    browser.request('POST', '/jobs', {
      type: 'deploy-files',
      clients: { ids },
      files: [{ action: 'deploy', fileId }],
      ...more,
    });
  async function reasonsOf(jobId: string): Promise<unknown[]> {
    const { items } = (await browser.request('GET', `/jobs/${jobId}/targets?sort=e164`)).json<{
      items: { state: string; reason: { params: object } | null }[];
    }>();
    return items.map(({ state, reason }) => [state, reason?.params]);
  }

  test('what lies here is refused for all clients when it is ordered', async () => {
    const ids = await clientsOf('CP710', 'OpenStage 40');
    const fileId = await anUploadedFile();
    const refused = await orderFor(ids, fileId, { skipUnfit: true });
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({
      code: 'job.unfit_clients',
      errors: [
        {
          field: 'files.0',
          code: 'file.server_off',
          text: {
            en: expect.stringContaining('its integrated file server is switched off'),
            de: expect.stringContaining('sein integrierter Dateiserver ist ausgeschaltet'),
          },
        },
      ],
    });
    const body = { clients: { ids }, files: [{ action: 'deploy', fileId }] };
    expect((await browser.request('POST', '/deployments/check', body)).json()).toMatchObject({
      counts: { fits: 0, unfit: 2 },
    });
    await serverEnabled(true);
    expect((await orderFor(ids, fileId)).statusCode).toBe(202);
  });

  test('what lies in a bucket is refused for phones to which it would be passed on, and for no others', async () => {
    const ids = await clientsOf('CP710', 'OpenStage 40');
    const fileId = await aFileAt(await bucket(), 'logo.png');
    const body = { clients: { ids }, files: [{ action: 'deploy', fileId }] };
    const checked = (await browser.request('POST', '/deployments/check', body)).json();
    expect(checked).toMatchObject({
      counts: { fits: 1, unfit: 1 },
      clients: [
        {
          model: 'OpenStage 40',
          verdict: 'unfit',
          files: [
            {
              reason: {
                en: expect.stringMatching(/^OpenStage 40 cannot read the address of “logo\.png”/),
                de: expect.stringContaining('Dateiserver'),
              },
            },
          ],
        },
        { model: 'CP710', verdict: 'fits' },
      ],
    });
    expect((await orderFor(ids, fileId)).json()).toMatchObject({ code: 'job.unfit_clients' });
    const ordered = await orderFor(ids, fileId, { skipUnfit: true });
    expect(ordered.statusCode, ordered.body).toBe(202);
    expect(await reasonsOf(ordered.json<{ id: string }>().id)).toMatchObject([
      ['waiting', undefined],
      ['failed', { cause: 'file.server_off' }],
    ]);
  });

  test('what lies at a web server that wants a user is refused for all phones', async () => {
    const ids = await clientsOf('CP710', 'OpenStage 40');
    const provider = await folder({ user: 'fleet', secret: 'Open-Sesame-9' });
    const fileId = await aFileAt(provider, 'logo.png');
    const refused = await orderFor(ids, fileId, { skipUnfit: true });
    expect(refused.json()).toMatchObject({
      code: 'job.unfit_clients',
      errors: [
        {
          code: 'file.server_off',
          text: {
            en: expect.stringContaining('wants a user, which phones cannot be'),
            de: expect.stringContaining('Telefone können sich dort nicht anmelden'),
          },
        },
      ],
    });
    expect(refused.body).not.toContain('Sesame');
    await serverEnabled(true);
    expect((await orderFor(ids, fileId)).statusCode).toBe(202);
  });

  test('what lies at a web server that phones reach themselves is taken', async () => {
    const ids = await clientsOf('CP710', 'OpenStage 40');
    const fileId = await aFileAt(await folder(), 'logo.png');
    expect((await orderFor(ids, fileId)).statusCode).toBe(202);
  });

  test('an order that was given before ends when it begins, with the reason', async () => {
    await serverEnabled(true);
    const [id = ''] = await clientsOf('CP710');
    const scheduledAt = new Date(server.context.clock.now().getTime() + 3_600_000).toISOString();
    const ordered = await orderFor([id], await anUploadedFile(), { scheduledAt });
    expect(ordered.statusCode, ordered.body).toBe(202);
    await serverEnabled(false);
    const { id: jobId } = ordered.json<{ id: string }>();
    await startJob(server.context, jobId);
    expect(await reasonsOf(jobId)).toMatchObject([['failed', { cause: 'file.server_off' }]]);
  });
});
