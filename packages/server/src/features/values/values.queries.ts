import { hash } from 'node:crypto';
import type { Catalog } from '@deskfleet/catalog';
import { type Item, itemKey } from '@deskfleet/protocol';
import type { ClientBase } from 'pg';
import type { DesiredOrigin } from '../../infra/db/index.ts';
import { differs } from './precedence.ts';
import {
  decodeDocument,
  encodeInventory,
  mergeIntoDocument,
  type ReportedValues,
  reportedFrom,
} from './reported-document.ts';

/** `idx` of a value without index. */
const NO_INDEX = -1;

/** Half a SHA-256: an inventory is compared only with the one that the same phone told before. */
const FINGERPRINT_BYTES = 16;

/** Identity of a value on the wire (protocol reference section 9). */
export interface ItemRef {
  readonly name: string;
  /** Absent: the item has no index. */
  readonly index?: number;
}

/** An index as the database keeps it, where -1 stands for none; `refOf` is the way back. */
export function toIdx(index: number | undefined): number {
  return index ?? NO_INDEX;
}

/** The value that a row is of. */
export function refOf(item: string, idx: number): ItemRef {
  return idx === NO_INDEX ? { name: item } : { name: item, index: idx };
}

/** A complete inventory: the fingerprint of its raw bytes decides whether it has to be read at all. */
export interface ToldInventory {
  readonly clientId: string;
  /** See `inventoryHash`. */
  readonly hash: Buffer;
  readonly items: () => readonly Item[];
}

/**
 * Fingerprint of a complete inventory.
 *
 * @param pieces digests of the raw item lists of its pieces in base64, in their order
 */
export function inventoryHash(pieces: readonly string[]): Buffer {
  const digests = Buffer.concat(pieces.map((digest) => Buffer.from(digest, 'base64')));
  return hash('sha256', digests, 'buffer').subarray(0, FINGERPRINT_BYTES);
}

/**
 * Stores complete inventories. One whose bytes are those of the last time costs a time stamp only: neither its items are
 * read nor its document is written.
 */
export async function storeInventories(
  tx: ClientBase,
  told: readonly ToldInventory[],
  now: Date,
  catalog: Catalog,
): Promise<void> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'touch-inventories',
    text: `
      with same as (
        update client_contacts k set inventory_at = $3, inventory_outdated = false
        from unnest($1::bigint[], $2::bytea[]) as i (id, hash)
        where k.client_id = i.id and k.inventory_hash = i.hash
        returning k.client_id
      )
      select client_id as id from same`,
    values: [told.map((inventory) => inventory.clientId), told.map((inventory) => inventory.hash), now],
  });
  const unchanged = new Set(rows.map((row) => row.id));
  await compareWithReported(tx, [...unchanged], catalog);
  const changed = told.filter((inventory) => !unchanged.has(inventory.clientId));
  if (changed.length === 0) return;
  await writeDocuments(
    tx,
    changed.map(({ clientId, items }) => ({ clientId, document: encodeInventory(items(), now) })),
  );
  await tx.query({
    name: 'stamp-inventories',
    text: `
      update client_contacts k set inventory_at = $3, inventory_outdated = false, inventory_hash = i.hash
      from unnest($1::bigint[], $2::bytea[]) as i (id, hash)
      where k.client_id = i.id`,
    values: [changed.map((inventory) => inventory.clientId), changed.map((inventory) => inventory.hash), now],
  });
  const itemsOf = new Map(changed.map((inventory) => [inventory.clientId, inventory.items]));
  await compareDesired(
    tx,
    [...itemsOf.keys()],
    (clientId, items) =>
      reportedFrom(
        itemsOf
          .get(clientId)?.()
          .filter(({ name }) => items.has(name)) ?? [],
        now,
      ),
    catalog,
  );
}

/**
 * Brings the drift marks of clients in line with what they have reported before: what is wanted may be new, e.g. just what the
 * phone has had all along.
 */
export async function compareWithReported(
  tx: ClientBase,
  clientIds: readonly string[],
  catalog: Catalog,
): Promise<void> {
  if (clientIds.length === 0) return;
  const { rows } = await tx.query<{ client_id: string; document: Buffer }>({
    name: 'reported-with-drift',
    text: `
      select r.client_id, r.document from reported_values r
      where r.client_id = any($1::bigint[])
        and exists (select from desired_values v where v.client_id = r.client_id and v.drift and v.value is not null)`,
    values: [clientIds],
  });
  const reported = new Map(rows.map((row) => [row.client_id, decodeDocument(row.document)]));
  await compareDesired(tx, [...reported.keys()], (clientId) => reported.get(clientId) ?? new Map(), catalog);
}

/** Adds what phones told of some of their values, e.g. attached local changes, to what is known of them. */
export async function mergeReportedItems(
  tx: ClientBase,
  told: ReadonlyMap<string, readonly Item[]>,
  now: Date,
  catalog: Catalog,
): Promise<void> {
  if (told.size === 0) return;
  const clientIds = [...told.keys()];
  const { rows } = await tx.query<{ client_id: string; document: Buffer }>({
    name: 'lock-reported',
    text: 'select client_id, document from reported_values where client_id = any($1::bigint[]) order by client_id for update',
    values: [clientIds],
  });
  const known = new Map(rows.map((row) => [row.client_id, row.document]));
  const news = new Map(Array.from(told, ([clientId, items]) => [clientId, reportedFrom(items, now)]));
  await writeDocuments(
    tx,
    Array.from(news, ([clientId, added]) => ({
      clientId,
      document: mergeIntoDocument(known.get(clientId), added),
    })),
  );
  // The raw bytes of the last inventory no longer stand for what is known.
  await tx.query({
    name: 'forget-inventory-hash',
    text: 'update client_contacts set inventory_hash = null where client_id = any($1::bigint[]) and inventory_hash is not null',
    values: [clientIds],
  });
  await compareDesired(tx, clientIds, (clientId) => news.get(clientId) ?? new Map(), catalog);
}

async function writeDocuments(
  tx: ClientBase,
  documents: readonly { readonly clientId: string; readonly document: Buffer }[],
): Promise<void> {
  const sorted = [...documents].sort((a, b) => Number(a.clientId) - Number(b.clientId));
  await tx.query({
    name: 'write-reported',
    text: `
      insert into reported_values as r (client_id, document)
      select * from unnest($1::bigint[], $2::bytea[])
      on conflict (client_id) do update set document = excluded.document`,
    values: [sorted.map(({ clientId }) => clientId), sorted.map(({ document }) => document)],
  });
}

interface DesiredRow {
  readonly client_id: string;
  readonly item: string;
  readonly idx: number;
  readonly origin: DesiredOrigin;
  readonly source_id: string;
  readonly value: string;
  readonly drift: boolean;
}

/**
 * Brings the drift marks of desired values in line with what the phone now says; what it does not name stays. Those that are
 * not in force have their marks too, so that they are right when it is their turn.
 *
 * @param reportedOf asked only for clients on which something is desired, and for no other items than these
 */
async function compareDesired(
  tx: ClientBase,
  clientIds: readonly string[],
  reportedOf: (clientId: string, items: ReadonlySet<string>) => ReportedValues,
  catalog: Catalog,
): Promise<void> {
  if (clientIds.length === 0) return;
  const { rows } = await tx.query<DesiredRow>({
    name: 'desired-of-clients',
    text: 'select client_id, item, idx, origin, source_id, value, drift from desired_values where client_id = any($1::bigint[]) and value is not null',
    values: [clientIds],
  });
  const reported = new Map<string, ReportedValues>();
  for (const [clientId, desired] of Map.groupBy(rows, (row) => row.client_id)) {
    reported.set(clientId, reportedOf(clientId, new Set(desired.map(({ item }) => item))));
  }
  const changed = rows.flatMap((row) => {
    const { index } = refOf(row.item, row.idx);
    const told = reported.get(row.client_id)?.get(itemKey(row.item, index))?.value;
    const drift = differs(row.item, index ?? null, row.value, told, catalog);
    return drift === undefined || drift === row.drift ? [] : [{ ...row, drift }];
  });
  if (changed.length === 0) return;
  await tx.query({
    name: 'mark-drift',
    text: `
      update desired_values v set drift = i.drift,
        refused_status = case when i.drift then v.refused_status end,
        refused_at = case when i.drift then v.refused_at end
      from unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::bigint[], $6::boolean[])
        as i (client_id, item, idx, origin, source_id, drift)
      where v.client_id = i.client_id and v.item = i.item and v.idx = i.idx and v.origin = i.origin
        and v.source_id = i.source_id`,
    values: [
      changed.map((row) => row.client_id),
      changed.map((row) => row.item),
      changed.map((row) => row.idx),
      changed.map((row) => row.origin),
      changed.map((row) => row.source_id),
      changed.map((row) => row.drift),
    ],
  });
}

/** A value that a phone confirmed to have stored, as it was sent. */
export type ConfirmedValue = DesiredValue & { readonly clientId: string };

/**
 * Values that phones confirmed: they are what the phone reports from now on, and no longer refused. What somebody has
 * ordered since they were sent is not confirmed by that.
 */
export async function storeConfirmed(
  tx: ClientBase,
  confirmed: readonly ConfirmedValue[],
  now: Date,
  catalog: Catalog,
): Promise<void> {
  if (confirmed.length === 0) return;
  const told = new Map<string, Item[]>();
  for (const value of confirmed) {
    const { clientId, name, index } = value;
    const items = told.get(clientId) ?? [];
    const text = 'value' in value ? value.value : '';
    items.push({ name, ...(index === undefined ? {} : { index }), value: text });
    told.set(clientId, items);
  }
  await mergeReportedItems(tx, told, now, catalog);
  await tx.query({
    name: 'clear-refusals',
    text: `
      update desired_values v set refused_status = null, refused_at = null,
        drift = case when v.sealed is not null then false else v.drift end
      from unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::text[]) as i (client_id, item, idx, value, sealed)
      where v.client_id = i.client_id and v.item = i.item and v.idx = i.idx
        and (v.value = i.value or v.sealed = i.sealed)
        and (v.refused_status is not null or (v.sealed is not null and v.drift))`,
    values: columnsOf(confirmed),
  });
}

/** Columns for `unnest`: client, item, idx, value, sealed. */
function columnsOf(values: readonly ConfirmedValue[]): unknown[] {
  return [
    values.map((value) => value.clientId),
    values.map((value) => value.name),
    values.map((value) => toIdx(value.index)),
    values.map((value) => ('value' in value ? value.value : null)),
    values.map((value) => ('sealed' in value ? value.sealed : null)),
  ];
}

/**
 * Phones that have lost their values: nothing that is desired counts as being there until the phone reports or confirms
 * it. Secrets are never reported, so they differ until they are written again.
 */
export async function markLost(tx: ClientBase, clientIds: readonly string[]): Promise<void> {
  if (clientIds.length === 0) return;
  await tx.query({
    name: 'mark-lost',
    text: `
      with lost as (
        select client_id, item, idx, origin, source_id from desired_values
        where client_id = any($1::bigint[]) and not drift
        order by client_id, item collate "C", idx for no key update
      )
      update desired_values v set drift = true from lost l
      where v.client_id = l.client_id and v.item = l.item and v.idx = l.idx and v.origin = l.origin
        and v.source_id = l.source_id`,
    values: [clientIds],
  });
}

/** A value that a phone refused, as it was sent. */
export type RefusedValue = ConfirmedValue & {
  /** The phone's own words, e.g. `read only`. */
  readonly status: string;
};

/**
 * A value that a phone refused stays desired, marked with the phone's own words (architecture section 5). What somebody has
 * ordered since it was sent is not refused by that.
 */
export async function storeRefusals(
  tx: ClientBase,
  refused: readonly RefusedValue[],
  now: Date,
): Promise<void> {
  if (refused.length === 0) return;
  await tx.query({
    name: 'mark-refusals',
    text: `
      update desired_values v set refused_status = i.status, refused_at = $7
      from unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[])
        as i (client_id, item, idx, value, sealed, status)
      where v.client_id = i.client_id and v.item = i.item and v.idx = i.idx
        and (v.value = i.value or v.sealed = i.sealed)`,
    values: [...columnsOf(refused), refused.map((value) => value.status), now],
  });
}

/** A desired value as the dialogue may send it; a secret stays sealed. */
export type DesiredValue = ItemRef & ({ readonly value: string } | { readonly sealed: string });
