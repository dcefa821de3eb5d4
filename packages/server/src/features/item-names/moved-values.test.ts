import { findParameterForValue, parameters, releasedCatalog, type Scope } from '@deskfleet/catalog';
import type { Item } from '@deskfleet/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser, TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import {
  type CorrectedCatalog,
  SIP_SERVER_ADDRESS,
  startCorrectedCatalog,
} from '../../../test/support/corrected-catalog.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { encodeInventory, mergeReportedItems, setDesired, type WantedValue } from '../values/index.ts';
import { followCorrections } from './follow.service.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');

let catalog: CorrectedCatalog;
let server: TestAdminApi;
let browser: Browser;
let correct: CorrectedCatalog['correct'];
beforeAll(async () => {
  catalog = await startCorrectedCatalog();
  ({ server, browser, correct } = catalog);
});
afterAll(() => server.close());

let client: string;
beforeEach(async () => {
  client = await aClient(server.database.pool, { said: { 'software-type': 'SIP' } });
});
afterEach(() => catalog.takeBackAll());

async function order(values: object[], clients = [client]): Promise<void> {
  const response = await browser.request('POST', '/jobs', {
    type: 'configure',
    clients: { ids: clients },
    values,
  });
  expect(response.statusCode, response.body).toBe(202);
}

const tell = (items: readonly Item[]) =>
  inTransaction(server.database.pool, (tx) =>
    mergeReportedItems(tx, new Map([[client, items]]), NOW, releasedCatalog),
  );

async function wanted(): Promise<unknown[]> {
  const { rows } = await server.database.pool.query(
    'select origin, source_id, item, value, drift from desired_values where client_id = $1 order by origin, source_id, item',
    [client],
  );
  return rows.map((row) => Object.values(row));
}

/** An enumeration of one value, whose codes can be corrected. */
function aChoice(scope: Scope = 'client-sip') {
  const parameter = parameters.find(
    ({ type, index, purpose, scopes, values, item }) =>
      type === 'enum' &&
      index.kind === 'single' &&
      purpose === 'setting' &&
      scopes.includes('client-sip') &&
      scopes.includes(scope) &&
      (values?.length ?? 0) > 2 &&
      releasedCatalog.parametersForItem(item).length === 1,
  );
  const [first, second, third] = parameter?.values ?? [];
  if (parameter === undefined || first === undefined || second === undefined || third === undefined) {
    throw new RangeError('no choice');
  }
  return { parameter, first, second, third };
}

describe('after a correction of a name', () => {
  const item = findParameterForValue('reg-addr', null)?.item ?? '';

  it('a change is put back under the new name, and the history tells it so', async () => {
    await order([{ item, value: '192.0.2.1' }]);
    await order([
      { item: 'sip-name', value: 'Ward 3' },
      { item, value: '192.0.2.2' },
    ]);
    await correct(SIP_SERVER_ADDRESS, { item: 'sip-server' });
    const list = async () =>
      (await browser.request('GET', `/clients/${client}/history`)).json<{
        items: { id: string; changes: object[] }[];
      }>().items;
    const [last] = await list();
    expect(last?.changes).toMatchObject([
      { item: 'sip-name', old: null, new: 'Ward 3' },
      { item: 'sip-server', parameterId: SIP_SERVER_ADDRESS, old: '192.0.2.1', new: '192.0.2.2' },
    ]);
    const back = await browser.request('POST', `/clients/${client}/history/${last?.id}/put-back`);
    expect(back.statusCode, back.body).toBe(202);
    expect(back.json()).toMatchObject({
      job: {
        values: [
          { item: 'sip-name', withdrawn: true },
          { item: 'sip-server', parameterId: SIP_SERVER_ADDRESS, value: '192.0.2.1' },
        ],
      },
    });
    expect(await wanted()).toEqual([['edit', '0', 'sip-server', '192.0.2.1', true]]);
  });

  it('what several templates want of a client goes with it, each with its own value', async () => {
    const want = (sourceId: string, ranking: number, values: WantedValue[]) =>
      inTransaction(server.database.pool, (tx) =>
        setDesired(
          tx,
          {
            clientIds: [client],
            values,
            accountId: null,
            jobId: null,
            source: { origin: 'template', sourceId, ranking },
          },
          NOW,
        ),
      );
    await want('8', 1, [{ name: item, value: '192.0.2.8' }]);
    await want('9', 2, [
      { name: item, value: '192.0.2.9' },
      { name: 'sip-server', value: '192.0.2.99' },
    ]);
    await correct(SIP_SERVER_ADDRESS, { item: 'sip-server' });
    // What somebody has written under the new name by himself stays.
    expect(await wanted()).toEqual([
      ['template', '8', 'sip-server', '192.0.2.8', true],
      ['template', '9', 'sip-server', '192.0.2.99', true],
    ]);
  });

  it('a mobile user keeps what was wanted, and may want it under the new name', async () => {
    const created = await browser.request('POST', '/users', { e164: '4989700171', password: '471100' });
    expect(created.statusCode, created.body).toBe(201);
    const { id } = created.json<{ id: string }>();
    const { parameter, first, second } = aChoice('user');
    const set = async (value: string) => {
      const etag = String((await browser.request('GET', `/users/${id}`)).headers.etag);
      const values = [{ parameter: parameter.id, value }];
      const response = await browser.request(
        'PATCH',
        `/users/${id}/values`,
        { values },
        { 'if-match': etag },
      );
      expect(response.statusCode, response.body).toBeLessThan(300);
    };
    await set(first.value);
    await server.database.pool.query('insert into own_values values ($1, $2, -1, $3)', [
      client,
      parameter.item,
      first.wire,
    ]);
    await correct(parameter.id, { item: 'other-choice', codes: { [first.value]: 'new-code' } });
    for (const table of ['user_values', 'own_values']) {
      const { rows } = await server.database.pool.query(`select item, value from ${table}`);
      expect(rows, table).toEqual([{ item: 'other-choice', value: 'new-code' }]);
    }

    await server.database.pool.query('update users set client_id = $2, confirmed = true where id = $1', [
      id,
      client,
    ]);
    await set(second.value);
    expect(await wanted()).toEqual([['user', id, 'other-choice', second.wire, true]]);
  });

  it('that SIP and HFA shared, a mobile user wants the value under both', async () => {
    const created = await browser.request('POST', '/users', { e164: '4989700172', password: '471100' });
    const { id } = created.json<{ id: string }>();
    await server.database.pool.query(
      `insert into user_values (user_id, item, value, set_at) values ($1, $2, '192.0.2.1', now())`,
      [id, item],
    );
    await correct(SIP_SERVER_ADDRESS, { item: 'sip-server' });
    const { rows } = await server.database.pool.query(
      'select item, value from user_values where user_id = $1 order by item',
      [id],
    );
    expect(rows).toEqual([
      { item, value: '192.0.2.1' },
      { item: 'sip-server', value: '192.0.2.1' },
    ]);
  });
});

describe('after a correction of a name that SIP and HFA shared', () => {
  const item = findParameterForValue('reg-addr', null)?.item ?? '';
  const listOf = async (path: string) =>
    (await browser.request('GET', `${path}/history`)).json<{
      items: { id: string; jobId: string | null; changes: { item: string; old: string | null }[] }[];
    }>().items;

  it('an order for both is told, and put back, under the name that each phone knows', async () => {
    const hfa = await aClient(server.database.pool, { said: { 'software-type': 'HFA' } });
    for (const value of ['192.0.2.1', '192.0.2.2']) await order([{ item, value }], [client, hfa]);
    await correct(SIP_SERVER_ADDRESS, { item: 'sip-server' });
    const named = async (id: string) => {
      const entries = await listOf(`/clients/${id}`);
      return entries.map(({ changes }) => changes.map((change) => [change.item, change.old]));
    };
    expect(await named(client)).toEqual([[['sip-server', '192.0.2.1']], [['sip-server', null]]]);
    expect(await named(hfa)).toEqual([[[item, '192.0.2.1']], [[item, null]]]);
    const [ofSip, ofHfa] = [await listOf(`/clients/${client}`), await listOf(`/clients/${hfa}`)];
    expect(ofSip.map(({ jobId }) => jobId)).toEqual(ofHfa.map(({ jobId }) => jobId));
    expect(ofSip[0]?.jobId).not.toBeNull();
    for (const [id, entries, name] of [
      [client, ofSip, 'sip-server'],
      [hfa, ofHfa, item],
    ] as const) {
      const back = await browser.request('POST', `/clients/${id}/history/${entries[0]?.id}/put-back`);
      expect(back.json()).toMatchObject({ job: { values: [{ item: name, value: '192.0.2.1' }] } });
    }
    // The changes that were split off follow the next correction.
    await correct(SIP_SERVER_ADDRESS, { item: 'sip-server-2' });
    expect((await named(client)).flat().map(([name]) => name)).toEqual(
      Array.from({ length: 3 }, () => 'sip-server-2'),
    );
    expect((await named(hfa)).flat().map(([name]) => name)).toEqual(Array.from({ length: 3 }, () => item));
  });

  it('a mobile user and a template have it in their history under both names, as they want it', async () => {
    const created = await browser.request('POST', '/users', { e164: '4989700173', password: '471100' });
    const user = created.json<{ id: string }>().id;
    const made = await browser.request('POST', '/templates', { type: 'default', name: 'Both names' });
    const template = made.json<{ id: string }>().id;
    const paths = [
      [`/templates/${template}`, 'content'],
      [`/users/${user}`, 'values'],
    ] as const;
    for (const [path, content] of paths) {
      for (const value of ['192.0.2.1', '192.0.2.2']) {
        const etag = String((await browser.request('GET', path)).headers.etag);
        const body = { values: [{ item, value }] };
        const response = await browser.request('PATCH', `${path}/${content}`, body, { 'if-match': etag });
        expect(response.statusCode, response.body).toBe(200);
      }
    }
    await correct(SIP_SERVER_ADDRESS, { item: 'sip-server' });
    for (const [path] of paths) {
      const [last] = await listOf(path);
      expect(last?.changes.map((change) => [change.item, change.old])).toEqual([
        [item, '192.0.2.1'],
        ['sip-server', '192.0.2.1'],
      ]);
    }
  });
});

describe('drift and history', () => {
  it('follow in portions, on whichever node, in the order of the corrections and once', async () => {
    const { pool } = server.database;
    const many = await Promise.all(
      Array.from({ length: 250 }, () => aClient(pool, { said: { 'software-type': 'SIP' } })),
    );
    await order([{ item: 'an-item', value: '192.0.2.1' }], many);
    const document = encodeInventory([{ name: 'another-item', value: '192.0.2.1' }], NOW);
    await pool.query(
      `insert into reported_values (client_id, document) select c, $2 from unnest($1::bigint[]) c
       on conflict (client_id) do update set document = excluded.document`,
      [many, document],
    );
    // There and back and there again: done twice or in another order it would end otherwise.
    const move = (from: string, to: string) =>
      JSON.stringify([
        { item: from, first: -1, last: -1, newItem: to, newIdx: null, codes: {}, softwareTypes: null },
      ]);
    await pool.query(
      `insert into value_moves (moves, last_change)
       select m, (select max(id) from value_changes) from unnest($1::jsonb[]) with ordinality as i (m, place) order by place`,
      [[move('an-item', 'another-item'), move('another-item', 'an-item'), move('an-item', 'another-item')]],
    );
    await pool.query(
      `update desired_values set item = 'another-item', drift = true where client_id = any($1::bigint[])`,
      [many],
    );
    const drifting = async () =>
      (await pool.query(`select from desired_values where client_id = any($1::bigint[]) and drift`, [many]))
        .rowCount;
    await followCorrections(server.context, 0);
    expect(await drifting()).toBe(150);
    const { rows } = await pool.query(
      `select from tasks.job where name = 'item-names.follow' and state = 'created'`,
    );
    expect(rows).toHaveLength(1);
    await Promise.all([followCorrections(server.context), followCorrections(server.context)]);
    expect(await drifting()).toBe(0);
    const { items } = (await browser.request('GET', `/clients/${many[7]}/history`)).json();
    expect(items).toMatchObject([{ changes: [{ item: 'another-item' }] }]);
    expect((await pool.query('select from value_moves')).rows).toEqual([]);
  });
});

describe('after a correction of a code', () => {
  it('drift is what the phone has otherwise under the new code', async () => {
    const { parameter, first, second } = aChoice();
    await order([{ item: parameter.item, value: first.wire }]);
    await tell([{ name: parameter.item, value: 'new-code' }]);
    expect(await wanted()).toEqual([['edit', '0', parameter.item, first.wire, true]]);
    await correct(parameter.id, { codes: { [first.value]: 'new-code' } });
    expect(await wanted()).toEqual([['edit', '0', parameter.item, 'new-code', false]]);
    await correct(parameter.id, { codes: { [first.value]: 'newer-code', [second.value]: 'new-code' } });
    expect(await wanted()).toEqual([['edit', '0', parameter.item, 'newer-code', true]]);
  });

  it('a change is put back with the new code', async () => {
    const { parameter, first, second } = aChoice();
    await order([{ item: parameter.item, value: first.wire }]);
    await order([{ item: parameter.item, value: second.wire }]);
    await correct(parameter.id, { codes: { [first.value]: 'new-code' } });
    const [last] = (await browser.request('GET', `/clients/${client}/history`)).json<{
      items: { id: string }[];
    }>().items;
    const back = await browser.request('POST', `/clients/${client}/history/${last?.id}/put-back`);
    expect(back.statusCode, back.body).toBe(202);
    expect(await wanted()).toEqual([['edit', '0', parameter.item, 'new-code', true]]);
  });
});
