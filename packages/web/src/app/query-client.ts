import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/problem.ts';

/** Only what may go well a moment later is tried again by itself: no answer, or a server that is starting. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 503);
}

/** What the app has read from the server. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: (failures) => 600 * 2 ** failures,
      staleTime: 5000,
    },
  },
});
