import { BenchError } from '../bench-error.ts';
import { type Run, ratioOf, type Series } from '../measure/rounds.ts';
import type { Spread } from '../measure/statistics.ts';
import { errorsOf, type RowResult, type Verdict } from '../row.ts';

export function findSeries(series: readonly Series[], name: string): Series {
  const found = series.find((one) => one.name === name);
  if (found === undefined) throw new BenchError(`nothing was measured of ${name}`);
  return found;
}

/** Our rate over that of a reference server. */
export function verdictOnRate(series: readonly Series[], reference: string, least: number): Verdict {
  const ratio = ratioOf(findSeries(series, 'ours'), findSeries(series, reference), (run) => run.rate);
  return {
    what: `rate, ours : ${reference}`,
    mark: `>= ${least.toFixed(2)}`,
    measured: spreadText(ratio),
    met: ratio.median >= least,
  };
}

/** A cost of one series over that of another one; above 1 the first one costs more. */
export function verdictOnCost(
  what: string,
  series: Series,
  reference: Series,
  cost: (run: Run) => number,
  most: number,
): Verdict {
  const ratio = ratioOf(series, reference, cost);
  return { what, mark: `<= ${most.toFixed(2)}`, measured: spreadText(ratio), met: ratio.median <= most };
}

export function spreadText({ median, lowest, highest }: Spread): string {
  return `${median.toFixed(2)} [${lowest.toFixed(2)}-${highest.toFixed(2)}]`;
}

export function seriesOf(series: readonly Series[]): Pick<RowResult, 'series' | 'errors' | 'figures'> {
  return { series, errors: errorsOf(series), figures: {} };
}
