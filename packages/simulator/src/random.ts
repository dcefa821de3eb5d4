/** Reproducible random numbers: the same seed gives the same phones, faults and delays. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [minimum, maximum]. */
  integer(minimum: number, maximum: number): number;
  /** Whether something of this probability (0..1) happens now. */
  chance(probability: number): boolean;
  /** One of the choices; throws RangeError when there is none. */
  pick<Choice>(choices: readonly Choice[]): Choice;
  /** `digits` upper-case hexadecimal digits. */
  hex(digits: number): string;
}

// Mulberry32: 32 bits of state are enough for phones and keep a generator per phone small.
class Mulberry32 implements Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  #word(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  next(): number {
    return this.#word() / 4_294_967_296;
  }

  integer(minimum: number, maximum: number): number {
    return minimum + Math.floor(this.next() * (maximum - minimum + 1));
  }

  chance(probability: number): boolean {
    return probability > 0 && this.next() < probability;
  }

  pick<Choice>(choices: readonly Choice[]): Choice {
    const choice = choices[Math.floor(this.next() * choices.length)];
    if (choice === undefined) throw new RangeError('Cannot pick from an empty list.');
    return choice;
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.#word().toString(16).toUpperCase().padStart(8, '0');
    return text.slice(0, digits);
  }
}

/** A generator for a seed. */
export function createRandom(seed: number): Random {
  return new Mulberry32(seed);
}

/** The seed of one of many generators that come from one seed and must not run alike. */
export function deriveSeed(seed: number, number: number): number {
  let mixed = (seed ^ Math.imul(number + 1, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
