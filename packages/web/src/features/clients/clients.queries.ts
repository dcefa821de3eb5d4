import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api, done } from '../../api/client.ts';
import type {
  ChangeEvent,
  ClientListQuery,
  ClientScope,
  ContactListQuery,
  CopyOrder,
  NewSavedView,
} from '../../api/types.ts';
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

const MAX_GROUPS = 100;

/** Groups to filter by. */
export const groupNamesQuery = queryOptions({
  queryKey: ['groups', 'names'],
  queryFn: async ({ signal }) => {
    const query = { pageSize: MAX_GROUPS, sort: 'name', order: 'asc' } as const;
    return (await answer(api.GET('/api/v1/groups', { params: { query }, signal }))).items;
  },
});

export const savedViewsQuery = queryOptions({
  queryKey: ['saved-views'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/saved-views', { signal }))).items,
});

/** Keeps a view, or changes one. */
export function useSaveView() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, view }: { id: string | null; view: NewSavedView }) =>
      answer(
        id === null
          ? api.POST('/api/v1/saved-views', { body: view })
          : api.PATCH('/api/v1/saved-views/{id}', { params: { path: { id } }, body: view }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey }),
  });
}

export function useDeleteView() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE('/api/v1/saved-views/{id}', { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey }),
  });
}

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

/** The templates of a client, and where they disagree. */
export const clientTemplatesQuery = (id: string) =>
  queryOptions({
    queryKey: ['clients', 'one', id, 'templates'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/clients/{id}/templates', { params: { path: { id } }, signal })),
  });

/** What several clients have, without the values of each. */
export const valuesSummaryQuery = (clients: ClientScope) =>
  queryOptions({
    queryKey: ['clients', 'summary', clients],
    queryFn: ({ signal }) =>
      answer(
        api.POST('/api/v1/clients/values-summary', {
          body: 'ids' in clients ? { clientIds: clients.ids } : { filter: clients.filter },
          signal,
        }),
      ),
  });

export function useTakeOver() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, items }: { id: string; items: { item: string; index: number | null }[] }) =>
      done(api.POST('/api/v1/clients/{id}/values/take-over', { params: { path: { id } }, body: { items } })),
    onSuccess: (_nothing, { id }) => queryClient.invalidateQueries({ queryKey: ['clients', 'one', id] }),
  });
}

export const clientContactsQuery = (id: string, query: ContactListQuery) =>
  queryOptions({
    queryKey: ['clients', 'one', id, 'contacts', query],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/clients/{id}/contacts', { params: { path: { id }, query }, signal })),
    placeholderData: keepPreviousData,
  });

export function usePutBack() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, entryId, withLater }: { id: string; entryId: string; withLater: boolean }) =>
      answer(
        api.POST('/api/v1/clients/{id}/history/{entryId}/put-back', {
          params: { path: { id, entryId }, query: { withLater } },
        }),
      ),
    onSuccess: async (_order, { id }) => {
      await queryClient.invalidateQueries({ queryKey: ['clients', 'one', id] });
      await queryClient.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
}

export function useCopyClient() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, order }: { id: string; order: CopyOrder }) =>
      answer(api.POST('/api/v1/clients/{id}/copy', { params: { path: { id } }, body: order })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['jobs'] }),
  });
}

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
  // Counting the fleet or its values costs more than reading a page of it and changes slower.
  const refreshFacets = throttle(() => {
    void queryClient.invalidateQueries({ queryKey: clientFacetsQuery.queryKey });
    void queryClient.invalidateQueries({ queryKey: ['clients', 'summary'] });
  }, 5000);
  return (change) => {
    if (change.clients === undefined) return;
    refreshClients(change.clients);
    refreshFacets();
  };
}
