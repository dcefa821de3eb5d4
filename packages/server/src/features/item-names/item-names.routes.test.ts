import { parameters } from '@deskfleet/catalog';
import { Value } from 'typebox/value';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { CorrectionDocument } from './correction-document.ts';
import type { ItemName } from './item-names.schema.ts';
import { countRefusals } from './refusals.queries.ts';

const ROUTE = '7.6.5/ipv4-route-1-destination';
const OTHER_ROUTE = '7.6.5/ipv4-route-2-destination';
/** What the tests look at of a job. */
interface Job {
  readonly id: string;
  readonly values: readonly { readonly item: string; readonly parameterId: string | null }[];
}

const NOW = new Date('2026-03-02T08:00:00.000Z');

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());
afterEach(async () => {
  await importDocument({}, { replace: true });
  await server.database.pool.query('truncate item_refusals');
});

const path = (id: string) => `/item-names/${encodeURIComponent(id)}`;
const correct = (id: string, override: object) => browser.request('PUT', path(id), override);
const nameOf = async (id: string) => (await browser.request('GET', path(id))).json<ItemName>();
const listed = async (query = '') =>
  (await browser.request('GET', `/item-names?pageSize=100${query}`)).json<{
    items: ItemName[];
    total: number;
  }>();
const importDocument = (overrides: object, more: object = {}) =>
  browser.request('POST', '/item-names/import', {
    document: { format: 'deskfleet.item-names/1', overrides },
    ...more,
  });

function inferredChoice() {
  const found = parameters.find(
    ({ type, codesCertainty, purpose, values }) =>
      type === 'enum' && codesCertainty === 'inferred' && purpose === 'setting' && (values?.length ?? 0) > 2,
  );
  const [first, second] = found?.values ?? [];
  if (found === undefined || first === undefined || second === undefined) throw new RangeError('no choice');
  return { parameter: found, first, second };
}

describe('the list', () => {
  it('has every parameter, in the order of the catalog, page by page', async () => {
    const first = await listed();
    expect(first.total).toBe(parameters.length);
    expect(first.items.map(({ parameterId }) => parameterId)).toEqual(
      parameters.slice(0, 100).map(({ id }) => id),
    );
    const second = await listed('&page=2');
    expect(second.items[0]?.parameterId).toBe(parameters[100]?.id);
  });

  it('is searched by names, labels in both languages and ids', async () => {
    for (const search of ['route1-addr', 'IPv4 Route 1 destination', 'IPv4-Route 1: Ziel', ROUTE]) {
      const { items } = await listed(`&search=${encodeURIComponent(search)}`);
      expect(items.map(({ parameterId }) => parameterId)).toContain(ROUTE);
    }
    expect((await listed('&search=there%20is%20no%20such%20thing')).total).toBe(0);
  });

  it('shows only what is inferred, corrected or refused', async () => {
    const inferred = await listed('&state=inferred');
    expect(inferred.total).toBe(parameters.filter(({ certainty }) => certainty === 'inferred').length);
    expect((await listed('&state=corrected')).total).toBe(0);
    expect((await listed('&state=refused')).total).toBe(0);
    await correct(ROUTE, { item: 'static-route-1' });
    expect((await listed('&state=corrected')).items).toMatchObject([
      {
        parameterId: ROUTE,
        item: 'static-route-1',
        released: { item: 'route1-addr' },
        overriddenBy: 'admin',
      },
    ]);
  });
});

describe('a correction', () => {
  it('takes effect in the catalog of parameters, whose entity tag changes, and is put back again', async () => {
    const before = await browser.request('GET', '/parameters');
    const answer = await correct(ROUTE, { item: 'static-route-1', index: { kind: 'fixed', index: 1 } });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      item: 'static-route-1',
      index: { kind: 'fixed', index: 1 },
      certainty: 'certain',
      override: { item: 'static-route-1', index: { kind: 'fixed', index: 1 } },
    });
    const known = { 'if-none-match': String(before.headers.etag) };
    const after = await browser.request('GET', '/parameters', undefined, known);
    expect(after.statusCode).toBe(200);
    expect(after.headers.etag).not.toBe(before.headers.etag);
    const { version, items } = after.json<{ version: string; items: { id: string; item: string }[] }>();
    expect(version).not.toBe(before.json<{ version: string }>().version);
    expect(items.find(({ id }) => id === ROUTE)).toMatchObject({ item: 'static-route-1' });

    expect((await browser.request('DELETE', path(ROUTE))).statusCode).toBe(204);
    const again = await browser.request('GET', '/parameters', undefined, known);
    expect(again.statusCode).toBe(304);
    expect(await nameOf(ROUTE)).toMatchObject({ item: 'route1-addr', override: null, certainty: 'inferred' });
  });

  it('takes effect when values are ordered: the new name and code are known, the old ones are not', async () => {
    const clientId = await aClient(server.database.pool);
    const { parameter, first } = inferredChoice();
    await correct(parameter.id, { item: 'renamed-choice', codes: { [first.value]: '77' } });
    const index = parameter.index.kind === 'fixed' ? { index: parameter.index.index } : {};
    const order = (value: string) =>
      browser.request('POST', '/jobs', {
        type: 'configure',
        clients: { ids: [clientId] },
        values: [{ item: 'renamed-choice', ...index, value }],
      });
    expect((await order(first.wire)).json()).toMatchObject({ code: 'job.invalid_value' });
    const taken = await order('77');
    expect(taken.statusCode).toBe(202);
    expect(taken.json<Job>().values).toMatchObject([{ item: 'renamed-choice', parameterId: parameter.id }]);
    const { items } = (await browser.request('GET', `/clients/${clientId}/values`)).json<{
      items: { item: string; parameterId: string | null }[];
    }>();
    expect(items).toMatchObject([{ item: 'renamed-choice', parameterId: parameter.id }]);
  });

  it('moves what is wanted on clients and orders that wait to the new name, index and code, and back', async () => {
    const clientId = await aClient(server.database.pool);
    const { parameter, first, second } = inferredChoice();
    if (parameter.index.kind !== 'single') throw new RangeError('the test needs a single item');
    const job = await browser.request('POST', '/jobs', {
      type: 'configure',
      clients: { ids: [clientId] },
      values: [
        { item: parameter.item, value: first.wire },
        { item: 'reg-addr', value: '192.0.2.1' },
      ],
    });
    await correct(parameter.id, {
      item: 'other-choice',
      index: { kind: 'fixed', index: 4 },
      codes: { [first.value]: 'new-code' },
    });
    const wanted = async () =>
      (
        await server.database.pool.query(
          'select item, idx, value from desired_values where client_id = $1 order by item',
          [clientId],
        )
      ).rows;
    expect(await wanted()).toEqual([
      { item: 'other-choice', idx: 4, value: 'new-code' },
      { item: 'reg-addr', idx: -1, value: '192.0.2.1' },
    ]);
    const { id } = job.json<Job>();
    expect((await browser.request('GET', `/jobs/${id}`)).json<Job>().values).toMatchObject([
      { item: 'other-choice', index: 4, value: 'new-code', parameterId: parameter.id },
      { item: 'reg-addr', value: '192.0.2.1' },
    ]);
    await correct(parameter.id, { codes: { [second.value]: 'unrelated' } });
    expect((await wanted()).find(({ item }) => item !== 'reg-addr')).toEqual({
      item: parameter.item,
      idx: -1,
      value: first.wire,
    });
  });

  it('that says nothing else than this release is none', async () => {
    const answer = await correct(ROUTE, { item: 'route1-addr', index: { kind: 'single' } });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ override: null, overriddenAt: null });
  });

  it('can swap two names in one import, with what is wanted under them', async () => {
    const clientId = await aClient(server.database.pool);
    await browser.request('POST', '/jobs', {
      type: 'configure',
      clients: { ids: [clientId] },
      values: [
        { item: 'route1-addr', value: '192.0.2.1' },
        { item: 'route2-addr', value: '192.0.2.2' },
      ],
    });
    const answer = await importDocument({
      [ROUTE]: { item: 'route2-addr' },
      [OTHER_ROUTE]: { item: 'route1-addr' },
    });
    expect(answer.json()).toMatchObject({ added: [ROUTE, OTHER_ROUTE], errors: [] });
    const { rows } = await server.database.pool.query(
      'select item, value from desired_values where client_id = $1 order by item',
      [clientId],
    );
    expect(rows).toEqual([
      { item: 'route1-addr', value: '192.0.2.2' },
      { item: 'route2-addr', value: '192.0.2.1' },
    ]);
  });
});

describe('a correction that is not possible', () => {
  const { parameter, first, second } = inferredChoice();
  const column = parameters.find(
    ({ list, index, purpose }) => list !== null && index.kind === 'list' && purpose === 'setting',
  );
  const secret = parameters.find(
    ({ secret: isSecret, purpose, certainty }) =>
      isSecret && purpose === 'setting' && certainty === 'inferred',
  );
  it.each<[string, string, object, string, string]>([
    ['a name that another parameter has', ROUTE, { item: 'reg-addr' }, 'item', 'item_name.duplicate'],
    ['a name that the server itself uses', ROUTE, { item: 'mac-addr' }, 'item', 'item_name.reserved_name'],
    ['a name of an action', ROUTE, { item: 'restart-type' }, 'item', 'item_name.reserved_name'],
    ['a name of a secret for what is none', ROUTE, { item: 'route-pwd' }, 'item', 'item_name.secret_name'],
    ['a name that would show a secret', secret?.id ?? '', { item: 'shown' }, 'item', 'item_name.secret_name'],
    [
      'a list that ends before it begins',
      ROUTE,
      { index: { kind: 'list', from: 1, to: 0 } },
      'index',
      'item_name.impossible_index',
    ],
    [
      'a column of a list without index',
      column?.id ?? '',
      { index: { kind: 'single' } },
      'index',
      'item_name.impossible_index',
    ],
    ['codes of what has no choices', ROUTE, { codes: { on: '1' } }, 'codes', 'item_name.no_choices'],
    [
      'a choice that there is not',
      parameter.id,
      { codes: { nowhere: '1' } },
      'codes.nowhere',
      'item_name.unknown_choice',
    ],
    [
      'a code with a blank at its end',
      parameter.id,
      { codes: { [first.value]: '1 ' } },
      `codes.${first.value}`,
      'item_name.unusable_code',
    ],
    [
      'one code for two choices',
      parameter.id,
      { codes: { [second.value]: first.wire } },
      `codes.${second.value}`,
      'item_name.duplicate_code',
    ],
  ])('is refused in both languages, with field and code: %s', async (_what, id, override, field, code) => {
    const answer = await correct(id, override);
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'item_name.invalid' }]);
    const [error] = answer.json<{
      errors: { field: string; code: string; text: { en: string; de: string } }[];
    }>().errors;
    expect(error).toMatchObject({ field, code });
    expect(error?.text.de).not.toBe(error?.text.en);
    expect((await nameOf(id)).override).toBeNull();
  });

  it.each([
    [ROUTE, { item: 'no name' }, 'item'],
    [ROUTE, { item: '' }, 'item'],
    [ROUTE, { index: { kind: 'fixed', index: -1 } }, 'index'],
    [ROUTE, { index: { kind: 'tree' } }, 'index'],
    [ROUTE, { color: 'red' }, 'color'],
    [ROUTE, { codes: { tls: 5 } }, 'codes.tls'],
    [ROUTE, { codes: [] }, 'codes'],
  ])('is refused where its form is wrong: %s %j', async (id, override, field) => {
    const answer = await correct(id, override);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(field);
  });

  it('is refused for a parameter that there is not', async () => {
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      const answer = await browser.request(
        method,
        path('7.9.9/gone'),
        method === 'PUT' ? { item: 'x' } : undefined,
      );
      expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'item_name.not_found' }]);
    }
  });

  it('is taking back a correction whose old name another parameter has got', async () => {
    await importDocument({ [ROUTE]: { item: 'static-route-1' }, [OTHER_ROUTE]: { item: 'route1-addr' } });
    const answer = await browser.request('DELETE', path(ROUTE));
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'item_name.invalid' }]);
    expect(answer.body).toContain('route1-addr');
    expect(await nameOf(ROUTE)).toMatchObject({ item: 'static-route-1' });
  });

  it('of another release keeps nobody from correcting something else, and is left out', async () => {
    const { pool } = server.database;
    await pool.query(
      `insert into item_corrections (parameter_id, item, corrected_at) values ($1, 'reg-addr', now()), ('9.9.9/gone', 'x', now())`,
      [OTHER_ROUTE],
    );
    expect((await correct(ROUTE, { item: 'static-route-1' })).statusCode).toBe(200);
    expect(await nameOf(ROUTE)).toMatchObject({ item: 'static-route-1' });
    expect(await nameOf(OTHER_ROUTE)).toMatchObject({ item: 'route2-addr', override: { item: 'reg-addr' } });
    expect(server.logged()).toContain('does not fit this release and is left out');
    expect((await browser.request('DELETE', path(OTHER_ROUTE))).statusCode).toBe(204);
  });

  it('needs somebody who is signed in', async () => {
    const answer = await server.aBrowser().request('PUT', path(ROUTE), { item: 'x' });
    expect(answer.statusCode).toBe(401);
  });
});

describe('export and import', () => {
  it('bring everything over', async () => {
    const { parameter, first } = inferredChoice();
    await correct(ROUTE, { item: 'static-route-1', index: { kind: 'fixed', index: 1 } });
    await correct(parameter.id, { codes: { [first.value]: '77' } });
    const exported = await browser.request('GET', '/item-names/export');
    expect(exported.headers['content-disposition']).toContain('item-names.json');
    const document = exported.json<CorrectionDocument>();
    expect(Value.Errors(CorrectionDocument, document)).toEqual([]);
    await importDocument({}, { replace: true });
    expect((await listed('&state=corrected')).total).toBe(0);
    const imported = await browser.request('POST', '/item-names/import', { document });
    expect(imported.json()).toMatchObject({ changed: [], removed: [], unchanged: [], errors: [] });
    expect((await browser.request('GET', '/item-names/export')).json()).toEqual(document);
    const again = await browser.request('POST', '/item-names/import', { document });
    expect(again.json<{ unchanged: string[] }>().unchanged.toSorted()).toEqual(
      [ROUTE, parameter.id].toSorted(),
    );
  });

  it('say beforehand what would change, and change nothing', async () => {
    await correct(ROUTE, { item: 'static-route-1' });
    const overrides = { [OTHER_ROUTE]: { item: 'static-route-2' } };
    const merged = await importDocument(overrides, { dryRun: true });
    expect(merged.json()).toEqual({
      added: [OTHER_ROUTE],
      changed: [],
      removed: [],
      unchanged: [],
      errors: [],
    });
    const replaced = await importDocument(overrides, { dryRun: true, replace: true });
    expect(replaced.json()).toMatchObject({ added: [OTHER_ROUTE], removed: [ROUTE] });
    expect((await listed('&state=corrected')).items).toHaveLength(1);
  });

  it('name every entry that is wrong, and import none of the others', async () => {
    const overrides = {
      [ROUTE]: { item: 'static-route-1' },
      [OTHER_ROUTE]: { item: 'static-route-1' },
      '7.9.9/gone': { item: 'gone' },
      '7.6.5/ipv4-route-1-gateway': { item: 'no name' },
      '7.6.5/ipv4-route-2-gateway': 'nonsense',
      '7.6.5/ipv4-route-2-subnet-mask': { codes: { on: 5 } },
      '7.6.5/ipv4-route-1-subnet-mask': { index: { kind: 'list', from: 1, to: 0 } },
    };
    const looked = await importDocument(overrides, { dryRun: true });
    expect(looked.statusCode).toBe(200);
    const { errors } = looked.json<{ errors: { parameterId: string; code: string }[] }>();
    expect(errors.map(({ parameterId, code }) => [parameterId, code]).toSorted()).toEqual(
      [
        [ROUTE, 'item_name.duplicate'],
        ['7.9.9/gone', 'item_name.unknown_parameter'],
        ['7.6.5/ipv4-route-1-gateway', 'item_name.malformed'],
        ['7.6.5/ipv4-route-2-gateway', 'item_name.malformed'],
        ['7.6.5/ipv4-route-2-subnet-mask', 'item_name.malformed'],
        ['7.6.5/ipv4-route-1-subnet-mask', 'item_name.impossible_index'],
      ].toSorted(),
    );
    const refused = await importDocument(overrides);
    expect([refused.statusCode, refused.json()]).toMatchObject([400, { code: 'item_name.import_refused' }]);
    expect(refused.json<{ errors: unknown[] }>().errors).toHaveLength(6);
    expect((await listed('&state=corrected')).total).toBe(0);
  });

  it.each([{ format: 'other', overrides: {} }, { overrides: {} }, [], { format: 'deskfleet.item-names/1' }])(
    'refuse what is no such document: %j',
    async (document) => {
      const answer = await browser.request('POST', '/item-names/import', { document });
      expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'request.invalid' }]);
    },
  );
});

describe('what phones answer', () => {
  const hear = (clientId: string, status: string, item = 'route1-addr', at = NOW, times = 1) =>
    inTransaction(server.database.pool, (tx) =>
      countRefusals(
        tx,
        Array.from({ length: times }, () => ({ clientId, name: item, status })),
        at,
      ),
    );

  it('is counted for the name by model and firmware, and only what speaks against the catalog', async () => {
    const { pool } = server.database;
    const one = await aClient(pool);
    const other = await aClient(pool, {
      said: { 'device-type': 'OpenStage 60', 'software-version': 'V3 R5.21.0' },
    });
    await hear(one, 'unknown item', 'route1-addr', NOW, 2);
    await hear(other, 'unknown item', 'route1-addr', new Date(NOW.getTime() + 60_000));
    await hear(one, 'invalid data');
    await hear(one, 'read only');
    const { items, total } = await listed('&state=refused');
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      parameterId: ROUTE,
      refusedCount: 4,
      refused: { unknownItem: 3, invalidIndex: 0, invalidData: 1 },
    });
    expect(items[0]?.answers).toHaveLength(3);
    expect(items[0]?.answers[0]).toMatchObject({
      model: 'OpenStage 60',
      softwareVersion: 'V3 R5.21.0',
      count: 1,
    });
    expect(items[0]?.answers).toContainEqual(
      expect.objectContaining({ model: 'CP410', status: 'unknown item', count: 2, current: true }),
    );
  });

  it('stays with the old name when it is corrected, and no longer counts', async () => {
    await hear(await aClient(server.database.pool), 'unknown item');
    await correct(ROUTE, { item: 'static-route-1' });
    expect(await nameOf(ROUTE)).toMatchObject({
      refusedCount: 0,
      answers: [{ item: 'route1-addr', count: 1, current: false }],
    });
  });

  it('is bounded, however many versions a phone invents', async () => {
    const { pool } = server.database;
    for (let version = 0; version < 45; version += 1) {
      const clientId = await aClient(pool, { said: { 'software-version': `V1 R${version}.0.0` } });
      await hear(clientId, 'unknown item');
    }
    const { rows } = await pool.query('select model, count::int from item_refusals order by model, count');
    expect(rows).toHaveLength(41);
    expect(rows[0]).toEqual({ model: '', count: 5 });
  });
});
