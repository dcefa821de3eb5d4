import type { PhoneOptions, VirtualPhone } from '@deskfleet/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() =>
  server.database.pool.query(
    'delete from jobs; delete from users; delete from clients; delete from notifications',
  ),
);

const PASSWORD = '271828';
let numbers = 0;

interface User {
  readonly id: string;
  readonly e164: string;
  readonly status: string;
  readonly loggedOnAt: { readonly clientId: string; readonly deviceId: string } | null;
  readonly profileBytes: number;
  readonly lastLogoffAt: string | null;
}

async function aUser(values: readonly object[] = [{ item: 'sip-user-id', value: 'alice' }]): Promise<User> {
  numbers += 1;
  const e164 = `4989${String(numbers).padStart(7, '0')}`;
  const user = await server.api.post<User>('/users', { e164, password: PASSWORD });
  if (values.length > 0) {
    const changed = await server.api.send(
      'PATCH',
      `/users/${user.id}/values`,
      { values },
      { 'if-match': '*' },
    );
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
  }
  return user;
}

/** A running phone where users may log on, with a number and an account of its own. */
async function aMobilePhone(options: Partial<PhoneOptions> = {}): Promise<VirtualPhone> {
  numbers += 1;
  const phone = server.aPhone({
    e164: `4930${String(numbers).padStart(7, '0')}`,
    enablesMobility: true,
    ...options,
    items: { 'sip-user-id': 'desk', ...options.items },
  });
  await phone.powerOn();
  await phone.waitFor('idle');
  return phone;
}

const getUser = (user: Pick<User, 'id'>) => server.api.get<User>(`/users/${user.id}`);
const where = async (user: Pick<User, 'id'>) => (await getUser(user)).loggedOnAt?.deviceId;

/** The user is logged on, by the word of the phone and of the server, and everything has been said. */
async function settled(phone: VirtualPhone, user: User): Promise<void> {
  await phone.waitFor(({ user: there, state }) => there === user.e164 && state === 'idle');
  await phone.waitFor(({ log, state }) => {
    const last = log.at(-1);
    return state === 'idle' && last?.answer?.action === 'CleanUp';
  });
  await eventually('the user at the phone', async () =>
    (await where(user)) === phone.mac ? true : undefined,
  );
}

async function logOn(phone: VirtualPhone, user: User): Promise<void> {
  const calls = phone.log.length;
  await phone.logOn(user.e164, PASSWORD);
  await phone.waitFor(
    ({ log, state }) =>
      state === 'idle' &&
      log.slice(calls).filter(({ reason, isRepeated }) => reason === 'inventory-changes' && !isRepeated)
        .length === 2,
  );
  await settled(phone, user);
}

async function logOff(phone: VirtualPhone): Promise<void> {
  await phone.logOff(PASSWORD);
  await phone.waitFor(({ user, state }) => user === undefined && state === 'idle');
}

async function job(id: string) {
  return server.api.get<{ state: string }>(`/jobs/${id}`);
}

async function ended(id: string): Promise<string> {
  return eventually('the job', async () => {
    const { state } = await job(id);
    return state === 'created' || state === 'active' ? undefined : state;
  });
}

async function reasons(id: string): Promise<string[]> {
  const { items } = await server.api.get<{ items: { reason: { code: string } | null }[] }>(
    `/jobs/${id}/targets`,
  );
  return items.map(({ reason }) => reason?.code ?? '');
}

const clientIdOf = async (phone: VirtualPhone) =>
  (await server.api.get<{ items: { id: string }[] }>(`/clients?search=${phone.mac}`)).items[0]?.id ?? '';

describe('logging on and off at a phone', () => {
  test('brings the user’s values, keeps what the phone keeps for the user, and gives the phone its own back', async () => {
    const user = await aUser([
      { item: 'sip-user-id', value: 'alice' },
      { item: 'sip-pwd', value: 'Very-Secret-9' },
    ]);
    const phone = await aMobilePhone();
    const clientId = await clientIdOf(phone);
    await logOn(phone, user);
    expect(phone.items.get('sip-user-id')).toBe('alice');
    expect(phone.items.get('sip-pwd')).toBe('Very-Secret-9');
    expect(await server.api.get(`/clients/${clientId}`)).toMatchObject({
      e164: user.e164,
      mobility: { enabled: true, loggedOn: true, userE164: user.e164, since: expect.any(String) },
    });

    phone.changeUserData('userdata-call-log', 'today', 'yesterday');
    phone.changeUserData('userdata-vu1', 'volume=3');
    await logOff(phone);
    expect(phone.e164).not.toBe(user.e164);
    expect(phone.items.get('sip-user-id')).toBe('desk');
    expect(phone.items.get('sip-pwd')).toBe('');
    expect(await getUser(user)).toMatchObject({ status: 'logged-off', lastLogoffAt: expect.any(String) });
    expect((await getUser(user)).profileBytes).toBeGreaterThan(0);
    expect(await server.api.get(`/clients/${clientId}`)).toMatchObject({ mobility: { loggedOn: false } });

    const other = await aMobilePhone();
    await logOn(other, user);
    expect(other.readUserData('userdata-call-log')).toEqual(['today', 'yesterday']);
    expect(other.readUserData('userdata-vu1')).toEqual(['volume=3']);
    expect(await server.api.get(`/users/${user.id}/logons`)).toMatchObject({
      total: 2,
      items: [
        { deviceId: other.mac, loggedOnBy: 'phone', loggedOffAt: null },
        { deviceId: phone.mac, loggedOffBy: 'phone' },
      ],
    });
    expect(server.logged()).not.toContain('Very-Secret-9');
    expect(server.logged()).not.toContain(btoa('volume=3'));
  });

  test('is refused with a wrong password, an unknown number, and after too many attempts', async () => {
    const user = await aUser();
    const phone = await aMobilePhone({ items: { 'mobility-logon-attempts': '2' } });
    await phone.logOn('499999999', PASSWORD);
    expect(phone.cleanUpReason).toBe('unknown user');
    for (const _attempt of [1, 2]) {
      await phone.logOn(user.e164, 'wrong-1');
      expect(phone.cleanUpReason).toBe('wrong password');
    }
    await phone.logOn(user.e164, PASSWORD);
    expect(phone.cleanUpReason).toBe('too many attempts');
    expect(await where(user)).toBeUndefined();
    expect(await server.api.get('/clients')).toMatchObject({
      items: [{ mobility: { loggedOn: false }, e164: phone.e164 }],
    });
    // A new password opens the way again.
    await server.api.send('PATCH', `/users/${user.id}`, { password: 'another-1' }, { 'if-match': '*' });
    await phone.logOn(user.e164, 'another-1');
    await settled(phone, user);
  });

  test('moves a user who is logged on elsewhere: logged off there first, with all that is kept there', async () => {
    const user = await aUser();
    const [first, second] = [await aMobilePhone(), await aMobilePhone()];
    await logOn(first, user);
    first.changeUserData('userdata-phonebook', 'Bob');
    await second.logOn(user.e164, PASSWORD);
    expect(second.cleanUpReason).toBe('user is being logged off elsewhere');
    await settled(second, user);
    expect(first.user).toBeUndefined();
    expect(first.items.get('sip-user-id')).toBe('desk');
    await second.waitFor((phone) => phone.readUserData('userdata-phonebook').length === 1);
    expect(second.readUserData('userdata-phonebook')).toEqual(['Bob']);
  }, 30_000);

  test('takes what the phone keeps for the user away in data privacy mode', async () => {
    const user = await aUser();
    const phone = await aMobilePhone({ items: { 'mobility-mode': '1' } });
    await logOn(phone, user);
    phone.changeUserData('userdata-call-log', 'secret calls');
    await logOff(phone);
    expect(phone.readUserData('userdata-call-log')).toEqual([]);
    expect((await getUser(user)).profileBytes).toBeGreaterThan(0);
  });

  test('keeps containers of many parts, and gives them back in as many messages as they need', async () => {
    const user = await aUser();
    const phone = await aMobilePhone();
    await logOn(phone, user);
    const parts = Array.from({ length: 9 }, (_, part) => `${part}`.repeat(12_000));
    phone.changeUserData('userdata-picture', ...parts);
    await logOff(phone);
    await logOn(phone, user);
    expect(phone.readUserData('userdata-picture')).toEqual(parts);
    const other = await aMobilePhone();
    await logOff(phone);
    await logOn(other, user);
    expect(other.readUserData('userdata-picture')).toEqual(parts);
  });

  test('says so when a user’s containers are too large to be kept, and keeps what was stored before', async () => {
    const user = await aUser();
    const phone = await aMobilePhone();
    await logOn(phone, user);
    phone.changeUserData('userdata-picture', 'portrait');
    await logOff(phone);
    await logOn(phone, user);
    phone.changeUserData('userdata-picture', ...Array.from({ length: 9 }, () => 'x'.repeat(400_000)));
    await logOff(phone);
    const { items } = await server.api.get<{ items: { kind: string; clientId: string; text: string }[] }>(
      '/notifications',
    );
    expect(items).toContainEqual(
      expect.objectContaining({
        kind: 'user.data_too_large',
        clientId: await clientIdOf(phone),
        text: expect.stringContaining(`4688 KB of personal data of the mobile user ${user.e164}`),
      }),
    );
    const other = await aMobilePhone();
    await logOn(other, user);
    expect(other.readUserData('userdata-picture')).toEqual(['portrait']);
  });

  test('reaches the phone at once when the user’s values change', async () => {
    const user = await aUser();
    const phone = await aMobilePhone();
    await logOn(phone, user);
    const changed = { values: [{ item: 'sip-user-id', value: 'alice2' }] };
    await server.api.send('PATCH', `/users/${user.id}/values`, changed, { 'if-match': '*' });
    const clientId = await clientIdOf(phone);
    const { items } = await server.api.get<{
      items: { item: string; desired: string; desiredOrigin: string }[];
    }>(`/clients/${clientId}/values`);
    expect(items.find(({ item }) => item === 'sip-user-id')).toMatchObject({
      desired: 'alice2',
      desiredOrigin: 'user',
    });
  });
});

describe('a forced logon', () => {
  test('brings the user to the phone, and a forced logoff takes the user away with all that is kept', async () => {
    const user = await aUser();
    const phone = await aMobilePhone();
    const clientId = await clientIdOf(phone);
    const on = await server.api.post<{ id: string }>('/users/logon', {
      users: [{ userId: user.id, clientId }],
    });
    expect(await ended(on.id)).toBe('success');
    await settled(phone, user);
    phone.changeUserData('userdata-ldap', 'directory');
    const off = await server.api.post<{ id: string }>('/users/logoff', { users: { ids: [user.id] } });
    expect(await ended(off.id)).toBe('success');
    expect(await reasons(off.id)).toEqual(['target.logged_off']);
    await phone.waitFor(({ user: there, state }) => there === undefined && state === 'idle');
    expect(await getUser(user)).toMatchObject({ status: 'logged-off', baseDevice: { clientId } });
    expect((await getUser(user)).profileBytes).toBeGreaterThan(0);
    const again = await server.api.post<{ id: string }>('/users/logon', { users: [{ userId: user.id }] });
    expect(await ended(again.id)).toBe('success');
    await settled(phone, user);
    expect(await server.api.get(`/users/${user.id}/logons`)).toMatchObject({
      items: [{ loggedOnBy: 'administrator' }, { loggedOnBy: 'administrator', loggedOffBy: 'administrator' }],
    });
  }, 30_000);

  test('waits for the end of a call, and for a phone that is off', async () => {
    const user = await aUser();
    const phone = await aMobilePhone();
    const clientId = await clientIdOf(phone);
    phone.startCall();
    const busy = await server.api.post<{ id: string }>('/users/logon', {
      users: [{ userId: user.id, clientId }],
    });
    await eventually('the busy phone', async () =>
      (await reasons(busy.id))[0] === 'target.busy' ? true : undefined,
    );
    expect(await where(user)).toBeUndefined();
    phone.endCall();
    expect(await ended(busy.id)).toBe('success');
    await settled(phone, user);

    await phone.powerOff();
    const off = await server.api.post<{ id: string }>('/users/logoff', { users: { ids: [user.id] } });
    await eventually('the unreachable phone', async () =>
      (await reasons(off.id))[0] === 'target.unreachable' ? true : undefined,
    );
    expect(await where(user)).toBe(phone.mac);
    await phone.powerOn();
    expect(await ended(off.id)).toBe('success');
    expect(await where(user)).toBeUndefined();
  }, 60_000);

  test('waits for the interval of the settings, unless it is planned for a time', async () => {
    const user = await aUser();
    const phone = await aMobilePhone();
    const clientId = await clientIdOf(phone);
    await server.api.send('PATCH', '/settings', { mobility: { forcedLogonSeconds: 3_600 } });
    const order = { users: [{ userId: user.id, clientId }] };
    const later = await server.api.post<{ state: string; plannedAt: string; createdAt: string }>(
      '/users/logon',
      order,
    );
    expect(later.state).toBe('created');
    expect(Date.parse(later.plannedAt) - Date.parse(later.createdAt)).toBeGreaterThanOrEqual(3_599_000);
    const scheduledAt = new Date(Date.now() + 600_000).toISOString();
    expect(await server.api.post('/users/logon', { ...order, scheduledAt })).toMatchObject({
      plannedAt: scheduledAt,
    });
    await server.api.send('PATCH', '/settings', { mobility: { forcedLogonSeconds: 0 } });
  });

  test('is refused where mobility is off, where another user is, and for a user without a phone', async () => {
    const [user, other] = [await aUser(), await aUser()];
    const [mobile, plain] = [await aMobilePhone(), await aMobilePhone({ enablesMobility: false })];
    await logOn(mobile, other);
    const refusal = async (clientId?: string) => {
      const users = [{ userId: user.id, ...(clientId === undefined ? {} : { clientId }) }];
      const { status, body } = await server.api.send('POST', '/users/logon', { users });
      return { status, ...(body as object) };
    };
    expect(await refusal(await clientIdOf(plain))).toMatchObject({ status: 409, code: 'user.no_phone' });
    expect(await refusal(await clientIdOf(mobile))).toMatchObject({ status: 409, code: 'user.no_phone' });
    expect(await refusal()).toMatchObject({ status: 409, code: 'user.no_phone' });
    expect(
      (await server.api.send('POST', '/users/logoff', { users: { ids: [user.id] } })).body,
    ).toMatchObject({
      code: 'user.not_logged_on',
    });
  });
});

describe('deleting a user who is logged on', () => {
  const remove = (users: readonly User[]) =>
    server.api.post<{ deleted: number; job: { id: string } }>('/users/delete', {
      users: { ids: users.map(({ id }) => id) },
      logOff: true,
    });
  const gone = async (user: User) => (await server.api.send('GET', `/users/${user.id}`)).status === 404;

  test('logs the user off first, and the phone gets its own profile back', async () => {
    const [user, other] = [await aUser(), await aUser()];
    const phone = await aMobilePhone();
    await logOn(phone, user);
    const { deleted, job: logoff } = await remove([user, other]);
    expect(deleted).toBe(1);
    expect(await ended(logoff.id)).toBe('success');
    await phone.waitFor(({ user: there, state }) => there === undefined && state === 'idle');
    expect(phone.items.get('sip-user-id')).toBe('desk');
    expect(await gone(user)).toBe(true);
    const { rows } = await server.database.pool.query(
      `select (select count(*)::int from user_data) as kept,
         (select count(*)::int from desired_values where origin = 'user') as wanted`,
    );
    expect(rows).toEqual([{ kept: 0, wanted: 0 }]);
  });

  test('keeps the user when the job was canceled before, also when the user logs off later', async () => {
    const user = await aUser();
    const phone = await aMobilePhone();
    await logOn(phone, user);
    await phone.powerOff();
    const { job: logoff } = await remove([user]);
    await server.api.post(`/jobs/${logoff.id}/cancel`, {});
    await phone.powerOn();
    await phone.waitFor(({ state }) => state === 'idle');
    expect(await where(user)).toBe(phone.mac);
    await logOff(phone);
    expect(await gone(user)).toBe(false);
    expect(await where(user)).toBeUndefined();
  });
});

describe('what goes wrong in the middle', () => {
  test('a phone that restarts with the profile on its way has no user, and gets its own values back', async () => {
    const user = await aUser();
    const phone = await aMobilePhone();
    phone.faults.order('reboot');
    await phone.logOn(user.e164, PASSWORD);
    await phone.waitFor(({ log, state }) => state === 'idle' && log.length >= 3);
    expect(phone.user).toBeUndefined();
    expect(await where(user)).toBeUndefined();
    await logOn(phone, user);
    expect(phone.items.get('sip-user-id')).toBe('alice');
  });

  test('a phone that loses the answers gets them again, and the user is there once', async () => {
    const user = await aUser();
    const phone = await aMobilePhone();
    phone.faults.order('lose-answer', 2);
    await logOn(phone, user);
    expect(await server.api.get(`/users/${user.id}/logons`)).toMatchObject({ total: 1 });
    phone.changeUserData('userdata-call-log', 'calls');
    phone.faults.order('lose-answer', 3);
    await logOff(phone);
    expect(await getUser(user)).toMatchObject({ status: 'logged-off' });
    expect((await getUser(user)).profileBytes).toBeGreaterThan(0);
  });

  test('a phone that was reset has no user any more', async () => {
    const user = await aUser();
    const phone = await aMobilePhone();
    await logOn(phone, user);
    await phone.powerOff();
    const again = server.aPhone({ mac: phone.mac, address: phone.address, enablesMobility: true });
    await again.powerOn();
    await again.waitFor('idle');
    expect(await where(user)).toBeUndefined();
    expect(await server.api.get(`/users/${user.id}/logons`)).toMatchObject({
      items: [{ loggedOffBy: 'released' }],
    });
  });

  test('a phone with a user whom the server does not have there is logged off', async () => {
    const user = await aUser();
    const phone = await aMobilePhone();
    await logOn(phone, user);
    await server.database.pool.query('update users set client_id = null, confirmed = false');
    phone.restart();
    await phone.waitFor('booting');
    await phone.waitFor(({ user: there, state }) => there === undefined && state === 'idle');
    expect(await where(user)).toBeUndefined();
  });
});
