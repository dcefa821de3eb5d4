import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/index.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses requests that another site made a browser send with its cookie. `SameSite=Strict` keeps the cookie away
 * already; this holds for browsers and neighbors on the same site that it does not stop. Either the header, which
 * another origin cannot set without being asked, or the origin itself proves where the request came from.
 *
 * @throws AppError `request.cross_site`
 */
export function refuseCrossSite(request: FastifyRequest, options: { readonly byCookie: boolean }): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { 'x-requested-with': requestedWith, origin, host } = request.headers;
  if (requestedWith === 'deskfleet' || (origin !== undefined && origin === `https://${host}`)) return;
  if (!options.byCookie && origin === undefined) return;
  throw new AppError(
    'request.cross_site',
    'Send the header "X-Requested-With: deskfleet" with every request that changes something.',
  );
}
