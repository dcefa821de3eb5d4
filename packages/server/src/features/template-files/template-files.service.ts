import type { ClientBase, Pool } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { type OrderedFile, toFileToBring, unknownFile } from '../deployments/index.ts';
import { type DeployableFile, findFiles } from '../files/index.ts';
import { announceJob, type JobOrder, storeJob } from '../jobs/index.ts';
import { findClientsWith, type GuardedChange, lockForChange, touchTemplate } from '../templates/index.ts';
import { payloadOf } from './software-policy.ts';
import { type FileOfTemplate, findFilesOfTemplates, storeFilesOfTemplate } from './template-files.queries.ts';

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

export interface FilesOrder extends Pick<JobOrder, 'initiator' | 'scheduledAt' | 'timeoutSeconds'> {
  readonly ifMatch: GuardedChange['ifMatch'];
}

/**
 * Sets the files of a template, and orders that clients that have it get them: both or neither.
 *
 * @returns the id of the job; undefined when nothing has changed, nothing goes out, or no client has the template
 * @throws AppError `template.not_found`, `job.unknown_file`, and when somebody else was faster
 */
export async function setTemplateFiles(
  context: ServerContext,
  id: string,
  files: readonly Omit<FileOfTemplate, 'templateId'>[],
  { ifMatch, ...order }: FilesOrder,
): Promise<string | undefined> {
  const { pool, clock, events } = context;
  const ordered = await inTransaction(pool, async (tx) => {
    const template = await lockForChange(tx, context, id, ifMatch);
    const before = await findFilesOfTemplates(tx, [id]);
    if (isSame(files, before.get(id) ?? [])) return undefined;
    await refuseWrong(tx, files);
    await storeFilesOfTemplate(tx, id, files);
    await touchTemplate(tx, id, { username: order.initiator.name, now: clock.now() });
    const clientIds = await findClientsWith(tx, id);
    const deployment = payloadOf(template, toOrdered(await getTemplateFiles(tx, id)), true);
    if (clientIds.length === 0 || deployment === undefined) return undefined;
    const job: JobOrder = { ...order, clientIds, type: 'deploy-files', deployment };
    return { job, stored: await storeJob(tx, context, job) };
  });
  events.changed('templates', [id]);
  if (ordered === undefined) return undefined;
  await announceJob(context, ordered.job, ordered.stored);
  return ordered.stored.jobId;
}

function isSame(
  files: readonly Omit<FileOfTemplate, 'templateId'>[],
  before: readonly FileOfTemplate[],
): boolean {
  const key = (some: readonly Omit<FileOfTemplate, 'templateId'>[]) =>
    JSON.stringify(some.map(({ fileId, action }) => [fileId, action]));
  return key(files) === key(before);
}

/** Held until the transaction ends: whoever is just deleting a file is waited for. */
async function refuseWrong(
  tx: ClientBase,
  files: readonly Omit<FileOfTemplate, 'templateId'>[],
): Promise<void> {
  const found = await findFiles(
    tx,
    files.map(({ fileId }) => fileId),
  );
  const seen = new Set<string>();
  const errors = files.flatMap(({ fileId, action }, place) => {
    const file = found.get(fileId);
    const field = `files.${place}.fileId`;
    if (file === undefined || (file.isMissing && action === 'deploy'))
      return [unknownFile(field, fileId, file?.name)];
    if (seen.has(fileId)) {
      const text = {
        en: `“${file.name}” stands there twice: leave one of them out.`,
        de: `„${file.name}“ steht zweimal da: Lassen Sie eine davon weg.`,
      };
      return [{ field, message: text.en, code: 'template.file_twice', text }];
    }
    seen.add(fileId);
    if (file.type !== 'software' || action === 'deploy') return [];
    const text = {
      en: `“${file.name}” is software, which cannot be taken away from phones.`,
      de: `„${file.name}“ ist Software, und die kann Telefonen nicht weggenommen werden.`,
    };
    return [{ field: `files.${place}.action`, message: text.en, code: 'template.software_stays', text }];
  });
  const [first] = errors;
  if (first !== undefined) throw new AppError('job.unknown_file', first.message, { errors });
}
