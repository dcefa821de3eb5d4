import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { mergeReportedItems, setDesired } from '../values/index.ts';
import { moveContent } from './moved-content.queries.ts';
import { deliverTemplate } from './settle.service.ts';
import type { Template } from './templates.schema.ts';

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());

let count = 0;
const aName = () => {
  count += 1;
  return `Template ${count}`;
};

async function aTemplate(said: object = {}, values: readonly object[] = []): Promise<Template> {
  const made = await browser.request('POST', '/templates', { type: 'default', name: aName(), ...said });
  expect(made.statusCode, made.body).toBe(201);
  const template = made.json<Template>();
  if (values.length === 0) return template;
  return (await fill(template, values)).template;
}

async function fill(template: Pick<Template, 'id' | 'version'>, values: readonly object[]) {
  const answer = await browser.request(
    'PATCH',
    `/templates/${template.id}/content`,
    { values },
    { 'if-match': `"${template.version}"` },
  );
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ template: Template; job: object | null }>();
}

async function get<Body>(path: string): Promise<Body> {
  const response = await browser.request('GET', path);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<Body>();
}

interface Value {
  readonly item: string;
  readonly value: string | null;
}
const contentOf = async ({ id }: Pick<Template, 'id'>) =>
  (await get<{ values: Value[] }>(`/templates/${id}/content`)).values;

async function aFile(name: string): Promise<string> {
  const { rows } = await server.database.pool.query<{ id: string }>(
    `with content as (insert into file_contents (created_at) values (now()) returning id)
     insert into files (name, type, size, store, content_id, created_at)
     select $1, 'logo', 10, 'database', id, now() from content returning id`,
    [name],
  );
  return rows[0]?.id ?? '';
}

async function withFiles({ id }: Pick<Template, 'id'>, files: readonly object[]): Promise<void> {
  const answer = await browser.request('PUT', `/templates/${id}/files`, { files }, { 'if-match': '*' });
  expect(answer.statusCode, answer.body).toBe(200);
}

const server1 = { item: 'reg-addr', value: '192.0.2.20' };

describe('a template', () => {
  test('is made with ranking 1 for all phones, and without content', async () => {
    const response = await browser.request('POST', '/templates', { type: 'onboarding', name: 'Reception' });
    expect(response.statusCode).toBe(201);
    expect(response.headers['etag']).toBe('"1"');
    expect(response.json()).toMatchObject({
      type: 'onboarding',
      name: 'Reception',
      description: '',
      ranking: 1,
      models: [],
      softwareTypes: [],
      softwareUpdate: 'disabled',
      valueCount: 0,
      usage: { groups: [], chosenClients: 0, clients: 0 },
      version: 1,
      updatedBy: 'admin',
    });
  });

  test('has a name that no other one has, in whatever case', async () => {
    const { name } = await aTemplate();
    const again = await browser.request('POST', '/templates', { type: 'default', name: name.toUpperCase() });
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({
      code: 'template.name_taken',
      errors: [{ field: 'name', text: { de: expect.stringContaining('gibt es schon') } }],
    });
    const other = await aTemplate();
    const renamed = await browser.request('PATCH', `/templates/${other.id}`, { name }, { 'if-match': '"1"' });
    expect(renamed.json()).toMatchObject({ code: 'template.name_taken' });
  });

  test.each([
    [{ name: ' ' }],
    [{ name: 'x'.repeat(101) }],
    [{ ranking: 0 }],
    [{ ranking: 1_000 }],
    [{ softwareTypes: ['H323'] }],
    [{ softwareUpdate: 'sometimes' }],
    [{ type: 'other' }],
  ])('is refused with %j', async (said) => {
    const response = await browser.request('POST', '/templates', { type: 'default', name: aName(), ...said });
    expect(response.json()).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  test('keeps what a change does not name', async () => {
    const template = await aTemplate({ ranking: 7, models: ['CP710'] });
    const changed = await browser.request(
      'PATCH',
      `/templates/${template.id}`,
      { description: 'At the door', softwareTypes: ['SIP'] },
      { 'if-match': '"1"' },
    );
    expect(changed.headers['etag']).toBe('"2"');
    expect(changed.json()).toMatchObject({
      ranking: 7,
      models: ['CP710'],
      softwareTypes: ['SIP'],
      description: 'At the door',
      version: 2,
    });
  });

  test('is found by name, type and what it is for, sorted and in pages', async () => {
    const mark = aName().replace(' ', '-');
    await aTemplate({ name: `${mark} b`, ranking: 1, models: ['CP410'] });
    await aTemplate({ name: `${mark} a`, ranking: 2, type: 'onboarding' });
    await aTemplate({ name: `${mark} C`, ranking: 3, softwareTypes: ['HFA'] });
    const names = async (query: string) => {
      const page = await get<{ items: Template[]; total: number }>(`/templates?search=${mark}${query}`);
      return [page.total, ...page.items.map(({ name }) => name.slice(-1))];
    };
    expect(await names('')).toEqual([3, 'a', 'b', 'C']);
    expect(await names('&sort=ranking&order=desc')).toEqual([3, 'C', 'a', 'b']);
    expect(await names('&pageSize=1&page=2')).toEqual([3, 'b']);
    expect(await names('&type=onboarding')).toEqual([1, 'a']);
    expect(await names('&model=CP410')).toEqual([3, 'a', 'b', 'C']);
    expect(await names('&model=CP710')).toEqual([2, 'a', 'C']);
    expect(await names('&softwareType=SIP')).toEqual([2, 'a', 'b']);
  });
});

describe('a change by two administrators', () => {
  test('is refused to the second one, who is shown what is there now, by whom and since when', async () => {
    const template = await aTemplate();
    const path = `/templates/${template.id}`;
    await browser.request('PATCH', path, { ranking: 2 }, { 'if-match': '"1"' });
    const late = await browser.request('PATCH', path, { ranking: 3 }, { 'if-match': '"1"' });
    expect(late.statusCode).toBe(412);
    expect(late.json()).toMatchObject({
      code: 'request.outdated',
      current: { etag: '"2"', changedBy: 'admin', changedAt: expect.any(String), state: { ranking: 2 } },
    });
    expect(await get(path)).toMatchObject({ ranking: 2 });
  });

  test.each(['PATCH', 'DELETE'] as const)('is refused by %s without If-Match', async (method) => {
    const template = await aTemplate();
    const body = method === 'PATCH' ? { ranking: 3 } : undefined;
    const response = await browser.request(method, `/templates/${template.id}`, body);
    expect(response.statusCode).toBe(428);
    expect(response.json()).toMatchObject({
      code: 'request.precondition_required',
      current: { state: { id: template.id } },
    });
  });

  test('is refused of the content as well', async () => {
    const template = await aTemplate({}, [server1]);
    const late = await browser.request(
      'PATCH',
      `/templates/${template.id}/content`,
      { values: [{ item: 'reg-addr', value: '192.0.2.66' }] },
      { 'if-match': '"1"' },
    );
    expect(late.statusCode).toBe(412);
    expect(await contentOf(template)).toMatchObject([{ value: '192.0.2.20' }]);
  });
});

describe('the content of a template', () => {
  test('is set and taken out value by value, with secrets that nobody sees', async () => {
    const template = await aTemplate({}, [server1, { item: 'sip-pwd', value: 'Geheim-4711' }]);
    expect(template).toMatchObject({ valueCount: 2, version: 2 });
    expect(await contentOf(template)).toMatchObject([
      { item: 'reg-addr', value: '192.0.2.20', secret: false },
      { item: 'sip-pwd', value: null, secret: true },
    ]);
    await fill(template, [{ item: 'reg-addr', value: null }]);
    expect(await contentOf(template)).toMatchObject([{ item: 'sip-pwd' }]);
    const stored = await server.database.pool.query('select v::text from template_values v');
    expect(JSON.stringify(stored.rows)).not.toContain('Geheim-4711');
    expect(server.logged()).not.toContain('Geheim-4711');
  });

  test('stays as it is when the same is set again', async () => {
    const values = [server1, { item: 'sip-pwd', value: 'Geheim-4711' }];
    const template = await aTemplate({}, values);
    expect(await fill(template, values)).toMatchObject({ template: { version: 2 }, job: null });
  });

  test('is checked like an order: one wrong value changes nothing', async () => {
    const template = await aTemplate();
    const response = await browser.request(
      'PATCH',
      `/templates/${template.id}/content`,
      { values: [server1, { item: 'reg-port', value: '70000' }, { item: 'mac-addr', value: 'x' }] },
      { 'if-match': '"1"' },
    );
    expect(response.json()).toMatchObject({
      status: 400,
      code: 'job.invalid_value',
      errors: [
        { field: 'values.1.value', code: 'parameter.out_of_range' },
        { field: 'values.2.item', code: 'parameter.read_only' },
      ],
    });
    expect(await contentOf(template)).toEqual([]);
  });

  test('is duplicated with its secrets', async () => {
    const template = await aTemplate({ ranking: 4 }, [server1, { item: 'sip-pwd', value: 'Geheim-4711' }]);
    const name = aName();
    const response = await browser.request('POST', `/templates/${template.id}/duplicate`, { name });
    expect(response.statusCode, response.body).toBe(201);
    const copy = response.json<Template>();
    expect(copy).toMatchObject({ name, ranking: 4, valueCount: 2, version: 1 });
    const compared = await get<{ values: object[] }>(
      `/templates/compare?first=${template.id}&second=${copy.id}`,
    );
    expect(compared.values).toMatchObject([{ differs: false }, { differs: false }]);
  });

  test('is compared with that of another template', async () => {
    const first = await aTemplate({}, [server1, { item: 'sip-pwd', value: 'Geheim-1' }]);
    const second = await aTemplate({}, [
      { item: 'reg-addr', value: '192.0.2.66' },
      { item: 'sip-pwd', value: 'Geheim-2' },
      { item: 'reg-port', value: '5060' },
    ]);
    const { values } = await get<{ values: object[] }>(
      `/templates/compare?first=${first.id}&second=${second.id}`,
    );
    expect(values).toMatchObject([
      { item: 'reg-addr', first: '192.0.2.20', second: '192.0.2.66', differs: true },
      { item: 'sip-pwd', secret: true, first: null, second: null, differs: true },
      { item: 'reg-port', firstSet: false, second: '5060', differs: true },
    ]);
  });

  test('is compared with its files as well, and they come with a copy', async () => {
    const [first, second] = [await aTemplate(), await aTemplate()];
    const [both, other, mine] = [await aFile('both.png'), await aFile('other.png'), await aFile('mine.png')];
    await withFiles(first, [{ fileId: both }, { fileId: other }, { fileId: mine }]);
    await withFiles(second, [{ fileId: both }, { fileId: other, action: 'delete' }]);
    const files = async (one: string, two: string) =>
      (await get<{ files: object[] }>(`/templates/compare?first=${one}&second=${two}`)).files;
    expect(await files(first.id, second.id)).toEqual([
      { fileId: other, name: 'other.png', first: 'deploy', second: 'delete', differs: true },
      { fileId: mine, name: 'mine.png', first: 'deploy', second: null, differs: true },
      { fileId: both, name: 'both.png', first: 'deploy', second: 'deploy', differs: false },
    ]);
    const copy = await browser.request('POST', `/templates/${first.id}/duplicate`, { name: aName() });
    expect(await files(first.id, copy.json<Template>().id)).toMatchObject(Array(3).fill({ differs: false }));
  });

  test('is made of what a client has, and says what it could not take', async () => {
    const clientId = await aClient(server.database.pool);
    await browser.request('POST', '/jobs', {
      type: 'configure',
      clients: { ids: [clientId] },
      values: [server1, { item: 'sip-pwd', value: 'Geheim-4711' }],
    });
    const response = await browser.request('POST', '/templates/from-client', {
      clientId,
      template: { type: 'default', name: aName() },
      values: [{ item: 'reg-addr' }, { item: 'sip-pwd' }, { item: 'reg-port', index: null }],
    });
    expect(response.statusCode, response.body).toBe(201);
    const { template, leftOut } = response.json<{ template: Template; leftOut: object[] }>();
    expect(leftOut).toEqual([{ item: 'reg-port', index: null, reason: 'not-reported' }]);
    expect(await contentOf(template)).toMatchObject([
      { item: 'reg-addr', value: '192.0.2.20' },
      { item: 'sip-pwd', secret: true },
    ]);
  });

  test('made of a client takes nothing from the mobile user who is logged on there', async () => {
    const { pool } = server.database;
    const catalog = server.context.catalog.current();
    const [first = '', second = '', third = ''] = catalog.parameters
      .filter(
        ({ scopes, index, type }) =>
          scopes.includes('user') &&
          scopes.includes('template') &&
          index.kind === 'single' &&
          type === 'boolean',
      )
      .map(({ item }) => item);
    const ofDevice =
      catalog.parameters.find(
        ({ scopes, index, type }) =>
          !scopes.includes('user') &&
          scopes.includes('template') &&
          index.kind === 'single' &&
          type === 'boolean',
      )?.item ?? '';
    const clientId = await aClient(pool, { said: { 'mobility-enabled': 'true' } });
    const made = await browser.request('POST', '/users', { e164: '4989700999', password: 'k7-Sparrow' });
    const { id: userId } = made.json<{ id: string }>();
    const users = { origin: 'user', sourceId: userId, ranking: 0, catalog } as const;
    const order = { clientIds: [clientId], accountId: null, jobId: null };
    await inTransaction(pool, async (tx) => {
      const report = [first, second, third, ofDevice].map((name) => ({ name, value: 'true' }));
      await mergeReportedItems(tx, new Map([[clientId, report]]), new Date(), catalog);
      const wanted = [first, second].map((name) => ({ name, value: 'true' }));
      await setDesired(tx, { ...order, values: wanted, source: users }, new Date());
      await setDesired(tx, { ...order, values: [{ name: first, value: 'false' }] }, new Date());
    });
    await pool.query(`insert into own_values (client_id, item, idx, value) values ($1, $2, -1, 'false')`, [
      clientId,
      second,
    ]);
    await pool.query('update users set client_id = $2, confirmed = true where id = $1', [userId, clientId]);
    await pool.query('update clients set mobility_enabled = true, mobility_state = 0 where id = $1', [
      clientId,
    ]);

    const response = await browser.request('POST', '/templates/from-client', {
      clientId,
      template: { type: 'default', name: aName() },
      values: [{ item: first }, { item: second }, { item: third }, { item: ofDevice }],
    });
    expect(response.statusCode, response.body).toBe(201);
    const { template, leftOut } = response.json<{ template: Template; leftOut: object[] }>();
    // What the client itself wants, and what the phone had before the user came.
    expect(await contentOf(template)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ item: first, value: 'false' }),
        expect.objectContaining({ item: second, value: 'false' }),
        expect.objectContaining({ item: ofDevice, value: 'true' }),
      ]),
    );
    expect(leftOut).toEqual([{ item: third, index: null, reason: 'of-user' }]);
  });

  test('will not reach phones that cannot take it, and its impact says how many those are', async () => {
    const { parameters } = server.context.catalog.current();
    const onlySip = parameters.find(
      ({ scopes, index, type, item }) =>
        scopes.includes('client-sip') &&
        scopes.includes('template') &&
        index.kind === 'single' &&
        type === 'boolean' &&
        server.context.catalog
          .current()
          .parametersForItem(item)
          .every((other) => !other.scopes.includes('client-hfa')),
    );
    const item = onlySip?.item ?? '';
    const clients = [
      await aClient(server.database.pool),
      await aClient(server.database.pool),
      await aClient(server.database.pool, { said: { 'software-type': 'Siemens HFA' } }),
    ];
    const template = await aTemplate();
    const order = { clients: { ids: clients } };
    const applied = await browser.request('POST', `/templates/${template.id}/apply`, order);
    expect(applied.statusCode, applied.body).toBe(202);
    const values = [{ item, value: 'true' }, server1];
    const impact = await browser.request('POST', `/templates/${template.id}/impact`, { values });
    expect(impact.json()).toMatchObject({
      clients: 3,
      affectedClients: 3,
      overriddenClients: 0,
      unfitClients: 1,
      unfitKinds: [
        {
          model: expect.any(String),
          softwareType: 'HFA',
          clients: 1,
          reason: { en: expect.stringContaining('phones with HFA'), de: expect.stringContaining('mit HFA') },
        },
      ],
      values: [
        { item, clients: 2, overridden: 0, unfit: 1 },
        { item: 'reg-addr', clients: 3, overridden: 0, unfit: 0 },
      ],
    });
    const alone = await browser.request('POST', `/templates/${template.id}/impact`, {
      values: [{ item, value: 'true' }],
    });
    expect(alone.json()).toMatchObject({ clients: 3, affectedClients: 2 });

    // What is delivered is what was said.
    await fill(await get<Template>(`/templates/${template.id}`), values);
    const delivery = { templateId: template.id, chooses: false, clientIds: clients };
    const context = { catalog: server.context.catalog.current(), by: 'admin', now: new Date() };
    await inTransaction(server.database.pool, (tx) => deliverTemplate(tx, delivery, context));
    const { rows } = await server.database.pool.query(
      'select client_id from desired_values where item = $1 and source_id = $2 order by client_id',
      [item, template.id],
    );
    expect(rows.map(({ client_id }) => client_id)).toEqual(clients.slice(0, 2));
  });
});

describe('a file of templates', () => {
  test('brings them elsewhere, without secrets, which it names', async () => {
    const template = await aTemplate({ description: 'At the door', ranking: 5 }, [
      server1,
      { item: 'sip-pwd', value: 'Geheim-4711' },
    ]);
    const file = await browser.request('GET', `/templates/export?ids=${template.id}`);
    expect(file.headers['content-disposition']).toContain('templates.json');
    expect(file.body).not.toContain('Geheim');
    const document = file.json<{ templates: { name: string }[] }>();
    expect(document.templates).toMatchObject([{ secretsLeftOut: [{ item: 'sip-pwd' }] }]);

    const taken = await browser.request('POST', '/templates/import', { document });
    expect(taken.json()).toMatchObject({
      code: 'template.import_refused',
      errors: [{ field: 'document.templates.0.name', code: 'template.name_taken' }],
    });
    const dry = await browser.request('POST', '/templates/import', { document, rename: true, dryRun: true });
    expect(dry.json()).toMatchObject({ created: [], names: [`${template.name} (2)`], secretsLeftOut: 1 });
    const made = await browser.request('POST', '/templates/import', { document, rename: true });
    const [copy] = made.json<{ created: Template[] }>().created;
    expect(copy).toMatchObject({ description: 'At the door', ranking: 5, valueCount: 1, type: 'default' });
  });

  test('names the files, and binds those of the same content elsewhere', async () => {
    const { pool } = server.database;
    const aFileWith = async (name: string, type: string, sha256: string | null) => {
      const { rows } = await pool.query<{ id: string }>(
        `with content as (insert into file_contents (created_at) values (now()) returning id)
         insert into files (name, type, size, sha256, store, content_id, created_at)
         select $1, $2, 10, $3, 'database', id, now() from content returning id`,
        [name, type, sha256],
      );
      return rows[0]?.id ?? '';
    };
    const sum = (digit: string) => digit.repeat(64);
    const template = await aTemplate();
    const kept = await aFileWith('logo.png', 'logo', sum('a'));
    const lost = [
      await aFileWith('bell.mp3', 'ringtone', sum('b')),
      await aFileWith('unread.mp3', 'ringtone', null),
    ];
    const place = async (id: string, fileIds: readonly string[]) => {
      const query = 'insert into template_files (template_id, file_id, place) values ($1, $2, $3)';
      for (const [at, fileId] of fileIds.entries()) await pool.query(query, [id, fileId, at]);
    };
    await place(template.id, [kept, ...lost]);
    const document = await get<{ templates: object[] }>(`/templates/export?ids=${template.id}`);
    const file = { softwareVersion: null, action: 'deploy' };
    expect(document.templates).toMatchObject([
      {
        files: [
          { name: 'logo.png', type: 'logo', sha256: sum('a'), ...file },
          { name: 'bell.mp3', type: 'ringtone', sha256: sum('b'), ...file },
          { name: 'unread.mp3', type: 'ringtone', sha256: null, ...file },
        ],
      },
    ]);
    await pool.query('delete from template_files where template_id = $1', [template.id]);
    await pool.query('delete from files where id = any($1::bigint[])', [lost]);
    // The same content for something else is not the same file.
    await aFileWith('bell.mp3', 'music-on-hold', sum('b'));
    const made = await browser.request('POST', '/templates/import', { document, rename: true });
    const name = `${template.name} (2)`;
    expect(made.json()).toMatchObject({
      created: [{ name, fileCount: 1 }],
      filesBound: 1,
      filesNotFound: [
        { template: name, name: 'bell.mp3', type: 'ringtone', sha256: sum('b'), ...file },
        { template: name, name: 'unread.mp3', sha256: null },
      ],
    });
    const [copy] = made.json<{ created: Template[] }>().created;
    const { rows } = await pool.query('select file_id from template_files where template_id = $1', [
      copy?.id,
    ]);
    expect(rows).toEqual([{ file_id: kept }]);
  });

  test('with one wrong value makes no template at all', async () => {
    const good = { type: 'default', name: aName(), values: [server1] };
    const bad = { type: 'default', name: aName(), values: [{ item: 'reg-port', value: '70000' }] };
    const document = { format: 'deskfleet-templates', version: 1, templates: [good, bad] };
    const response = await browser.request('POST', '/templates/import', { document });
    expect(response.json()).toMatchObject({
      code: 'template.import_refused',
      errors: [{ field: 'document.templates.1.values.0.value', code: 'parameter.out_of_range' }],
    });
    expect(await get(`/templates?search=${encodeURIComponent(good.name)}`)).toMatchObject({ total: 0 });
  });
});

describe('deleting templates', () => {
  test('removes them, and their names are free again', async () => {
    const template = await aTemplate();
    const path = `/templates/${template.id}`;
    expect((await browser.request('DELETE', path, undefined, { 'if-match': '"1"' })).statusCode).toBe(204);
    expect((await browser.request('GET', path)).statusCode).toBe(404);
    await aTemplate({ name: template.name });
  });

  test('is refused while one is in use, and then all stay', async () => {
    const [free, used] = [await aTemplate(), await aTemplate()];
    await browser.request('POST', '/groups', {
      name: 'Ward 3',
      templateIds: [used.id],
      filter: { match: 'all', e164: ['4989*'], addresses: [], clientTypes: [], serverAddresses: [] },
    });
    const ids = [free.id, used.id];
    const response = await browser.request('POST', '/templates/delete', { ids });
    expect(response.statusCode).toBe(409);
    expect(response.json()).toMatchObject({
      code: 'template.in_use',
      detail: expect.stringContaining('Ward 3'),
      errors: [{ field: used.id, text: { de: expect.stringContaining('der Gruppe „Ward 3“') } }],
    });
    expect(await get(`/templates/${free.id}`)).toMatchObject({ id: free.id });

    const forced = await browser.request('POST', '/templates/delete', { ids, withdraw: true });
    expect(forced.json()).toEqual({ deleted: 2 });
    expect(await get('/groups?search=Ward')).toMatchObject({ items: [{ templates: [] }] });
  });
});

describe('a template that Plug&Play clients are to get', () => {
  test('is in use, and is taken out of them when it is withdrawn', async () => {
    const template = await aTemplate();
    const prepared = await browser.request('POST', '/clients/plug-and-play', {
      e164: '4989700732406',
      templateId: template.id,
    });
    expect(prepared.statusCode, prepared.body).toBe(201);
    const { id } = prepared.json<{ id: string }>();
    const remove = (query: string) =>
      browser.request('DELETE', `/templates/${template.id}${query}`, undefined, { 'if-match': '*' });
    expect((await remove('')).json()).toMatchObject({
      code: 'template.in_use',
      detail: expect.stringContaining('one Plug&Play client'),
    });
    expect((await remove('?withdraw=true')).statusCode).toBe(204);
    expect(await get(`/clients/plug-and-play/${id}`)).toMatchObject({ templateId: null });
  });
});

describe('an item name that is corrected', () => {
  test('is corrected in templates as well, and a value that stands under the new name stays', async () => {
    const [template, both] = [
      await aTemplate({}, [{ item: 'reg-port', value: '5070' }]),
      await aTemplate({}, [
        { item: 'reg-port', value: '5070' },
        { item: 'reg-port-new', value: '5071' },
      ]),
    ];
    const before = (await contentOf(template)).map(({ item, value }) => [item, value]);
    expect(before).toEqual([['reg-port', '5070']]);
    const move = {
      item: 'reg-port',
      first: -1,
      last: -1,
      newItem: 'reg-port-new',
      newIdx: null,
      codes: { '5070': '5072' },
      softwareTypes: null,
    };
    await inTransaction(server.database.pool, (tx) => moveContent(tx, [move]));
    expect((await contentOf(template)).map(({ item, value }) => [item, value])).toEqual([
      ['reg-port-new', '5072'],
    ]);
    expect((await contentOf(both)).map(({ item, value }) => [item, value])).toEqual([
      ['reg-port-new', '5071'],
    ]);
  });
});
