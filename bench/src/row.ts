import type { BenchArguments } from './arguments.ts';
import type { Environment } from './environment.ts';
import type { Series } from './measure/rounds.ts';

/** One line of the benchmark: what is measured, and the mark it has to reach. */
export interface Row {
  readonly name: string;
  readonly title: string;
  readonly measure: (environment: Environment, options: BenchArguments) => Promise<RowResult>;
}

/** What a mark asks and what was measured. */
export interface Verdict {
  readonly what: string;
  readonly mark: string;
  readonly measured: string;
  readonly met: boolean;
}

export interface RowResult {
  readonly verdicts: readonly Verdict[];
  /** Figures of each server. */
  readonly series: readonly Series[];
  /** Other figures, by name. */
  readonly figures: Readonly<Record<string, string | number>>;
  /** What went wrong and how often; anything at all fails the row. */
  readonly errors: Readonly<Record<string, number>>;
}

/** The errors of several series, each with the name of its server in front. */
export function errorsOf(series: readonly Pick<Series, 'name' | 'errors'>[]): Record<string, number> {
  return Object.fromEntries(
    series.flatMap(({ name, errors }) =>
      [...errors].map(([word, count]): [string, number] => [`${name}: ${word}`, count]),
    ),
  );
}
