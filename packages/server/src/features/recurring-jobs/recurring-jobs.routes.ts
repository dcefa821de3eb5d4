import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { ifMatchOf, sendVersioned } from '../../infra/http/preconditions.ts';
import { listRecurringJobs } from './recurring-jobs.read.ts';
import {
  changeRecurringJobSchema,
  createRecurringJobSchema,
  deleteRecurringJobSchema,
  getRecurringJobSchema,
  listRecurringJobsSchema,
} from './recurring-jobs.schema.ts';
import {
  changeRecurringJob,
  createRecurringJob,
  getRecurringJob,
  removeRecurringJob,
} from './recurring-jobs.service.ts';

export function recurringJobRoutes(app: ApiServer, context: ServerContext): void {
  const { db } = context;

  app.get('/recurring-jobs', { schema: listRecurringJobsSchema }, async (request) => {
    const { page, pageSize } = request.query;
    return { ...(await listRecurringJobs(db, request.query)), page, pageSize };
  });

  app.post('/recurring-jobs', { schema: createRecurringJobSchema }, async (request, reply) => {
    const { accountId, username } = callerOf(request);
    const id = await createRecurringJob(context, request.body, { id: accountId, name: username });
    return sendVersioned(reply.code(201), await getRecurringJob(context, id));
  });

  app.get('/recurring-jobs/:id', { schema: getRecurringJobSchema }, async (request, reply) =>
    sendVersioned(reply, await getRecurringJob(context, request.params.id)),
  );

  app.patch('/recurring-jobs/:id', { schema: changeRecurringJobSchema }, async (request, reply) => {
    const { id } = request.params;
    const by = { username: callerOf(request).username, ifMatch: ifMatchOf(request) };
    await changeRecurringJob(context, id, request.body, by);
    return sendVersioned(reply, await getRecurringJob(context, id));
  });

  app.delete('/recurring-jobs/:id', { schema: deleteRecurringJobSchema }, async (request, reply) => {
    await removeRecurringJob(context, request.params.id, ifMatchOf(request));
    return reply.code(204).send();
  });
}
