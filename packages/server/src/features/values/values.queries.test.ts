import { correctedCatalog, releasedCatalog } from '@deskfleet/catalog';
import type { Item } from '@deskfleet/protocol';
import type { ClientBase } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aClient } from '../../../test/support/builders.ts';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { findDesired, setDesired, type WantedValue } from './desired.queries.ts';
import { decodeDocument } from './reported-document.ts';
import {
  inventoryHash,
  mergeReportedItems,
  storeConfirmed,
  storeInventories,
  storeRefusals,
} from './values.queries.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');
const LATER = new Date('2026-03-02T09:00:00.000Z');

let database: ServerDatabase;
let client: string;
beforeAll(async () => {
  database = await openServerDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  client = await aClient(database.pool);
});

const tx = <T>(work: (connection: ClientBase) => Promise<T>) => inTransaction(database.pool, work);

/** A complete inventory; how often its items are read is counted. */
function anInventory(items: readonly Item[], clientId = client) {
  const inventory = {
    reads: 0,
    clientId,
    hash: inventoryHash([Buffer.from(JSON.stringify(items)).toString('base64')]),
    items: () => {
      inventory.reads += 1;
      return items;
    },
  };
  return inventory;
}

const tell = (items: readonly Item[], at = NOW) =>
  tx((t) => storeInventories(t, [anInventory(items)], at, releasedCatalog));
const want = (values: readonly WantedValue[], at = NOW) =>
  tx((t) => setDesired(t, { clientIds: [client], values, accountId: null, jobId: '1' }, at));

async function reported(clientId = client): Promise<Record<string, string | null> | undefined> {
  const { rows } = await database.pool.query<{ document: Buffer }>(
    'select document from reported_values where client_id = $1',
    [clientId],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return Object.fromEntries([...decodeDocument(row.document)].map(([key, { value }]) => [key, value]));
}

async function desired(): Promise<Record<string, { drift: boolean; refused: string | null }>> {
  const { rows } = await database.pool.query<{ item: string; drift: boolean; refused_status: string | null }>(
    'select item, drift, refused_status from desired_values where client_id = $1 order by item',
    [client],
  );
  return Object.fromEntries(rows.map((row) => [row.item, { drift: row.drift, refused: row.refused_status }]));
}

describe('a complete inventory', () => {
  test('replaces what was known', async () => {
    await tell([
      { name: 'reg-addr', value: '192.0.2.1' },
      { name: 'gone', value: 'x' },
    ]);
    await tell([{ name: 'reg-addr', value: '192.0.2.2' }], LATER);
    expect(await reported()).toEqual({ ':reg-addr': '192.0.2.2' });
  });

  test('of the same bytes as the last one is neither read nor written, and only its time changes', async () => {
    const items = [{ name: 'reg-addr', value: '192.0.2.1' }];
    await tell(items);
    const again = anInventory(items);
    await tx((t) => storeInventories(t, [again], LATER, releasedCatalog));
    expect(again.reads).toBe(0);
    const { rows } = await database.pool.query(
      'select inventory_at from client_contacts where client_id = $1',
      [client],
    );
    expect(rows).toEqual([{ inventory_at: LATER }]);
  });

  test('is compared by the names that an administrator has corrected', async () => {
    const id = releasedCatalog.parametersForItem('reg-addr')[0]?.id ?? '';
    const corrected = correctedCatalog(new Map([[id, { item: 'sip-server' }]]));
    await want([{ name: 'sip-server', value: 'NULL' }]);
    const empty = [{ name: 'sip-server', value: '' }];
    // Only who knows the item knows that both clear it.
    await tx((t) => storeInventories(t, [anInventory(empty)], NOW, releasedCatalog));
    expect(await desired()).toMatchObject({ 'sip-server': { drift: true } });
    await tx((t) => mergeReportedItems(t, new Map([[client, empty]]), NOW, corrected));
    expect(await desired()).toMatchObject({ 'sip-server': { drift: false } });
  });

  test('is read again after something was told in between', async () => {
    const items = [{ name: 'reg-addr', value: '192.0.2.1' }];
    await tell(items);
    await tx((t) =>
      mergeReportedItems(
        t,
        new Map([[client, [{ name: 'reg-addr', value: '192.0.2.9' }]]]),
        NOW,
        releasedCatalog,
      ),
    );
    expect(await reported()).toEqual({ ':reg-addr': '192.0.2.9' });
    await tell(items);
    expect(await reported()).toEqual({ ':reg-addr': '192.0.2.1' });
  });

  test('of several phones goes to each its own', async () => {
    const other = await aClient(database.pool);
    await tx((t) =>
      storeInventories(
        t,
        [anInventory([{ name: 'a', value: '1' }]), anInventory([{ name: 'a', value: '2' }], other)],
        NOW,
        releasedCatalog,
      ),
    );
    expect(await reported()).toEqual({ ':a': '1' });
    expect(await reported(other)).toEqual({ ':a': '2' });
  });
});

describe('drift', () => {
  test('is marked when a phone reports something else, and taken back when it reports what is wanted', async () => {
    await want([
      { name: 'reg-addr', value: '192.0.2.20' },
      { name: 'sip-name', value: 'Lobby' },
    ]);
    await tell([
      { name: 'reg-addr', value: '192.0.2.20' },
      { name: 'sip-name', value: 'Kitchen' },
    ]);
    expect(await desired()).toMatchObject({ 'reg-addr': { drift: false }, 'sip-name': { drift: true } });
    await tx((t) =>
      mergeReportedItems(
        t,
        new Map([
          [
            client,
            [
              { name: 'reg-addr', value: '192.0.2.66' },
              { name: 'sip-name', value: 'Lobby' },
            ],
          ],
        ]),
        NOW,
        releasedCatalog,
      ),
    );
    expect(await desired()).toMatchObject({ 'reg-addr': { drift: true }, 'sip-name': { drift: false } });
  });

  test('is taken back when what is wanted is what the phone has had all along', async () => {
    const items = [{ name: 'reg-addr', value: '192.0.2.20' }];
    await tell(items);
    await want([{ name: 'reg-addr', value: '192.0.2.20' }]);
    expect(await desired()).toMatchObject({ 'reg-addr': { drift: true } });
    await tell(items, LATER);
    expect(await desired()).toMatchObject({ 'reg-addr': { drift: false } });
  });

  test('stays where the phone says nothing', async () => {
    await want([{ name: 'reg-addr', value: '192.0.2.20' }]);
    await tell([{ name: 'sip-name', value: 'Lobby' }]);
    expect(await desired()).toMatchObject({ 'reg-addr': { drift: true } });
  });

  test('of an index is that of this index alone', async () => {
    await want([
      { name: 'trace-level', index: 0, value: '3' },
      { name: 'trace-level', value: '3' },
    ]);
    await tell([{ name: 'trace-level', index: 0, value: '3' }]);
    const { rows } = await database.pool.query(
      'select idx, drift from desired_values where client_id = $1 order by idx',
      [client],
    );
    expect(rows).toEqual([
      { idx: -1, drift: true },
      { idx: 0, drift: false },
    ]);
  });

  test('of a secret ends when the phone confirms this secret, and not an older one', async () => {
    await want([{ name: 'sip-pwd', sealed: 'v1.new' }]);
    const confirm = (sealed: string) =>
      tx((t) => storeConfirmed(t, [{ clientId: client, name: 'sip-pwd', sealed }], NOW, releasedCatalog));
    await confirm('v1.old');
    expect(await desired()).toMatchObject({ 'sip-pwd': { drift: true } });
    await confirm('v1.new');
    expect(await desired()).toMatchObject({ 'sip-pwd': { drift: false } });
    expect(await reported()).toEqual({ ':sip-pwd': null });
  });
});

describe('a refusal', () => {
  const refuse = (value: string, status: string) =>
    tx((t) => storeRefusals(t, [{ clientId: client, name: 'reg-addr', value, status }], NOW));

  test("marks what is wanted with the phone's words, and leaves it wanted", async () => {
    await want([{ name: 'reg-addr', value: '192.0.2.20' }]);
    await refuse('192.0.2.20', 'read only');
    expect(await desired()).toEqual({ 'reg-addr': { drift: true, refused: 'read only' } });
    expect((await findDesired(database.pool, [client])).get(client)?.size).toBe(1);
  });

  test('does not mark what was ordered after the refused value had been sent', async () => {
    await want([{ name: 'reg-addr', value: '192.0.2.21' }]);
    await refuse('192.0.2.20', 'invalid data');
    expect(await desired()).toEqual({ 'reg-addr': { drift: true, refused: null } });
  });

  test('is forgotten with a new order, and when the phone takes the value after all', async () => {
    await want([{ name: 'reg-addr', value: '192.0.2.20' }]);
    await refuse('192.0.2.20', 'read only');
    await want([{ name: 'reg-addr', value: '192.0.2.21' }]);
    expect(await desired()).toMatchObject({ 'reg-addr': { refused: null } });
    await refuse('192.0.2.21', 'read only');
    await tx((t) =>
      storeConfirmed(t, [{ clientId: client, name: 'reg-addr', value: '192.0.2.21' }], NOW, releasedCatalog),
    );
    expect(await desired()).toEqual({ 'reg-addr': { drift: false, refused: null } });
  });
});

describe('what is wanted', () => {
  test('is the newest order for each item; withdrawing one leaves the others', async () => {
    await want([
      { name: 'a', value: '1' },
      { name: 'b', index: 0, value: '1' },
      { name: 'c', sealed: 'v1.secret' },
    ]);
    await want([
      { name: 'a', value: '2' },
      { name: 'c', value: null },
    ]);
    const found = (await findDesired(database.pool, [client])).get(client);
    expect([...(found ?? [])]).toEqual(
      expect.arrayContaining([
        [':a', { name: 'a', value: '2' }],
        ['0:b', { name: 'b', index: 0, value: '1' }],
      ]),
    );
    expect(found?.size).toBe(2);
  });

  test('of clients that are gone meanwhile is left out', async () => {
    await tx((t) =>
      setDesired(
        t,
        { clientIds: [client, '999999'], values: [{ name: 'a', value: '1' }], accountId: null, jobId: '1' },
        NOW,
      ),
    );
    expect([...(await findDesired(database.pool, [client, '999999'])).keys()]).toEqual([client]);
  });

  test('of the same clients can be set from two sides at once', async () => {
    const clients = await Promise.all(Array.from({ length: 20 }, () => aClient(database.pool)));
    const values = Array.from({ length: 10 }, (_, position) => ({ name: `item-${position}`, value: 'x' }));
    const set = (reversed: boolean) =>
      tx((t) =>
        setDesired(
          t,
          {
            clientIds: reversed ? [...clients].reverse() : clients,
            values: reversed ? [...values].reverse() : values,
            accountId: null,
            jobId: '1',
          },
          NOW,
        ),
      );
    const before = await deadlocks();
    for (let round = 0; round < 10; round += 1) await Promise.all([set(true), set(false), set(true)]);
    expect(await deadlocks()).toBe(before);
  });
});

async function deadlocks(): Promise<string | undefined> {
  const { rows } = await database.pool.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return rows[0]?.deadlocks;
}
