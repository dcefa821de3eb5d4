import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { ChangeEvent, JobListQuery, JobOrder, JobState, TargetListQuery } from '../../api/types.ts';
import { createIdBatch } from '../../shared/live/id-batch.ts';

export const jobListQuery = (query: JobListQuery) =>
  queryOptions({
    queryKey: ['jobs', 'list', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/jobs', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', 'one', id, 'job'],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/jobs/{id}', { params: { path: { id } }, signal })),
  });

export const targetsQuery = (id: string, query: TargetListQuery) =>
  queryOptions({
    queryKey: ['jobs', 'one', id, 'targets', query],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/jobs/{id}/targets', { params: { path: { id }, query }, signal })),
    placeholderData: (previous, previousQuery) => (previousQuery?.queryKey[2] === id ? previous : undefined),
  });

/** How many jobs are in a state. */
export const jobCountQuery = (state: JobState) =>
  queryOptions({
    queryKey: ['jobs', 'list', 'count', state],
    queryFn: async ({ signal }) =>
      (await answer(api.GET('/api/v1/jobs', { params: { query: { state, pageSize: 1 } }, signal }))).total,
  });

export function useCreateJob() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (order: JobOrder) => answer(api.POST('/api/v1/jobs', { body: order })),
    onSuccess: (job) => {
      queryClient.setQueryData(jobQuery(job.id).queryKey, job);
      return queryClient.invalidateQueries({ queryKey: ['jobs', 'list'] });
    },
  });
}

export function useCancelJob(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['jobs'] }),
  });
}

/** Brings shown jobs up to date when the server says that they changed. */
export function followJobs(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refresh = createIdBatch((ids) => {
    void queryClient.invalidateQueries({ queryKey: ['jobs', 'list'] });
    void queryClient.invalidateQueries({
      queryKey: ['jobs', 'one'],
      predicate: ({ queryKey }) => ids === 'all' || ids.has(String(queryKey[2])),
    });
  }, 700);
  return (change) => {
    if (change.jobs !== undefined) refresh(change.jobs);
  };
}
