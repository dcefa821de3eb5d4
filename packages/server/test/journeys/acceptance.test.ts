import type { VirtualPhone } from '@deskfleet/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.database.pool.query(
    'truncate held_phones, plug_and_play_clients; delete from clients; delete from notifications',
  );
  await decide({ unknownPhones: 'accept', rules: [] });
});

interface Held {
  readonly id: string;
  readonly deviceId: string;
  readonly state: string;
  readonly calls: number;
}

let version = 0;
/** Changes the rules and waits until the node has heard of it. */
async function decide(rules: object): Promise<void> {
  const answer = await server.api.send('PUT', '/acceptance', rules, { 'if-match': `"${version}"` });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  version += 1;
  await new Promise((resolve) => setTimeout(resolve, 300));
}

async function startUp(phone: VirtualPhone): Promise<void> {
  await phone.powerOn();
  await phone.waitFor('idle');
}

async function held(state = 'waiting'): Promise<Held[]> {
  return (await server.api.get<{ items: Held[] }>(`/held-phones?state=${state}&pageSize=100`)).items;
}

async function clients(): Promise<string[]> {
  const { items } = await server.api.get<{ items: { deviceId: string }[] }>('/clients?pageSize=100');
  return items.map(({ deviceId }) => deviceId);
}

async function kinds(): Promise<string[]> {
  const { items } = await server.api.get<{ items: { kind: string }[] }>('/notifications?pageSize=100');
  return items.map(({ kind }) => kind);
}

describe('an unknown phone', () => {
  test('registers as long as nobody has decided otherwise, and raises a notification', async () => {
    const phone = server.aPhone();
    await startUp(phone);
    expect(await clients()).toEqual([phone.mac]);
    expect(await kinds()).toEqual(['client.registered']);
  });

  test('that is held gets nothing until it is approved, is then asked to call, and registers', async () => {
    await decide({ unknownPhones: 'hold', rules: [] });
    const phone = server.aPhone();
    await startUp(phone);
    expect(await clients()).toEqual([]);
    const [waiting] = await held();
    expect(waiting).toMatchObject({ deviceId: phone.mac, state: 'waiting', calls: 1 });
    expect(await kinds()).toEqual(['client.held']);

    expect(await server.api.post('/held-phones/approve', { ids: [waiting?.id] })).toEqual({ decided: 1 });
    await eventually('the client', async () => ((await clients()).includes(phone.mac) ? true : undefined));
    expect(phone.contactRequests.length).toBe(1);
    await phone.waitFor('idle');
    expect([...(await held()), ...(await held('approved'))]).toEqual([]);
  });

  test('is told once a day, however often it calls', async () => {
    await decide({ unknownPhones: 'hold', rules: [] });
    const phone = server.aPhone();
    await startUp(phone);
    for (const days of [0, 0.5, 1.1]) {
      await server.database.pool.query(
        `update held_phones set last_called_at = now() - interval '1 hour', notified_at = now() - make_interval(secs => $1)`,
        [days * 86_400],
      );
      await server.database.pool.query('update notifications set hour = hour - 48');
      await phone.powerOff();
      await startUp(phone);
    }
    expect((await kinds()).filter((kind) => kind === 'client.held')).toHaveLength(2);
    expect(await held()).toMatchObject([{ calls: 4 }]);
  });

  test('that was refused gets nothing, and nobody is told again', async () => {
    await decide({ unknownPhones: 'hold', rules: [] });
    const phone = server.aPhone();
    await startUp(phone);
    expect(await server.api.post('/held-phones/refuse', { all: true })).toEqual({ decided: 1 });
    await server.database.pool.query(
      `update held_phones set last_called_at = now() - interval '2 days', notified_at = now() - interval '2 days'`,
    );
    await phone.powerOff();
    await startUp(phone);
    expect(await clients()).toEqual([]);
    expect(await held()).toEqual([]);
    expect(await held('refused')).toMatchObject([{ deviceId: phone.mac, calls: 2 }]);
    expect(await kinds()).toEqual(['client.held']);
  });

  test('is judged by the first rule that fits its address or model', async () => {
    const [allowed, refused, old] = [
      server.aPhone(),
      server.aPhone(),
      server.aPhone({ model: 'openstage40' }),
    ];
    await decide({
      unknownPhones: 'hold',
      rules: [
        { addresses: allowed.address, model: null, decision: 'accept', note: 'Lab' },
        { addresses: `${refused.address}-${refused.address}`, model: 'CP*', decision: 'refuse', note: '' },
        { addresses: null, model: 'OpenStage 40', decision: 'accept', note: '' },
      ],
    });
    const other = server.aPhone();
    await Promise.all([allowed, refused, old, other].map(startUp));
    expect((await clients()).sort()).toEqual([allowed.mac, old.mac].sort());
    expect((await held()).map(({ deviceId }) => deviceId)).toEqual([other.mac]);
  });

  test('that is prepared need not wait, but where phones are refused it is refused as well', async () => {
    const [waited, refused] = [server.aPhone({ e164: '' }), server.aPhone({ e164: '' })];
    await server.api.post('/clients/plug-and-play', { deviceId: waited.mac, e164: '4989700' });
    await server.api.post('/clients/plug-and-play', { deviceId: refused.mac, e164: '4989701' });
    await decide({
      unknownPhones: 'hold',
      rules: [{ addresses: refused.address, model: null, decision: 'refuse', note: '' }],
    });
    await Promise.all([waited, refused].map(startUp));
    expect(await clients()).toEqual([waited.mac]);
    expect(waited.items.get('e164')).toBe('4989700');
    expect(refused.items.get('e164')).toBe('');
  });
});

test('a known phone is never asked for', async () => {
  const phone = server.aPhone();
  await startUp(phone);
  await decide({ unknownPhones: 'refuse', rules: [] });
  phone.changeLocally({ 'reg-addr': '192.0.2.77' });
  const id = (await server.api.get<{ items: { id: string }[] }>('/clients')).items[0]?.id;
  await eventually('the change', async () => {
    const { items } = await server.api.get<{ items: { item: string; reported: string }[] }>(
      `/clients/${id}/values`,
    );
    return items.find(({ item }) => item === 'reg-addr')?.reported === '192.0.2.77' ? true : undefined;
  });
});

test('a storm of held phones is told as a number, and the list has an end', async () => {
  await decide({ unknownPhones: 'hold', rules: [] });
  await server.database.pool.query(
    `insert into held_phones (device_id, e164, device_type, model, software_type, software_version, address, contact_me_uri,
       first_called_at, last_called_at, notified_at)
     select 'filler-' || n, '', '', '', '', '', '192.0.2.1', '', now(), now(), now() from generate_series(1, 9980) n`,
  );
  const phones = Array.from({ length: 40 }, () => server.aPhone());
  await Promise.all(phones.map(startUp));
  const { total } = await server.api.get<{ total: number }>('/held-phones');
  expect(total).toBe(10_000);
  const found = await kinds();
  expect(found).toContain('client.held_full');
  expect(found).toContain('client.held_many');
  expect(await server.api.post('/held-phones/approve', { all: true })).toEqual({ decided: 10_000 });
  await eventually('the twenty', async () => ((await clients()).length === 20 ? true : undefined), 30_000);
});

test('rules that cannot be read are refused, and the second of two administrators is told', async () => {
  const body = {
    unknownPhones: 'accept',
    rules: [{ addresses: '10.1', model: null, decision: 'hold', note: '' }],
  };
  expect(await server.api.send('PUT', '/acceptance', body, { 'if-match': '*' })).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'rules.0.addresses', code: 'addresses.form' }] },
  });
  const good = { unknownPhones: 'accept', rules: [] };
  expect(await server.api.send('PUT', '/acceptance', good)).toMatchObject({ status: 428 });
  expect(await server.api.send('PUT', '/acceptance', good, { 'if-match': '"0"' })).toMatchObject({
    status: 412,
    body: { current: { changedBy: 'admin', etag: `"${version}"` } },
  });
});
