import { AppError } from '../errors/index.ts';
import type { RecordColumns } from './columns.ts';
import { readCsv } from './csv-records.ts';
import type { FileRecord } from './file-record.ts';
import { readJson } from './json-records.ts';
import { unreadable } from './record-file-error.ts';

export const recordFormats = ['csv', 'json'] as const;
export type RecordFormat = (typeof recordFormats)[number];

/** Largest file that is read. */
const MAX_BYTES = 64 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;
/** More records than the largest installation has phones. */
const MAX_RECORDS = 200_000;

export interface ReadOptions {
  readonly format: RecordFormat;
  readonly columns: RecordColumns;
  readonly maxBytes?: number;
  readonly maxRecords?: number;
}

/**
 * Records of a file as it arrives: nothing of it is kept in memory but the record under way. UTF-8, with or without byte order
 * mark.
 *
 * @throws AppError `import.unreadable` for what is no such file, `request.too_large` beyond the limits
 */
export async function* readRecords(
  source: AsyncIterable<Uint8Array>,
  { format, columns, maxBytes = MAX_BYTES, maxRecords = MAX_RECORDS }: ReadOptions,
): AsyncGenerator<FileRecord> {
  const text = decode(source, maxBytes);
  let count = 0;
  for await (const record of format === 'csv' ? readCsv(text, columns) : readJson(text, columns)) {
    count += 1;
    if (count > maxRecords) {
      throw new AppError('request.too_large', `The file has more than ${maxRecords} lines: divide it.`);
    }
    const unstorable = Object.values(record.values).some(
      (value) => value.includes('\u0000') || !value.isWellFormed(),
    );
    if (unstorable) {
      throw unreadable({
        en: `Line ${record.line} has a sign that cannot be stored: remove it.`,
        de: `Zeile ${record.line} enthält ein Zeichen, das nicht gespeichert werden kann: Entfernen Sie es.`,
      });
    }
    yield record;
  }
}

async function* decode(source: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) {
        throw new AppError(
          'request.too_large',
          `The file is larger than ${maxBytes / MEBIBYTE} MiB: divide it.`,
        );
      }
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw unreadable(
      {
        en: 'The file is not in UTF-8: save it as "CSV UTF-8".',
        de: 'Die Datei ist nicht in UTF-8: Speichern Sie sie als „CSV UTF-8“.',
      },
      error,
    );
  }
}
