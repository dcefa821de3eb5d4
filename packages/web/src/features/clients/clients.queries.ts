import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { ChangeEvent, ClientListQuery, ClientScope } from '../../api/types.ts';
import { createIdBatch } from '../../shared/live/id-batch.ts';
import { throttle } from '../../shared/live/throttle.ts';
import { sessionQuery } from '../session/index.ts';
import {
  type ClientListSearch,
  clientListQueryOf,
  PAGE_SIZE_PREFERENCE,
  readPreferredSize,
} from './client-search.ts';

export const clientListQuery = (query: ClientListQuery) =>
  queryOptions({
    queryKey: ['clients', 'list', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/clients', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const clientFacetsQuery = queryOptions({
  queryKey: ['clients', 'facets'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/clients/facets', { signal })),
});

/** Asks for what the list at an address shows before the list itself is drawn. */
export async function prefetchClientList(queryClient: QueryClient, search: ClientListSearch): Promise<void> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (session === null) return;
  const preferredSize = readPreferredSize(session.account.preferences[PAGE_SIZE_PREFERENCE]);
  await Promise.all([
    queryClient.prefetchQuery(clientListQuery(clientListQueryOf(search, preferredSize))),
    queryClient.prefetchQuery(clientFacetsQuery),
  ]);
}

export const clientQuery = (id: string) =>
  queryOptions({
    queryKey: ['clients', 'one', id, 'client'],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/clients/{id}', { params: { path: { id } }, signal })),
  });

export const clientValuesQuery = (id: string) =>
  queryOptions({
    queryKey: ['clients', 'one', id, 'values'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/clients/{id}/values', { params: { path: { id } }, signal })),
  });

export function useDeleteClients() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (clients: ClientScope) => answer(api.POST('/api/v1/clients/delete', { body: { clients } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['clients'] }),
  });
}

/** Brings shown clients up to date when the server says that they changed. */
export function followClients(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refreshClients = createIdBatch((ids) => {
    void queryClient.invalidateQueries({ queryKey: ['clients', 'list'] });
    void queryClient.invalidateQueries({
      queryKey: ['clients', 'one'],
      predicate: ({ queryKey }) => ids === 'all' || ids.has(String(queryKey[2])),
    });
  }, 1000);
  // Counting the fleet costs more than reading a page of it and changes slower.
  const refreshFacets = throttle(() => {
    void queryClient.invalidateQueries({ queryKey: clientFacetsQuery.queryKey });
  }, 5000);
  return (change) => {
    if (change.clients === undefined) return;
    refreshClients(change.clients);
    refreshFacets();
  };
}
