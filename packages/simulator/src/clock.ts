import { performance } from 'node:perf_hooks';

/** A timer that was set on a {@link Clock}; only that clock can read it. */
export interface Timer {
  readonly dueAt: number;
}

/** The time a phone lives in. Tests replace it, so that minutes of back-off pass in no time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` once after `delayMs` milliseconds. */
  schedule(delayMs: number, task: () => void): Timer;
  /** Forgets a timer; no effect when it has fired or was cancelled. */
  cancel(timer: Timer): void;
}

class SystemTimer implements Timer {
  readonly dueAt: number;
  readonly handle: NodeJS.Timeout;

  constructor(dueAt: number, handle: NodeJS.Timeout) {
    this.dueAt = dueAt;
    this.handle = handle;
  }
}

class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  schedule(delayMs: number, task: () => void): Timer {
    // setTimeout turns longer delays than 2^31 - 1 ms into 1 ms.
    const bounded = Math.min(delayMs, 2_147_483_647);
    return new SystemTimer(Date.now() + bounded, setTimeout(task, bounded));
  }

  cancel(timer: Timer): void {
    if (timer instanceof SystemTimer) clearTimeout(timer.handle);
  }
}

/** The machine's clock and timers. */
export const systemClock: Clock = new SystemClock();

interface PendingTask extends Timer {
  readonly order: number;
  readonly task: () => void;
}

/** A clock that stands still until it is told to advance; its timers fire in the order of their due times. */
export class ManualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #pending = new Map<Timer, PendingTask>();

  /** @param startMs first value of {@link now}, milliseconds since 1970 */
  constructor(startMs: number = Date.UTC(2025, 0, 15, 8)) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  schedule(delayMs: number, task: () => void): Timer {
    const timer: PendingTask = { dueAt: this.#now + Math.max(0, delayMs), order: this.#order++, task };
    this.#pending.set(timer, timer);
    return timer;
  }

  cancel(timer: Timer): void {
    this.#pending.delete(timer);
  }

  /** Number of timers that have not fired yet. */
  get pendingTimers(): number {
    return this.#pending.size;
  }

  /** Moves the time on by `durationMs` and fires what becomes due on the way, timers set meanwhile included. */
  advance(durationMs: number): void {
    const end = this.#now + durationMs;
    for (let next = this.#nextDue(end); next !== undefined; next = this.#nextDue(end)) {
      this.#pending.delete(next);
      this.#now = Math.max(this.#now, next.dueAt);
      next.task();
    }
    this.#now = end;
  }

  #nextDue(end: number): PendingTask | undefined {
    let first: PendingTask | undefined;
    for (const timer of this.#pending.values()) {
      if (timer.dueAt > end) continue;
      if (
        first === undefined ||
        timer.dueAt < first.dueAt ||
        (timer.dueAt === first.dueAt && timer.order < first.order)
      ) {
        first = timer;
      }
    }
    return first;
  }
}

/** Milliseconds of a clock that never jumps, for measuring how long an exchange really took. */
export function stopwatchMs(): number {
  return performance.now();
}
