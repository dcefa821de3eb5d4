import type { Parameter as CatalogParameter, Rule } from '@deskfleet/catalog';
import { validateWire } from '@deskfleet/catalog/codec';
import type { Catalog, Language, LocalizedText, Parameter } from '../../api/types.ts';

/** Parameters that belong together entry by entry, as the catalog describes them. */
export type ParameterList = Catalog['lists'][number];

export type EditorKind =
  | 'switch'
  | 'choice'
  | 'number'
  | 'named-number'
  | 'secret'
  | 'certificate'
  | 'lines'
  | 'text';

/** The editor that fits a parameter; items without a catalog entry are edited as text. */
export function editorKind(parameter: Parameter | null): EditorKind {
  if (parameter === null) return 'text';
  if (parameter.type === 'certificate') return 'certificate';
  if (isMultiLine(parameter)) return 'lines';
  if (parameter.secret) return 'secret';
  switch (parameter.type) {
    case 'boolean':
      return 'switch';
    case 'enum':
      return 'choice';
    case 'integer':
      return parameter.values === null ? 'number' : 'named-number';
    default:
      return 'text';
  }
}

/** Certificates and data are uploaded or pasted, not typed. */
export function isMultiLine(parameter: Parameter | null): boolean {
  return parameter?.type === 'certificate' || parameter?.type === 'base64';
}

export const SWITCH_WIRES = { on: 'true', off: 'false' } as const;

export function localized(text: LocalizedText, language: Language): string {
  return text[language] || text.en;
}

/** Whether a wire text stands for no value: phones clear some items by the text `NULL` (phones reference, section 0). */
export function isCleared(parameter: Parameter | null, wire: string): boolean {
  return wire === '' || (parameter !== null && wire === parameter.emptyWire);
}

/** Wire text of what was typed: an emptied field becomes the text that clears the item. */
export function wireOfText(parameter: Parameter | null, text: string): string {
  return text === '' ? (parameter?.emptyWire ?? '') : text;
}

/** Choices as a reader looks for them: ISO codes by their names in his language, others in the catalog's order. */
export function choicesOf(parameter: Parameter, language: Language): { value: string; label: string }[] {
  const choices = (parameter.values ?? []).map(({ wire, label }) => ({
    value: wire,
    label: localized(label, language),
  }));
  if (parameter.valuesSource?.startsWith('ISO') !== true) return choices;
  const { compare } = new Intl.Collator(language);
  return choices.toSorted((a, b) => compare(a.label, b.label));
}

/** Wire text of a number that may be typed by its name, e.g. `EF` for 46; what is no name stays as it was typed. */
export function wireOfNamedNumber(parameter: Parameter, text: string): string {
  const typed = text.trim();
  const named = (parameter.values ?? []).find(({ label, wire }) =>
    [label.en, label.de, `${label.en} (${wire})`, `${label.de} (${wire})`].some(
      (name) => name.toLowerCase() === typed.toLowerCase(),
    ),
  );
  return wireOfText(parameter, named?.wire ?? typed);
}

/** What stands in the field for a number with names: `EF (46)`. */
export function namedNumber(parameter: Parameter, wire: string, language: Language): string {
  const named = parameter.values?.find((choice) => choice.wire === wire);
  return named === undefined ? wire : `${localized(named.label, language)} (${wire})`;
}

/** What people type around numbers and addresses and phones do not take. */
export function tidyText(parameter: Parameter | null, text: string): string {
  const trimmed = text.trim();
  switch (parameter?.type) {
    case 'e164':
      return trimmed.replaceAll(/[\s()/.-]/g, '');
    case 'mac': {
      const digits = trimmed.replaceAll(/[\s:.-]/g, '').toUpperCase();
      return /^[0-9A-F]{12}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : trimmed;
    }
    default:
      return trimmed;
  }
}

/** Wire text of the value that phones come with; null where none is known. */
export function defaultWire(parameter: Parameter): string | null {
  const value = parameter.default;
  if (value === null) return null;
  if (parameter.type !== 'enum') return String(value);
  return parameter.values?.find((choice) => choice.value === value)?.wire ?? null;
}

export type ValueWords =
  | { kind: 'empty' }
  | { kind: 'on' }
  | { kind: 'off' }
  | { kind: 'text'; text: string; unit: string | null };

/** What a wire text means to a reader; codes that the catalog does not list stay as they are. */
export function describeWire(parameter: Parameter | null, wire: string, language: Language): ValueWords {
  if (isCleared(parameter, wire)) return { kind: 'empty' };
  if (parameter === null) return { kind: 'text', text: wire, unit: null };
  if (parameter.type === 'boolean') {
    if (wire === SWITCH_WIRES.on) return { kind: 'on' };
    if (wire === SWITCH_WIRES.off) return { kind: 'off' };
  }
  const choice = parameter.values?.find((entry) => entry.wire === wire);
  if (choice !== undefined) return { kind: 'text', text: localized(choice.label, language), unit: null };
  return { kind: 'text', text: wire, unit: parameter.unit };
}

/** A rule of the catalog that a value breaks, with the sentence that the server would answer. */
export interface ValueFault {
  kind: Rule['kind'] | 'old-phone';
  text: LocalizedText;
}

/** What is wrong with a wire text by the rules of the catalog, the same that the server checks. */
export function findFault(parameter: Parameter | null, wire: string): ValueFault | null {
  if (parameter === null || isCleared(parameter, wire)) {
    return parameter !== null && wire === '' && parameter.emptyWire === null ? required(parameter) : null;
  }
  const error = validateWire(catalogEntry(parameter), wire);
  return error === undefined ? null : { kind: error.rule.kind, text: error.text };
}

function required(parameter: Parameter): ValueFault | null {
  const error = validateWire(catalogEntry(parameter), '');
  return error === undefined ? null : { kind: error.rule.kind, text: error.text };
}

/** A parameter of the API as the catalog has it: there menu and title are in both languages. */
function catalogEntry(parameter: Parameter): CatalogParameter {
  return { ...parameter, menu: parameter.menuLabel, title: parameter.titleLabel } as CatalogParameter;
}
