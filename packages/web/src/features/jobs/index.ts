import { lazyRouteComponent } from '@tanstack/react-router';
import { lazyComponent } from '../../shared/components/lazy-component.ts';

export { JobFiles } from './job-files.tsx';
export { JobPlaces } from './job-places.tsx';
export { JobProgress } from './job-progress.tsx';
export { type JobListSearch, readJobListSearch, readJobSearch } from './job-search.ts';
export { JOB_TONE } from './job-states.ts';
export { JobValues } from './job-values.tsx';
export { takesFilesAway, useJobTitle, useTargetWords } from './job-words.ts';
export { followJobs, jobCountQuery, jobListQuery } from './jobs.queries.ts';
export { useAnnounceJob, usePlaceOrder } from './use-place-order.tsx';

export const JobsPage = lazyRouteComponent(() => import('./jobs-page.tsx'), 'JobsPage');
export const JobsOfClient = lazyComponent(async () => (await import('./jobs-of-client.tsx')).JobsOfClient);
export const LatestJobs = lazyComponent(async () => (await import('./latest-jobs.tsx')).LatestJobs);
export const JobPage = lazyRouteComponent(() => import('./job-page.tsx'), 'JobPage');
