import {
  findParameterForValue,
  fixedItems,
  parametersForItem,
  validateIndex,
  validateWire,
  validateWritable,
} from '@deskfleet/catalog';
import { hasLegacyUnsafeCharacters, isSecretItem } from '@deskfleet/protocol';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import type { SecretBox } from '../../infra/secrets/index.ts';
import type { WantedValue } from '../values/index.ts';

/** A value as ordered over the API. */
export interface OrderedValue {
  readonly item: string;
  readonly index?: number;
  /** Text as on the wire; null withdraws the desired value. */
  readonly value: string | null;
}

/** Names that phones use are of this form; an item the catalog does not know may be set by its name. */
const ITEM_NAME = /^[A-Za-z][A-Za-z0-9._-]{0,127}$/;
/** XML knows no way to write these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/**
 * Checks ordered values against the catalog and seals the secrets among them.
 *
 * @throws AppError `job.invalid_value` with every field that is wrong
 */
export function checkValues(values: readonly OrderedValue[], secrets: SecretBox): WantedValue[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const checked = values.map((ordered, position): WantedValue => {
    const problem = problemOf(ordered, seen);
    if (problem !== undefined)
      errors.push({ field: `values.${position}.${problem.field}`, message: problem.message });
    seen.add(`${ordered.item}\u0000${ordered.index ?? ''}`);
    const ref = { name: ordered.item, ...(ordered.index === undefined ? {} : { index: ordered.index }) };
    return ordered.value !== null && ordered.value !== '' && isSecretItem(ordered.item)
      ? { ...ref, sealed: secrets.seal(ordered.value) }
      : { ...ref, value: ordered.value };
  });
  const [first] = errors;
  if (first !== undefined) throw new AppError('job.invalid_value', first.message, { errors });
  return checked;
}

function problemOf(
  { item, index, value }: OrderedValue,
  seen: ReadonlySet<string>,
): { field: string; message: string } | undefined {
  if (!ITEM_NAME.test(item)) {
    return {
      field: 'item',
      message: `"${item}" is no item name: use letters, digits, hyphens, points and underscores.`,
    };
  }
  if (seen.has(`${item}\u0000${index ?? ''}`)) {
    return { field: 'item', message: `${shown(item, index)} is there twice: give each value once.` };
  }
  if (fixedItems.has(item)) {
    return {
      field: 'item',
      message: `${shown(item, index)} is set by the phone itself, so it cannot be ordered.`,
    };
  }
  const [known] = parametersForItem(item);
  const parameter = findParameterForValue(item, index ?? null) ?? known;
  if (parameter !== undefined) {
    const notWritable = validateWritable(parameter);
    if (notWritable !== undefined) return { field: 'item', message: notWritable.message };
    const wrongIndex = validateIndex(parameter, index ?? null);
    if (wrongIndex !== undefined) return { field: 'index', message: wrongIndex.message };
  }
  if (value === null) return undefined;
  if (FORBIDDEN.test(value)) {
    return {
      field: 'value',
      message: `The value of ${shown(item, index)} has control characters: remove them.`,
    };
  }
  if (parameter === undefined) return undefined;
  // An empty value clears the item on the phone (protocol reference section 9), where there is something to clear.
  if (value === '') {
    return parameter.emptyWire === null
      ? { field: 'value', message: `${shown(item, index)} needs a value: it cannot be cleared.` }
      : undefined;
  }
  const refusal = validateWire(parameter, value);
  return refusal === undefined ? undefined : { field: 'value', message: refusal.message };
}

/**
 * OpenStage firmware does not understand the escapes of `<`, `>` and `&` (protocol reference section 9).
 *
 * @param openStagePhones how many of the clients are such phones
 * @throws AppError `job.invalid_value` with every value that they cannot take
 */
export function checkForOpenStage(values: readonly OrderedValue[], openStagePhones: number): void {
  if (openStagePhones === 0) return;
  const errors = values.flatMap(({ item, index, value }, position): FieldError[] =>
    value !== null && hasLegacyUnsafeCharacters(value)
      ? [
          {
            field: `values.${position}.value`,
            message: `The value of ${shown(item, index)} has "<", ">" or "&", which OpenStage phones cannot take; ${openStagePhones} of the clients are such phones.`,
          },
        ]
      : [],
  );
  const [first] = errors;
  if (first !== undefined) throw new AppError('job.invalid_value', first.message, { errors });
}

function shown(item: string, index: number | undefined): string {
  return index === undefined ? `"${item}"` : `"${item}" with index ${index}`;
}
