import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { ifMatchOf, sendVersioned } from '../../infra/http/preconditions.ts';
import { checkFilter } from './group-filter.ts';
import { listGroups, listMembers, previewFilter } from './groups.read.ts';
import {
  createGroupSchema,
  deleteGroupSchema,
  deleteGroupsSchema,
  getGroupSchema,
  listGroupsSchema,
  listMembersSchema,
  previewGroupSchema,
  updateGroupSchema,
} from './groups.schema.ts';
import { changeGroup, createGroup, deleteGroup, deleteGroups, getGroup } from './groups.service.ts';

export function groupRoutes(app: ApiServer, context: ServerContext): void {
  const { db } = context;

  app.get('/groups', { schema: listGroupsSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { groups, total } = await listGroups(db, request.query);
    return { items: groups, total, page, pageSize };
  });

  app.post('/groups', { schema: createGroupSchema }, async (request, reply) =>
    sendVersioned(reply.code(201), await createGroup(context, request.body, callerOf(request).username)),
  );

  app.post('/groups/preview', { schema: previewGroupSchema }, ({ body }) =>
    previewFilter(db, checkFilter(body.filter)),
  );

  app.post('/groups/delete', { schema: deleteGroupsSchema }, async ({ body }) => ({
    deleted: await deleteGroups(context, body.ids, body.versions),
  }));

  app.get('/groups/:id', { schema: getGroupSchema }, async (request, reply) =>
    sendVersioned(reply, await getGroup(context, request.params.id)),
  );

  app.patch('/groups/:id', { schema: updateGroupSchema }, async (request, reply) => {
    const change = { ifMatch: ifMatchOf(request), username: callerOf(request).username };
    return sendVersioned(reply, await changeGroup(context, request.params.id, request.body, change));
  });

  app.delete('/groups/:id', { schema: deleteGroupSchema }, async (request, reply) => {
    await deleteGroup(context, request.params.id, { ifMatch: ifMatchOf(request) });
    return reply.code(204).send();
  });

  app.get('/groups/:id/members', { schema: listMembersSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const group = await getGroup(context, request.params.id);
    const { members, total } = await listMembers(db, group, request.query);
    return { items: members, total, page, pageSize };
  });
}
