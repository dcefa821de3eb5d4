import type { Catalog } from '@deskfleet/catalog';
import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { visitDocument } from './reported-document.ts';
import type { ValuesSummary } from './summary.schema.ts';
import { type SummarizedDesire, ValuesSummarizer } from './summary.ts';
import { refOf } from './values.queries.ts';

/**
 * Clients that are read at once: reading a document costs a fraction of a millisecond, and phones wait meanwhile for their
 * turn in this process.
 */
const BATCH = 50;

/** Summarizes the values of clients; of all of them together only the counts are in memory. */
export async function summarizeValues(
  db: Db,
  clientIds: readonly string[],
  catalog: Catalog,
): Promise<ValuesSummary> {
  const summarizer = new ValuesSummarizer();
  for (let from = 0; from < clientIds.length; from += BATCH) {
    const some = clientIds.slice(from, from + BATCH);
    const [documents, desired] = await Promise.all([findDocuments(db, some), findDesires(db, some)]);
    for (const clientId of some) {
      const document = documents.get(clientId);
      summarizer.add(
        (visit) => document !== undefined && visitDocument(document, visit),
        desired.get(clientId) ?? [],
      );
    }
  }
  return summarizer.summary(catalog);
}

async function findDocuments(db: Db, clientIds: readonly string[]): Promise<Map<string, Buffer>> {
  const rows = await db
    .selectFrom('reportedValues')
    .select(['clientId', 'document'])
    .where('clientId', '=', sql<string>`any(${clientIds}::bigint[])`)
    .execute();
  return new Map(rows.map(({ clientId, document }) => [clientId, document]));
}

async function findDesires(db: Db, clientIds: readonly string[]): Promise<Map<string, SummarizedDesire[]>> {
  const rows = await db
    .selectFrom('effectiveValues')
    .select(['clientId', 'item', 'idx', 'value', 'drift', 'refusedStatus'])
    .where('clientId', '=', sql<string>`any(${clientIds}::bigint[])`)
    .execute();
  const desires = new Map<string, SummarizedDesire[]>();
  for (const { clientId, item, idx, value, drift, refusedStatus } of rows) {
    const { index = null } = refOf(item, idx);
    const ofClient = desires.get(clientId) ?? [];
    ofClient.push({ item, index, value, drift, refused: refusedStatus !== null });
    desires.set(clientId, ofClient);
  }
  return desires;
}
