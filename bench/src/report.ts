import { type Machine, machineLine } from './machine.ts';
import type { Run, Series } from './measure/rounds.ts';
import { spreadOf } from './measure/statistics.ts';
import type { Row, RowResult, Verdict } from './row.ts';

/** A row that was measured, or could not be. */
export interface MeasuredRow {
  readonly name: string;
  readonly title: string;
  readonly result: RowResult | undefined;
  /** Why it could not be measured. */
  readonly problem: string | undefined;
}

export type Outcome = 'met' | 'missed' | 'failed';

/** A row with errors fails, whatever its figures are. */
export function outcomeOf(row: MeasuredRow, verdict?: Verdict): Outcome {
  if (row.result === undefined || Object.keys(row.result.errors).length > 0) return 'failed';
  const verdicts = verdict === undefined ? row.result.verdicts : [verdict];
  return verdicts.every((one) => one.met) ? 'met' : 'missed';
}

/** The figures of one row, as it is printed when it has been measured. */
export function formatRow(row: MeasuredRow): string {
  const lines = [`\n${row.title} (${row.name})`];
  const { result } = row;
  if (result === undefined) return [...lines, `  failed: ${row.problem}`].join('\n');
  if (result.series.length > 0) lines.push(formatSeries(result.series));
  for (const [name, figure] of Object.entries(result.figures)) lines.push(`  ${name}: ${figure}`);
  for (const [word, count] of Object.entries(result.errors)) lines.push(`  ERROR ${count} x ${word}`);
  for (const verdict of result.verdicts) {
    lines.push(
      `  ${outcomeOf(row, verdict).padEnd(6)} ${verdict.what}: ${verdict.measured} (mark ${verdict.mark})`,
    );
  }
  return lines.join('\n');
}

function formatSeries(series: readonly Series[]): string {
  const columns = [
    '',
    'per second',
    'p50 ms',
    'p99 ms',
    'server us',
    'database us',
    'generator',
    'server MiB',
  ];
  const rows = series.map((one) => [
    one.name,
    whole(one.runs, (run) => run.rate),
    tenth(one.runs, (run) => run.p50),
    tenth(one.runs, (run) => run.p99),
    whole(one.runs, (run) => run.serverUs),
    whole(one.runs, (run) => run.databaseUs),
    `${Math.round(100 * median(one.runs, (run) => run.generatorShare))} %`,
    `${Math.round(one.residentMib)}`,
  ]);
  return formatTable([columns, ...rows]);
}

function median(runs: readonly Run[], figure: (run: Run) => number): number {
  return spreadOf(runs.map(figure)).median;
}

function whole(runs: readonly Run[], figure: (run: Run) => number): string {
  const { median: middle, lowest, highest } = spreadOf(runs.map(figure));
  if (highest === 0) return '-';
  return `${Math.round(middle)} [${Math.round(lowest)}-${Math.round(highest)}]`;
}

function tenth(runs: readonly Run[], figure: (run: Run) => number): string {
  return median(runs, figure).toFixed(1);
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

/** The whole table in Markdown: one line for each mark. */
export function formatSummary(rows: readonly MeasuredRow[], machine: Machine): string {
  const lines = rows.flatMap((row) => {
    if (row.result === undefined) return [[row.name, '', '', String(row.problem), 'failed']];
    return row.result.verdicts.map((verdict) => [
      row.name,
      verdict.what,
      verdict.mark,
      verdict.measured,
      outcomeOf(row, verdict),
    ]);
  });
  const header = ['row', 'what', 'mark', 'measured', 'verdict'];
  const table = [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  return ['', ...table, '', machineLine(machine)].join('\n');
}

/** Everything for programs. */
export function toJson(rows: readonly MeasuredRow[], machine: Machine, quick: boolean): string {
  return JSON.stringify(
    {
      machine,
      quick,
      rows: rows.map((row) => ({
        ...row,
        outcome: outcomeOf(row),
        result: row.result && {
          ...row.result,
          series: row.result.series.map((one) => ({ ...one, errors: Object.fromEntries(one.errors) })),
        },
      })),
    },
    null,
    2,
  );
}

export type { Row };
