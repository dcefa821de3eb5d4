import type { ApiServer } from './api-server-types.ts';

/**
 * The policy of the admin app: everything comes from this server, scripts only as files. Styles may be inline
 * because Mantine writes the theme's variables into a style element.
 */
export const appPolicy = contentPolicy({ script: "'self'", style: "'self' 'unsafe-inline'" });

/** What the API answers is data: it may do nothing if a browser is made to show it as a page. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

export function contentPolicy(sources: { readonly script: string; readonly style: string }): string {
  return [
    "default-src 'self'",
    `script-src ${sources.script}`,
    `style-src ${sources.style}`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Headers of every answer. `Strict-Transport-Security` is left out on purpose: this port speaks nothing but TLS, so there is
 * nothing to strip, while the header holds for every port of the host name, also for services that are not ours, and
 * would lock administrators out when they go back to a self-signed certificate.
 */
export function addSecurityHeaders(app: ApiServer): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      // What routes do not say otherwise is for this moment and this person only.
      'cache-control': 'no-store',
      'content-security-policy': dataPolicy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    });
  });
}
