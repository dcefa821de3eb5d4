import type { Pool } from 'pg';
import type { Logger } from '../../infra/log/index.ts';
import { removeStrayPieces } from './dialogues.queries.ts';

const EVERY_MS = 10 * 60_000;

/** Clears away, every ten minutes, what phones left that broke off in the middle of a reply. */
export function keepPiecesClear({ pool, log }: { readonly pool: Pool; readonly log: Logger }): {
  stop(): void;
} {
  const timer = setInterval(() => {
    removeStrayPieces(pool).catch((error: unknown) =>
      log.warn({ err: error }, 'stray pieces could not be removed'),
    );
  }, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
