import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { findSelectedClients } from '../clients/index.ts';
import { findDialoguesOfTarget } from '../contact-log/index.ts';
import { findClientWayBack, toNotPutBack } from '../values/index.ts';
import type { Job } from './job.schema.ts';
import { jobChangeRoutes } from './job-changes.routes.ts';
import { findJob, listJobs } from './jobs.read.ts';
import {
  cancelJobSchema,
  createJobSchema,
  getJobSchema,
  listJobsSchema,
  listTargetContactsSchema,
  listTargetsSchema,
  putBackSchema,
} from './jobs.schema.ts';
import { cancelJob, createJob } from './jobs.service.ts';
import { prepareOrder } from './prepare-order.service.ts';
import { findTarget, listTargets } from './targets.read.ts';

export function jobRoutes(app: ApiServer, context: ServerContext): void {
  const { db, catalog } = context;
  jobChangeRoutes(app, context, getJob);

  app.post('/jobs', { schema: createJobSchema }, async (request, reply) => {
    const { body } = request;
    const caller = callerOf(request);
    const order = {
      initiator: { id: caller.accountId, name: caller.username },
      ...(body.scheduledAt === undefined ? {} : { scheduledAt: new Date(body.scheduledAt) }),
      ...(body.timeoutSeconds === undefined ? {} : { timeoutSeconds: body.timeoutSeconds }),
    };
    const clientIds = await findSelectedClients(db, body.clients);
    const { work, unfit } = await prepareOrder(context, body, clientIds);
    const jobId = await createJob(context, { ...work, ...order, clientIds, unfit });
    return reply.code(202).send(await getJob(jobId));
  });

  app.post('/clients/:id/history/:entryId/put-back', { schema: putBackSchema }, async (request, reply) => {
    const { id, entryId } = request.params;
    const { accountId, username } = callerOf(request);
    const way = await findClientWayBack(db, id, entryId, request.query.withLater);
    const values = way.values.map(({ name, ...value }) => ({ item: name, ...value }));
    const { work, unfit } = await prepareOrder(context, { type: 'configure', values }, [id], 'put-back');
    const jobId = await createJob(context, {
      ...work,
      initiator: { id: accountId, name: username },
      clientIds: [id],
      unfit,
    });
    const notPutBack = toNotPutBack(way, catalog.current());
    return reply.code(202).send({ job: await getJob(jobId), notPutBack });
  });

  app.get('/jobs', { schema: listJobsSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { jobs, total } = await listJobs(db, request.query, catalog.current());
    return { items: jobs, total, page, pageSize };
  });

  app.get('/jobs/:id', { schema: getJobSchema }, (request) => getJob(request.params.id));

  app.get('/jobs/:id/targets', { schema: listTargetsSchema }, async (request) => {
    const { page, pageSize } = request.query;
    await getJob(request.params.id);
    const { targets, total } = await listTargets(context, request.params.id, request.query);
    return { items: targets, total, page, pageSize };
  });

  app.get('/jobs/:id/targets/:targetId/contacts', { schema: listTargetContactsSchema }, async (request) => {
    const { id, targetId } = request.params;
    const target = await findTarget(db, id, targetId);
    if (target === undefined) {
      throw new AppError('job.target_not_found', `The job ${id} has no target with the id ${targetId}.`);
    }
    const { clientId } = target;
    if (clientId === null) return { items: [] };
    return { items: await findDialoguesOfTarget(db, { clientId, targetId }, catalog.current()) };
  });

  app.post('/jobs/:id/cancel', { schema: cancelJobSchema }, async (request) => {
    await cancelJob(context, request.params.id, callerOf(request).username);
    return getJob(request.params.id);
  });

  async function getJob(id: string): Promise<Job> {
    const job = await findJob(db, id, catalog.current());
    if (job === undefined) throw new AppError('job.not_found', `There is no job with the id ${id}.`);
    return job;
  }
}
