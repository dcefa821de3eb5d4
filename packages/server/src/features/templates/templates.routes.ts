import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { ifMatchOf, sendVersioned } from '../../infra/http/preconditions.ts';
import { clientNotFound } from '../clients/index.ts';
import { historyRoutes } from '../values/index.ts';
import { findClientTemplates } from './client-templates.read.ts';
import { compareContents, compareFiles } from './compare.ts';
import { listConflicts } from './conflicts.read.ts';
import {
  clientTemplatesSchema,
  compareTemplatesSchema,
  conflictsSchema,
  getContentSchema,
  impactSchema,
  templateFromClientSchema,
} from './content.schema.ts';
import { checkContent, toTemplateValue } from './content.ts';
import { createFromClient } from './from-client.service.ts';
import { findImpact } from './impact.read.ts';
import { findContent, findFilesOfContent } from './templates.queries.ts';
import { listTemplates } from './templates.read.ts';
import {
  createTemplateSchema,
  deleteTemplateSchema,
  deleteTemplatesSchema,
  duplicateTemplateSchema,
  getTemplateSchema,
  listTemplatesSchema,
  updateTemplateSchema,
} from './templates.schema.ts';
import {
  changeTemplate,
  createTemplate,
  deleteTemplate,
  deleteTemplates,
  duplicateTemplate,
  getTemplate,
} from './templates.service.ts';
import { exportTemplatesSchema, importTemplatesSchema } from './transfer.schema.ts';
import { exportTemplates, importTemplates } from './transfer.service.ts';

/** Everything of templates but what gives orders to phones; that is in the feature template-orders. */
export function templateRoutes(app: ApiServer, context: ServerContext): void {
  const { db, pool, catalog, secrets } = context;

  app.get('/templates', { schema: listTemplatesSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { templates, total } = await listTemplates(db, request.query);
    return { items: templates, total, page, pageSize };
  });

  app.post('/templates', { schema: createTemplateSchema }, async (request, reply) => {
    const template = await createTemplate(context, request.body, callerOf(request).username);
    return sendVersioned(reply.code(201), template);
  });

  app.get('/templates/compare', { schema: compareTemplatesSchema }, async ({ query }) => {
    const [first, second] = [
      await getTemplate(context, query.first),
      await getTemplate(context, query.second),
    ];
    const ids = [first.id, second.id];
    const [values, files] = await Promise.all([findContent(pool, ids), findFilesOfContent(pool, ids)]);
    const of = <Row extends { templateId: string }>(rows: readonly Row[], id: string) =>
      rows.filter(({ templateId }) => templateId === id);
    return {
      first,
      second,
      values: compareContents(of(values, first.id), of(values, second.id), catalog.current(), secrets),
      files: compareFiles(of(files, first.id), of(files, second.id)),
    };
  });

  app.get('/templates/export', { schema: exportTemplatesSchema }, async (request, reply) => {
    const document = await exportTemplates(context, request.query.ids);
    return reply
      .header('content-disposition', 'attachment; filename="templates.json"')
      .type('application/json; charset=utf-8')
      .send(`${JSON.stringify(document, null, 2)}\n`);
  });

  app.post('/templates/import', { schema: importTemplatesSchema }, async (request) => {
    const { document, dryRun = false, rename = false } = request.body;
    const { username } = callerOf(request);
    const { ids, ...result } = await importTemplates(context, document, { dryRun, rename, username });
    return { ...result, created: await Promise.all(ids.map((id) => getTemplate(context, id))) };
  });

  app.post('/templates/from-client', { schema: templateFromClientSchema }, async (request, reply) => {
    const { id, leftOut } = await createFromClient(context, request.body, callerOf(request).username);
    return reply.code(201).send({ template: await getTemplate(context, id), leftOut });
  });

  app.post('/templates/delete', { schema: deleteTemplatesSchema }, async (request) => {
    const { ids, withdraw = false, versions } = request.body;
    const { username } = callerOf(request);
    return { deleted: await deleteTemplates(context, ids, { withdraw, versions, username }) };
  });

  app.get('/templates/:id', { schema: getTemplateSchema }, async (request, reply) =>
    sendVersioned(reply, await getTemplate(context, request.params.id)),
  );

  app.patch('/templates/:id', { schema: updateTemplateSchema }, async (request, reply) => {
    const change = { ifMatch: ifMatchOf(request), username: callerOf(request).username };
    return sendVersioned(reply, await changeTemplate(context, request.params.id, request.body, change));
  });

  app.delete('/templates/:id', { schema: deleteTemplateSchema }, async (request, reply) => {
    const change = { ifMatch: ifMatchOf(request), username: callerOf(request).username };
    await deleteTemplate(context, request.params.id, request.query.withdraw, change);
    return reply.code(204).send();
  });

  app.post('/templates/:id/duplicate', { schema: duplicateTemplateSchema }, async (request, reply) => {
    const { username } = callerOf(request);
    const copy = await duplicateTemplate(context, request.params.id, request.body.name, username);
    return sendVersioned(reply.code(201), copy);
  });

  app.get('/templates/:id/content', { schema: getContentSchema }, async (request, reply) => {
    const template = await getTemplate(context, request.params.id);
    const values = await findContent(pool, [template.id]);
    void reply.header('etag', `"${template.version}"`);
    return { template, values: values.map((value) => toTemplateValue(value, catalog.current())) };
  });

  app.post('/templates/:id/impact', { schema: impactSchema }, async (request) => {
    const template = await getTemplate(context, request.params.id);
    const existing = await findContent(pool, [template.id]);
    const checked = checkContent(request.body.values, existing, catalog.current());
    return findImpact(context, { template, existing, checked });
  });

  historyRoutes(app, context, {
    kind: 'template',
    path: '/templates',
    words: { tag: 'templates', noun: 'template', name: 'Template', notFound: 'template.not_found' },
    check: (id) => getTemplate(context, id),
    current: (id) => findContent(pool, [id]),
  });

  app.get('/templates/:id/conflicts', { schema: conflictsSchema }, async (request) => {
    const template = await getTemplate(context, request.params.id);
    return { conflicts: await listConflicts(db, template.id, catalog.current()) };
  });

  app.get('/clients/:id/templates', { schema: clientTemplatesSchema }, async (request) => {
    const found = await findClientTemplates(db, request.params.id, catalog.current());
    if (found === undefined) throw clientNotFound(request.params.id);
    return found;
  });
}
