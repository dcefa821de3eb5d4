import { describe, expect, it } from 'vitest';
import { DurationHistogram, Tally } from './statistics.ts';

describe('DurationHistogram', () => {
  it('tells percentiles at most a tenth too high', () => {
    const durations = new DurationHistogram();
    for (let duration = 1; duration <= 1_000; duration += 1) durations.add(duration);

    for (const [share, exact] of [
      [0.5, 500],
      [0.99, 990],
      [1, 1_000],
    ] as const) {
      const told = durations.percentileMs(share);
      expect(told).toBeGreaterThanOrEqual(exact);
      expect(told).toBeLessThanOrEqual(exact * 1.1);
    }
    expect(durations.count).toBe(1_000);
    expect(durations.maximumMs).toBe(1_000);
  });

  it('has no duration when nothing was added, and bounds the odd ones', () => {
    const durations = new DurationHistogram();
    expect(durations.percentileMs(0.99)).toBe(0);
    durations.add(0);
    durations.add(1e9);
    expect(durations.percentileMs(1)).toBeGreaterThan(1_000_000);
  });
});

describe('Tally', () => {
  it('counts by name, largest first', () => {
    const tally = new Tally();
    tally.add('a');
    tally.add('b', 3);
    tally.add('a');

    expect(Object.entries(tally.toRecord())).toEqual([
      ['b', 3],
      ['a', 2],
    ]);
    expect(tally.total).toBe(5);
    expect(tally.get('c')).toBe(0);
  });
});
