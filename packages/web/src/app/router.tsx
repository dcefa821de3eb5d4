import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { ItemNamesPage, readItemNameSearch } from '../features/item-names/index.ts';
import { SettingsPage } from '../features/settings/index.ts';
import { PageSkeleton } from '../shared/components/page-skeleton.tsx';
import { parseSearch, stringifySearch } from '../shared/list/search-params.ts';
import { Crashed } from './crashed.tsx';
import { NotFound } from './not-found.tsx';
import { clientRoutes } from './routes/client-routes.ts';
import { fileRoutes } from './routes/file-routes.ts';
import { rootRoute, signedIn } from './routes/frame.ts';
import { jobRoutes } from './routes/job-routes.ts';
import { templateRoutes } from './routes/template-routes.ts';
import { userRoutes } from './routes/user-routes.ts';

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
});

const itemNames = createRoute({
  getParentRoute: () => signedIn,
  path: '/item-names',
  validateSearch: readItemNameSearch,
  component: ItemNamesPage,
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: SettingsPage,
});

/** Everything else, inside the frame. */
const unknown = createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound });

const routeTree = rootRoute.addChildren([
  signedIn.addChildren([
    home,
    ...clientRoutes,
    ...userRoutes,
    ...templateRoutes,
    ...fileRoutes,
    ...jobRoutes,
    itemNames,
    settings,
    unknown,
  ]),
]);

export function createAppRouter() {
  return createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: PageSkeleton,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: Crashed,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
