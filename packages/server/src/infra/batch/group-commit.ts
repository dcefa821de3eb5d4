/** Work of one caller waiting for its batch. */
interface Waiting<In, Out> {
  readonly input: In;
  readonly key: string;
  readonly weight: number;
  readonly resolve: (output: Out) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommitOptions<In, Out> {
  /** What makes two inputs collide: one batch never holds two inputs of one key. */
  readonly keyOf: (input: In) => string;
  /** Handles a batch in one database round trip or transaction; answers in the order of its inputs. */
  readonly commit: (inputs: readonly In[]) => Promise<readonly (Out | Error)[]>;
  /** Most inputs of one batch. */
  readonly maxSize: number;
  /** How much an input takes of `maxWeight`, e.g. its bytes. Default: nothing. */
  readonly weightOf?: (input: In) => number;
  /** Most weight of one batch; an input that is by itself heavier goes alone. Default: no limit. */
  readonly maxWeight?: number;
  /** Batches that may be under way at once. */
  readonly inFlight?: number;
  /**
   * A batch of fewer than `enough` inputs starts so many milliseconds after the one before it at the earliest. Under load
   * that makes fewer and larger batches of the same inputs; after a pause nobody waits. Default: no pace.
   */
  readonly pace?: { readonly ms: number; readonly enough: number };
  /**
   * Whether a batch may have failed with this error because of one of its inputs, so that the others deserve a try of their
   * own. Default: always.
   */
  readonly isolates?: (error: unknown) => boolean;
}

/** A batch broke its promise to answer every input. */
export class BatchError extends Error {
  override readonly name = 'BatchError';
}

/**
 * Lets callers of the same few milliseconds share one transaction (architecture section 4).
 * A lone caller waits for nobody. Under load the batches grow by themselves: one leaves when the one before it has
 * committed, and not before its pace. A batch that fails as a whole is tried again one by one, so
 * that one bad input does not fail its neighbors.
 */
export class GroupCommit<In, Out> {
  readonly #options: GroupCommitOptions<In, Out>;
  readonly #inFlightLimit: number;
  readonly #maxWeight: number;
  #queue: Waiting<In, Out>[] = [];
  #running = 0;
  #scheduled = false;
  #startedMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: GroupCommitOptions<In, Out>) {
    this.#options = options;
    this.#inFlightLimit = options.inFlight ?? 1;
    this.#maxWeight = options.maxWeight ?? Number.POSITIVE_INFINITY;
  }

  /** Inputs that wait for their batch: the measure of overload. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Resolves after the batch that holds this input has committed. */
  add(input: In): Promise<Out> {
    const { keyOf, weightOf } = this.#options;
    return new Promise<Out>((resolve, reject) => {
      this.#queue.push({ input, key: keyOf(input), weight: weightOf?.(input) ?? 0, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#running >= this.#inFlightLimit || this.#queue.length === 0) return;
    const { pace } = this.#options;
    const waitMs =
      pace === undefined || this.#queue.length >= pace.enough
        ? 0
        : pace.ms - (performance.now() - this.#startedMs);
    if (waitMs > 0) {
      this.#timer ??= setTimeout(() => this.#start(), waitMs);
      return;
    }
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Inputs that arrive in the same turn of the event loop belong into the same batch.
    setImmediate(() => {
      this.#scheduled = false;
      this.#start();
    });
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#running >= this.#inFlightLimit || this.#queue.length === 0) return;
    const batch = this.#take();
    this.#running += 1;
    this.#startedMs = performance.now();
    void this.#run(batch).finally(() => {
      this.#running -= 1;
      this.#schedule();
    });
    this.#schedule();
  }

  #take(): Waiting<In, Out>[] {
    const batch: Waiting<In, Out>[] = [];
    const rest: Waiting<In, Out>[] = [];
    const keys = new Set<string>();
    let weight = 0;
    for (const entry of this.#queue) {
      const fits = batch.length < this.#options.maxSize && weight + entry.weight <= this.#maxWeight;
      if ((fits || batch.length === 0) && !keys.has(entry.key)) {
        batch.push(entry);
        weight += entry.weight;
      } else {
        rest.push(entry);
      }
      // Also those left behind: inputs of one key keep their order.
      keys.add(entry.key);
    }
    this.#queue = rest;
    return batch;
  }

  async #run(batch: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const outputs = await this.#options.commit(batch.map((entry) => entry.input));
      for (const [position, entry] of batch.entries()) answer(entry, outputs[position]);
    } catch (error) {
      await this.#afterFailure(batch, error);
    }
  }

  /** The first error that can be no input's fault ends the tries: they would only make everybody wait for the same. */
  async #afterFailure(batch: readonly Waiting<In, Out>[], error: unknown): Promise<void> {
    let latest = error;
    for (const [position, entry] of batch.entries()) {
      if (batch.length === 1 || this.#options.isolates?.(latest) === false) {
        for (const failed of batch.slice(position)) failed.reject(latest);
        return;
      }
      try {
        const [output] = await this.#options.commit([entry.input]);
        answer(entry, output);
      } catch (ownError) {
        latest = ownError;
        entry.reject(ownError);
      }
    }
  }
}

function answer<In, Out>(entry: Waiting<In, Out>, output: Out | Error | undefined): void {
  if (output === undefined) entry.reject(new BatchError('a batch has not answered all of its inputs'));
  else if (output instanceof Error) entry.reject(output);
  else entry.resolve(output);
}
