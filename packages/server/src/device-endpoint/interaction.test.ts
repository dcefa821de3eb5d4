import { type Item, openPhoneMessage } from '@deskfleet/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../test/support/admin-api.ts';
import { aMac, anInitial, aReply } from '../../test/support/raw-phone.ts';
import { aClock, type TestClock } from '../../test/support/test-clock.ts';
import { cancelJob, createJob, type JobOrder, sweepJobs } from '../features/jobs/index.ts';
import type { PhoneSettings } from '../features/settings/index.ts';
import { type Answer, Interaction, type InteractionDeps } from './interaction.ts';

const usualSettings: PhoneSettings = {
  secretsNeedContactRequest: true,
  contactAnswerSeconds: 120,
  contactGapSeconds: 300,
  contactIntervalSeconds: 60,
  contactLogDays: 14,
};

let server: TestAdminApi;
let clock: TestClock;
let node: Interaction;
beforeAll(async () => {
  clock = aClock();
  server = await startAdminApi({ clock });
});
afterAll(() => server.close());
beforeEach(() => {
  node = aNode();
});

function aNode(more: Partial<InteractionDeps> = {}): Interaction {
  return new Interaction({ ...server.context, settings: () => usualSettings, ...more });
}

let nonces = 0;
const nonce = () => {
  nonces += 1;
  return nonces.toString(16).toUpperCase().padStart(8, '0');
};

/** A phone that sends one message after the other, each with its cookie, over connections of their own. */
class Phone {
  readonly mac = aMac();
  address: string;
  node: Interaction;
  cookie: string | undefined;

  constructor(options: { address?: string; node?: Interaction } = {}) {
    this.address = options.address ?? `192.0.2.${(nonces % 250) + 1}`;
    this.node = options.node ?? node;
  }

  async send(text: string, options: { cookie?: string | undefined } = {}): Promise<Answer> {
    const body = Buffer.from(text);
    const answer = await this.node.answer({
      decoded: openPhoneMessage(body),
      cookie: 'cookie' in options ? options.cookie : this.cookie,
      address: this.address,
      serverOrigin: () => 'https://127.0.0.1:18443',
      staysConnected: false,
    });
    this.cookie = answer.cookie ?? this.cookie;
    return answer;
  }

  call(...[options = {}]: [Parameters<typeof anInitial>[1]?]): Promise<Answer> {
    const contactMeUri = `http://${this.address}:8085/contact_dls.html/ContactDLS`;
    return this.send(anInitial(this.mac, { nonce: nonce(), contactMeUri, ...options }));
  }

  reply(action: Parameters<typeof aReply>[0], options: Parameters<typeof aReply>[1] = {}): Promise<Answer> {
    return this.send(aReply(action, { nonce: nonce(), ...options }));
  }
}

const someItems: readonly Item[] = [
  { name: 'reg-addr', value: '192.0.2.1' },
  { name: 'sip-name', value: 'Lobby' },
];

/** A phone that is registered and was read. @returns it with the id of its client */
async function aKnownPhone(
  options: ConstructorParameters<typeof Phone>[0] = {},
): Promise<{ phone: Phone; clientId: string }> {
  const phone = new Phone(options);
  await phone.call();
  expect((await phone.reply('ReadAllItems', { items: someItems })).message.action).toBe('CleanUp');
  const { rows } = await server.database.pool.query<{ id: string }>(
    'select id from clients where device_id = $1',
    [phone.mac],
  );
  return { phone, clientId: rows[0]?.id ?? '' };
}

async function order(clientId: string, more: Partial<JobOrder> = {}): Promise<string> {
  return createJob(server.context, {
    type: 'restart',
    clientIds: [clientId],
    initiator: { id: null, name: 'admin' },
    ...more,
  } as JobOrder);
}

const configure = (clientId: string, value = '192.0.2.20') =>
  order(clientId, { type: 'configure', values: [{ name: 'reg-addr', value }] });

async function targetOf(jobId: string) {
  const { rows } = await server.database.pool.query<{
    state: string;
    open: boolean;
    reason: { code: string } | null;
    due: number | null;
    kinds: string[];
  }>(
    `select t.state, t.open, t.reason, extract(epoch from t.next_attempt_at - $2::timestamptz)::int as due,
       array(select e.kind from job_target_events e where e.target_id = t.id order by e.id) as kinds
     from job_targets t where t.job_id = $1`,
    [jobId, clock.now()],
  );
  const [target] = rows;
  if (target === undefined) throw new TypeError('the job has no target');
  return target;
}

describe('messages of one phone at the same moment', () => {
  test('open one dialogue, when they are the same message', async () => {
    const { phone, clientId } = await aKnownPhone();
    const job = await configure(clientId);
    const other = aNode();
    const text = anInitial(phone.mac, { reason: 'solicited', nonce: nonce() });
    const answers = await Promise.all(
      [node, other, node, other, node, other].map((one) => {
        phone.node = one;
        return phone.send(text, { cookie: undefined });
      }),
    );
    expect(new Set(answers.map(({ message }) => message.action))).toEqual(new Set(['WriteItems']));
    expect(new Set(answers.map(({ cookie }) => cookie)).size).toBe(1);
    expect((await targetOf(job)).kinds.filter((kind) => kind === 'target.sent')).toHaveLength(1);
  });

  test('write a value once, when they are different ones', async () => {
    const { phone, clientId } = await aKnownPhone();
    const job = await configure(clientId);
    const other = aNode();
    const answers = await Promise.all(
      [node, other].map((one) => {
        phone.node = one;
        return phone.send(anInitial(phone.mac, { reason: 'solicited', nonce: nonce() }));
      }),
    );
    // The one that came second asks what became of the values of the first one.
    expect(answers.map(({ message }) => message.action).sort()).toEqual(['ReadItems', 'WriteItems']);
    expect((await targetOf(job)).kinds.filter((kind) => kind === 'target.sent')).toHaveLength(1);
  });
});

describe('a reply that comes too late', () => {
  test('does not end the dialogue that was opened since, although both are at their beginning', async () => {
    const { phone } = await aKnownPhone();
    await phone.call({ changed: true });
    const oldCookie = phone.cookie;
    await phone.call();
    await phone.reply('ReadAllItems', { items: someItems });
    await phone.call({ changed: true });
    const late = aReply('ReadAllItems', { nonce: nonce(), items: [{ name: 'reg-addr', value: 'late' }] });
    expect((await phone.send(late, { cookie: oldCookie })).message.action).toBe('CleanUp');
    expect((await phone.reply('ReadAllItems', { items: someItems, fragment: 'next' })).message.action).toBe(
      'GetNextFragment',
    );
  });

  test('of another phone behind the same address is not taken for that of the one that has a dialogue open', async () => {
    const address = '198.51.100.7';
    const { phone, clientId } = await aKnownPhone({ address });
    const { phone: neighbor } = await aKnownPhone({ address });
    await phone.call({ changed: true });
    const wrong = aReply('ReadAllItems', { nonce: nonce(), items: [{ name: 'reg-addr', value: 'wrong' }] });
    expect((await neighbor.send(wrong)).message.action).toBe('CleanUp');
    const { rows } = await server.database.pool.query('select from dialogues where client_id = $1', [
      clientId,
    ]);
    expect(rows).toHaveLength(1);
  });
});

describe('an inventory that was asked for and did not come', () => {
  test('is asked for again at the next call, although the phone has nothing new to say by then', async () => {
    const { phone } = await aKnownPhone();
    expect((await phone.call({ changed: true })).message.action).toBe('ReadAllItems');
    await phone.reply('ReadAllItems', { items: someItems, fragment: 'next' });
    expect((await phone.call()).message.action).toBe('ReadAllItems');
    expect((await phone.reply('ReadAllItems', { items: someItems })).message.action).toBe('CleanUp');
    expect((await phone.call()).message.action).toBe('CleanUp');
  });
});

describe('a phone that is to restart', () => {
  test('and is in a call is not restarted but waits, and is told when it calls again', async () => {
    const { phone, clientId } = await aKnownPhone();
    const job = await order(clientId);
    expect((await phone.call({ reason: 'solicited' })).message.action).toBe('Restart');
    const busy = await phone.reply('Restart', { status: 'busy' });
    expect(busy.message).toMatchObject({
      action: 'CleanUp',
      items: [{ name: 'send-solicited', value: 'true' }],
    });
    expect(await targetOf(job)).toMatchObject({ state: 'busy', reason: { code: 'target.busy' } });
    expect((await phone.call({ reason: 'solicited' })).message.action).toBe('Restart');
    await phone.call();
    expect(await targetOf(job)).toMatchObject({ state: 'success' });
  });

  test('and never heard of it is told again after some minutes, even if it calls every minute', async () => {
    const { phone, clientId } = await aKnownPhone();
    const job = await order(clientId);
    const told = [];
    for (let minute = 0; minute < 8; minute += 1) {
      if ((await phone.call({ reason: 'solicited' })).message.action === 'Restart') told.push(minute);
      clock.advance({ minutes: 1 });
    }
    expect(told).toEqual([0, 6]);
    expect((await targetOf(job)).state).toBe('in-dialogue');
  });
});

describe('a job that ends while a phone is talking', () => {
  test('by being canceled lets what is under way end, and sends nothing more', async () => {
    const { phone, clientId } = await aKnownPhone();
    const job = await configure(clientId);
    expect((await phone.call({ reason: 'solicited' })).message.action).toBe('WriteItems');
    await cancelJob(server.context, job, 'admin');
    expect((await phone.reply('WriteItems')).message.action).toBe('CleanUp');
    expect(await targetOf(job)).toMatchObject({ state: 'canceled', open: false });
    const { rows } = await server.database.pool.query(
      'select drift from desired_values where client_id = $1',
      [clientId],
    );
    expect(rows).toEqual([{ drift: false }]);
    expect((await phone.call({ reason: 'solicited' })).message.action).toBe('CleanUp');
  });

  test('by its time while the phone is in a call, sends nothing any more', async () => {
    const { phone, clientId } = await aKnownPhone();
    const job = await configure(clientId);
    await phone.call({ reason: 'solicited' });
    await phone.reply('WriteItems', { status: 'busy' });
    expect((await targetOf(job)).state).toBe('busy');
    clock.advance({ days: 2 });
    await sweepJobs(server.context);
    expect(await targetOf(job)).toMatchObject({ state: 'timeout', open: false });
    expect((await phone.call({ reason: 'solicited' })).message.action).toBe('CleanUp');
  });

  test('because the client is deleted, ends the dialogue, and the phone registers anew', async () => {
    const { phone, clientId } = await aKnownPhone();
    await configure(clientId);
    await phone.call({ reason: 'solicited' });
    await server.database.pool.query('delete from clients where id = $1', [clientId]);
    expect((await phone.reply('WriteItems')).message.action).toBe('CleanUp');
    expect((await phone.call({ reason: 'solicited' })).message.action).toBe('ReadAllItems');
  });
});

describe('several jobs for one phone', () => {
  test('are worked off in one dialogue, and a newer value replaces an older one that was not sent', async () => {
    const { phone, clientId } = await aKnownPhone();
    const older = await configure(clientId, '192.0.2.20');
    const newer = await configure(clientId, '192.0.2.21');
    const refresh = await order(clientId, { type: 'refresh-data' });
    const restart = await order(clientId);
    expect((await phone.call({ reason: 'solicited' })).message.action).toBe('ReadAllItems');
    const written = await phone.reply('ReadAllItems', { items: someItems });
    expect(written.message).toMatchObject({
      action: 'WriteItems',
      items: [{ name: 'reg-addr', value: '192.0.2.21' }],
    });
    expect((await phone.reply('WriteItems')).message.action).toBe('Restart');
    for (const job of [older, newer, refresh]) expect((await targetOf(job)).state).toBe('success');
    await phone.call();
    expect((await targetOf(restart)).state).toBe('success');
  });

  test('a value that was ordered while the older one was being written follows in the next dialogue', async () => {
    const { phone, clientId } = await aKnownPhone();
    await configure(clientId, '192.0.2.20');
    await phone.call({ reason: 'solicited' });
    const newer = await configure(clientId, '192.0.2.21');
    expect((await phone.reply('WriteItems')).message.action).toBe('CleanUp');
    expect(await targetOf(newer)).toMatchObject({ open: true, due: 0 });
    expect((await phone.call({ reason: 'solicited' })).message).toMatchObject({
      action: 'WriteItems',
      items: [{ name: 'reg-addr', value: '192.0.2.21' }],
    });
    await phone.reply('WriteItems');
    expect((await targetOf(newer)).state).toBe('success');
  });

  test('values that are withdrawn before the phone calls are not sent', async () => {
    const { phone, clientId } = await aKnownPhone();
    const job = await configure(clientId);
    await order(clientId, { type: 'configure', values: [{ name: 'reg-addr', value: null }] });
    expect((await phone.call({ reason: 'solicited' })).message.action).toBe('CleanUp');
    expect(await targetOf(job)).toMatchObject({
      state: 'success',
      reason: { code: 'target.nothing_to_send' },
    });
  });
});

describe('secrets', () => {
  const secret = (clientId: string) =>
    order(clientId, {
      type: 'configure',
      values: [{ name: 'sip-pwd', sealed: server.context.secrets.seal('Geheim-4711') }],
    });

  const ask = (clientId: string, address: string) =>
    server.database.pool.query(
      'update client_contacts set contact_requested_at = $2, contact_requested_address = $3 where client_id = $1',
      [clientId, clock.now(), address],
    );

  test('go to the phone that was asked, from the address that it was asked at, in time', async () => {
    const { phone, clientId } = await aKnownPhone();
    await secret(clientId);
    await ask(clientId, phone.address);
    clock.advance({ seconds: 120 });
    expect((await phone.call({ reason: 'solicited' })).message.items).toEqual([
      { name: 'sip-pwd', value: 'Geheim-4711' },
    ]);
  });

  test.each<[string, (phone: Phone, clientId: string) => Promise<unknown>]>([
    ['nobody has asked the phone', async () => undefined],
    [
      'the phone calls too late',
      async (phone, clientId) => {
        await ask(clientId, phone.address);
        clock.advance({ seconds: 121 });
      },
    ],
    ['another address was asked', (_phone, clientId) => ask(clientId, '203.0.113.9')],
  ])('are held back when %s', async (_name, prepare) => {
    const { phone, clientId } = await aKnownPhone();
    const job = await secret(clientId);
    await prepare(phone, clientId);
    expect((await phone.call({ reason: 'start-up' })).message.action).toBe('CleanUp');
    expect(await targetOf(job)).toMatchObject({
      state: 'waiting',
      reason: { code: 'target.withheld' },
      due: 0,
    });
  });

  test('that are held back from a phone that came when asked do not make it be asked without a pause', async () => {
    const { phone, clientId } = await aKnownPhone();
    const job = await secret(clientId);
    await ask(clientId, '203.0.113.9');
    await phone.call({ reason: 'solicited' });
    expect((await targetOf(job)).due).toBe(310);
  });

  test('never lie open in the state of a dialogue, nor leave to another address in the middle of it', async () => {
    const { phone, clientId } = await aKnownPhone();
    await secret(clientId);
    await ask(clientId, phone.address);
    await phone.call({ reason: 'solicited' });
    const { rows } = await server.database.pool.query(
      'select state::text from dialogues where client_id = $1',
      [clientId],
    );
    expect(JSON.stringify(rows)).not.toContain('Geheim');
    await secret(clientId);
    phone.address = '203.0.113.77';
    const answer = await phone.reply('WriteItems');
    expect(JSON.stringify(answer.message)).not.toContain('Geheim');
  });

  test('go to every phone when the setting says so', async () => {
    const trusting = aNode({
      settings: () => ({ ...usualSettings, secretsNeedContactRequest: false }),
    });
    const { phone, clientId } = await aKnownPhone({ node: trusting });
    await secret(clientId);
    expect((await phone.call()).message.items).toEqual([{ name: 'sip-pwd', value: 'Geheim-4711' }]);
  });
});

describe('pieces of a phone that connects anew for each', () => {
  const storedPieces = async () =>
    (await server.database.pool.query('select from dialogue_pieces')).rowCount ?? 0;
  const piece = (phone: Phone) => phone.reply('ReadAllItems', { items: someItems, fragment: 'next' });
  const inventoryOf = async ({ mac }: Phone) => {
    const { rows } = await server.database.pool.query(
      'select from client_contacts where device_id = $1 and inventory_at is not null',
      [mac],
    );
    return rows.length;
  };

  test('never touch the database where there is only one node', async () => {
    const phone = new Phone({ node: aNode({ isOnlyNode: true }) });
    await phone.call();
    const before = await storedPieces();
    for (const answer of [await piece(phone), await piece(phone)]) {
      expect(answer.message.action).toBe('GetNextFragment');
    }
    expect(await storedPieces()).toBe(before);
    expect((await phone.reply('ReadAllItems', { fragment: 'final' })).message.action).toBe('CleanUp');
    expect(await inventoryOf(phone)).toBe(1);
  });

  test('are asked for again when this node has started anew meanwhile', async () => {
    const phone = new Phone({ node: aNode({ isOnlyNode: true }) });
    await phone.call();
    await piece(phone);
    phone.node = aNode({ isOnlyNode: true });
    expect((await phone.reply('ReadAllItems', { fragment: 'final' })).message.action).toBe('ReadAllItems');
    expect(await inventoryOf(phone)).toBe(0);
    expect((await piece(phone)).message.action).toBe('GetNextFragment');
    expect((await phone.reply('ReadAllItems', { fragment: 'final' })).message.action).toBe('CleanUp');
    expect(await inventoryOf(phone)).toBe(1);
  });

  test('are stored where there may be others', async () => {
    const phone = new Phone();
    await phone.call();
    const before = await storedPieces();
    await piece(phone);
    expect(await storedPieces()).toBe(before + 1);
  });
});

describe('words of a phone', () => {
  test('are kept to a length that people read', async () => {
    const { phone, clientId } = await aKnownPhone();
    const job = await configure(clientId);
    await phone.call({ reason: 'solicited' });
    await phone.reply('WriteItems', {
      items: [{ name: 'reg-addr', value: '', status: '📞'.repeat(2_000) }],
    });
    const { rows } = await server.database.pool.query<{ size: number }>(
      'select length(reason::text) + length(progress::text) as size from job_targets where job_id = $1',
      [job],
    );
    expect(rows[0]?.size).toBeLessThan(2_000);
  });
});
