import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api, done } from '../../api/client.ts';
import type { ChangeEvent, ScanAddressQuery, ScanSettings } from '../../api/types.ts';
import { throttle } from '../../shared/live/throttle.ts';

const KEY = 'scans';
const ONE = '/api/v1/scans/{id}';

export const scanListQuery = queryOptions({
  queryKey: [KEY, 'list'],
  queryFn: async ({ signal }) =>
    (await answer(api.GET('/api/v1/scans', { params: { query: { pageSize: 50 } }, signal }))).items,
});

export const scanQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'one', id],
    queryFn: ({ signal }) => answer(api.GET(ONE, { params: { path: { id } }, signal })),
  });

export const scanAddressesQuery = (id: string, query: ScanAddressQuery) =>
  queryOptions({
    queryKey: [KEY, 'addresses', id, query],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/scans/{id}/addresses', { params: { path: { id }, query }, signal })),
    placeholderData: keepPreviousData,
  });

/** The limits of scans, for whoever starts one. */
export const scanSettingsQuery = queryOptions({
  queryKey: ['settings', 'scans'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/settings', { signal }))).scans,
});

export function useChangeScanSettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (scans: ScanSettings) => answer(api.PATCH('/api/v1/settings', { body: { scans } })),
    onSuccess: ({ scans }) => queryClient.setQueryData(scanSettingsQuery.queryKey, scans),
  });
}

function useForget(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: [KEY] });
}

export function useStartScan() {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: (targets: string[]) => answer(api.POST('/api/v1/scans', { body: { targets } })),
    onSuccess,
  });
}

export function useStopScan() {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: (id: string) => answer(api.POST('/api/v1/scans/{id}/stop', { params: { path: { id } } })),
    onSuccess,
  });
}

export function useDeleteScan() {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE(ONE, { params: { path: { id } } })),
    onSuccess,
  });
}

export function followScans(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refresh = throttle(() => void queryClient.invalidateQueries({ queryKey: [KEY] }), 700);
  return (change) => {
    if (change.scans !== undefined) refresh();
  };
}
