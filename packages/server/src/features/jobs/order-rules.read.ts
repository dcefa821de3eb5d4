import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { type CheckedValue, type NeededValue, refOf, settle, toIdx, visitDocument } from '../values/index.ts';

/** A client of which values are asked for. */
export interface AskedClient {
  readonly id: string;
  readonly userLoggedOn: boolean;
}

/**
 * What clients would have of some values after an order that does not set them: what is desired, without the edits that the
 * order withdraws; where nothing is desired, what the phone reports. Undefined where nobody knows, as of secrets.
 *
 * @returns by client the texts in the order of `needed`
 */
export async function findNeededValues(
  db: Db,
  clients: readonly AskedClient[],
  needed: readonly NeededValue[],
  order: readonly CheckedValue[],
): Promise<Map<string, (string | undefined)[]>> {
  const desired = await findWinners(db, clients, needed, order);
  const lacking = clients.filter(({ id }) => needed.some((value) => !isIn(desired.get(id), value)));
  const reported = await findReported(
    db,
    lacking.map(({ id }) => id),
    needed,
  );
  return new Map(
    clients.map(({ id }) => [
      id,
      needed.map((value) => {
        const [ofClient, told] = [desired.get(id), reported.get(id)];
        const keys = keysOf(value);
        const wanted = keys.find((key) => ofClient?.has(key));
        if (wanted !== undefined) return ofClient?.get(wanted) ?? undefined;
        return keys.map((key) => told?.get(key)).find((text) => text !== undefined);
      }),
    ]),
  );
}

/** What is desired by client and value; null is a secret. */
async function findWinners(
  db: Db,
  clients: readonly AskedClient[],
  needed: readonly NeededValue[],
  order: readonly CheckedValue[],
): Promise<Map<string, Map<string, string | null>>> {
  const rows = await db
    .selectFrom('desiredValues')
    .select(['clientId', 'item', 'idx', 'origin', 'ranking', 'sourceId', 'value'])
    .where('clientId', '=', sql<string>`any(${clients.map(({ id }) => id)}::bigint[])`)
    .where('item', '=', sql<string>`any(${needed.map(({ item }) => item)}::text[])`)
    .execute();
  const withdrawn = new Set(
    order.filter(({ wire }) => wire === null).map(({ item, index }) => keyOf(item, index)),
  );
  const wishes = rows
    .map((row) => ({ ...row, key: keyOf(row.item, refOf(row.item, row.idx).index ?? null) }))
    .filter(({ key, origin }) => origin !== 'edit' || !withdrawn.has(key));
  const byClient = Map.groupBy(wishes, ({ clientId }) => clientId);
  const winners = new Map<string, Map<string, string | null>>();
  for (const { id, userLoggedOn } of clients) {
    const ofClient = new Map<string, string | null>();
    for (const [key, ofValue] of Map.groupBy(byClient.get(id) ?? [], (wish) => wish.key)) {
      const { winner } = settle(ofValue, { userLoggedOn });
      if (winner !== undefined) ofClient.set(key, winner.value);
    }
    winners.set(id, ofClient);
  }
  return winners;
}

async function findReported(
  db: Db,
  clientIds: readonly string[],
  needed: readonly NeededValue[],
): Promise<Map<string, Map<string, string>>> {
  if (clientIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('reportedValues')
    .select(['clientId', 'document'])
    .where('clientId', '=', sql<string>`any(${clientIds}::bigint[])`)
    .execute();
  const names = new Set(needed.map(({ item }) => item));
  return new Map(
    rows.map(({ clientId, document }) => {
      const found = new Map<string, string>();
      visitDocument(document, (name, index, value) => {
        if (value !== null && names.has(name)) found.set(keyOf(name, index), value);
      });
      return [clientId, found];
    }),
  );
}

function isIn(values: ReadonlyMap<string, unknown> | undefined, needed: NeededValue): boolean {
  return keysOf(needed).some((key) => values?.has(key));
}

function keysOf({ item, indexes }: NeededValue): string[] {
  return indexes.map((index) => keyOf(item, index));
}

function keyOf(item: string, index: number | null): string {
  return `${item} ${toIdx(index ?? undefined)}`;
}
