import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';

/** What has a history, as the API calls it. */
export interface HistoryOf {
  kind: 'clients' | 'users' | 'templates';
  id: string;
}

const keyOf = ({ kind, id }: HistoryOf) => [kind, 'one', id, 'history'] as const;

export const historyQuery = (of: HistoryOf, query: { page: number; pageSize: number }) =>
  queryOptions({
    queryKey: [...keyOf(of), query],
    queryFn: ({ signal }) =>
      answer(api.GET(`/api/v1/${of.kind}/{id}/history`, { params: { path: { id: of.id }, query }, signal })),
    placeholderData: keepPreviousData,
  });

/** The history page after page, to look for one value in it. */
export const historyPagesQuery = (of: HistoryOf) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(of), 'pages'],
    queryFn: ({ signal, pageParam }) =>
      answer(
        api.GET(`/api/v1/${of.kind}/{id}/history`, {
          params: { path: { id: of.id }, query: { page: pageParam, pageSize: 100 } },
          signal,
        }),
      ),
    initialPageParam: 1,
    getNextPageParam: ({ page, pageSize, total }) => (page * pageSize < total ? page + 1 : undefined),
  });

/** An entry with all of its values: lists hold only the first ones. */
export const historyEntryQuery = (of: HistoryOf, entryId: string) =>
  queryOptions({
    queryKey: [...keyOf(of), entryId],
    queryFn: ({ signal }) =>
      answer(
        api.GET(`/api/v1/${of.kind}/{id}/history/{entryId}`, {
          params: { path: { id: of.id, entryId } },
          signal,
        }),
      ),
  });

export const historyComparisonQuery = (of: HistoryOf, query: { from: string; to: string }) =>
  queryOptions({
    queryKey: [...keyOf(of), 'compare', query],
    queryFn: ({ signal }) =>
      answer(
        api.GET(`/api/v1/${of.kind}/{id}/history/compare`, {
          params: { path: { id: of.id }, query },
          signal,
        }),
      ),
  });

/** What putting back would change, at this moment. */
export const wayBackQuery = (of: HistoryOf, entryId: string, withLater: boolean) =>
  queryOptions({
    // Not below the element: when it is done nobody wants to know any more.
    queryKey: ['way-back', of.kind, of.id, entryId, withLater],
    queryFn: ({ signal }) =>
      answer(
        api.GET(`/api/v1/${of.kind}/{id}/history/{entryId}/way-back`, {
          params: { path: { id: of.id, entryId }, query: { withLater } },
          signal,
        }),
      ),
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });
