import {
  isLegacyPhone,
  type Parameter,
  type Scope,
  validateLegacyText,
  validatePhone,
  validateWritable,
} from '@deskfleet/catalog';
import { type CheckedValue, type Refusal, refusalOf, shown } from './check-values.ts';

/** What of a client decides on the values that it can take. */
export interface ClientKind {
  /** `SIP`, `HFA`, or what the phone says. */
  readonly softwareType: string;
  readonly model: string;
  readonly softwareVersion: string;
}

/** Scope of a client's parameters; undefined when nobody knows which software it has. */
export function scopeOf({ softwareType }: ClientKind): Scope | undefined {
  if (softwareType === 'SIP') return 'client-sip';
  if (softwareType === 'HFA') return 'client-hfa';
  return undefined;
}

/** The parameter that a value is of on a client; undefined when the catalog does not know it there. */
export function parameterOn(value: CheckedValue, scope: Scope | undefined): Parameter | undefined {
  const onClients = value.parameters.filter(({ scopes }) =>
    scope === undefined
      ? scopes.includes('client-sip') || scopes.includes('client-hfa')
      : scopes.includes(scope),
  );
  return onClients[0];
}

/** Why clients of a kind cannot take a value; undefined when they can, or nobody knows. What is withdrawn is sent to nobody. */
export function unfitness(value: CheckedValue, kind: ClientKind): Refusal | undefined {
  const { wire, parameters } = value;
  if (wire === null) return undefined;
  const part = 'value' as const;
  const [first] = parameters;
  if (first !== undefined) {
    const scope = scopeOf(kind);
    const parameter = parameterOn(value, scope);
    if (parameter === undefined) {
      const wrongScope = validateWritable(first, scope ?? 'client-sip');
      return wrongScope && refusalOf(part, wrongScope);
    }
    const foreign = validatePhone(parameter, kind);
    if (foreign !== undefined) return refusalOf(part, foreign);
  }
  const text = isLegacyPhone(kind) ? validateLegacyText(shown(value), wire) : undefined;
  return text && { part, code: 'value.legacy_characters', text };
}
