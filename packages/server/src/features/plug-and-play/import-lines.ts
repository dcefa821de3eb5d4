import type { Catalog } from '@deskfleet/catalog';
import type { PreparedValue, SecureModeChoice } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { FileRecord, RecordFault, Sentence } from '../../infra/record-files/index.ts';
import type { SecretBox } from '../../infra/secrets/index.ts';
import { clientExportColumns, hardwareTypes } from '../clients/index.ts';
import { checkValues, type OrderedValue, sealValues } from '../values/index.ts';
import { secureModes } from './plug-and-play.schema.ts';
import { type FieldFault, nothingToRecognize, readTypedDeviceId, readTypedE164 } from './preparation.ts';
import { type ItemColumn, itemHeading } from './value-columns.ts';

/** Columns of a file that say what is prepared, besides those of items. */
export const fieldColumns = ['deviceId', 'e164', 'hardwareType', 'secureMode', 'template'] as const;
/** Columns of an exported file that say what has become of it; an import passes them over. */
export const reportColumns = ['state', 'createdAt', 'createdBy', 'recognizedAt'] as const;
/** The same of exported clients. */
export const clientReportColumns = clientExportColumns.filter(
  (name) => !fieldColumns.some((field) => field === name),
);

/** A line that is right by itself, on its way into the database. Absent: the file has no such column. */
export interface ImportLine {
  readonly line: number;
  readonly deviceId?: string | null;
  readonly e164?: string | null;
  readonly hardwareType?: string;
  readonly secureMode?: SecureModeChoice;
  /** Name of the template; empty: none. */
  readonly template?: string;
  readonly values: readonly PreparedValue[];
  /** The client in whose place the phone comes; it may have the same number. */
  readonly replacesClientId?: string;
}

export interface LineDeps {
  readonly catalog: Catalog;
  readonly secrets: SecretBox;
  /** Columns of items by heading. */
  readonly items: ReadonlyMap<string, ItemColumn>;
}

/** Reads one of several words, in upper or lower case. */
export function readChoice<Word extends string>(
  text: string,
  words: readonly Word[],
  empty: Word,
): { readonly word: Word } | FieldFault {
  if (text === '') return { word: empty };
  const word = words.find((one) => one.toLowerCase() === text.toLowerCase());
  if (word !== undefined) return { word };
  const list = words.filter(Boolean).join(', ');
  return {
    rule: 'choice.unknown',
    text: {
      en: `“${text}” is none of the possible values: ${list}.`,
      de: `„${text}“ ist keiner der möglichen Werte: ${list}.`,
    },
  };
}

/** Reads a line; answers every fault of it instead when there is one. */
export function readLine({ line, values }: FileRecord, deps: LineDeps): ImportLine | readonly RecordFault[] {
  const faults: RecordFault[] = [];
  const fault = (column: string, value: string, rule: string, text: Sentence) => {
    faults.push({ line, column, value, rule, text });
  };
  const read = (column: 'deviceId' | 'e164', reader: typeof readTypedE164): string | null | undefined => {
    const text = values[column];
    if (text === undefined) return undefined;
    const result = reader(text);
    if ('value' in result) return result.value;
    fault(column, text, result.rule, result.text);
    return null;
  };
  const choose = <Word extends string>(column: string, words: readonly Word[], empty: Word) => {
    const text = values[column];
    if (text === undefined) return undefined;
    const chosen = readChoice(text, words, empty);
    if ('word' in chosen) return chosen.word;
    fault(column, text, chosen.rule, chosen.text);
    return undefined;
  };
  const deviceId = read('deviceId', readTypedDeviceId);
  const e164 = read('e164', readTypedE164);
  const hardwareType = choose('hardwareType', ['', ...hardwareTypes], '');
  const secureMode = choose('secureMode', secureModes, 'disabled');
  const template = values['template'];
  const prepared = readItems(values, deps, fault);
  if (faults.length === 0 && (deviceId ?? null) === null && (e164 ?? null) === null) {
    fault('', '', nothingToRecognize.rule, nothingToRecognize.text);
  }
  if (faults.length > 0) return faults;
  return {
    line,
    ...(deviceId === undefined ? {} : { deviceId }),
    ...(e164 === undefined ? {} : { e164 }),
    ...(hardwareType === undefined ? {} : { hardwareType }),
    ...(secureMode === undefined ? {} : { secureMode }),
    ...(template === undefined ? {} : { template }),
    values: prepared,
  };
}

function readItems(
  values: FileRecord['values'],
  { catalog, secrets, items }: LineDeps,
  fault: (column: string, value: string, rule: string, text: Sentence) => void,
): readonly PreparedValue[] {
  const ordered = [...items].flatMap(([heading, column]) => {
    const value = values[heading];
    return value === undefined || value === '' ? [] : [{ ...column, value }];
  });
  if (ordered.length === 0) return [];
  try {
    return sealValues(checkValues(ordered as readonly OrderedValue[], catalog), secrets).map((value) =>
      'sealed' in value ? value : { ...value, value: value.value ?? '' },
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    for (const { field, message, code = 'value.invalid', text } of error.errors) {
      const column = ordered[Number(/^values\.(\d+)\./.exec(field)?.[1])];
      if (column === undefined) continue;
      // What is wrong may be a secret all the same.
      fault(itemHeading(column), '', code, text ?? { en: message, de: message });
    }
    return [];
  }
}
