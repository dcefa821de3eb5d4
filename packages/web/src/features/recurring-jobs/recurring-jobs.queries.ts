import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api, done } from '../../api/client.ts';
import type { ChangeEvent, NewRecurringJob, RecurringJob, RecurringListQuery } from '../../api/types.ts';

// Below those of the jobs: what a run changes, the news of jobs tell.
const LIST = ['jobs', 'list', 'recurring'] as const;

export const recurringListQuery = (query: RecurringListQuery) =>
  queryOptions({
    queryKey: [...LIST, query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/recurring-jobs', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

const PLACE = '/api/v1/recurring-jobs/{id}';

export const recurringJobQuery = (id: string) =>
  queryOptions({
    queryKey: [...LIST, 'one', id],
    queryFn: ({ signal }) => answer(api.GET(PLACE, { params: { path: { id } }, signal })),
  });

/** Which recurring job is changed, and which state of it was seen. */
const seen = ({ id, version }: Pick<RecurringJob, 'id' | 'version'>) => ({
  path: { id },
  header: { 'if-match': `"${version}"` },
});

/** @param job what is changed; null: a new one is made */
export function useSaveRecurringJob(job: RecurringJob | null) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewRecurringJob) =>
      answer(
        job === null
          ? api.POST('/api/v1/recurring-jobs', { body })
          : api.PATCH(PLACE, { params: seen(job), body }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: LIST }),
  });
}

export function usePauseRecurringJob() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (job: RecurringJob) =>
      answer(api.PATCH(PLACE, { params: seen(job), body: { paused: !job.paused } })),
    // Whoever was too late sees what is there now.
    onSettled: () => queryClient.invalidateQueries({ queryKey: LIST }),
  });
}

export function useDeleteRecurringJob() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (job: Pick<RecurringJob, 'id' | 'version'>) => done(api.DELETE(PLACE, { params: seen(job) })),
    // Whoever was too late sees what is there now.
    onSettled: () => queryClient.invalidateQueries({ queryKey: LIST }),
  });
}

/** What other people and the server do to recurring jobs shows by itself. */
export function followRecurringJobs(queryClient: QueryClient): (change: ChangeEvent) => void {
  return (change) => {
    if (change.recurringJobs !== undefined) void queryClient.invalidateQueries({ queryKey: LIST });
  };
}
