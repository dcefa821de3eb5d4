import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import { clientNotFound } from '../clients/index.ts';
import { decodeDocument } from '../values/index.ts';
import { findReport, scopeOf } from './client-report.queries.ts';
import { countUnknown, learn, type UnknownItem } from './learn.ts';

/** So many items are compared at a time; then phones have their turn. */
const PORTION = 10;

export interface Learned {
  readonly clientId: string;
  readonly model: string;
  readonly softwareVersion: string;
  readonly reportedAt: Date;
  /** Item names of the phone that the catalog does not know; those compared may be fewer. */
  readonly unknownCount: number;
  readonly items: readonly UnknownItem[];
}

/** @throws AppError `client.not_found`, `item_name.no_report` */
export async function learnFromClient(
  { db, catalog }: Pick<ServerContext, 'db' | 'catalog'>,
  clientId: string,
): Promise<Learned> {
  const client = await findReport(db, clientId);
  if (client === undefined) throw clientNotFound(clientId);
  const { document, inventoryAt: reportedAt, model, softwareType, softwareVersion } = client;
  if (document === null || reportedAt === null) {
    throw new AppError(
      'item_name.no_report',
      'This client has not told its complete configuration yet: refresh its data first.',
    );
  }
  const reported = [...decodeDocument(document).values()];
  const current = catalog.current();
  const items: UnknownItem[] = [];
  for (const item of learn({ catalog: current, reported, scope: scopeOf(softwareType), model })) {
    items.push(item);
    if (items.length % PORTION === 0) await nextTurn();
  }
  return {
    clientId,
    model,
    softwareVersion,
    reportedAt,
    unknownCount: countUnknown(current, reported),
    items: items.toSorted((a, b) => (b.matches[0]?.score ?? 0) - (a.matches[0]?.score ?? 0)),
  };
}
