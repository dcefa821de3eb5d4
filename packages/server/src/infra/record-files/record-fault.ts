/** A sentence in both languages of the app. */
export interface Sentence {
  readonly en: string;
  readonly de: string;
}

/** What is wrong with one field of a file of records. */
export interface RecordFault {
  /** Line of a CSV file (the heading is line 1), or number of the entry in a JSON file, from 1. */
  readonly line: number;
  /** Column; empty for the line as a whole. */
  readonly column: string;
  /** The value as it stands in the file; empty for a secret. */
  readonly value: string;
  /** The rule that it breaks, a stable word for programs. */
  readonly rule: string;
  readonly text: Sentence;
}

/** Faults that are kept of a file; more of them are only counted, so that a file of nothing but faults fills no memory. */
const MAX_KEPT = 500;
/** Signs of a value that are kept. */
const MAX_VALUE = 200;

/** Collects what is wrong with a file: the first faults in the order of their lines, and the number of all. */
export class RecordFaults {
  readonly #kept: RecordFault[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  add(fault: RecordFault): void {
    this.#count += 1;
    if (this.#kept.length >= MAX_KEPT) return;
    this.#kept.push({ ...fault, value: fault.value.slice(0, MAX_VALUE).toWellFormed() });
  }

  /** The faults that are kept, by line. */
  list(): RecordFault[] {
    return [...this.#kept].sort((a, b) => a.line - b.line);
  }
}
