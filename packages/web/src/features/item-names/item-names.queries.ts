import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, done } from '../../api/client.ts';
import type { ItemNameListQuery, ItemNameOverride } from '../../api/types.ts';

const PATH = '/api/v1/item-names/{parameterId}';

/** Where the browser fetches the export by itself, as a file. */
export const EXPORT_PATH = '/api/v1/item-names/export';

export const itemNameListQuery = (query: ItemNameListQuery) =>
  queryOptions({
    queryKey: ['item-names', 'list', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/item-names', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const itemNameQuery = (parameterId: string) =>
  queryOptions({
    queryKey: ['item-names', 'one', parameterId],
    queryFn: ({ signal }) => answer(api.GET(PATH, { params: { path: { parameterId } }, signal })),
  });

export const learnQuery = (clientId: string) =>
  queryOptions({
    // Not among what a correction makes old: the offers stay where they are while one after the other is accepted.
    queryKey: ['learned-item-names', clientId],
    queryFn: ({ signal }) => answer(api.POST('/api/v1/item-names/learn', { body: { clientId }, signal })),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** Whatever shows parameters or values by them is old now. */
function useForgetNames(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      ['item-names', 'parameters', 'clients', 'jobs'].map((key) =>
        queryClient.invalidateQueries({ queryKey: [key] }),
      ),
    );
}

export function useCorrect() {
  const forget = useForgetNames();
  return useMutation({
    mutationFn: ({ parameterId, override }: { parameterId: string; override: ItemNameOverride }) =>
      answer(api.PUT(PATH, { params: { path: { parameterId } }, body: override })),
    onSuccess: forget,
  });
}

/** Adds what was learned to what is corrected of the parameter already. */
export function useAccept() {
  const queryClient = useQueryClient();
  const correct = useCorrect();
  return useMutation({
    mutationFn: async ({ parameterId, override }: { parameterId: string; override: ItemNameOverride }) => {
      const known = await queryClient.fetchQuery({ ...itemNameQuery(parameterId), staleTime: 0 });
      return correct.mutateAsync({ parameterId, override: { ...known.override, ...override } });
    },
  });
}

export function usePutBack() {
  const forget = useForgetNames();
  return useMutation({
    mutationFn: (parameterId: string) => done(api.DELETE(PATH, { params: { path: { parameterId } } })),
    onSuccess: forget,
  });
}

export interface ImportOrder {
  /** As read from the file; the server checks it. */
  document: object;
  dryRun: boolean;
  replace: boolean;
}

export function useImport() {
  const forget = useForgetNames();
  return useMutation({
    mutationFn: ({ document, dryRun, replace }: ImportOrder) =>
      answer(
        api.POST('/api/v1/item-names/import', {
          // The type says what the server takes; what a file holds, nobody knows before it has looked.
          body: {
            document: document as { format: 'deskfleet.item-names/1'; overrides: object },
            dryRun,
            replace,
          } as never,
        }),
      ),
    onSuccess: (_result, { dryRun }) => (dryRun ? undefined : forget()),
  });
}
