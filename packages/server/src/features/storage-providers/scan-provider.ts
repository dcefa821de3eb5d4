import { inTransaction } from '../../infra/db/index.ts';
import {
  type ProviderObject,
  recognizeByName,
  registerProviderFiles,
  removeVanishedFiles,
} from '../files/index.ts';
import type { ListedObject, ListedPage, ProviderConnection } from './connection/provider-connection.ts';
import { mapBounded } from './map-bounded.ts';
import { readContents } from './read-contents.ts';
import { type ScanDeps, ScanLostError } from './scan-lost.ts';
import { addProgress, type TakenScan } from './scans.queries.ts';

/** Sizes that an index does not say are asked for, so many at a time. */
const SIZES_AT_ONCE = 8;

/**
 * Reads the whole list of a provider page by page, and takes up what can be deployed. Only when the list was read to its end, what was
 * not in it vanishes. Then the contents of what is new are looked at.
 *
 * @throws ProviderProblem ScanLostError
 */
export async function scanProvider(
  deps: ScanDeps,
  scan: TakenScan,
  connection: ProviderConnection,
  signal: AbortSignal,
): Promise<void> {
  const began = deps.clock.now();
  for await (const page of connection.list(signal)) {
    const objects = await toFiles(page, connection, signal);
    await inTransaction(deps.pool, async (tx) => {
      // First of all: a scan that was stopped, or whose provider was deleted, leaves nothing behind.
      const seen = { objects: page.objects.length, files: objects.length, skipped: page.skipped };
      if (!(await addProgress(tx, scan, seen))) throw new ScanLostError();
      const registered = await registerProviderFiles(tx, scan.providerId, objects, deps.clock.now());
      const added = registered.filter(({ isNew }) => isNew).length;
      await addProgress(tx, scan, { added, changed: registered.length - added });
    });
    deps.events.changed('storageProviders', [scan.providerId]);
  }
  await inTransaction(deps.pool, async (tx) => {
    if (!(await addProgress(tx, scan, { phase: 'reading' }))) throw new ScanLostError();
    await addProgress(tx, scan, await removeVanishedFiles(tx, scan.providerId, began));
  });
  deps.events.changed('files', 'all');
  await readContents(deps, scan, connection, signal);
}

/** What of a page can be deployed, each key once. */
async function toFiles(
  page: ListedPage,
  connection: ProviderConnection,
  signal: AbortSignal,
): Promise<ProviderObject[]> {
  const byKey = new Map(page.objects.map((object) => [object.key, object]));
  const files = await mapBounded([...byKey.values()], SIZES_AT_ONCE, (object) =>
    toFile(object, connection, signal),
  );
  return files.filter((file) => file !== undefined);
}

async function toFile(
  { key, size, mark }: ListedObject,
  connection: ProviderConnection,
  signal: AbortSignal,
): Promise<ProviderObject | undefined> {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const recognized = recognizeByName(name);
  const { type } = recognized;
  if (type === null) return undefined;
  const known = size ?? (await connection.readPart(key, 0, 1, signal)).size ?? 0;
  return { key, name, size: known, etag: mark === '' ? null : mark, recognized: { ...recognized, type } };
}
