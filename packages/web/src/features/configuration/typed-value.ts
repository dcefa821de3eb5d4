import type { Parameter } from '../../api/types.ts';
import { isCleared } from '../parameters/index.ts';

/** A value as the rules of the catalog speak of it. */
export type TypedValue = string | number | boolean | null;

/** A wire text as a value; undefined for one that the parameter cannot have. */
export function typedValue(parameter: Parameter, wire: string): TypedValue | undefined {
  if (isCleared(parameter, wire)) return null;
  switch (parameter.type) {
    case 'boolean':
      return wire === 'true' ? true : wire === 'false' ? false : undefined;
    case 'integer':
      return /^-?\d{1,16}$/.test(wire) ? Number(wire) : undefined;
    case 'enum':
      return parameter.values?.find((choice) => choice.wire === wire)?.value;
    default:
      return wire;
  }
}

/** The wire text of a value of the catalog, e.g. of a default or a condition. */
export function wireOfTyped(parameter: Parameter, value: TypedValue): string {
  if (value === null) return parameter.emptyWire ?? '';
  if (parameter.type === 'enum')
    return parameter.values?.find((choice) => choice.value === value)?.wire ?? String(value);
  return String(value);
}

/** Wire text of what phones come with; null when it is not known. */
export function defaultWire(parameter: Parameter | null): string | null {
  return parameter === null || parameter.default === null ? null : wireOfTyped(parameter, parameter.default);
}
