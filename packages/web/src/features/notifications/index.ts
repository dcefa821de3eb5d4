export { NotificationBell } from './notification-bell.tsx';
export { followNotifications } from './notifications.queries.ts';
