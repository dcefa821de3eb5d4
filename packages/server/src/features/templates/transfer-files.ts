import type { ClientBase } from 'pg';
import { type FileByContent, findByContent, findFiles } from '../files/index.ts';
import { type FileOfTemplate, findFilesOfTemplates } from './template-files.queries.ts';
import type { FileInDocument, TemplateDocument } from './transfer.schema.ts';

/** The files of templates as a file of templates names them: their contents are not in it. */
export async function nameFiles(
  tx: ClientBase,
  templateIds: readonly string[],
): Promise<Map<string, FileInDocument[]>> {
  const ofTemplates = await findFilesOfTemplates(tx, templateIds);
  const ids = [...ofTemplates.values()].flat().map(({ fileId }) => fileId);
  const files = await findFiles(tx, ids);
  return new Map(
    [...ofTemplates].map(([templateId, some]) => [
      templateId,
      some.flatMap(({ fileId, action }): FileInDocument[] => {
        const file = files.get(fileId);
        if (file === undefined) return [];
        const { name, type, sha256, softwareVersion } = file;
        return [{ name, type, sha256, softwareVersion, action }];
      }),
    ]),
  );
}

/** A file that a file of templates names and that is not here. */
export interface FileNotFound extends FileInDocument {
  /** Place of its template in the document, from 0. */
  readonly place: number;
}

/** What became of the files that a document names. */
export interface BoundFiles {
  /** By place of the template in the document. */
  readonly bound: ReadonlyMap<number, readonly Omit<FileOfTemplate, 'templateId'>[]>;
  readonly notFound: readonly FileNotFound[];
}

/** Finds files of a document among those that are here: by their content and what they are for, whatever they are called. */
export async function bindFiles(
  tx: ClientBase,
  templates: TemplateDocument['templates'],
): Promise<BoundFiles> {
  const named = templates.flatMap(({ files = [] }, place) => files.map((file) => ({ ...file, place })));
  const here = await findByContent(
    tx,
    named.flatMap(({ sha256 }) => sha256 ?? []),
  );
  const bound = new Map<number, Omit<FileOfTemplate, 'templateId'>[]>();
  const notFound: FileNotFound[] = [];
  for (const file of named) {
    const found = choose(file, here);
    const ofTemplate = bound.get(file.place) ?? [];
    bound.set(file.place, ofTemplate);
    if (found === undefined) notFound.push(file);
    else if (ofTemplate.every(({ fileId }) => fileId !== found.id))
      ofTemplate.push({ fileId: found.id, action: file.action });
  }
  return { bound, notFound };
}

/** Of several with the same content the one of the same name. */
function choose(
  { name, type, sha256 }: FileInDocument,
  here: readonly FileByContent[],
): FileByContent | undefined {
  const same = here.filter((file) => file.sha256 === sha256 && file.type === type);
  return same.find((file) => file.name === name) ?? same[0];
}
