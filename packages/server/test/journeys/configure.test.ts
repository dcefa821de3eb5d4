import type { VirtualPhone } from '@deskfleet/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { Job, Target } from '../../src/features/jobs/job.schema.ts';
import type { ClientValue } from '../../src/features/values/values.schema.ts';
import { makeSelfSigned } from '../../src/infra/tls/index.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function clientOf(phone: VirtualPhone): Promise<Client> {
  return eventually(`the client ${phone.mac}`, async () => {
    const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${phone.mac}`);
    return items[0];
  });
}

/** Switches phones on and waits until they have told their inventory and are left in peace. */
async function registered(...phones: VirtualPhone[]): Promise<Client[]> {
  await Promise.all(phones.map((phone) => phone.powerOn()));
  // Asking the server for the values of ten phones again and again would take the time that it needs to read them.
  await Promise.all(phones.map((phone) => phone.waitFor('idle')));
  return Promise.all(
    phones.map(async (phone) => {
      const client = await clientOf(phone);
      const { reportedAt } = await server.api.get<{ reportedAt: string | null }>(
        `/clients/${client.id}/values`,
      );
      expect(reportedAt).not.toBeNull();
      return client;
    }),
  );
}

function finished(jobId: string): Promise<Job> {
  return eventually(`the end of job ${jobId}`, async () => {
    const job = await server.api.get<Job>(`/jobs/${jobId}`);
    return job.finishedAt === null ? undefined : job;
  });
}

async function targetsOf(jobId: string): Promise<Target[]> {
  return (await server.api.get<{ items: Target[] }>(`/jobs/${jobId}/targets?pageSize=100`)).items;
}

async function clientValue(client: Client, item: string): Promise<ClientValue | undefined> {
  const { items } = await server.api.get<{ items: ClientValue[] }>(`/clients/${client.id}/values`);
  return items.find((value) => value.item === item);
}

describe('a phone that is switched on', () => {
  test('registers with what it says of itself and is read completely, in pieces', async () => {
    const phone = server.aPhone({ model: 'openstage60', e164: '498912345678' });
    const [client] = await registered(phone);
    expect(client).toMatchObject({
      e164: '498912345678',
      model: 'OpenStage 60',
      deviceId: phone.mac,
      softwareType: 'SIP',
      address: phone.address,
      lastContactReason: 'start-up',
      access: { mode: 'direct', reason: null },
    });
    expect(
      phone.log.filter((exchange) => exchange.answer?.action === 'GetNextFragment').length,
    ).toBeGreaterThan(1);
    const { items } = await server.api.get<{ items: ClientValue[] }>(`/clients/${client?.id}/values`);
    expect(items.length).toBeGreaterThan(250);
    expect(items.find((value) => value.item === 'dls-contact-interval')?.reported).toBe('1');
  });

  test('is only greeted when it starts again with nothing changed', async () => {
    const phone = server.aPhone();
    await registered(phone);
    const before = phone.log.length;
    await phone.call('start-up');
    expect(phone.log.slice(before).map((exchange) => exchange.answer?.action)).toEqual(['CleanUp']);
  });

  test('reports what was changed at the phone', async () => {
    const phone = server.aPhone();
    const [client] = await registered(phone);
    if (client === undefined) throw new TypeError('no client');
    phone.changeLocally({ 'reg-addr': '192.0.2.77' });
    await eventually('the local change', async () =>
      (await clientValue(client, 'reg-addr'))?.reported === '192.0.2.77' ? true : undefined,
    );
  });
});

describe('a configuration job', () => {
  test('reaches ten phones: eight have it, one gets it when its call ends, one refuses it in its own words', async () => {
    const phones = Array.from({ length: 10 }, () => server.aPhone());
    const clients = await registered(...phones);
    const [busy, refusing, ...others] = phones;
    busy?.startCall();
    refusing?.refuse('reg-addr', 'read only');

    const job = await server.api.post<Job>('/jobs', {
      type: 'configure',
      clients: { ids: clients.map((client) => client.id) },
      values: [{ item: 'reg-addr', value: '192.0.2.20' }],
    });
    expect(job).toMatchObject({
      type: 'configure',
      state: 'active',
      targetCount: 10,
      initiator: { username: 'admin' },
    });
    await eventually('nine answers', async () => {
      const { counts } = await server.api.get<Job>(`/jobs/${job.id}`);
      return counts.success === 8 && counts.failed === 1 && counts.busy === 1 ? true : undefined;
    });
    for (const phone of others) expect(phone.items.get('reg-addr')).toBe('192.0.2.20');

    busy?.endCall();
    const done = await finished(job.id);
    expect(done).toMatchObject({ state: 'partial-successful', counts: { success: 9, failed: 1 } });
    expect(busy?.items.get('reg-addr')).toBe('192.0.2.20');
    const refused = (await targetsOf(job.id)).find((target) => target.deviceId === refusing?.mac);
    expect(refused?.reason?.text).toContain('"read only"');
    expect(refused?.events.map((event) => event.kind)).toEqual([
      'target.asked',
      'target.called',
      'target.sent',
      'target.refused',
    ]);

    const refusingClient = clients[1];
    if (refusingClient === undefined) throw new TypeError('no client');
    expect(await clientValue(refusingClient, 'reg-addr')).toMatchObject({
      desired: '192.0.2.20',
      state: 'refused',
      refused: { status: 'read only' },
    });
    for (const phone of phones) {
      expect(phone.writes.filter((write) => write.isRepeated)).toEqual([]);
    }
  });

  test('that comes while the phone is being written to follows at once, without waiting for its contact gap', async () => {
    const phone = server.aPhone({ items: { 'dls-contact-interval': '300' } });
    const [client] = await registered(phone);
    const order = (value: string) =>
      server.api.post<Job>('/jobs', {
        type: 'configure',
        clients: { ids: [client?.id] },
        values: [{ item: 'reg-addr', value }],
      });
    let newer: Promise<Job> | undefined;
    phone.on('exchange', ({ answer }) => {
      if (answer?.action === 'WriteItems') newer ??= order('192.0.2.21');
    });
    phone.faults.order('slow', 3);
    await order('192.0.2.20');
    const job = await eventually('the newer order', async () => newer);
    expect(await finished(job.id)).toMatchObject({ state: 'success' });
    expect(phone.items.get('reg-addr')).toBe('192.0.2.21');
  });

  test('keeps what differs apart: a change at the phone afterwards is drift, and a new job puts it right', async () => {
    const phone = server.aPhone();
    const [client] = await registered(phone);
    if (client === undefined) throw new TypeError('no client');
    const order = {
      type: 'configure',
      clients: { ids: [client.id] },
      values: [{ item: 'reg-addr', value: '192.0.2.20' }],
    };
    await finished((await server.api.post<Job>('/jobs', order)).id);
    expect(await clientValue(client, 'reg-addr')).toMatchObject({
      desired: '192.0.2.20',
      reported: '192.0.2.20',
      state: 'in-sync',
    });
    phone.changeLocally({ 'reg-addr': '192.0.2.66' });
    await eventually('drift', async () =>
      (await clientValue(client, 'reg-addr'))?.state === 'drift' ? true : undefined,
    );
    await finished((await server.api.post<Job>('/jobs', order)).id);
    expect(phone.items.get('reg-addr')).toBe('192.0.2.20');
    expect((await clientValue(client, 'reg-addr'))?.state).toBe('in-sync');
  });

  test('sends a secret to the phone that answers our request, stores it sealed and shows it nowhere', async () => {
    const phone = server.aPhone();
    const [client] = await registered(phone);
    if (client === undefined) throw new TypeError('no client');
    const job = await server.api.post<Job>('/jobs', {
      type: 'configure',
      clients: { ids: [client.id] },
      values: [
        { item: 'sip-user-id', value: 'lobby' },
        { item: 'sip-pwd', value: 'Geheim-4711' },
      ],
    });
    expect(await finished(job.id)).toMatchObject({ state: 'success' });
    expect(phone.items.get('sip-pwd')).toBe('Geheim-4711');
    expect(await clientValue(client, 'sip-pwd')).toMatchObject({
      secret: true,
      desired: null,
      desiredSet: true,
      state: 'in-sync',
    });
    const stored = await server.database.pool.query(
      `select (select string_agg(v::text, ' ') from desired_values v) || (select string_agg(j::text, ' ') from jobs j) ||
         coalesce((select string_agg(d::text, ' ') from dialogues d), '') as everything`,
    );
    expect(JSON.stringify(stored.rows)).not.toContain('Geheim-4711');
    expect(JSON.stringify(await server.api.get(`/jobs/${job.id}`))).not.toContain('Geheim-4711');
    expect(server.logged()).not.toContain('Geheim-4711');
  });

  test('holds a secret back from whoever calls without having been asked', async () => {
    const phone = server.aPhone();
    const [client] = await registered(phone);
    if (client === undefined) throw new TypeError('no client');
    await phone.setContactMode('lose');
    const job = await server.api.post<Job>('/jobs', {
      type: 'configure',
      clients: { ids: [client.id] },
      values: [{ item: 'sip-pwd', value: 'Geheim-4711' }],
    });
    await eventually('the contact request', async () =>
      phone.contactRequests.length > 0 ? true : undefined,
    );
    // Somebody with the same MAC calls from another address.
    const imposter = server.aPhone({ mac: phone.mac, e164: phone.e164 });
    await imposter.powerOn();
    const target = await eventually('the reason', async () =>
      (await targetsOf(job.id)).find((found) => found.reason?.code === 'target.withheld'),
    );
    expect(target).toMatchObject({ state: 'waiting', finishedAt: null });
    expect(imposter.items.get('sip-pwd')).not.toBe('Geheim-4711');
    const { items } = await server.api.get<{ items: { kind: string; clientId: string }[] }>('/notifications');
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'client.new_address', clientId: client.id }),
    );
  });

  test('refuses signs that OpenStage phones cannot take, and only for those', async () => {
    const [old, current] = await registered(server.aPhone({ model: 'openstage40' }), server.aPhone());
    const order = (client: Client | undefined) => ({
      type: 'configure',
      clients: { ids: [client?.id] },
      values: [{ item: 'sip-name', value: 'Meyer & Söhne' }],
    });
    expect(await server.api.send('POST', '/jobs', order(old))).toMatchObject({
      status: 400,
      body: { code: 'job.invalid_value', errors: [{ field: 'values.0.value' }] },
    });
    expect((await server.api.send('POST', '/jobs', order(current))).status).toBe(202);
  });

  test('begins at its time', async () => {
    const phone = server.aPhone();
    const [client] = await registered(phone);
    if (client === undefined) throw new TypeError('no client');
    const job = await server.api.post<Job>('/jobs', {
      type: 'configure',
      clients: { ids: [client.id] },
      values: [{ item: 'reg-addr', value: '192.0.2.20' }],
      scheduledAt: new Date(Date.now() + 2_000).toISOString(),
    });
    expect(job.state).toBe('created');
    expect(await clientValue(client, 'reg-addr')).toMatchObject({ desiredSet: false });
    expect(await finished(job.id)).toMatchObject({ state: 'success' });
    expect(phone.items.get('reg-addr')).toBe('192.0.2.20');
  });
});

describe('other jobs', () => {
  test('refresh data reads the phone anew', async () => {
    const phone = server.aPhone();
    const [client] = await registered(phone);
    const job = await server.api.post<Job>('/jobs', { type: 'refresh-data', clients: { ids: [client?.id] } });
    expect(await finished(job.id)).toMatchObject({ state: 'success' });
    const [target] = await targetsOf(job.id);
    expect(target?.reason?.text).toMatch(/reported \d{3} values/);
  });

  test('restart ends with the start-up of the phone', async () => {
    const phone = server.aPhone();
    const [client] = await registered(phone);
    const job = await server.api.post<Job>('/jobs', { type: 'restart', clients: { ids: [client?.id] } });
    expect(await finished(job.id)).toMatchObject({ state: 'success' });
    expect(phone.log.map((exchange) => exchange.answer?.action)).toContain('Restart');
  });

  test('factory reset ends with the start-up of a phone that finds us by DHCP, reads it, and shows what it has lost', async () => {
    const phone = server.aPhone({ learnsServerBy: 'dhcp' });
    const [client] = await registered(phone);
    if (client === undefined) throw new TypeError('no client');
    const values = [
      { item: 'sip-user-id', value: 'lobby' },
      { item: 'sip-pwd', value: 'Geheim-4711' },
    ];
    const configuring = { type: 'configure', clients: { ids: [client.id] }, values };
    await finished((await server.api.post<Job>('/jobs', configuring)).id);
    const states = async () =>
      Promise.all(values.map(async ({ item }) => (await clientValue(client, item))?.state));
    expect(await states()).toEqual(['in-sync', 'in-sync']);

    const job = await server.api.post<Job>('/jobs', { type: 'factory-reset', clients: { ids: [client.id] } });
    expect(await finished(job.id)).toMatchObject({ state: 'success' });
    await phone.waitFor(
      ({ log }) => log.at(-1)?.reason === 'reply-to' && log.at(-1)?.answer?.action === 'CleanUp',
    );
    expect(phone.items.get('sip-pwd')).not.toBe('Geheim-4711');
    expect(await states()).toEqual(['drift', 'drift']);
  });

  test('factory reset that keeps certificates gives those back that are desired, and nothing else', async () => {
    const phone = server.aPhone({ learnsServerBy: 'dhcp' });
    const [client] = await registered(phone);
    if (client === undefined) throw new TypeError('no client');
    const { certificate } = await makeSelfSigned({
      keyType: 'ecdsa-p256',
      hosts: ['ca.example.org'],
      notBefore: new Date(),
      notAfter: new Date(Date.now() + 86_400_000),
    });
    const values = [
      { item: 'sip-user-id', value: 'lobby' },
      { item: 'voip-server-ca', index: 0, value: certificate },
    ];
    await finished(
      (await server.api.post<Job>('/jobs', { type: 'configure', clients: { ids: [client.id] }, values })).id,
    );
    const job = await server.api.post<Job>('/jobs', {
      type: 'factory-reset',
      clients: { ids: [client.id] },
      keepCertificates: true,
    });
    expect(await finished(job.id)).toMatchObject({ state: 'success' });
    await eventually('the certificate', async () =>
      phone.items.get('voip-server-ca', 0)?.trim() === certificate.trim() ? true : undefined,
    );
    expect(phone.items.get('sip-user-id')).not.toBe('lobby');
  });

  test('a canceled job leaves its phone alone', async () => {
    const phone = server.aPhone();
    const [client] = await registered(phone);
    await phone.setContactMode('lose');
    const job = await server.api.post<Job>('/jobs', {
      type: 'configure',
      clients: { ids: [client?.id] },
      values: [{ item: 'reg-addr', value: '192.0.2.20' }],
    });
    const canceled = await server.api.post<Job>(`/jobs/${job.id}/cancel`);
    expect(canceled).toMatchObject({ state: 'failed', counts: { canceled: 1 } });
    await phone.call('start-up');
    expect(phone.items.get('reg-addr')).not.toBe('192.0.2.20');
    expect((await server.api.send('POST', `/jobs/${job.id}/cancel`)).body).toMatchObject({
      code: 'job.already_finished',
    });
  });

  test('deleting a client ends its open work and the phone registers anew', async () => {
    const phone = server.aPhone();
    const [client] = await registered(phone);
    await phone.setContactMode('lose');
    const job = await server.api.post<Job>('/jobs', { type: 'restart', clients: { ids: [client?.id] } });
    expect((await server.api.send('DELETE', `/clients/${client?.id}`)).status).toBe(204);
    expect(await finished(job.id)).toMatchObject({ state: 'failed' });
    expect((await targetsOf(job.id))[0]).toMatchObject({
      clientId: null,
      reason: { code: 'target.client_deleted' },
    });
    await phone.call('start-up');
    expect((await clientOf(phone)).id).not.toBe(client?.id);
  });
});
