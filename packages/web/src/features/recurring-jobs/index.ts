import { lazyRouteComponent } from '@tanstack/react-router';

export { readRecurringSearch } from './recurring-search.ts';

export const RecurringJobsPage = lazyRouteComponent(
  () => import('./recurring-jobs-page.tsx'),
  'RecurringJobsPage',
);
