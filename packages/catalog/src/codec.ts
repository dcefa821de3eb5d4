import { CatalogError, type Rule } from './catalog-error.ts';
import { fitsFormat, fitsType, numberFitsFormat } from './formats.ts';
import { fitsIndex } from './index-rules.ts';
import type { Parameter, ParameterValue, Scope, ValueType } from './parameter.ts';

export { isLegacyPhone, validateLegacyText } from './legacy-text.ts';

/** Longest text where the parameter states no length, in characters. */
export const MAX_TEXT_LENGTH = 1024;

/** Longest certificate or data: a message holds 50 kB with all around it (protocol reference, section 11). */
export const MAX_DATA_LENGTH = 40_000;

/** Texts in lines, whose white space at the ends means nothing. */
const MULTI_LINE: ReadonlySet<ValueType> = new Set(['certificate', 'base64']);

/** Address items are cleared by this text (phones reference, section 0); phones may report it. */
const CLEARED = 'NULL';
const CLEARED_BY_NULL: ReadonlySet<ValueType> = new Set(['ip', 'host', 'e164']);

/**
 * What a wire text means. An empty text is null whatever the type, for a phone may have no value.
 * Throws {@link CatalogError} when the text breaks a rule of the parameter.
 */
export function parseWire(parameter: Parameter, wire: string): ParameterValue {
  const text = withoutOuterLines(parameter, wire);
  if (text === '' || isCleared(parameter, text)) return null;
  switch (parameter.type) {
    case 'boolean':
      if (wire !== 'true' && wire !== 'false') throw new CatalogError(parameter, { kind: 'boolean' }, wire);
      return wire === 'true';
    case 'integer':
      // Only canonical digits: other spellings of the same number would look like drift for ever.
      if (!/^(?:0|-?[1-9]\d{0,15})$/.test(wire)) throw new CatalogError(parameter, { kind: 'integer' }, wire);
      return checkNumber(parameter, Number(wire));
    case 'enum': {
      const choice = parameter.values?.find((one) => one.wire === wire);
      if (choice === undefined) throw new CatalogError(parameter, choiceRule(parameter), wire);
      return choice.value;
    }
    default:
      return checkText(parameter, text);
  }
}

/**
 * Wire text of a value as {@link parseWire} gives it: `parseWire(p, formatValue(p, v))` is `v`.
 * Throws {@link CatalogError} when the parameter does not take the value.
 */
export function formatValue(parameter: Parameter, value: ParameterValue): string {
  if (value === null || value === '') {
    if (parameter.emptyWire === null) throw new CatalogError(parameter, { kind: 'required' }, value);
    return parameter.emptyWire;
  }
  switch (parameter.type) {
    case 'boolean':
      if (typeof value !== 'boolean') throw new CatalogError(parameter, { kind: 'boolean' }, value);
      return String(value);
    case 'integer':
      if (!Number.isSafeInteger(value)) throw new CatalogError(parameter, { kind: 'integer' }, value);
      return String(checkNumber(parameter, Number(value)));
    case 'enum': {
      const choice = parameter.values?.find((one) => one.value === value);
      if (choice === undefined) throw new CatalogError(parameter, choiceRule(parameter), value);
      return choice.wire;
    }
    default:
      if (typeof value !== 'string') throw new CatalogError(parameter, { kind: 'text' }, value);
      return formatText(parameter, value);
  }
}

/** Why a wire text must not be written to the parameter; undefined when it may. */
export function validateWire(parameter: Parameter, wire: string): CatalogError | undefined {
  return caught(() => formatValue(parameter, parseWire(parameter, wire)));
}

/** Why an index does not fit the parameter; undefined when it does. Undefined and null stand for no index. */
export function validateIndex(
  parameter: Parameter,
  index: number | null | undefined,
): CatalogError | undefined {
  if (fitsIndex(parameter.index, index ?? null)) return undefined;
  return new CatalogError(parameter, { kind: 'index', index: parameter.index }, index ?? null);
}

/** Why nobody can set the parameter, or not in this scope; undefined when it can be set. */
export function validateWritable(parameter: Parameter, scope?: Scope): CatalogError | undefined {
  const { purpose } = parameter;
  if (purpose !== 'setting') return new CatalogError(parameter, { kind: 'read-only', purpose }, null);
  if (scope === undefined || parameter.scopes.includes(scope)) return undefined;
  return new CatalogError(parameter, { kind: 'scope', allowed: parameter.scopes }, null);
}

/** Whether two wire texts mean the same value, e.g. the two ways to clear an address. */
export function sameWire(parameter: Parameter, left: string, right: string): boolean {
  if (left === right) return true;
  const values: ParameterValue[] = [];
  const failure = caught(() => values.push(parseWire(parameter, left), parseWire(parameter, right)));
  return failure === undefined && values[0] === values[1];
}

function formatText(parameter: Parameter, value: string): string {
  const text = withoutOuterLines(parameter, value);
  return text === '' || isCleared(parameter, text)
    ? formatValue(parameter, null)
    : checkText(parameter, text);
}

function withoutOuterLines(parameter: Parameter, text: string): string {
  return MULTI_LINE.has(parameter.type) ? text.trim() : text;
}

function isCleared(parameter: Parameter, text: string): boolean {
  return text === CLEARED && (parameter.emptyWire === CLEARED || CLEARED_BY_NULL.has(parameter.type));
}

function checkNumber(parameter: Parameter, number: number): number {
  const { min, max, excluded, format } = parameter;
  const refuse = (rule: Rule) => new CatalogError(parameter, rule, number);
  if (!Number.isSafeInteger(number)) throw refuse({ kind: 'integer' });
  if ((min !== null && number < min) || (max !== null && number > max))
    throw refuse({ kind: 'range', min, max });
  if (excluded.includes(number)) throw refuse({ kind: 'excluded', excluded });
  if (format !== null && !numberFitsFormat(format, number)) throw refuse({ kind: 'format', format });
  return number;
}

function checkText(parameter: Parameter, text: string): string {
  const { type, format } = parameter;
  const multiLine = MULTI_LINE.has(type);
  const refuse = (rule: Rule) => new CatalogError(parameter, rule, text);
  // The length first: whatever follows costs time in proportion to it.
  const maxLength = parameter.maxLength ?? (multiLine ? MAX_DATA_LENGTH : MAX_TEXT_LENGTH);
  if (isLonger(text, maxLength)) throw refuse({ kind: 'length', maxLength });
  if (hasForbiddenCharacter(text, multiLine)) throw refuse({ kind: 'printable' });
  // Both sides of the protocol trim values (protocol reference, section 5), so such a value never comes back equal.
  if (text !== text.trim()) throw refuse({ kind: 'trimmed' });
  if (!fitsType(type, text)) throw refuse({ kind: 'format', format: type });
  if (format !== null && !fitsFormat(format, text)) throw refuse({ kind: 'format', format });
  return text;
}

function isLonger(text: string, maxLength: number): boolean {
  if (text.length <= maxLength) return false;
  return text.length > 2 * maxLength || [...text].length > maxLength;
}

/** Control characters, line breaks, and what XML 1.0 (section 2.2) cannot carry. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]/u;
const LINE_WHITE_SPACE = /[\t\n\r]/g;

function hasForbiddenCharacter(text: string, multiLine: boolean): boolean {
  return FORBIDDEN.test(multiLine ? text.replaceAll(LINE_WHITE_SPACE, '') : text);
}

function choiceRule(parameter: Parameter): Rule {
  return { kind: 'choice', allowed: parameter.values?.map(({ label }) => label) ?? [] };
}

function caught(work: () => unknown): CatalogError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof CatalogError) return error;
    throw error;
  }
}
