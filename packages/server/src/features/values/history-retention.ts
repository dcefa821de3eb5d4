import type { Pool } from 'pg';
import type { Clock } from '../../infra/clock/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { trimHistory } from './history.queries.ts';

const EVERY_MS = 60 * 60_000;
const DAY_MS = 86_400_000;

/** What the documentation promises (docs/install.md). */
export const HISTORY_ENTRIES = 200;
export const HISTORY_DAYS = 730;

/** Removes, every hour, what of the history is too old or too much. */
export function keepHistoryBounded({
  pool,
  clock,
  log,
}: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Logger;
}): { stop(): void } {
  const timer = setInterval(() => {
    const nowMs = clock.now().getTime();
    trimHistory(pool, {
      entries: HISTORY_ENTRIES,
      since: new Date(nowMs - HISTORY_DAYS * DAY_MS),
      settledBefore: new Date(nowMs - DAY_MS),
    }).catch((error: unknown) => log.warn({ err: error }, 'the history of values could not be trimmed'));
  }, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
