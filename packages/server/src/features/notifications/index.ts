export type { NotificationKind, NotificationParams } from './notification-kinds.ts';
export { notificationRoutes } from './notifications.routes.ts';
export {
  clearNotifications,
  type NewNotification,
  raiseNotification,
  raiseNotifications,
} from './notifications.service.ts';
