import { pino } from 'pino';
import { Counter } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics, DurationHistogram, type MetricsListener, startMetricsListener } from './index.ts';

const log = pino({ level: 'silent' });
let listener: MetricsListener | undefined;
afterEach(async () => {
  await listener?.stop();
  listener = undefined;
});

describe('the metrics listener', () => {
  it('answers the figures of the process and the counters of features', async () => {
    const metrics = createMetrics();
    const counter = new Counter({ name: 'deskfleet_test_total', help: 'A test.', registers: [metrics] });
    counter.inc(3);
    listener = await startMetricsListener(metrics, { host: '127.0.0.1', port: 0, log });
    const response = await fetch(`http://127.0.0.1:${listener.port}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    expect(text).toContain('deskfleet_test_total 3');
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  });

  it('answers durations by the bounds that they do not exceed', async () => {
    const metrics = createMetrics();
    const histogram = new DurationHistogram({
      name: 'deskfleet_test_seconds',
      help: 'A test.',
      buckets: [0.01, 0.1],
      registers: [metrics],
    });
    for (const seconds of [0.005, 0.01, 0.05, 7]) histogram.record(seconds);
    const text = await metrics.metrics();
    expect(text.split('\n').filter((line) => line.startsWith('deskfleet_test_seconds'))).toEqual([
      'deskfleet_test_seconds_bucket{le="0.01"} 2',
      'deskfleet_test_seconds_bucket{le="0.1"} 3',
      'deskfleet_test_seconds_bucket{le="+Inf"} 4',
      'deskfleet_test_seconds_sum 7.065',
      'deskfleet_test_seconds_count 4',
    ]);
    expect(text).toContain('# TYPE deskfleet_test_seconds histogram');
    expect((await histogram.get()).values).toHaveLength(5);
  });

  it('answers nothing else', async () => {
    listener = await startMetricsListener(createMetrics(), { host: '127.0.0.1', port: 0, log });
    const base = `http://127.0.0.1:${listener.port}`;
    expect((await fetch(`${base}/`)).status).toBe(404);
    expect((await fetch(`${base}/metrics`, { method: 'POST' })).status).toBe(404);
  });

  it('answers 500 without details when a figure cannot be collected', async () => {
    const metrics = createMetrics();
    new Counter({
      name: 'deskfleet_broken_total',
      help: 'A test.',
      registers: [metrics],
      collect: () => {
        throw new RangeError('secret reason');
      },
    });
    listener = await startMetricsListener(metrics, { host: '127.0.0.1', port: 0, log });
    const response = await fetch(`http://127.0.0.1:${listener.port}/metrics`);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
  });

  it('fails with the reason when the port is taken', async () => {
    listener = await startMetricsListener(createMetrics(), { host: '127.0.0.1', port: 0, log });
    const second = startMetricsListener(createMetrics(), { host: '127.0.0.1', port: listener.port, log });
    await expect(second).rejects.toThrow(/is in use by another program/);
  });
});
