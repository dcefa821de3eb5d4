import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { ifMatchOf, versionTag } from '../../infra/http/preconditions.ts';
import { findJob } from '../jobs/index.ts';
import { getTemplate } from '../templates/index.ts';
import { getTemplateFiles, type NamedFile } from './files-of-template.ts';
import { listTemplateFilesSchema, setTemplateFilesSchema } from './template-files.schema.ts';
import { setTemplateFiles } from './template-files.service.ts';

/** The files of templates. */
export function templateFileRoutes(app: ApiServer, context: ServerContext): void {
  const { db, pool, catalog } = context;

  app.get('/templates/:id/files', { schema: listTemplateFilesSchema }, async (request, reply) => {
    const template = await getTemplate(context, request.params.id);
    void reply.header('etag', versionTag(template));
    return { items: (await getTemplateFiles(pool, template.id)).map(toItem) };
  });

  app.put('/templates/:id/files', { schema: setTemplateFilesSchema }, async (request, reply) => {
    const { id } = request.params;
    const { files, scheduledAt, timeoutSeconds } = request.body;
    const { accountId, username } = callerOf(request);
    const { jobId, leftOut } = await setTemplateFiles(
      context,
      id,
      files.map(({ fileId, action = 'deploy' }) => ({ fileId, action })),
      {
        initiator: { id: accountId, name: username },
        ifMatch: ifMatchOf(request),
        ...(scheduledAt === undefined ? {} : { scheduledAt: new Date(scheduledAt) }),
        ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
      },
    );
    const template = await getTemplate(context, id);
    void reply.header('etag', versionTag(template));
    const job = jobId === undefined ? null : await findJob(db, jobId, catalog.current());
    if (job === undefined) throw new AppError('job.not_found', `There is no job with the id ${jobId}.`);
    return {
      template,
      items: (await getTemplateFiles(pool, id)).map(toItem),
      job,
      leftOut: leftOut.map((one) => ({ ...one, reason: { ...one.reason }, clients: [...one.clients] })),
    };
  });
}

function toItem({ file, action }: NamedFile) {
  return {
    fileId: file.id,
    action,
    type: file.type,
    name: file.name,
    bytes: file.size,
    softwareType: file.softwareType,
    softwareVersion: file.softwareVersion,
    models: [...file.models],
    isMissing: file.isMissing,
  };
}
