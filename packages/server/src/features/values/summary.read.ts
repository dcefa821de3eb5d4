import type { Catalog } from '@deskfleet/catalog';
import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { visitDocument } from './reported-document.ts';
import type { ClientKind, ValuesSummary } from './summary.schema.ts';
import { type CountedDesire, ValuesSummarizer } from './summary.ts';
import { refOf } from './values.queries.ts';

/**
 * Clients of which documents are read at once: reading one costs a fraction of a millisecond, and phones wait meanwhile for
 * their turn in this process.
 */
const DOCUMENTS = 50;
/** Clients of which desired values are counted in one statement, so that none takes long. */
const COUNTED = 5_000;

/** Summarizes the values of clients; of all of them together only the counts are in memory. */
export async function summarizeValues(
  db: Db,
  clientIds: readonly string[],
  catalog: Catalog,
): Promise<ValuesSummary> {
  const summarizer = new ValuesSummarizer();
  // One after the other, so that items come in the phones' order.
  await addDocuments(db, clientIds, summarizer);
  await addDesires(db, clientIds, summarizer);
  return { ...summarizer.summary(catalog), kinds: await findKinds(db, clientIds) };
}

/** Kinds of phones that are told, the most frequent ones: what phones call themselves may be anything. */
const MAX_KINDS = 100;

async function findKinds(db: Db, clientIds: readonly string[]): Promise<ClientKind[]> {
  return db
    .selectFrom('clients')
    .select(({ fn }) => [
      'model',
      'softwareType',
      fn.max('keyModules').as('keyModules'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .where('id', '=', sql<string>`any(${clientIds}::bigint[])`)
    .groupBy(['model', 'softwareType'])
    .orderBy('count', 'desc')
    .orderBy('model')
    .orderBy('softwareType')
    .limit(MAX_KINDS)
    .execute();
}

async function addDocuments(
  db: Db,
  clientIds: readonly string[],
  summarizer: ValuesSummarizer,
): Promise<void> {
  const read = (from: number) => findDocuments(db, clientIds.slice(from, from + DOCUMENTS));
  let next = read(0);
  try {
    for (let from = 0; from < clientIds.length; from += DOCUMENTS) {
      const documents = await next;
      // The database works on the next ones meanwhile.
      next = read(from + DOCUMENTS);
      for (const clientId of clientIds.slice(from, from + DOCUMENTS)) {
        const document = documents.get(clientId);
        summarizer.addClient((visit) => document !== undefined && visitDocument(document, visit));
      }
    }
  } finally {
    await Promise.allSettled([next]);
  }
}

async function findDocuments(db: Db, clientIds: readonly string[]): Promise<Map<string, Buffer>> {
  const rows = await db
    .selectFrom('reportedValues')
    .select(['clientId', 'document'])
    .where('clientId', '=', sql<string>`any(${clientIds}::bigint[])`)
    .execute();
  return new Map(rows.map(({ clientId, document }) => [clientId, document]));
}

async function addDesires(db: Db, clientIds: readonly string[], summarizer: ValuesSummarizer): Promise<void> {
  for (let from = 0; from < clientIds.length; from += COUNTED) {
    summarizer.addDesires(await countDesires(db, clientIds.slice(from, from + COUNTED)));
  }
}

async function countDesires(db: Db, clientIds: readonly string[]): Promise<CountedDesire[]> {
  // The same rows as in `effective_values`, for all of a client faster.
  const { rows } = await sql<Omit<CountedDesire, 'index'> & { idx: number }>`
    select item, idx, value, count(*)::int as clients, count(*) filter (where drift)::int as drifting,
      count(*) filter (where refused_status is not null)::int as refused
    from (
      select distinct on (client_id, item, idx) item, idx, value, drift, refused_status
      from counting_values where client_id = any(${clientIds}::bigint[])
      order by client_id, item, idx, precedence, ranking, source_id
    ) effective
    group by item, idx, value
    order by item, idx, clients desc, value`.execute(db);
  return rows.map(({ idx, ...row }) => ({ ...row, index: refOf(row.item, idx).index ?? null }));
}
