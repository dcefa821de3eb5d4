import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, done } from '../../api/client.ts';
import type { NewRecurringJob, RecurringListQuery } from '../../api/types.ts';

// Below those of the jobs: what a run changes, the news of jobs tell.
const LIST = ['jobs', 'list', 'recurring'] as const;

export const recurringListQuery = (query: RecurringListQuery) =>
  queryOptions({
    queryKey: [...LIST, query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/recurring-jobs', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const groupChoicesQuery = queryOptions({
  queryKey: ['groups', 'list', 'choices'],
  queryFn: async ({ signal }) =>
    (await answer(api.GET('/api/v1/groups', { params: { query: { pageSize: 100 } }, signal }))).items,
});

export function useSaveRecurringJob(id: string | undefined) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewRecurringJob) =>
      answer(
        id === undefined
          ? api.POST('/api/v1/recurring-jobs', { body })
          : api.PATCH('/api/v1/recurring-jobs/{id}', { params: { path: { id } }, body }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: LIST }),
  });
}

export function usePauseRecurringJob() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, paused }: { id: string; paused: boolean }) =>
      answer(api.PATCH('/api/v1/recurring-jobs/{id}', { params: { path: { id } }, body: { paused } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: LIST }),
  });
}

export function useDeleteRecurringJob() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE('/api/v1/recurring-jobs/{id}', { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: LIST }),
  });
}
