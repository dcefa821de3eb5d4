import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { isLoopback, plainAddress } from '../../infra/http/client-address.ts';
import { checkCredentials, getOwnAccount } from '../accounts/index.ts';
import {
  clearSessionCookie,
  createSession,
  endSession,
  findSessionByToken,
  sessionCookieOf,
  setSessionCookie,
} from '../sessions/index.ts';
import { getSessionSchema, type Session, signInSchema, signOutSchema, TOKEN_TYPE } from './sign-in.schema.ts';

export function signInRoutes(app: ApiServer, context: ServerContext): void {
  app.post('/session', { schema: signInSchema, config: { access: 'public' } }, async (request, reply) => {
    const { username, password, code, keepSignedIn = false } = request.body;
    const address = plainAddress(request.ip);
    const checked = await checkCredentials(
      context,
      { username, password, code },
      { address, isLocal: comesFromThisMachine(request) },
    );
    const wantsToken = request.headers.accept?.toLowerCase().includes(TOKEN_TYPE) === true;
    const grant = await createSession(context, {
      account: { ...checked.account, mustChangePassword: checked.mustChangePassword },
      kind: wantsToken ? 'token' : 'browser',
      keepSignedIn,
      address,
      userAgent: request.headers['user-agent'] ?? '',
    });
    context.log.info({ account: checked.account.username, address }, 'signed in');
    if (wantsToken) return reply.type(TOKEN_TYPE).serializer(String).send(grant.token);
    await endPreviousSession(context, request);
    setSessionCookie(reply, grant.token, keepSignedIn ? grant.endsAt : undefined);
    const session: Session = {
      account: checked.account,
      expiresAt: grant.expiresAt.toISOString(),
      mustChangePassword: checked.mustChangePassword,
      version: context.version,
    };
    return reply.type('application/json').send(session);
  });

  app.get(
    '/session',
    { schema: getSessionSchema, config: { access: 'password-change' } },
    async (request) => {
      const caller = callerOf(request);
      return {
        account: await getOwnAccount(context, caller),
        expiresAt: caller.expiresAt.toISOString(),
        mustChangePassword: caller.mustChangePassword,
        version: context.version,
      };
    },
  );

  app.delete(
    '/session',
    { schema: signOutSchema, config: { access: 'password-change' } },
    async (request, reply) => {
      await endSession(context, callerOf(request).sessionId);
      clearSessionCookie(reply);
      return reply.code(204).send();
    },
  );
}

/** A browser that signs in again does not leave its old session behind. */
async function endPreviousSession(context: ServerContext, request: FastifyRequest): Promise<void> {
  const cookie = sessionCookieOf(request);
  const previous = cookie === undefined ? undefined : await findSessionByToken(context, cookie);
  if (previous !== undefined) await endSession(context, previous.sessionId);
}

/** Loopback, and nothing that hands on requests of others stands in between. */
function comesFromThisMachine(request: FastifyRequest): boolean {
  const { forwarded, via, 'x-forwarded-for': forwardedFor } = request.headers;
  return (
    isLoopback(plainAddress(request.ip)) &&
    forwarded === undefined &&
    via === undefined &&
    forwardedFor === undefined
  );
}
