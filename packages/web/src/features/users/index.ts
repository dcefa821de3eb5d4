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
export const UserFunctionKeys = lazyRouteComponent(
  () => import('./user-function-keys.tsx'),
  'UserFunctionKeys',
);
export const UserHistory = lazyRouteComponent(() => import('./user-history.tsx'), 'UserHistory');
