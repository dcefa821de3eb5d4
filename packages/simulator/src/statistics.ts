/** Buckets grow by a tenth each: from 0.1 ms to a quarter of an hour in 170 of them; a percentile is at most a tenth too high. */
const BUCKET_GROWTH = 1.1;
const SMALLEST_MS = 0.1;
const BUCKETS = 170;

/** Durations in bounded memory, for percentiles. */
export class DurationHistogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #total = 0;
  #maximum = 0;

  add(durationMs: number): void {
    const bucket = Math.ceil(
      Math.log(Math.max(durationMs, SMALLEST_MS) / SMALLEST_MS) / Math.log(BUCKET_GROWTH),
    );
    const place = Math.min(bucket, BUCKETS - 1);
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#total += 1;
    this.#maximum = Math.max(this.#maximum, durationMs);
  }

  get count(): number {
    return this.#total;
  }

  get maximumMs(): number {
    return this.#maximum;
  }

  /** The duration that `share` (0 to 1) of all do not exceed, in milliseconds; 0 when there are none. */
  percentileMs(share: number): number {
    let left = Math.ceil(this.#total * share);
    for (const [place, count] of this.#counts.entries()) {
      left -= count;
      const isLast = place === BUCKETS - 1;
      if (left <= 0 && count > 0 && !isLast)
        return Math.min(this.#maximum, SMALLEST_MS * BUCKET_GROWTH ** place);
    }
    return this.#maximum;
  }
}

/** Counts by name. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  get(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  get total(): number {
    let total = 0;
    for (const count of this.#counts.values()) total += count;
    return total;
  }

  /** The counts, largest first. */
  toRecord(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort((a, b) => b[1] - a[1]));
  }
}

/** What happened to one phone or to a whole fleet. */
export class Statistics {
  /** Messages that were answered, by reason. */
  readonly contacts = new Tally();
  /** Actions of the server. */
  readonly actions = new Tally();
  /** Dialogues by their outcome. */
  readonly dialogues = new Tally();
  /** Items that WriteItems stored. */
  valuesWritten = 0;
  /** Of these, values that the server had written before with no other change in between. */
  valuesWrittenAgain = 0;
  /** Refused items by status. */
  readonly refusals = new Tally();
  /** Actions answered `busy`. */
  busyAnswers = 0;
  /** Messages without a useful answer, by kind. */
  readonly errors = new Tally();
  /** Contact requests by what became of them. */
  readonly contactRequests = new Tally();
  /** Contact requests that came within 60 s of the one before for the same phone. */
  contactRequestsTooClose = 0;
  /** From sending a message to its complete answer. */
  readonly answerTimes = new DurationHistogram();
}
