import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

const one = { pageSize: 1 } as const;

// Their keys begin as those of the pages that they count for: what makes a page old makes its number old.

/** How many prepared clients wait for their phones. */
export const waitingPlugAndPlayQuery = queryOptions({
  queryKey: ['plug-and-play', 'waiting'],
  queryFn: async ({ signal }) =>
    (await answer(api.GET('/api/v1/clients/plug-and-play', { params: { query: one }, signal }))).total,
});

/** How many phones wait for approval. */
export const waitingPhonesQuery = queryOptions({
  queryKey: ['held-phones', 'waiting'],
  queryFn: async ({ signal }) =>
    (await answer(api.GET('/api/v1/held-phones', { params: { query: one }, signal }))).total,
});

/** How many scans are under way. */
export const activeScansQuery = queryOptions({
  queryKey: ['scans', 'active'],
  queryFn: async ({ signal }) =>
    (await answer(api.GET('/api/v1/scans', { params: { query: { ...one, state: 'active' } }, signal })))
      .total,
});
