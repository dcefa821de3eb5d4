import type { VirtualPhone } from '@deskfleet/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { Group, GroupFilter } from '../../src/features/groups/groups.schema.ts';
import type { Job, Target } from '../../src/features/jobs/job.schema.ts';
import type { Template } from '../../src/features/templates/templates.schema.ts';
import type { HistoryEntry } from '../../src/features/values/history.schema.ts';
import type { ClientValue } from '../../src/features/values/values.schema.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
// What one test leaves would reach the phones of the next.
beforeEach(() =>
  server.database.pool.query(
    'delete from clients; delete from groups; delete from templates; delete from jobs',
  ),
);

interface Value {
  readonly item: string;
  readonly index?: number;
  readonly value: string | null;
}

async function aTemplate(said: object, values: readonly Value[]): Promise<Template> {
  const made = await server.api.post<Template>('/templates', { type: 'default', ...said });
  return (await fill(made, values)).template;
}

/** Changes the content of a template. */
async function fill({ id }: Pick<Template, 'id'>, values: readonly Value[], more: object = {}) {
  const answer = await server.api.send(
    'PATCH',
    `/templates/${id}/content`,
    { values, ...more },
    { 'if-match': '*' },
  );
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as { template: Template; job: Job | null };
}

const noFilter: GroupFilter = { match: 'all', e164: [], addresses: [], clientTypes: [], serverAddresses: [] };

function aGroup(
  said: { name: string; templateIds?: string[]; ranking?: number },
  filter: Partial<GroupFilter>,
) {
  return server.api.post<Group>('/groups', { ...said, filter: { ...noFilter, ...filter } });
}

/** Switches phones on and waits until they are left in peace. */
async function switchedOn<Phones extends VirtualPhone[]>(...phones: Phones): Promise<Phones> {
  await Promise.all(phones.map((phone) => phone.powerOn()));
  await Promise.all(phones.map((phone) => phone.waitFor('idle')));
  return phones;
}

async function clientOf(phone: VirtualPhone): Promise<Client> {
  const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${phone.mac}`);
  const [client] = items;
  if (client === undefined) throw new TypeError(`there is no client ${phone.mac}`);
  return client;
}

async function clientValue(phone: VirtualPhone, item: string): Promise<ClientValue | undefined> {
  const { id } = await clientOf(phone);
  const { items } = await server.api.get<{ items: ClientValue[] }>(`/clients/${id}/values`);
  return items.find((value) => value.item === item);
}

async function historyOf(phone: VirtualPhone): Promise<HistoryEntry[]> {
  const { id } = await clientOf(phone);
  return (await server.api.get<{ items: HistoryEntry[] }>(`/clients/${id}/history`)).items;
}

function has(phone: VirtualPhone, item: string, value: string): Promise<void> {
  return phone.waitFor(({ items }) => items.get(item) === value);
}

/** Names of the items that the server wrote, in order. */
const writtenTo = (phone: VirtualPhone) =>
  phone.writes.filter(({ origin }) => origin === 'server').map(({ name }) => name);

const actionsOf = (phone: VirtualPhone) => phone.log.map(({ answer }) => answer?.action);

async function nothingDue(): Promise<void> {
  const { rows } = await server.database.pool.query('select client_id from values_due');
  expect(rows).toEqual([]);
}

describe('an unknown phone', () => {
  test('registers and gets the onboarding values for its kind in the same dialogue, only what differs', async () => {
    await aTemplate({ name: 'All phones', type: 'onboarding' }, [
      { item: 'reg-addr', value: '192.0.2.20' },
      { item: 'sip-name', value: 'Lobby' },
    ]);
    await aTemplate({ name: 'Large ones', type: 'onboarding', models: ['CP710'] }, [
      { item: 'reg-port', value: '5070' },
    ]);
    const phone = server.aPhone({ items: { 'sip-name': 'Lobby' } });
    await switchedOn(phone);
    expect(phone.items.get('reg-addr')).toBe('192.0.2.20');
    expect(writtenTo(phone)).toEqual(['reg-addr']);
    expect(phone.contactRequests).toEqual([]);
    expect(actionsOf(phone).filter((action) => action !== 'GetNextFragment')).toEqual([
      'ReadAllItems',
      'WriteItems',
      'CleanUp',
    ]);
    expect(await clientValue(phone, 'reg-addr')).toMatchObject({
      desired: '192.0.2.20',
      desiredOrigin: 'onboarding',
      state: 'in-sync',
    });
    expect(await historyOf(phone)).toMatchObject([
      { cause: 'onboarding', by: null, source: { templateName: 'All phones' }, changeCount: 2 },
    ]);
    await nothingDue();
  });

  test('gets onboarding values once: what is changed there later reaches new phones only', async () => {
    const template = await aTemplate({ name: 'All phones', type: 'onboarding' }, [
      { item: 'reg-addr', value: '192.0.2.20' },
    ]);
    const [old] = await switchedOn(server.aPhone());
    expect((await fill(template, [{ item: 'reg-addr', value: '192.0.2.66' }])).job).toBeNull();
    const [fresh] = await switchedOn(server.aPhone());
    await old.call('start-up');
    expect([old, fresh].map(({ items }) => items.get('reg-addr'))).toEqual(['192.0.2.20', '192.0.2.66']);
  });

  test('with a secret among them answers our request before it gets any of them', async () => {
    await aTemplate({ name: 'All phones', type: 'onboarding' }, [
      { item: 'reg-addr', value: '192.0.2.20' },
      { item: 'sip-pwd', value: 'Geheim-4711' },
    ]);
    const phone = server.aPhone();
    await phone.powerOn();
    await has(phone, 'sip-pwd', 'Geheim-4711');
    expect(phone.items.get('reg-addr')).toBe('192.0.2.20');
    expect(phone.contactRequests.length).toBe(1);
    await phone.waitFor('idle');
    await eventually('the end of the dialogue', async () =>
      (await server.database.pool.query('select from values_due')).rowCount === 0 ? true : undefined,
    );
    expect(server.logged()).not.toContain('Geheim-4711');
  });

  test('among hundreds that all come at once is not forgotten', async () => {
    const template = await aTemplate({ name: 'All phones', type: 'onboarding' }, [
      { item: 'reg-addr', value: '192.0.2.20' },
      { item: 'reg-port', value: '5070' },
    ]);
    const phones = Array.from({ length: 200 }, () => server.aPhone());
    await Promise.all(phones.map((phone) => phone.powerOn()));
    await Promise.all(phones.map((phone) => phone.waitFor('idle', { timeoutMs: 60_000 })));
    const wrong = phones.filter(
      ({ items }) => items.get('reg-addr') !== '192.0.2.20' || items.get('reg-port') !== '5070',
    );
    expect(wrong.map(({ mac }) => mac)).toEqual([]);
    expect(phones.flatMap(({ writes }) => writes.filter(({ isRepeated }) => isRepeated))).toEqual([]);
    expect(await server.api.get(`/templates/${template.id}`)).toMatchObject({ usage: { clients: 200 } });
    await nothingDue();
  }, 120_000);
});

describe('a phone whose number changes', () => {
  test('joins a group, gets its values at once, leaves and falls back to what is wanted next', async () => {
    const own = await aTemplate({ name: 'Default' }, [{ item: 'reg-addr', value: '192.0.2.1' }]);
    const ofGroup = await aTemplate({ name: 'Ward' }, [
      { item: 'reg-addr', value: '192.0.2.3' },
      { item: 'reg-port', value: '5073' },
    ]);
    const group = await aGroup({ name: 'Ward 3', templateIds: [ofGroup.id] }, { e164: ['49893*'] });
    const phone = server.aPhone({ e164: '498920' });
    await switchedOn(phone);
    const { id } = await clientOf(phone);
    await server.api.post(`/templates/${own.id}/apply`, { clients: { ids: [id] } });
    await has(phone, 'reg-addr', '192.0.2.1');

    phone.changeLocally({ e164: '498930' });
    await has(phone, 'reg-addr', '192.0.2.3');
    await phone.waitFor('idle');
    expect(phone.items.get('reg-port')).toBe('5073');
    expect(await clientOf(phone)).toMatchObject({ groups: [{ id: group.id, name: 'Ward 3' }] });
    expect(await server.api.get(`/groups/${group.id}/members`)).toMatchObject({
      total: 1,
      items: [{ id, e164: '498930' }],
    });

    phone.changeLocally({ e164: '498940' });
    await has(phone, 'reg-addr', '192.0.2.1');
    await phone.waitFor('idle');
    // Nobody wants anything there any more, and there is no word for it.
    expect(phone.items.get('reg-port')).toBe('5073');
    expect(await clientValue(phone, 'reg-port')).toMatchObject({ state: 'unmanaged' });
    expect(await clientOf(phone)).toMatchObject({ groups: [] });
    const entries = await historyOf(phone);
    expect(entries.map(({ cause, source }) => [cause, source?.templateName])).toEqual([
      ['group', 'Ward'],
      ['group', 'Ward'],
      ['template', 'Default'],
    ]);
    expect(entries[0]?.changes).toContainEqual(
      expect.objectContaining({ item: 'reg-addr', old: '192.0.2.3', newSet: false }),
    );
    await nothingDue();
  });

  test('in several groups gets what the smaller ranking wants, whatever its template ranks', async () => {
    const first = await aTemplate({ name: 'First', ranking: 9 }, [{ item: 'reg-addr', value: '192.0.2.1' }]);
    const second = await aTemplate({ name: 'Second', ranking: 1 }, [
      { item: 'reg-addr', value: '192.0.2.2' },
    ]);
    await aGroup({ name: 'Floor', ranking: 2, templateIds: [second.id] }, { e164: ['4989*'] });
    const ward = await aGroup(
      { name: 'Ward', ranking: 1, templateIds: [first.id] },
      { clientTypes: ['CP410'] },
    );
    const phone = server.aPhone({ e164: '498930' });
    await switchedOn(phone);
    expect(phone.items.get('reg-addr')).toBe('192.0.2.1');
    const { id } = await clientOf(phone);
    expect(await server.api.get(`/clients/${id}/templates`)).toMatchObject({
      templates: [
        { template: { name: 'First' }, origin: 'group', groups: [{ name: 'Ward' }], winningCount: 1 },
        { template: { name: 'Second' }, winningCount: 0 },
      ],
      conflicts: [
        {
          item: 'reg-addr',
          winner: { template: { name: 'First' }, value: '192.0.2.1' },
          losers: [{ template: { name: 'Second' }, value: '192.0.2.2' }],
        },
      ],
    });
    expect(await server.api.get(`/templates/${second.id}/conflicts`)).toMatchObject({
      conflicts: [{ item: 'reg-addr', other: { name: 'First' }, wins: 0, loses: 1 }],
    });

    const reranked = await server.api.send(
      'PATCH',
      `/groups/${ward.id}`,
      { ranking: 3 },
      { 'if-match': '"1"' },
    );
    expect(reranked.status).toBe(200);
    await has(phone, 'reg-addr', '192.0.2.2');
  });
});

describe('a group', () => {
  test('that is made later reaches phones that are there, by asking them to call', async () => {
    const [inside, outside] = await switchedOn(
      server.aPhone({ e164: '498931' }),
      server.aPhone({ e164: '498941' }),
    );
    const template = await aTemplate({ name: 'Ward' }, [{ item: 'reg-addr', value: '192.0.2.3' }]);
    const group = await aGroup({ name: 'Ward 3', templateIds: [template.id] }, { e164: ['49893?'] });
    expect(group.memberCount).toBe(1);
    await has(inside, 'reg-addr', '192.0.2.3');
    expect(inside.contactRequests.length).toBe(1);
    expect(outside.contactRequests).toEqual([]);
    expect(outside.items.get('reg-addr')).not.toBe('192.0.2.3');

    // Without its group nothing else wants anything there, so the phone is left as it is.
    await inside.waitFor('idle');
    await server.api.post('/groups/delete', { ids: [group.id] });
    await eventually('the withdrawal', async () =>
      (await clientValue(inside, 'reg-addr'))?.state === 'unmanaged' ? true : undefined,
    );
    expect(inside.contactRequests.length).toBe(1);
  });

  test('finds its members by the server that they report, and follows when that changes', async () => {
    const template = await aTemplate({ name: 'Old server' }, [{ item: 'sip-name', value: 'Moved' }]);
    const group = await aGroup(
      { name: 'Old server', templateIds: [template.id] },
      { serverAddresses: ['Old.Example.org'] },
    );
    const phone = server.aPhone({ items: { 'reg-addr': 'new.example.org' } });
    await switchedOn(phone);
    expect(await server.api.get(`/groups/${group.id}`)).toMatchObject({ memberCount: 0 });
    phone.changeLocally({ 'reg-addr': 'old.example.org' });
    await has(phone, 'sip-name', 'Moved');
    expect(await server.api.get(`/groups/${group.id}/members`)).toMatchObject({
      items: [{ deviceId: phone.mac, serverAddress: 'old.example.org' }],
    });
  });
});

describe('a change of a template', () => {
  test('is told before it is made, and goes out as one job in which each phone gets what differs', async () => {
    const template = await aTemplate({ name: 'Reception' }, [
      { item: 'reg-addr', value: '192.0.2.20' },
      { item: 'reg-port', value: '5070' },
    ]);
    const phones = await switchedOn(server.aPhone(), server.aPhone(), server.aPhone());
    const [plain, edited, ready] = phones;
    const ids = await Promise.all(phones.map(async (phone) => (await clientOf(phone)).id));
    const applied = await server.api.post<Job>(`/templates/${template.id}/apply`, { clients: { ids } });
    expect(applied).toMatchObject({ type: 'configure', template: { name: 'Reception' }, targetCount: 3 });
    await finished(applied.id);
    await finished(
      (
        await server.api.post<Job>('/jobs', {
          type: 'configure',
          clients: { ids: [ids[1]] },
          values: [{ item: 'reg-addr', value: '192.0.2.66' }],
        })
      ).id,
    );
    ready.changeLocally({ 'reg-addr': '192.0.2.30' });
    await eventually('the local change', async () =>
      (await clientValue(ready, 'reg-addr'))?.reported === '192.0.2.30' ? true : undefined,
    );

    const change = [{ item: 'reg-addr', value: '192.0.2.30' }];
    const impact = await server.api.post(`/templates/${template.id}/impact`, { values: change });
    expect(impact).toMatchObject({
      clients: 3,
      affectedClients: 2,
      overriddenClients: 1,
      values: [{ item: 'reg-addr', old: '192.0.2.20', new: '192.0.2.30', clients: 2, overridden: 1 }],
    });
    const before = phones.map((phone) => writtenTo(phone).length);
    const { job } = await fill(template, change);
    expect(job).toMatchObject({
      targetCount: 3,
      template: { id: template.id, name: 'Reception' },
      values: [{ item: 'reg-addr', value: '192.0.2.30' }],
    });
    expect(await finished(job?.id ?? '')).toMatchObject({ state: 'success' });
    expect(phones.map((phone, place) => writtenTo(phone).slice(before[place]))).toEqual([
      ['reg-addr'],
      [],
      [],
    ]);
    expect(plain.items.get('reg-addr')).toBe('192.0.2.30');
    expect(edited.items.get('reg-addr')).toBe('192.0.2.66');
    const { items } = await server.api.get<{ items: Target[] }>(`/jobs/${job?.id}/targets`);
    expect(items.map(({ reason }) => reason?.code).sort()).toEqual([
      'target.nothing_to_send',
      'target.nothing_to_send',
      'target.stored',
    ]);
    expect((await historyOf(plain))[0]).toMatchObject({ cause: 'template', by: 'admin', jobId: job?.id });
    // Of the phone on which it is not in force as well: it waits there for its turn.
    expect((await historyOf(edited))[0]).toMatchObject({ cause: 'template', jobId: job?.id });
  });

  test('goes out at its time', async () => {
    const template = await aTemplate({ name: 'Reception' }, [{ item: 'reg-addr', value: '192.0.2.20' }]);
    const [phone] = await switchedOn(server.aPhone());
    const { id } = await clientOf(phone);
    await finished(
      (await server.api.post<Job>(`/templates/${template.id}/apply`, { clients: { ids: [id] } })).id,
    );
    const scheduledAt = new Date(Date.now() + 2_000).toISOString();
    const { job } = await fill(template, [{ item: 'reg-addr', value: '192.0.2.30' }], { scheduledAt });
    expect(job).toMatchObject({ state: 'created' });
    expect(phone.items.get('reg-addr')).toBe('192.0.2.20');
    expect(await finished(job?.id ?? '')).toMatchObject({ state: 'success' });
    expect(phone.items.get('reg-addr')).toBe('192.0.2.30');
  });

  test('takes a value out: the phones fall back to what is wanted next', async () => {
    const low = await aTemplate({ name: 'Low', ranking: 2 }, [{ item: 'reg-addr', value: '192.0.2.2' }]);
    const high = await aTemplate({ name: 'High', ranking: 1 }, [{ item: 'reg-addr', value: '192.0.2.1' }]);
    const [phone] = await switchedOn(server.aPhone());
    const { id } = await clientOf(phone);
    for (const template of [low, high]) {
      await finished(
        (await server.api.post<Job>(`/templates/${template.id}/apply`, { clients: { ids: [id] } })).id,
      );
    }
    expect(phone.items.get('reg-addr')).toBe('192.0.2.1');
    const { job } = await fill(high, [{ item: 'reg-addr', value: null }]);
    expect(await finished(job?.id ?? '')).toMatchObject({ state: 'success' });
    expect(phone.items.get('reg-addr')).toBe('192.0.2.2');
  });

  test('of its ranking, and its withdrawal, reach the phones without a job', async () => {
    const low = await aTemplate({ name: 'Low', ranking: 5 }, [{ item: 'reg-addr', value: '192.0.2.2' }]);
    const high = await aTemplate({ name: 'High', ranking: 4 }, [{ item: 'reg-addr', value: '192.0.2.1' }]);
    const [phone] = await switchedOn(server.aPhone());
    const { id } = await clientOf(phone);
    for (const template of [low, high]) {
      await finished(
        (await server.api.post<Job>(`/templates/${template.id}/apply`, { clients: { ids: [id] } })).id,
      );
    }
    const { total } = await server.api.get<{ total: number }>('/jobs');
    await server.api.send('PATCH', `/templates/${low.id}`, { ranking: 1 }, { 'if-match': '*' });
    await has(phone, 'reg-addr', '192.0.2.2');
    await phone.waitFor('idle');
    expect(await server.api.post(`/templates/${low.id}/withdraw`, { clients: { ids: [id] } })).toEqual({
      withdrawn: 1,
    });
    await has(phone, 'reg-addr', '192.0.2.1');
    await phone.waitFor('idle');
    const gone = await server.api.send('DELETE', `/templates/${high.id}?withdraw=true`, undefined, {
      'if-match': '*',
    });
    expect(gone.status).toBe(204);
    await eventually('the withdrawal', async () =>
      (await clientValue(phone, 'reg-addr'))?.state === 'unmanaged' ? true : undefined,
    );
    expect((await server.api.get<{ total: number }>('/jobs')).total).toBe(total);
  });

  test('is refused for phones that it is not for, or leaves them out', async () => {
    const template = await aTemplate({ name: 'Large', models: ['CP710'] }, [
      { item: 'reg-addr', value: '192.0.2.20' },
    ]);
    const phones = await switchedOn(server.aPhone({ model: 'cp710' }), server.aPhone());
    const ids = await Promise.all(phones.map(async (phone) => (await clientOf(phone)).id));
    const order = { clients: { ids } };
    expect(await server.api.send('POST', `/templates/${template.id}/apply`, order)).toMatchObject({
      status: 400,
      body: { code: 'job.unfit_clients' },
    });
    const job = await server.api.post<Job>(`/templates/${template.id}/apply`, { ...order, skipUnfit: true });
    expect(await finished(job.id)).toMatchObject({ counts: { success: 1, failed: 1 } });
    expect(phones.map(({ items }) => items.get('reg-addr') === '192.0.2.20')).toEqual([true, false]);
  });
});

function finished(jobId: string): Promise<Job> {
  return eventually(`the end of job ${jobId}`, async () => {
    const job = await server.api.get<Job>(`/jobs/${jobId}`);
    return job.finishedAt === null ? undefined : job;
  });
}
