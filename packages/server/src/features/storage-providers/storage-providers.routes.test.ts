import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { freePort } from '../../../test/support/child-process.ts';
import { S3_USER, type StorageServer, startNginx, startS3 } from '../../../test/support/storage-servers.ts';
import { readAddressRange } from '../../infra/addresses/index.ts';
import { createProviderUrls, findProviderHurdles } from './index.ts';
import type { StorageProvider } from './storage-providers.schema.ts';

let server: TestAdminApi;
let browser: Browser;
let s3: StorageServer;
let nginx: StorageServer;
beforeAll(async () => {
  const loopback = readAddressRange('127.0.0.0/8');
  [server, s3, nginx] = await Promise.all([
    startAdminApi({ outboundAllow: loopback === undefined ? [] : [loopback] }),
    startS3(),
    startNginx(),
  ]);
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(async () => {
  await Promise.all([server.close(), s3.stop(), nginx.stop()]);
});
beforeEach(() => server.database.pool.query('delete from storage_providers; delete from settings'));

const bucket = (more: object = {}) => ({
  type: 's3',
  name: 'Bucket',
  url: s3.url,
  region: 'eu-central-1',
  bucket: 'phones',
  pathStyle: true,
  ca: s3.certificate,
  ...S3_USER,
  ...more,
});
const folder = (more: object = {}) => ({
  type: 'https',
  name: 'Folder',
  url: nginx.url,
  ca: nginx.certificate,
  ...more,
});

async function add(body: object): Promise<StorageProvider> {
  const response = await browser.request('POST', '/storage-providers', body);
  expect(response.statusCode, response.body).toBe(201);
  return response.json<StorageProvider>();
}

async function change(provider: StorageProvider, body: object, ifMatch = `"${provider.version}"`) {
  return browser.request('PATCH', `/storage-providers/${provider.id}`, body, { 'if-match': ifMatch });
}

const sealedOf = async (id: string) => {
  const { rows } = await server.database.pool.query<{ sealed_secret: string }>(
    'select sealed_secret from storage_providers where id = $1',
    [id],
  );
  return rows[0]?.sealed_secret ?? '';
};

describe('adding a provider', () => {
  test('keeps what was said of it, its secret sealed, and never answers that', async () => {
    const provider = await add(bucket({ name: ' Bucket ' }));
    expect(provider).toMatchObject({
      type: 's3',
      name: 'Bucket',
      address: new URL(s3.url).host,
      bucket: 'phones',
      user: S3_USER.user,
      hasSecret: true,
      files: 0,
      scan: null,
      schedule: { kind: 'never' },
      createdBy: 'admin',
    });
    expect(provider).not.toHaveProperty('secret');
    expect(await sealedOf(provider.id)).toMatch(/^v1\./);
    expect(server.context.secrets.open(await sealedOf(provider.id))).toBe(S3_USER.secret);
    const listed = await browser.request('GET', '/storage-providers');
    expect(listed.json()).toMatchObject({ total: 1, items: [{ id: provider.id }] });
    expect(listed.body).not.toContain('ecret":"');
  });

  test('is refused with field and reason when the connection fails, and stores nothing', async () => {
    const response = await browser.request('POST', '/storage-providers', bucket({ bucket: 'nothing' }));
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      code: 'storage_provider.connection_failed',
      errors: [
        {
          field: 'bucket',
          code: 'storage_provider.bucket',
          text: { de: expect.stringContaining('gibt es keinen Bucket „nothing“') },
        },
      ],
    });
    expect((await browser.request('GET', '/storage-providers')).json()).toMatchObject({ total: 0 });
  });

  test('is possible without trying the connection', async () => {
    const url = `https://127.0.0.1:${await freePort()}/`;
    expect(await add(folder({ url, validate: false }))).toMatchObject({ url });
  });

  test('names every field that is wrong at once', async () => {
    const wrong = bucket({
      url: 'http://u:p@store.example.org/x?y',
      bucket: 'a',
      region: '',
      user: '',
      ca: 'no PEM',
    });
    const response = await browser.request('POST', '/storage-providers', wrong);
    const { code, errors } = response.json<{ code: string; errors: { field: string; text: object }[] }>();
    expect(code).toBe('request.invalid');
    expect(new Set(errors.map(({ field }) => field))).toEqual(
      new Set(['url', 'bucket', 'region', 'user', 'ca']),
    );
    expect(errors.every(({ text }) => 'de' in text && 'en' in text)).toBe(true);
  });

  test('never reaches the server itself through a name or a number', async () => {
    for (const url of [
      'https://169.254.169.254/',
      'https://[::1]/',
      'https://[::ffff:169.254.169.254]/',
      'https://0/',
    ]) {
      const response = await browser.request('POST', '/storage-providers', folder({ url, ca: '' }));
      expect(response.json()).toMatchObject({
        code: 'storage_provider.connection_failed',
        errors: [{ field: 'url', code: 'storage_provider.forbidden_address' }],
      });
    }
  });

  test('wants a name of its own', async () => {
    await add(folder({ name: 'Firmware' }));
    const response = await browser.request('POST', '/storage-providers', folder({ name: 'FIRMWARE' }));
    expect(response.statusCode).toBe(409);
    expect(response.json()).toMatchObject({
      code: 'storage_provider.name_taken',
      errors: [{ field: 'name' }],
    });
  });

  test('takes a certificate that nobody trusts when the settings say so', async () => {
    expect((await browser.request('POST', '/storage-providers', folder({ ca: '' }))).json()).toMatchObject({
      errors: [{ field: 'ca', code: 'storage_provider.tls' }],
    });
    const settings = { storageProviders: { verifyTls: false } };
    expect((await browser.request('PATCH', '/settings', settings)).json()).toMatchObject(settings);
    await add(folder({ ca: '' }));
  });
});

describe('changing a provider', () => {
  test('keeps the secret unless a new one is given', async () => {
    const provider = await add(bucket());
    const before = await sealedOf(provider.id);
    const renamed = await change(provider, { name: 'Other', prefix: 'firmware/' });
    expect(renamed.statusCode, renamed.body).toBe(200);
    expect(server.context.secrets.open(await sealedOf(provider.id))).toBe(S3_USER.secret);
    const again = await change(renamed.json<StorageProvider>(), { secret: 'another', validate: false });
    expect(again.statusCode, again.body).toBe(200);
    expect(server.context.secrets.open(await sealedOf(provider.id))).toBe('another');
    expect(before).not.toBe(await sealedOf(provider.id));
  });

  test('gives the stored secret to no other server', async () => {
    const provider = await add(bucket());
    const moved = await change(provider, { url: 'https://other.example.org/', validate: false });
    expect(moved.json()).toMatchObject({
      errors: [{ field: 'secret', code: 'storage_provider.secret_needed' }],
    });
    const tried = await browser.request('POST', '/storage-providers/validate', {
      id: provider.id,
      url: 'https://other.example.org/',
    });
    expect(tried.json()).toMatchObject({ errors: [{ field: 'secret' }] });
  });

  test('is refused when somebody else was faster', async () => {
    const provider = await add(folder());
    await change(provider, { name: 'First' });
    const second = await change(provider, { name: 'Second' });
    expect(second.statusCode).toBe(412);
    expect(second.json()).toMatchObject({ code: 'request.outdated', current: { state: { name: 'First' } } });
    expect(
      (await browser.request('PATCH', `/storage-providers/${provider.id}`, { name: 'Third' })).statusCode,
    ).toBe(428);
  });

  test('makes another type of it, and what belonged to the first one is gone', async () => {
    const provider = await add(bucket());
    const response = await change(provider, folder({ user: '', name: 'Now a folder' }));
    expect(response.json()).toMatchObject({
      type: 'https',
      bucket: '',
      region: '',
      pathStyle: false,
      hasSecret: false,
    });
  });
});

describe('trying a connection', () => {
  test('says that it works, or the field and the reason in both languages', async () => {
    const tried = async (body: object) =>
      (await browser.request('POST', '/storage-providers/validate', body)).json();
    const { name: _name, ...place } = bucket();
    expect(await tried(place)).toEqual({ works: true, problem: null });
    expect(await tried({ ...place, user: 'NOBODY' })).toMatchObject({
      works: false,
      problem: {
        kind: 'credentials',
        field: 'user',
        text: {
          en: expect.stringContaining('does not know the access key NOBODY'),
          de: expect.stringContaining('kennt den'),
        },
      },
    });
    expect((await browser.request('GET', '/storage-providers')).json()).toMatchObject({ total: 0 });
  });

  test('uses the stored secret of a provider', async () => {
    const provider = await add(bucket());
    const response = await browser.request('POST', '/storage-providers/validate', { id: provider.id });
    expect(response.json()).toEqual({ works: true, problem: null });
  });
});

describe('the list', () => {
  test('is sorted, searched and filtered by type', async () => {
    const elsewhere = { url: 'https://files.example.org/', ca: '', validate: false };
    await add(folder({ name: 'Alpha', ...elsewhere }));
    await add(bucket({ name: 'beta', validate: false }));
    await add(folder({ name: 'Gamma', ...elsewhere }));
    const names = async (query: string) =>
      (await browser.request('GET', `/storage-providers?${query}`))
        .json<{ items: StorageProvider[] }>()
        .items.map(({ name }) => name);
    expect(await names('')).toEqual(['Alpha', 'beta', 'Gamma']);
    expect(await names('order=desc')).toEqual(['Gamma', 'beta', 'Alpha']);
    expect(await names('sort=type')).toEqual(['Alpha', 'Gamma', 'beta']);
    expect(await names('sort=address&order=desc')).toEqual(['Gamma', 'Alpha', 'beta']);
    for (const sort of ['files', 'scannedAt', 'updatedAt'])
      expect(await names(`sort=${sort}`)).toHaveLength(3);
    expect(await names('type=s3')).toEqual(['beta']);
    expect(await names('search=EXAMPLE.org')).toEqual(['Alpha', 'Gamma']);
    expect(await names('search=mm')).toEqual(['Gamma']);
    expect(await names('page=2&pageSize=2')).toEqual(['Gamma']);
  });
});

describe('deleting providers', () => {
  const aFile = async (providerId: string, name: string) => {
    const { rows } = await server.database.pool.query<{ id: string }>(
      `insert into files (name, type, size, store, provider_id, provider_key, created_at, seen_at)
       values ($2, 'ringtone', 1, 'provider', $1, $2, now(), now()) returning id`,
      [providerId, name],
    );
    return rows[0]?.id ?? '';
  };

  test('takes their files along', async () => {
    const [one, two] = [await add(folder({ name: 'One' })), await add(folder({ name: 'Two' }))];
    await aFile(one.id, 'a.mp3');
    expect((await browser.request('GET', `/storage-providers/${one.id}`)).json()).toMatchObject({ files: 1 });
    const response = await browser.request('POST', '/storage-providers/delete', {
      ids: [one.id, two.id, '99999'],
    });
    expect(response.json()).toEqual({ deleted: 2 });
    const { rows } = await server.database.pool.query('select from files');
    expect(rows).toHaveLength(0);
    const again = await browser.request('DELETE', `/storage-providers/${one.id}`, undefined, {
      'if-match': '*',
    });
    expect(again.statusCode).toBe(404);
  });

  test('needs the state that was seen, and says who has changed it since', async () => {
    const { id } = await add(folder({ name: 'One' }));
    const path = `/storage-providers/${id}`;
    const change = { name: 'Another', validate: false };
    expect((await browser.request('PATCH', path, change, { 'if-match': '"1"' })).statusCode).toBe(200);
    expect((await browser.request('DELETE', path)).statusCode).toBe(428);
    const late = await browser.request('DELETE', path, undefined, { 'if-match': '"1"' });
    expect(late.statusCode).toBe(412);
    expect(late.json()).toMatchObject({
      code: 'request.outdated',
      current: { changedBy: 'admin', etag: '"2"', state: { name: 'Another' } },
    });
    expect((await browser.request('DELETE', path, undefined, { 'if-match': '"2"' })).statusCode).toBe(204);
  });

  test('is refused while a template uses a file of one, and then deletes none', async () => {
    const [one, two] = [await add(folder({ name: 'One' })), await add(folder({ name: 'Two' }))];
    const template = (
      await browser.request('POST', '/templates', { type: 'default', name: 'Lobby phones' })
    ).json<{ id: string }>();
    await server.database.pool.query('insert into template_files (template_id, file_id) values ($1, $2)', [
      template.id,
      await aFile(two.id, 'b.mp3'),
    ]);
    const response = await browser.request('POST', '/storage-providers/delete', { ids: [one.id, two.id] });
    expect(response.statusCode).toBe(409);
    expect(response.json()).toMatchObject({
      code: 'storage_provider.in_use',
      detail: 'Files of “Two” are in use by the template “Lobby phones”: take them out there first.',
    });
    expect((await browser.request('GET', '/storage-providers')).json()).toMatchObject({ total: 2 });
  });
});

test('phones get a presigned URL of a bucket and a direct one of a web server', async () => {
  const urls = createProviderUrls(server.context);
  const [one, two] = [await add(bucket()), await add(folder())];
  expect(await urls.urlOf(one.id, 'a b.img', 600)).toMatch(/\/phones\/a%20b\.img\?.*X-Amz-Expires=600/);
  expect(await urls.urlOf(two.id, 'a b.img', 600)).toBe(`${nginx.url}a%20b.img`);
  const priv = await add(folder({ name: 'Private', user: 'u', secret: 'p', validate: false }));
  expect(await findProviderHurdles(server.database.pool, [one.id, two.id, priv.id])).toEqual(
    new Map([
      [one.id, 'ampersand'],
      [priv.id, 'sign-in'],
    ]),
  );
  expect(await urls.urlOf(priv.id, 'a.img', 60)).not.toContain('u:p');
  await expect(urls.urlOf('99999', 'a.img', 600)).rejects.toMatchObject({
    code: 'storage_provider.not_found',
  });
});

test('nothing of a secret is in the log', () => {
  expect(server.logged()).not.toContain('"secret":"S3RVER"');
});
