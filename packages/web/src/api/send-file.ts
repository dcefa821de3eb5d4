import { answer, api } from './client.ts';
import type { ImportReport } from './types.ts';

/** Sends a CSV or JSON file as it is; the server reads it while it arrives. */
export function sendFile(
  path: '/api/v1/clients/import' | '/api/v1/clients/plug-and-play/import' | '/api/v1/users/import',
  file: File,
  { dryRun }: { dryRun: boolean },
): Promise<ImportReport> {
  const isJson = file.type === 'application/json' || file.name.toLowerCase().endsWith('.json');
  return answer(
    api.POST(path, {
      params: { query: { dryRun } },
      body: file as never,
      bodySerializer: (body: unknown) => body as BodyInit,
      headers: { 'content-type': isJson ? 'application/json' : 'text/csv' },
    }),
  );
}
