import { type Catalog, lists, relations } from '@deskfleet/catalog';
import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { CompressedContent, chooseEncoding } from '../../infra/http/compression.ts';
import { entityTag, isUnmodified } from '../../infra/http/etag.ts';
import { listParametersSchema } from './parameters.schema.ts';

export function parameterRoutes(app: ApiServer, { catalog }: Pick<ServerContext, 'catalog'>): void {
  let written = write(catalog.current());

  app.get('/parameters', { schema: listParametersSchema }, async (request, reply) => {
    const current = catalog.current();
    if (written.version !== current.version) written = write(current);
    const { tag, content } = written;
    reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' });
    if (isUnmodified(request.headers['if-none-match'], tag)) return reply.code(304).send();
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply.type('application/json; charset=utf-8').send(await content.encode(encoding));
  });
}

/** The catalog changes by corrections only: it is written once for each, and compressed when it is asked for first. */
function write({ version, parameters }: Catalog) {
  const items = parameters.map(({ menu, title, ...parameter }) => ({
    ...parameter,
    menu: menu.en,
    title: title.en,
    menuLabel: menu,
    titleLabel: title,
  }));
  const text = Buffer.from(JSON.stringify({ version, items, lists, relations }));
  return { version, tag: entityTag(text), content: new CompressedContent(text) };
}
