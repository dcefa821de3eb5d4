import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { clientNotFound, findSelectedClients } from '../clients/index.ts';
import { checkClient, findOwnEdits } from './history.read.ts';
import { historyRoutes } from './history.routes.ts';
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

  historyRoutes(app, context, {
    kind: 'client',
    path: '/clients',
    words: { tag: 'clients', noun: 'client', name: 'Client', notFound: 'client.not_found' },
    check: (id) => checkClient(db, id),
    current: (id) => findOwnEdits(db, id),
  });
}
