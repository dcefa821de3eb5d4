import { lazyRouteComponent } from '@tanstack/react-router';

export { followPlugAndPlay } from './plug-and-play.queries.ts';
export { readPlugAndPlaySearch } from './plug-and-play-search.ts';

export const PlugAndPlayPage = lazyRouteComponent(
  () => import('./plug-and-play-page.tsx'),
  'PlugAndPlayPage',
);
export const PreparedPage = lazyRouteComponent(() => import('./prepared-page.tsx'), 'PreparedPage');
export const PreparedFunctionKeys = lazyRouteComponent(
  () => import('./prepared-function-keys.tsx'),
  'PreparedFunctionKeys',
);
export const PreparedConfiguration = lazyRouteComponent(
  () => import('./prepared-configuration.tsx'),
  'PreparedConfiguration',
);
