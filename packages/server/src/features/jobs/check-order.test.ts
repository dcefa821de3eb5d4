import { findParameter, releasedCatalog } from '@deskfleet/catalog';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { inTransaction } from '../../infra/db/index.ts';
import type { FieldError } from '../../infra/errors/index.ts';
import { mergeReportedItems } from '../values/index.ts';
import type { Job, Target } from './job.schema.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');

let server: TestAdminApi;
let browser: Browser;
beforeAll(async () => {
  server = await startAdminApi();
  browser = server.aBrowser();
  await browser.signIn();
});
afterAll(() => server.close());

const client = (said: Record<string, string> = {}) => aClient(server.database.pool, { said });

const post = (body: unknown) => browser.request('POST', '/jobs', body);

async function order(body: object): Promise<Job> {
  const response = await post({ type: 'configure', ...body });
  expect(response.statusCode, response.body).toBe(202);
  return response.json<Job>();
}

async function get<Body>(path: string): Promise<Body> {
  const response = await browser.request('GET', path);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<Body>();
}

interface Page<Item> {
  readonly items: Item[];
  readonly total: number;
}

const targetsOf = async (job: Job) => (await get<Page<Target>>(`/jobs/${job.id}/targets`)).items;

describe('values that are checked for each kind of clients', () => {
  const sip = (said: Record<string, string> = {}) => client({ 'software-type': 'Siemens SIP', ...said });
  const hfa = (said: Record<string, string> = {}) => client({ 'software-type': 'Siemens HFA', ...said });
  const label = { item: 'key-label-unicode', index: 1, value: 'A & B' };

  async function refused(ids: string[], values: object[], more: object = {}) {
    const { total } = await get<Page<Job>>('/jobs');
    const response = await post({ type: 'configure', clients: { ids }, values, ...more });
    expect(response.statusCode, response.body).toBe(400);
    expect((await get<Page<Job>>('/jobs')).total).toBe(total);
    return response.json<{ code: string; detail: string; errors: FieldError[] }>();
  }

  test('are refused with the sentence and code of the catalog, naming each, and nothing is stored', async () => {
    const id = await sip();
    const { code, errors } = await refused(
      [id],
      [
        { parameter: '7.3.2/server-address', value: '192.0.2.20' },
        { parameter: '7.3.2/nothing', value: 1 },
        { parameter: '7.3.2/server-port', value: 65_536 },
        { parameter: '7.1.1/software-type', value: 'sip' },
      ],
    );
    expect(code).toBe('job.invalid_value');
    expect(errors).toEqual([
      expect.objectContaining({ field: 'values.1.parameter', code: 'parameter.unknown' }),
      {
        field: 'values.2.value',
        code: 'parameter.out_of_range',
        message: expect.stringContaining('“65536” is not in the range'),
        text: {
          en: expect.stringContaining('“65536” is not in the range'),
          de: expect.stringContaining('„65536“ liegt nicht im Bereich'),
        },
      },
      expect.objectContaining({ field: 'values.3.parameter', code: 'parameter.read_only' }),
    ]);
    const { rows } = await server.database.pool.query('select from desired_values where client_id = $1', [
      id,
    ]);
    expect(rows).toEqual([]);
  });

  test('of another scope are refused without a number when no client can take them', async () => {
    const { code, errors } = await refused([await sip(), await sip()], [{ item: 'reg-id', value: 'x' }]);
    expect(code).toBe('job.invalid_value');
    expect(errors).toEqual([
      expect.objectContaining({
        field: 'values.0.value',
        code: 'parameter.wrong_scope',
        message: expect.stringMatching(/cannot be set here, only for: HFA clients, .*[^\d]\.$/),
      }),
    ]);
  });

  test('that some cannot take refuse the order, with how many and which', async () => {
    const ids = [await sip(), await hfa({ e164: '4930901' }), await hfa({ e164: '4930902' })];
    const values = [
      { item: 'reg-addr', value: '192.0.2.20' },
      { parameter: '7.3.2/sip-name', value: 'Empfang' },
    ];
    const { code, detail, errors } = await refused(ids, values);
    expect(code).toBe('job.unfit_clients');
    expect(detail).toMatch(/^Of the 3 clients, 2 cannot take what was ordered\. /);
    expect(errors).toMatchObject([
      {
        field: 'values.1.value',
        code: 'parameter.wrong_scope',
        message: expect.stringContaining('This concerns 2 of the 3 clients: 4930901, 4930902.'),
        text: { de: expect.stringContaining('Das betrifft 2 der 3 Telefone: 4930901, 4930902.') },
      },
    ]);
  });

  test('leave those clients out at once, with the reason, when that is ordered', async () => {
    const [fit, unfit] = [await sip(), await hfa()];
    const job = await order({
      clients: { ids: [fit, unfit] },
      values: [{ parameter: '7.3.2/sip-name', value: 'Empfang' }],
      skipUnfit: true,
    });
    expect(job).toMatchObject({ state: 'active', targetCount: 2, counts: { waiting: 1, failed: 1 } });
    const reason = {
      code: 'target.unfit',
      params: { cause: 'parameter.wrong_scope', detailDe: expect.stringContaining('nur für: SIP-Telefone') },
      text: expect.stringMatching(/^The phone cannot take what was ordered: .* only for: SIP clients/),
    };
    expect(await targetsOf(job)).toMatchObject([
      { clientId: fit, state: 'waiting', reason: null },
      {
        clientId: unfit,
        state: 'failed',
        finishedAt: NOW.toISOString(),
        reason,
        events: [{ kind: 'target.unfit' }],
      },
    ]);
    const { rows } = await server.database.pool.query(
      'select client_id from desired_values where job_id = $1',
      [job.id],
    );
    expect(rows).toEqual([{ client_id: fit }]);
    const history = await get<Page<object>>(`/clients/${unfit}/history`);
    expect(history.total).toBe(0);
  });

  test('are refused also then when no client could take them', async () => {
    const values = [{ item: 'reg-id', value: 'x' }];
    const { code } = await refused([await sip()], values, { skipUnfit: true });
    expect(code).toBe('job.invalid_value');
  });

  test('that other models know are refused with the models', async () => {
    const values = [{ parameter: '7.5.1/ldap-avatar-server-address', value: '192.0.2.1' }];
    const ids = [await sip({ 'device-type': 'OpenScape Desk Phone CP700' })];
    expect((await refused(ids, values)).errors).toMatchObject([
      { code: 'parameter.foreign_model', message: expect.stringContaining('only on: CP200, CP400, CP600') },
    ]);
  });

  test('with signs that OpenStage phones cannot take refuse them among others', async () => {
    const ids = [await client(), await client({ 'device-type': 'OpenStage 40' })];
    const { code, errors } = await refused(ids, [label]);
    expect(code).toBe('job.unfit_clients');
    expect(errors).toMatchObject([
      {
        field: 'values.0.value',
        code: 'value.legacy_characters',
        message: expect.stringContaining('1 of the 2 clients'),
      },
    ]);
    const job = await order({ clients: { ids }, values: [label], skipUnfit: true });
    expect(job.counts).toMatchObject({ waiting: 1, failed: 1 });
  });

  test('may be withdrawn from clients that cannot take them', async () => {
    const job = await order({ clients: { ids: [await sip()] }, values: [{ item: 'reg-id', value: null }] });
    expect(job.state).toBe('success');
  });
});

describe('rules between parameters', () => {
  const address = [{ parameter: '7.6.1/ipv4-address', value: '192.0.2.7' }];

  /** What the phone reports of the parameter that the rule is about. */
  async function withDhcp(value: boolean): Promise<string> {
    const id = await client();
    const name = findParameter('7.6.1/dhcpv4-enabled')?.item ?? '';
    const items = [{ name, value: String(value) }];
    await inTransaction(server.database.pool, (tx) =>
      mergeReportedItems(tx, new Map([[id, items]]), NOW, releasedCatalog),
    );
    return id;
  }

  test('are looked at with what each client has: desired, else reported', async () => {
    const [on, off] = [await withDhcp(true), await withDhcp(false)];
    const response = await post({ type: 'configure', clients: { ids: [on] }, values: address });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      code: 'job.invalid_value',
      errors: [
        {
          field: 'values.0.value',
          code: 'relation.not_editable',
          message: expect.stringContaining('cannot be set while'),
          text: { de: expect.stringContaining('kann nicht gesetzt werden, solange') },
        },
      ],
    });
    await order({ clients: { ids: [off] }, values: address });
    await order({ clients: { ids: [on] }, values: [{ parameter: '7.6.1/dhcpv4-enabled', value: false }] });
    await order({ clients: { ids: [on] }, values: address });
    await order({ clients: { ids: [on] }, values: [{ parameter: '7.6.1/dhcpv4-enabled', value: null }] });
    const again = await post({ type: 'configure', clients: { ids: [on] }, values: address });
    expect(again.statusCode).toBe(400);
    await order({
      clients: { ids: [on] },
      values: [{ parameter: '7.6.1/dhcpv4-enabled', value: false }, ...address],
    });
  });

  test('that only some clients would break count these, or leave them out', async () => {
    const ids = [await withDhcp(true), await withDhcp(false), await client()];
    const response = await post({ type: 'configure', clients: { ids }, values: address });
    expect(response.json()).toMatchObject({
      code: 'job.unfit_clients',
      errors: [{ code: 'relation.not_editable', message: expect.stringContaining('1 of the 3 clients') }],
    });
    const job = await order({ clients: { ids }, values: address, skipUnfit: true });
    expect(job.counts).toMatchObject({ waiting: 2, failed: 1 });
  });
});
