import { fastify } from 'fastify';
import type { ApiServer } from './api-server-types.ts';
import { CompressedContent, chooseEncoding } from './compression.ts';
import { entityTag, isUnmodified } from './etag.ts';
import { OPENAPI_PATH } from './openapi.ts';
import { contentPolicy } from './security-headers.ts';

const PREFIX = '/api-docs';
const SCRIPT = `${PREFIX}/scalar.js`;
const START = `${PREFIX}/start.js`;

/** Scalar writes its styles into the page. Everything else, fonts included, comes from this server. */
const policy = contentPolicy({ script: "'self'", style: "'self' 'unsafe-inline'" });

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>Deskfleet API</title>
  </head>
  <body>
    <div id="reference"></div>
    <noscript>This page needs JavaScript; the description itself is at <a href="${OPENAPI_PATH}">${OPENAPI_PATH}</a>.</noscript>
    <script src="${SCRIPT}"></script>
    <script src="${START}"></script>
  </body>
</html>
`;

const start = `Scalar.createApiReference('#reference', ${JSON.stringify({
  url: OPENAPI_PATH,
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
})});\n`;

interface Script {
  readonly tag: string;
  readonly content: CompressedContent;
}

/** Answers a page on which people read and try the API. It asks no other host for anything. */
export function apiReferenceRoutes(app: ApiServer): void {
  const options = { schema: { hide: true }, config: { access: 'public' } } as const;
  let script: Promise<Script> | undefined;

  app.get(PREFIX, options, async (_request, reply) => reply.redirect(`${PREFIX}/`, 308));

  app.get(`${PREFIX}/`, options, async (_request, reply) =>
    reply
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(page),
  );

  app.get(START, options, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(start),
  );

  app.get(SCRIPT, options, async (request, reply) => {
    script ??= loadScript();
    const { tag, content } = await script;
    reply.headers({ 'cache-control': 'no-cache', etag: tag, vary: 'accept-encoding' });
    if (isUnmodified(request.headers['if-none-match'], tag)) return reply.code(304).send();
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply.type('text/javascript; charset=utf-8').send(await content.encode(encoding));
  });
}

/**
 * Scalar's script is a text of 5 MB inside its Fastify plugin, which is loaded only when somebody opens the page and which
 * hands the script out over its own route only.
 */
async function loadScript(): Promise<Script> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const carrier = fastify();
  await carrier.register(scalar, { routePrefix: PREFIX, configuration: { url: OPENAPI_PATH } });
  const { rawPayload } = await carrier.inject(`${PREFIX}/js/scalar.js`);
  await carrier.close();
  return { tag: entityTag(rawPayload), content: new CompressedContent(rawPayload) };
}
