import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { type Caller, callerOf } from '../../infra/http/caller.ts';
import { sendRecordFile } from '../../infra/http/record-bodies.ts';
import { getServerSettings } from '../settings/index.ts';
import { type AgainOrder, orderAgain } from './again.service.ts';
import type { Job } from './job.schema.ts';
import {
  deleteJobSchema,
  deleteJobsSchema,
  exportTargetsSchema,
  listInitiatorsSchema,
  repeatJobSchema,
  retryJobSchema,
} from './job-changes.schema.ts';
import { deleteJobs } from './job-removal.service.ts';
import { listInitiators } from './jobs.read.ts';
import { readTargetRecords, targetHeadings } from './targets-export.ts';

/** What can be done with jobs that are there. @param getJob throws AppError `job.not_found` */
export function jobChangeRoutes(
  app: ApiServer,
  context: ServerContext,
  getJob: (id: string) => Promise<Job>,
): void {
  const { db } = context;

  app.get('/jobs/initiators', { schema: listInitiatorsSchema }, async () => ({
    items: await listInitiators(db),
  }));

  app.post('/jobs/:id/retry', { schema: retryJobSchema }, async (request, reply) => {
    const order = againOrder(request.body, callerOf(request));
    return reply.code(202).send(await getJob(await orderAgain(context, request.params.id, 'retry', order)));
  });

  app.post('/jobs/:id/repeat', { schema: repeatJobSchema }, async (request, reply) => {
    const order = againOrder(request.body, callerOf(request));
    return reply.code(202).send(await getJob(await orderAgain(context, request.params.id, 'repeat', order)));
  });

  app.delete('/jobs/:id', { schema: deleteJobSchema }, async (request, reply) => {
    const { id } = request.params;
    if ((await deleteJobs(context, [id])) === 0) {
      throw new AppError('job.not_found', `There is no job with the id ${id}: it may have been deleted.`);
    }
    return reply.code(204).send();
  });

  app.post('/jobs/delete', { schema: deleteJobsSchema }, async (request) => ({
    deleted: await deleteJobs(context, request.body.ids),
  }));

  app.get('/jobs/:id/targets/export', { schema: exportTargetsSchema }, async (request, reply) => {
    const { format, separator, language, ...filter } = request.query;
    const job = await getJob(request.params.id);
    const { timeZone } = await getServerSettings(context.pool);
    return sendRecordFile(reply, readTargetRecords(db, job, filter, { language, timeZone }), {
      name: `job-${job.id}`,
      format,
      columns: targetHeadings(language, job.type),
      delimiter: separator === 'semicolon' ? ';' : ',',
    });
  });
}

function againOrder(
  { scheduledAt, timeoutSeconds }: { readonly scheduledAt?: string; readonly timeoutSeconds?: number },
  { accountId, username }: Caller,
): AgainOrder {
  return {
    initiator: { id: accountId, name: username },
    ...(scheduledAt === undefined ? {} : { scheduledAt: new Date(scheduledAt) }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
}
