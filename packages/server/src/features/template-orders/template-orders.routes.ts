import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { ifMatchOf, versionTag } from '../../infra/http/preconditions.ts';
import { findJob, type Job } from '../jobs/index.ts';
import { getTemplate } from '../templates/index.ts';
import { toNotPutBack } from '../values/index.ts';
import {
  applyTemplateSchema,
  putBackContentSchema,
  updateContentSchema,
  withdrawTemplateSchema,
} from './template-orders.schema.ts';
import {
  applyTemplate,
  changeContent,
  putBackContent,
  type TemplateOrder,
  withdrawTemplate,
} from './template-orders.service.ts';

/** Orders that bring templates to phones. */
export function templateOrderRoutes(app: ApiServer, context: ServerContext): void {
  app.patch('/templates/:id/content', { schema: updateContentSchema }, async (request, reply) => {
    const { id } = request.params;
    const { values, ...timing } = request.body;
    const order = { ...orderOf(request, timing), ifMatch: ifMatchOf(request) };
    const jobId = await changeContent(context, id, values, order);
    const template = await getTemplate(context, id);
    void reply.header('etag', versionTag(template));
    return { template, job: jobId === undefined ? null : await getJob(jobId) };
  });

  app.post(
    '/templates/:id/history/:entryId/put-back',
    { schema: putBackContentSchema },
    async (request, reply) => {
      const { id, entryId } = request.params;
      const order = { ...orderOf(request, request.body), ifMatch: ifMatchOf(request) };
      const entry = { id: entryId, withLater: request.query.withLater };
      const { way, jobId } = await putBackContent(context, id, entry, order);
      const template = await getTemplate(context, id);
      void reply.header('etag', versionTag(template));
      return {
        template,
        job: jobId === undefined ? null : await getJob(jobId),
        notPutBack: toNotPutBack(way, context.catalog.current()),
      };
    },
  );

  app.post('/templates/:id/apply', { schema: applyTemplateSchema }, async (request, reply) => {
    const { clients, skipUnfit = false, ...timing } = request.body;
    const order = { ...orderOf(request, timing), clients, skipUnfit };
    return reply.code(202).send(await getJob(await applyTemplate(context, request.params.id, order)));
  });

  app.post('/templates/:id/withdraw', { schema: withdrawTemplateSchema }, async (request) => ({
    withdrawn: await withdrawTemplate(context, request.params.id, request.body.clients),
  }));

  async function getJob(id: string): Promise<Job> {
    const job = await findJob(context.db, id, context.catalog.current());
    if (job === undefined) throw new AppError('job.not_found', `There is no job with the id ${id}.`);
    return job;
  }
}

function orderOf(
  request: FastifyRequest,
  timing: { readonly scheduledAt?: string; readonly timeoutSeconds?: number },
): TemplateOrder {
  const { accountId, username } = callerOf(request);
  return {
    initiator: { id: accountId, name: username },
    ...(timing.scheduledAt === undefined ? {} : { scheduledAt: new Date(timing.scheduledAt) }),
    ...(timing.timeoutSeconds === undefined ? {} : { timeoutSeconds: timing.timeoutSeconds }),
  };
}
