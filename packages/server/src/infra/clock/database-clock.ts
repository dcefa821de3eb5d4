import type { Logger } from '../log/index.ts';
import { type Clock, systemClock } from './index.ts';

const EVERY_MS = 60_000;
/** Of several questions the fastest answer tells the time best. */
const QUESTIONS = 3;
/** Above this an administrator should hear that clocks differ. */
const TOLD_MS = 2_000;

export interface DatabaseClockInputs {
  /** Asks the database, e.g. `pool.query`. */
  readonly query: (sql: string) => Promise<{ rows: { at: Date }[] }>;
  readonly log: Logger;
  /** The clock of this machine. */
  readonly machine?: Clock;
}

/**
 * The time of the database, which all nodes have in common: what must not happen twice within a minute must not depend on
 * whose clock is right. It runs with the machine's clock and is set anew every minute.
 */
export class DatabaseClock implements Clock {
  readonly #inputs: DatabaseClockInputs;
  readonly #machine: Clock;
  #aheadMs = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(inputs: DatabaseClockInputs) {
    this.#inputs = inputs;
    this.#machine = inputs.machine ?? systemClock;
  }

  /** @throws what `query` throws when the database cannot be asked */
  static async start(inputs: DatabaseClockInputs): Promise<DatabaseClock> {
    const clock = new DatabaseClock(inputs);
    await clock.#set();
    if (Math.abs(clock.#aheadMs) > TOLD_MS) {
      inputs.log.warn(
        { differenceMs: clock.#aheadMs },
        'the clocks of this machine and of the database differ; the time of the database counts',
      );
    }
    clock.#timer = setInterval(() => {
      clock.#set().catch((error: unknown) => {
        inputs.log.debug({ err: error }, 'the database could not be asked for the time');
      });
    }, EVERY_MS);
    clock.#timer.unref();
    return clock;
  }

  now(): Date {
    return new Date(this.#machine.now().getTime() + this.#aheadMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #set(): Promise<void> {
    let fastestMs = Number.POSITIVE_INFINITY;
    let aheadMs = this.#aheadMs;
    for (let question = 0; question < QUESTIONS; question += 1) {
      const asked = this.#machine.now().getTime();
      const began = performance.now();
      const { rows } = await this.#inputs.query('select clock_timestamp() as at');
      const tookMs = performance.now() - began;
      const [row] = rows;
      if (row === undefined || tookMs >= fastestMs) continue;
      fastestMs = tookMs;
      aheadMs = row.at.getTime() - (asked + tookMs / 2);
    }
    // What is no more than the answer's way is no difference.
    this.#aheadMs = Math.abs(aheadMs) <= fastestMs ? 0 : Math.round(aheadMs);
  }
}
