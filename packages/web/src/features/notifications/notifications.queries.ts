import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, done } from '../../api/client.ts';
import type { ChangeEvent, Notification, Page } from '../../api/types.ts';
import { throttle } from '../../shared/live/throttle.ts';

/** More than a person reads in a panel; the total tells of the rest. */
const SHOWN = 50;

const KEY = ['notifications'] as const;

export const notificationsQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) =>
    answer(api.GET('/api/v1/notifications', { params: { query: { page: 1, pageSize: SHOWN } }, signal })),
});

/** The latest ones about a client. */
export const clientNotificationsQuery = (clientId: string, pageSize: number) =>
  queryOptions({
    queryKey: ['notifications', 'client', clientId, pageSize],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/notifications', { params: { query: { clientId, page: 1, pageSize } }, signal }),
      ),
  });

/** Clears one notification, or all; gone from the screen at once. */
export function useClearNotifications() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string | 'all') =>
      id === 'all'
        ? done(api.DELETE('/api/v1/notifications'))
        : done(api.DELETE('/api/v1/notifications/{id}', { params: { path: { id } } })),
    onMutate: async (id) => {
      await queryClient.cancelQueries({ queryKey: KEY });
      queryClient.setQueryData<Page<Notification>>(KEY, (page) =>
        page === undefined
          ? page
          : {
              ...page,
              items: id === 'all' ? [] : page.items.filter((item) => item.id !== id),
              total: id === 'all' ? 0 : Math.max(0, page.total - 1),
            },
      );
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}

export function followNotifications(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refresh = throttle(() => void queryClient.invalidateQueries({ queryKey: KEY }), 1000);
  return (change) => {
    if (change.notifications === true) refresh();
  };
}
