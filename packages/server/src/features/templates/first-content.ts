import type { ClientBase } from 'pg';
import { recordElementChange, type WantedValue } from '../values/index.ts';
import { type Author, writeContent } from './templates.queries.ts';

/** Writes what a new template is made with, and that into its history. */
export async function writeFirstContent(
  tx: ClientBase,
  templateId: string,
  values: readonly WantedValue[],
  { username, now }: Author,
): Promise<void> {
  await writeContent(tx, templateId, values);
  const element = { kind: 'template', id: templateId } as const;
  const change = { element, values, before: [], by: username, cause: 'created', jobId: null } as const;
  await recordElementChange(tx, change, now);
}
