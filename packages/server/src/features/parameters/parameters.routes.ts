import { catalogVersion, lists, parameters, relations } from '@deskfleet/catalog';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { CompressedContent, chooseEncoding } from '../../infra/http/compression.ts';
import { entityTag, isUnmodified } from '../../infra/http/etag.ts';
import { listParametersSchema } from './parameters.schema.ts';

export function parameterRoutes(app: ApiServer): void {
  // The catalog is part of this release: it is written once, and compressed when it is asked for first.
  const items = parameters.map(({ menu, title, ...parameter }) => ({
    ...parameter,
    menu: menu.en,
    title: title.en,
    menuLabel: menu,
    titleLabel: title,
  }));
  const text = Buffer.from(JSON.stringify({ version: catalogVersion, items, lists, relations }));
  const content = new CompressedContent(text);
  const tag = entityTag(text);

  app.get('/parameters', { schema: listParametersSchema }, async (request, reply) => {
    reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' });
    if (isUnmodified(request.headers['if-none-match'], tag)) return reply.code(304).send();
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply.type('application/json; charset=utf-8').send(await content.encode(encoding));
  });
}
