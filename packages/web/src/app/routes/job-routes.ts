import { createRoute } from '@tanstack/react-router';
import { JobPage, JobsPage, readJobListSearch, readJobSearch } from '../../features/jobs/index.ts';
import { RecurringJobsPage, readRecurringSearch } from '../../features/recurring-jobs/index.ts';
import {
  EditRolloutPage,
  NewRolloutPage,
  RolloutPage,
  RolloutsPage,
  readNewRolloutSearch,
  readRolloutListSearch,
  readRolloutSearch,
} from '../../features/rollouts/index.ts';
import { signedIn } from './frame.ts';

const jobs = createRoute({
  getParentRoute: () => signedIn,
  path: '/jobs',
  validateSearch: readJobListSearch,
  component: JobsPage,
});

const recurringJobs = createRoute({
  getParentRoute: () => signedIn,
  path: '/jobs/recurring',
  validateSearch: readRecurringSearch,
  component: RecurringJobsPage,
});

const job = createRoute({
  getParentRoute: () => signedIn,
  path: '/jobs/$jobId',
  validateSearch: readJobSearch,
  component: JobPage,
});

const rollouts = createRoute({
  getParentRoute: () => signedIn,
  path: '/rollouts',
  validateSearch: readRolloutListSearch,
  component: RolloutsPage,
});

const newRollout = createRoute({
  getParentRoute: () => signedIn,
  path: '/rollouts/new',
  validateSearch: readNewRolloutSearch,
  component: NewRolloutPage,
});

const rollout = createRoute({
  getParentRoute: () => signedIn,
  path: '/rollouts/$rolloutId',
  validateSearch: readRolloutSearch,
  component: RolloutPage,
});

const editRollout = createRoute({
  getParentRoute: () => signedIn,
  path: '/rollouts/$rolloutId/edit',
  component: EditRolloutPage,
});

/** Orders: once, again and again, or in waves. */
export const jobRoutes = [jobs, recurringJobs, job, rollouts, newRollout, rollout, editRollout] as const;
