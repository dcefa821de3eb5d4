import type { SecureModeChoice } from '../../infra/db/index.ts';
import type { FileRecord, RecordFault } from '../../infra/record-files/index.ts';
import { hardwareTypes } from '../clients/index.ts';
import { type FieldFault, readChoice, readTypedDeviceId, secureModes } from '../plug-and-play/index.ts';
import type { ClientKind } from '../values/index.ts';
import { copiedSoftwareTypes } from './copy-client.schema.ts';
import { kindOfOther, noNumber, sameDevice } from './replacement.ts';

/** Columns of a list of replacements. */
export const replacementColumns = [
  'deviceId',
  'newDeviceId',
  'hardwareType',
  'softwareType',
  'secureMode',
] as const;

/** A line that is right by itself. */
export interface Replacement {
  readonly line: number;
  /** Of the phone that is replaced. */
  readonly deviceId: string;
  /** Of the phone that takes its place; null: it is recognized by the number. */
  readonly newDeviceId: string | null;
  readonly secureMode: SecureModeChoice;
  readonly kindFor: (client: ClientKind) => ClientKind;
}

/** Reads a line; answers every fault of it instead when there is one. */
export function readReplacement({ line, values }: FileRecord): Replacement | readonly RecordFault[] {
  const faults: RecordFault[] = [];
  const textOf = (column: (typeof replacementColumns)[number]): string => values[column] ?? '';
  const fault = (column: (typeof replacementColumns)[number], { rule, text }: FieldFault): null => {
    faults.push({ line, column, value: textOf(column), rule, text });
    return null;
  };
  const readDevice = (column: 'deviceId' | 'newDeviceId'): string | null => {
    const read = readTypedDeviceId(textOf(column));
    return 'value' in read ? read.value : fault(column, read);
  };
  const choose = <Word extends string>(
    column: 'hardwareType' | 'softwareType' | 'secureMode',
    words: readonly Word[],
    empty: Word,
  ): Word => {
    const chosen = readChoice(textOf(column), words, empty);
    if ('word' in chosen) return chosen.word;
    fault(column, chosen);
    return empty;
  };
  const deviceId = readDevice('deviceId');
  const newDeviceId = readDevice('newDeviceId');
  if (deviceId === null && faults.length === 0) fault('deviceId', oldDeviceMissing);
  if (deviceId !== null && deviceId === newDeviceId) {
    fault('newDeviceId', { rule: 'device_id.same', text: sameDevice });
  }
  const hardwareType = choose('hardwareType', ['', ...hardwareTypes], '');
  const softwareType = choose('softwareType', ['', ...copiedSoftwareTypes], '');
  const secureMode = choose('secureMode', secureModes, 'disabled');
  if (deviceId === null || faults.length > 0) return faults;
  const other = {
    ...(hardwareType === '' ? {} : { hardwareType }),
    ...(softwareType === '' ? {} : { softwareType }),
  };
  return { line, deviceId, newDeviceId, secureMode, kindFor: (client) => kindOfOther(client, other) };
}

const oldDeviceMissing: FieldFault = {
  rule: 'device_id.missing',
  text: {
    en: 'Give the device ID of the client whose place the other phone takes.',
    de: 'Geben Sie die Geräte-ID des Endgeräts an, an dessen Stelle das andere Telefon tritt.',
  },
};

export function clientUnknown(deviceId: string): FieldFault {
  return {
    rule: 'client.unknown',
    text: {
      en: `There is no client with the device ID ${deviceId}: look it up in the list of clients.`,
      de: `Es gibt kein Endgerät mit der Geräte-ID ${deviceId}: Sehen Sie in der Liste der Endgeräte nach.`,
    },
  };
}

export function deviceTwice(deviceId: string, line: number): FieldFault {
  return {
    rule: 'file.duplicate',
    text: {
      en: `${deviceId} stands in line ${line} already: keep one of them.`,
      de: `${deviceId} steht bereits in Zeile ${line}: Behalten Sie eine davon.`,
    },
  };
}

/** Without a number the other phone can be recognized by its device only. */
export const nothingToRecognize: FieldFault = { rule: 'preparation.empty', text: noNumber };
