import type { Correction } from '@deskfleet/catalog';
import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { documentSchema, toDocument } from './correction-document.ts';
import { readCorrections } from './corrections.queries.ts';
import {
  type CorrectionDeps,
  correctParameter,
  importCorrections,
  parameterNotFound,
  refuseFaultyImport,
  takeBackCorrection,
} from './corrections.service.ts';
import { findItemName, type ItemNameFacts, listItemNames } from './item-names.read.ts';
import {
  deleteItemNameSchema,
  exportItemNamesSchema,
  getItemNameSchema,
  importItemNamesSchema,
  itemNamesDocumentSchema,
  learnItemNamesSchema,
  listItemNamesSchema,
  putItemNameSchema,
} from './item-names.schema.ts';
import { announceCorrections } from './kept-catalog.ts';
import { learnFromClient } from './learn.service.ts';
import { findRefusals } from './refusals.queries.ts';

export function itemNameRoutes(app: ApiServer, context: ServerContext): void {
  const { pool, db, clock, catalog, queue } = context;
  const deps: CorrectionDeps = { pool, clock, queue, announce: () => announceCorrections(context) };

  app.get('/item-names', { schema: listItemNamesSchema }, async (request) => {
    const { page, pageSize } = request.query;
    return { ...listItemNames(await readFacts(), request.query), page, pageSize };
  });

  app.get('/item-names/export', { schema: exportItemNamesSchema }, async (_request, reply) => {
    const stored = await readCorrections(pool);
    const corrections = new Map([...stored].map(([id, { correction }]) => [id, correction]));
    return reply
      .header('content-disposition', 'attachment; filename="item-names.json"')
      .type('application/json; charset=utf-8')
      .send(`${JSON.stringify(toDocument(corrections), null, 2)}\n`);
  });

  app.get('/item-names/schema', { schema: itemNamesDocumentSchema }, (_request, reply) =>
    reply.type('application/schema+json').send(`${JSON.stringify(documentSchema, null, 2)}\n`),
  );

  app.post('/item-names/import', { schema: importItemNamesSchema }, async (request) => {
    const { document, dryRun = false, replace = false } = request.body;
    const { accountId } = callerOf(request);
    const result = await importCorrections(deps, document.overrides, { dryRun, replace, accountId });
    if (!dryRun) refuseFaultyImport(result);
    const { added, changed, removed, unchanged, faults } = result;
    return {
      added: [...added],
      changed: [...changed],
      removed: [...removed],
      unchanged: [...unchanged],
      errors: faults.map((fault) => ({ ...fault, text: { ...fault.text } })),
    };
  });

  app.post('/item-names/learn', { schema: learnItemNamesSchema }, async (request) => {
    const { reportedAt, items, ...learned } = await learnFromClient(context, request.body.clientId);
    return {
      ...learned,
      reportedAt: reportedAt.toISOString(),
      items: items.map(({ matches, indexes, ...item }) => ({
        ...item,
        indexes: [...indexes],
        matches: matches.map(({ parameter, score, override, reasons }) => ({
          parameterId: parameter.id,
          label: parameter.label,
          title: parameter.title,
          item: parameter.item,
          score,
          override: override as object,
          reasons: reasons.map(({ code, text }) => ({ code, text: { ...text } })),
        })),
      })),
    };
  });

  app.get('/item-names/:parameterId', { schema: getItemNameSchema }, (request) =>
    getItemName(request.params.parameterId),
  );

  app.put('/item-names/:parameterId', { schema: putItemNameSchema }, async (request) => {
    const { parameterId } = request.params;
    const correction = request.body as Correction;
    await correctParameter(deps, parameterId, correction, callerOf(request).accountId);
    return getItemName(parameterId);
  });

  app.delete('/item-names/:parameterId', { schema: deleteItemNameSchema }, async (request, reply) => {
    await takeBackCorrection(deps, request.params.parameterId, callerOf(request).accountId);
    return reply.code(204).send();
  });

  async function readFacts(): Promise<ItemNameFacts> {
    const [corrections, answers] = await Promise.all([readCorrections(pool), findRefusals(db)]);
    return { catalog: catalog.current(), corrections, answers };
  }

  async function getItemName(id: string) {
    const found = findItemName(await readFacts(), id);
    if (found === undefined) throw parameterNotFound(id);
    return found;
  }
}
