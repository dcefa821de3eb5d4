import { unreadable } from './record-file-error.ts';

/** What a file of records may have. */
export interface RecordColumns {
  /** Columns by name; a heading is recognized in upper and lower case. */
  readonly known: readonly string[];
  /** Those without which a file says nothing. */
  readonly required?: readonly string[];
  /** Whether another heading is a column as well, e.g. the name of an item; answers its name. */
  readonly other?: (heading: string) => string | undefined;
}

/**
 * The columns that a heading names, in its order.
 *
 * @throws AppError `import.unreadable` for unknown, doubled and missing columns
 */
export function readHeading(headings: readonly string[], columns: RecordColumns): string[] {
  const found = headings.map((heading) => columnOf(heading, columns));
  const doubled = found.find((name, place) => found.indexOf(name) !== place);
  if (doubled !== undefined) {
    throw unreadable({
      en: `The column "${doubled}" is there twice: keep one.`,
      de: `Die Spalte „${doubled}“ kommt zweimal vor: Behalten Sie eine davon.`,
    });
  }
  const missing = (columns.required ?? []).filter((name) => !found.includes(name));
  if (missing.length > 0) {
    throw unreadable({
      en: `The file has no column ${quoted(missing, 'en')}: its first line must name the columns.`,
      de: `Der Datei fehlt die Spalte ${quoted(missing, 'de')}: Die erste Zeile muss die Spalten benennen.`,
    });
  }
  return found;
}

/**
 * The column that one heading names.
 *
 * @throws AppError `import.unreadable` when there is none
 */
export function columnOf(heading: string, { known, other }: RecordColumns): string {
  const plain = heading.trim();
  const name =
    known.find((column) => column.toLowerCase() === plain.toLowerCase()) ??
    (plain === '' ? undefined : other?.(plain));
  if (name !== undefined) return name;
  throw unreadable({
    en: `There is no column "${plain.slice(0, 100)}": possible are ${known.join(', ')}.`,
    de: `Die Spalte „${plain.slice(0, 100)}“ gibt es nicht: Möglich sind ${known.join(', ')}.`,
  });
}

function quoted(names: readonly string[], language: 'en' | 'de'): string {
  return names.map((name) => (language === 'de' ? `„${name}“` : `"${name}"`)).join(', ');
}
