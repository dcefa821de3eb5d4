import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChangedIds, createIdBatch } from './id-batch.ts';
import { throttle } from './throttle.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a throttled function', () => {
  it('runs at once and then once per interval, however often it is called', () => {
    const run = vi.fn();
    const throttled = throttle(run, 1000);
    for (let call = 0; call < 50; call += 1) throttled();
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(5000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('drops a waiting run when it is canceled', () => {
    const run = vi.fn();
    const throttled = throttle(run, 1000);
    throttled();
    throttled();
    throttled.cancel();
    vi.advanceTimersByTime(5000);
    expect(run).toHaveBeenCalledTimes(1);
  });
});

describe('a batch of ids', () => {
  const collect = () => {
    const flushed: (string[] | 'all')[] = [];
    const batch = createIdBatch((ids: ChangedIds) => {
      flushed.push(ids === 'all' ? 'all' : [...ids]);
    }, 1000);
    return { batch, flushed };
  };

  it('hands on the first at once and joins those that follow', () => {
    const { batch, flushed } = collect();
    batch(['1']);
    batch(['2', '3']);
    batch(['3', '4']);
    vi.advanceTimersByTime(1000);
    expect(flushed).toEqual([['1'], ['2', '3', '4']]);
  });

  it('knows that "all" holds every id', () => {
    const { batch, flushed } = collect();
    batch(['1']);
    batch('all');
    batch(['2']);
    vi.advanceTimersByTime(1000);
    expect(flushed).toEqual([['1'], 'all']);
  });
});
