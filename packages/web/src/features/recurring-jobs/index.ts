import { lazyRouteComponent } from '@tanstack/react-router';

export { followRecurringJobs } from './recurring-jobs.queries.ts';
export { readRecurringSearch } from './recurring-search.ts';

export const RecurringJobsPage = lazyRouteComponent(
  () => import('./recurring-jobs-page.tsx'),
  'RecurringJobsPage',
);
