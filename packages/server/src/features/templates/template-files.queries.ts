import type { ClientBase, Pool } from 'pg';
import type { FileAction } from '../../infra/db/index.ts';

/** A file that a template has. */
export interface FileOfTemplate {
  readonly templateId: string;
  readonly fileId: string;
  readonly action: FileAction;
}

/** The files of templates, each template's in their order. */
export async function findFilesOfTemplates(
  db: Pool | ClientBase,
  templateIds: readonly string[],
): Promise<Map<string, FileOfTemplate[]>> {
  const { rows } = await db.query<FileOfTemplate>({
    name: 'files-of-templates',
    text: `
      select template_id as "templateId", file_id as "fileId", action from template_files
      where template_id = any($1::bigint[]) order by template_id, place, file_id`,
    values: [templateIds],
  });
  return Map.groupBy(rows, (row) => row.templateId);
}

/** Replaces the files of a template. */
export async function storeFilesOfTemplate(
  tx: ClientBase,
  templateId: string,
  files: readonly Omit<FileOfTemplate, 'templateId'>[],
): Promise<void> {
  await tx.query('delete from template_files where template_id = $1', [templateId]);
  await tx.query(
    `insert into template_files (template_id, file_id, action, place)
     select $1, file_id, action, place from unnest($2::bigint[], $3::text[]) with ordinality as i (file_id, action, place)`,
    [templateId, files.map(({ fileId }) => fileId), files.map(({ action }) => action)],
  );
}
