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
  DownloadListQuery,
  FileChange,
  FileListQuery,
  FileServerSettingsChange,
} from '../../api/types.ts';
import { throttle } from '../../shared/live/throttle.ts';

const KEY = 'files';
const ONE = '/api/v1/files/{id}';

export const fileListQuery = (query: FileListQuery) =>
  queryOptions({
    queryKey: [KEY, 'list', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/files', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const fileQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'one', id],
    queryFn: ({ signal }) => answer(api.GET(ONE, { params: { path: { id } }, signal })),
  });

/** Where the browser fetches the content by itself; `inline` to show it instead of saving it. */
export const contentPath = (id: string, inline = false): string =>
  `/api/v1/files/${id}/content${inline ? '?inline=true' : ''}`;

/** Bytes of a text that are shown at most. */
const TEXT_BYTES = 64 * 1024;

/** The beginning of a text file. @throws {TypeError} when it cannot be fetched */
export const fileTextQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'text', id],
    queryFn: async ({ signal }) => {
      const response = await fetch(contentPath(id, true), {
        signal,
        headers: { range: `bytes=0-${TEXT_BYTES - 1}` },
      });
      if (!response.ok) throw new TypeError(`the content was answered with status ${response.status}`);
      return response.text();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** How files come to phones. */
export const fileSettingsQuery = queryOptions({
  queryKey: ['settings', KEY],
  queryFn: async ({ signal }) => {
    const { files, deployments } = await answer(api.GET('/api/v1/settings', { signal }));
    return { files, deployments };
  },
});

export function useChangeFileSettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: FileServerSettingsChange) => answer(api.PATCH('/api/v1/settings', { body })),
    onSuccess: ({ files, deployments }) =>
      queryClient.setQueryData(fileSettingsQuery.queryKey, { files, deployments }),
  });
}

export const downloadListQuery = (query: DownloadListQuery) =>
  queryOptions({
    queryKey: [KEY, 'downloads', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/file-downloads', { params: { query }, signal })),
    // Transfers report no news of their own.
    refetchInterval: 3000,
  });

export function useForgetFiles(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: [KEY] });
}

export function useCorrectFile(id: string) {
  const queryClient = useQueryClient();
  const forget = useForgetFiles();
  return useMutation({
    mutationFn: ({ version, ...body }: FileChange & { version: number }) =>
      answer(api.PATCH(ONE, { params: { path: { id }, header: { 'if-match': `"${version}"` } }, body })),
    onSuccess: (file) => {
      queryClient.setQueryData(fileQuery(id).queryKey, file);
      return forget();
    },
  });
}

export function useDeleteFiles() {
  const forget = useForgetFiles();
  return useMutation({
    mutationFn: (body: { ids: string[]; versions: Record<string, number> }) =>
      answer(api.POST('/api/v1/files/delete', { body })),
    // Refused because somebody was faster: the list behind the question shows what there is now.
    onSettled: forget,
  });
}

export function followFiles(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refresh = throttle(() => void queryClient.invalidateQueries({ queryKey: [KEY] }), 1000);
  return (change) => {
    if (change.files !== undefined) refresh();
  };
}
