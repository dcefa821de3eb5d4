import { releasedCatalog } from '@deskfleet/catalog';
import { decodePhoneMessage, encodePhoneMessage, type Item, type PhoneMessage } from '@deskfleet/protocol';
import { toPiece } from '@deskfleet/server/src/device-endpoint/pieces.ts';
import {
  deviceIdOf,
  type ProfiledContact,
  profileHash,
  profileOf,
  storeProfiles,
} from '@deskfleet/server/src/features/clients/index.ts';
import { followClients, SERVER_ADDRESS } from '@deskfleet/server/src/features/groups/index.ts';
import { inventoryHash, storeInventories } from '@deskfleet/server/src/features/values/index.ts';
import type { createPool } from '@deskfleet/server/src/infra/db/index.ts';
import { inTransaction } from '@deskfleet/server/src/infra/db/index.ts';
import { BenchError } from '../bench-error.ts';
import { inventoryPieces, startUp, UNCHANGED } from '../load/messages.ts';
import { knownPhone, type LoadPhone, PHONE_ADDRESS } from '../load/phones.ts';
import { SLOT_MARKS } from '../load/request-template.ts';

type Pool = ReturnType<typeof createPool>;

const BATCH = 500;

/** What of a phone is other than its message of the load says. */
export interface Variation {
  /** Where it calls from. */
  readonly address: string;
  /** Values of basic items, by name. */
  readonly items: Readonly<Record<string, string>>;
}

/**
 * Puts a fleet of known clients into a database, through the server's own code and from the very messages that the load
 * sends: a hash that is not the server's would make every start-up a changed one.
 *
 * @param vary of a phone by its number; of a varied one a start-up of the load is a changed one
 */
export async function seedClients(
  pool: Pool,
  count: number,
  vary?: (number: number) => Variation,
): Promise<void> {
  const now = new Date();
  for (let from = 0; from < count; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - from) }, (_, place) => from + place);
    const contacts = numbers.map((number) => contactOf(knownPhone(number), vary?.(number)));
    const stored = await storeProfiles(pool, contacts, now);
    // What filters of groups look at.
    const changed = { clientIds: stored.map(({ clientId }) => clientId), nextAttemptAt: now };
    await inTransaction(pool, (tx) =>
      followClients(tx, changed, { catalog: releasedCatalog, by: null, now }),
    );
  }
  await resetInventories(pool);
  // Else the database tidies up after the seed while it is measured.
  await pool.query('vacuum (analyze)');
}

function contactOf(
  phone: LoadPhone,
  { address, items: changed }: Variation = { address: PHONE_ADDRESS, items: {} },
): ProfiledContact {
  const items = decode(startUp(false), phone).message.items.map((item) => ({
    ...item,
    value: changed[item.name] ?? item.value,
  }));
  const deviceId = deviceIdOf(items);
  if (deviceId === undefined) throw new BenchError('a phone of the load has no usable device ID');
  return {
    deviceId,
    profileHash: profileHash(items, address),
    reason: 'start-up',
    address,
    profile: profileOf(deviceId, items),
  };
}

/**
 * Every phone has told the inventory on which nothing has changed: the server's code stores that of the first one, the
 * others get a copy.
 */
export async function resetInventories(pool: Pool): Promise<void> {
  const pieces = inventoryPieces().map((piece) => decode(piece, knownPhone(0)));
  const hash = inventoryHash(pieces.map((piece) => toPiece(piece.itemListBytes).digest));
  const items: Item[] = pieces.flatMap((piece) => piece.message.items);
  const { rows } = await pool.query<{ id: string }>('select id from clients order by id limit 1');
  const [first] = rows;
  if (first === undefined) return;
  await inTransaction(pool, (tx) =>
    storeInventories(tx, [{ clientId: first.id, hash, items: () => items }], new Date(), releasedCatalog),
  );
  await pool.query(
    `insert into reported_values as r (client_id, document)
     select c.id, f.document from clients c, reported_values f where f.client_id = $1 and c.id <> $1
     on conflict (client_id) do update set document = excluded.document`,
    [first.id],
  );
  await pool.query(
    `update client_contacts c set inventory_at = f.inventory_at, inventory_hash = f.inventory_hash
     from client_contacts f
     where f.client_id = $1 and c.client_id <> $1 and c.inventory_hash is distinct from f.inventory_hash`,
    [first.id],
  );
  // As it is read when a phone tells it; otherwise the server would read the reports of the whole fleet while it is measured.
  const serverAddress = items.find(({ name }) => name === SERVER_ADDRESS)?.value ?? '';
  await pool.query('update client_facts set server_address = $1 where server_address is distinct from $1', [
    serverAddress,
  ]);
}

/** A message of the load as the server sees it. */
function decode(message: PhoneMessage, phone: LoadPhone) {
  const text = encodePhoneMessage(message)
    .replaceAll(SLOT_MARKS.mac, phone.mac)
    .replaceAll(SLOT_MARKS.e164, phone.e164)
    .replaceAll(SLOT_MARKS.model, phone.model)
    .replaceAll(SLOT_MARKS.counter, UNCHANGED);
  return decodePhoneMessage(Buffer.from(text, 'utf8'));
}
