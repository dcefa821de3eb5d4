import type { Pool } from 'pg';
import type { Clock } from '../../infra/clock/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { clearContents } from './contents.queries.ts';
import { deleteOldDownloads, endSilentDownloads } from './downloads.queries.ts';
import { deleteSilentUploads } from './uploads.queries.ts';
import { SILENT_UPLOAD_MS } from './uploads.service.ts';

const EVERY_MS = 30_000;
/** Pieces removed by one statement: some hundredths of a second. */
const PIECES = 16;
/** Two minutes without news of a transfer: its process is gone. */
const SILENT_DOWNLOAD_MS = 120_000;
/** Downloads are kept as long as jobs usually are. */
const KEEP_DOWNLOADS_MS = 180 * 86_400_000;
const DOWNLOADS = 5_000;

/** Clears away what uploads and deleted files have left, ends downloads of processes that are gone, forgets old ones. */
export function keepFilesClear(deps: { readonly pool: Pool; readonly clock: Clock; readonly log: Logger }): {
  stop(): Promise<void>;
} {
  const { log } = deps;
  let stopped = false;
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= clearFiles(deps, () => stopped)
      .catch((error: unknown) => log.warn({ err: error }, 'what files have left could not be cleared away'))
      .finally(() => {
        running = undefined;
      });
  }, EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** One round of it. @param isStopped whether to leave the rest for another time */
export async function clearFiles(
  { pool, clock }: { readonly pool: Pool; readonly clock: Clock },
  isStopped: () => boolean = () => false,
): Promise<void> {
  const before = (ms: number) => new Date(clock.now().getTime() - ms);
  await deleteSilentUploads(pool, before(SILENT_UPLOAD_MS));
  await endSilentDownloads(pool, before(SILENT_DOWNLOAD_MS));
  while (!isStopped() && (await deleteOldDownloads(pool, before(KEEP_DOWNLOADS_MS), DOWNLOADS)));
  while (!isStopped() && (await clearContents(pool, PIECES)));
}
