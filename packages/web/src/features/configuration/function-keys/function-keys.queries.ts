import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';

/** What functions need and how keys are numbered; it changes with the server's version only. */
export const functionKeysQuery = queryOptions({
  queryKey: ['parameters', 'function-keys'],
  queryFn: () => answer(api.GET('/api/v1/parameters/function-keys')),
  staleTime: 60 * 60_000,
  gcTime: Number.POSITIVE_INFINITY,
});
