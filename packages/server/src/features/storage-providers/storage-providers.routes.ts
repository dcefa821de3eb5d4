import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { ifMatchOf, sendVersioned } from '../../infra/http/preconditions.ts';
import { insertScan, stopScans } from './scans.queries.ts';
import { providerSearchRoutes } from './search/searches.routes.ts';
import { listProviderScans, listProviders } from './storage-providers.read.ts';
import {
  createStorageProviderSchema,
  deleteStorageProviderSchema,
  deleteStorageProvidersSchema,
  getStorageProviderSchema,
  listProviderScansSchema,
  listStorageProvidersSchema,
  startProviderScanSchema,
  stopProviderScanSchema,
  updateStorageProviderSchema,
  validateStorageProviderSchema,
} from './storage-providers.schema.ts';
import {
  changeProvider,
  createProvider,
  deleteProvider,
  deleteSeveral,
  getProvider,
  validateProvider,
} from './storage-providers.service.ts';

export function storageProviderRoutes(app: ApiServer, context: ServerContext): void {
  const { db, pool, clock, events } = context;
  providerSearchRoutes(app, context);

  app.get('/storage-providers', { schema: listStorageProvidersSchema }, async (request) => {
    const { page, pageSize } = request.query;
    return { ...(await listProviders(db, request.query)), page, pageSize };
  });

  app.post('/storage-providers', { schema: createStorageProviderSchema }, async (request, reply) =>
    sendVersioned(reply.code(201), await createProvider(context, request.body, callerOf(request).username)),
  );

  app.post('/storage-providers/validate', { schema: validateStorageProviderSchema }, async (request) => {
    const problem = await validateProvider(context, request.body);
    return {
      works: problem === undefined,
      problem:
        problem === undefined
          ? null
          : { kind: problem.kind, field: problem.field, text: { en: problem.text.en, de: problem.text.de } },
    };
  });

  app.post('/storage-providers/delete', { schema: deleteStorageProvidersSchema }, async (request) => ({
    deleted: await deleteSeveral(context, request.body.ids, request.body.versions),
  }));

  app.get('/storage-providers/:id', { schema: getStorageProviderSchema }, async (request, reply) =>
    sendVersioned(reply, await getProvider(context, request.params.id)),
  );

  app.patch('/storage-providers/:id', { schema: updateStorageProviderSchema }, async (request, reply) => {
    const change = { ifMatch: ifMatchOf(request), username: callerOf(request).username };
    return sendVersioned(reply, await changeProvider(context, request.params.id, request.body, change));
  });

  app.delete('/storage-providers/:id', { schema: deleteStorageProviderSchema }, async (request, reply) => {
    await deleteProvider(context, request.params.id, ifMatchOf(request));
    return reply.code(204).send();
  });

  app.get('/storage-providers/:id/scans', { schema: listProviderScansSchema }, async (request) => {
    const { id } = await getProvider(context, request.params.id);
    return { items: await listProviderScans(db, id) };
  });

  app.post('/storage-providers/:id/scan', { schema: startProviderScanSchema }, async (request, reply) => {
    const { id, name } = await getProvider(context, request.params.id);
    const order = { origin: 'manual', by: callerOf(request).username, now: clock.now() } as const;
    const scanId = await inTransaction(pool, (tx) => insertScan(tx, id, order));
    if (scanId === undefined) {
      throw new AppError(
        'storage_provider.scanning',
        `A scan of “${name}” is under way: wait until it has ended, or stop it.`,
      );
    }
    events.changed('storageProviders', [id]);
    return sendVersioned(reply.code(202), await getProvider(context, id));
  });

  app.post('/storage-providers/:id/scan/stop', { schema: stopProviderScanSchema }, async (request) => {
    const { id, name } = await getProvider(context, request.params.id);
    const stopped = await inTransaction(pool, (tx) =>
      stopScans(tx, [id], callerOf(request).username, clock.now()),
    );
    if (stopped === 0) {
      throw new AppError('storage_provider.not_scanning', `No scan of “${name}” is under way.`);
    }
    events.changed('storageProviders', [id]);
    return getProvider(context, id);
  });
}
