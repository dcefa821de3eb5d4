/** Work of one caller waiting for its batch. */
interface Waiting<In, Out> {
  readonly input: In;
  readonly key: string;
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
  /** Batches that may be under way at once. */
  readonly inFlight?: number;
}

/**
 * Lets callers of the same few milliseconds share one transaction (architecture section 4).
 * There is no timer: a batch leaves as soon as the one before it has committed, so a lone caller waits for nobody,
 * and under load the batches grow by themselves. A batch that fails as a whole is tried again one by one, so
 * that one bad input does not fail its neighbors.
 */
export class GroupCommit<In, Out> {
  readonly #options: GroupCommitOptions<In, Out>;
  readonly #inFlightLimit: number;
  #queue: Waiting<In, Out>[] = [];
  #running = 0;
  #scheduled = false;

  constructor(options: GroupCommitOptions<In, Out>) {
    this.#options = options;
    this.#inFlightLimit = options.inFlight ?? 1;
  }

  /** Inputs that wait for their batch: the measure of overload. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Resolves after the batch that holds this input has committed. */
  add(input: In): Promise<Out> {
    return new Promise<Out>((resolve, reject) => {
      this.#queue.push({ input, key: this.#options.keyOf(input), resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#running >= this.#inFlightLimit || this.#queue.length === 0) return;
    this.#scheduled = true;
    // Inputs that arrive in the same turn of the event loop belong into the same batch.
    setImmediate(() => {
      this.#scheduled = false;
      this.#start();
    });
  }

  #start(): void {
    if (this.#running >= this.#inFlightLimit || this.#queue.length === 0) return;
    const batch = this.#take();
    this.#running += 1;
    void this.#run(batch).finally(() => {
      this.#running -= 1;
      this.#start();
    });
    this.#schedule();
  }

  #take(): Waiting<In, Out>[] {
    const batch: Waiting<In, Out>[] = [];
    const rest: Waiting<In, Out>[] = [];
    const keys = new Set<string>();
    for (const entry of this.#queue) {
      if (batch.length < this.#options.maxSize && !keys.has(entry.key)) {
        keys.add(entry.key);
        batch.push(entry);
      } else {
        rest.push(entry);
      }
    }
    this.#queue = rest;
    return batch;
  }

  async #run(batch: Waiting<In, Out>[]): Promise<void> {
    try {
      const outputs = await this.#options.commit(batch.map((entry) => entry.input));
      for (const [position, entry] of batch.entries()) {
        const output = outputs[position];
        if (output instanceof Error || output === undefined)
          entry.reject(output ?? new Error('a batch gave no output'));
        else entry.resolve(output);
      }
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) only.reject(error);
      else for (const entry of batch) await this.#run([entry]);
    }
  }
}
