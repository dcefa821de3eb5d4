import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { type Caller, sessionRequired } from '../../infra/http/caller.ts';
import { refuseCrossSite } from '../../infra/http/cross-site.ts';
import { sessionCookieOf } from './session-cookie.ts';
import { findSessionByToken } from './sessions.service.ts';

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{1,2000})$/i;

/**
 * Lets only those in who may call a route: every route that is registered after it on this scope is for signed-in
 * accounts unless it says otherwise (`config.access`).
 */
export function guardSessions(app: ApiServer, context: Pick<ServerContext, 'db' | 'clock'>): void {
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access ?? 'signed-in';
    const { token, byCookie } = presentedToken(request);
    refuseCrossSite(request, { byCookie });
    if (access === 'public') return;
    const caller = token === undefined ? undefined : await findSessionByToken(context, token);
    if (caller === undefined) throw sessionRequired();
    if (access === 'signed-in') refuseUntilPasswordChanged(caller);
    request.caller = caller;
  });
}

/** An `Authorization` header counts alone, so that a broken one is never made good by a cookie. */
function presentedToken(request: FastifyRequest): { token: string | undefined; byCookie: boolean } {
  const { authorization } = request.headers;
  if (authorization !== undefined) return { token: BEARER.exec(authorization)?.[1], byCookie: false };
  const token = sessionCookieOf(request);
  return { token, byCookie: token !== undefined };
}

function refuseUntilPasswordChanged(caller: Caller): void {
  if (!caller.mustChangePassword) return;
  throw new AppError(
    'account.password_change_required',
    'Change the password first: until then this account can do nothing else.',
  );
}
