import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { ifMatchOf, sendVersioned } from '../../infra/http/preconditions.ts';
import { getDefaultTimeZone } from '../settings/index.ts';
import type { GivenRolloutRules } from './rollout-plan.schema.ts';
import type { Account } from './rollouts.queries.ts';
import { listRolloutClients, listRollouts } from './rollouts.read.ts';
import {
  abortRolloutSchema,
  createRolloutSchema,
  deleteRolloutSchema,
  getRolloutSchema,
  listRolloutClientsSchema,
  listRolloutsSchema,
  pauseRolloutSchema,
  previewRolloutChangeSchema,
  previewRolloutSchema,
  resumeRolloutSchema,
  startRolloutSchema,
  updateRolloutSchema,
} from './rollouts.schema.ts';
import {
  abortRollout,
  createRollout,
  deleteRollout,
  getRollout,
  pauseRollout,
  previewRollout,
  previewRolloutChange,
  resumeRollout,
  startRollout,
  updateRollout,
} from './rollouts.service.ts';
import { withTimeZone } from './with-time-zone.ts';

export function rolloutRoutes(app: ApiServer, context: ServerContext): void {
  const { db, pool } = context;
  const zoned = async <Plan extends { readonly rules: GivenRolloutRules }>(plan: Plan) =>
    withTimeZone(plan, await getDefaultTimeZone(pool));

  app.get('/rollouts', { schema: listRolloutsSchema }, async ({ query }) => {
    const { page, pageSize } = query;
    return { ...(await listRollouts(context, query)), page, pageSize };
  });

  app.post('/rollouts', { schema: createRolloutSchema }, async (request, reply) =>
    sendVersioned(
      reply.code(201),
      await createRollout(context, await zoned(request.body), accountOf(request)),
    ),
  );

  app.post('/rollouts/preview', { schema: previewRolloutSchema }, async ({ body }) =>
    previewRollout(context, await zoned(body)),
  );

  app.get('/rollouts/:id', { schema: getRolloutSchema }, async ({ params }, reply) =>
    sendVersioned(reply, await getRollout(context, params.id)),
  );

  app.put('/rollouts/:id', { schema: updateRolloutSchema }, async (request, reply) => {
    const { id } = request.params;
    const change = { ifMatch: ifMatchOf(request), account: accountOf(request) };
    return sendVersioned(reply, await updateRollout(context, id, await zoned(request.body), change));
  });

  app.post('/rollouts/:id/preview', { schema: previewRolloutChangeSchema }, async ({ params, body }) =>
    previewRolloutChange(context, params.id, await zoned(body)),
  );

  app.get('/rollouts/:id/clients', { schema: listRolloutClientsSchema }, async ({ params, query }) => {
    const { page, pageSize } = query;
    await getRollout(context, params.id);
    return { ...(await listRolloutClients(db, params.id, query)), page, pageSize };
  });

  app.post('/rollouts/:id/start', { schema: startRolloutSchema }, (request) => {
    const { startAt } = request.body;
    const at = startAt === undefined ? undefined : new Date(startAt);
    return startRollout(context, request.params.id, at, accountOf(request));
  });

  app.post('/rollouts/:id/pause', { schema: pauseRolloutSchema }, (request) =>
    pauseRollout(context, request.params.id, accountOf(request)),
  );

  app.post('/rollouts/:id/resume', { schema: resumeRolloutSchema }, (request) =>
    resumeRollout(context, request.params.id, request.body.after, accountOf(request)),
  );

  app.post('/rollouts/:id/abort', { schema: abortRolloutSchema }, (request) =>
    abortRollout(context, request.params.id, accountOf(request)),
  );

  app.delete('/rollouts/:id', { schema: deleteRolloutSchema }, async (request, reply) => {
    await deleteRollout(context, request.params.id);
    return reply.code(204).send();
  });
}

function accountOf(request: FastifyRequest): Account {
  const { accountId, username } = callerOf(request);
  return { id: accountId, name: username };
}
