import { lazyRouteComponent } from '@tanstack/react-router';

export { followUsers } from './users.queries.ts';
export { readUsersSearch } from './users-search.ts';

export const UsersPage = lazyRouteComponent(() => import('./users-page.tsx'), 'UsersPage');
export const UserPage = lazyRouteComponent(() => import('./user-page.tsx'), 'UserPage');
export const UserOverview = lazyRouteComponent(() => import('./user-overview.tsx'), 'UserOverview');
export const UserConfiguration = lazyRouteComponent(
  () => import('./user-configuration.tsx'),
  'UserConfiguration',
);
