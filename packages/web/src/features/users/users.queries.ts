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
  LogonOrder,
  MobilitySettings,
  NewUser,
  OrderedValue,
  UserChange,
  UserListQuery,
  UserScope,
} from '../../api/types.ts';
import { throttle } from '../../shared/live/throttle.ts';

const KEY = 'users';
const ONE = '/api/v1/users/{id}';

/** Where the browser fetches the export by itself, as a file. */
export const USERS_EXPORT = '/api/v1/users/export';

export const userListQuery = (query: UserListQuery) =>
  queryOptions({
    queryKey: [KEY, 'list', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/users', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'one', id],
    queryFn: ({ signal }) => answer(api.GET(ONE, { params: { path: { id } }, signal })),
  });

export const userValuesQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'one', id, 'values'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/users/{id}/values', { params: { path: { id } }, signal })),
  });

export const userLogonsQuery = (id: string, query: { page: number; pageSize: number }) =>
  queryOptions({
    queryKey: [KEY, 'one', id, 'logons', query],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/users/{id}/logons', { params: { path: { id }, query }, signal })),
    placeholderData: keepPreviousData,
  });

export const userContainersQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'one', id, 'containers'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/users/{id}/containers', { params: { path: { id } }, signal })),
  });

/** How users are logged on and off (guide 13.5). */
export const mobilitySettingsQuery = queryOptions({
  queryKey: ['settings', 'mobility'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/settings', { signal }))).mobility,
});

export function useChangeMobilitySettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (mobility: MobilitySettings) => answer(api.PATCH('/api/v1/settings', { body: { mobility } })),
    onSuccess: ({ mobility }) => queryClient.setQueryData(mobilitySettingsQuery.queryKey, mobility),
  });
}

/** Phones to choose from: those that fit what was typed. */
export const phoneChoicesQuery = (search: string) =>
  queryOptions({
    queryKey: ['clients', 'choices', search],
    queryFn: async ({ signal }) => {
      const query = { search, pageSize: 10, sort: 'e164', order: 'asc' } as const;
      return (await answer(api.GET('/api/v1/clients', { params: { query }, signal }))).items;
    },
    placeholderData: keepPreviousData,
  });

/** Whatever shows mobile users is old now. */
export function useForgetUsers(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: [KEY] });
}

export function useRegisterUser() {
  const onSuccess = useForgetUsers();
  return useMutation({
    mutationFn: (body: NewUser) => answer(api.POST('/api/v1/users', { body })),
    onSuccess,
  });
}

export function useChangeUser(id: string) {
  const onSuccess = useForgetUsers();
  return useMutation({
    mutationFn: ({ version, ...body }: UserChange & { version: number }) =>
      answer(api.PATCH(ONE, { params: { path: { id }, header: { 'if-match': `"${version}"` } }, body })),
    onSuccess,
  });
}

export function useDeleteUsers() {
  const forget = useForgetUsers();
  return useMutation({
    mutationFn: (body: { users: UserScope; versions: Record<string, number>; logOff: boolean }) =>
      answer(api.POST('/api/v1/users/delete', { body })),
    // Refused because somebody was faster: the list behind the question shows what there is now.
    onSettled: forget,
  });
}

export function useLogOn() {
  const onSuccess = useForgetUsers();
  return useMutation({
    mutationFn: (body: LogonOrder) => answer(api.POST('/api/v1/users/logon', { body })),
    onSuccess,
  });
}

export function useLogOff() {
  const onSuccess = useForgetUsers();
  return useMutation({
    mutationFn: (body: { users: UserScope; scheduledAt?: string }) =>
      answer(api.POST('/api/v1/users/logoff', { body })),
    onSuccess,
  });
}

export function useChangeUserValues(id: string) {
  const onSuccess = useForgetUsers();
  return useMutation({
    mutationFn: ({ version, values }: { version: number; values: OrderedValue[] }) =>
      answer(
        api.PATCH('/api/v1/users/{id}/values', {
          params: { path: { id }, header: { 'if-match': `"${version}"` } },
          body: { values },
        }),
      ),
    onSuccess,
  });
}

export function usePutBackUser() {
  const onSuccess = useForgetUsers();
  return useMutation({
    mutationFn: (order: { id: string; version: number; entryId: string; withLater: boolean }) =>
      answer(
        api.POST('/api/v1/users/{id}/history/{entryId}/put-back', {
          params: {
            path: { id: order.id, entryId: order.entryId },
            query: { withLater: order.withLater },
            header: { 'if-match': `"${order.version}"` },
          },
        }),
      ),
    onSuccess,
  });
}

export function followUsers(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refresh = throttle(() => void queryClient.invalidateQueries({ queryKey: [KEY] }), 1000);
  return (change) => {
    if (change.users !== undefined) refresh();
  };
}
