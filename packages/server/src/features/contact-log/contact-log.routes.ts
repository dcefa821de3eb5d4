import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { listContacts } from './contact-log.read.ts';
import { listContactsSchema } from './contact-log.schema.ts';

export function contactLogRoutes(app: ApiServer, { db, catalog }: ServerContext): void {
  app.get('/clients/:id/contacts', { schema: listContactsSchema }, async (request) => {
    const { page, pageSize } = request.query;
    const { contacts, total } = await listContacts(db, request.params.id, request.query, catalog.current());
    return { items: contacts, total, page, pageSize };
  });
}
