import { keyFunctions, keyLayouts, keyNumbering } from '@deskfleet/catalog';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { entityTag, isUnmodified } from '../../infra/http/etag.ts';
import { getFunctionKeysSchema } from './function-keys.schema.ts';

export function functionKeyRoutes(app: ApiServer): void {
  // Part of this release, like the catalog itself.
  const text = JSON.stringify({ functions: keyFunctions, layouts: keyLayouts, numbering: keyNumbering });
  const tag = entityTag(Buffer.from(text));

  app.get('/parameters/function-keys', { schema: getFunctionKeysSchema }, async (request, reply) => {
    reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
    if (isUnmodified(request.headers['if-none-match'], tag)) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(text);
  });
}
