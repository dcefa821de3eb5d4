import { existsSync, readFileSync } from 'node:fs';
import type { ActionName, InitialReason, Item, ServerMessage } from '@deskfleet/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { Job, Target } from '../../src/features/jobs/job.schema.ts';
import type { ClientValue } from '../../src/features/values/values.schema.ts';
import { aMac, anInitial, aReply, type RawAnswer, sendRaw } from '../support/raw-phone.ts';
import { type RunningServer, startServer } from '../support/running-server.ts';

/** Real messages of the reference, kept beside the repository, not in it. */
const SAMPLES = new URL('../../../../../shared/reference/samples.json', import.meta.url);

interface Sample {
  readonly id: string;
  readonly direction: string;
  readonly kind: string;
  readonly wellformed: boolean;
  readonly xml: string;
  readonly xml_repaired?: string;
  readonly description: string;
}

const samples = existsSync(SAMPLES) ? (JSON.parse(readFileSync(SAMPLES, 'utf8')) as Sample[]) : [];
const fromPhones = samples.filter(
  ({ direction, kind }) => direction === 'phone-to-server' && kind === 'message',
);
const isThere = fromPhones.length > 0;

/** What a phone meant, where the guide prints it with a mistake. */
function textOf(id: string): string {
  const sample = fromPhones.find((found) => found.id === id);
  if (sample === undefined) throw new TypeError(`there is no sample ${id}`);
  return sample.wellformed ? sample.xml : (sample.xml_repaired ?? sample.xml);
}

function nonceOf(xml: string): string | undefined {
  return /nonce="([^"]*)"/.exec(xml)?.[1];
}

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
afterEach(async () => {
  const { items } = await server.api.get<{ items: Client[] }>('/clients?pageSize=100');
  for (const { id } of items) await server.api.send('DELETE', `/clients/${id}`);
});

const FROM = '127.8.2.1';
const send = (body: string, cookie?: string): Promise<RawAnswer> =>
  sendRaw({ port: server.node.ports.phones, body, cookie, from: FROM });

const someItems: readonly Item[] = [{ name: 'reg-addr', value: '192.0.2.1' }];

/** Answers a sample as the phone that sent it would hear it. */
async function say(id: string, cookie?: string): Promise<ServerMessage> {
  const body = textOf(id);
  const { status, message } = await send(body, cookie);
  expect(status).toBe(200);
  expect(message?.nonce).toBe(nonceOf(body));
  if (message === undefined) throw new TypeError('the answer is no message');
  return message;
}

/** Reads a phone that has begun a dialogue, to its end. */
async function read({ message, cookie }: RawAnswer): Promise<void> {
  expect(message?.action).toBe('ReadAllItems');
  const { message: last } = await send(aReply('ReadAllItems', { items: someItems }), cookie);
  expect(last?.action).toBe('CleanUp');
}

async function theClient(mac: string): Promise<Client> {
  const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${mac}`);
  const [client] = items;
  if (client === undefined) throw new TypeError('the phone is not known');
  return client;
}

/** A known phone that has just been given these values, with the job and the cookie of the dialogue. */
async function writtenTo(values: readonly { item: string; index?: number; value: string }[]) {
  const mac = aMac();
  await read(await send(anInitial(mac)));
  const client = await theClient(mac);
  const job = await server.api.post<Job>('/jobs', {
    type: 'configure',
    clients: { ids: [client.id] },
    values,
  });
  const { message, cookie } = await send(
    anInitial(mac, { nonce: 'A1', reason: 'solicited' as InitialReason }),
  );
  expect(message?.action).toBe('WriteItems');
  return { mac, job, cookie };
}

const someValue = [{ item: 'reg-addr', value: '192.168.1.117' }];

/** A phone whose dialogue broke off while it was written to, and that is asked what it has. */
async function askedAgain() {
  const { mac, job } = await writtenTo(someValue);
  const { message, cookie } = await send(anInitial(mac, { nonce: 'A2' }));
  expect(message?.action).toBe('ReadItems');
  return { job, cookie };
}

async function targetOf(job: Job): Promise<Target | undefined> {
  return (await server.api.get<{ items: Target[] }>(`/jobs/${job.id}/targets`)).items[0];
}

const initial: readonly (readonly [id: string, unknown: ActionName, known: ActionName])[] = [
  ['S01', 'ReadAllItems', 'CleanUp'],
  ['S05', 'ReadAllItems', 'ReadAllItems'],
  ['S09', 'ReadAllItems', 'CleanUp'],
  ['S18', 'CleanUp', 'CleanUp'],
  ['S51', 'CleanUp', 'CleanUp'],
  ['S52', 'ReadAllItems', 'CleanUp'],
  ['S53', 'CleanUp', 'CleanUp'],
  ['S54', 'CleanUp', 'CleanUp'],
];
const misprinted = ['S18', 'S42'];
const replies = ['S03', 'S10', 'S12', 'S22', 'S28', 'S29', 'S33', 'S36', 'S42', 'S55', 'S56', 'S57'];

const place = isThere ? '' : ' (SKIPPED: shared/reference/samples.json is not there)';

describe.skipIf(!isThere)(`a real message of a phone${place}`, () => {
  test('is tried here, whichever of the reference it is', () => {
    expect(fromPhones.map(({ id }) => id).sort()).toEqual([...initial.map(([id]) => id), ...replies].sort());
  });

  test.each(initial)(
    '%s begins a dialogue: %s when the phone is unknown, %s when it is known',
    async (id, unknown, known) => {
      const mac = /name="mac-addr">\s*([^<\s]*)/.exec(textOf(id))?.[1] ?? '';
      const first = await send(textOf(id));
      expect(first.message).toMatchObject({ nonce: nonceOf(textOf(id)), action: unknown });
      if (unknown === 'ReadAllItems') await read(first);
      else await read(await send(anInitial(mac, { changed: true })));
      expect((await theClient(mac)).deviceId).toBe(mac);
      // The same bytes would be a repetition.
      const again = await send(textOf(id).replace(/nonce="[^"]*"/, 'nonce="99"'));
      expect(again.message).toMatchObject({ nonce: '99', action: known });
    },
  );

  test.each(misprinted)('%s, as it is misprinted, is acknowledged', async (id) => {
    const xml = fromPhones.find((sample) => sample.id === id)?.xml ?? '';
    const { message } = await send(xml);
    expect(message).toEqual({ nonce: nonceOf(xml), action: 'CleanUp', items: [] });
  });

  test.each(replies.filter((id) => id !== 'S42'))('%s without a dialogue is acknowledged', async (id) => {
    expect(await say(id)).toMatchObject({ action: 'CleanUp', items: [] });
  });

  test.each([
    ['S03', 0],
    ['S57', 300],
  ])('%s ends the reading of a phone', async (id, least) => {
    const mac = aMac();
    const { cookie } = await send(anInitial(mac));
    expect(await say(id, cookie)).toMatchObject({ action: 'CleanUp', items: [] });
    const client = await theClient(mac);
    const { items } = await server.api.get<{ items: ClientValue[] }>(`/clients/${client.id}/values`);
    expect(items.length).toBeGreaterThanOrEqual(least);
    const zero = items.filter(({ item }) => item === 'feature-availability').map(({ index }) => index);
    if (id === 'S57') expect(zero).toContain(0);
  });

  test('S29 is a piece: the next one is asked for', async () => {
    const { cookie } = await askedAgain();
    expect(await say('S29', cookie)).toMatchObject({ action: 'GetNextFragment', items: [] });
  });

  test('S10 says that the phone has what it was sent: nothing is written again', async () => {
    const { job, cookie } = await askedAgain();
    expect(await say('S10', cookie)).toMatchObject({ action: 'CleanUp', items: [] });
    expect(await targetOf(job)).toMatchObject({ state: 'success' });
  });

  test.each(['S28', 'S56'])('%s says nothing of it: it is written', async (id) => {
    const { cookie } = await askedAgain();
    expect(await say(id, cookie)).toMatchObject({
      action: 'WriteItems',
      items: [{ name: 'reg-addr', value: '192.168.1.117' }],
    });
  });

  test.each(['S22', 'S55'])('%s confirms what was written', async (id) => {
    const { job, cookie } = await writtenTo(someValue);
    expect(await say(id, cookie)).toMatchObject({ action: 'CleanUp', items: [] });
    expect(await targetOf(job)).toMatchObject({ state: 'success' });
  });

  test('S12 is busy: it is asked to call after its call', async () => {
    const { job, cookie } = await writtenTo(someValue);
    expect(await say('S12', cookie)).toMatchObject({
      action: 'CleanUp',
      items: [{ name: 'send-solicited', value: 'true' }],
    });
    expect(await targetOf(job)).toMatchObject({ state: 'busy', finishedAt: null });
  });

  test('S33 names nothing that was written, so everything is stored', async () => {
    const { job, cookie } = await writtenTo(someValue);
    expect(await say('S33', cookie)).toMatchObject({ action: 'CleanUp', items: [] });
    expect(await targetOf(job)).toMatchObject({ state: 'success' });
  });

  test('S36 refuses values although it is accepted', async () => {
    const { job, cookie } = await writtenTo([
      { item: 'Canonical-lookup-local-code', index: 5, value: '089' },
      { item: 'Canonical-lookup-international-code', index: 5, value: '49' },
    ]);
    // The guide writes to an index that the catalog does not have.
    const body = textOf('S36').replaceAll('index="6"', 'index="5"');
    expect((await send(body, cookie)).message).toMatchObject({ action: 'CleanUp', items: [] });
    const target = await targetOf(job);
    expect(target).toMatchObject({ state: 'failed', reason: { code: 'target.refused_all' } });
    expect(target?.reason?.text).toContain('"failed"');
  });

  test('S42 gives up what was written, in its words', async () => {
    const { job, cookie } = await writtenTo(someValue);
    expect(await say('S42', cookie)).toMatchObject({ action: 'CleanUp', items: [] });
    const target = await targetOf(job);
    expect(target).toMatchObject({ state: 'failed', reason: { code: 'target.aborted' } });
    expect(target?.reason?.text).toContain('password retries exceeded');
  });
});
