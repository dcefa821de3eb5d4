import { type InvalidateOptions, type InvalidateQueryFilters, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/problem.ts';

/** Only what may go well a moment later is tried again by itself: no answer, or a server that is starting. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 503);
}

/**
 * Reads what has changed once more even when its first answer is still on its way: the server may have given that before the change.
 * Query itself gives up answers that are on their way for a newer one, but never the first.
 */
export class LiveQueryClient extends QueryClient {
  override async invalidateQueries<Key extends readonly unknown[]>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const first = this.getQueryCache()
      .findAll(filters)
      .filter(({ state }) => state.data === undefined && state.fetchStatus === 'fetching');
    await super.invalidateQueries(filters, options);
    if (first.length === 0) return;
    await Promise.allSettled(first.map(({ promise }) => promise));
    await super.invalidateQueries({ predicate: (query) => first.includes(query) }, options);
  }
}

/** What the app has read from the server. */
export const queryClient = new LiveQueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: (failures) => 600 * 2 ** failures,
      staleTime: 5000,
    },
  },
});
