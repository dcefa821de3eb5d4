import type { Catalog } from '@deskfleet/catalog';
import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { changesOfWayBack, type WayBack } from './change-history.ts';
import type { ElementValue } from './element-history.queries.ts';
import {
  compareEntries,
  editsByKey,
  findWayBack,
  getHistoryEntry,
  type HistoryElement,
  listHistory,
} from './history.read.ts';
import { type HistoryWords, historySchemas, type NotPutBack } from './history.schema.ts';

/** Clients, mobile users or templates, as far as their history asks for them. */
export interface HistoryElements {
  readonly kind: HistoryElement['kind'];
  /** Where their routes are, such as `/clients`. */
  readonly path: string;
  readonly words: HistoryWords;
  /** @throws AppError when there is none with this id */
  readonly check: (id: string) => Promise<unknown>;
  /** What the element itself wants now. */
  readonly current: (id: string) => Promise<readonly ElementValue[]>;
}

/** The routes that read the history of elements; what puts back belongs to who gives the orders. */
export function historyRoutes(
  app: ApiServer,
  { db, catalog }: Pick<ServerContext, 'db' | 'catalog'>,
  { kind, path, words, check, current }: HistoryElements,
): void {
  const schemas = historySchemas(words);

  app.get(`${path}/:id/history`, { schema: schemas.list }, async ({ params: { id }, query }) => {
    await check(id);
    const { entries, total } = await listHistory(db, { kind, id }, query, catalog.current());
    return { items: entries, total, page: query.page, pageSize: query.pageSize };
  });

  app.get(`${path}/:id/history/compare`, { schema: schemas.compare }, async ({ params: { id }, query }) => {
    const { from, to } = query;
    if (Number(from) >= Number(to)) {
      throw invalidRequest([{ field: 'to', message: '"to" must be the id of a later entry than "from".' }]);
    }
    await check(id);
    return { changes: await compareEntries(db, { kind, id }, from, to, catalog.current()) };
  });

  app.get(`${path}/:id/history/:entryId`, { schema: schemas.entry }, async ({ params: { id, entryId } }) => {
    await check(id);
    return getHistoryEntry(db, { kind, id }, entryId, catalog.current());
  });

  app.get(
    `${path}/:id/history/:entryId/way-back`,
    { schema: schemas.wayBack },
    async ({ params: { id, entryId }, query }) => {
      await check(id);
      const values = await current(id);
      const way = await findWayBack(db, { kind, id }, values, entryId, query.withLater);
      return {
        changes: changesOfWayBack(way, editsByKey(values), catalog.current()),
        notPutBack: toNotPutBack(way, catalog.current()),
      };
    },
  );
}

/** The secrets that a way back cannot bring back. */
export function toNotPutBack({ secrets }: Pick<WayBack, 'secrets'>, catalog: Catalog): NotPutBack[] {
  return secrets.map(({ name, index = null }) => ({
    item: name,
    index,
    parameterId: catalog.findParameterForValue(name, index)?.id ?? null,
  }));
}
