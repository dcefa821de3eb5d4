import type { ServerContext } from '../../../infra/context.ts';
import { inTransaction } from '../../../infra/db/index.ts';
import { AppError } from '../../../infra/errors/index.ts';
import type { ApiServer } from '../../../infra/http/api-server-types.ts';
import { callerOf } from '../../../infra/http/caller.ts';
import { readScanTargets } from '../../scans/index.ts';
import { getScanSettings } from '../../settings/index.ts';
import { findSearch, insertSearch, listSearches, type SearchRow, stopSearch } from './searches.queries.ts';
import {
  listSearchesSchema,
  type ProviderSearch,
  startSearchSchema,
  stopSearchSchema,
  USUAL_PORTS,
} from './searches.schema.ts';

/** Each address is asked at several ports, so there are fewer than in a search for phones. */
const MAX_ADDRESSES = 4_096;

export function providerSearchRoutes(app: ApiServer, context: ServerContext): void {
  const { pool, clock, events, outbound } = context;

  app.get('/storage-provider-searches', { schema: listSearchesSchema }, async () => ({
    items: (await listSearches(pool)).map(toSearch),
  }));

  app.post('/storage-provider-searches', { schema: startSearchSchema }, async (request, reply) => {
    const { targets, ports = USUAL_PORTS } = request.body;
    const { allowedNetworks } = await getScanSettings(context);
    const loopback = outbound.whyForbidden('127.0.0.1') === undefined;
    const { ranges, total } = readScanTargets(targets, { allowedNetworks, loopback });
    if (total > MAX_ADDRESSES) throw tooLarge(total);
    const search = { targets, ports, ranges, total, by: callerOf(request).username, now: clock.now() };
    const id = await inTransaction(pool, (tx) => insertSearch(tx, search));
    if (id === undefined) {
      throw new AppError(
        'storage_provider.searching',
        'A search for storage providers is under way: wait until it has ended, or stop it.',
      );
    }
    events.changed('storageProviders', [id]);
    return reply.code(201).send(await getSearch(id));
  });

  app.post('/storage-provider-searches/:id/stop', { schema: stopSearchSchema }, async (request) => {
    const { id } = request.params;
    await getSearch(id);
    if (!(await stopSearch(pool, id, callerOf(request).username, clock.now()))) {
      throw new AppError('storage_provider.not_searching', 'The search has ended already.');
    }
    events.changed('storageProviders', [id]);
    return getSearch(id);
  });

  async function getSearch(id: string): Promise<ProviderSearch> {
    const search = await findSearch(pool, id);
    if (search !== undefined) return toSearch(search);
    throw new AppError(
      'storage_provider.search_not_found',
      `There is no search for storage providers with the id ${id}: it may have been deleted.`,
    );
  }
}

function toSearch({ createdAt, endedAt, targets, ports, found, ...search }: SearchRow): ProviderSearch {
  return {
    ...search,
    targets: [...targets],
    ports: [...ports],
    found: [...found],
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

function tooLarge(total: number): AppError {
  const number = (language: string, value: number) => value.toLocaleString(language);
  const text = {
    en: `These are ${number('en', total)} addresses; a search for storage providers takes at most ${number('en', MAX_ADDRESSES)}: choose a smaller range.`,
    de: `Das sind ${number('de', total)} Adressen; eine Suche nach Speicheranbietern umfasst höchstens ${number('de', MAX_ADDRESSES)}: Wählen Sie einen kleineren Bereich.`,
  };
  return new AppError('scan.too_large', text.en, {
    errors: [{ field: 'targets', message: text.en, code: 'scan.too_large', text }],
  });
}
