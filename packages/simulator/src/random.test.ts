import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed } from './random.ts';

describe('random numbers', () => {
  it('are the same for the same seed and different for another', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return [random.next(), random.integer(1, 1_000_000), random.hex(12), random.pick(['a', 'b', 'c'])];
    };

    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
  });

  it('stay in their range and fill it evenly', () => {
    const random = createRandom(1);
    const counts = new Map<number, number>();
    for (let draw = 0; draw < 10_000; draw += 1) {
      const number = random.integer(3, 7);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }

    expect([...counts.keys()].sort()).toEqual([3, 4, 5, 6, 7]);
    for (const count of counts.values()) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  it('never let an impossible thing happen', () => {
    const random = createRandom(1);
    expect(Array.from({ length: 1_000 }, () => random.chance(0))).not.toContain(true);
    expect(Array.from({ length: 1_000 }, () => random.chance(1))).not.toContain(false);
    expect(() => random.pick([])).toThrow(RangeError);
  });

  it('come from seeds of their own for each phone', () => {
    const seeds = new Set(Array.from({ length: 100_000 }, (_unused, number) => deriveSeed(1, number)));
    expect(seeds.size).toBe(100_000);
  });
});
