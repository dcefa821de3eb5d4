import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { clientNotFound, findClientKinds, findSelectedClients } from '../clients/index.ts';
import { type CheckedPhone, checkPhone, type Verdict } from './check-deployment.ts';
import { findBroughtFiles } from './client-files.queries.ts';
import { findClientFiles } from './client-files.read.ts';
import { checkDeploymentSchema, listClientFilesSchema } from './deployment.schema.ts';
import { findFileReach } from './file-reach.service.ts';
import { findOrdered } from './prepare-deployment.service.ts';

/** Clients that the answer of a check names. */
const MAX_LISTED = 500;
const BATCH = 5_000;
const ORDER: readonly Verdict[] = ['unfit', 'downgrade', 'present', 'fits'];

export function deploymentRoutes(app: ApiServer, context: ServerContext): void {
  const { db, pool } = context;

  app.post('/deployments/check', { schema: checkDeploymentSchema }, async (request) => {
    const { clients, files } = request.body;
    const ordered = await findOrdered(pool, files);
    const reach = await findFileReach(pool, ordered);
    const clientIds = await findSelectedClients(db, clients);
    const checked: (CheckedPhone & {
      readonly client: Awaited<ReturnType<typeof findClientKinds>>[number];
    })[] = [];
    const counts = { fits: 0, unfit: 0, present: 0, downgrade: 0 };
    for (let from = 0; from < clientIds.length; from += BATCH) {
      const kinds = await findClientKinds(db, clientIds.slice(from, from + BATCH));
      const brought = await findBroughtFiles(
        pool,
        kinds.map(({ id }) => id),
      );
      for (const client of kinds) {
        const result = checkPhone(ordered, { ...client, brought: brought.get(client.id) ?? [] }, reach);
        counts[result.verdict] += 1;
        checked.push({ ...result, client });
      }
    }
    checked.sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
    return {
      total: checked.length,
      counts,
      clients: checked.slice(0, MAX_LISTED).map(({ client, verdict, files: ofClient }) => ({
        clientId: client.id,
        e164: client.e164,
        deviceId: client.deviceId,
        model: client.model,
        softwareVersion: client.softwareVersion,
        verdict,
        files: ofClient.map((file) => ({ ...file, reason: file.reason && { ...file.reason } })),
      })),
    };
  });

  app.get('/clients/:id/files', { schema: listClientFilesSchema }, async (request) => {
    const files = await findClientFiles(db, request.params.id);
    if (files === undefined) throw clientNotFound(request.params.id);
    return files;
  });
}
