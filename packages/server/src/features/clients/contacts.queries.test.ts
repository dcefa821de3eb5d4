import { releasedCatalog } from '@deskfleet/catalog';
import type { Item } from '@deskfleet/protocol';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { createPool, inTransaction } from '../../infra/db/index.ts';
import { storeInventories } from '../values/index.ts';
import { profileHash, profileOf } from './client-profile.ts';
import {
  type ArrivedContact,
  lockClients,
  type ProfiledContact,
  recordContacts,
  storeConfirmedNumbers,
  storeProfiles,
} from './contacts.queries.ts';

let database: ServerDatabase;
beforeAll(async () => {
  database = await openServerDatabase();
});
afterAll(() => database.close());
afterEach(() => database.pool.query('truncate clients cascade'));

const NOW = new Date('2026-03-02T08:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

/** Device ids whose order is not that in which they register. */
function deviceId(number: number): string {
  const low = (number * 7919) % 65_536;
  return `00:1A:E8:00:${[low >> 8, low & 255].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')}`;
}

function aContact(
  id: string,
  options: {
    address?: string;
    reason?: string;
    version?: string;
    e164?: string;
    more?: readonly Item[];
  } = {},
): ProfiledContact {
  const address = options.address ?? '192.0.2.7';
  const items: Item[] = [
    { name: 'mac-addr', value: id },
    { name: 'device-type', value: 'OpenStage 40' },
    { name: 'software-version', value: options.version ?? 'V3 R5.21.0' },
    { name: 'e164', value: options.e164 ?? '498912345' },
    ...(options.more ?? []),
  ];
  return {
    deviceId: id,
    profileHash: profileHash(items, address),
    reason: options.reason ?? 'start-up',
    address,
    profile: profileOf(id, items),
  };
}

const record = (contact: ArrivedContact, now = NOW) => recordContacts(database.pool, [contact], now);
const store = (contact: ProfiledContact, now = NOW) => storeProfiles(database.pool, [contact], now);

async function stored(id: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await database.pool.query(
    'select * from clients join client_contacts using (device_id) where device_id = $1',
    [id],
  );
  return rows[0];
}

const inventory = (clientId: string, text: string) => ({
  clientId,
  hash: Buffer.from(text),
  items: () => [],
});

describe('a phone that calls for the first time', () => {
  test('is not known, and registered with what it says of itself', async () => {
    const contact = aContact(deviceId(1));
    expect(await record(contact)).toEqual([null]);
    expect(await store(contact)).toMatchObject([
      { registered: true, newAddress: false, previousAddress: '', softwareChanged: false },
    ]);
    expect(await stored(contact.deviceId)).toMatchObject({
      e164: '498912345',
      model: 'OpenStage 40',
      address: '192.0.2.7',
      first_seen_at: NOW,
      last_contact_at: NOW,
      last_contact_reason: 'start-up',
    });
  });

  test('is registered once when two nodes hear of it at the same moment', async () => {
    const contact = aContact(deviceId(1));
    const [one, two] = await Promise.all([store(contact), store(contact)]);
    expect(one[0]?.clientId).toBe(two[0]?.clientId);
    const { rowCount } = await database.pool.query('select from clients');
    expect(rowCount).toBe(1);
  });
});

test('a phone whose texts are as long as they may be, and cannot be compressed, is stored', async () => {
  let sign = 1;
  // Three bytes each, and none of them twice within reach of a compression.
  const long = () =>
    Array.from({ length: 255 }, () => {
      sign = (sign * 16_807) % 2_147_483_647;
      return String.fromCodePoint(0x4e00 + (sign % 20_000));
    }).join('');
  const id = `${deviceId(1)}`;
  const [client] = await store(
    aContact(id, {
      e164: long(),
      version: long(),
      more: [
        { name: 'related-device-type', value: long() },
        { name: 'software-type', value: long() },
      ],
    }),
  );
  expect(client?.registered).toBe(true);
});

describe('a phone that is known', () => {
  test('is recognized as unchanged, and only its contact is recorded', async () => {
    const contact = aContact(deviceId(1));
    const [registered] = await store(contact);
    expect(await record({ ...contact, reason: 'solicited' }, later(60))).toEqual([
      {
        clientId: registered?.clientId,
        unchanged: true,
        hasInventory: false,
        inventoryHash: null,
        softwareChanged: false,
        hasWork: false,
        hasDialogue: false,
        hasUser: false,
        contactRequestedAt: null,
        contactRequestedAddress: null,
      },
    ]);
    expect(await stored(contact.deviceId)).toMatchObject({
      first_seen_at: NOW,
      last_contact_at: later(60),
      last_contact_reason: 'solicited',
    });
  });

  test('that says something new of itself keeps what it does not mention', async () => {
    const id = deviceId(1);
    await store(aContact(id, { more: [{ name: 'key-modules', value: '2' }] }));
    const changed = aContact(id, { e164: '498999999' });
    expect(await record(changed)).toMatchObject([{ unchanged: false }]);
    expect(await store(changed, later(1))).toMatchObject([{ registered: false, newAddress: false }]);
    expect(await stored(id)).toMatchObject({ e164: '498999999', key_modules: 2, first_seen_at: NOW });
    expect(await record(changed)).toMatchObject([{ unchanged: true }]);
  });

  test('that sends no version keeps the last one', async () => {
    const id = deviceId(1);
    await store(aContact(id));
    await store(aContact(id, { version: '' }));
    expect(await stored(id)).toMatchObject({
      software_version: 'V3 R5.21.0',
      software_version_key: '00003.00000.00005.00021.00000',
    });
  });

  test('that calls from a new address is told with the one before, once', async () => {
    const id = deviceId(1);
    await store(aContact(id, { address: '192.0.2.7' }));
    const moved = aContact(id, { address: '192.0.2.8' });
    await record(moved, later(1));
    expect(await store(moved, later(1))).toMatchObject([{ newAddress: true, previousAddress: '192.0.2.7' }]);
    expect(await store(aContact(id, { address: '192.0.2.7' }), later(2))).toMatchObject([
      { newAddress: false, previousAddress: '192.0.2.8' },
    ]);
  });

  test('is remembered at its latest 50 addresses, however many it claims', async () => {
    const id = deviceId(1);
    for (let number = 1; number <= 60; number += 1) {
      await store(aContact(id, { address: `192.0.2.${number}` }), later(number));
    }
    const { rows } = await database.pool.query<{ address: string }>(
      'select address from client_addresses order by last_seen_at',
    );
    expect(rows).toHaveLength(50);
    expect(rows[0]?.address).toBe('192.0.2.11');
    expect(rows.at(-1)?.address).toBe('192.0.2.60');
  });

  test('is known to have other software until its inventory is told again, even if that takes several calls', async () => {
    const id = deviceId(1);
    const [client] = await store(aContact(id));
    const clientId = client?.clientId ?? '';
    const told = (text: string) =>
      inTransaction(database.pool, (tx) =>
        storeInventories(tx, [inventory(clientId, text)], NOW, releasedCatalog),
      );
    await told('one');
    const updated = aContact(id, { version: 'V3 R5.22.0' });
    expect(await store(updated)).toMatchObject([{ softwareChanged: true }]);
    expect(await record(updated)).toMatchObject([{ unchanged: true, softwareChanged: true }]);
    await told('one');
    expect(await record(updated)).toMatchObject([{ softwareChanged: false }]);
  });

  test('that confirmed a new number has it at once', async () => {
    const [client] = await store(aContact(deviceId(1)));
    await inTransaction(database.pool, (tx) =>
      storeConfirmedNumbers(tx, [{ clientId: client?.clientId ?? '', e164: '4930555' }]),
    );
    expect(await stored(deviceId(1))).toMatchObject({ e164: '4930555' });
  });
});

describe('a batch', () => {
  test('answers in the order of its contacts, whatever the order of their keys is', async () => {
    const contacts = [5, 3, 9, 1].map((number) => aContact(deviceId(number)));
    const registered = await storeProfiles(database.pool, contacts, NOW);
    const unknown = aContact(deviceId(2));
    const found = await recordContacts(
      database.pool,
      [...contacts.slice(0, 2), unknown, ...contacts.slice(2)],
      NOW,
    );
    expect(found.map((known) => known?.clientId)).toEqual([
      registered[0]?.clientId,
      registered[1]?.clientId,
      undefined,
      registered[2]?.clientId,
      registered[3]?.clientId,
    ]);
  });

  test('of the same phones on several nodes at once never ends in a deadlock', async () => {
    const all = Array.from({ length: 150 }, (_, number) => aContact(deviceId(number)));
    const ids = (await storeProfiles(database.pool, all, NOW)).map(({ clientId }) => clientId);
    await database.pool.query('analyze clients');
    const other = createPool(database.url, { max: 4, byKey: true });
    other.on('error', () => {});
    const some = <T>(list: readonly T[]) => [...list].sort(() => Math.random() - 0.5).slice(0, 60);
    const before = await deadlocks(database.pool);
    const rounds = Array.from({ length: 25 }, (_, round) => round);
    try {
      await Promise.all(
        [database.pool, other].flatMap((pool) => [
          inTurn(rounds, () => recordContacts(pool, some(all), NOW)),
          inTurn(rounds, () => storeProfiles(pool, some(all), NOW)),
          inTurn(rounds, (round) =>
            inTransaction(pool, async (tx) => {
              const chosen = some(ids);
              await lockClients(tx, chosen);
              await storeInventories(
                tx,
                chosen.map((id) => inventory(id, `${id} ${round % 2}`)),
                NOW,
                releasedCatalog,
              );
            }),
          ),
        ]),
      );
    } finally {
      await other.end();
    }
    expect(await deadlocks(database.pool)).toBe(before);
  });
});

async function inTurn<T>(list: readonly T[], work: (entry: T) => Promise<unknown>): Promise<void> {
  for (const entry of list) await work(entry);
}

async function deadlocks(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]?.deadlocks);
}
