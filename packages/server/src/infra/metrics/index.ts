export { DurationHistogram } from './duration-histogram.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { type MetricsListener, startMetricsListener } from './metrics-listener.ts';
