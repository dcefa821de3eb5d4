/** A number of places that callers take and give back; whoever finds too few waits for its turn. */
export class Places {
  #free: number;
  readonly #waiting: { readonly count: number; readonly enter: () => void }[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves when the places are the caller's; never when there are not so many. */
  async take(count: number): Promise<void> {
    if (this.#waiting.length === 0 && count <= this.#free) {
      this.#free -= count;
      return;
    }
    await new Promise<void>((enter) => this.#waiting.push({ count, enter }));
  }

  giveBack(count: number): void {
    this.#free += count;
    for (
      let first = this.#waiting[0];
      first !== undefined && first.count <= this.#free;
      first = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#free -= first.count;
      first.enter();
    }
  }
}
