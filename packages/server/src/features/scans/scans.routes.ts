import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { deleteScan } from './scans.queries.ts';
import { listScanAddresses, listScans } from './scans.read.ts';
import {
  deleteScanSchema,
  getScanSchema,
  listScanAddressesSchema,
  listScansSchema,
  startScanSchema,
  stopScanSchema,
} from './scans.schema.ts';
import { getScan, startScan, stopScan } from './scans.service.ts';

export function scanRoutes(app: ApiServer, context: ServerContext): void {
  const { pool, db, events } = context;

  app.get('/scans', { schema: listScansSchema }, async (request) => {
    const { page, pageSize } = request.query;
    return { ...(await listScans(db, request.query)), page, pageSize };
  });

  app.post('/scans', { schema: startScanSchema }, async (request, reply) =>
    reply.code(201).send(await startScan(context, request.body.targets, callerOf(request).username)),
  );

  app.get('/scans/:id', { schema: getScanSchema }, (request) => getScan(db, request.params.id));

  app.get('/scans/:id/addresses', { schema: listScanAddressesSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { id } = request.params;
    await getScan(db, id);
    return { ...(await listScanAddresses(db, id, request.query)), page, pageSize };
  });

  app.post('/scans/:id/stop', { schema: stopScanSchema }, (request) =>
    stopScan(context, request.params.id, callerOf(request).username),
  );

  app.delete('/scans/:id', { schema: deleteScanSchema }, async (request, reply) => {
    const { id } = request.params;
    await getScan(db, id);
    if (!(await deleteScan(pool, id))) {
      throw new AppError('scan.running', 'The scan is still running: stop it first.');
    }
    events.changed('scans', [id]);
    return reply.code(204).send();
  });
}
