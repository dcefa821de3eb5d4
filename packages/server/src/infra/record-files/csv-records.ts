import { CsvError, parse } from 'csv-parse';
import { type RecordColumns, readHeading } from './columns.ts';
import type { FileRecord } from './file-record.ts';
import { unguardFormula } from './formula-guard.ts';
import { unreadable } from './record-file-error.ts';

/** Longest record, in characters: a quote that is never closed must not take in the whole file. */
const MAX_RECORD = 128 * 1_024;
/** Spreadsheets of German and of other systems separate by semicolon, comma or tabulator. */
const DELIMITERS = [';', ',', '\t'] as const;

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Records of a CSV file (RFC 4180). The delimiter is that of the heading; empty lines and blanks around values are skipped.
 *
 * @throws AppError `import.unreadable`
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  columns: RecordColumns,
): AsyncGenerator<FileRecord> {
  const { heading, rest } = await splitOff(text);
  const parser = parse({
    delimiter: delimiterOf(heading),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
    max_record_size: MAX_RECORD,
  });
  const feeding = feed(parser, heading, rest);
  let names: readonly string[] | undefined;
  try {
    for await (const parsed of parser as AsyncIterable<ParsedRecord>) {
      const { record, info } = parsed;
      if (names === undefined) {
        names = readHeading(record, columns);
        continue;
      }
      yield { line: firstLine(parsed), values: toValues(record, names, info.lines) };
    }
    await feeding;
  } catch (error) {
    throw toAppError(error);
  } finally {
    parser.destroy();
    await feeding.catch(() => {});
  }
  if (names === undefined) {
    throw unreadable({
      en: 'The file is empty: its first line must name the columns.',
      de: 'Die Datei ist leer: Die erste Zeile muss die Spalten benennen.',
    });
  }
}

/** The parser counts the line in which a record ends. */
function firstLine({ record, info }: ParsedRecord): number {
  const breaks = record.reduce((sum, value) => sum + (value.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
  return info.lines - breaks;
}

function toValues(record: readonly string[], names: readonly string[], line: number): Record<string, string> {
  const surplus = record.slice(names.length).some((value) => value !== '');
  if (surplus) {
    throw unreadable({
      en: `Line ${line} has more values than the heading has columns: a value with the separator in it must stand in quotes.`,
      de: `Zeile ${line} hat mehr Werte als die Kopfzeile Spalten: Ein Wert, der das Trennzeichen enthält, muss in Anführungszeichen stehen.`,
    });
  }
  return Object.fromEntries(names.map((name, place) => [name, unguardFormula(record[place] ?? '')]));
}

/** The first line, for the delimiter; a line `sep=;`, which some spreadsheets write, is no heading. */
async function splitOff(
  text: AsyncIterable<string>,
): Promise<{ readonly heading: string; readonly rest: AsyncIterator<string> }> {
  const rest = text[Symbol.asyncIterator]();
  let heading = '';
  while (!/\S.*[\r\n]/.test(heading) && heading.length < MAX_RECORD) {
    const { value, done } = await rest.next();
    if (done === true) break;
    heading += value;
  }
  return { heading, rest };
}

function delimiterOf(heading: string): string {
  const first = /^sep=(.)\r?\n/i.exec(heading)?.[1] ?? heading.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}

async function feed(
  parser: ReturnType<typeof parse>,
  heading: string,
  rest: AsyncIterator<string>,
): Promise<void> {
  const write = (chunk: string) =>
    new Promise<boolean>((resolve) => {
      if (parser.destroyed) resolve(false);
      else if (parser.write(chunk)) resolve(true);
      else {
        const settle = () => {
          parser.off('drain', settle).off('close', settle);
          resolve(!parser.destroyed);
        };
        parser.once('drain', settle).once('close', settle);
      }
    });
  try {
    // The line is replaced by an empty one, so that the others keep their numbers.
    let chunk = heading.replace(/^sep=.(?=\r?\n)/i, '');
    while (await write(chunk)) {
      const { value, done } = await rest.next();
      if (done === true) {
        parser.end();
        return;
      }
      chunk = value;
    }
    await rest.return?.();
  } catch (error) {
    parser.destroy(
      error instanceof Error ? error : new TypeError('the file could not be read', { cause: error }),
    );
  }
}

function toAppError(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = Number(error['lines'] ?? 0);
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
    case 'CSV_QUOTE_NOT_CLOSED':
      return unreadable(
        {
          en: `A quote that opens before line ${line} is never closed.`,
          de: `Ein Anführungszeichen, das vor Zeile ${line} geöffnet wird, wird nicht geschlossen.`,
        },
        error,
      );
    default:
      return unreadable(
        {
          en: `Line ${line} is not valid CSV: a quote within a value must be doubled, and the value stand in quotes.`,
          de: `Zeile ${line} ist kein gültiges CSV: Ein Anführungszeichen im Wert muss verdoppelt werden und der Wert in Anführungszeichen stehen.`,
        },
        error,
      );
  }
}
