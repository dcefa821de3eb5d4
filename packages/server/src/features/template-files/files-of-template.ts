import type { ClientBase, Pool } from 'pg';
import { type OrderedFile, toFileToBring } from '../deployments/index.ts';
import { type DeployableFile, findFiles } from '../files/index.ts';
import { type FileOfTemplate, findFilesOfTemplates } from '../templates/index.ts';

/** A file of a template with what is said of it. */
export interface NamedFile extends Pick<FileOfTemplate, 'action'> {
  readonly file: DeployableFile;
}

/** The files of a template, in their order. */
export async function getTemplateFiles(db: Pool | ClientBase, templateId: string): Promise<NamedFile[]> {
  const files = (await findFilesOfTemplates(db, [templateId])).get(templateId) ?? [];
  const found = await findFiles(
    db,
    files.map(({ fileId }) => fileId),
  );
  return files.flatMap(({ fileId, action }) => {
    const file = found.get(fileId);
    return file === undefined ? [] : [{ file, action }];
  });
}

/** What an order does with files of a template; those that a storage provider has no longer are left out. */
export function toOrdered(files: readonly NamedFile[]): OrderedFile[] {
  return files.flatMap(({ file, action }): OrderedFile[] => {
    if (action === 'delete') return [{ action, type: file.type, name: file.name }];
    return file.isMissing ? [] : [toFileToBring(file)];
  });
}
