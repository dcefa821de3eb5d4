import type { Pool } from 'pg';
import type { Clock } from '../../infra/clock/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import type { PhoneSettings } from '../settings/index.ts';
import { trimContactLog } from './contact-log.queries.ts';

const EVERY_MS = 30 * 60_000;
const DAY_MS = 86_400_000;

/** Removes, every half hour, what of the contact log is too old or too much. */
export function keepContactLogBounded({
  pool,
  clock,
  log,
  settings,
}: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: () => Pick<PhoneSettings, 'contactLogDays'>;
}): { stop(): void } {
  const timer = setInterval(() => {
    const since = new Date(clock.now().getTime() - settings().contactLogDays * DAY_MS);
    trimContactLog(pool, since).catch((error: unknown) =>
      log.warn({ err: error }, 'the log of contacts could not be trimmed'),
    );
  }, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
