import { collectDefaultMetrics, Registry } from 'prom-client';

/** Where features register their counters; names begin with `deskfleet_`, units are in the name (`_seconds`, `_bytes`). */
export type Metrics = Registry;

/** A registry with the figures of the process: CPU, memory, event loop, garbage collection, open handles. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
