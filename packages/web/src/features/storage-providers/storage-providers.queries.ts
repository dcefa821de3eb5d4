import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type {
  ChangeEvent,
  NewStorageProvider,
  StorageProvider,
  StorageProviderChange,
  StorageProviderListQuery,
  StorageProviderTrial,
} from '../../api/types.ts';
import { throttle } from '../../shared/live/throttle.ts';

const KEY = 'storage-providers';
const ONE = '/api/v1/storage-providers/{id}';

export const providerListQuery = (query: StorageProviderListQuery) =>
  queryOptions({
    queryKey: [KEY, 'list', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/storage-providers', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const providerQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'one', id],
    queryFn: ({ signal }) => answer(api.GET(ONE, { params: { path: { id } }, signal })),
  });

/** The last scans of a provider, the newest first. */
export const providerScansQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'scans', id],
    queryFn: async ({ signal }) =>
      (await answer(api.GET('/api/v1/storage-providers/{id}/scans', { params: { path: { id } }, signal })))
        .items,
  });

export const providerSettingsQuery = queryOptions({
  queryKey: ['settings', KEY],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/settings', { signal }))).storageProviders,
});

/** The last search for providers; null: there was none. */
export const lastSearchQuery = queryOptions({
  queryKey: [KEY, 'search'],
  queryFn: async ({ signal }) =>
    (await answer(api.GET('/api/v1/storage-provider-searches', { signal }))).items[0] ?? null,
});

export const tagOf = ({ version }: Pick<StorageProvider, 'version'>): string => `"${version}"`;

function useForget(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () => Promise.all([KEY, 'files'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}

export function useCreateProvider() {
  const forget = useForget();
  return useMutation({
    mutationFn: (body: NewStorageProvider) => answer(api.POST('/api/v1/storage-providers', { body })),
    onSuccess: forget,
  });
}

export function useChangeProvider() {
  const forget = useForget();
  return useMutation({
    mutationFn: ({ id, etag, changes }: { id: string; etag: string; changes: StorageProviderChange }) =>
      answer(api.PATCH(ONE, { params: { path: { id }, header: { 'if-match': etag } }, body: changes })),
    onSuccess: forget,
  });
}

export function useTryProvider() {
  return useMutation({
    mutationFn: (body: StorageProviderTrial) =>
      answer(api.POST('/api/v1/storage-providers/validate', { body })),
  });
}

export function useDeleteProviders() {
  const forget = useForget();
  return useMutation({
    mutationFn: (order: { ids: string[]; versions: Record<string, number> }) =>
      answer(api.POST('/api/v1/storage-providers/delete', { body: order })),
    // Refused because somebody was faster: the list behind the question shows what there is now.
    onSettled: forget,
  });
}

export function useScanProvider() {
  const forget = useForget();
  return useMutation({
    mutationFn: (id: string) =>
      answer(api.POST('/api/v1/storage-providers/{id}/scan', { params: { path: { id } } })),
    onSuccess: forget,
  });
}

export function useStopScan() {
  const forget = useForget();
  return useMutation({
    mutationFn: (id: string) =>
      answer(api.POST('/api/v1/storage-providers/{id}/scan/stop', { params: { path: { id } } })),
    onSuccess: forget,
  });
}

export function useStartSearch() {
  const forget = useForget();
  return useMutation({
    mutationFn: (targets: string[]) =>
      answer(api.POST('/api/v1/storage-provider-searches', { body: { targets } })),
    onSuccess: forget,
  });
}

export function useStopSearch() {
  const forget = useForget();
  return useMutation({
    mutationFn: (id: string) =>
      answer(api.POST('/api/v1/storage-provider-searches/{id}/stop', { params: { path: { id } } })),
    onSuccess: forget,
  });
}

export function useChangeProviderSettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (verifyTls: boolean) =>
      answer(api.PATCH('/api/v1/settings', { body: { storageProviders: { verifyTls } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['settings'] }),
  });
}

/** Brings shown providers and their scans up to date when the server says that they changed. */
export function followStorageProviders(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refresh = throttle(() => void queryClient.invalidateQueries({ queryKey: [KEY] }), 1000);
  return (change) => {
    if (change.storageProviders !== undefined) refresh();
  };
}
