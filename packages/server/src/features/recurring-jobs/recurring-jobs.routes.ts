import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { deleteRecurringJob } from './recurring-jobs.queries.ts';
import { findRecurringJob, listRecurringJobs } from './recurring-jobs.read.ts';
import {
  changeRecurringJobSchema,
  createRecurringJobSchema,
  deleteRecurringJobSchema,
  getRecurringJobSchema,
  listRecurringJobsSchema,
  type RecurringJob,
} from './recurring-jobs.schema.ts';
import { changeRecurringJob, createRecurringJob, recurringJobNotFound } from './recurring-jobs.service.ts';

export function recurringJobRoutes(app: ApiServer, context: ServerContext): void {
  const { db, pool } = context;

  app.get('/recurring-jobs', { schema: listRecurringJobsSchema }, async (request) => {
    const { page, pageSize } = request.query;
    return { ...(await listRecurringJobs(db, request.query)), page, pageSize };
  });

  app.post('/recurring-jobs', { schema: createRecurringJobSchema }, async (request, reply) => {
    const { accountId, username } = callerOf(request);
    const id = await createRecurringJob(context, request.body, { id: accountId, name: username });
    return reply.code(201).send(await getRecurringJob(id));
  });

  app.get('/recurring-jobs/:id', { schema: getRecurringJobSchema }, (request) =>
    getRecurringJob(request.params.id),
  );

  app.patch('/recurring-jobs/:id', { schema: changeRecurringJobSchema }, async (request) => {
    await changeRecurringJob(context, request.params.id, request.body);
    return getRecurringJob(request.params.id);
  });

  app.delete('/recurring-jobs/:id', { schema: deleteRecurringJobSchema }, async (request, reply) => {
    const { id } = request.params;
    if (!(await deleteRecurringJob(pool, id))) throw recurringJobNotFound(id);
    return reply.code(204).send();
  });

  async function getRecurringJob(id: string): Promise<RecurringJob> {
    const found = await findRecurringJob(db, id);
    if (found === undefined) throw recurringJobNotFound(id);
    return found;
  }
}
