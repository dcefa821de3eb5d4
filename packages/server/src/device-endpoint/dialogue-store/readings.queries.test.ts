import { releasedCatalog } from '@deskfleet/catalog';
import type { Item } from '@deskfleet/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aClient } from '../../../test/support/builders.ts';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import {
  decodeDocument,
  encodeInventory,
  setDesired,
  storeInventories,
} from '../../features/values/index.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { storeDialogues } from './dialogues.queries.ts';
import { completeReadings, type Reading } from './readings.queries.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');
const LATER = new Date('2026-03-02T09:00:00.000Z');
const OLD = Buffer.from('the old one');
const NEW = Buffer.from('the new one');

let database: ServerDatabase;
beforeAll(async () => {
  database = await openServerDatabase();
});
afterAll(() => database.close());

let client: string;
beforeEach(async () => {
  client = await aClientBeingRead();
});

const items = (value: string): Item[] => [{ name: 'reg-addr', value }];

/** A client of which an inventory is stored, and which is being read once more. */
async function aClientBeingRead(): Promise<string> {
  const id = await aClient(database.pool);
  await inTransaction(database.pool, (tx) =>
    storeInventories(
      tx,
      [{ clientId: id, hash: OLD, items: () => items('192.0.2.1') }],
      NOW,
      releasedCatalog,
    ),
  );
  await storeDialogues(database.pool, [openingOf(id)], NOW);
  return id;
}

function openingOf(clientId: string): Parameters<typeof storeDialogues>[1][number] {
  const state = { knownInventory: null } as never;
  const next = { cookie: `C${clientId}`, address: '192.0.2.7', state, nonce: 'N', pieces: 0 };
  return { clientId, base: null, knowsWork: false, next: { ...next, fingerprint: 'x' } };
}

const unchanged = (clientId = client): Reading => ({
  clientId,
  cookie: `C${clientId}`,
  version: 1,
  knowsWork: false,
  hash: OLD,
  document: null,
});
const changed = (clientId = client): Reading => ({
  ...unchanged(clientId),
  hash: NEW,
  document: encodeInventory(items('192.0.2.2'), LATER),
});
const complete = (...readings: Reading[]) => completeReadings(database.pool, readings, LATER);

async function stored(clientId = client) {
  const { rows } = await database.pool.query<{ document: Buffer; at: Date; dialogues: string }>(
    `select r.document, k.inventory_at as at, (select count(*) from dialogues d where d.client_id = $1) as dialogues
     from reported_values r join client_contacts k using (client_id) where r.client_id = $1`,
    [clientId],
  );
  const [row] = rows;
  const value = row && decodeDocument(row.document).get(':reg-addr')?.value;
  return { value, at: row?.at, open: row?.dialogues !== '0' };
}

const untouched = { value: '192.0.2.1', at: NOW, open: true };

describe('an inventory with which a dialogue ends', () => {
  test('is not written again when it is the one that is stored', async () => {
    expect(await complete(unchanged())).toEqual(new Map([[client, 1]]));
    expect(await stored()).toEqual({ value: '192.0.2.1', at: LATER, open: false });
  });

  test('is stored when it is another one, and known the next time', async () => {
    expect(await complete(changed())).toEqual(new Map([[client, 1]]));
    expect(await stored()).toEqual({ value: '192.0.2.2', at: LATER, open: false });
    await storeDialogues(database.pool, [openingOf(client)], LATER);
    expect(await complete({ ...unchanged(), hash: NEW })).toEqual(new Map([[client, 1]]));
  });

  test.each<[string, () => Promise<Reading>]>([
    ['whose dialogue has gone on', async () => ({ ...changed(), version: 2 })],
    ['whose dialogue is another one', async () => ({ ...changed(), cookie: 'other' })],
    ['that is said to be the stored one, and is not any more', async () => ({ ...unchanged(), hash: NEW })],
    [
      'of a client that got work since',
      async () => {
        await order(client);
        return changed();
      },
    ],
    [
      'of a client of which a value is wanted that differs',
      async () => {
        await want(client, '192.0.2.9');
        return unchanged();
      },
    ],
    [
      'that changed, of a client of which anything is wanted',
      async () => {
        await want(client, '192.0.2.1');
        await database.pool.query('update desired_values set drift = false where client_id = $1', [client]);
        return changed();
      },
    ],
  ])('%s is left alone, as a whole', async (_name, prepare) => {
    expect(await complete(await prepare())).toEqual(new Map());
    expect(await stored()).toEqual(untouched);
  });

  test('is taken although there is work, when that was looked at', async () => {
    await order(client);
    expect(await complete({ ...changed(), knowsWork: true })).toEqual(new Map([[client, 1]]));
  });

  test('leaves those of other phones in the batch alone', async () => {
    const other = await aClientBeingRead();
    expect(await complete({ ...changed(), version: 7 }, changed(other))).toEqual(new Map([[other, 1]]));
    expect(await stored()).toEqual(untouched);
    expect(await stored(other)).toMatchObject({ value: '192.0.2.2', open: false });
  });
});

async function want(clientId: string, value: string): Promise<void> {
  await inTransaction(database.pool, (tx) =>
    setDesired(
      tx,
      { clientIds: [clientId], values: [{ name: 'reg-addr', value }], accountId: null, jobId: '1' },
      NOW,
    ),
  );
}

async function order(clientId: string): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into jobs (type, payload, state, initiator_name, created_at, planned_at, timeout_seconds, target_count)
     values ('restart', '{}', 'active', 'admin', $1, $1, 60, 1) returning id`,
    [NOW],
  );
  await database.pool.query(
    `insert into job_targets (job_id, client_id, device_id, e164, device_type, model, state, open, created_at, updated_at)
     values ($1, $2, '', '', '', '', 'waiting', true, $3, $3)`,
    [rows[0]?.id, clientId, NOW],
  );
}
