import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { AcceptanceRules, ChangeEvent, HeldPhoneQuery } from '../../api/types.ts';
import { throttle } from '../../shared/live/throttle.ts';

const KEY = 'held-phones';

export const heldListQuery = (query: HeldPhoneQuery) =>
  queryOptions({
    queryKey: [KEY, 'list', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/held-phones', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const acceptanceQuery = queryOptions({
  queryKey: ['acceptance'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/acceptance', { signal })),
});

/** Which phones: some by id, or all that wait. */
export type HeldScope = { ids: string[] } | { all: true };

export function useDecide() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ decision, scope }: { decision: 'approve' | 'refuse'; scope: HeldScope }) =>
      answer(
        decision === 'approve'
          ? api.POST('/api/v1/held-phones/approve', { body: scope })
          : api.POST('/api/v1/held-phones/refuse', { body: scope }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [KEY] }),
  });
}

export function usePutAcceptance() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ version, ...body }: AcceptanceRules & { version: number }) =>
      answer(api.PUT('/api/v1/acceptance', { params: { header: { 'if-match': `"${version}"` } }, body })),
    onSuccess: (acceptance) => queryClient.setQueryData(acceptanceQuery.queryKey, acceptance),
  });
}

export function followHeldPhones(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refresh = throttle(() => void queryClient.invalidateQueries({ queryKey: [KEY] }), 1000);
  return (change) => {
    if (change.heldPhones !== undefined) refresh();
  };
}
