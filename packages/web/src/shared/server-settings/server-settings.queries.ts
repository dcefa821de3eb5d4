import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

/** What holds for the server as a whole (guide 13.6). */
export const serverSettingsQuery = queryOptions({
  queryKey: ['settings', 'server'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/settings', { signal }))).server,
});

/** With which time zone a new schedule begins: that of the server, and where none is set that of the browser. */
export function useDefaultTimeZone(): string {
  const { data } = useQuery(serverSettingsQuery);
  return data?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
