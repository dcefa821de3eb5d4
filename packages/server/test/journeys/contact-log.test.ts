import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import { trimContactLog } from '../../src/features/contact-log/contact-log.queries.ts';
import type { LoggedContact } from '../../src/features/contact-log/contact-log.schema.ts';
import {
  type QuietContacts,
  storeDialogueLog,
  storeQuietContacts,
} from '../../src/features/contact-log/index.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

interface Page {
  readonly items: LoggedContact[];
  readonly total: number;
}

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(() => server.stop());

async function contactsOf(clientId: string, query = 'pageSize=100'): Promise<LoggedContact[]> {
  return (await server.api.get<Page>(`/clients/${clientId}/contacts?${query}`)).items;
}

async function aKnownPhone(e164: string) {
  const phone = server.aPhone({ e164 });
  await phone.powerOn();
  const client = await eventually('the client with its inventory', async () => {
    const { rows } = await server.database.pool.query(
      'select c.id from clients c join client_contacts k on k.client_id = c.id where c.e164 = $1 and k.inventory_at is not null',
      [e164],
    );
    return rows[0] as Pick<Client, 'id'> | undefined;
  });
  await phone.waitFor('idle');
  return { phone, clientId: client.id };
}

test('tells of a first contact that all data were read, in how many pieces and how long it took', async () => {
  const { clientId } = await aKnownPhone('4989700000201');
  const contact = await eventually('the log', async () => (await contactsOf(clientId)).at(-1));
  expect(contact).toMatchObject({ reason: 'start-up', kind: 'dialogue', failed: false });
  expect(contact.address).toMatch(/^127\./);
  const [first, last] = [contact.steps[0], contact.steps.at(-1)];
  expect(first).toMatchObject({ reason: 'start-up', answer: 'ReadAllItems', afterMs: 0, pieces: 1 });
  expect(first?.items).toBeGreaterThan(10);
  expect(last).toMatchObject({
    repliesTo: 'ReadAllItems',
    status: 'accepted',
    answer: 'CleanUp',
    items: null,
  });
  expect(last?.pieces).toBeGreaterThan(1);
  expect(last?.bytes).toBeGreaterThan(10_000);
  expect(contact.steps).toHaveLength(2);
});

test('names what was sent and refused by item and parameter, and never a secret', async () => {
  const { phone, clientId } = await aKnownPhone('4989700000202');
  phone.refuse('registrar-addr', 'read only');
  const job = await server.api.post<{ id: string }>('/jobs', {
    type: 'configure',
    clients: { ids: [clientId] },
    values: [
      { item: 'registrar-addr', value: '192.0.2.20' },
      { item: 'sip-pwd', value: 'Very-Secret-99' },
    ],
  });
  const contact = await eventually('the dialogue in the log', async () =>
    (await contactsOf(clientId, 'kind=failed')).at(0),
  );
  expect(contact).toMatchObject({ reason: 'solicited', failed: true });
  const [sending] = contact.steps.filter(({ answer }) => answer === 'WriteItems');
  expect(sending?.sent).toContainEqual({
    item: 'registrar-addr',
    index: null,
    parameterId: expect.any(String),
    value: '192.0.2.20',
    secret: false,
    status: null,
  });
  expect(sending?.sent).toContainEqual(
    expect.objectContaining({ item: 'sip-pwd', value: null, secret: true }),
  );
  const refused = contact.steps.flatMap((step) => step.refused);
  expect(refused).toEqual([expect.objectContaining({ item: 'registrar-addr', status: 'read only' })]);
  const { rows } = await server.database.pool.query(
    "select string_agg(steps::text, ' ') as all from contact_log",
  );
  expect(rows[0].all).not.toContain('Very-Secret-99');
  expect(await contactsOf(clientId, 'search=READ%20only%20registrar')).toHaveLength(1);
  expect(await contactsOf(clientId, 'search=nothing-of-this')).toEqual([]);

  const targets = await server.api.get<{ items: { id: string }[] }>(`/jobs/${job.id}/targets`);
  const path = `/jobs/${job.id}/targets/${targets.items[0]?.id}/contacts`;
  expect((await server.api.get<Page>(path)).items).toEqual([contact]);
});

test('keeps contacts with nothing to do in one row of a phone, the last twenty of them', async () => {
  const { phone, clientId } = await aKnownPhone('4989700000203');
  for (let call = 0; call < 3; call += 1) {
    await phone.call('solicited');
    await phone.waitFor('idle');
  }
  const quiet = await eventually('the quiet contacts', async () => {
    const found = await contactsOf(clientId, 'kind=quiet');
    return found.length >= 3 ? found : undefined;
  });
  expect(quiet[0]).toMatchObject({ reason: 'solicited', steps: [], tookMs: null });
  const many: QuietContacts = {
    clientId,
    count: 30,
    recent: Array.from({ length: 20 }, (_, place) => ({
      at: new Date(Date.UTC(2026, 0, 1, 0, 0, 30 - place)).toISOString(),
      reason: 'start-up',
      address: '192.0.2.1',
    })),
  };
  await storeQuietContacts(server.database.pool, [many]);
  const { rows } = await server.database.pool.query(
    'select count, jsonb_array_length(recent) as kept from quiet_contacts where client_id = $1',
    [clientId],
  );
  expect(rows).toEqual([{ count: String(quiet.length + 30), kept: 20 }]);
});

test('is bounded for each client and by time, and outlives neither of them', async () => {
  const { clientId } = await aKnownPhone('4989700000204');
  const { pool } = server.database;
  const one = (number: number, day: number) => ({
    clientId,
    dialogue: `d${number}`,
    beganAt: new Date(Date.UTC(2026, 0, day)),
    reason: 'status',
    address: '192.0.2.1',
    tookMs: 5,
    failed: false,
    targetIds: [],
    steps: '',
  });
  await storeDialogueLog(
    pool,
    Array.from({ length: 210 }, (_, number) => one(number, number < 200 ? 1 : 20)),
  );
  const count = async () => {
    const { rows } = await pool.query(
      "select count(*)::int as n from contact_log where client_id = $1 and reason = 'status'",
      [clientId],
    );
    return rows[0].n as number;
  };
  expect(await count()).toBe(200);
  await trimContactLog(pool, new Date(Date.UTC(2026, 0, 10)));
  expect(await count()).toBe(10);
  await server.api.send('DELETE', `/clients/${clientId}`);
  expect(await count()).toBe(0);
  // A phone that is deleted while its log waits to be written leaves nothing behind.
  await storeDialogueLog(pool, [one(1, 1)]);
  await storeQuietContacts(pool, [{ clientId, count: 1, recent: [] }]);
  expect(await count()).toBe(0);
});

test('logs nothing when nothing is to be kept', async () => {
  await server.api.send('PATCH', '/settings', { phones: { contactLogDays: 0 } });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const { phone, clientId } = await aKnownPhone('4989700000205');
  await phone.call('solicited');
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await contactsOf(clientId)).toEqual([]);
  await server.api.send('PATCH', '/settings', { phones: { contactLogDays: 14 } });
});

test('is not there for a client that does not exist', async () => {
  expect(await server.api.send('GET', '/clients/999999/contacts')).toMatchObject({ status: 404 });
});
