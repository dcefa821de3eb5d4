import { Agent } from 'node:https';
import type { Item } from '@deskfleet/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { Job, Target } from '../../src/features/jobs/job.schema.ts';
import type { ClientValue } from '../../src/features/values/values.schema.ts';
import { aMac, anInitial, aReply, type RawRequest, sendRaw } from '../support/raw-phone.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ phoneSettings: { contactGapSeconds: 300, secretsNeedContactRequest: true } });
});
afterAll(() => server.stop());

const send = (request: Omit<RawRequest, 'port'>) => sendRaw({ port: server.node.ports.phones, ...request });

const someItems: readonly Item[] = [
  { name: 'reg-addr', value: '192.0.2.1' },
  { name: 'trace-level', index: 0, value: '3' },
  { name: 'trace-level', index: 1, value: '4' },
];

/** A phone that the server knows, with its inventory. */
async function aKnownPhone(items = someItems): Promise<{ mac: string; client: Client }> {
  const mac = aMac();
  const { cookie } = await send({ body: anInitial(mac) });
  const last = await send({ body: aReply('ReadAllItems', { items }), cookie });
  expect(last.message?.action).toBe('CleanUp');
  const { items: clients } = await server.api.get<{ items: Client[] }>(`/clients?search=${mac}`);
  const [client] = clients;
  if (client === undefined) throw new TypeError('the phone is not known');
  return { mac, client };
}

async function order(
  client: Client,
  values: { item: string; index?: number; value: string }[],
): Promise<Job> {
  return server.api.post<Job>('/jobs', { type: 'configure', clients: { ids: [client.id] }, values });
}

async function targetOf(job: Job): Promise<Target> {
  const { items } = await server.api.get<{ items: Target[] }>(`/jobs/${job.id}/targets`);
  const [target] = items;
  if (target === undefined) throw new TypeError('the job has no target');
  return target;
}

async function reported(client: Client): Promise<[string, number | null, string | null][]> {
  const { items } = await server.api.get<{ items: ClientValue[] }>(`/clients/${client.id}/values`);
  return items.map((value) => [value.item, value.index, value.reported]);
}

describe('an answer', () => {
  test('has a length, is never chunked, and comes with status 200', async () => {
    const answer = await send({ body: anInitial(aMac()) });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.text)));
    expect(answer.headers['transfer-encoding']).toBeUndefined();
    expect(answer.headers['content-type']).toBe('text/xml');
  });

  test.each(['ab15234de14f15a667c6f8d', 'A', '0'.repeat(64), 'AbCdEf'])(
    'echoes the nonce %s as it is',
    async (nonce) => {
      const answer = await send({ body: anInitial(aMac(), { nonce }) });
      expect(answer.message?.nonce).toBe(nonce);
    },
  );

  test('sets a simple session cookie when a dialogue begins, and none when it ends at once', async () => {
    const first = await send({ body: anInitial(aMac()) });
    expect(first.cookie).toMatch(/^JSESSIONID=[0-9A-F]{32}; Path=\/DeploymentService; Secure$/);
    const { mac } = await aKnownPhone();
    expect((await send({ body: anInitial(mac) })).cookie).toBeUndefined();
  });
});

describe('a reply finds its dialogue', () => {
  test('by the cookie with all its attributes sent back', async () => {
    const { cookie } = await send({ body: anInitial(aMac()) });
    const reply = await send({
      body: aReply('ReadAllItems', { items: someItems, fragment: 'next' }),
      cookie,
    });
    expect(reply.message?.action).toBe('GetNextFragment');
  });

  test('by its nonce when it sends no cookie', async () => {
    const from = '127.8.0.1';
    await send({ body: anInitial(aMac(), { nonce: 'AAAA' }), from });
    await send({ body: anInitial(aMac(), { nonce: 'BBBB' }), from });
    const reply = await send({ body: aReply('ReadAllItems', { nonce: 'BBBB', fragment: 'next' }), from });
    expect(reply.message?.action).toBe('GetNextFragment');
  });

  test('by its address when neither tells, and not when two phones share it', async () => {
    const reply = aReply('ReadAllItems', { nonce: 'CCCC', fragment: 'next' });
    await send({ body: anInitial(aMac()), from: '127.8.0.2' });
    expect((await send({ body: reply, from: '127.8.0.2' })).message?.action).toBe('GetNextFragment');
    await send({ body: anInitial(aMac()), from: '127.8.0.3' });
    await send({ body: anInitial(aMac()), from: '127.8.0.3' });
    expect((await send({ body: reply, from: '127.8.0.3' })).message?.action).toBe('CleanUp');
  });

  test('an initial message opens a new one whatever cookie comes with it', async () => {
    const mac = aMac();
    const first = await send({ body: anInitial(mac) });
    const second = await send({
      body: anInitial(mac, { nonce: 'DDDD', reason: 'solicited' }),
      cookie: first.cookie,
    });
    expect(second.message?.action).toBe('ReadAllItems');
    expect(second.cookie).not.toBe(first.cookie);
    expect(
      (await send({ body: aReply('ReadAllItems', { items: someItems }), cookie: second.cookie })).message
        ?.action,
    ).toBe('CleanUp');
  });
});

describe('a message that comes twice', () => {
  test('gets the same answer again, and its piece is stored once', async () => {
    const mac = aMac();
    const { cookie } = await send({ body: anInitial(mac) });
    const piece = aReply('ReadAllItems', { nonce: 'A1', items: someItems.slice(0, 1), fragment: 'next' });
    for (let times = 0; times < 3; times += 1) {
      expect((await send({ body: piece, cookie })).message).toEqual({
        nonce: 'A1',
        action: 'GetNextFragment',
        items: [],
      });
    }
    await send({
      body: aReply('ReadAllItems', { nonce: 'A2', items: someItems.slice(1), fragment: 'final' }),
      cookie,
    });
    const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${mac}`);
    expect(items[0] && (await reported(items[0]))).toEqual([
      ['reg-addr', null, '192.0.2.1'],
      ['trace-level', 0, '3'],
      ['trace-level', 1, '4'],
    ]);
  });

  test('gets the same values again when the phone lost them, and they count as sent once', async () => {
    const { mac, client } = await aKnownPhone();
    const job = await order(client, [{ item: 'reg-addr', value: '192.0.2.20' }]);
    const body = anInitial(mac, { reason: 'solicited', nonce: 'E1' });
    const first = await send({ body });
    const again = await send({ body });
    expect(first.message).toEqual({
      nonce: 'E1',
      action: 'WriteItems',
      items: [{ name: 'reg-addr', value: '192.0.2.20' }],
    });
    expect(again.message).toEqual(first.message);
    expect(again.cookie).toBe(first.cookie);
    const reply = aReply('WriteItems', { nonce: 'E2' });
    expect((await send({ body: reply, cookie: first.cookie })).message?.action).toBe('CleanUp');
    expect((await send({ body: reply, cookie: first.cookie })).message?.action).toBe('CleanUp');
    const target = await targetOf(job);
    expect(target.state).toBe('success');
    expect(target.events.filter((event) => event.kind === 'target.sent')).toHaveLength(1);
    expect(target.events.filter((event) => event.kind === 'target.stored')).toHaveLength(1);
  });

  test('at the same moment is answered twice and counts once', async () => {
    const { mac, client } = await aKnownPhone();
    const job = await order(client, [{ item: 'reg-addr', value: '192.0.2.20' }]);
    const { cookie } = await send({ body: anInitial(mac, { reason: 'solicited', nonce: 'F1' }) });
    const reply = aReply('WriteItems', { nonce: 'F2' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => send({ body: reply, cookie })));
    expect(answers.map((answer) => answer.message?.action)).toEqual(Array(8).fill('CleanUp'));
    expect((await targetOf(job)).events.filter((event) => event.kind === 'target.stored')).toHaveLength(1);
  });
});

describe('a dialogue that breaks off in the middle of writing', () => {
  test('is taken up by asking the phone, so that nothing is written twice', async () => {
    const { mac, client } = await aKnownPhone();
    const job = await order(client, [{ item: 'reg-addr', value: '192.0.2.20' }]);
    await send({ body: anInitial(mac, { reason: 'solicited', nonce: '11' }) });
    const next = await send({ body: anInitial(mac, { nonce: '22' }) });
    expect(next.message).toMatchObject({ action: 'ReadItems', items: [{ name: 'reg-addr', value: '' }] });
    const reply = aReply('ReadItems', { items: [{ name: 'reg-addr', value: '192.0.2.20' }] });
    expect((await send({ body: reply, cookie: next.cookie })).message?.action).toBe('CleanUp');
    expect((await targetOf(job)).state).toBe('success');
  });
});

describe('pieces of a reply', () => {
  test('are thrown away when the chain breaks', async () => {
    const { mac, client } = await aKnownPhone();
    const before = await reported(client);
    const { cookie } = await send({ body: anInitial(mac, { changed: true, nonce: '31' }) });
    await send({
      body: aReply('ReadAllItems', {
        items: [{ name: 'reg-addr', value: '198.51.100.9' }],
        fragment: 'next',
      }),
      cookie,
    });
    await send({ body: anInitial(mac, { nonce: '32' }) });
    expect(await reported(client)).toEqual(before);
  });

  test('may come to different nodes, each over a connection of its own', async () => {
    const other = await server.anotherNode();
    const ports = [server.node.ports.phones, other.ports.phones];
    const mac = aMac();
    const headers = { connection: 'close' };
    const { cookie } = await sendRaw({ port: ports[0] ?? 0, body: anInitial(mac), headers });
    for (const [position, item] of someItems.entries()) {
      const fragment = position === someItems.length - 1 ? 'final' : 'next';
      const body = aReply('ReadAllItems', { nonce: `4${position}`, items: [item], fragment });
      const answer = await sendRaw({ port: ports[(position + 1) % 2] ?? 0, body, cookie, headers });
      expect(answer.message?.action).toBe(fragment === 'final' ? 'CleanUp' : 'GetNextFragment');
    }
    const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${mac}`);
    expect(items[0] && (await reported(items[0])).length).toBe(someItems.length);
  });
});

describe('a phone that keeps its connection', () => {
  const agents: Agent[] = [];
  afterEach(() => {
    for (const agent of agents.splice(0)) agent.destroy();
  });
  /** A connection of its own that lasts. */
  const aConnection = () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    agents.push(agent);
    return agent;
  };
  const pieces = someItems.map((item, place) =>
    aReply('ReadAllItems', {
      nonce: `5${place}`,
      items: [item],
      fragment: place === someItems.length - 1 ? 'final' : 'next',
    }),
  );
  const [first = '', second = '', last = ''] = pieces;
  const storedPieces = async () =>
    (await server.database.pool.query('select from dialogue_pieces')).rowCount ?? 0;
  const inventoryOf = async (mac: string) => {
    const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${mac}`);
    return items[0] === undefined ? [] : reported(items[0]);
  };

  test('is read in pieces that never touch the database before they are complete', async () => {
    const mac = aMac();
    const agent = aConnection();
    const { cookie } = await send({ body: anInitial(mac), agent });
    const before = await storedPieces();
    for (const body of [first, second]) {
      expect((await send({ body, cookie, agent })).message?.action).toBe('GetNextFragment');
    }
    expect(await storedPieces()).toBe(before);
    expect((await send({ body: last, cookie, agent })).message?.action).toBe('CleanUp');
    expect(await inventoryOf(mac)).toHaveLength(someItems.length);
  });

  test('and loses it in the middle goes on over another one', async () => {
    const mac = aMac();
    const [before, after] = [aConnection(), aConnection()];
    const { cookie } = await send({ body: anInitial(mac), agent: before });
    await send({ body: first, cookie, agent: before });
    before.destroy();
    // Its answer may have been lost with the connection, so it sends the piece once more.
    for (const body of [first, second]) {
      expect((await send({ body, cookie, agent: after })).message?.action).toBe('GetNextFragment');
    }
    expect((await send({ body: last, cookie, agent: after })).message?.action).toBe('CleanUp');
    expect(await inventoryOf(mac)).toHaveLength(someItems.length);
  });

  test('and announces that it will not any more has its pieces stored from then on', async () => {
    const other = await server.anotherNode();
    const mac = aMac();
    const agent = aConnection();
    const { cookie } = await send({ body: anInitial(mac), agent });
    await send({ body: first, cookie, agent });
    expect((await send({ body: second, cookie })).message?.action).toBe('GetNextFragment');
    const answer = await sendRaw({ port: other.ports.phones, body: last, cookie });
    expect(answer.message?.action).toBe('CleanUp');
    expect(await inventoryOf(mac)).toHaveLength(someItems.length);
  });

  test('and goes on at another node is asked again from the beginning', async () => {
    const other = await server.anotherNode();
    const port = other.ports.phones;
    const mac = aMac();
    const { cookie } = await send({ body: anInitial(mac), agent: aConnection() });
    await send({ body: first, cookie, agent: aConnection() });
    const agent = aConnection();
    const again = await sendRaw({ port, body: last, cookie, agent });
    expect(again.message).toMatchObject({ action: 'ReadAllItems', items: [] });
    expect(await inventoryOf(mac)).toEqual([]);
    for (const body of [first, second]) {
      expect((await sendRaw({ port, body, cookie, agent })).message?.action).toBe('GetNextFragment');
    }
    expect((await sendRaw({ port, body: last, cookie, agent })).message?.action).toBe('CleanUp');
    expect(await inventoryOf(mac)).toHaveLength(someItems.length);
  });

  test('and is led away to another node and back never has half of its values stored', async () => {
    const other = await server.anotherNode();
    const mac = aMac();
    const agent = aConnection();
    const { cookie } = await send({ body: anInitial(mac), agent });
    await send({ body: first, cookie, agent });
    const asked = await sendRaw({ port: other.ports.phones, body: second, cookie });
    expect(asked.message?.action).toBe('ReadAllItems');
    // Back at the first node, which knows nothing of that.
    await send({ body: aReply('ReadAllItems', { nonce: '61', fragment: 'next' }), cookie, agent });
    const again = await send({ body: last, cookie, agent });
    expect(again.message?.action).toBe('ReadAllItems');
    expect(await inventoryOf(mac)).toEqual([]);
    for (const body of pieces) await send({ body, cookie, agent });
    expect(await inventoryOf(mac)).toHaveLength(someItems.length);
  });

  test('and sends a broken piece is not believed, and asked again at its next call', async () => {
    for (const keeps of [true, false]) {
      const mac = aMac();
      const connection = keeps ? { agent: aConnection() } : {};
      const { cookie } = await send({ body: anInitial(mac), ...connection });
      await send({ body: first, cookie, ...connection });
      await send({ body: second.replace('</Item>', '</Itm>'), cookie, ...connection });
      expect((await send({ body: last, cookie, ...connection })).message).toMatchObject({
        action: 'CleanUp',
        items: [],
      });
      expect(await inventoryOf(mac)).toEqual([]);

      const next = await send({ body: anInitial(mac, { changed: false, nonce: '81' }), ...connection });
      expect(next.message?.action).toBe('ReadAllItems');
      for (const body of pieces) await send({ body, cookie: next.cookie, ...connection });
      expect(await inventoryOf(mac)).toHaveLength(someItems.length);
    }
  });

  test('gets an order that was given while it was being read in the same dialogue', async () => {
    const { mac, client } = await aKnownPhone();
    const agent = aConnection();
    const { cookie } = await send({ body: anInitial(mac, { changed: true, nonce: '71' }), agent });
    await send({ body: first, cookie, agent });
    const job = await order(client, [{ item: 'reg-addr', value: '192.0.2.20' }]);
    await send({ body: second, cookie, agent });
    const answer = await send({ body: last, cookie, agent });
    expect(answer.message).toMatchObject({
      action: 'WriteItems',
      items: [{ name: 'reg-addr', value: '192.0.2.20' }],
    });
    expect((await send({ body: aReply('WriteItems'), cookie, agent })).message?.action).toBe('CleanUp');
    expect((await targetOf(job)).state).toBe('success');
    expect(await inventoryOf(mac)).toHaveLength(someItems.length);
  });
});

describe('what is no message of a phone', () => {
  test.each([
    ['another path', { path: '/' }, 404],
    ['a path that only begins like ours', { path: '/DeploymentServiceX' }, 404],
    ['another method', { method: 'GET', body: '' }, 405],
    ['garbage', { body: 'hello' }, 400],
    ['an empty body', { body: '' }, 400],
    ['a body over 1 MiB', { body: Buffer.alloc(1_048_577, 0x20) }, 413],
  ])('%s is refused with its status and closes the connection', async (_name, request, status) => {
    const answer = await send({ body: anInitial(aMac()), from: '127.8.1.1', ...request });
    expect(answer.status).toBe(status);
    expect(answer.headers['connection']).toBe('close');
  });

  test('a broken message with a nonce gets a CleanUp that the phone can accept', async () => {
    const body = anInitial(aMac(), { nonce: 'BAD1' }).replace('</ItemList>', '');
    expect((await send({ body, from: '127.8.1.2' })).message).toEqual({
      nonce: 'BAD1',
      action: 'CleanUp',
      items: [],
    });
  });

  test('entities and document types are refused', async () => {
    const body = `<!DOCTYPE x [<!ENTITY a "b">]>${anInitial(aMac(), { nonce: 'BAD2' })}`;
    expect((await send({ body, from: '127.8.1.2' })).message?.action).toBe('CleanUp');
  });

  test('a message without usable mac-addr is acknowledged and registers nobody', async () => {
    const { total } = await server.api.get<{ total: number }>('/clients');
    for (const mac of ['', "00:1A'; drop table clients", '../../etc/passwd', '<script>', 'x'.repeat(65)]) {
      expect((await send({ body: anInitial(mac), from: '127.8.1.3' })).message?.action).toBe('CleanUp');
    }
    expect(await server.api.get<{ total: number }>('/clients')).toMatchObject({ total });
  });

  test('is logged with its source, and notified once an hour for each source', async () => {
    for (let times = 0; times < 30; times += 1) await send({ body: 'hello', from: '127.8.1.4' });
    const lines = server
      .logged()
      .split('\n')
      .filter((line) => line.includes('127.8.1.4'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(10);
    const raised = await eventually('the notification', async () => {
      const { items } = await server.api.get<{ items: { kind: string; params: { address: string } }[] }>(
        '/notifications?pageSize=100',
      );
      const found = items.filter(
        (item) => item.kind === 'device_endpoint.bad_request' && item.params.address === '127.8.1.4',
      );
      return found.length > 0 ? found : undefined;
    });
    expect(raised).toHaveLength(1);
  });
});

describe('what a phone says of itself', () => {
  test('is kept as text, whatever it looks like', async () => {
    const mac = aMac();
    const hostile = `<img src=x onerror=alert(1)>'; drop table clients; --`;
    await send({ body: anInitial(mac, { items: [{ name: 'part-number', value: hostile }] }) });
    const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${mac}`);
    expect(items[0]?.partNumber).toBe(hostile);
  });

  test('leaves no secret behind: neither in the database nor in the log nor in an answer', async () => {
    const mac = aMac();
    const { cookie } = await send({
      body: anInitial(mac, { items: [{ name: 'user-pwd', value: 'Klartext-99' }] }),
    });
    await send({
      body: aReply('ReadAllItems', { items: [{ name: 'sip-pwd', value: 'Klartext-99' }, ...someItems] }),
      cookie,
    });
    const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${mac}`);
    const everything = await server.database.pool.query(
      "select c::text, encode(r.document, 'escape') from clients c left join reported_values r on r.client_id = c.id",
    );
    expect(JSON.stringify(everything.rows)).not.toContain('Klartext-99');
    expect(JSON.stringify(await server.api.get(`/clients/${items[0]?.id}`))).not.toContain('Klartext-99');
    expect(JSON.stringify(await server.api.get(`/clients/${items[0]?.id}/values`))).not.toContain(
      'Klartext-99',
    );
    expect(server.logged()).not.toContain('Klartext-99');
  });

  test('a contact address that is not its own is never called', async () => {
    const mac = aMac();
    const { cookie } = await send({
      body: anInitial(mac, { contactMeUri: 'http://127.0.0.9:8085/contact_dls.html/ContactDLS' }),
    });
    await send({ body: aReply('ReadAllItems', { items: someItems }), cookie });
    const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${mac}`);
    const [client] = items;
    if (client === undefined) throw new TypeError('no client');
    expect(client.access).toEqual({
      mode: 'none',
      reason: {
        en: 'its contact address is 127.0.0.9, but it calls from 127.0.0.1',
        de: 'seine Kontaktadresse ist 127.0.0.9, es meldet sich aber von 127.0.0.1',
      },
    });
    const job = await order(client, [{ item: 'reg-addr', value: '192.0.2.20' }]);
    const target = await eventually('the reason', async () => {
      const found = await targetOf(job);
      return found.reason === null ? undefined : found;
    });
    expect(target.reason?.code).toBe('target.no_contact_address');
  });
});

describe('a phone behind NAT that polls', () => {
  const poll = async (deviceId: string) =>
    (await fetch(`http://127.0.0.1:${server.node.ports.dcmp}/dcmp/contact-me?device-id=${deviceId}`)).status;

  test('is told by the status whether work waits', async () => {
    const { mac, client } = await aKnownPhone();
    expect(await poll(mac)).toBe(200);
    await order(client, [{ item: 'reg-addr', value: '192.0.2.20' }]);
    expect(await poll(mac)).toBe(202);
    expect(await poll(mac.toLowerCase())).toBe(202);
  });

  test('gets nothing for an unknown device, and an error for none', async () => {
    expect(await poll('00:1A:E8:FF:FF:FF')).toBe(200);
    expect(await poll('')).toBe(400);
    expect(await poll('no identifier')).toBe(400);
  });
});
