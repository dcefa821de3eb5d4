import { Histogram, type HistogramConfiguration } from 'prom-client';

/**
 * A histogram of durations in seconds without labels that counts by itself: at thousands of messages a second, looking
 * for labels that are not there costs as much as encoding an answer.
 */
export class DurationHistogram extends Histogram {
  readonly #name: string;
  readonly #help: string;
  readonly #bounds: readonly number[];
  /** Durations by the first bound that they do not exceed; the last place is for those beyond all. */
  readonly #counts: number[];
  #sum = 0;

  constructor(configuration: HistogramConfiguration<never> & { readonly buckets: number[] }) {
    super(configuration);
    this.#name = configuration.name;
    this.#help = configuration.help;
    this.#bounds = configuration.buckets;
    this.#counts = [...this.#bounds, Number.POSITIVE_INFINITY].map(() => 0);
  }

  record(seconds: number): void {
    let bucket = 0;
    while (seconds > (this.#bounds[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += seconds;
  }

  /** What the registry writes; `get` of the library goes by it as well. */
  async getForPromString() {
    let count = 0;
    const buckets = this.#counts.map((inBucket, place) => {
      count += inBucket;
      return {
        metricName: `${this.#name}_bucket`,
        labels: { le: this.#bounds[place] ?? '+Inf' },
        value: count,
      };
    });
    const sums = [
      { metricName: `${this.#name}_sum`, labels: {}, value: this.#sum },
      { metricName: `${this.#name}_count`, labels: {}, value: count },
    ];
    return {
      name: this.#name,
      help: this.#help,
      type: 'histogram',
      aggregator: 'sum',
      values: [...buckets, ...sums].map((value) => ({ ...value, sharedLabels: {} })),
    };
  }
}
