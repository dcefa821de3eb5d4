import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VirtualPhone } from '@deskfleet/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { ItemName } from '../../src/features/item-names/item-names.schema.ts';
import type { Job } from '../../src/features/jobs/job.schema.ts';
import type { ClientValue } from '../../src/features/values/values.schema.ts';
import { ApiClient, eventually, type RunningServer, startServer } from '../support/running-server.ts';

const ROUTE = '7.6.5/ipv4-route-1-destination';
const MASK = '7.6.5/ipv4-route-1-subnet-mask';

interface Learned {
  readonly unknownCount: number;
  readonly items: readonly {
    readonly item: string;
    readonly example: string | null;
    readonly matches: readonly {
      readonly parameterId: string;
      readonly score: number;
      readonly override: object;
      readonly reasons: readonly { readonly code: string; readonly text: { readonly en: string } }[];
    }[];
  }[];
}

let server: RunningServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskfleet-item-names-'));
  server = await startServer({ env: { DESKFLEET_DATA: folder } });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

async function registered(phone: VirtualPhone): Promise<Client> {
  await phone.powerOn();
  return eventually(`the inventory of ${phone.mac}`, async () => {
    const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${phone.mac}`);
    const [client] = items;
    if (client === undefined) return undefined;
    const { reportedAt } = await server.api.get<{ reportedAt: string | null }>(
      `/clients/${client.id}/values`,
    );
    return reportedAt === null ? undefined : client;
  });
}

const path = (id: string) => `/item-names/${encodeURIComponent(id)}`;
const finished = (jobId: string) =>
  eventually(`the end of job ${jobId}`, async () => {
    const job = await server.api.get<Job>(`/jobs/${jobId}`);
    return job.finishedAt === null ? undefined : job;
  });
const order = (client: Client, item: string, value: string) =>
  server.api.post<Job>('/jobs', {
    type: 'configure',
    clients: { ids: [client.id] },
    values: [{ item, value }],
  });

describe('a phone whose firmware has other names', () => {
  test('refuses the inferred name, which is counted; what it reports is offered; accepted, it takes the value', async () => {
    const phone = server.aPhone({
      itemNames: { 'route1-addr': 'route1-dest-address', 'route1-mask': 'route1-subnet-mask' },
      items: { 'route1-dest-address': '192.0.2.0', 'route1-subnet-mask': '255.255.255.0' },
    });
    const client = await registered(phone);
    const refused = await finished((await order(client, 'route1-addr', '198.51.100.0')).id);
    expect(refused.state).toBe('failed');
    const counted = await server.api.get<ItemName>(path(ROUTE));
    expect(counted).toMatchObject({
      refusedCount: 1,
      refused: { unknownItem: 1 },
      answers: [
        { item: 'route1-addr', status: 'unknown item', model: client.model, count: 1, current: true },
      ],
    });
    expect(counted.answers[0]?.softwareVersion).toBe(client.softwareVersion);

    const learned = await server.api.post<Learned>('/item-names/learn', { clientId: client.id });
    const offers = new Map(learned.items.map(({ item, matches }) => [item, matches[0]]));
    expect(learned.unknownCount).toBe(learned.items.length);
    expect(offers.get('route1-dest-address')).toMatchObject({
      parameterId: ROUTE,
      override: { item: 'route1-dest-address' },
    });
    expect(offers.get('route1-subnet-mask')?.parameterId).toBe(MASK);
    const reasons = offers.get('route1-dest-address')?.reasons ?? [];
    expect(reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['learn.value', 'learn.not_reported']),
    );
    expect(reasons.map(({ text }) => text.en).join(' ')).toContain('192.0.2.0');

    const { override } = offers.get('route1-dest-address') ?? { override: {} };
    expect((await server.api.send('PUT', path(ROUTE), override)).status).toBe(200);
    const { items } = await server.api.get<{ items: ClientValue[] }>(`/clients/${client.id}/values`);
    expect(items.find(({ parameterId }) => parameterId === ROUTE)).toMatchObject({
      item: 'route1-dest-address',
      reported: '192.0.2.0',
      // What was wanted goes on under the right name, and is no longer refused.
      desired: '198.51.100.0',
      state: 'drift',
      refused: null,
    });
    const taken = await finished((await order(client, 'route1-dest-address', '198.51.100.0')).id);
    expect(taken.state).toBe('success');
    expect(phone.items.get('route1-dest-address')).toBe('198.51.100.0');
    expect((await server.api.get<ItemName>(path(ROUTE))).refusedCount).toBe(0);
    await server.api.send('DELETE', path(ROUTE));
  });

  test('gets an order that waited for it under the name that was corrected in the meantime', async () => {
    const phone = server.aPhone({ itemNames: { 'route1-gateway-addr': 'route1-router' } });
    const client = await registered(phone);
    phone.startCall();
    const waiting = await order(client, 'route1-gateway-addr', '192.0.2.254');
    await eventually('that the phone says it is busy', async () => {
      const { counts } = await server.api.get<Job>(`/jobs/${waiting.id}`);
      return counts.busy === 1 ? true : undefined;
    });
    const gateway = '7.6.5/ipv4-route-1-gateway';
    await server.api.send('PUT', path(gateway), { item: 'route1-router' });
    phone.endCall();
    expect((await finished(waiting.id)).state).toBe('success');
    expect(phone.items.get('route1-router')).toBe('192.0.2.254');
    await server.api.send('DELETE', path(gateway));
  });

  test('that has not told its configuration teaches nothing yet', async () => {
    const answer = await server.api.send('POST', '/item-names/learn', { clientId: '999999' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'client.not_found' } });
  });
});

describe('several nodes', () => {
  test('know a correction within a second', async () => {
    const other = await server.anotherNode();
    const api = new ApiClient(other.ports.admin);
    await api.signIn();
    const itemOnOther = async () => (await api.get<ItemName>(path(MASK))).item;
    expect(await itemOnOther()).toBe('route1-mask');
    await server.api.send('PUT', path(MASK), { item: 'static-mask-1' });
    const changedAt = Date.now();
    await eventually('the correction on the other node', async () =>
      (await itemOnOther()) === 'static-mask-1' ? true : undefined,
    );
    expect(Date.now() - changedAt).toBeLessThan(1_000);
    await server.api.send('DELETE', path(MASK));
    api.close();
  });
});

describe('the file in the data folder', () => {
  const write = (content: string | object) =>
    writeFile(
      join(folder, 'item-names.json'),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  const document = (overrides: object) => ({ format: 'deskfleet.item-names/1', overrides });

  test('is imported when a server starts, once, and known to servers that run; what the app changes later stays', async () => {
    await write(document({ [ROUTE]: { item: 'from-file' } }));
    await server.prepareAgain();
    await eventually('the correction of the file', async () =>
      (await server.api.get<ItemName>(path(ROUTE))).item === 'from-file' ? true : undefined,
    );
    expect((await server.api.get<ItemName>(path(ROUTE))).overriddenBy).toBeNull();
    expect(server.logged()).toContain('1 new, 0 in place of those in the database');
    await server.api.send('PUT', path(ROUTE), { item: 'from-the-app' });
    await server.prepareAgain();
    expect((await server.api.get<ItemName>(path(ROUTE))).item).toBe('from-the-app');
    expect(server.logged()).toContain('already: what has been changed in the app since then stays');
    await write(document({ [ROUTE]: { item: 'from-file-again' } }));
    await server.prepareAgain();
    await eventually('the second correction of the file', async () =>
      (await server.api.get<ItemName>(path(ROUTE))).item === 'from-file-again' ? true : undefined,
    );
  });

  test.each([
    ['no JSON', '{ "format": ', 'it is no JSON'],
    ['another document', { some: 'thing' }, 'it is no document of item names: "format" is missing.'],
    [
      'a wrong entry',
      document({ [MASK]: { item: 'fine-name' }, '7.9.9/gone': { item: 'gone' } }),
      'its entry "7.9.9/gone" is wrong: The catalog has no parameter with the id "7.9.9/gone".',
    ],
  ])(
    'that is broken (%s) is reported in one sentence, changes nothing, and the server starts',
    async (_what, content, sentence) => {
      await write(content);
      await server.prepareAgain();
      const line = server
        .logged()
        .split('\n')
        .findLast((text) => text.includes('is not imported'));
      expect((JSON.parse(line ?? '{}') as { msg: string }).msg).toContain(sentence);
      expect((await server.api.get<ItemName>(path(MASK))).override).toBeNull();
    },
  );
});
