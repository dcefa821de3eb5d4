import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

/** The catalog of parameters; it changes with the server's version only. */
export const catalogQuery = queryOptions({
  queryKey: ['parameters'],
  queryFn: () => answer(api.GET('/api/v1/parameters')),
  staleTime: 60 * 60_000,
  gcTime: Number.POSITIVE_INFINITY,
});
