import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type {
  ChangeEvent,
  JobListQuery,
  JobOrder,
  JobSettings,
  JobState,
  TargetListQuery,
} from '../../api/types.ts';
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

/** Who gave orders, with how many. */
export const initiatorsQuery = queryOptions({
  queryKey: ['jobs', 'list', 'initiators'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/jobs/initiators', { signal }))).items,
});

/** What a phone and the server said to each other for a target. */
export const targetContactsQuery = (id: string, targetId: string) =>
  queryOptions({
    queryKey: ['jobs', 'one', id, 'contacts', targetId],
    queryFn: async ({ signal }) =>
      (
        await answer(
          api.GET('/api/v1/jobs/{id}/targets/{targetId}/contacts', {
            params: { path: { id, targetId } },
            signal,
          }),
        )
      ).items,
  });

export const jobSettingsQuery = queryOptions({
  queryKey: ['settings', 'jobs'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/settings', { signal }))).jobs,
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

/** Gives the order of a job again: to the clients for which it failed, or to all. */
export function useOrderAgain(id: string, kind: 'retry' | 'repeat') {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { scheduledAt?: string }) =>
      answer(
        kind === 'retry'
          ? api.POST('/api/v1/jobs/{id}/retry', { params: { path: { id } }, body })
          : api.POST('/api/v1/jobs/{id}/repeat', { params: { path: { id } }, body }),
      ),
    onSuccess: (job) => {
      queryClient.setQueryData(jobQuery(job.id).queryKey, job);
      return queryClient.invalidateQueries({ queryKey: ['jobs', 'list'] });
    },
  });
}

export function useDeleteJobs() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[]) => answer(api.POST('/api/v1/jobs/delete', { body: { ids } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['jobs', 'list'] }),
  });
}

export function useChangeJobSettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (jobs: JobSettings) => answer(api.PATCH('/api/v1/settings', { body: { jobs } })),
    onSuccess: ({ jobs }) => queryClient.setQueryData(jobSettingsQuery.queryKey, jobs),
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
