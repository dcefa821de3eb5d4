import { lazyComponent } from '../../shared/components/lazy-component.ts';

export { NotificationBell } from './notification-bell.tsx';
export { followNotifications } from './notifications.queries.ts';

export const NotificationsOfClient = lazyComponent(
  async () => (await import('./notifications-of-client.tsx')).NotificationsOfClient,
);
