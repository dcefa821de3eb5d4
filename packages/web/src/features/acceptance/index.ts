import { lazyRouteComponent } from '@tanstack/react-router';

export { followHeldPhones } from './acceptance.queries.ts';
export { readHeldSearch } from './held-search.ts';

export const WaitingPage = lazyRouteComponent(() => import('./waiting-page.tsx'), 'WaitingPage');
