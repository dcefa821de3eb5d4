import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { recordFileRoutes, sentFile } from '../../infra/http/record-bodies.ts';
import { copyClientSchema, importReplacementsSchema } from './copy-client.schema.ts';
import { copyClient } from './copy-client.service.ts';
import { importReplacements } from './replacements.service.ts';

export function copyClientRoutes(app: ApiServer, context: ServerContext): void {
  app.post('/clients/:id/copy', { schema: copyClientSchema }, async (request, reply) => {
    const { accountId, username } = callerOf(request);
    const copied = await copyClient(context, request.params.id, request.body, { accountId, username });
    return reply.code(201).send(copied);
  });

  recordFileRoutes(app, (files) => {
    files.post('/clients/copy/import', { schema: importReplacementsSchema }, (request) => {
      const { accountId, username } = callerOf(request);
      const options = { ...request.query, editor: { accountId, username } };
      return importReplacements(context, sentFile(request), options);
    });
  });
}
