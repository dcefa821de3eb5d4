import type { FastifyReply, FastifyRequest } from 'fastify';
import { securitySchemes } from '../../infra/http/openapi.ts';

/** The prefix makes browsers insist on `Secure`, `Path=/` and no `Domain` (RFC 6265bis section 4.1.3.2). */
const COOKIE = securitySchemes.session.name;
const attributes = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

/** @param keepUntil when the browser forgets the cookie; without it when the browser is closed */
export function setSessionCookie(reply: FastifyReply, token: string, keepUntil: Date | undefined): void {
  reply.setCookie(COOKIE, token, {
    ...attributes,
    ...(keepUntil === undefined ? {} : { expires: keepUntil }),
  });
}

/** Takes the cookie away from a browser. */
export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, attributes);
}

/** The token that a browser sends. */
export function sessionCookieOf(request: FastifyRequest): string | undefined {
  return request.cookies[COOKIE];
}
