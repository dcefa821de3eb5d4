import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { unknownFile } from '../deployments/index.ts';
import { findFiles } from '../files/index.ts';
import { announceJob, type JobOrder, storeJob } from '../jobs/index.ts';
import {
  type FileOfTemplate,
  findClientsWith,
  findFilesOfTemplates,
  type GuardedChange,
  lockForChange,
  storeFilesOfTemplate,
  touchTemplate,
} from '../templates/index.ts';
import { getTemplateFiles, toOrdered } from './files-of-template.ts';
import { findLeftOut, type LeftOut } from './left-out.service.ts';
import { payloadOf } from './software-policy.ts';
import { findOutranked } from './software-rank.ts';

export interface FilesOrder extends Pick<JobOrder, 'initiator' | 'scheduledAt' | 'timeoutSeconds'> {
  readonly ifMatch: GuardedChange['ifMatch'];
}

/** What comes of the files of a template. */
export interface FilesOrdered {
  /** Undefined: nothing has changed, nothing goes out, or no client has the template. */
  readonly jobId?: string;
  /** What some clients do not get of it. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Sets the files of a template, and orders that clients that have it get them: both or neither.
 *
 * @throws AppError `template.not_found`, `job.unknown_file`, and when somebody else was faster
 */
export async function setTemplateFiles(
  context: ServerContext,
  id: string,
  files: readonly Omit<FileOfTemplate, 'templateId'>[],
  { ifMatch, ...order }: FilesOrder,
): Promise<FilesOrdered> {
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
    const remarks = await findOutranked(tx, template, deployment.files, clientIds);
    const job = { ...order, clientIds, type: 'deploy-files', deployment, remarks } as const;
    return { job, stored: await storeJob(tx, context, job) };
  });
  events.changed('templates', [id]);
  if (ordered === undefined) return { leftOut: [] };
  const { job, stored } = ordered;
  await announceJob(context, job, stored);
  return { jobId: stored.jobId, leftOut: await findLeftOut(context, job) };
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
