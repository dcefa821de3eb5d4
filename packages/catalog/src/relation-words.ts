import { cutText } from './catalog-error.ts';
import { findList } from './lists.ts';
import type { LocalizedText, Parameter, ParameterValue } from './parameter.ts';

/** A value of one parameter, as far as it is known. */
export interface Known {
  readonly parameter: Parameter;
  readonly value: ParameterValue;
}

/** Why a parameter cannot be set: what `found` is, and what it would have to be. */
export function notEditableWords(
  target: Parameter,
  found: Known,
  allowed: readonly ParameterValue[],
  index: number | null,
): LocalizedText {
  const what = nameWords(target, index);
  const other = nameWords(found.parameter, null);
  const is = stateWords(found.parameter, [found.value]);
  const change = changeWords(found.parameter, allowed);
  return {
    en: `${what.en} cannot be set while ${other.en} ${is.en}: ${change.en}.`,
    de: `${what.de} kann nicht gesetzt werden, solange ${other.de} ${is.de}: ${change.de}.`,
  };
}

/** Why a value has no effect: what `found` is, and with what the value would count. */
export function withoutEffectWords(
  target: Parameter,
  found: Known,
  needed: readonly ParameterValue[],
  index: number | null,
): LocalizedText {
  const what = nameWords(target, index);
  const other = nameWords(found.parameter, null);
  const is = stateWords(found.parameter, [found.value]);
  const should = stateWords(found.parameter, needed);
  return {
    en: `${what.en} has no effect while ${other.en} ${is.en}: it counts only while that ${should.en}.`,
    de: `${what.de} hat keine Wirkung, solange ${other.de} ${is.de}: Der Wert zählt nur, wenn ${other.de} ${should.de}.`,
  };
}

/** Two numbers in the wrong order. */
export function descendingWords(first: Known, second: Known, index: number | null): LocalizedText {
  const [small, large] = [nameWords(first.parameter, index), nameWords(second.parameter, index)];
  const [is, isToo] = [valueWords(first.parameter, first.value), valueWords(second.parameter, second.value)];
  return {
    en: `${small.en} is ${is.en} and ${large.en} is ${isToo.en}: the first must not be greater than the second.`,
    de: `${small.de} ist ${is.de} und ${large.de} ist ${isToo.de}: Der erste Wert darf nicht größer als der zweite sein.`,
  };
}

/** Two equal values that must differ. */
export function equalWords(first: Known, second: Known, index: number | null): LocalizedText {
  const [one, other] = [nameWords(first.parameter, index), nameWords(second.parameter, index)];
  if (first.parameter.secret || second.parameter.secret) {
    return {
      en: `${one.en} and ${other.en} are the same: they must differ.`,
      de: `${one.de} und ${other.de} sind gleich: Sie müssen sich unterscheiden.`,
    };
  }
  const both = valueWords(first.parameter, first.value);
  return {
    en: `${one.en} and ${other.en} are both ${both.en}: they must differ.`,
    de: `${one.de} und ${other.de} sind beide ${both.de}: Sie müssen sich unterscheiden.`,
  };
}

function quoted({ en, de }: LocalizedText): LocalizedText {
  return { en: `“${en}”`, de: `„${de}“` };
}

/** The label in quotes, with the entry of the list where there is one. */
function nameWords({ label, list }: Parameter, index: number | null): LocalizedText {
  const name = quoted(label);
  const entry = list === null ? undefined : findList(list)?.entry;
  if (entry === undefined || index === null) return name;
  return { en: `${name.en} (${entry.en} ${index})`, de: `${name.de} (${entry.de} ${index})` };
}

function valueWords({ values }: Parameter, value: ParameterValue): LocalizedText {
  if (value === null) return { en: 'empty', de: 'leer' };
  // Names of numbers have the number as their wire text.
  const choice = values?.find((one) => one.value === value || one.wire === String(value));
  if (choice !== undefined) return quoted(choice.label);
  if (typeof value === 'string') return quoted({ en: cutText(value), de: cutText(value) });
  return { en: String(value), de: String(value) };
}

/** What one of these values makes of a parameter, as the end of a clause: “is on”, „auf „DHCP“ steht“. */
function stateWords(parameter: Parameter, values: readonly ParameterValue[]): LocalizedText {
  const [only] = values;
  if (parameter.secret) {
    return only === null
      ? { en: 'is empty', de: 'leer ist' }
      : { en: 'has this value', de: 'diesen Wert hat' };
  }
  if (typeof only === 'boolean') {
    return only ? { en: 'is on', de: 'eingeschaltet ist' } : { en: 'is off', de: 'ausgeschaltet ist' };
  }
  const words = anyOf(parameter, values);
  return { en: `is ${words.en}`, de: only === null ? `${words.de} ist` : `auf ${words.de} steht` };
}

/** What to do for the parameter to get one of these values. */
function changeWords(parameter: Parameter, values: readonly ParameterValue[]): LocalizedText {
  const name = quoted(parameter.label);
  const [only] = values;
  if (typeof only === 'boolean') {
    return {
      en: `switch ${name.en} ${only ? 'on' : 'off'} in the same order`,
      de: `${name.de} im selben Auftrag ${only ? 'einschalten' : 'ausschalten'}`,
    };
  }
  const words = anyOf(parameter, values);
  return {
    en: `set ${name.en} to ${words.en} in the same order`,
    de: `${name.de} im selben Auftrag auf ${words.de} setzen`,
  };
}

function anyOf(parameter: Parameter, values: readonly ParameterValue[]): LocalizedText {
  const words = values.map((value) => valueWords(parameter, value));
  return {
    en: enumerate(
      words.map(({ en }) => en),
      'or',
    ),
    de: enumerate(
      words.map(({ de }) => de),
      'oder',
    ),
  };
}

function enumerate(words: readonly string[], last: 'or' | 'oder'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
