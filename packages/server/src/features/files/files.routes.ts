import type { Readable } from 'node:stream';
import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { ifMatchOf, sendVersioned } from '../../infra/http/preconditions.ts';
import { listDownloads } from './downloads.read.ts';
import { listDownloadsSchema } from './downloads.schema.ts';
import { fileNotFound } from './file-errors.ts';
import { findFiles } from './files.queries.ts';
import { listFiles } from './files.read.ts';
import {
  changeFileSchema,
  deleteFileSchema,
  deleteFilesSchema,
  fileContentSchema,
  getFileSchema,
  listFilesSchema,
} from './files.schema.ts';
import { correctFile, deleteFile, deleteFiles, getFile } from './files.service.ts';
import { sendContent } from './send-content.ts';
import {
  beginUploadSchema,
  cancelUploadSchema,
  finishUploadSchema,
  getUploadSchema,
  sendPortionSchema,
} from './uploads.schema.ts';
import { beginUpload, cancelUpload, finishUpload, getUpload, takePortion } from './uploads.service.ts';

export function fileRoutes(app: ApiServer, context: ServerContext): void {
  const { db, pool } = context;

  app.get('/files', { schema: listFilesSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { files, total } = await listFiles(db, request.query);
    return { items: files, total, page, pageSize };
  });

  app.post('/files/delete', { schema: deleteFilesSchema }, async (request) => ({
    deleted: await deleteFiles(context, request.body.ids, request.body.versions),
  }));

  app.get('/files/:id', { schema: getFileSchema }, async (request, reply) =>
    sendVersioned(reply, await getFile(context, request.params.id)),
  );

  app.patch('/files/:id', { schema: changeFileSchema }, async (request, reply) => {
    const change = { ifMatch: ifMatchOf(request), username: callerOf(request).username };
    return sendVersioned(reply, await correctFile(context, request.params.id, request.body, change));
  });

  app.delete('/files/:id', { schema: deleteFileSchema }, async (request, reply) => {
    await deleteFile(context, request.params.id, ifMatchOf(request));
    return reply.code(204).send();
  });

  app.get('/files/:id/content', { schema: fileContentSchema }, async (request, reply) => {
    const { id } = request.params;
    const file = (await findFiles(pool, [id])).get(id);
    if (file === undefined) throw fileNotFound(id);
    const { inline } = request.query;
    return sendContent(reply, pool, file, { range: request.headers.range, inline });
  });

  app.get('/file-downloads', { schema: listDownloadsSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { downloads, total } = await listDownloads(db, request.query);
    return { items: downloads, total, page, pageSize };
  });

  uploadRoutes(app, context);
}

function uploadRoutes(app: ApiServer, context: ServerContext): void {
  app.post('/file-uploads', { schema: beginUploadSchema }, async (request, reply) =>
    reply.code(201).send(await beginUpload(context, request.body, callerOf(request))),
  );

  app.get('/file-uploads/:id', { schema: getUploadSchema }, async (request) =>
    getUpload(context, request.params.id, callerOf(request)),
  );

  app.delete('/file-uploads/:id', { schema: cancelUploadSchema }, async (request, reply) => {
    await cancelUpload(context, request.params.id, callerOf(request));
    return reply.code(204).send();
  });

  app.post('/file-uploads/:id/finish', { schema: finishUploadSchema }, async (request, reply) => {
    const { id } = request.params;
    const file = await finishUpload(context, id, request.body.type, callerOf(request));
    return sendVersioned(reply.code(201), file);
  });

  void app.register(async (portions: ApiServer) => {
    portions.removeAllContentTypeParsers();
    portions.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) =>
      done(null, payload),
    );
    // A stream fits no schema.
    const check = portions.validatorCompiler;
    portions.setValidatorCompiler((route) =>
      route.httpPart === 'body' || check === undefined ? (value: unknown) => ({ value }) : check(route),
    );
    portions.patch(
      '/file-uploads/:id',
      { schema: sendPortionSchema, bodyLimit: MAX_PORTION_BYTES },
      async (request) => {
        const content = request.body as Readable;
        const offset = Number(request.headers['upload-offset']);
        return takePortion(context, request.params.id, { offset, content }, callerOf(request));
      },
    );
  });
}

const MAX_PORTION_BYTES = 1_073_741_824;
