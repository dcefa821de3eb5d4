import type { Exchange, VirtualPhone } from '@deskfleet/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { Notification } from '../../src/features/notifications/notifications.schema.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

const PHONES = 120;
/** Values of the template. */
const VALUES = [
  { item: 'reg-addr', value: '192.0.2.20' },
  { item: 'sntp-addr', value: 'ntp.example.org' },
  { item: 'country-iso', value: 'AT' },
];

let server: RunningServer;
beforeAll(async () => {
  // So small that a hundred phones are a storm.
  server = await startServer({
    openings: { maxUnderWay: 12, maxWaitMs: 2_000 },
  });
});
afterAll(() => server.stop());

const hasAll = ({ items }: VirtualPhone) => VALUES.every(({ item, value }) => items.get(item) === value);

const isTurnedAway = ({ answer }: Exchange) =>
  answer?.action === 'CleanUp' && answer.items.some(({ value }) => value === 'overload');

test('more unknown phones than two nodes can take at once all get their onboarding values, and known ones never wait', async () => {
  await prepareTemplate();
  const known = server.aPhone();
  await known.powerOn();
  await known.waitFor((phone) => hasAll(phone) && phone.state === 'idle');
  await known.powerOff();

  const other = await server.anotherNode();
  const nodes = [server.phones, `https://127.0.0.1:${other.ports.phones}`];
  const phones = Array.from({ length: PHONES }, (_, place) =>
    server.aPhone({ server: nodes[place % 2] ?? '', behavior: { overloadDelayMs: [1_000, 2_000] } }),
  );
  const turnedAway = new Set<VirtualPhone>();
  for (const phone of phones) {
    phone.on('exchange', (exchange) => {
      if (isTurnedAway(exchange)) turnedAway.add(phone);
    });
  }
  await Promise.all(phones.map((phone) => phone.powerOn()));
  await eventually('a phone that is turned away', async () => (turnedAway.size > 0 ? true : undefined));

  const said: Exchange[] = [];
  known.on('exchange', (exchange) => said.push(exchange));
  await known.powerOn();
  await known.waitFor('idle', { timeoutMs: 120_000 });
  expect(said.map(({ answer }) => answer)).toMatchObject([{ action: 'CleanUp', items: [] }]);
  expect(phones.filter(hasAll).length, 'the storm was over too soon').toBeLessThan(PHONES);

  await Promise.all(
    phones.map((phone) =>
      phone.waitFor((one) => hasAll(one) && one.state === 'idle', { timeoutMs: 120_000 }),
    ),
  );
  // Of those that were turned away everybody came again; nobody lost patience, had to be asked to call, or registered twice.
  expect(turnedAway.size).toBeGreaterThan(5);
  expect(phones.flatMap(({ statistics }) => Object.keys(statistics.errors.toRecord()))).toEqual([]);
  expect(phones.flatMap(({ contactRequests }) => contactRequests)).toEqual([]);
  const { total } = await server.api.get<{ items: Client[]; total: number }>('/clients?pageSize=1');
  expect(total).toBe(PHONES + 1);
  const { rows } = await server.database.pool.query(
    `select
       (select count(*)::int from client_contacts where inventory_at is not null) as read,
       (select count(*)::int from values_due) as due,
       (select count(*)::int from dialogues) as talking`,
  );
  expect(rows).toEqual([{ read: PHONES + 1, due: 0, talking: 0 }]);
  await eventually('the notification of the overload', async () => {
    const { items } = await server.api.get<{ items: Notification[] }>('/notifications?pageSize=100');
    return items.find(({ kind }) => kind === 'device_endpoint.overload');
  });
}, 300_000);

async function prepareTemplate(): Promise<void> {
  const { id } = await server.api.post<{ id: string }>('/templates', {
    type: 'onboarding',
    name: 'All phones',
  });
  const answer = await server.api.send(
    'PATCH',
    `/templates/${id}/content`,
    { values: VALUES },
    { 'if-match': '*' },
  );
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}
