import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { clientNotFound, findSelectedClients } from '../clients/index.ts';
import { compareEntries, getHistoryEntry, listHistory } from './history.read.ts';
import { compareHistorySchema, getHistoryEntrySchema, listHistorySchema } from './history.schema.ts';
import { summarizeValues } from './summary.read.ts';
import { summarizeValuesSchema } from './summary.schema.ts';
import { takeOverValues } from './take-over.service.ts';
import { findClientValues } from './values.read.ts';
import { listClientValuesSchema, takeOverSchema } from './values.schema.ts';

export function valueRoutes(app: ApiServer, context: ServerContext): void {
  const { db, catalog } = context;

  app.get('/clients/:id/values', { schema: listClientValuesSchema }, async (request) => {
    const { id } = request.params;
    const values = await findClientValues(db, id, catalog.current());
    if (values === undefined) throw clientNotFound(id);
    return { reportedAt: values.reportedAt?.toISOString() ?? null, items: values.items };
  });

  app.post('/clients/values-summary', { schema: summarizeValuesSchema }, async ({ body }) => {
    const selection = 'clientIds' in body ? { ids: body.clientIds } : body;
    return summarizeValues(db, await findSelectedClients(db, selection), catalog.current());
  });

  app.post('/clients/:id/values/take-over', { schema: takeOverSchema }, async (request, reply) => {
    const refs = request.body.items.map(({ item, index }) =>
      index == null ? { name: item } : { name: item, index },
    );
    await takeOverValues(context, request.params.id, refs, callerOf(request), catalog.current());
    return reply.code(204).send();
  });

  app.get('/clients/:id/history', { schema: listHistorySchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { entries, total } = await listHistory(db, request.params.id, request.query, catalog.current());
    return { items: entries, total, page, pageSize };
  });

  app.get('/clients/:id/history/compare', { schema: compareHistorySchema }, async (request) => {
    const { from, to } = request.query;
    if (Number(from) >= Number(to)) {
      throw invalidRequest([{ field: 'to', message: '"to" must be the id of a later entry than "from".' }]);
    }
    return { changes: await compareEntries(db, request.params.id, from, to, catalog.current()) };
  });

  app.get('/clients/:id/history/:entryId', { schema: getHistoryEntrySchema }, (request) =>
    getHistoryEntry(db, request.params.id, request.params.entryId, catalog.current()),
  );
}
