import { JSONParser } from '@streamparser/json';
import { AppError } from '../errors/index.ts';
import { columnOf, type RecordColumns } from './columns.ts';
import type { FileRecord } from './file-record.ts';
import { unreadable } from './record-file-error.ts';

/**
 * Records of a JSON file: an array of objects with texts, numbers, truth values and null. Its entries are counted from 1.
 *
 * @throws AppError `import.unreadable`
 */
export async function* readJson(
  text: AsyncIterable<string>,
  columns: RecordColumns,
): AsyncGenerator<FileRecord> {
  const parser = new JSONParser({ paths: ['$.*'], keepStack: false, emitPartialValues: false });
  const names = new Map<string, string>();
  const ready: FileRecord[] = [];
  let isList: boolean | undefined;
  let failure: unknown;
  parser.onValue = ({ value, key }) => {
    if (failure !== undefined) return;
    try {
      ready.push(toRecord(value, Number(key) + 1, columns, names));
    } catch (error) {
      failure = error;
    }
  };
  parser.onError = (error) => {
    failure ??= notJson(error);
  };
  for await (const chunk of text) {
    isList ??= startsList(chunk);
    if (isList === false) throw noList();
    parser.write(chunk);
    // Before the failure come the records that were whole.
    yield* ready.splice(0);
    if (failure !== undefined) throw failure;
  }
  if (isList === undefined) throw noList();
  if (!parser.isEnded) parser.end();
  if (failure !== undefined) throw failure;
}

function startsList(chunk: string): boolean | undefined {
  const [first] = chunk.trimStart();
  return first === undefined ? undefined : first === '[';
}

function toRecord(
  entry: unknown,
  line: number,
  columns: RecordColumns,
  names: Map<string, string>,
): FileRecord {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw unreadable({
      en: `Entry ${line} is no object: each entry must name its columns, as in {"deviceId": "00:1A:E8:12:34:56"}.`,
      de: `Eintrag ${line} ist kein Objekt: Jeder Eintrag muss seine Spalten benennen, wie in {"deviceId": "00:1A:E8:12:34:56"}.`,
    });
  }
  const values: Record<string, string> = {};
  for (const [heading, value] of Object.entries(entry)) {
    let name = names.get(heading);
    if (name === undefined) {
      name = columnOf(heading, columns);
      names.set(heading, name);
    }
    values[name] = toText(value, line, name);
  }
  return { line, values };
}

function toText(value: unknown, line: number, column: string): string {
  if (value === null) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw unreadable({
    en: `"${column}" of entry ${line} must be a text, a number, true, false or null.`,
    de: `„${column}“ von Eintrag ${line} muss ein Text, eine Zahl, true, false oder null sein.`,
  });
}

function noList(): AppError {
  return unreadable({
    en: 'The file is no list of entries: it must begin with "[".',
    de: 'Die Datei ist keine Liste von Einträgen: Sie muss mit „[“ beginnen.',
  });
}

function notJson(cause: unknown): unknown {
  if (cause instanceof AppError) return cause;
  return unreadable({ en: 'The file is not valid JSON.', de: 'Die Datei ist kein gültiges JSON.' }, cause);
}
