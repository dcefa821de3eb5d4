import { describe, expect, it } from 'vitest';
import { ManualClock, systemClock } from './clock.ts';

describe('ManualClock', () => {
  it('fires timers in the order of their due times, those set on the way included', () => {
    const clock = new ManualClock(1_000);
    const fired: string[] = [];
    clock.schedule(20, () => fired.push(`late at ${clock.now()}`));
    clock.schedule(10, () => {
      fired.push(`early at ${clock.now()}`);
      clock.schedule(5, () => fired.push(`follow-up at ${clock.now()}`));
    });
    clock.schedule(10, () => fired.push('second of the same time'));
    clock.schedule(31, () => fired.push('not yet'));
    clock.advance(30);

    expect(fired).toEqual(['early at 1010', 'second of the same time', 'follow-up at 1015', 'late at 1020']);
    expect(clock.now()).toBe(1_030);
    expect(clock.pendingTimers).toBe(1);
  });

  it('forgets cancelled timers', () => {
    const clock = new ManualClock();
    let fired = false;
    clock.cancel(
      clock.schedule(1, () => {
        fired = true;
      }),
    );
    clock.advance(10);

    expect(fired).toBe(false);
  });
});

describe('the system clock', () => {
  it('fires once, and not after being cancelled', async () => {
    const fired: string[] = [];
    const cancelled = systemClock.schedule(0, () => fired.push('cancelled'));
    systemClock.cancel(cancelled);
    await new Promise<void>((resolve) => systemClock.schedule(5, resolve));

    expect(fired).toEqual([]);
  });
});
