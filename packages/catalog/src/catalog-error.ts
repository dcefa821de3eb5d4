import { describeFormat } from './format-words.ts';
import type {
  Format,
  IndexRule,
  Limits,
  LocalizedText,
  Parameter,
  ParameterValue,
  Purpose,
  Scope,
  ValueType,
} from './parameter.ts';

/** The rule that a value breaks, with what it allows. */
export type Rule =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'text' }
  | { readonly kind: 'range'; readonly min: number | null; readonly max: number | null }
  | { readonly kind: 'excluded'; readonly excluded: readonly number[] }
  | { readonly kind: 'choice'; readonly allowed: readonly LocalizedText[] }
  | { readonly kind: 'length'; readonly maxLength: number }
  | { readonly kind: 'format'; readonly format: Format | ValueType }
  | { readonly kind: 'printable' }
  | { readonly kind: 'trimmed' }
  | { readonly kind: 'required' }
  | { readonly kind: 'read-only'; readonly purpose: Purpose }
  | { readonly kind: 'scope'; readonly allowed: readonly Scope[] }
  | { readonly kind: 'models'; readonly models: readonly string[] }
  | { readonly kind: 'firmware'; readonly firmware: NonNullable<Limits['firmware']> }
  | { readonly kind: 'index'; readonly index: IndexRule };

const CODES = {
  boolean: 'parameter.not_a_boolean',
  integer: 'parameter.not_an_integer',
  text: 'parameter.not_a_text',
  range: 'parameter.out_of_range',
  excluded: 'parameter.excluded_number',
  choice: 'parameter.unknown_choice',
  length: 'parameter.too_long',
  format: 'parameter.wrong_format',
  printable: 'parameter.control_character',
  trimmed: 'parameter.surrounding_space',
  required: 'parameter.empty',
  'read-only': 'parameter.read_only',
  scope: 'parameter.wrong_scope',
  models: 'parameter.foreign_model',
  firmware: 'parameter.old_firmware',
  index: 'parameter.wrong_index',
} as const satisfies Record<Rule['kind'], string>;

/** Stable code of a refusal. */
export type CatalogErrorCode = (typeof CODES)[keyof typeof CODES];

/** Longest part of a value that a message repeats, in characters. */
const SHOWN_CHARACTERS = 40;

/** A value that a parameter does not take. */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';
  readonly code: CatalogErrorCode;
  readonly parameterId: string;
  readonly rule: Rule;
  /** The value as it was given, a long text cut; null for secrets, which no message may repeat. */
  readonly value: ParameterValue;
  /** One sentence that names the parameter, the value and what is allowed; `message` is the English one. */
  readonly text: LocalizedText;

  constructor(parameter: Parameter, rule: Rule, value: ParameterValue) {
    const shown = parameter.secret ? null : typeof value === 'string' ? cutText(value) : value;
    const text = describe(parameter, rule, shown);
    super(text.en);
    this.code = CODES[rule.kind];
    this.parameterId = parameter.id;
    this.rule = rule;
    this.value = shown;
    this.text = text;
  }
}

function describe({ label }: Parameter, rule: Rule, value: ParameterValue): LocalizedText {
  const broken = wordsFor(rule);
  const shown = value === null || value === '' ? null : String(value);
  return {
    en: `${label.en}: ${shown === null ? 'the value' : `“${shown}”`} ${broken.en}.`,
    de: `${label.de}: ${shown === null ? 'Der Wert' : `„${shown}“`} ${broken.de}.`,
  };
}

/** Hostile values end up in logs and pages, so only the beginning is repeated, without control characters. */
export function cutText(value: string): string {
  const beginning = [...value.slice(0, 2 * SHOWN_CHARACTERS + 2)];
  const shown = beginning.slice(0, SHOWN_CHARACTERS).join('').replaceAll(/\p{C}/gu, '\u{FFFD}');
  return beginning.length > SHOWN_CHARACTERS ? `${shown}…` : shown;
}

function wordsFor(rule: Rule): LocalizedText {
  switch (rule.kind) {
    case 'boolean':
      return { en: 'is neither true nor false', de: 'ist weder true noch false' };
    case 'integer':
      return { en: 'is not a whole number', de: 'ist keine ganze Zahl' };
    case 'text':
      return { en: 'is not a text', de: 'ist kein Text' };
    case 'range':
      return rangeWords(rule.min, rule.max);
    case 'excluded': {
      const numbers = rule.excluded.join(', ');
      return {
        en: `is among the numbers that are not allowed: ${numbers}`,
        de: `gehört zu den nicht erlaubten Zahlen: ${numbers}`,
      };
    }
    case 'choice':
      return choiceWords(rule.allowed);
    case 'length':
      return {
        en: `has more than ${rule.maxLength} characters`,
        de: `hat mehr als ${rule.maxLength} Zeichen`,
      };
    case 'format': {
      const form = describeFormat(rule.format);
      return { en: `is not ${form.en}`, de: `ist nicht zulässig; erwartet wird ${form.de}` };
    }
    case 'printable':
      return {
        en: 'contains control characters or line breaks',
        de: 'enthält Steuerzeichen oder Zeilenumbrüche',
      };
    case 'trimmed':
      return { en: 'begins or ends with white space', de: 'beginnt oder endet mit einem Leerzeichen' };
    case 'required':
      return { en: 'cannot be empty', de: 'darf nicht leer sein' };
    case 'read-only':
      return rule.purpose === 'command'
        ? {
            en: 'cannot be set; the server sends it on its own',
            de: 'kann nicht gesetzt werden; der Server sendet ihn von sich aus',
          }
        : { en: 'cannot be set; it can only be read', de: 'kann nicht gesetzt, nur gelesen werden' };
    case 'scope':
      return {
        en: `cannot be set here, only for: ${rule.allowed.map((scope) => SCOPES[scope].en).join(', ')}`,
        de: `kann hier nicht gesetzt werden, nur für: ${rule.allowed.map((scope) => SCOPES[scope].de).join(', ')}`,
      };
    case 'models': {
      const models = rule.models.join(', ');
      return {
        en: `cannot be set on this model, only on: ${models}`,
        de: `kann auf diesem Modell nicht gesetzt werden, nur auf: ${models}`,
      };
    }
    case 'firmware': {
      const { family, from } = rule.firmware;
      return {
        en: `cannot be set with this firmware; ${family} phones know it from ${from}`,
        de: `kann mit dieser Firmware nicht gesetzt werden; ${family}-Telefone kennen ihn ab ${from}`,
      };
    }
    case 'index':
      return indexWords(rule.index);
  }
}

const SCOPES: Record<Scope, LocalizedText> = {
  'client-sip': { en: 'SIP clients', de: 'SIP-Telefone' },
  'client-hfa': { en: 'HFA clients', de: 'HFA-Telefone' },
  user: { en: 'mobile users', de: 'mobile Benutzer' },
  template: { en: 'templates', de: 'Vorlagen' },
};

/** More choices than these fill a sentence beyond reading. */
const LISTED_CHOICES = 10;

function choiceWords(allowed: readonly LocalizedText[]): LocalizedText {
  if (allowed.length > LISTED_CHOICES) {
    return {
      en: `is none of the ${allowed.length} choices`,
      de: `gehört nicht zu den ${allowed.length} Auswahlmöglichkeiten`,
    };
  }
  return {
    en: `is not one of: ${allowed.map(({ en }) => en).join(', ')}`,
    de: `gehört nicht zur Auswahl: ${allowed.map(({ de }) => de).join(', ')}`,
  };
}

function rangeWords(min: number | null, max: number | null): LocalizedText {
  if (min === null) return { en: `is above ${max}`, de: `ist größer als ${max}` };
  if (max === null) return { en: `is below ${min}`, de: `ist kleiner als ${min}` };
  return { en: `is not in the range ${min} to ${max}`, de: `liegt nicht im Bereich ${min} bis ${max}` };
}

function indexWords(index: IndexRule): LocalizedText {
  switch (index.kind) {
    case 'single':
      return {
        en: 'is given with an index but has none',
        de: 'hat einen Index, obwohl keiner vorgesehen ist',
      };
    case 'fixed':
      return { en: `needs the index ${index.index}`, de: `braucht den Index ${index.index}` };
    case 'keys':
      return {
        en: 'needs the number of a function key as index',
        de: 'braucht als Index die Nummer einer Funktionstaste',
      };
    case 'list': {
      const { from, to } = index;
      return to === undefined
        ? { en: `needs an index from ${from} upwards`, de: `braucht einen Index ab ${from}` }
        : { en: `needs an index from ${from} to ${to}`, de: `braucht einen Index von ${from} bis ${to}` };
    }
  }
}
