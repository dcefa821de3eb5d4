import {
  type Catalog,
  CatalogError,
  fitsIndex,
  formatValue,
  type LocalizedText,
  type Parameter,
  type ParameterValue,
  type Scope,
  validateIndex,
  validateWire,
  validateWritable,
} from '@deskfleet/catalog';
import { isSecretItem, itemKey } from '@deskfleet/protocol';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import type { SecretBox } from '../../infra/secrets/index.ts';
import type { WantedValue } from './desired.queries.ts';

/** A value as ordered over the API: as on the wire, or as in the catalog. Null withdraws the desired value. */
export type OrderedValue =
  | { readonly item: string; readonly index?: number; readonly value: string | null }
  | { readonly parameter: string; readonly index?: number; readonly value: ParameterValue };

/** An ordered value that some phone could take; which ones is another question. */
export interface CheckedValue {
  /** Place in the order. */
  readonly place: number;
  readonly item: string;
  readonly index: number | null;
  /** Text on the wire; null withdraws. */
  readonly wire: string | null;
  /** Parameters that it may be of: labels for SIP and HFA can share an item. Empty: the catalog does not know the item. */
  readonly parameters: readonly Parameter[];
}

/** What is wrong with a value: the part of it, a stable code, and the sentence. */
export interface Refusal {
  readonly part: 'item' | 'parameter' | 'index' | 'value';
  readonly code: string;
  readonly text: LocalizedText;
}

/** Names that phones use are of this form; an item the catalog does not know may be set by its name. */
const ITEM_NAME = /^[A-Za-z][A-Za-z0-9._-]{0,127}$/;
/** XML knows no way to write these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;
/** More than this helps nobody and would let a large order make a large answer. */
export const MAX_ERRORS = 100;

/**
 * Reads ordered values and checks what holds for every phone.
 *
 * @param scope only parameters that can be set on this; absent: on which clients is another question
 * @throws AppError `job.invalid_value` with every field that is wrong
 */
export function checkValues(
  values: readonly OrderedValue[],
  catalog: Catalog,
  scope?: Scope,
): CheckedValue[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const checked = values.flatMap((ordered, place) => {
    const read = readValue(ordered, place, seen, catalog, scope);
    if (!('part' in read)) return [read];
    errors.push(fieldError(place, read));
    return [];
  });
  throwIfAny(errors);
  return checked;
}

/** @throws AppError `job.invalid_value` when there are errors */
export function throwIfAny(errors: readonly FieldError[]): void {
  const [first] = errors;
  if (first === undefined) return;
  throw new AppError('job.invalid_value', first.message, { errors: errors.slice(0, MAX_ERRORS) });
}

/**
 * A refusal as the API tells it, with the field of the order that it is about.
 *
 * @param place of the value in the order
 */
export function fieldError(place: number, { part, code, text }: Refusal): FieldError {
  return { field: `values.${place}.${part}`, message: text.en, code, text };
}

/** What the catalog says of a value. */
export function refusalOf(part: Refusal['part'], { code, text }: CatalogError): Refusal {
  return { part, code, text };
}

function readValue(
  ordered: OrderedValue,
  place: number,
  seen: Set<string>,
  catalog: Catalog,
  scope: Scope | undefined,
): CheckedValue | Refusal {
  const read =
    'parameter' in ordered
      ? readParameter(ordered, place, catalog, scope)
      : readItem(ordered, place, catalog, scope);
  if ('part' in read) return read;
  const key = itemKey(read.item, read.index ?? undefined);
  if (seen.has(key)) {
    const what = shown(read);
    return {
      part: 'parameter' in ordered ? 'parameter' : 'item',
      code: 'value.duplicate',
      text: {
        en: `${what.en} is there twice: give each value once.`,
        de: `${what.de} kommt zweimal vor: Geben Sie jeden Wert nur einmal an.`,
      },
    };
  }
  seen.add(key);
  return read;
}

function readParameter(
  { parameter: id, index: given, value }: Extract<OrderedValue, { parameter: string }>,
  place: number,
  catalog: Catalog,
  scope: Scope | undefined,
): CheckedValue | Refusal {
  const parameter = catalog.findParameter(id);
  if (parameter === undefined) {
    const name = cut(id);
    return {
      part: 'parameter',
      code: 'parameter.unknown',
      text: {
        en: `There is no parameter “${name}” in the catalog.`,
        de: `Der Katalog enthält keinen Parameter „${name}“.`,
      },
    };
  }
  const notWritable = validateWritable(parameter, scope);
  if (notWritable !== undefined) return refusalOf('parameter', notWritable);
  const index = given ?? (parameter.index.kind === 'fixed' ? parameter.index.index : null);
  const wrongIndex = validateIndex(parameter, index);
  if (wrongIndex !== undefined) return refusalOf('index', wrongIndex);
  try {
    const wire = value === null ? null : formatValue(parameter, value);
    return { place, item: parameter.item, index, wire, parameters: [parameter] };
  } catch (error) {
    if (error instanceof CatalogError) return refusalOf('value', error);
    throw error;
  }
}

function readItem(
  { item, index: given, value }: Extract<OrderedValue, { item: string }>,
  place: number,
  catalog: Catalog,
  scope: Scope | undefined,
): CheckedValue | Refusal {
  const index = given ?? null;
  if (!ITEM_NAME.test(item)) {
    return {
      part: 'item',
      code: 'item.invalid_name',
      text: {
        en: `“${cut(item)}” is no item name: use letters, digits, hyphens, points and underscores.`,
        de: `„${cut(item)}“ ist kein Item-Name: Erlaubt sind Buchstaben, Ziffern, Bindestriche, Punkte und Unterstriche.`,
      },
    };
  }
  const known = catalog.parametersForItem(item);
  const fitting = known.filter((parameter) => fitsIndex(parameter.index, index));
  const [first = known[0]] = fitting;
  const read = { place, item, index, wire: value, parameters: fitting };
  if (catalog.fixedItems.has(item) && known.every(({ readOnly }) => readOnly)) {
    const notWritable = first && validateWritable(first);
    return notWritable === undefined ? fixedRefusal(read) : refusalOf('item', notWritable);
  }
  if (first !== undefined) {
    const refusals = (fitting.length === 0 ? [first] : fitting).map((parameter) =>
      refusalByParameter(parameter, index, value, scope),
    );
    // Which of several labels counts depends on the phone: it is enough that one of them takes the value.
    const writable = fitting.filter((_, one) => refusals[one] === undefined);
    if (writable.length === 0) return refusals[0] ?? fixedRefusal(read);
    return value !== null && FORBIDDEN.test(value) ? controlRefusal(read) : { ...read, parameters: writable };
  }
  return value !== null && FORBIDDEN.test(value) ? controlRefusal(read) : read;
}

function refusalByParameter(
  parameter: Parameter,
  index: number | null,
  value: string | null,
  scope: Scope | undefined,
): Refusal | undefined {
  const notWritable = validateWritable(parameter, scope);
  if (notWritable !== undefined) return refusalOf('item', notWritable);
  const wrongIndex = validateIndex(parameter, index);
  if (wrongIndex !== undefined) return refusalOf('index', wrongIndex);
  if (value === null) return undefined;
  // An empty value clears the item on the phone (protocol reference section 9), where there is something to clear.
  if (value === '') {
    if (parameter.emptyWire !== null) return undefined;
    return refusalOf('value', new CatalogError(parameter, { kind: 'required' }, value));
  }
  const wrong = validateWire(parameter, value);
  return wrong && refusalOf('value', wrong);
}

function fixedRefusal(value: CheckedValue): Refusal {
  const what = shown(value);
  return {
    part: 'item',
    code: 'parameter.read_only',
    text: {
      en: `${what.en} is set by the phone itself, so it cannot be ordered.`,
      de: `${what.de} legt das Telefon selbst fest; der Wert kann nicht vorgegeben werden.`,
    },
  };
}

function controlRefusal(value: CheckedValue): Refusal {
  const what = shown(value);
  return {
    part: 'value',
    code: 'parameter.control_character',
    text: {
      en: `The value of ${what.en} has control characters: remove them.`,
      de: `Der Wert von ${what.de} enthält Steuerzeichen: Entfernen Sie sie.`,
    },
  };
}

/** What a value is called: its label if it has one, otherwise its item. */
export function shown({ item, index, parameters: [parameter] }: CheckedValue): LocalizedText {
  if (parameter !== undefined && parameter.list === null) {
    return { en: `“${parameter.label.en}”`, de: `„${parameter.label.de}“` };
  }
  return index === null
    ? { en: `“${item}”`, de: `„${item}“` }
    : { en: `“${item}” with index ${index}`, de: `„${item}“ mit Index ${index}` };
}

function cut(text: string): string {
  const beginning = text.slice(0, 60).toWellFormed().replaceAll(/\p{C}/gu, '\u{FFFD}');
  return text.length > 60 ? `${beginning}…` : beginning;
}

/** The values as they are wanted; the secrets among them are sealed. */
export function sealValues(values: readonly CheckedValue[], secrets: SecretBox): WantedValue[] {
  return values.map(({ item, index, wire }): WantedValue => {
    const ref = index === null ? { name: item } : { name: item, index };
    return wire !== null && wire !== '' && isSecretItem(item)
      ? { ...ref, sealed: secrets.seal(wire) }
      : { ...ref, value: wire };
  });
}
