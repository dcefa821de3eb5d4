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

/** What clients report of one item without index, by client; those that do not report it are left out. */
export async function findReportedItem(
  db: Pool | ClientBase,
  clientIds: readonly string[],
  item: string,
): Promise<Map<string, string>> {
  if (clientIds.length === 0) return new Map();
  const { rows } = await db.query<{ client_id: string; document: Buffer }>({
    name: 'reported-documents',
    text: 'select client_id, document from reported_values where client_id = any($1::bigint[])',
    values: [clientIds],
  });
  return new Map(
    rows.flatMap(({ client_id: clientId, document }) => {
      const value = findInDocument(document, item);
      return value === undefined ? [] : [[clientId, value] as const];
    }),
  );
}
