export { recurringJobRoutes } from './recurring-jobs.routes.ts';
export { keepRecurringJobs, runDueRecurringJobs } from './recurring-jobs.service.ts';
