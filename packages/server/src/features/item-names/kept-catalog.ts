import { type Catalog, type Correction, correctedCatalog, releasedCatalog } from '@deskfleet/catalog';
import type { CatalogInUse } from '../../infra/catalog/index.ts';
import type { ServerContext } from '../../infra/context.ts';
import { checkCorrections } from './check-corrections.ts';
import { readCorrections } from './corrections.queries.ts';

/** The catalog with the corrections of this installation, always those of now. */
export interface KeptCatalog extends CatalogInUse {
  stop(): void;
}

/** Keeps the corrected catalog in memory and reads the corrections again whenever a node announces a change. */
export async function keepCatalog(
  context: Pick<ServerContext, 'pool' | 'events' | 'log'>,
): Promise<KeptCatalog> {
  let current = releasedCatalog;
  let reading = Promise.resolve();
  // One after the other, so that an older reading never replaces a newer one.
  const refresh = (): Promise<void> => {
    const next = reading.then(async () => {
      current = await readCatalog(context);
    });
    reading = next.catch(() => {});
    return next;
  };
  await refresh();
  const stop = context.events.subscribe(({ parameters }) => {
    if (parameters === undefined) return;
    refresh().catch((error: unknown) =>
      context.log.error({ err: error }, 'the corrections of item names could not be read again'),
    );
  });
  return { current: () => current, refresh, stop };
}

/** Tells all nodes of a change; this one knows it at once. */
export async function announceCorrections({
  events,
  catalog,
}: Pick<ServerContext, 'events' | 'catalog'>): Promise<void> {
  events.changed('parameters', 'all');
  await catalog.refresh();
}

/**
 * Corrections that another release has checked may not fit this one: those are left out, as if there were none, and stay in
 * the database.
 */
async function readCatalog({ pool, log }: Pick<ServerContext, 'pool' | 'log'>): Promise<Catalog> {
  const stored = await readCorrections(pool);
  const usable = new Map<string, Correction>([...stored].map(([id, { correction }]) => [id, correction]));
  for (;;) {
    const [fault] = checkCorrections(usable, usable);
    if (fault === undefined) break;
    log.warn(
      { parameter: fault.parameterId },
      `a correction of an item name does not fit this release and is left out: ${fault.text.en}`,
    );
    if (!usable.delete(fault.parameterId)) break;
  }
  return correctedCatalog(usable);
}
