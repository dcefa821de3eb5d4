import { memoryOf } from './processes.ts';

const NOTES = 4;

/** The resident memory of a process while a piece of work goes on: at each quarter of the work, and the most of it. */
export class MemoryCourse {
  readonly #pid: number;
  readonly #quarters: number[] = [];
  #mostMib = 0;

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** To be called again and again. @param done part of the work that is done, from 0 to 1 */
  note(done: number): void {
    const { residentMib } = memoryOf(this.#pid);
    this.#mostMib = Math.max(this.#mostMib, residentMib);
    while (this.#quarters.length < Math.floor(done * NOTES)) this.#quarters.push(residentMib);
  }

  get mostMib(): number {
    return this.#mostMib;
  }

  /** What the last three quarters of the work have added; NaN before its end. */
  get growthMib(): number {
    return (this.#quarters[NOTES - 1] ?? Number.NaN) - (this.#quarters[0] ?? Number.NaN);
  }

  /** At 25, 50, 75 and 100 % of the work, in MiB. */
  get text(): string {
    return this.#quarters.map((mib) => mib.toFixed(0)).join(' / ');
  }
}
