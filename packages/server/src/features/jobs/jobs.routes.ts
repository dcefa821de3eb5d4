import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { countOpenStage, findSelectedClients } from '../clients/index.ts';
import { checkForOpenStage, checkValues } from './check-values.ts';
import { findJob, listJobs, listTargets } from './jobs.read.ts';
import {
  cancelJobSchema,
  createJobSchema,
  getJobSchema,
  type Job,
  listJobsSchema,
  listTargetsSchema,
} from './jobs.schema.ts';
import { cancelJob, createJob } from './jobs.service.ts';

export function jobRoutes(app: ApiServer, context: ServerContext): void {
  const { db } = context;

  app.post('/jobs', { schema: createJobSchema }, async (request, reply) => {
    const { body } = request;
    const caller = callerOf(request);
    const order = {
      initiator: { id: caller.accountId, name: caller.username },
      ...(body.scheduledAt === undefined ? {} : { scheduledAt: new Date(body.scheduledAt) }),
      ...(body.timeoutSeconds === undefined ? {} : { timeoutSeconds: body.timeoutSeconds }),
    };
    const values = body.type === 'configure' ? checkValues(body.values, context.secrets) : undefined;
    const clientIds = await findSelectedClients(db, body.clients);
    if (body.type === 'configure') checkForOpenStage(body.values, await countOpenStage(db, clientIds));
    const jobId =
      body.type === 'configure'
        ? await createJob(context, { ...order, clientIds, type: 'configure', values: values ?? [] })
        : await createJob(context, { ...order, clientIds, type: body.type });
    return reply.code(202).send(await getJob(jobId));
  });

  app.get('/jobs', { schema: listJobsSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { jobs, total } = await listJobs(db, request.query);
    return { items: jobs, total, page, pageSize };
  });

  app.get('/jobs/:id', { schema: getJobSchema }, (request) => getJob(request.params.id));

  app.get('/jobs/:id/targets', { schema: listTargetsSchema }, async (request) => {
    const { page, pageSize } = request.query;
    await getJob(request.params.id);
    const { targets, total } = await listTargets(db, request.params.id, request.query);
    return { items: targets, total, page, pageSize };
  });

  app.post('/jobs/:id/cancel', { schema: cancelJobSchema }, async (request) => {
    await cancelJob(context, request.params.id, callerOf(request).username);
    return getJob(request.params.id);
  });

  async function getJob(id: string): Promise<Job> {
    const job = await findJob(db, id);
    if (job === undefined) throw new AppError('job.not_found', `There is no job with the id ${id}.`);
    return job;
  }
}
