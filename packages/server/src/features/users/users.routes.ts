import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { ifMatchOf, sendVersioned, versionTag } from '../../infra/http/preconditions.ts';
import { recordFileRoutes, sendRecordFile, sentFile } from '../../infra/http/record-bodies.ts';
import { findJob } from '../jobs/index.ts';
import { getServerSettings } from '../settings/index.ts';
import { historyRoutes, type OrderedValue, toNotPutBack } from '../values/index.ts';
import { deleteUsersSchema, logoffSchema, logonSchema } from './mobility-orders.schema.ts';
import { type OrderTiming, orderLogoffs, orderLogons, removeWithLogoff } from './mobility-orders.service.ts';
import { MAX_DATA_BYTES } from './user-data.ts';
import { exportUsersSchema, importUsersSchema } from './user-files.schema.ts';
import { importUsers, toExportRecord } from './user-files.ts';
import { findUserValues } from './user-values.queries.ts';
import {
  changeUserValuesSchema,
  listUserValuesSchema,
  putBackUserValuesSchema,
} from './user-values.schema.ts';
import { changeUserValues, listUserValues, putBackUserValues } from './user-values.service.ts';
import { toUser } from './user-view.ts';
import { findSelectedUsers, listContainers, listLogons, listUsers, streamUsers } from './users.read.ts';
import {
  changeUserSchema,
  createUserSchema,
  deleteUserSchema,
  getUserSchema,
  listContainersSchema,
  listLogonsSchema,
  listUsersSchema,
} from './users.schema.ts';
import { changeUser, getUser, registerUser, removeUser, removeUsers } from './users.service.ts';

export function userRoutes(app: ApiServer, context: ServerContext): void {
  const { db, pool } = context;

  app.get('/users', { schema: listUsersSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { rows, total } = await listUsers(db, request.query);
    return { items: rows.map(toUser), total, page, pageSize };
  });

  app.post('/users', { schema: createUserSchema }, async (request, reply) => {
    const user = await registerUser(context, request.body, callerOf(request).username);
    return sendVersioned(reply.code(201), user);
  });

  app.get('/users/export', { schema: exportUsersSchema }, async (request, reply) => {
    const { format, separator, columns } = request.query;
    const { timeZone } = await getServerSettings(pool);
    const records = async function* () {
      for await (const row of streamUsers(db, request.query)) yield toExportRecord(row, timeZone);
    };
    return sendRecordFile(reply, records(), {
      name: 'mobile-users',
      format,
      columns,
      delimiter: separator === 'semicolon' ? ';' : ',',
    });
  });

  recordFileRoutes(app, (files) => {
    files.post('/users/import', { schema: importUsersSchema }, (request) =>
      importUsers(context, sentFile(request), {
        dryRun: request.query.dryRun,
        by: callerOf(request).username,
      }),
    );
  });

  app.post('/users/logon', { schema: logonSchema }, async (request, reply) => {
    const { users, skipUnfit } = request.body;
    const wanted = Array.isArray(users)
      ? users
      : (await findSelectedUsers(db, users)).map((userId) => ({ userId }));
    const options = skipUnfit === undefined ? {} : { skipUnfit };
    const jobId = await orderLogons(context, { users: wanted, ...options }, timingOf(request));
    return reply.code(202).send(await getJob(jobId));
  });

  app.post('/users/logoff', { schema: logoffSchema }, async (request, reply) => {
    const jobId = await orderLogoffs(
      context,
      await findSelectedUsers(db, request.body.users),
      timingOf(request),
    );
    return reply.code(202).send(await getJob(jobId));
  });

  app.get('/users/:id', { schema: getUserSchema }, async (request, reply) =>
    sendVersioned(reply, await getUser(pool, request.params.id)),
  );

  app.patch('/users/:id', { schema: changeUserSchema }, async (request, reply) => {
    const options = { ifMatch: ifMatchOf(request), by: callerOf(request).username };
    return sendVersioned(reply, await changeUser(context, request.params.id, request.body, options));
  });

  app.delete('/users/:id', { schema: deleteUserSchema }, async (request, reply) => {
    await removeUser(context, request.params.id, ifMatchOf(request));
    return reply.code(204).send();
  });

  app.post('/users/delete', { schema: deleteUsersSchema }, async (request) => {
    const ids = await findSelectedUsers(db, request.body.users);
    const { logOff = false, versions } = request.body;
    if (!logOff) return { deleted: await removeUsers(context, ids, versions), job: null };
    const { accountId, username } = callerOf(request);
    const initiator = { id: accountId, name: username };
    const { deleted, jobId } = await removeWithLogoff(context, ids, versions, { initiator });
    return { deleted, job: jobId === null ? null : await getJob(jobId) };
  });

  app.get('/users/:id/values', { schema: listUserValuesSchema }, async (request, reply) => {
    const { user, items } = await listUserValues(context, request.params.id);
    void reply.header('etag', versionTag(user));
    return { user, reportedAt: null, items };
  });

  app.patch('/users/:id/values', { schema: changeUserValuesSchema }, async (request, reply) => {
    const { accountId, username } = callerOf(request);
    await changeUserValues(context, request.params.id, request.body.values as readonly OrderedValue[], {
      ifMatch: ifMatchOf(request),
      by: username,
      accountId,
    });
    const { user, items } = await listUserValues(context, request.params.id);
    void reply.header('etag', versionTag(user));
    return { user, reportedAt: null, items };
  });

  historyRoutes(app, context, {
    kind: 'user',
    path: '/users',
    words: { tag: 'users', noun: 'mobile user', name: 'User', notFound: 'user.not_found' },
    check: (id) => getUser(pool, id),
    current: (id) => findUserValues(pool, id),
  });

  app.post(
    '/users/:id/history/:entryId/put-back',
    { schema: putBackUserValuesSchema },
    async (request, reply) => {
      const { id, entryId } = request.params;
      const { accountId, username } = callerOf(request);
      const way = await putBackUserValues(
        context,
        id,
        { id: entryId, withLater: request.query.withLater },
        { ifMatch: ifMatchOf(request), by: username, accountId },
      );
      void reply.header('etag', versionTag(await getUser(pool, id)));
      return { notPutBack: toNotPutBack(way, context.catalog.current()) };
    },
  );

  app.get('/users/:id/logons', { schema: listLogonsSchema }, async (request) => {
    const { id } = request.params;
    const { page, pageSize } = request.query;
    await getUser(pool, id);
    const { rows, total } = await listLogons(db, id, request.query);
    return {
      items: rows.map((row) => ({
        ...row,
        loggedOnAt: row.loggedOnAt.toISOString(),
        loggedOffAt: row.loggedOffAt?.toISOString() ?? null,
      })),
      total,
      page,
      pageSize,
    };
  });

  app.get('/users/:id/containers', { schema: listContainersSchema }, async (request) => {
    await getUser(pool, request.params.id);
    const containers = await listContainers(db, request.params.id);
    return {
      maxBytes: MAX_DATA_BYTES,
      containers: containers.map((row) => ({ ...row, storedAt: row.storedAt.toISOString() })),
    };
  });

  async function getJob(id: string) {
    const job = await findJob(db, id, context.catalog.current());
    if (job === undefined) throw new AppError('job.not_found', `There is no job with the id ${id}.`);
    return job;
  }
}

function timingOf(
  request: FastifyRequest<{ Body: { scheduledAt?: string; timeoutSeconds?: number } }>,
): OrderTiming {
  const { scheduledAt, timeoutSeconds } = request.body;
  const { accountId, username } = callerOf(request);
  return {
    initiator: { id: accountId, name: username },
    ...(scheduledAt === undefined ? {} : { scheduledAt: new Date(scheduledAt) }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
}
