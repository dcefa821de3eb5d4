import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { deleteAllNotifications, deleteNotification, listNotifications } from './notifications.queries.ts';
import {
  deleteNotificationSchema,
  deleteNotificationsSchema,
  listNotificationsSchema,
} from './notifications.schema.ts';

export function notificationRoutes(app: ApiServer, { db, events }: ServerContext): void {
  app.get('/notifications', { schema: listNotificationsSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { rows, total } = await listNotifications(db, request.query);
    return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })), total, page, pageSize };
  });

  app.delete('/notifications/:id', { schema: deleteNotificationSchema }, async (request, reply) => {
    const { id } = request.params;
    if (!(await deleteNotification(db, id))) {
      throw new AppError(
        'notification.not_found',
        `There is no notification with the id ${id}: it may have been cleared.`,
      );
    }
    events.changed('notifications', [id]);
    return reply.code(204).send();
  });

  app.delete('/notifications', { schema: deleteNotificationsSchema }, async (_request, reply) => {
    if ((await deleteAllNotifications(db)) > 0) events.changed('notifications', 'all');
    return reply.code(204).send();
  });
}
