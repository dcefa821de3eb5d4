import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { clientNotFound } from '../clients/index.ts';
import { findClientValues } from './values.read.ts';
import { listClientValuesSchema } from './values.schema.ts';

export function valueRoutes(app: ApiServer, { db }: ServerContext): void {
  app.get('/clients/:id/values', { schema: listClientValuesSchema }, async (request) => {
    const { id } = request.params;
    const values = await findClientValues(db, id);
    if (values === undefined) throw clientNotFound(id);
    return { reportedAt: values.reportedAt?.toISOString() ?? null, items: values.items };
  });
}
