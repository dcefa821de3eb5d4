import type { Pool } from 'pg';
import type { Clock } from '../../infra/clock/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { removeStrayPieces } from './dialogues.queries.ts';

const EVERY_MS = 10 * 60_000;
/** A phone that has not gone on for so long does not go on any more. */
const REST_MS = 60 * 60_000;

/** Clears away, every ten minutes, what phones left that broke off in the middle of a reply. */
export function keepPiecesClear({
  pool,
  clock,
  log,
}: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Logger;
}): { stop(): void } {
  const timer = setInterval(() => {
    removeStrayPieces(pool, new Date(clock.now().getTime() - REST_MS)).catch((error: unknown) =>
      log.warn({ err: error }, 'stray pieces could not be removed'),
    );
  }, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
