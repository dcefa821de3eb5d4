import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createNetServer, type Server, type Socket } from 'node:net';
import { releasedCatalog } from '@deskfleet/catalog';
import { type Item, openPhoneMessage } from '@deskfleet/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import {
  CONTACT_PORT,
  claimLoopbackRange,
  type LoopbackRange,
} from '../../../test/support/loopback-range.ts';
import { aMac, anInitial, aReply } from '../../../test/support/raw-phone.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import { createJob, type JobOrder, sweepJobs, updateTargets, wording } from '../../features/jobs/index.ts';
import {
  changeJobSettings,
  defaultJobSettings,
  defaultPhoneSettings,
  type PhoneSettings,
} from '../../features/settings/index.ts';
import { storeInventories } from '../../features/values/index.ts';
import { createPool, inTransaction } from '../../infra/db/index.ts';
import { Interaction } from '../interaction.ts';
import { ContactRequester, type ContactRequesterOptions } from './contact-requests.service.ts';

let server: TestAdminApi;
let clock: TestClock;
let addresses: LoopbackRange;
beforeAll(async () => {
  clock = aClock();
  [server, addresses] = await Promise.all([startAdminApi({ clock }), claimLoopbackRange()]);
});
afterAll(() => server.close());

let settings: PhoneSettings;
const undo: (() => unknown)[] = [];
beforeEach(() => {
  settings = defaultPhoneSettings;
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function aRequester(options: Partial<ContactRequesterOptions> = {}): ContactRequester {
  const requester = new ContactRequester({ ...server.context, settings: () => settings, ...options });
  undo.push(() => requester.stop());
  return requester;
}

interface Heard {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A phone's address with its client, and what is heard there. */
interface Place {
  readonly address: string;
  readonly mac: string;
  readonly clientId: string;
  readonly heard: Heard[];
  /** Connections that came, and those of them that are closed. */
  readonly connections: Socket[];
}

async function aPlace(): Promise<Place> {
  const [address, mac] = [addresses.next(), aMac()];
  const clientId = await aClient(server.database.pool, { address, deviceId: mac, at: clock.now() });
  return { address, mac, clientId, heard: [], connections: [] };
}

async function listen(place: Place, listener: Server): Promise<void> {
  listener.on('connection', (socket: Socket) => {
    place.connections.push(socket);
    socket.on('error', () => {});
  });
  await once(listener.listen({ host: place.address, port: CONTACT_PORT }), 'listening');
  undo.push(() => {
    for (const socket of place.connections) socket.destroy();
    listener.close();
  });
}

type Answer = (response: ServerResponse) => void;
const yes: Answer = (response) => response.writeHead(204, { 'content-length': 0 }).end();

/** A phone with a real HTTP server for contact requests. */
async function aPhone(answer: Answer = yes): Promise<Place> {
  const place = await aPlace();
  const listener = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const { method, url, headers } = request;
      place.heard.push({ method, url, headers, body });
      answer(response);
    });
  });
  await listen(place, listener);
  return place;
}

/** A phone that answers with any bytes, or none. */
async function aRawPhone(answer: (socket: Socket) => void): Promise<Place> {
  const place = await aPlace();
  await listen(
    place,
    createNetServer((socket) => socket.once('data', () => answer(socket))),
  );
  return place;
}

async function order(place: Pick<Place, 'clientId'>, more: Partial<JobOrder> = {}): Promise<string> {
  const initiator = { id: null, name: 'admin' };
  return createJob(server.context, {
    type: 'restart',
    clientIds: [place.clientId],
    initiator,
    ...more,
  } as JobOrder);
}

const orderSecret = (place: Place) =>
  order(place, {
    type: 'configure',
    values: [{ name: 'sip-pwd', sealed: server.context.secrets.seal('4711') }],
  });

async function targetOf(jobId: string) {
  const { rows } = await server.database.pool.query<{
    id: string;
    state: string;
    attempts: number;
    reason: { code: string; params: Record<string, unknown>; text: string } | null;
    due: number;
    kinds: string[];
  }>(
    `select t.id, t.state, t.attempts, t.reason, extract(epoch from t.next_attempt_at - $2::timestamptz)::int as due,
       array(select e.kind from job_target_events e where e.target_id = t.id order by e.id) as kinds
     from job_targets t where t.job_id = $1`,
    [jobId, clock.now()],
  );
  const [target] = rows;
  if (target === undefined) throw new TypeError('the job has no target');
  return target;
}

/** Address whose call would count as an answer to a contact request. */
async function askedAddress(place: Place): Promise<string | null> {
  const { rows } = await server.database.pool.query<{ address: string | null }>(
    'select contact_requested_address as address from client_contacts where client_id = $1',
    [place.clientId],
  );
  return rows[0]?.address ?? null;
}

/** Asks and waits until everything that came of it is recorded. */
async function ask(
  clientIds: readonly string[],
  options: Partial<ContactRequesterOptions> = {},
): Promise<void> {
  const requester = aRequester(options);
  await requester.request(clientIds);
  await requester.stop();
}

/** The last action that a phone gets which calls from its place; when it is busy it takes no other. */
async function call(
  place: Place,
  reason: 'solicited' | 'start-up',
  { from = place.address, busy = false } = {},
) {
  const interaction = new Interaction({ ...server.context, settings: () => settings });
  const say = async (text: string, cookie?: string) => {
    const body = Buffer.from(text);
    const decoded = openPhoneMessage(body);
    return interaction.answer({
      decoded,
      cookie,
      address: from,
      serverOrigin: () => 'https://127.0.0.1:18443',
      staysConnected: false,
    });
  };
  const contactMeUri = `http://${place.address}:${CONTACT_PORT}/contact_dls.html/ContactDLS`;
  const first = await say(anInitial(place.mac, { reason, contactMeUri, nonce: aMac().replaceAll(':', '') }));
  const { action } = first.message;
  if (busy) return (await say(aReply(action, { status: 'busy' }), first.cookie)).message;
  if (action !== 'ReadAllItems') return first.message;
  return (await say(aReply('ReadAllItems'), first.cookie)).message;
}

/** Stores what the phone reports of its configuration. */
async function tell(place: Place, items: readonly Item[]): Promise<void> {
  const inventory = { clientId: place.clientId, hash: Buffer.from('told'), items: () => items };
  await inTransaction(server.database.pool, (tx) =>
    storeInventories(tx, [inventory], clock.now(), releasedCatalog),
  );
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a phone that is asked and answers 204', () => {
  test('is asked as its maker does it, and has its contact gap to call', async () => {
    const phone = await aPhone();
    const job = await order(phone);
    await ask([phone.clientId]);
    expect(phone.heard).toEqual([
      {
        method: 'POST',
        url: '/contact_dls.html/ContactDLS',
        headers: {
          host: `${phone.address}:${CONTACT_PORT}`,
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'content-length': '14',
          connection: 'close',
        },
        body: 'ContactMe=true',
      },
    ]);
    expect(await targetOf(job)).toMatchObject({
      state: 'contacting',
      attempts: 1,
      due: 310,
      kinds: ['target.asked'],
    });
    expect(await askedAddress(phone)).toBe(phone.address);
  });

  test.each<[string, string]>([
    ['with a body that it must not have', 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello'],
    ['with a length of which nothing comes', 'HTTP/1.1 204 No Content\r\nContent-Length: 999999999\r\n\r\n'],
    ['with HTTP 1.0 and no headers', 'HTTP/1.0 204 OK\r\n\r\n'],
    ['after a 100', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'],
  ])('%s counts as asked, and the connection is closed', async (_name, answer) => {
    const phone = await aRawPhone((socket) => void socket.write(answer));
    const job = await order(phone);
    await ask([phone.clientId]);
    expect(await targetOf(job)).toMatchObject({ state: 'contacting', due: 310 });
    await until(() => phone.connections.every((socket) => socket.closed));
  });

  test.each([
    ['longer than what is set here', '900', 910],
    ['shorter', '60', 310],
    ['endless', '99999999', 86_410],
    ['no number', 'a while', 310],
  ])('is left in peace for the gap that it tells: %s', async (_name, told, due) => {
    const phone = await aPhone();
    await tell(phone, [{ name: 'dls-contact-interval', value: told }]);
    const job = await order(phone);
    await ask([phone.clientId]);
    expect(await targetOf(job)).toMatchObject({ state: 'contacting', due });
  });

  test('and is busy then has the gap that it tells until it is asked again', async () => {
    const phone = await aPhone();
    await tell(phone, [{ name: 'dls-contact-interval', value: '900' }]);
    const job = await order(phone);
    await ask([phone.clientId]);
    await call(phone, 'solicited', { busy: true });
    expect(await targetOf(job)).toMatchObject({ state: 'busy', due: 910 });
  });

  test('is left in peace for its whole gap when it does not call, whatever else is ordered', async () => {
    const phone = await aPhone();
    const first = await order(phone);
    await ask([phone.clientId]);
    clock.advance({ seconds: 70 });
    const second = await order(phone);
    await ask([phone.clientId]);
    expect(phone.heard).toHaveLength(1);
    expect(await targetOf(second)).toMatchObject({ state: 'waiting', attempts: 0, due: 240 });
    clock.advance({ seconds: 240 });
    await ask([phone.clientId]);
    expect(phone.heard).toHaveLength(2);
    for (const job of [first, second])
      expect(await targetOf(job)).toMatchObject({ state: 'contacting', due: 310 });
  });

  test('has its gap although the node that asked it dies before the answer', async () => {
    const phone = await aPhone(() => {});
    const job = await order(phone);
    await aRequester().request([phone.clientId]);
    await until(() => phone.heard.length > 0);
    expect(await targetOf(job)).toMatchObject({ state: 'contacting', due: 310 });
    for (const socket of phone.connections) socket.destroy();
  });
});

describe('a phone in the middle of a dialogue', () => {
  test('gets its work there and is not asked, until it has been silent for a minute', async () => {
    const phone = await aPhone();
    const interaction = new Interaction({ ...server.context, settings: () => settings });
    const contactMeUri = `http://${phone.address}:${CONTACT_PORT}/contact_dls.html/ContactDLS`;
    const body = Buffer.from(anInitial(phone.mac, { contactMeUri, nonce: 'AB12' }));
    const answer = await interaction.answer({
      decoded: openPhoneMessage(body),
      cookie: undefined,
      address: phone.address,
      serverOrigin: () => 'https://127.0.0.1:18443',
      staysConnected: false,
    });
    expect(answer.message.action).toBe('ReadAllItems');
    clock.advance({ seconds: 20 });
    const job = await order(phone);
    await ask([phone.clientId]);
    expect(phone.heard).toEqual([]);
    expect(await targetOf(job)).toMatchObject({ attempts: 0, due: 40, kinds: [] });
    clock.advance({ seconds: 40 });
    await ask([phone.clientId]);
    expect(phone.heard).toHaveLength(1);
    expect(await targetOf(job)).toMatchObject({ state: 'contacting', attempts: 1 });
  });
});

describe('a phone that cannot be asked', () => {
  const status =
    (code: number, headers: Record<string, string> = {}): Answer =>
    (response) =>
      response.writeHead(code, headers).end('x');

  test.each<[string, () => Promise<Place>, string]>([
    ['answers 200', () => aPhone(status(200)), 'it answered with HTTP status 200'],
    ['answers 202', () => aPhone(status(202)), 'it answered with HTTP status 202'],
    ['answers 401', () => aPhone(status(401)), 'it answered with HTTP status 401'],
    ['answers 404', () => aPhone(status(404)), 'it answered with HTTP status 404'],
    ['answers 500', () => aPhone(status(500)), 'it answered with HTTP status 500'],
    [
      'breaks the connection off',
      () => aRawPhone((socket) => socket.resetAndDestroy()),
      'it broke off the connection',
    ],
    ['hangs up', () => aRawPhone((socket) => void socket.end()), 'it broke off the connection'],
    [
      'hangs up in the middle of its answer',
      () => aRawPhone((socket) => void socket.end('HTTP/1.1 204 No Con')),
      'it broke off the connection',
    ],
    ['listens no more', () => aPlace(), 'the connection was refused'],
    ['never answers', () => aRawPhone(() => {}), 'it did not answer within 0.2 s'],
    [
      'answers one sign after the other',
      () =>
        aRawPhone((socket) => {
          socket.write('HTTP/1.1 204 No Content\r\nX: ');
          const dribble = setInterval(() => socket.write('y'), 20);
          socket.once('close', () => clearInterval(dribble));
        }),
      'it did not answer within 0.2 s',
    ],
    [
      'says 100 and never more',
      () =>
        aRawPhone((socket) => {
          const repeat = setInterval(() => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 20);
          socket.once('close', () => clearInterval(repeat));
        }),
      'it did not answer within 0.2 s',
    ],
    [
      'has headers without end',
      () =>
        aRawPhone((socket) => void socket.write(`HTTP/1.1 204 No Content\r\nX: ${'y'.repeat(1_000_000)}`)),
      'its answer is no HTTP',
    ],
    [
      'speaks no HTTP',
      () => aRawPhone((socket) => void socket.write('220 mail\r\n\r\n')),
      'its answer is no HTTP',
    ],
    [
      'wants to speak something else',
      () =>
        aRawPhone(
          (socket) =>
            void socket.write('HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
        ),
      'it answered with HTTP status 101',
    ],
  ])('because it %s is told so, and opens no way for secrets', async (_name, make, detail) => {
    const phone = await make();
    const job = await orderSecret(phone);
    await ask([phone.clientId], { answerTimeoutMs: 200 });
    const target = await targetOf(job);
    expect(target).toMatchObject({
      state: 'waiting',
      attempts: 1,
      kinds: ['target.asked', 'target.unreachable'],
    });
    expect(target.reason?.text).toBe(`The phone at ${phone.address} could not be asked to call: ${detail}.`);
    expect(target.reason?.params['detailDe']).toMatch(/^(es|seine Antwort|die Verbindung) /);
    expect(await askedAddress(phone)).toBeNull();
    await until(() => phone.connections.every((socket) => socket.closed));
  });

  test.each([301, 302, 307, 308])('because it answers %i is not followed elsewhere', async (code) => {
    const other = await aPhone();
    const phone = await aPhone(
      status(code, { location: `http://${other.address}:${CONTACT_PORT}/contact_dls.html/ContactDLS` }),
    );
    await order(phone);
    await ask([phone.clientId]);
    expect(phone.heard).toHaveLength(1);
    expect(other.connections).toEqual([]);
  });

  test.each<[string, (socket: Socket) => void]>([
    ['a huge body', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n')],
    ['an endless body', (socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')],
  ])('and sends %s is cut off with its status', async (_name, begin) => {
    let sentBytes = 0;
    const phone = await aRawPhone((socket) => {
      begin(socket);
      const part = Buffer.from(`10000\r\n${'x'.repeat(65_536)}\r\n`);
      const more = () => {
        while (!socket.destroyed && socket.write(part)) sentBytes += part.length;
      };
      socket.on('drain', more);
      more();
    });
    const job = await order(phone);
    await ask([phone.clientId]);
    expect((await targetOf(job)).reason?.text).toContain('HTTP status 200');
    await until(() => phone.connections.every((socket) => socket.closed));
    expect(sentBytes).toBeLessThan(64 * 1_048_576);
  });

  test('is tried again after its gap, then ever more rarely, at least every hour', async () => {
    const phone = await aPlace();
    const job = await order(phone);
    const waits: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      await ask([phone.clientId]);
      const { due } = await targetOf(job);
      waits.push(due);
      clock.advance({ seconds: due });
    }
    expect(waits).toEqual([310, 620, 1_240, 2_480, 3_600, 3_600]);
  });

  test('is tried soon again after a word from it, and at once for a new order', async () => {
    const phone = await aPlace();
    const job = await order(phone);
    for (let tries = 0; tries < 3; tries += 1) {
      await ask([phone.clientId]);
      clock.advance({ seconds: (await targetOf(job)).due });
    }
    const { id } = await targetOf(job);
    const called = wording('target.called', { reason: 'start-up', address: phone.address });
    const { pool } = server.database;
    await inTransaction(pool, (tx) => updateTargets(tx, [{ targetId: id, events: [called] }], clock.now()));
    await ask([phone.clientId]);
    expect(await targetOf(job)).toMatchObject({ state: 'waiting', due: 310 });

    clock.advance({ seconds: 60 });
    const another = await order(phone);
    await ask([phone.clientId]);
    expect(await targetOf(another)).toMatchObject({ attempts: 1, due: 310 });
  });

  test('waits for a gap that is longer than an hour', async () => {
    settings = { ...settings, contactGapSeconds: 7_200 };
    const phone = await aPlace();
    const job = await order(phone);
    for (let tries = 0; tries < 3; tries += 1) {
      await ask([phone.clientId]);
      expect(await targetOf(job)).toMatchObject({ due: 7_210 });
      clock.advance({ seconds: 7_210 });
    }
  });

  test('because its contact address is that of somebody else is not asked at all', async () => {
    const other = await aPhone();
    const place = { ...(await aPlace()), address: other.address };
    await server.database.pool.query('update clients set contact_me_uri = $2 where id = $1', [
      place.clientId,
      `http://${other.address}:${CONTACT_PORT}/contact_dls.html/ContactDLS`,
    ]);
    const job = await order(place);
    await ask([place.clientId]);
    expect(await targetOf(job)).toMatchObject({
      reason: { code: 'target.no_contact_address' },
      attempts: 0,
      due: 3_600,
    });
    expect(await askedAddress(place)).toBeNull();
    expect(other.connections).toEqual([]);
  });
});

describe('two nodes', () => {
  test('that want to ask the same phones at the same moment ask each of them once', async () => {
    const phones = await Promise.all(Array.from({ length: 12 }, () => aPhone()));
    const jobs = await Promise.all(phones.map((phone) => order(phone)));
    const clientIds = phones.map(({ clientId }) => clientId);
    const pools = [0, 1].map(() => createPool(server.database.url, { max: 4, byKey: true }));
    undo.push(() => Promise.all(pools.map((pool) => pool.end())));
    const nodes = pools.map((pool) => aRequester({ pool }));
    await Promise.all([...nodes, ...nodes].map((node) => node.request(clientIds)));
    await Promise.all(nodes.map((node) => node.stop()));
    expect(phones.map(({ heard }) => heard.length)).toEqual(phones.map(() => 1));
    for (const job of jobs) {
      expect(await targetOf(job)).toMatchObject({ state: 'contacting', attempts: 1, due: 310 });
    }
  });

  test('never ask a phone twice within the interval, though it could not be reached', async () => {
    const phone = await aPhone((response) => response.writeHead(503).end());
    await order(phone);
    await ask([phone.clientId]);
    clock.advance({ seconds: 59 });
    const job = await order(phone);
    await ask([phone.clientId]);
    expect(phone.heard).toHaveLength(1);
    expect(await targetOf(job)).toMatchObject({ state: 'waiting', attempts: 0, due: 1 });
    clock.advance({ seconds: 1 });
    await ask([phone.clientId]);
    expect(phone.heard).toHaveLength(2);
  });
});

describe('many phones', () => {
  test('are asked one after the other when there is no room, none before it can be sent', async () => {
    const [slow, next] = [await aPhone(() => {}), await aPhone()];
    const jobs = [await order(slow), await order(next)];
    const requester = aRequester({ maxUnderWay: 1 });
    const asking = requester.request([slow.clientId, next.clientId]);
    await until(() => slow.heard.length > 0);
    // Counted from its announcement, the interval would be over too soon for a request that still waits for its place.
    expect(await askedAddress(next)).toBeNull();
    expect(await targetOf(jobs[1] ?? '')).toMatchObject({ state: 'waiting', attempts: 0 });
    for (const socket of slow.connections) socket.destroy();
    await asking;
    await until(() => next.heard.length > 0);
  });

  test('stay due when the node stops before their turn', async () => {
    const [slow, next] = [await aPhone(() => {}), await aPhone()];
    await order(slow);
    const job = await order(next);
    const requester = aRequester({ maxUnderWay: 1 });
    const asking = requester.request([slow.clientId, next.clientId]);
    await until(() => slow.heard.length > 0);
    const stopped = requester.stop();
    for (const socket of slow.connections) socket.destroy();
    await Promise.all([asking, stopped]);
    expect(next.heard).toEqual([]);
    expect(await targetOf(job)).toMatchObject({ state: 'waiting', attempts: 0, due: 0 });
  });
});

describe('the limit of contacts at a time', () => {
  const limit = (jobs: object) => changeJobSettings(server.context, jobs);
  // What other tests have left open is due as well.
  beforeEach(() =>
    server.database.pool.query('truncate contact_places, jobs cascade; delete from tasks.job'),
  );
  afterEach(() => limit(defaultJobSettings));

  const phones = (count: number) => Promise.all(Array.from({ length: count }, () => aPhone()));
  const asked = (places: readonly Place[]) => places.filter(({ heard }) => heard.length > 0).length;
  const orderAll = (places: readonly Place[]) =>
    order({ clientId: '' }, { type: 'refresh-data', clientIds: places.map(({ clientId }) => clientId) });

  /** What a node does in a second: it sweeps, and sends what waits in the queue. */
  async function second(options: Partial<ContactRequesterOptions> = {}): Promise<void> {
    clock.advance({ seconds: 1 });
    await sweepJobs(server.context);
    await ask(await takeTasks(), options);
  }

  async function takeTasks(): Promise<string[]> {
    const { rows } = await server.database.pool.query<{ id: string }>(
      `delete from tasks.job where name = 'clients.request-contact' returning data ->> 'clientId' as id`,
    );
    return rows.map(({ id }) => id);
  }

  test('is kept over all nodes, and the others are asked when phones have been served', async () => {
    await limit({ maxContacts: 5 });
    const all = await phones(12);
    const job = await orderAll(all);
    const pools = [0, 1].map(() => createPool(server.database.url, { max: 4, byKey: true }));
    undo.push(() => Promise.all(pools.map((pool) => pool.end())));
    const nodes = pools.map((pool) => aRequester({ pool }));
    const ids = await takeTasks();
    await Promise.all(nodes.map((node) => node.request(ids)));
    await until(() => asked(all) === 5);
    await second();
    expect(asked(all)).toBe(5);

    clock.advance({ seconds: 1 });
    for (const phone of all.filter(({ heard }) => heard.length > 0).slice(0, 2))
      await call(phone, 'solicited');
    await second();
    expect(asked(all)).toBe(7);
    expect(
      (
        await server.context.db.selectFrom('jobTargets').select('state').where('jobId', '=', job).execute()
      ).filter(({ state }) => state === 'contacting'),
    ).toHaveLength(5);
  });

  test('does not let a small job wait for a large one that was ordered before', async () => {
    await limit({ maxContacts: 4 });
    const [large, small] = [await phones(30), await phones(2)];
    await orderAll(large);
    await ask(await takeTasks());
    await second();
    expect(asked(large)).toBe(4);
    await orderAll(small);
    await ask(await takeTasks());
    expect(asked(small)).toBe(0);

    clock.advance({ seconds: 1 });
    for (const phone of large.filter(({ heard }) => heard.length > 0).slice(0, 2))
      await call(phone, 'solicited');
    await second();
    expect([asked(small), asked(large)]).toEqual([2, 4]);
  });

  test('is not used up by phones that do not come or cannot be reached', async () => {
    await limit({ maxContacts: 2 });
    const dead = await Promise.all([aPlace(), aPlace(), aPlace()]);
    await orderAll(dead);
    await ask(await takeTasks());
    const silent = await phones(2);
    await orderAll(silent);
    await ask(await takeTasks());
    expect(asked(silent)).toBe(2);
    const last = await phones(1);
    await orderAll(last);
    clock.advance({ seconds: 20 });
    await second();
    expect(asked(last)).toBe(0);
    clock.advance({ seconds: 10 });
    await second();
    expect(asked(last)).toBe(1);
  });

  test('for a subnet counts the phones whose addresses begin alike', async () => {
    await limit({ maxContactsPerSubnet: 3, subnetPrefixIpv4: 8 });
    const all = await phones(8);
    await orderAll(all);
    await ask(await takeTasks());
    await second();
    expect(asked(all)).toBe(3);
    await limit({ subnetPrefixIpv4: 32 });
    await second();
    expect(asked(all)).toBe(8);
  });

  test('keeps no phone waiting that calls by itself', async () => {
    await limit({ maxContacts: 1 });
    const [first, second] = await phones(2);
    if (first === undefined || second === undefined) throw new TypeError('two phones were asked for');
    await orderAll([first]);
    await ask(await takeTasks());
    await order(second);
    await ask(await takeTasks());
    expect(asked([second])).toBe(0);
    expect((await call(second, 'start-up')).action).toBe('Restart');
  });
});

describe('a secret', () => {
  test('leaves in the dialogue that answers our request', async () => {
    const phone = await aPhone();
    await orderSecret(phone);
    await ask([phone.clientId]);
    expect(await call(phone, 'solicited')).toMatchObject({
      action: 'WriteItems',
      items: [{ name: 'sip-pwd', value: '4711' }],
    });
  });

  test.each<[string, Answer]>([
    ['200', (response) => response.writeHead(200).end()],
    ['302', (response) => response.writeHead(302, { location: '/contact_dls.html/ContactDLS' }).end()],
    ['404', (response) => response.writeHead(404).end()],
    ['nothing', (response) => response.socket?.resetAndDestroy()],
  ])('stays here when the request was answered with %s, though the phone calls', async (_name, answer) => {
    const phone = await aPhone(answer);
    const job = await orderSecret(phone);
    await ask([phone.clientId]);
    expect((await call(phone, 'solicited')).action).toBe('CleanUp');
    expect(await targetOf(job)).toMatchObject({ state: 'waiting', reason: { code: 'target.withheld' } });
  });

  test('stays here when a later request fails, though an earlier one was heard', async () => {
    const phone = await aPhone();
    const job = await orderSecret(phone);
    await ask([phone.clientId]);
    expect(await askedAddress(phone)).toBe(phone.address);
    clock.advance({ seconds: (await targetOf(job)).due });
    for (const step of undo.splice(0).reverse()) await step();
    await ask([phone.clientId]);
    expect((await call(phone, 'solicited')).action).toBe('CleanUp');
  });

  test('does not go to whoever calls from elsewhere with the MAC of the phone that was asked', async () => {
    const phone = await aPhone();
    await orderSecret(phone);
    await ask([phone.clientId]);
    expect((await call(phone, 'solicited', { from: addresses.next() })).action).toBe('CleanUp');
  });
});
