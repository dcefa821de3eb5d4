import { answer, api } from './client.ts';
import type { ImportReport } from './types.ts';

/** Addresses that take a file of records. */
export type ImportPath =
  | '/api/v1/clients/import'
  | '/api/v1/clients/copy/import'
  | '/api/v1/clients/plug-and-play/import'
  | '/api/v1/users/import';

/** Sends a CSV or JSON file as it is; the server reads it while it arrives. */
export function sendFile(path: ImportPath, file: File, query: { dryRun: boolean }): Promise<ImportReport> {
  const isJson = file.type === 'application/json' || file.name.toLowerCase().endsWith('.json');
  return answer(
    api.POST(path, {
      params: { query },
      body: file as never,
      bodySerializer: (body: unknown) => body as BodyInit,
      headers: { 'content-type': isJson ? 'application/json' : 'text/csv' },
    }),
  );
}
