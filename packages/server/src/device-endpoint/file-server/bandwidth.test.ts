import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Bandwidth } from './bandwidth.ts';

let nowMs = 0;
beforeEach(() => {
  nowMs = 0;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => vi.useRealTimers());

/** Lets time pass in ticks. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 20) {
    nowMs += 20;
    await vi.advanceTimersByTimeAsync(20);
  }
}

/** Takes portions one after the other for ever. @returns what was taken so far */
function aSender(bandwidth: Bandwidth, portion: number): { bytes: number } {
  const sent = { bytes: 0 };
  const go = async () => {
    for (;;) {
      await bandwidth.take(portion);
      sent.bytes += portion;
    }
  };
  void go();
  return sent;
}

describe('a limited bandwidth', () => {
  test('gives what its rate allows, to all the same', async () => {
    const bandwidth = new Bandwidth(100_000, () => nowMs);
    const senders = Array.from({ length: 5 }, () => aSender(bandwidth, 1_000));
    await pass(10_000);
    const total = senders.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeGreaterThan(990_000);
    expect(total).toBeLessThan(1_010_000);
    for (const { bytes } of senders) expect(bytes).toBeCloseTo(200_000, -4);
  });

  test('keeps at most a quarter of a second for later', async () => {
    const bandwidth = new Bandwidth(100_000, () => nowMs);
    nowMs = 60_000;
    const sender = aSender(bandwidth, 1_000);
    await pass(20);
    expect(sender.bytes).toBeLessThanOrEqual(27_000);
  });

  test('serves portions larger than a quarter of a second, if slowly', async () => {
    const bandwidth = new Bandwidth(1_000, () => nowMs);
    const sender = aSender(bandwidth, 16_384);
    await pass(66_000);
    expect(sender.bytes).toBe(4 * 16_384);
  });

  test('takes another rate at once, and none lets all go', async () => {
    const bandwidth = new Bandwidth(1, () => nowMs);
    let gone = 0;
    for (let place = 0; place < 3; place += 1) void bandwidth.take(16_384).then(() => (gone += 1));
    await pass(100);
    expect(gone).toBe(0);
    bandwidth.setRate(Number.POSITIVE_INFINITY);
    await pass(20);
    expect(gone).toBe(3);
    expect(bandwidth.isLimited).toBe(false);
  });
});
