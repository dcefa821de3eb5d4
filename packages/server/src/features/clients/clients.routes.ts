import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { toClient, toClientDetail } from './client-view.ts';
import { countClients, findClient, findSelectedClients } from './clients.read.ts';
import {
  clientFacetsSchema,
  deleteClientSchema,
  deleteClientsSchema,
  getClientSchema,
  listClientsSchema,
} from './clients.schema.ts';
import { clientExportRoutes } from './clients-export.ts';
import { listClients } from './clients-list.read.ts';
import { deleteClients } from './contacts.queries.ts';

/** Largest number of clients that one statement deletes. */
const DELETE_BATCH = 1_000;

export function clientRoutes(app: ApiServer, { db, pool, events }: ServerContext): void {
  clientExportRoutes(app, { db, pool });

  app.get('/clients', { schema: listClientsSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { rows, total } = await listClients(db, request.query);
    return { items: rows.map(toClient), total, page, pageSize };
  });

  app.get('/clients/facets', { schema: clientFacetsSchema }, () => countClients(db));

  app.get('/clients/:id', { schema: getClientSchema }, async (request) => {
    const row = await findClient(db, request.params.id);
    if (row === undefined) throw clientNotFound(request.params.id);
    return toClientDetail(row);
  });

  app.delete('/clients/:id', { schema: deleteClientSchema }, async (request, reply) => {
    const { id } = request.params;
    if ((await inTransaction(pool, (tx) => deleteClients(tx, [id]))) === 0) throw clientNotFound(id);
    events.changed('clients', [id]);
    return reply.code(204).send();
  });

  app.post('/clients/delete', { schema: deleteClientsSchema }, async (request) => {
    const ids = await findSelectedClients(db, request.body.clients);
    let deleted = 0;
    for (let from = 0; from < ids.length; from += DELETE_BATCH) {
      const some = ids.slice(from, from + DELETE_BATCH);
      deleted += await inTransaction(pool, (tx) => deleteClients(tx, some));
    }
    if (deleted > 0) events.changed('clients', 'all');
    return { deleted };
  });
}

/** `client.not_found` (404). */
export function clientNotFound(id: string): AppError {
  return new AppError('client.not_found', `There is no client with the id ${id}: it may have been deleted.`);
}
