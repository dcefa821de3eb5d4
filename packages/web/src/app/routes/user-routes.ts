import { createRoute } from '@tanstack/react-router';
import { readConfigurationView, readHistorySearch, readKeyView } from '../../features/configuration/index.ts';
import {
  readUsersSearch,
  UserConfiguration,
  UserFunctionKeys,
  UserHistory,
  UserOverview,
  UserPage,
  UsersPage,
} from '../../features/users/index.ts';
import { signedIn } from './frame.ts';

const users = createRoute({
  getParentRoute: () => signedIn,
  path: '/users',
  validateSearch: readUsersSearch,
  component: UsersPage,
});

const user = createRoute({ getParentRoute: () => signedIn, path: '/users/$userId', component: UserPage });

const userOverview = createRoute({ getParentRoute: () => user, path: '/', component: UserOverview });

const userConfiguration = createRoute({
  getParentRoute: () => user,
  path: '/configuration',
  validateSearch: readConfigurationView,
  component: UserConfiguration,
});

const userFunctionKeys = createRoute({
  getParentRoute: () => user,
  path: '/function-keys',
  validateSearch: readKeyView,
  component: UserFunctionKeys,
});

const userHistory = createRoute({
  getParentRoute: () => user,
  path: '/history',
  validateSearch: readHistorySearch,
  component: UserHistory,
});

/** Mobile users. */
export const userRoutes = [
  users,
  user.addChildren([userOverview, userConfiguration, userFunctionKeys, userHistory]),
] as const;
