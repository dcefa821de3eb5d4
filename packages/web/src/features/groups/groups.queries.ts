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
  Group,
  GroupFilter,
  GroupListQuery,
  MemberListQuery,
  NewGroup,
} from '../../api/types.ts';
import { createIdBatch } from '../../shared/live/id-batch.ts';

export const groupListQuery = (query: GroupListQuery) =>
  queryOptions({
    queryKey: ['groups', 'list', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/groups', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const groupQuery = (id: string) =>
  queryOptions({
    queryKey: ['groups', 'one', id, 'group'],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/groups/{id}', { params: { path: { id } }, signal })),
  });

export const membersQuery = (id: string, query: MemberListQuery) =>
  queryOptions({
    queryKey: ['groups', 'one', id, 'members', query],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/groups/{id}/members', { params: { path: { id }, query }, signal })),
    placeholderData: keepPreviousData,
  });

/** Which clients a filter finds at this moment. */
export const groupPreviewQuery = (filter: GroupFilter) =>
  queryOptions({
    queryKey: ['group-preview', filter],
    queryFn: ({ signal }) => answer(api.POST('/api/v1/groups/preview', { body: { filter }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });

export const tagOf = ({ version }: Pick<Group, 'version'>): string => `"${version}"`;

/** Whatever shows groups, their members or what they do on clients is old now. */
function useForgetGroups(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      ['groups', 'templates', 'clients'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
    );
}

export function useCreateGroup() {
  const forget = useForgetGroups();
  return useMutation({
    mutationFn: (body: NewGroup) => answer(api.POST('/api/v1/groups', { body })),
    onSuccess: forget,
  });
}

export function useChangeGroup() {
  const forget = useForgetGroups();
  return useMutation({
    mutationFn: ({ id, etag, changes }: { id: string; etag: string; changes: Partial<NewGroup> }) =>
      answer(
        api.PATCH('/api/v1/groups/{id}', {
          params: { path: { id }, header: { 'if-match': etag } },
          body: changes,
        }),
      ),
    onSuccess: forget,
  });
}

export function useDeleteGroups() {
  const forget = useForgetGroups();
  return useMutation({
    mutationFn: (order: { ids: string[]; versions: Record<string, number> }) =>
      answer(api.POST('/api/v1/groups/delete', { body: order })),
    // Refused because somebody was faster: the list behind the question shows what there is now.
    onSettled: forget,
  });
}

/** Brings shown groups up to date when the server says that they, or their members, changed. */
export function followGroups(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refresh = createIdBatch((ids) => {
    void queryClient.invalidateQueries({ queryKey: ['groups', 'list'] });
    void queryClient.invalidateQueries({
      queryKey: ['groups', 'one'],
      predicate: ({ queryKey }) => ids === 'all' || ids.has(String(queryKey[2])),
    });
  }, 1000);
  // Phones join and leave by what they say of themselves.
  const refreshMembers = createIdBatch(() => {
    for (const key of ['groups', 'group-preview']) void queryClient.invalidateQueries({ queryKey: [key] });
  }, 3000);
  return (change) => {
    if (change.groups !== undefined) refresh(change.groups);
    if (change.clients !== undefined) refreshMembers(change.clients);
  };
}
