import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { ifMatchOf, sendVersioned } from '../../infra/http/preconditions.ts';
import { recordFileRoutes, sendRecordFile, sentFile } from '../../infra/http/record-bodies.ts';
import { getServerSettings } from '../settings/index.ts';
import type { OrderedValue } from '../values/index.ts';
import { findItemHeadings, readPreparedRecords } from './export.read.ts';
import { importPrepared } from './import.service.ts';
import type { Editor } from './plug-and-play.queries.ts';
import { findPrepared, listPrepared } from './plug-and-play.read.ts';
import {
  changePlugAndPlaySchema,
  changePlugAndPlayValuesSchema,
  createPlugAndPlaySchema,
  deletePlugAndPlaySchema,
  deleteSeveralPlugAndPlaySchema,
  exportPlugAndPlaySchema,
  getPlugAndPlaySchema,
  importClientsSchema,
  importPlugAndPlaySchema,
  listPlugAndPlaySchema,
} from './plug-and-play.schema.ts';
import {
  changePrepared,
  changePreparedValues,
  prepareClient,
  preparedNotFound,
  removePrepared,
  removeSeveralPrepared,
} from './plug-and-play.service.ts';
import { toPlugAndPlayClient } from './plug-and-play.view.ts';

export function plugAndPlayRoutes(app: ApiServer, context: ServerContext): void {
  const { db, catalog } = context;

  app.get('/clients/plug-and-play', { schema: listPlugAndPlaySchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { rows, total } = await listPrepared(db, request.query);
    return { items: rows.map((row) => toPlugAndPlayClient(row, catalog.current())), total, page, pageSize };
  });

  app.post('/clients/plug-and-play', { schema: createPlugAndPlaySchema }, async (request, reply) => {
    const prepared = await prepareClient(context, request.body, editorOf(request));
    return sendVersioned(reply.code(201), prepared);
  });

  app.get('/clients/plug-and-play/export', { schema: exportPlugAndPlaySchema }, async (request, reply) => {
    const { format, separator, columns: chosen, ...filter } = request.query;
    const headings = chosen.includes('values') ? await findItemHeadings(db, filter) : [];
    const columns = chosen.flatMap((column) => (column === 'values' ? headings : [column]));
    const { timeZone } = await getServerSettings(context.pool);
    return sendRecordFile(reply, readPreparedRecords(db, filter, timeZone), {
      name: 'plug-and-play',
      format,
      columns,
      delimiter: separator === 'semicolon' ? ';' : ',',
    });
  });

  recordFileRoutes(app, (files) => {
    files.post('/clients/plug-and-play/import', { schema: importPlugAndPlaySchema }, (request) =>
      importPrepared(context, sentFile(request), { dryRun: request.query.dryRun, editor: editorOf(request) }),
    );

    files.post('/clients/import', { schema: importClientsSchema }, (request) =>
      importPrepared(context, sentFile(request), {
        dryRun: request.query.dryRun,
        editor: editorOf(request),
        knownClients: 'change',
      }),
    );
  });

  app.get('/clients/plug-and-play/:id', { schema: getPlugAndPlaySchema }, async (request, reply) => {
    const row = await findPrepared(db, request.params.id);
    if (row === undefined) throw preparedNotFound(request.params.id);
    return sendVersioned(reply, toPlugAndPlayClient(row, catalog.current()));
  });

  app.patch('/clients/plug-and-play/:id', { schema: changePlugAndPlaySchema }, async (request, reply) => {
    const options = { ifMatch: ifMatchOf(request), editor: editorOf(request) };
    return sendVersioned(reply, await changePrepared(context, request.params.id, request.body, options));
  });

  app.patch(
    '/clients/plug-and-play/:id/values',
    { schema: changePlugAndPlayValuesSchema },
    async (request, reply) => {
      const { id } = request.params;
      const values = request.body.values as readonly OrderedValue[];
      const edit = { ifMatch: ifMatchOf(request), editor: editorOf(request) };
      return sendVersioned(reply, await changePreparedValues(context, id, values, edit));
    },
  );

  app.delete('/clients/plug-and-play/:id', { schema: deletePlugAndPlaySchema }, async (request, reply) => {
    await removePrepared(context, request.params.id, ifMatchOf(request));
    return reply.code(204).send();
  });

  app.post('/clients/plug-and-play/delete', { schema: deleteSeveralPlugAndPlaySchema }, async (request) => {
    const { ids, versions } = request.body;
    return { deleted: await removeSeveralPrepared(context, ids, versions) };
  });
}

function editorOf(request: FastifyRequest): Editor {
  const { accountId, username } = callerOf(request);
  return { accountId, username };
}
