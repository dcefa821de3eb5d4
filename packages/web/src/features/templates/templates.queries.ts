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
  ClientScope,
  NewTemplate,
  OrderedValue,
  Template,
  TemplateFilesChange,
  TemplateListQuery,
} from '../../api/types.ts';
import { createIdBatch } from '../../shared/live/id-batch.ts';

export const templateListQuery = (query: TemplateListQuery) =>
  queryOptions({
    queryKey: ['templates', 'list', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/templates', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['templates', 'one', id, 'template'],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/templates/{id}', { params: { path: { id } }, signal })),
  });

export const templateContentQuery = (id: string) =>
  queryOptions({
    queryKey: ['templates', 'one', id, 'content'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/templates/{id}/content', { params: { path: { id } }, signal })),
  });

export const templateConflictsQuery = (id: string) =>
  queryOptions({
    queryKey: ['templates', 'one', id, 'conflicts'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/templates/{id}/conflicts', { params: { path: { id } }, signal })),
  });

/** What a change of the content will do, at this moment. */
export const templateImpactQuery = (id: string, version: number, values: OrderedValue[]) =>
  queryOptions({
    // Not the values themselves: secrets stay out of the keys of the cache.
    queryKey: ['template-impact', id, version, values.map((value) => ({ ...value, value: null }))],
    queryFn: ({ signal }) =>
      answer(
        api.POST('/api/v1/templates/{id}/impact', { params: { path: { id } }, body: { values }, signal }),
      ),
    gcTime: 0,
    staleTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });

export const templateComparisonQuery = (first: string, second: string) =>
  queryOptions({
    queryKey: ['templates', 'comparison', first, second],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/templates/compare', { params: { query: { first, second } }, signal })),
  });

/** Where the browser fetches templates by itself, as a file. */
export function exportPath(ids: readonly string[]): string {
  return `/api/v1/templates/export?${new URLSearchParams(ids.map((id) => ['ids', id]))}`;
}

/** Entity tag of a template as it was read. */
export const tagOf = ({ version }: Pick<Template, 'version'>): string => `"${version}"`;

/** Whatever shows templates, or what they do on clients, is old now. */
function useForgetTemplates(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      ['templates', 'groups', 'clients'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
    );
}

export function useCreateTemplate() {
  const forget = useForgetTemplates();
  return useMutation({
    mutationFn: (body: NewTemplate) => answer(api.POST('/api/v1/templates', { body })),
    onSuccess: forget,
  });
}

export function useChangeTemplate() {
  const forget = useForgetTemplates();
  return useMutation({
    mutationFn: ({ id, etag, changes }: { id: string; etag: string; changes: Partial<NewTemplate> }) =>
      answer(
        api.PATCH('/api/v1/templates/{id}', {
          params: { path: { id }, header: { 'if-match': etag } },
          body: changes,
        }),
      ),
    onSuccess: forget,
  });
}

export function useDuplicateTemplate() {
  const forget = useForgetTemplates();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      answer(api.POST('/api/v1/templates/{id}/duplicate', { params: { path: { id } }, body: { name } })),
    onSuccess: forget,
  });
}

export function useDeleteTemplates() {
  const forget = useForgetTemplates();
  return useMutation({
    mutationFn: (order: { ids: string[]; versions: Record<string, number>; withdraw: boolean }) =>
      answer(api.POST('/api/v1/templates/delete', { body: order })),
    // Refused because somebody was faster: the list behind the question shows what there is now.
    onSettled: forget,
  });
}

interface ContentOrder {
  id: string;
  etag: string;
  values: OrderedValue[];
  scheduledAt?: string;
}

export function useChangeContent() {
  const queryClient = useQueryClient();
  const forget = useForgetTemplates();
  return useMutation({
    mutationFn: ({ id, etag, ...body }: ContentOrder) =>
      answer(
        api.PATCH('/api/v1/templates/{id}/content', {
          params: { path: { id }, header: { 'if-match': etag } },
          body,
        }),
      ),
    onSuccess: () => Promise.all([forget(), queryClient.invalidateQueries({ queryKey: ['jobs', 'list'] })]),
  });
}

interface PutBackOrder {
  id: string;
  etag: string;
  entryId: string;
  withLater: boolean;
  scheduledAt?: string;
}

export function usePutBackContent() {
  const queryClient = useQueryClient();
  const forget = useForgetTemplates();
  return useMutation({
    mutationFn: ({ id, etag, entryId, withLater, ...body }: PutBackOrder) =>
      answer(
        api.POST('/api/v1/templates/{id}/history/{entryId}/put-back', {
          params: { path: { id, entryId }, query: { withLater }, header: { 'if-match': etag } },
          body,
        }),
      ),
    onSuccess: () => Promise.all([forget(), queryClient.invalidateQueries({ queryKey: ['jobs', 'list'] })]),
  });
}

interface Application {
  id: string;
  clients: ClientScope;
  skipUnfit?: boolean;
  scheduledAt?: string;
}

export function useApplyTemplate() {
  const queryClient = useQueryClient();
  const forget = useForgetTemplates();
  return useMutation({
    mutationFn: ({ id, ...body }: Application) =>
      answer(api.POST('/api/v1/templates/{id}/apply', { params: { path: { id } }, body })),
    onSuccess: () => Promise.all([forget(), queryClient.invalidateQueries({ queryKey: ['jobs', 'list'] })]),
  });
}

export function useWithdrawTemplate() {
  const forget = useForgetTemplates();
  return useMutation({
    mutationFn: ({ id, clients }: { id: string; clients: ClientScope }) =>
      answer(api.POST('/api/v1/templates/{id}/withdraw', { params: { path: { id } }, body: { clients } })),
    onSuccess: forget,
  });
}

export interface ImportOrder {
  /** As read from the file; the server checks it. */
  document: object;
  dryRun: boolean;
  rename: boolean;
}

export function useImportTemplates() {
  const forget = useForgetTemplates();
  return useMutation({
    mutationFn: (order: ImportOrder) =>
      // The type says what the server takes; what a file holds, nobody knows before it has looked.
      answer(api.POST('/api/v1/templates/import', { body: order as never })),
    onSuccess: (_result, { dryRun }) => (dryRun ? undefined : forget()),
  });
}

export function useGenerateTemplate() {
  const forget = useForgetTemplates();
  return useMutation({
    mutationFn: (order: {
      clientId: string;
      template: NewTemplate;
      values: { item: string; index: number | null }[];
    }) => answer(api.POST('/api/v1/templates/from-client', { body: order })),
    onSuccess: forget,
  });
}

/** Brings shown templates up to date when the server says that they changed. */
export function followTemplates(queryClient: QueryClient): (change: ChangeEvent) => void {
  const refresh = createIdBatch((ids) => {
    void queryClient.invalidateQueries({
      queryKey: ['templates'],
      predicate: ({ queryKey }) =>
        queryKey[1] !== 'one' || ids === 'all' || ids.has(String(queryKey[2])) || queryKey[3] === 'conflicts',
    });
  }, 700);
  // On how many clients templates are changes with what phones say of themselves.
  const refreshUsage = createIdBatch(() => {
    void queryClient.invalidateQueries({
      queryKey: ['templates'],
      predicate: ({ queryKey }) => queryKey[1] === 'list' || queryKey[3] === 'template',
    });
  }, 3000);
  return (change) => {
    if (change.templates !== undefined) refresh(change.templates);
    if (change.clients !== undefined) refreshUsage(change.clients);
  };
}

export const templateFilesQuery = (id: string) =>
  queryOptions({
    queryKey: ['templates', 'one', id, 'files'],
    queryFn: async ({ signal }) => {
      const call = api.GET('/api/v1/templates/{id}/files', { params: { path: { id } }, signal });
      const { items } = await answer(call);
      // The template was read before its files, so a change in between is refused and not overlooked.
      return { items, etag: (await call).response.headers.get('etag') ?? '' };
    },
  });

/** Sets the files of a template; to its clients they go out as one job. */
export function useSetTemplateFiles(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ etag, ...body }: TemplateFilesChange & { etag: string }) =>
      answer(
        api.PUT('/api/v1/templates/{id}/files', {
          params: { path: { id }, header: { 'if-match': etag } },
          body,
        }),
      ),
    // After a refusal as well: what is there now is what it was refused for.
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['templates'] }),
        queryClient.invalidateQueries({ queryKey: ['files'] }),
      ]),
  });
}
