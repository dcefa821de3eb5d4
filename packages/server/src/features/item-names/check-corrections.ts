import {
  type Catalog,
  type Correction,
  type Corrections,
  correctedCatalog,
  type IndexRule,
  type LocalizedText,
  type Parameter,
  releasedCatalog,
  rulesOverlap,
} from '@deskfleet/catalog';
import { isBasicItem, isSecretItem } from '@deskfleet/protocol';
import { explain } from '../../infra/http/explain.ts';
import { clipText } from '../../infra/text/index.ts';
import { CorrectionSchema } from './correction-document.ts';

/** Stable codes of what can be wrong with a correction. */
export const faultCodes = [
  'item_name.malformed',
  'item_name.unknown_parameter',
  'item_name.used_by_server',
  'item_name.reserved_name',
  'item_name.secret_name',
  'item_name.impossible_index',
  'item_name.no_choices',
  'item_name.unknown_choice',
  'item_name.unusable_code',
  'item_name.duplicate_code',
  'item_name.duplicate',
] as const;

/** Why a correction is not possible. */
export interface CorrectionFault {
  readonly parameterId: string;
  /** `item`, `index`, `codes` or `codes.<choice>`; empty for the correction as a whole. */
  readonly field: string;
  readonly code: (typeof faultCodes)[number];
  readonly text: LocalizedText;
}

const SHOWN_ID = 100;

/** Reads entries of a document that may have any form; what is malformed is named and left out. */
export function readEntries(entries: Readonly<Record<string, unknown>>): {
  readonly corrections: Map<string, Correction>;
  readonly faults: CorrectionFault[];
} {
  const corrections = new Map<string, Correction>();
  const faults: CorrectionFault[] = [];
  for (const [parameterId, entry] of Object.entries(entries)) {
    const errors = explain(CorrectionSchema, entry, 'The entry');
    for (const { field, message } of errors) {
      // How the parts are spelled is a matter of the file, which is in English as JSON schemas are.
      const text = { en: message, de: message };
      faults.push({ parameterId: clipText(parameterId, SHOWN_ID), field, code: 'item_name.malformed', text });
    }
    if (errors.length === 0) corrections.set(parameterId, entry as Correction);
  }
  return { corrections, faults };
}

/**
 * Why corrections cannot be made; empty when they can.
 *
 * @param given those to be made, well-formed
 * @param after all that would hold afterwards, the given ones among them
 */
export function checkCorrections(given: Corrections, after: Corrections): CorrectionFault[] {
  const faults = [...given].flatMap(([parameterId, correction]): CorrectionFault[] => {
    const parameter = releasedCatalog.findParameter(parameterId);
    if (parameter !== undefined) return checkOne(parameter, correction);
    const id = clipText(parameterId, SHOWN_ID);
    const text = {
      en: `The catalog has no parameter with the id "${id}".`,
      de: `Der Katalog hat keinen Parameter mit der Kennung „${id}“.`,
    };
    return [{ parameterId: id, field: '', code: 'item_name.unknown_parameter', text }];
  });
  return [...faults, ...findDuplicates(after, faults)];
}

function checkOne(parameter: Parameter, { item, index, codes }: Correction): CorrectionFault[] {
  const fault = (field: string, code: CorrectionFault['code'], en: string, de: string): CorrectionFault => ({
    parameterId: parameter.id,
    field,
    code,
    text: { en: `${parameter.label.en}: ${en}`, de: `${parameter.label.de}: ${de}` },
  });
  if (parameter.purpose === 'command' || isBasicItem(parameter.item)) {
    return [
      fault(
        '',
        'item_name.used_by_server',
        `the server itself uses the item "${parameter.item}", so it cannot be corrected.`,
        `der Server selbst verwendet das Item „${parameter.item}“, es kann daher nicht korrigiert werden.`,
      ),
    ];
  }
  const faults: CorrectionFault[] = [];
  if (item !== undefined && item !== parameter.item) {
    if (isBasicItem(item) || isCommand(item)) {
      faults.push(
        fault(
          'item',
          'item_name.reserved_name',
          `"${item}" is an item that the server itself uses: choose another name.`,
          `„${item}“ ist ein Item, das der Server selbst verwendet: Wählen Sie einen anderen Namen.`,
        ),
      );
    }
    if (parameter.secret !== isSecretItem(item)) {
      faults.push(
        parameter.secret
          ? fault(
              'item',
              'item_name.secret_name',
              `it is a secret, and "${item}" is no name of a secret (such a name ends in "-pwd" or "-password", for example), so its value would be shown.`,
              `der Wert ist geheim, „${item}“ ist aber kein Name eines Geheimnisses (ein solcher endet zum Beispiel auf „-pwd“ oder „-password“), er würde also angezeigt.`,
            )
          : fault(
              'item',
              'item_name.secret_name',
              `"${item}" is the name of a secret, so its value could not be shown: choose another name.`,
              `„${item}“ ist der Name eines Geheimnisses, der Wert könnte also nicht angezeigt werden: Wählen Sie einen anderen Namen.`,
            ),
      );
    }
  }
  if (index !== undefined) {
    const words = impossibleIndex(parameter, index);
    if (words !== undefined) faults.push(fault('index', 'item_name.impossible_index', words.en, words.de));
  }
  return [...faults, ...checkCodes(parameter, codes, fault)];
}

function isCommand(item: string): boolean {
  return releasedCatalog.parametersForItem(item).some(({ purpose }) => purpose === 'command');
}

function impossibleIndex(parameter: Parameter, rule: IndexRule): LocalizedText | undefined {
  if (rule.kind === 'list' && rule.to !== undefined && rule.to < rule.from) {
    return {
      en: `a list cannot end at ${rule.to} when it begins at ${rule.from}.`,
      de: `eine Liste kann nicht mit ${rule.to} enden, wenn sie mit ${rule.from} beginnt.`,
    };
  }
  // Values of the same index are one entry of a list, so each column needs the indexes of the others.
  if (parameter.list !== null && rule.kind !== parameter.index.kind) {
    return parameter.index.kind === 'keys'
      ? {
          en: 'it belongs to function keys, so its index must be the number of a key.',
          de: 'er gehört zu Funktionstasten, sein Index muss also die Nummer einer Taste sein.',
        }
      : {
          en: 'it is a column of a list, so its index must be that of an entry.',
          de: 'er ist eine Spalte einer Liste, sein Index muss also der eines Eintrags sein.',
        };
  }
  return undefined;
}

const UNUSABLE = /[\p{C}\u2028\u2029]/u;

function checkCodes(
  parameter: Parameter,
  codes: Correction['codes'],
  fault: (field: string, code: CorrectionFault['code'], en: string, de: string) => CorrectionFault,
): CorrectionFault[] {
  if (codes === undefined || Object.keys(codes).length === 0) return [];
  if (parameter.type !== 'enum' || parameter.values === null) {
    return [
      fault(
        'codes',
        'item_name.no_choices',
        'it has no choices, so it has no codes.',
        'er hat keine Auswahl und daher keine Codes.',
      ),
    ];
  }
  const faults: CorrectionFault[] = [];
  const known = new Set(parameter.values.map(({ value }) => value));
  for (const [value, wire] of Object.entries(codes)) {
    const field = `codes.${clipText(value, SHOWN_ID)}`;
    if (!known.has(value)) {
      const choice = clipText(value, SHOWN_ID);
      faults.push(
        fault(
          field,
          'item_name.unknown_choice',
          `it has no choice "${choice}".`,
          `er hat keine Auswahlmöglichkeit „${choice}“.`,
        ),
      );
    } else if (wire !== wire.trim() || UNUSABLE.test(wire)) {
      faults.push(
        fault(
          field,
          'item_name.unusable_code',
          'a code must not begin or end with a blank or hold control characters.',
          'ein Code darf weder mit einem Leerzeichen beginnen oder enden noch Steuerzeichen enthalten.',
        ),
      );
    }
  }
  const wires = new Map<string, string>();
  for (const { value, wire, label } of parameter.values) {
    const code = Object.hasOwn(codes, value) ? (codes[value] ?? wire) : wire;
    const other = wires.get(code);
    if (other !== undefined) {
      const field = Object.hasOwn(codes, value) ? `codes.${value}` : 'codes';
      faults.push(
        fault(
          field,
          'item_name.duplicate_code',
          `two choices have the code "${code}": "${other}" and "${label.en}".`,
          `zwei Auswahlmöglichkeiten haben den Code „${code}“: „${other}“ und „${label.de}“.`,
        ),
      );
    }
    wires.set(code, label.en);
  }
  return faults;
}

/** No two parameters may have the same value of a client; a template or a user may hold it under several labels. */
function findDuplicates(after: Corrections, known: readonly CorrectionFault[]): CorrectionFault[] {
  const faulty = new Set(known.map(({ parameterId }) => parameterId));
  const catalog: Catalog = correctedCatalog(after);
  const reported = new Set<string>();
  const faults: CorrectionFault[] = [];
  for (const id of after.keys()) {
    const parameter = catalog.findParameter(id);
    if (parameter === undefined || faulty.has(id)) continue;
    for (const other of catalog.parametersForItem(parameter.item)) {
      const pair = [id, other.id].toSorted().join(' ');
      if (other.id === id || reported.has(pair) || !shareValue(parameter, other)) continue;
      reported.add(pair);
      faults.push({
        parameterId: id,
        field: after.get(id)?.item === undefined ? 'index' : 'item',
        code: 'item_name.duplicate',
        text: {
          en: `${parameter.label.en}: "${other.label.en}" (${other.id}) has the item "${parameter.item}" with such an index already.`,
          de: `${parameter.label.de}: „${other.label.de}“ (${other.id}) hat das Item „${parameter.item}“ mit einem solchen Index bereits.`,
        },
      });
    }
  }
  return faults;
}

function shareValue(one: Parameter, other: Parameter): boolean {
  const clients = one.scopes.filter((scope) => scope.startsWith('client-'));
  return clients.some((scope) => other.scopes.includes(scope)) && rulesOverlap(one.index, other.index);
}
