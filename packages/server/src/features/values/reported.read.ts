import type { ClientBase } from 'pg';
import type { Db } from '../../infra/db/index.ts';
import { decodeDocument, type ReportedValues, visitDocument } from './reported-document.ts';

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

/** What clients report of one item without index, by client; those that do not report it are left out. */
export async function findReportedItem(
  tx: ClientBase,
  clientIds: readonly string[],
  item: string,
): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ client_id: string; document: Buffer }>({
    name: 'reported-documents',
    text: 'select client_id, document from reported_values where client_id = any($1::bigint[])',
    values: [clientIds],
  });
  const found = new Map<string, string>();
  for (const { client_id: clientId, document } of rows) {
    visitDocument(document, (name, index, value) => {
      if (name === item && index === null && value !== null) found.set(clientId, value);
    });
  }
  return found;
}
