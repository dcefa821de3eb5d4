import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { plainAddress } from '../../infra/http/client-address.ts';
import { changeOwnAccountSchema, changeOwnPasswordSchema } from './accounts.schema.ts';
import { changeOwnAccount, changeOwnPassword } from './accounts.service.ts';

export function accountRoutes(app: ApiServer, context: ServerContext): void {
  app.patch('/accounts/me', { schema: changeOwnAccountSchema }, (request) =>
    changeOwnAccount(context, callerOf(request), request.body),
  );

  app.put(
    '/accounts/me/password',
    { schema: changeOwnPasswordSchema, config: { access: 'password-change' } },
    async (request, reply) => {
      const address = plainAddress(request.ip);
      await changeOwnPassword(context, callerOf(request), { ...request.body, address });
      return reply.code(204).send();
    },
  );
}
