import type {
  Certainty,
  Choice,
  Format,
  IndexRule,
  Limits,
  LocalizedText,
  Parameter,
  ParameterValue,
  Purpose,
  Scope,
  Unit,
  ValueType,
} from './parameter.ts';
import { findSection } from './sections.ts';

/** A parameter as its data file states it: what is left out is the usual. */
export interface ParameterDefinition {
  /** Within the section. */
  readonly id: string;
  readonly item: string;
  readonly type: ValueType;
  readonly label: LocalizedText;
  readonly help: LocalizedText;
  readonly source: string;
  readonly values?: readonly ChoiceDefinition[];
  /** Where the values come from when the guide names but does not print them. */
  readonly valuesSource?: string;
  readonly default?: ParameterValue;
  readonly min?: number;
  readonly max?: number;
  readonly excluded?: readonly number[];
  readonly maxLength?: number;
  readonly unit?: Unit;
  readonly format?: Format;
  /** Left out: `setting`. */
  readonly purpose?: Purpose;
  readonly secret?: true;
  /** Left out: those of the section. */
  readonly scopes?: readonly Scope[];
  /** Left out: a single item. */
  readonly index?: IndexRule;
  readonly list?: string;
  /** Left out: texts are cleared by an empty text, anything else cannot be cleared. */
  readonly emptyWire?: '' | 'NULL';
  /** Left out: `certain`. */
  readonly certainty?: Certainty;
  readonly limits?: Limits;
}

/** Left out certainty: `certain`. */
export type ChoiceDefinition = Omit<Choice, 'certainty'> & { readonly certainty?: Certainty };

/** Choices whose codes no source tells, only the order of the guide or likeness to known ones. */
export function inferred(choices: readonly ChoiceDefinition[]): readonly ChoiceDefinition[] {
  return choices.map((choice) => ({ ...choice, certainty: 'inferred' }));
}

const SINGLE: IndexRule = { kind: 'single' };

/** Types whose values are no texts, so that an empty text is none of them. */
const NOT_TEXT: ReadonlySet<ValueType> = new Set(['boolean', 'integer', 'enum']);

/** Completes the definitions of a section. */
export function inSection(
  section: string,
  definitions: readonly ParameterDefinition[],
): readonly Parameter[] {
  const place = findSection(section);
  if (place === undefined) throw new RangeError(`no section ${section}`);
  // Ids of the guide's parameters begin with their section, all others with `other`, wherever they are shown.
  const prefix = section.split('.').length === 3 ? section : 'other';
  return definitions.map((one) => {
    const purpose = one.purpose ?? 'setting';
    const values =
      one.values?.map((choice) => ({ ...choice, certainty: choice.certainty ?? 'certain' })) ?? null;
    return {
      id: `${prefix}/${one.id}`,
      section,
      menu: place.menu.label,
      title: place.section.title,
      label: one.label,
      help: one.help,
      type: one.type,
      values,
      valuesSource: one.valuesSource ?? null,
      default: one.default ?? null,
      min: one.min ?? null,
      max: one.max ?? null,
      excluded: one.excluded ?? [],
      maxLength: one.maxLength ?? null,
      unit: one.unit ?? null,
      format: one.format ?? null,
      purpose,
      readOnly: purpose !== 'setting',
      secret: one.secret ?? false,
      scopes: one.scopes ?? place.section.scopes,
      item: one.item,
      index: one.index ?? SINGLE,
      list: one.list ?? null,
      emptyWire: one.emptyWire ?? (NOT_TEXT.has(one.type) ? null : ''),
      certainty: one.certainty ?? 'certain',
      codesCertainty: values === null ? null : weakest(values),
      limits: one.limits ?? null,
      source: one.source,
    };
  });
}

function weakest(values: readonly Choice[]): Certainty {
  return values.some((choice) => choice.certainty === 'inferred') ? 'inferred' : 'certain';
}

/** Numbers to choose from, which are their own wire codes; `unit` names one and several of them. */
export function counted(
  numbers: readonly number[],
  unit: { readonly one: LocalizedText; readonly many: LocalizedText },
): readonly ChoiceDefinition[] {
  return numbers.map((number) => {
    const { en, de } = number === 1 ? unit.one : unit.many;
    return {
      value: String(number),
      wire: String(number),
      label: { en: `${number} ${en}`.trimEnd(), de: `${number} ${de}`.trimEnd() },
    };
  });
}
