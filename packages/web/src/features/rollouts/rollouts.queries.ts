import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { answer, api, done } from '../../api/client.ts';
import type {
  ChangeEvent,
  NewRollout,
  RolloutChange,
  RolloutClientListQuery,
  RolloutDetail,
  RolloutListQuery,
  RolloutPlan,
  RolloutPlanChange,
} from '../../api/types.ts';
import { throttle } from '../../shared/live/throttle.ts';

const KEY = 'rollouts';
const ONE = '/api/v1/rollouts/{id}';

export const rolloutListQuery = (query: RolloutListQuery) =>
  queryOptions({
    queryKey: [KEY, 'list', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/rollouts', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const rolloutQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'one', id],
    queryFn: ({ signal }) => answer(api.GET(ONE, { params: { path: { id } }, signal })),
  });

export const rolloutClientsQuery = (id: string, query: RolloutClientListQuery) =>
  queryOptions({
    queryKey: [KEY, 'clients', id, query],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/rollouts/{id}/clients', { params: { path: { id }, query }, signal })),
    placeholderData: keepPreviousData,
  });

/** A plan, or another one for a rollout that has not begun. */
export type PlanToPreview = { plan: RolloutPlan } | { id: string; plan: RolloutPlanChange };

/** What the waves of a plan would be now. Secrets of the plan are no part of the key: keys are shown by tools for developers. */
export const previewQuery = (asked: PlanToPreview, key: readonly unknown[]) =>
  queryOptions({
    queryKey: [KEY, 'preview', ...key],
    queryFn: ({ signal }) =>
      answer(
        'id' in asked
          ? api.POST('/api/v1/rollouts/{id}/preview', {
              params: { path: { id: asked.id } },
              body: asked.plan,
              signal,
            })
          : api.POST('/api/v1/rollouts/preview', { body: asked.plan, signal }),
      ),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });

/** Reads anew what is stored; previews of plans are not, and one of a rollout that has begun would be refused. */
const forget = (queryClient: QueryClient): Promise<unknown> =>
  Promise.all(
    ['list', 'one', 'clients'].map((part) => queryClient.invalidateQueries({ queryKey: [KEY, part] })),
  );

function useForget(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () => forget(queryClient);
}

export function useCreateRollout() {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: (rollout: NewRollout) => answer(api.POST('/api/v1/rollouts', { body: rollout })),
    onSuccess,
  });
}

export const tagOf = ({ version }: Pick<RolloutDetail, 'version'>): string => `"${version}"`;

export function useChangeRollout(id: string) {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: ({ etag, body }: { etag: string; body: RolloutChange }) =>
      answer(api.PUT(ONE, { params: { path: { id }, header: { 'if-match': etag } }, body })),
    onSuccess,
  });
}

export type RolloutAction =
  | { kind: 'start'; startAt?: string }
  | { kind: 'pause' | 'abort' }
  | { kind: 'resume'; after?: 'accept' | 'repeat' };

export function useActOnRollout(id: string) {
  const onSuccess = useForget();
  const params = { path: { id } };
  return useMutation({
    mutationFn: (action: RolloutAction) => {
      switch (action.kind) {
        case 'start': {
          const { startAt } = action;
          const body = startAt === undefined ? {} : { startAt };
          return answer(api.POST('/api/v1/rollouts/{id}/start', { params, body }));
        }
        case 'pause':
          return answer(api.POST('/api/v1/rollouts/{id}/pause', { params }));
        case 'abort':
          return answer(api.POST('/api/v1/rollouts/{id}/abort', { params }));
        case 'resume': {
          const { after } = action;
          const body = after === undefined ? {} : { after };
          return answer(api.POST('/api/v1/rollouts/{id}/resume', { params, body }));
        }
      }
    },
    onSuccess,
  });
}

export function useDeleteRollout() {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE(ONE, { params: { path: { id } } })),
    onSuccess,
  });
}

/** Brings shown rollouts up to date; their counts are those of their jobs. */
export function followRollouts(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refresh = throttle(() => void forget(queryClient), 1_000);
  return (change) => {
    if (change.rollouts !== undefined || change.jobs !== undefined) refresh();
  };
}
