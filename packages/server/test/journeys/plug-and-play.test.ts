import type { VirtualPhone } from '@deskfleet/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() =>
  server.database.pool.query(
    'truncate plug_and_play_clients; delete from clients; delete from notifications',
  ),
);

interface Prepared {
  readonly id: string;
  readonly state: string;
  readonly recognizedBy: string | null;
  readonly clientId: string | null;
  readonly values: readonly object[];
}

const PATH = '/clients/plug-and-play';
const prepare = (body: object) => server.api.post<Prepared>(PATH, body);
const find = (id: string) => server.api.get<Prepared>(`${PATH}/${id}`);

/** Switches a phone on and waits for the end of the dialogue. */
async function startUp(phone: VirtualPhone): Promise<void> {
  await phone.powerOn();
  await phone.waitFor('idle');
}

async function notifications(): Promise<{ kind: string; text: string }[]> {
  return (await server.api.get<{ items: { kind: string; text: string }[] }>('/notifications')).items;
}

describe('a phone that was prepared', () => {
  test('gets its number and values in the dialogue in which it registers', async () => {
    const phone = server.aPhone({ e164: '' });
    const { id } = await prepare({
      deviceId: phone.mac.toLowerCase(),
      e164: '4989700732406',
      hardwareType: 'CP410',
      values: [
        { item: 'reg-addr', value: '192.0.2.20' },
        { parameter: '7.3.2/server-port', value: 5061 },
      ],
    });
    await startUp(phone);
    expect(phone.items.get('e164')).toBe('4989700732406');
    expect(phone.items.get('reg-addr')).toBe('192.0.2.20');
    // Without having been asked to call: nothing but its own start-up.
    expect(phone.contactRequests).toEqual([]);

    const taken = await find(id);
    expect(taken).toMatchObject({ state: 'recognized', recognizedBy: 'device-id', values: [] });
    const client = await server.api.get(`/clients/${taken.clientId}`);
    expect(client).toMatchObject({ deviceId: phone.mac, e164: '4989700732406' });
    const history = await server.api.get<{ items: object[] }>(`/clients/${taken.clientId}/history`);
    expect(history.items).toMatchObject([{ cause: 'plug-and-play', by: 'admin', changeCount: 3 }]);
    const { items: jobs } = await server.api.get<{ items: object[] }>('/jobs');
    expect(jobs).toMatchObject([{ type: 'configure', state: 'success' }]);
    expect((await notifications()).map(({ kind }) => kind)).toEqual(['client.recognized']);
  });

  test('is recognized by the number that somebody typed at it', async () => {
    const phone = server.aPhone({ e164: '4989700732407' });
    const { id } = await prepare({
      e164: '4989700732407',
      values: [{ item: 'reg-addr', value: '192.0.2.20' }],
    });
    await startUp(phone);
    expect(phone.items.get('reg-addr')).toBe('192.0.2.20');
    expect(await find(id)).toMatchObject({ state: 'recognized', recognizedBy: 'number' });
    expect(phone.writes.map(({ name }) => name)).not.toContain('e164');
  });

  test('is recognized by a number that is typed when it is known already', async () => {
    const phone = server.aPhone({ e164: '' });
    await startUp(phone);
    const { id } = await prepare({
      e164: '4989700732408',
      values: [{ item: 'reg-addr', value: '192.0.2.20' }],
    });
    phone.changeLocally({ e164: '4989700732408' });
    await eventually('the values', async () =>
      phone.items.get('reg-addr') === '192.0.2.20' ? true : undefined,
    );
    expect(await find(id)).toMatchObject({ recognizedBy: 'number' });
  });

  test('gets a secret in the answer to our request, as everybody does', async () => {
    const phone = server.aPhone();
    await prepare({
      deviceId: phone.mac,
      values: [
        { item: 'sip-user-id', value: 'lobby' },
        { item: 'sip-pwd', value: 'Geheim-4711' },
      ],
    });
    await startUp(phone);
    await eventually('the secret', async () =>
      phone.items.get('sip-pwd') === 'Geheim-4711' ? true : undefined,
    );
    expect(phone.contactRequests.length).toBeGreaterThan(0);
    expect(server.logged()).not.toContain('Geheim-4711');
  });

  test('goes before one that claims only its number, and the preparation is taken once', async () => {
    const right = server.aPhone({ e164: '' });
    const { id } = await prepare({ deviceId: right.mac, e164: '4989700732410' });
    await startUp(right);
    const claimant = server.aPhone({ e164: '4989700732410' });
    await startUp(claimant);
    const { clientId } = await find(id);
    expect(await server.api.get(`/clients/${clientId}`)).toMatchObject({ deviceId: right.mac });
    expect((await notifications()).map(({ kind }) => kind)).toEqual([
      'client.registered',
      'client.recognized',
    ]);
  });

  test('that comes with the number of another device or as another model is told', async () => {
    const stranger = server.aPhone({ e164: '4989700732411' });
    await prepare({ deviceId: '00:1A:E8:75:FD:B1', e164: '4989700732411' });
    await startUp(stranger);
    const other = server.aPhone({ model: 'cp710' });
    await prepare({ deviceId: other.mac, hardwareType: 'CP210' });
    await startUp(other);
    const found = await notifications();
    expect(found.map(({ kind }) => kind)).toEqual([
      'client.recognized_other_model',
      'client.recognized_by_number',
    ]);
    expect(found[0]?.text).toContain('it is a CP710 instead of a CP210');
    expect(found[1]?.text).toContain('00:1A:E8:75:FD:B1');
  });
});

test('of many that are prepared and start at once each gets its own, and administrators get one sentence', async () => {
  const phones = Array.from({ length: 40 }, () => server.aPhone({ e164: '' }));
  for (const [place, phone] of phones.entries()) {
    await prepare({
      deviceId: phone.mac,
      e164: String(4_989_700_000_000 + place),
      values: [{ item: 'reg-addr', value: `192.0.2.${place + 1}` }],
    });
  }
  await Promise.all(phones.map(startUp));
  for (const [place, phone] of phones.entries()) {
    expect(phone.items.get('e164')).toBe(String(4_989_700_000_000 + place));
    expect(phone.items.get('reg-addr')).toBe(`192.0.2.${place + 1}`);
  }
  const { total } = await server.api.get<{ total: number }>(`${PATH}?state=waiting`);
  expect(total).toBe(0);
  expect((await notifications()).some(({ kind }) => kind === 'client.recognized_many')).toBe(true);
});
