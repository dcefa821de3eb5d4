import type { Clock } from '../../src/infra/clock/index.ts';

/** A clock that stands still until the test moves it. */
export interface TestClock extends Clock {
  advance(duration: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
}

export function aClock(start = new Date('2026-03-02T08:00:00.000Z')): TestClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    },
  };
}
