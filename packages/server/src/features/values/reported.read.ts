import type { ClientBase, Pool } from 'pg';
import type { Db } from '../../infra/db/index.ts';
import { decodeDocument, findInDocument, type ReportedValues } from './reported-document.ts';

/** What a client reports, by `itemKey`; undefined when there is no such client. */
export async function findReported(db: Db, clientId: string): Promise<ReportedValues | undefined> {
  const row = await db
    .selectFrom('clients')
    .leftJoin('reportedValues', 'reportedValues.clientId', 'clients.id')
    .select('reportedValues.document')
    .where('clients.id', '=', clientId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return row.document === null ? new Map() : decodeDocument(row.document);
}

/** What clients report, by client; those that have reported nothing are left out. */
export async function findReportedOf(
  tx: Pool | ClientBase,
  clientIds: readonly string[],
): Promise<Map<string, ReportedValues>> {
  const documents = await findDocuments(tx, clientIds);
  return new Map(documents.map(({ client_id: id, document }) => [id, decodeDocument(document)]));
}

/** What clients report of one item without index, by client; those that do not report it are left out. */
export async function findReportedItem(
  db: Pool | ClientBase,
  clientIds: readonly string[],
  item: string,
): Promise<Map<string, string>> {
  const documents = await findDocuments(db, clientIds);
  return new Map(
    documents.flatMap(({ client_id: clientId, document }) => {
      const value = findInDocument(document, item);
      return value === undefined ? [] : [[clientId, value] as const];
    }),
  );
}

async function findDocuments(
  db: Pool | ClientBase,
  clientIds: readonly string[],
): Promise<{ client_id: string; document: Buffer }[]> {
  if (clientIds.length === 0) return [];
  const { rows } = await db.query<{ client_id: string; document: Buffer }>({
    name: 'reported-documents',
    text: 'select client_id, document from reported_values where client_id = any($1::bigint[])',
    values: [clientIds],
  });
  return rows;
}
