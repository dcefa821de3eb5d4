import type { PhoneOptions } from '@deskfleet/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, type RunningServer, startServer } from '../../../test/support/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(() => server.stop());

interface Copied {
  readonly plugAndPlayId: string;
  readonly copied: number;
  readonly leftOut: number;
  readonly jobId: string | null;
}

interface Prepared {
  readonly deviceId: string | null;
  readonly e164: string;
  readonly hardwareType: string;
  readonly secureMode: string;
  readonly values: { item: string; value: string | null; secret: boolean }[];
}

async function aClientWith(e164: string, values: object[] = [], options: Partial<PhoneOptions> = {}) {
  const phone = server.aPhone({ e164, model: 'cp410', ...options });
  await phone.powerOn();
  const id = await eventually('the client with its inventory', async () => {
    const { rows } = await server.database.pool.query<{ id: string }>(
      'select c.id from clients c join client_contacts k on k.client_id = c.id where c.e164 = $1 and k.inventory_at is not null',
      [e164],
    );
    return rows[0]?.id;
  });
  await phone.waitFor('idle');
  if (values.length > 0) {
    const { id: jobId } = await server.api.post('/jobs', {
      type: 'configure',
      clients: { ids: [id] },
      values,
    });
    await eventually('the values on the phone', async () => {
      const job = await server.api.get(`/jobs/${String(jobId)}`);
      return job['finishedAt'] === null ? undefined : true;
    });
  }
  return { phone, id };
}

const wishes = [
  { item: 'registrar-addr', value: '192.0.2.77' },
  { item: 'sip-pwd', value: 'Very-Secret-99' },
];

test('a phone that takes the place of another one gets its number and values when it calls', async () => {
  const { phone: old, id } = await aClientWith('4989700000301', wishes);
  const mac = '00:1A:E8:75:FD:B1';
  const copied = await server.api.post<Copied>(`/clients/${id}/copy`, {
    reason: 'hardware-change',
    hardwareType: 'CP710',
    softwareType: 'SIP',
    secureMode: 'default-pin',
    deviceId: mac.toLowerCase(),
    withReported: false,
  });
  expect(copied).toMatchObject({ copied: 2, leftOut: 0, jobId: null });
  const prepared = await server.api.get<Prepared>(`/clients/plug-and-play/${copied.plugAndPlayId}`);
  expect(prepared).toMatchObject({
    deviceId: mac,
    e164: '4989700000301',
    hardwareType: 'CP710',
    secureMode: 'default-pin',
  });
  expect(prepared.values).toContainEqual(
    expect.objectContaining({ item: 'registrar-addr', value: '192.0.2.77' }),
  );
  expect(prepared.values).toContainEqual(
    expect.objectContaining({ item: 'sip-pwd', value: null, secret: true }),
  );
  await old.powerOff();
  const other = server.aPhone({ model: 'cp710', mac, e164: '' });
  await other.powerOn();
  await eventually('the values on the other phone', async () =>
    other.items.get('registrar-addr') === '192.0.2.77' && other.items.get('sip-pwd') === 'Very-Secret-99'
      ? true
      : undefined,
  );
  expect(other.items.get('e164')).toBe('4989700000301');
});

test('what the phone itself has been set to goes along, but not where it is in the network', async () => {
  const { id } = await aClientWith('4989700000302');
  const copied = await server.api.post<Copied>(`/clients/${id}/copy`, {
    reason: 'hardware-change',
    withReported: true,
  });
  expect(copied.copied).toBeGreaterThan(50);
  const { values } = await server.api.get<Prepared>(`/clients/plug-and-play/${copied.plugAndPlayId}`);
  const items = values.map(({ item }) => item);
  expect(items).not.toContain('ip-addr');
  expect(items).not.toContain('mac-addr');
  expect(items).not.toContain('e164');
});

test('values that other software does not have are left out and counted', async () => {
  const { id } = await aClientWith('4989700000303', [{ item: 'registrar-addr', value: '192.0.2.77' }]);
  const copied = await server.api.post<Copied>(`/clients/${id}/copy`, {
    reason: 'hardware-change',
    softwareType: 'HFA',
    withReported: false,
  });
  expect(copied).toMatchObject({ copied: 0, leftOut: 1 });
});

test('a factory reset resets the old phone and prepares the one with the new device ID', async () => {
  const { phone, id } = await aClientWith('4989700000304', wishes.slice(0, 1), { learnsServerBy: 'dhcp' });
  const copied = await server.api.post<Copied>(`/clients/${id}/copy`, {
    reason: 'factory-reset',
    deviceId: '00:1A:E8:75:FD:B4',
    withReported: false,
  });
  expect(copied.jobId).not.toBeNull();
  await eventually('the reset', async () => {
    const job = await server.api.get(`/jobs/${copied.jobId}`);
    return job['state'] === 'success' ? true : undefined;
  });
  expect(phone.items.get('registrar-addr')).not.toBe('192.0.2.77');
});

test('is refused with the field when the other phone could not be recognized, or nothing would change', async () => {
  const { phone, id } = await aClientWith('4989700000305');
  const order = (more: object) =>
    server.api.send('POST', `/clients/${id}/copy`, { reason: 'factory-reset', withReported: false, ...more });
  for (const more of [{}, { deviceId: phone.mac }, { deviceId: 'no device' }]) {
    const answer = await order(more);
    expect(answer.status, JSON.stringify(more)).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ field: 'deviceId', text: { de: expect.any(String) } }] });
  }
  const { id: other } = await aClientWith('4989700000306');
  const { rows } = await server.database.pool.query('select device_id from clients where id = $1', [other]);
  const taken = await order({ deviceId: rows[0].device_id });
  expect(taken).toMatchObject({ status: 409, body: { code: 'plug_and_play.taken' } });
  const jobs = await server.api.get<{ total: number }>(`/jobs?clientId=${id}`);
  expect(jobs.total).toBe(0);
  expect(
    await server.api.send('POST', '/clients/999999/copy', { reason: 'hardware-change', withReported: true }),
  ).toMatchObject({
    status: 404,
  });
});

test('a list of replacements copies each client for its phone, and resets the old ones by one job', async () => {
  const first = await aClientWith('4989700000311', wishes, { learnsServerBy: 'dhcp' });
  const second = await aClientWith('4989700000312', wishes.slice(0, 1), { learnsServerBy: 'dhcp' });
  const list = [
    { deviceId: first.phone.mac, newDeviceId: '00:1A:E8:75:FE:01', hardwareType: 'CP710' },
    { deviceId: second.phone.mac.toLowerCase(), newDeviceId: '001ae875fe02', softwareType: 'HFA' },
  ];
  const path = '/clients/copy/import?withReported=false&resetsOld=true';
  const dry = await server.api.post(`${path}&dryRun=true`, list);
  expect(dry).toMatchObject({ dryRun: true, records: 2, created: 2, faultCount: 0 });
  const known = await server.api.get<{ items: Prepared[] }>('/clients/plug-and-play?search=49897000003');
  expect(known.items.map(({ e164 }) => e164)).not.toContain('4989700000311');

  expect(await server.api.post(path, list)).toMatchObject({ dryRun: false, created: 2 });
  const { items } = await server.api.get<{ items: Prepared[] }>('/clients/plug-and-play?search=498970000031');
  expect(items).toHaveLength(2);
  expect(items).toContainEqual(
    expect.objectContaining({ deviceId: '00:1A:E8:75:FE:02', e164: '4989700000312', values: [] }),
  );
  const reset = await server.api.get<{ items: { id: string; type: string; targetCount: number }[] }>(
    `/jobs?clientId=${first.id}&type=factory-reset`,
  );
  expect(reset.items).toMatchObject([{ type: 'factory-reset' }]);
  await eventually('the reset of both', async () => {
    const job = await server.api.get(`/jobs/${reset.items[0]?.id}`);
    return job['state'] === 'success' ? true : undefined;
  });
  expect(second.phone.items.get('registrar-addr')).not.toBe('192.0.2.77');
  const other = server.aPhone({ model: 'cp710', mac: '00:1A:E8:75:FE:01', e164: '' });
  await other.powerOn();
  await eventually('the values on the other phone', async () =>
    other.items.get('registrar-addr') === '192.0.2.77' && other.items.get('sip-pwd') === 'Very-Secret-99'
      ? true
      : undefined,
  );
  expect(other.items.get('e164')).toBe('4989700000311');
});
