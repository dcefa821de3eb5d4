import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { trimHistory } from './history.queries.ts';
import type { HistoryEntry, ValueChange } from './history.schema.ts';

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());

const short = (changes: readonly ValueChange[] = []) =>
  changes.map(({ parameterId, index, old, new: after }) => [parameterId, index, old, after]);

const LABEL = '7.7.2/fpk:label';
const label = (value: string | null) => ({ parameter: LABEL, index: 3, value });
const PASSWORD = '7.3.2/sip-credentials-password';
const LANGUAGE = '7.7.1/language';
const language = (value: string | null) => ({ parameter: LANGUAGE, value });

let number = 0;

async function aUser(): Promise<string> {
  number += 1;
  const response = await browser.request('POST', '/users', {
    e164: `49897001${String(number).padStart(4, '0')}`,
    password: '471100',
  });
  expect(response.statusCode, response.body).toBe(201);
  return response.json<{ id: string }>().id;
}

async function aTemplate(): Promise<string> {
  number += 1;
  const response = await browser.request('POST', '/templates', { type: 'default', name: `T ${number}` });
  expect(response.statusCode, response.body).toBe(201);
  return response.json<{ id: string }>().id;
}

const etagOf = async (path: string) => String((await browser.request('GET', path)).headers.etag);

const kinds = {
  users: { create: aUser, content: 'values', notFound: 'user.not_found' },
  templates: { create: aTemplate, content: 'content', notFound: 'template.not_found' },
} as const;

describe.each(['users', 'templates'] as const)('the history of %s', (path) => {
  const { create, content, notFound } = kinds[path];
  let id: string;
  beforeEach(async () => {
    id = await create();
  });

  const set = async (values: object[]) => {
    const etag = await etagOf(`/${path}/${id}`);
    const response = await browser.request(
      'PATCH',
      `/${path}/${id}/${content}`,
      { values },
      { 'if-match': etag },
    );
    expect(response.statusCode, response.body).toBe(200);
  };
  const history = async (query = '') => {
    const response = await browser.request('GET', `/${path}/${id}/history${query}`);
    expect(response.statusCode, response.body).toBe(200);
    return response.json<{ items: HistoryEntry[]; total: number }>();
  };
  const putBack = async (entry: string | undefined, query = '', etag?: string) =>
    browser.request(
      'POST',
      `/${path}/${id}/history/${entry}/put-back${query}`,
      {},
      { 'if-match': etag ?? (await etagOf(`/${path}/${id}`)) },
    );
  const wanted = async () => {
    const body = (await browser.request('GET', `/${path}/${id}/${content}`)).json();
    const values: { parameterId: string; index: number | null; value?: string; desired?: string }[] =
      body.items ?? body.values;
    return values.map((one) => [one.parameterId, one.index, one.desired ?? one.value]);
  };

  test('has who, when, old and new of every change, newest first, and goes with its element', async () => {
    expect(await history()).toMatchObject({ items: [], total: 0 });
    await set([label('Tor'), language('de')]);
    await set([label('Tür'), language(null)]);
    const { items, total } = await history();
    expect(total).toBe(2);
    expect(items[0]).toMatchObject({ by: 'admin', cause: 'configure', jobId: null, changeCount: 2 });
    expect(items.map(({ changes }) => short(changes))).toEqual([
      [
        [LABEL, 3, 'Tor', 'Tür'],
        [LANGUAGE, null, 'de', null],
      ],
      [
        [LABEL, 3, null, 'Tor'],
        [LANGUAGE, null, null, 'de'],
      ],
    ]);
    const one = await browser.request('GET', `/${path}/${id}/history/${items[1]?.id}`);
    expect(one.json()).toEqual(items[1]);
    const other = await create();
    expect((await browser.request('GET', `/${path}/${other}/history/${items[1]?.id}`)).json()).toMatchObject({
      code: 'history.not_found',
    });
    await browser.request('DELETE', `/${path}/${other}`, undefined, {
      'if-match': await etagOf(`/${path}/${other}`),
    });
    for (const below of ['', '/1', '/compare?from=1&to=2', '/1/way-back']) {
      const response = await browser.request('GET', `/${path}/${other}/history${below}`);
      expect(response.statusCode, below).toBe(404);
      expect(response.json()).toMatchObject({ code: notFound });
    }
  });

  test('is compared between two points', async () => {
    await set([label('Tor')]);
    await set([label('Tür'), language('de')]);
    await set([label('Tor')]);
    const ids = (await history()).items.map((entry) => entry.id).toReversed();
    const response = await browser.request(
      'GET',
      `/${path}/${id}/history/compare?from=${ids[0]}&to=${ids[2]}`,
    );
    expect(short(response.json<{ changes: ValueChange[] }>().changes)).toEqual([
      [LANGUAGE, null, null, 'de'],
    ]);
  });

  test('is put back, one change or all since then, after a look at what that changes', async () => {
    await set([label('Tor')]);
    await set([label('Tür'), language('de')]);
    await set([{ ...label('Keller'), index: 4 }]);
    const [, second] = (await history()).items;
    const look = async (query: string) => {
      const response = await browser.request('GET', `/${path}/${id}/history/${second?.id}/way-back${query}`);
      expect(response.statusCode, response.body).toBe(200);
      return short(response.json<{ changes: ValueChange[] }>().changes);
    };
    expect(await look('')).toEqual([
      [LABEL, 3, 'Tür', 'Tor'],
      [LANGUAGE, null, 'de', null],
    ]);
    expect(await look('?withLater=true')).toEqual([
      [LABEL, 3, 'Tür', 'Tor'],
      [LANGUAGE, null, 'de', null],
      [LABEL, 4, 'Keller', null],
    ]);
    const response = await putBack(second?.id);
    expect(response.statusCode, response.body).toBe(200);
    expect(await wanted()).toEqual([
      [LABEL, 3, 'Tor'],
      [LABEL, 4, 'Keller'],
    ]);
    expect((await history()).items[0]).toMatchObject({ cause: 'put-back', by: 'admin' });
    expect((await putBack(second?.id)).json()).toMatchObject({ code: 'history.nothing_to_put_back' });
    expect((await putBack(second?.id, '?withLater=true')).statusCode).toBe(200);
    expect(await wanted()).toEqual([[LABEL, 3, 'Tor']]);
  });

  test('is not put back over what somebody else has changed meanwhile', async () => {
    await set([label('Tor')]);
    const [first] = (await history()).items;
    const etag = await etagOf(`/${path}/${id}`);
    await set([label('Tür')]);
    const response = await putBack(first?.id, '', etag);
    expect(response.statusCode).toBe(412);
    expect(await wanted()).toEqual([[LABEL, 3, 'Tür']]);
  });

  test('never has secrets', async () => {
    await set([{ parameter: PASSWORD, value: 'Geheim-4711' }, label('Tor')]);
    await set([{ parameter: PASSWORD, value: 'Geheim-4712' }, label('Tür')]);
    const [last] = (await history()).items;
    expect(last?.changes[0]).toMatchObject({
      secret: true,
      old: null,
      new: null,
      oldSet: true,
      newSet: true,
    });
    const response = await putBack(last?.id);
    expect(response.json()).toMatchObject({ notPutBack: [{ parameterId: PASSWORD }] });
    const { rows } = await server.database.pool.query(
      'select items::text, old::text from value_history join value_changes c on c.id = change_id',
    );
    expect(JSON.stringify(rows)).not.toMatch(/Geheim|v1\./);
  });

  test('is bounded by number', async () => {
    for (const text of ['1', '2', '3']) await set([label(text)]);
    await trimHistory(server.database.pool, { entries: 2, since: new Date(0), settledBefore: new Date(0) });
    expect((await history()).items.map(({ changes }) => changes[0]?.new)).toEqual(['3', '2']);
  });
});

describe('the history of a template', () => {
  test('begins with what it was made with, by whom', async () => {
    const id = await aTemplate();
    await browser.request(
      'PATCH',
      `/templates/${id}/content`,
      { values: [label('Tor')] },
      { 'if-match': await etagOf(`/templates/${id}`) },
    );
    const client = await aClient(server.database.pool, { said: { 'software-type': 'SIP' } });
    await browser.request('POST', '/jobs', {
      type: 'configure',
      clients: { ids: [client] },
      values: [label('Hof')],
    });
    const copy = await browser.request('POST', `/templates/${id}/duplicate`, { name: `Copy ${id}` });
    const made = await browser.request('POST', '/templates/from-client', {
      clientId: client,
      template: { type: 'default', name: `Of ${client}` },
      values: [{ item: 'key-label-unicode', index: 3 }],
    });
    const document = (await browser.request('GET', `/templates/export?ids=${id}`)).json();
    const imported = await browser.request('POST', '/templates/import', { document, rename: true });
    for (const [made_, text] of [
      [copy.json<{ id: string }>().id, 'Tor'],
      [made.json<{ template: { id: string } }>().template.id, 'Hof'],
      [imported.json<{ created: { id: string }[] }>().created[0]?.id, 'Tor'],
    ]) {
      const { items } = (await browser.request('GET', `/templates/${made_}/history`)).json();
      expect(items).toMatchObject([
        { cause: 'created', by: 'admin', changes: [{ parameterId: LABEL, old: null, new: text }] },
      ]);
    }
  });

  test('names the job that brings a change to clients', async () => {
    const id = await aTemplate();
    const client = await aClient(server.database.pool, { said: { 'software-type': 'SIP' } });
    const change = async (value: string) =>
      (
        await browser.request(
          'PATCH',
          `/templates/${id}/content`,
          { values: [label(value)] },
          { 'if-match': await etagOf(`/templates/${id}`) },
        )
      ).json<{ job: { id: string } | null }>();
    await change('Tor');
    const applied = await browser.request('POST', `/templates/${id}/apply`, { clients: { ids: [client] } });
    expect(applied.statusCode, applied.body).toBe(202);
    const { job } = await change('Tür');
    const { items } = (await browser.request('GET', `/templates/${id}/history`)).json();
    expect(items).toMatchObject([{ jobId: job?.id ?? 'none' }, { jobId: null }]);
  });
});
