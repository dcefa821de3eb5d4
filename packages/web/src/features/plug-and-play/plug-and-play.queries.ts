import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { ChangeEvent, NewPlugAndPlayClient, OrderedValue, PlugAndPlayQuery } from '../../api/types.ts';
import { throttle } from '../../shared/live/throttle.ts';

const KEY = 'plug-and-play';
const ONE = '/api/v1/clients/plug-and-play/{id}';

/** Where the browser fetches the export by itself, as a file. */
export const PLUG_AND_PLAY_EXPORT = '/api/v1/clients/plug-and-play/export';

export const plugAndPlayListQuery = (query: PlugAndPlayQuery) =>
  queryOptions({
    queryKey: [KEY, 'list', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/clients/plug-and-play', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const plugAndPlayQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'one', id],
    queryFn: ({ signal }) => answer(api.GET(ONE, { params: { path: { id } }, signal })),
  });

/** Names of templates to choose from. */
export const templateChoicesQuery = queryOptions({
  queryKey: ['templates', 'choices'],
  queryFn: async ({ signal }) =>
    (
      await answer(
        api.GET('/api/v1/templates', { params: { query: { pageSize: 100, type: 'default' } }, signal }),
      )
    ).items.map(({ id, name }) => ({ id, name })),
});

/** Whatever shows prepared clients is old now. */
export function useForget(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: [KEY] });
}

export function usePrepare() {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: (body: NewPlugAndPlayClient) => answer(api.POST('/api/v1/clients/plug-and-play', { body })),
    onSuccess,
  });
}

export function useChangePrepared(id: string) {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: ({ version, ...body }: NewPlugAndPlayClient & { version: number }) =>
      answer(api.PATCH(ONE, { params: { path: { id }, header: { 'if-match': `"${version}"` } }, body })),
    onSuccess,
  });
}

export function useChangePreparedValues(id: string) {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: ({ version, values }: { version: number; values: OrderedValue[] }) =>
      answer(
        api.PATCH('/api/v1/clients/plug-and-play/{id}/values', {
          params: { path: { id }, header: { 'if-match': `"${version}"` } },
          body: { values },
        }),
      ),
    onSuccess,
    // Somebody was faster: what is there now is shown behind the refusal.
    onError: onSuccess,
  });
}

export function useDeletePrepared() {
  const forget = useForget();
  return useMutation({
    mutationFn: (body: { ids: string[]; versions: Record<string, number> }) =>
      answer(api.POST('/api/v1/clients/plug-and-play/delete', { body })),
    // Refused because somebody was faster: the list behind the question shows what there is now.
    onSettled: forget,
  });
}

export function followPlugAndPlay(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refresh = throttle(() => void queryClient.invalidateQueries({ queryKey: [KEY] }), 1000);
  return (change) => {
    if (change.plugAndPlay !== undefined) refresh();
  };
}
