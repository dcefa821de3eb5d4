import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { ServerSettings } from '../../api/types.ts';
import { serverSettingsQuery } from '../../shared/server-settings/server-settings.queries.ts';

export function useChangeServerSettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (server: Partial<ServerSettings>) =>
      answer(api.PATCH('/api/v1/settings', { body: { server } })),
    onSuccess: ({ server }) => queryClient.setQueryData(serverSettingsQuery.queryKey, server),
  });
}
