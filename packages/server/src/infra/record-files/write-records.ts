import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { guardFormula } from './formula-guard.ts';
import type { RecordFormat } from './read-records.ts';

/** A value of a record to be written; null is empty. */
export type RecordValue = string | number | boolean | null;

export interface WriteOptions {
  readonly format: RecordFormat;
  readonly columns: readonly string[];
  /** Default: a comma. */
  readonly delimiter?: ',' | ';';
}

/**
 * A file of records, written as it is read. CSV (RFC 4180) begins with a byte order mark, without which spreadsheets take UTF-8
 * for something else, and no value of it is a formula.
 */
export function writeRecords(
  records: AsyncIterable<Readonly<Record<string, RecordValue>>>,
  options: WriteOptions,
): Readable {
  return options.format === 'csv'
    ? writeCsv(records, options)
    : Readable.from(writeJson(records, options.columns));
}

function writeCsv(
  records: AsyncIterable<Readonly<Record<string, RecordValue>>>,
  { columns, delimiter = ',' }: WriteOptions,
): Readable {
  const rows = async function* () {
    yield [...columns];
    for await (const record of records) yield columns.map((column) => guarded(record[column] ?? null));
  };
  const source = Readable.from(rows());
  const lines = stringify({ delimiter, record_delimiter: 'windows', bom: true });
  source.on('error', (error) => lines.destroy(error));
  lines.on('close', () => source.destroy());
  return source.pipe(lines);
}

/** A value that cannot be taken for a formula. */
function guarded(value: RecordValue): string {
  if (value === null) return '';
  return guardFormula(String(value));
}

async function* writeJson(
  records: AsyncIterable<Readonly<Record<string, RecordValue>>>,
  columns: readonly string[],
): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const record of records) {
    const chosen = Object.fromEntries(columns.map((column) => [column, record[column] ?? null]));
    yield `${separator}  ${JSON.stringify(chosen)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

export const recordMediaTypes = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const;
