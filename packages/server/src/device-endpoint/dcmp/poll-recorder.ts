import type { Pool } from 'pg';
import { recordPolls } from '../../features/clients/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import type { Logger } from '../../infra/log/index.ts';

/** A phone asks every minute at most: that it asks at all is what matters. */
const RECORD_EVERY_MS = 10 * 60_000;
/** Whoever invents device IDs fills no memory. */
const MAX_REMEMBERED = 200_000;

/** Remembers which phones ask by DCMP, at most once in ten minutes each, without keeping their answers waiting. */
export class PollRecorder {
  readonly #deps: { readonly pool: Pool; readonly clock: Clock; readonly log: Logger };
  readonly #recordedAtMs = new Map<string, number>();
  #running: Promise<void> | undefined;

  constructor(deps: { readonly pool: Pool; readonly clock: Clock; readonly log: Logger }) {
    this.#deps = deps;
  }

  /** Notes that these devices have just asked. While the database is slow, some of them are noted at their next poll. */
  note(deviceIds: readonly string[]): void {
    if (this.#running !== undefined) return;
    const { pool, clock, log } = this.#deps;
    const now = clock.now();
    const due = deviceIds.filter(
      (id) => now.getTime() - (this.#recordedAtMs.get(id) ?? 0) >= RECORD_EVERY_MS,
    );
    if (due.length === 0) return;
    if (this.#recordedAtMs.size > MAX_REMEMBERED) this.#recordedAtMs.clear();
    this.#running = recordPolls(pool, due, now)
      .then(
        () => {
          for (const id of due) this.#recordedAtMs.set(id, now.getTime());
        },
        (error: unknown) => log.debug({ err: error }, 'polls of phones could not be recorded'),
      )
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Waits for what is being recorded. */
  async stop(): Promise<void> {
    await this.#running;
  }
}
