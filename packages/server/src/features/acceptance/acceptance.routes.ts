import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { ifMatchOf, sendVersioned } from '../../infra/http/preconditions.ts';
import { getAcceptanceSchema, putAcceptanceSchema } from './acceptance.schema.ts';
import { getAcceptance, putAcceptance } from './acceptance.service.ts';
import { decideHeld, deleteHeld } from './held-phones.queries.ts';
import { listHeldPhones } from './held-phones.read.ts';
import {
  approveHeldPhonesSchema,
  deleteHeldPhonesSchema,
  listHeldPhonesSchema,
  refuseHeldPhonesSchema,
} from './held-phones.schema.ts';

export function acceptanceRoutes(app: ApiServer, context: ServerContext): void {
  const { pool, db, clock, events, queue } = context;

  app.get('/acceptance', { schema: getAcceptanceSchema }, async (_request, reply) =>
    sendVersioned(reply, await getAcceptance(context)),
  );

  app.put('/acceptance', { schema: putAcceptanceSchema }, async (request, reply) => {
    const options = { ifMatch: ifMatchOf(request), username: callerOf(request).username };
    return sendVersioned(reply, await putAcceptance(context, request.body, options));
  });

  app.get('/held-phones', { schema: listHeldPhonesSchema }, async (request) => {
    const { page, pageSize } = request.query;
    return { ...(await listHeldPhones(db, request.query)), page, pageSize };
  });

  app.post('/held-phones/approve', { schema: approveHeldPhonesSchema }, async (request) => {
    const { username } = callerOf(request);
    const wanted = 'ids' in request.body ? request.body.ids : 'all';
    const ids = await inTransaction(pool, async (tx) => {
      const approved = await decideHeld(tx, wanted, 'approved', username, clock.now());
      await queue.enqueue(
        'held-phones.invite',
        approved.map((id) => ({ payload: { id }, key: id })),
        tx,
      );
      return approved;
    });
    events.changed('heldPhones', ids);
    return { decided: ids.length };
  });

  app.post('/held-phones/refuse', { schema: refuseHeldPhonesSchema }, async (request) => {
    const { username } = callerOf(request);
    const wanted = 'ids' in request.body ? request.body.ids : 'all';
    const ids = await inTransaction(pool, (tx) => decideHeld(tx, wanted, 'refused', username, clock.now()));
    events.changed('heldPhones', ids);
    return { decided: ids.length };
  });

  app.post('/held-phones/delete', { schema: deleteHeldPhonesSchema }, async (request) => {
    const deleted = await deleteHeld(pool, request.body.ids);
    if (deleted > 0) events.changed('heldPhones', 'all');
    return { deleted };
  });
}
