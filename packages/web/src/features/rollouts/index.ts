import { lazyRouteComponent } from '@tanstack/react-router';

export { readNewRolloutSearch, readRolloutListSearch, readRolloutSearch } from './rollout-search.ts';
export { followRollouts } from './rollouts.queries.ts';

export const RolloutsPage = lazyRouteComponent(() => import('./rollouts-page.tsx'), 'RolloutsPage');
export const RolloutPage = lazyRouteComponent(() => import('./rollout-page.tsx'), 'RolloutPage');
export const EditRolloutPage = lazyRouteComponent(() => import('./edit-rollout-page.tsx'), 'EditRolloutPage');
export const NewRolloutPage = lazyRouteComponent(() => import('./new-rollout-page.tsx'), 'NewRolloutPage');
