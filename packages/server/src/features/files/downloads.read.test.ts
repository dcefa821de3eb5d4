import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';

interface Listed {
  readonly items: {
    readonly fileName: string;
    readonly jobId: string | null;
    readonly endedAt: string | null;
  }[];
  readonly total: number;
}

let server: TestAdminApi;
let browser: Browser;
const ids = { phone: '', other: '', file: '', job: '' };
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
  const { pool } = server.database;
  const idOf = async (text: string, values: readonly unknown[] = []) =>
    (await pool.query<{ id: string }>(text, [...values])).rows[0]?.id ?? '';
  ids.phone = await aClient(pool, { said: { e164: '4989700740011' } });
  ids.other = await aClient(pool, { said: { e164: '4989700740022' } });
  const content = await idOf('insert into file_contents (created_at) values (now()) returning id');
  ids.file = await idOf(
    `insert into files (name, type, size, store, content_id, created_at)
     values ('cp.img', 'software', 300, 'database', $1, now()) returning id`,
    [content],
  );
  ids.job = await idOf(
    `insert into jobs (type, state, initiator_name, payload, created_at, planned_at, timeout_seconds, target_count)
     values ('deploy-files', 'active', 'admin', '{}', now(), now(), 60, 1) returning id`,
  );
  const target = await idOf(
    `insert into job_targets (job_id, client_id, device_id, e164, device_type, model, state, open, created_at, updated_at)
     values ($1, $2, '', '', '', '', 'waiting', true, now(), now()) returning id`,
    [ids.job, ids.phone],
  );
  const download = async (
    name: string,
    facts: {
      file?: string;
      client: string;
      target?: string;
      state: string;
      bytes: number;
      minutesAgo: number;
    },
  ) =>
    pool.query(
      `insert into file_downloads (id, file_id, file_name, size, client_id, target_id, address, range_start, bytes, state,
         started_at, updated_at, ended_at)
       select gen_random_uuid(), $1, $2, 300, $3, $4, '192.0.2.1', 0, $5, $6::text, at, at, case when $6 <> 'running' then at end
       from (select now() - make_interval(mins => $7) as at) t`,
      [
        facts.file ?? null,
        name,
        facts.client,
        facts.target ?? null,
        facts.bytes,
        facts.state,
        facts.minutesAgo,
      ],
    );
  await download('cp.img', {
    file: ids.file,
    client: ids.phone,
    target,
    state: 'completed',
    bytes: 300,
    minutesAgo: 30,
  });
  await download('cp.img', {
    file: ids.file,
    client: ids.other,
    state: 'running',
    bytes: 100,
    minutesAgo: 20,
  });
  // Of a file that was deleted since.
  await download('logo.png', { client: ids.phone, state: 'broken-off', bytes: 200, minutesAgo: 10 });
});
afterAll(() => server.close());

async function list(query: string): Promise<Listed> {
  const response = await browser.request('GET', `/file-downloads${query}`);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<Listed>();
}
/** What is listed, as name and bytes. */
const shown = async (query: string) =>
  (await list(query)).items.map((item) => {
    const { fileName, bytes } = item as typeof item & { bytes: number };
    return `${fileName} ${bytes}`;
  });

describe('downloads', () => {
  test('are listed, the latest first', async () => {
    expect(await shown('')).toEqual(['logo.png 200', 'cp.img 100', 'cp.img 300']);
    expect((await list('')).items).toMatchObject([
      { jobId: null, fileId: null, state: 'broken-off', e164: '4989700740011' },
      { jobId: null, fileId: ids.file, state: 'running', endedAt: null },
      { jobId: ids.job, fileId: ids.file, state: 'completed', clientId: ids.phone },
    ]);
  });

  test.each([
    ['of a client', () => `clientId=${ids.phone}`, ['logo.png 200', 'cp.img 300']],
    ['of a file', () => `fileId=${ids.file}`, ['cp.img 100', 'cp.img 300']],
    ['of a job', () => `jobId=${ids.job}`, ['cp.img 300']],
    ['that are running', () => 'state=running', ['cp.img 100']],
    ['that were broken off', () => 'state=broken-off', ['logo.png 200']],
    ['of a file and a client', () => `fileId=${ids.file}&clientId=${ids.other}`, ['cp.img 100']],
    ['by name', () => 'search=LOGO', ['logo.png 200']],
    ['by number', () => 'search=740022', ['cp.img 100']],
    ['by a percent sign as such', () => 'search=%25', []],
    ['by nothing that is there', () => 'search=nothing', []],
  ])('are filtered: those %s', async (_which, query, expected) => {
    expect(await shown(`?${query()}`)).toEqual(expected);
    expect((await list(`?${query()}`)).total).toBe(expected.length);
  });

  test.each([
    ['startedAt', 'asc', ['cp.img 300', 'cp.img 100', 'logo.png 200']],
    ['bytes', 'desc', ['cp.img 300', 'logo.png 200', 'cp.img 100']],
    ['state', 'asc', ['logo.png 200', 'cp.img 300', 'cp.img 100']],
  ])('are sorted by %s, %s', async (sort, order, expected) => {
    expect(await shown(`?sort=${sort}&order=${order}`)).toEqual(expected);
  });

  test('come in pages', async () => {
    const page = await list('?page=2&pageSize=2');
    expect(page.items).toHaveLength(1);
    expect(page.total).toBe(3);
  });

  test('in a state that there is not are refused', async () => {
    const response = await browser.request('GET', '/file-downloads?state=lost');
    expect(response.json()).toMatchObject({ code: 'request.invalid', errors: [{ field: 'state' }] });
  });
});
