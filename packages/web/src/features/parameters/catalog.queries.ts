import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { ChangeEvent } from '../../api/types.ts';

/** The catalog of parameters; it changes with the server's version, and when somebody corrects an item name. */
export const catalogQuery = queryOptions({
  queryKey: ['parameters'],
  queryFn: () => answer(api.GET('/api/v1/parameters')),
  staleTime: 60 * 60_000,
  gcTime: Number.POSITIVE_INFINITY,
});

/** Brings the catalog up to date when somebody has corrected an item name. */
export function followParameters(queryClient: QueryClient): (change: ChangeEvent) => void {
  return (change) => {
    if (change.parameters !== true) return;
    for (const key of ['parameters', 'item-names']) {
      void queryClient.invalidateQueries({ queryKey: [key] });
    }
  };
}
