import type { Db } from '../../infra/db/index.ts';
import { decodeDocument, type ReportedValues } from './reported-document.ts';

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
